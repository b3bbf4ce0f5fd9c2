/* step.c - a new promise, another holder, a note. See step.h. */
#include "dossier/step.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "catalog/procedure.h"
#include "dossier/deadline.h"
#include "dossier/office_calendar.h"
#include "dossier/opened.h"
#include "people/absence.h"

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
    AUTO_OPENED o = opened_for(of);
    char at[ISO_TIME_SIZE], moment[MOMENT_TEXT_SIZE];
    int64_t due = 0;
    enum rc rc = opened_begin(&o, ACTION_DOSSIER_REVIEW, code, e);
    if (!rc)
        rc = check_promise(&o.d, of, e);
    if (!rc)
        rc = opened_reason(&o, reason, true, e);
    if (!rc)
        rc = new_due(&due, &o.d, of, until, e);
    if (rc)
        return rc;
    js_put_text(o.more, "due_before", iso_time(at, o.d.due_at));
    o.d.due_at = due;
    const char *line = arena_printf(&o.arena, _("Apology, new date: %s"), moment_text(moment, due));
    rc = line ? add_why(&o.d, line, &o.arena, e) : err_no_memory(e);
    struct step_answer answer = { .paper = "apology" };
    if (!rc)
        rc = opened_finish(&answer, &o, &(struct facts_event){ .action = "apology", .deliver = true }, e);
    if (!rc)
        *ret = answer;
    return rc;
}

/* --- another holder --- */

static enum rc check_assign(const struct opened *o, const struct staff *to, struct err *e)
{
    const struct dossier *d = &o->d;
    if (!state_row(d->state)->open)
        return opened_closed(o, e);
    if (to->id == d->holder_id)
        return err_set(e, RC_REFUSED, "already_holds", N_("%s holds this dossier already"), to->name);
    bool mine = !d->holder_id || d->holder_id == o->of->staff_id || to->id == o->of->staff_id;
    return mine ? RC_OK : permission_check(o->of->role, ACTION_DOSSIER_REVIEW, e);
}

enum rc dossier_assign(struct step_answer *ret, const struct office *of, const char *code, const char *login,
    const char *reason, struct err *e)
{
    AUTO_OPENED o = opened_for(of);
    struct staff to = { 0 };
    struct step_answer answer = { 0 };
    enum rc rc = opened_begin(&o, ACTION_DOSSIER_WORK, code, e);
    if (!rc)
        rc = absence_route(&to, of, login, e);
    if (!rc)
        rc = check_assign(&o, &to, e);
    if (!rc)
        rc = opened_reason(&o, reason, o.d.holder_id && o.d.holder_id != of->staff_id, e);
    if (!rc)
        rc = opened_holder(&o, login, e);
    snprintf(answer.holder, sizeof answer.holder, "%s", to.login);
    if (!rc)
        rc = opened_finish(&answer, &o, &(struct facts_event){ .action = "assigned" }, e);
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
    AUTO_OPENED o = opened_for(of);
    struct step_answer answer = { 0 };
    enum rc rc = opened_begin(&o, ACTION_DOSSIER_WORK, code, e);
    if (!rc)
        rc = longer_note(&o.d.note, &o.d, of, text, &o.arena, e);
    if (!rc)
        rc = opened_finish(&answer, &o, &(struct facts_event){ .action = "noted" }, e);
    if (!rc)
        *ret = answer;
    return rc;
}
