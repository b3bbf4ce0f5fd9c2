/* step.c - see step.h. */
#include "dossier/step.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "book/tx.h"
#include "catalog/procedure.h"
#include "dossier/attachment.h"
#include "dossier/deadline.h"
#include "dossier/facts.h"
#include "dossier/office_calendar.h"
#include "people/absence.h"
#include "people/permission.h"

/* --- shared --- */

enum rc step_reason(char **ret, const char *reason, bool needed, struct arena *a, struct err *e)
{
    if (!reason)
        reason = "";
    if (needed && !reason[strspn(reason, " \t\n")]) {
        err_set(e, RC_REFUSED, "reason_missing", N_("This step needs a reason the citizen can read"));
        err_hint(e, N_("Add it with --reason"));
        err_field(e, "reason");
        return RC_REFUSED;
    }
    AUTO_BUF clean = buf_limit(32768);
    enum rc rc = text_accept(&clean, reason, strlen(reason), &text_note_limits, "reason", e);
    if (!rc && !(*ret = arena_strdup(a, buf_text(&clean))))
        rc = err_no_memory(e);
    return rc;
}

enum rc step_holder(struct dossier *d, struct js *more, const struct office *of, const char *login, struct err *e)
{
    struct staff staff = { 0 };
    if (!login)
        return RC_OK;
    enum rc rc = absence_route(&staff, of, login, e);
    if (rc) {
        err_field(e, "to");
        return rc;
    }
    js_put_text(more, "giver", d->holder && *d->holder ? d->holder : of->staff_name);
    js_put_text(more, "receiver", staff.name);
    if (strcmp(staff.login, login))
        js_put_text(more, "deputy_of", login);
    d->holder_id = staff.id;
    return RC_OK;
}

static enum rc closed(const struct dossier *d, struct err *e)
{
    return err_set(e, RC_REFUSED, "closed", N_("Dossier %.60s is closed (%s); nothing more is done with it"), d->code,
        _(state_row(d->state)->name));
}

/* Writes the dossier and its event, and commits. */
static enum rc finish(struct step_answer *ret, struct tx *tx, const struct office *of, struct dossier *d,
    struct facts_event *event, struct err *e)
{
    struct step_answer answer = *ret;
    enum rc rc = dossier_update(of->db, d, e);
    if (!rc && !event->before)
        event->before = d->state; /* the state did not change */
    if (!rc)
        rc = facts_append(&answer.deliveries, of, d, event, e);
    if (!rc)
        rc = tx_commit(tx, e);
    if (rc)
        return rc;
    answer.state = d->state;
    answer.due_at = d->due_at;
    *ret = answer;
    return RC_OK;
}

/* --- apology --- */

static enum rc check_promise(const struct dossier *d, const struct office *of, struct err *e)
{
    int64_t written = 0;
    if (!d->due_at || state_row(d->state)->clock == CLOCK_STOPPED || state_row(d->state)->clock == CLOCK_NOT_STARTED)
        return err_set(e, RC_REFUSED, "no_promise", N_("Dossier %.60s has no running promise to put off"), d->code);
    if (clock_now(of->clock) > d->due_at) {
        err_set(e, RC_REFUSED, "apology_late", N_("The promised time has passed; the dossier is late already"));
        err_hint(e, N_("An apology with a new date is written before the promised time"));
        return RC_REFUSED;
    }
    enum rc rc = step_count(&written, of->db, d->id, "apology", e);
    if (!rc && written) {
        err_set(e, RC_REFUSED, "apology_twice", N_("The citizen was given a new date once already"));
        err_hint(e, N_("The new date may be given only once"));
        return RC_REFUSED;
    }
    return rc;
}

/* The same time of day, on a working day after the promised one. */
static enum rc new_due(int64_t *ret, const struct dossier *d, const struct office *of, struct day until, struct err *e)
{
    AUTO_ARENA scratch = { 0 };
    const struct calendar *calendar;
    struct procedure p;
    char day[ISO_DAY_SIZE];
    enum rc rc = office_calendar_shared(&calendar, of, e);
    if (!rc)
        rc = procedure_load_id(&p, of->db, &scratch, d->procedure_id, e);
    if (rc)
        return rc;
    err_clear(e);
    if (day_compare(until, day_of(d->due_at)) <= 0)
        rc = err_set(e, RC_REFUSED, "apology_day", N_("The new date must be after the promised one, %s"),
            iso_day(day, day_of(d->due_at)));
    else if (day_number(until) - day_number(day_of(d->due_at)) > 366)
        rc = err_set(e, RC_REFUSED, "apology_day", N_("The new date must be within a year"));
    else if (!calendar_is_working(calendar, p.field, until))
        rc = err_set(
            e, RC_REFUSED, "apology_day", N_("%s is a closed day; choose a working day"), iso_day(day, until));
    if (rc) {
        err_field(e, "until");
        return rc;
    }
    *ret = utc_of(until, second_of_day(d->due_at));
    return RC_OK;
}

