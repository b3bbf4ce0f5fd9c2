/* move.c - see move.h. */
#include "dossier/move.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "catalog/procedure.h"
#include "dossier/attachment.h"
#include "dossier/changes.h"
#include "dossier/collector.h"
#include "dossier/deadline.h"
#include "dossier/linked.h"
#include "dossier/office_calendar.h"
#include "dossier/opened.h"
#include "dossier/owed.h"
#include "people/permission.h"

/* --- may this step be made? --- */

static enum rc check_rights(const struct office *of, const struct dossier *d, const struct move_row *row, struct err *e)
{
    enum rc rc = RC_OK;
    if (row->needs & MOVE_SUPERVISOR)
        rc = permission_check(of->role, ACTION_DOSSIER_VOID, e);
    if (!rc && row->to == STATE_SUPPLEMENT && d->supplements && !permission_has(of->role, ACTION_DOSSIER_REVIEW)) {
        err_set(e, RC_REFUSED, "second_supplement", N_("Papers were asked for once already; a second time counts as late"));
        err_hint(e, N_("A supervisor can approve it"));
        return RC_REFUSED;
    }
    return rc;
}

static enum rc check_items(const struct js *items, struct err *e)
{
    for (size_t i = 0; i < js_len(items); i++)
        if (!js_is_array(items) || !js_get_text(js_at(items, i), "name")) {
            err_set(e, RC_REFUSED, "items", N_("Each paper asked for needs a name"));
            err_field(e, "items[%zu].name", i);
            return RC_REFUSED;
        }
    return RC_OK;
}

/* The day until which the papers may be brought: a day after today, within a year. */
static enum rc check_items_due(struct js *more, const struct move_request *request, const struct office *of, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct day due = request->items_due;
    if (!due.y)
        return RC_OK;
    int ahead = day_number(due) - day_number(day_of(clock_now(of->clock)));
    if (request->to != STATE_SUPPLEMENT || ahead < 1 || ahead > 366) {
        err_set(e, RC_REFUSED, "items_due",
            request->to != STATE_SUPPLEMENT ? N_("Only a request for papers names a day to bring them")
                                            : N_("The papers are to be brought on a later day, within a year"));
        err_field(e, "by");
        return RC_REFUSED;
    }
    js_put_text(more, "items_due", iso_day(day, due));
    return RC_OK;
}

/* --- what the step does to the promise --- */

/* Adds sentences to a stored JSON list of reasons. */
static enum rc append_reasons(struct dossier *d, const struct deadline *deadline, struct arena *a, struct err *e)
{
    AUTO_JS list = NULL;
    enum rc rc = js_parse(&list, d->due_why, strlen(d->due_why), e);
    for (int i = 0; i < deadline->count && !rc; i++)
        js_add_text(list, deadline->reasons[i]);
    AUTO_STRING text = NULL;
    if (!rc)
        rc = js_write(&text, list, JS_LINE, e);
    if (!rc && !(d->due_why = arena_strdup(a, text)))
        rc = err_no_memory(e);
    return rc;
}

static enum rc limit_of(struct limit *ret, const struct dossier *d, const struct procedure *p, struct err *e)
{
    enum channel channel = CHANNEL_DIRECT;
    *ret = (struct limit){ 0, LIMIT_NONE };
    if (!channel_parse(&channel, d->channel))
        return err_set(e, RC_STORAGE, "damaged", N_("The book is damaged"));
    struct procedure_limit stated = procedure_limit_for(p, channel, NULL);
    ret->value = stated.value;
    return strcmp(stated.unit, "?") ? limit_unit_parse(&ret->unit, stated.unit, e) : RC_OK;
}

static enum rc resume_clock(struct dossier *d, const struct office *of, const struct procedure *p, struct arena *a,
    int64_t now, struct err *e)
{
    const struct calendar *calendar;
    struct deadline deadline = { .received = d->received_at, .due = d->due_at };
    const struct pause pause = { d->state == STATE_PAYMENT ? PAUSE_PAYMENT : PAUSE_SUPPLEMENT, d->paused_at, now };
    d->paused_at = 0;
    if (!d->due_at)
        return RC_OK;
    enum rc rc = office_calendar_shared(&calendar, of, e);
    if (!rc)
        rc = limit_of(&deadline.limit, d, p, e);
    if (!rc)
        rc = deadline_after_pause(&deadline, &pause, p->field, calendar, e);
    if (!rc)
        rc = append_reasons(d, &deadline, a, e);
    if (!rc)
        d->due_at = deadline.due;
    return rc;
}

