/* intake_form.c - step 4: the procedure's own form, filled at speaking speed. What is known stands there
 * already, with a mark that says from where. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/problem.h"
#include "catalog/answers.h"
#include "catalog/form.h"
#include "desk/intake_form.h"

/* --- what is wrong --- */

static void mark_problem(struct cells *cs, const struct problem *p)
{
    int row = cells_find(cs, p->field);
    if (row < 0 || cs->cells[row].bad || cs->rows[row].mark == MARK_MUST)
        return;
    bool refused = p->severity == SEVERITY_REFUSE;
    const char *words = strcmp(p->code, "answer_missing") == 0  ? _("is needed before anything is received")
                        : strcmp(p->code, "answer_wanted") == 0 ? _("still empty; the paper form asks for it")
                        : strcmp(p->code, "double_entry") == 0
                            ? _("not what the second entry says; look at the paper")
                            : p->message;
    cells_mark(cs, row, refused ? MARK_MUST : MARK_LOOK, words);
}

static void changed(void *owner)
{
    struct intake *in = owner;
    struct problems problems = { 0 };
    AUTO_JS answers = form_answers(in);
    AUTO_JS canonical = NULL;
    form_rows_hide(in, answers);
    enum rc rc = answers_check(&canonical, &problems, in->form.form, answers, in->today, NULL);
    (void)rc; /* a refusal stands in the problems */
    second_problems(&problems, in, canonical);
    for (int i = 0; i < problems.count; i++)
        mark_problem(&in->form.cells, &problems.list[i]);
    form_shadow_fill(in);
}

static void save(void *owner, int row)
{
    struct intake *in = owner;
    if (in->loading)
        return;
    in->typed = true;
    intake_save(in);
    int second = second_of_day(clock_now(in->of->clock));
    if (in->screen->desk->message_role != ROLE_ERROR)
        desk_say(in->screen->desk, ROLE_BASE,
            N_("Field %d saved at %02d:%02d:%02d. Leaving at any time loses nothing."), row + 1,
            second / 3600, second / 60 % 60, second % 60);
}

/* --- life --- */

static enum rc open_form(struct intake *in, struct err *e)
{
    struct intake_form *f = &in->form;
    enum rc rc = form_shared(&f->form, in->of, in->procedure.code, e);
    if (!rc)
        rc = cells_open(&f->cells, in->screen, form_rows_needed(f->form), in->today, e);
    if (rc)
        return rc;
    f->history.row = -1;
    form_rows_add(in);
    form_shadow_open(in);
    f->cells.changed = changed;
    f->cells.save = save;
    f->cells.recall = form_recall;
    f->cells.copy = form_copy;
    f->cells.offered = form_offered;
    f->cells.owner = in;
    const char *code = js_get_text(in->saved, "procedure");
    if (code && strcmp(code, in->procedure.code) == 0)
        form_answers_load(in, js_get(in->saved, "answers"), js_get(in->saved, "sources"));
    form_propose(in);
    cells_recheck(&f->cells);
    cells_begin(&f->cells);
    form_history_follow(in);
    return arena_failed(&f->names) ? err_no_memory(e) : RC_OK;
}

static enum rc enter(struct intake *in, struct err *e)
{
    if (!in->form.form)
        return open_form(in, e);
    form_promise(in);
    form_propose(in);
    cells_recheck(&in->form.cells);
    in->form.history.row = -1; /* the person may be another one now */
    form_history_follow(in);
    return RC_OK;
}

static void release(struct intake *in)
{
    struct intake_form *f = &in->form;
    in->portal_code[0] = '\0'; /* it was this procedure's */
    cells_close(&f->cells);
    js_free(f->today);
    free(f->offer);
    js_free(f->second);
    shadow_release(&f->shadow);
    arena_release(&f->history.arena);
    arena_release(&f->names);
    *f = (struct intake_form){ 0 };
}

static enum used key(struct intake *in, uint32_t code)
{
    enum used_by did = cells_key(&in->form.cells, code);
    if (did == CELLS_END)
        intake_next(in);
    if (in->form.form)
        form_history_follow(in);
    return did == CELLS_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static void paste(struct intake *in, const char *text)
{
    cells_paste(&in->form.cells, text);
}

/* Saving is never refused here: what is missing stops the review, not the typing. */
static bool done(struct intake *in)
{
    form_view_go(&in->form.cells.view, in->form.cells.view.at);
    return true;
}

static void put(struct intake *in, struct js *document)
{
    if (!in->form.form)
        return;
    js_put(document, "answers", form_answers(in));
    if (in->form.second && !in->form.asking)
        js_put(document, "second", js_copy(in->form.second));
}

/* --- picture --- */

static const char *say(struct intake *in)
{
    const char *words = cells_say(&in->form.cells);
    if (*words || !in->form.cells.count)
        return words;
    const struct form_field *f = in->form.cells.cells[in->form.cells.view.at].field;
    return in->form.form->sections[f->section].say;
}

const struct intake_step_row intake_form_step = {
    .label = N_("Form"),
    .enter = enter,
    .key = key,
    .paste = paste,
    .draw = form_picture,
    .say = say,
    .done = done,
    .put = put,
    .release = release,
};