static enum rc add_why(struct dossier *d, const char *line, struct arena *a, struct err *e)
{
    AUTO_JS list = NULL;
    AUTO_STRING text = NULL;
    enum rc rc = js_parse(&list, d->due_why, strlen(d->due_why), e);
    js_add_text(list, line);
    if (!rc)
        rc = js_write(&text, list, JS_LINE, e);
    if (!rc && !(d->due_why = arena_strdup(a, text)))
        rc = err_no_memory(e);
    return rc;
}

enum rc dossier_apologise(struct step_answer *ret, const struct office *of, const char *code, struct day until,
    const char *reason, struct err *e)
{
    AUTO_ARENA a = { 0 };
    AUTO_JS more = js_object();
    struct dossier d = { 0 };
    char *clean = NULL, at[ISO_TIME_SIZE], moment[MOMENT_TEXT_SIZE];
    int64_t due = 0;
    struct step_answer answer = { .paper = "apology" };
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_REVIEW, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = dossier_load(&d, of->db, &a, code, e);
    if (!rc)
        rc = check_promise(&d, of, e);
    if (!rc)
        rc = step_reason(&clean, reason, true, &a, e);
    if (!rc)
        rc = new_due(&due, &d, of, until, e);
    if (rc)
        return rc;
    js_put_text(more, "due_before", iso_time(at, d.due_at));
    d.due_at = due;
    const char *line = arena_printf(&a, _("Apology, new date: %s"), moment_text(moment, due));
    rc = line ? add_why(&d, line, &a, e) : err_no_memory(e);
    if (!rc)
        rc = finish(&answer, &tx, of, &d,
            &(struct facts_event){ .action = "apology", .reason = clean, .more = more, .deliver = true }, e);
    if (!rc)
        *ret = answer;
    return rc;
}

/* --- another holder --- */

static enum rc check_assign(const struct dossier *d, const struct office *of, const struct staff *to, struct err *e)
{
    if (!state_row(d->state)->open)
        return closed(d, e);
    if (to->id == d->holder_id)
        return err_set(e, RC_REFUSED, "already_holds", N_("%s holds this dossier already"), to->name);
    bool mine = !d->holder_id || d->holder_id == of->staff_id || to->id == of->staff_id;
    return mine ? RC_OK : permission_check(of->role, ACTION_DOSSIER_REVIEW, e);
}

enum rc dossier_assign(struct step_answer *ret, const struct office *of, const char *code, const char *login,
    const char *reason, struct err *e)
{
    AUTO_ARENA a = { 0 };
    AUTO_JS more = js_object();
    struct dossier d = { 0 };
    struct staff to = { 0 };
    char *clean = NULL;
    struct step_answer answer = { 0 };
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = dossier_load(&d, of->db, &a, code, e);
    if (!rc)
        rc = absence_route(&to, of, login, e);
    if (!rc)
        rc = check_assign(&d, of, &to, e);
    if (!rc)
        rc = step_reason(&clean, reason, d.holder_id && d.holder_id != of->staff_id, &a, e);
    if (!rc)
        rc = step_holder(&d, more, of, login, e);
    snprintf(answer.holder, sizeof answer.holder, "%s", to.login);
    if (!rc)
        rc = finish(&answer, &tx, of, &d,
            &(struct facts_event){ .action = "assigned", .reason = *clean ? clean : NULL, .more = more }, e);
    if (!rc)
        *ret = answer;
    return rc;
}

/* --- note --- */