static enum rc start_clock(struct dossier *d, const struct office *of, const struct procedure *p, struct arena *a,
    int64_t now, struct err *e)
{
    const struct calendar *calendar;
    struct deadline deadline = { 0 };
    d->received_at = now;
    d->due_why = arena_strdup(a, "[]");
    enum rc rc = office_calendar_shared(&calendar, of, e);
    if (!rc)
        rc = linked_deadline(&deadline, of, p, d->channel, now, calendar, e);
    if (!rc)
        rc = append_reasons(d, &deadline, a, e);
    if (!rc)
        d->due_at = deadline.due;
    return rc;
}

static enum rc apply(struct dossier *d, const struct office *of, enum state to, struct arena *a, struct err *e)
{
    int64_t now = clock_now(of->clock);
    AUTO_ARENA scratch = { 0 };
    struct procedure p;
    enum rc rc = procedure_load_id(&p, of->db, &scratch, d->procedure_id, e);
    bool was_paused = state_row(d->state)->clock == CLOCK_PAUSED && d->paused_at && d->received_at;
    if (!rc && to == STATE_RECEIVED && !d->received_at)
        rc = start_clock(d, of, &p, a, now, e);
    else if (!rc && was_paused && state_row(to)->clock == CLOCK_RUNS)
        rc = resume_clock(d, of, &p, a, now, e);
    if (rc)
        return rc;
    if (state_row(to)->clock == CLOCK_PAUSED) {
        d->paused_at = now;
        d->supplements += to == STATE_SUPPLEMENT;
    }
    if (to == STATE_FINISHED || to == STATE_STOPPED || to == STATE_WITHDRAWN)
        d->finished_at = now;
    if (to == STATE_PROCESSING)
        d->finished_at = 0; /* taken back: the result was wrong */
    if (to == STATE_RETURNED)
        d->returned_at = now;
    if (to == STATE_NOT_ACCEPTED)
        d->refused_at = now;
    d->state = to;
    return RC_OK;
}

/* --- the step --- */

/* A result that was wrong stays on file and stops being the result. */
static enum rc drop_result(struct dossier *d, const struct office *of, struct err *e)
{
    for (size_t i = 0; i < d->files_count; i++)
        d->files[i].voided |= d->files[i].result;
    return step_void_results(of->db, d->id, clock_now(of->clock), e);
}

/* What the step asks for besides being possible; fills o->reason and o->more. */
static enum rc check_request(struct opened *o, const struct move_row *row, const struct move_request *request,
    struct err *e)
{
    enum rc rc = check_rights(o->of, &o->d, row, e);
    if (!rc)
        rc = opened_reason(o, request->reason, row->needs & MOVE_REASON, e);
    if (!rc)
        rc = check_items(request->items, e);
    if (!rc)
        rc = check_items_due(o->more, request, o->of, e);
    if (!rc && row->to == STATE_RETURNED)
        rc = owed_check(o->of, &o->d, e);
    if (!rc && row->to == STATE_RETURNED && row->from == STATE_FINISHED)
        rc = collector_check(request->collector, &o->d, e);
    return rc ? rc : opened_holder(o, request->to_staff, e);
}

static enum rc take_step(struct opened *o, const struct move_row *row, const struct move_request *request,
    struct dossier_file *result, struct err *e)
{
    enum rc rc = RC_OK;
    if (row->from == STATE_FINISHED && row->to == STATE_PROCESSING)
        rc = drop_result(&o->d, o->of, e);
    if (!rc)
        rc = apply(&o->d, o->of, row->to, &o->arena, e);
    return rc || !request->result_path ? rc : dossier_add_file(&o->d, o->of, result, &o->arena, e);
}

enum rc dossier_move(struct move_answer *ret, const struct office *of, const char *code,
    const struct move_request *request, struct err *e)
{
    AUTO_OPENED o = opened_for(of);
    const struct move_row *row = NULL;
    struct dossier_file result = { 0 };
    struct step_answer done = { 0 };
    enum rc rc = RC_OK;
    if (request->result_path) /* sealed first: durable before any row names it */
        rc = attachment_seal(&result, of, "", request->result_path, &o.arena, e);
    result.result = true;
    if (!rc)
        rc = opened_begin(&o, ACTION_DOSSIER_WORK, code, e);
    if (!rc)
        rc = changes_expect(of, &o.d, request->version, e);
    if (!rc)
        rc = move_check(&row, o.d.state, request->to, e);
    if (!rc)
        rc = check_request(&o, row, request, e);
    if (!rc)
        rc = take_step(&o, row, request, &result, e);
    if (!rc)
        rc = opened_finish(&done, &o,
            &(struct facts_event){ .action = "moved", .before = row->from, .items = request->items,
                .collector = request->collector, .deliver = true }, e);
    if (!rc)
        *ret = (struct move_answer){ row->from, row->to, done.due_at, row->paper, done.deliveries };
    return rc;
}
