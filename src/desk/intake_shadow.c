/* intake_shadow.c - the portal's form beside the running intake: values for it, boxes done, and its code at
 * the end.
 *
 * Ticks and code are part of the draft, so that neither a lost terminal nor a lost machine makes anybody copy
 * a box twice.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "desk/clip.h"
#include "desk/intake_days.h"
#include "desk/intake_form.h"
#include "dossier/portal_fill.h"

#define CODE_KEY  "portal_code"
#define TICKS_KEY "portal_ticks"

static struct js *known_now(struct intake *in)
{
    static const char *const ways[] = { "counter", "online", "post" };
    AUTO_JS who = js_object();
    intake_who_step.put(in, who);
    const struct procedure_variant *v = procedure_variant(&in->procedure, in->variant);
    const char *way = in->due.channel.labels ? ways[in->due.result.at] : js_get_text(in->saved, "result_by");
    return portal_known(in->of, js_get(who, "applicant"), js_get(who, "submitter"), v ? v->answer : "",
        way ? way : "counter");
}

static void load_saved(struct intake *in)
{
    const char *code = js_get_text(in->saved, "procedure");
    const struct js *ticks = js_get(in->saved, TICKS_KEY);
    if (!code || strcmp(code, in->procedure.code) != 0 || !js_is_array(ticks))
        return;
    js_free(in->form.shadow.ticks);
    in->form.shadow.ticks = js_copy(ticks);
}

void form_shadow_open(struct intake *in)
{
    struct err e = { 0 };
    if (shadow_open(&in->form.shadow, in->of->share_dir, in->form.form, &e))
        desk_say_error(in->screen->desk, &e);
    load_saved(in);
    form_promise(in);
    form_shadow_fill(in);
}

void form_promise(struct intake *in)
{
    if (!promise_of(&in->form.promise, in, &in->procedure, clock_now(in->of->clock)))
        in->form.promise = (struct deadline){ 0 };
}

/* Step 5 asks for the whole review; here it is enough to know which way the choices lead. */
static void judge(struct intake *in, const struct js *applicant)
{
    struct index_facts f = { .now = clock_now(in->of->clock),
        .due_at = in->form.promise.due,
        .online = intake_case(in).channel == CHANNEL_ONLINE,
        .result_online = in->due.result.at == RESULT_ONLINE,
        .result_due = *in->procedure.result != '\0',
        .vneid = js_get_true(applicant, "vneid_verified") };
    for (int i = 0; i < in->papers.count; i++) {
        const struct intake_paper *p = &in->papers.list[i];
        f.paper_files += p->files_count;
        f.reused += p->how == PAPER_DATA && index_is_reuse(p->data);
        f.population |= p->how == PAPER_DATA && index_is_population(p->data);
        f.replaceable |= *p->component->replaced_by && strcmp(p->component->replaced_by, "eform") != 0;
    }
    index766_judge(&in->form.index, &f);
}

void form_shadow_fill(struct intake *in)
{
    struct err e = { 0 };
    if (!in->form.shadow.portal)
        return;
    AUTO_JS answers = form_answers(in);
    AUTO_JS known = known_now(in);
    judge(in, js_get(known, "applicant"));
    if (shadow_fill(&in->form.shadow, in->form.form, answers, known, in->today, &e))
        desk_say_error(in->screen->desk, &e);
}

void form_shadow_put(struct intake *in, struct js *document)
{
    const struct js *ticks = in->form.shadow.portal ? in->form.shadow.ticks : js_get(in->saved, TICKS_KEY);
    if (js_len(ticks))
        js_put(document, TICKS_KEY, js_copy(ticks));
    if (!in->portal_code[0])
        return;
    js_put_text(document, CODE_KEY, in->portal_code);
    js_put_text(document, "channel", "online");
}

void form_shadow_tick(struct intake *in, size_t line, bool on)
{
    shadow_tick(&in->form.shadow, line, on);
    in->typed = true;
    intake_save(in);
}

enum rc form_shadow_code(struct intake *in, const char *typed, struct err *e)
{
    char code[PORTAL_CODE_SIZE], holder[DOSSIER_CODE_SIZE];
    enum rc rc = portal_code_read(code, typed, e);
    if (!rc)
        rc = portal_code_holder(holder, in->of->db, code, e);
    if (rc)
        return rc;
    if (*holder)
        return err_set(e, RC_REFUSED, "portal_code_taken", N_("%.60s has the portal's code %.60s already"),
            holder, code);
    snprintf(in->portal_code, sizeof in->portal_code, "%s", code);
    due_filed_online(in);
    in->typed = true;
    intake_save(in);
    return RC_OK;
}

/* --- keys --- */

void form_shadow_screen(struct intake *in)
{
    struct cells *cs = &in->form.cells;
    form_view_go(&cs->view, cs->view.at); /* what stands in the field counts as typed */
    form_shadow_fill(in);
    int line = shadow_find(&in->form.shadow, cs->cells[cs->view.at].id);
    if (line >= 0)
        in->form.shadow.at = line;
    enum rc rc = desk_push_named(in->screen->desk, "shadow", &(struct shadow_start){ .intake = in });
    (void)rc; /* told in the message line */
}

/* As the portal wants it; a field that the portal does not ask for, as it stands. */
static const char *value_here(struct intake *in, const char **label)
{
    const struct cells *cs = &in->form.cells;
    const struct cell_field *cell = &cs->cells[cs->view.at];
    form_view_go(&in->form.cells.view, cs->view.at);
    form_shadow_fill(in);
    int line = shadow_find(&in->form.shadow, cell->id);
    *label = cell->field->label;
    return line >= 0 ? in->form.shadow.lines[line].value : cell->value ? cell->value : "";
}

void form_shadow_copy(struct intake *in)
{
    const char *label, *value = value_here(in, &label);
    clip_copy(in->screen->desk, label, value);
}

void form_shadow_square(struct intake *in)
{
    const char *label, *value = value_here(in, &label);
    clip_square(in->screen->desk, label, value);
}
