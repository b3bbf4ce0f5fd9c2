/* undo.c - a wrong step taken back: the dossier as the facts before it tell. See step.h. */
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/opened.h"

static int64_t time_in(const struct js *facts, const char *key)
{
    const char *text = js_get_text(facts, key);
    int64_t at = 0;
    return text && iso_time_parse(&at, text) ? at : 0;
}

/* The dossier as the facts before the wrong step tell it. */
static enum rc restore(struct dossier *d, const struct step_last *last, bool keep_due, struct arena *a, struct err *e)
{
    const struct js *before = last->before;
    AUTO_STRING why = NULL;
    enum state state = STATE_NONE;
    if (!js_get_text(before, "state") || !state_parse(&state, js_get_text(before, "state")))
        return err_set(e, RC_REFUSED, "nothing_to_undo", N_("The facts of that time were erased; it cannot be undone"));
    d->state = state;
    d->received_at = time_in(before, "received_at");
    d->finished_at = time_in(before, "finished_at");
    d->returned_at = time_in(before, "returned_at");
    d->refused_at = time_in(before, "refused_at");
    d->supplements = (int)js_get_int(before, "supplements", d->supplements);
    d->holder_id = js_get_int(before, "holder_id", d->holder_id);
    d->paused_at = state_row(state)->clock == CLOCK_PAUSED ? last->paused_at : 0;
    if (keep_due)
        return RC_OK;
    d->due_at = time_in(before, "due_at");
    enum rc rc = js_write(&why, js_get(before, "due_why"), JS_LINE, e);
    if (!rc && !(d->due_why = arena_strdup(a, why)))
        rc = err_no_memory(e);
    return rc;
}

static enum rc check_last(const struct step_last *last, struct err *e)
{
    if (strcmp(last->action, "moved") == 0 && last->before)
        return RC_OK;
    err_set(e, RC_REFUSED, "nothing_to_undo",
        strcmp(last->action, "undone") ? N_("Reception itself cannot be taken back")
                                       : N_("The last step was taken back already"));
    err_hint(e, N_("Use a move instead (dossier move), for example withdrawn"));
    return RC_REFUSED;
}

/* Whether an apology was written after the wrong step: the citizen holds it, so its date stands. */
static enum rc apology_since(bool *ret, const struct dossier *d, const struct step_last *last,
    const struct office *of, struct err *e)
{
    AUTO_JS facts = NULL;
    int64_t seq = 0;
    enum rc rc = facts_load(&facts, &seq, of, d->id, "apology", NULL);
    (void)e;
    *ret = !rc && seq > last->seq;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc take_back(struct dossier *d, const struct step_last *last, const struct office *of, struct arena *a,
    struct err *e)
{
    bool keep_due = false, had_result = d->state == STATE_FINISHED;
    enum rc rc = check_last(last, e);
    if (!rc)
        rc = apology_since(&keep_due, d, last, of, e);
    if (!rc)
        rc = restore(d, last, keep_due, a, e);
    if (!rc && had_result)
        rc = step_void_results(of->db, d->id, clock_now(of->clock), e);
    for (size_t i = 0; had_result && i < d->files_count; i++)
        d->files[i].voided |= d->files[i].result;
    return rc;
}

enum rc dossier_undo(struct step_answer *ret, const struct office *of, const char *code, const char *reason,
    struct err *e)
{
    AUTO_OPENED o = opened_for(of);
    struct step_last last = { 0 };
    struct step_answer answer = { 0 };
    enum rc rc = opened_begin(&o, ACTION_DOSSIER_VOID, code, e);
    enum state wrong = o.d.state;
    if (!rc)
        rc = opened_reason(&o, reason, true, e);
    if (!rc)
        rc = step_last_move(&last, of->db, o.d.id, &o.arena, e);
    if (!rc)
        rc = take_back(&o.d, &last, of, &o.arena, e);
    js_free(last.before);
    if (!rc)
        rc = opened_finish(&answer, &o,
            &(struct facts_event){ .action = "undone", .before = wrong, .deliver = true }, e);
    if (!rc)
        *ret = answer;
    return rc;
}