static enum rc longer_note(char **ret, const struct dossier *d, const struct office *of, const char *text,
    struct arena *a, struct err *e)
{
    AUTO_BUF note = buf_limit(32768), clean = buf_limit(32768);
    char day[ISO_DAY_SIZE];
    if (!text || !text[strspn(text, " \t\n")])
        return err_set(e, RC_REFUSED, "note_empty", N_("There is nothing to note"));
    buf_addf(&note, "%s%s%s %s: %s", d->note, *d->note ? "\n" : "", iso_day(day, day_of(clock_now(of->clock))),
        of->staff_name ? of->staff_name : "", text);
    enum rc rc = note.failed ? err_no_memory(e) : RC_OK;
    if (!rc)
        rc = text_accept(&clean, buf_text(&note), note.len, &text_note_limits, "note", e);
    if (!rc && !(*ret = arena_strdup(a, buf_text(&clean))))
        rc = err_no_memory(e);
    return rc;
}

enum rc dossier_add_note(struct step_answer *ret, const struct office *of, const char *code, const char *text,
    struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d = { 0 };
    struct step_answer answer = { 0 };
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = dossier_load(&d, of->db, &a, code, e);
    if (!rc)
        rc = longer_note(&d.note, &d, of, text, &a, e);
    if (!rc)
        rc = finish(&answer, &tx, of, &d, &(struct facts_event){ .action = "noted" }, e);
    if (!rc)
        *ret = answer;
    return rc;
}

/* --- a wrong step taken back --- */

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
    AUTO_ARENA a = { 0 };
    struct dossier d = { 0 };
    struct step_last last = { 0 };
    char *clean = NULL;
    enum state wrong = STATE_NONE;
    struct step_answer answer = { 0 };
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_VOID, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = dossier_load(&d, of->db, &a, code, e);
    if (!rc)
        rc = step_reason(&clean, reason, true, &a, e);
    if (!rc)
        rc = step_last_move(&last, of->db, d.id, &a, e);
    if (!rc)
        wrong = d.state;
    if (!rc)
        rc = take_back(&d, &last, of, &a, e);
    js_free(last.before);
    if (!rc)
        rc = finish(&answer, &tx, of, &d,
            &(struct facts_event){ .action = "undone", .before = wrong, .reason = clean, .deliver = true }, e);
    if (!rc)
        *ret = answer;
    return rc;
}

/* --- the facts of a result --- */

static enum rc check_result(const struct dossier *d, const struct result_facts *facts, const struct office *of,
    struct err *e)
{
    struct day today = day_of(clock_now(of->clock));
    if (d->state != STATE_FINISHED)
        return err_set(e, RC_REFUSED, "not_finished", N_("A result is noted while the dossier is finished and not handed over"));
    if (!facts->number || !facts->number[strspn(facts->number, " ")])
        return err_set(e, RC_REFUSED, "result_number", N_("The number of the result is missing"));
    if (!day_valid(facts->issued_on) || day_compare(facts->issued_on, today) > 0 ||
        day_compare(facts->issued_on, day_of(d->received_at)) < 0)
        return err_set(e, RC_REFUSED, "result_date", N_("The day of the result lies between reception and today"));
    if (facts->valid_until.y && day_compare(facts->valid_until, facts->issued_on) < 0)
        return err_set(e, RC_REFUSED, "result_validity", N_("The result would be over before it begins"));
    return RC_OK;
}

static enum rc keep_result(struct dossier *d, const struct result_facts *facts, struct dossier_file *file,
    const struct office *of, struct arena *a, struct err *e)
{
    AUTO_BUF clean = buf_limit(512);
    struct result_facts kept = *facts;
    enum rc rc = text_accept(&clean, facts->number, strlen(facts->number), &text_name_limits, "number", e);
    kept.number = buf_text(&clean);
    if (!rc)
        rc = step_keep_result(of->db, d->id, &kept, e);
    return rc || !facts->path ? rc : dossier_add_file(d, of, file, a, e);
}

enum rc dossier_set_result(struct step_answer *ret, const struct office *of, const char *code,
    const struct result_facts *facts, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d = { 0 };
    struct dossier_file file = { 0 };
    struct step_answer answer = { 0 };
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc && facts->path) /* sealed first: durable before any row names it */
        rc = attachment_seal(&file, of, "", facts->path, &a, e);
    file.result = true;
    AUTO_TX tx = tx_for(of->db);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = dossier_load(&d, of->db, &a, code, e);
    if (!rc)
        rc = check_result(&d, facts, of, e);
    if (!rc)
        rc = keep_result(&d, facts, &file, of, &a, e);
    if (!rc)
        rc = finish(&answer, &tx, of, &d, &(struct facts_event){ .action = "result", .deliver = true }, e);
    if (!rc)
        *ret = answer;
    return rc;
}
