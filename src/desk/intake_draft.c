/* intake_draft.c - the running intake as a document, and that document as a draft in the book. */
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "desk/intake_desk.h"
#include "dossier/draft.h"

/* In a draft: the marks of the screen, by the names of its cells. */
#define SOURCES_KEY "sources"

struct js *intake_document(struct intake *in)
{
    struct js *document = js_object();
    for (int step = STEP_WHO; step <= STEPS; step++)
        intake_step(step)->put(in, document);
    form_shadow_put(in, document);
    known_put_sources(in, document);
    if (in->confirmed_same_day || in->confirmed_clock) {
        struct js *words = js_array();
        if (in->confirmed_same_day)
            js_add_text(words, "same_day");
        if (in->confirmed_clock)
            js_add_text(words, "clock_back");
        js_put(document, "confirmed", words);
    }
    return document;
}

static void put_sources(const struct cells *cs, struct js *sources)
{
    for (int i = 0; i < cs->count; i++)
        if (cs->rows[i].source[0])
            js_put_text(sources, cs->cells[i].id, cs->rows[i].source);
}

/* Steps that were never reached in this sitting keep what the draft says about them. */
static void keep_unopened(const struct intake *in, struct js *document)
{
    static const char *const keys[] = { "answers", "components", "channel", "result_by", "note" };
    for (size_t i = 0; in->saved && i < sizeof keys / sizeof *keys; i++)
        if (!js_get(document, keys[i]) && js_get(in->saved, keys[i]))
            js_put(document, keys[i], js_copy(js_get(in->saved, keys[i])));
}

static enum rc draft_text(char **ret, struct intake *in, struct err *e)
{
    AUTO_JS document = intake_document(in);
    struct js *sources = js_object();
    put_sources(&in->who.cells, sources);
    put_sources(&in->form.cells, sources);
    js_put(document, SOURCES_KEY, sources);
    keep_unopened(in, document);
    return js_write(ret, document, JS_LINE, e);
}

static const char *title_of(struct intake *in, struct arena *a)
{
    const char *what = in->procedure.code ? in->procedure.short_name : _("Intake");
    return *who_name(in) ? arena_printf(a, "%s · %s", what, who_name(in)) : what;
}

void intake_save(struct intake *in)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    AUTO_STRING text = NULL;
    if (in->loading || !in->typed)
        return;
    enum rc rc = draft_text(&text, in, &e);
    struct draft draft = { .id = in->draft_id,
        .person_key = arena_strdup(&a, who_number(in)),
        .procedure_code = arena_strdup(&a, in->procedure.code),
        .title = arena_strdup(&a, title_of(in, &a)),
        .step = (int)in->step,
        .document = text };
    if (!rc)
        rc = arena_failed(&a) ? err_no_memory(&e) : draft_save(in->of, &draft, &e);
    if (rc)
        desk_say(in->screen->desk, ROLE_ERROR,
            N_("The draft could not be saved: %s Everything typed is still here."), e.message);
    else
        in->draft_id = draft.id;
}

static void load_sources(struct intake *in, const struct js *document)
{
    const struct js *sources = js_get(document, SOURCES_KEY);
    for (int i = 0; i < in->who.cells.count; i++) {
        const char *source = js_get_text(sources, in->who.cells.cells[i].id);
        if (source)
            snprintf(in->who.cells.rows[i].source, FORM_SOURCE, "%s", known_mark(source));
    }
}

static enum rc take_apart(struct intake *in, const struct draft *draft, struct err *e)
{
    enum rc rc = js_parse(&in->saved, draft->document, strlen(draft->document), e);
    if (rc)
        return rc;
    who_load(in, in->saved);
    load_sources(in, in->saved);
    const char *code = js_get_text(in->saved, "procedure"), *variant = js_get_text(in->saved, "variant");
    if (code && what_choose(in, code, e)) {
        desk_say_error(in->screen->desk, e); /* the catalogue moved on; the rest is kept */
        err_clear(e);
    }
    snprintf(in->variant, sizeof in->variant, "%s", variant ? variant : "");
    const char *portal_code = js_get_text(in->saved, "portal_code");
    snprintf(in->portal_code, sizeof in->portal_code, "%s", portal_code ? portal_code : "");
    if (in->portal_code[0])
        due_filed_online(in);
    in->draft_id = draft->id;
    return RC_OK;
}

enum rc intake_resume(struct intake *in, int64_t draft_id, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct draft draft = { 0 };
    enum rc rc = draft_load(&draft, in->of, draft_id, &a, e);
    in->loading = true;
    if (!rc)
        rc = take_apart(in, &draft, e);
    in->loading = false;
    int step = draft.step >= STEP_WHO && draft.step <= STEPS ? draft.step : STEP_WHO;
    if (rc)
        return rc;
    for (int i = STEP_WHO; i <= step && (i < STEP_PAPERS || in->procedure.code); i++)
        intake_go(in, (enum intake_step)i);
    return RC_OK;
}

void intake_throw_away(struct intake *in)
{
    struct err e = { 0 };
    if (in->draft_id && draft_delete(in->of, in->draft_id, &e))
        desk_say_error(in->screen->desk, &e);
    in->draft_id = 0;
    in->typed = false;
}

/* Not draft_find(): the newest one of this person and procedure may be this very intake's own. */
int64_t intake_other_draft(struct intake *in)
{
    AUTO_ARENA a = { 0 };
    struct draft *list;
    size_t count;
    if (!*who_number(in) || !in->procedure.code || draft_list(&list, &count, in->of, &a, NULL))
        return 0;
    for (size_t i = 0; i < count; i++)
        if (list[i].id != in->draft_id && strcmp(list[i].person_key, who_number(in)) == 0 &&
            strcmp(list[i].procedure_code, in->procedure.code) == 0)
            return list[i].id;
    return 0;
}
