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
#include "book/tx.h"
#include "catalog/procedure.h"
#include "dossier/attachment.h"
#include "dossier/deadline.h"
#include "dossier/facts.h"
#include "dossier/linked.h"
#include "dossier/office_calendar.h"
#include "dossier/step.h"
#include "people/permission.h"

/* --- may this step be made? --- */

static enum rc check_rights(const struct office *of, const struct dossier *d, const struct move_row *row, struct err *e)
{
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc && (row->needs & MOVE_SUPERVISOR))
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

/* Who may take a result: the applicant, or somebody with a written authority (giấy ủy quyền). */
static enum rc check_collector(const struct js *collector, struct err *e)
{
    if (!collector)
        return RC_OK;
    const char *name = js_get_text(collector, "name"), *authority = js_get_text(collector, "authority");
    const char *relation = js_get_text(collector, "relation");
    if (!name || !*name) {
        err_set(e, RC_REFUSED, "collector_name", N_("The one who takes the result must be named"));
        err_field(e, "collector.name");
        return RC_REFUSED;
    }
    bool self = relation && strcmp(relation, "self") == 0;
    if (!self && (!authority || !*authority)) {
        err_set(e, RC_REFUSED, "no_authority", N_("Somebody else takes the result: the written authority is missing"));
        err_hint(e, N_("Ask for the power of attorney and note its number and day"));
        err_field(e, "collector.authority");
        return RC_REFUSED;
    }
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

enum rc dossier_move(struct move_answer *ret, const struct office *of, const char *code,
    const struct move_request *request, struct err *e)
{
    AUTO_ARENA a = { 0 };
    AUTO_JS more = js_object();
    struct dossier d = { 0 };
    const struct move_row *row = NULL;
    char *reason = NULL;
    struct dossier_file result = { 0 };
    if (request->result_path) {   /* sealed first: durable before any row names it */
        enum rc sealed = attachment_seal(&result, of, "", request->result_path, &a, e);
        if (sealed)
            return sealed;
        result.result = true;
    }
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = dossier_load(&d, of->db, &a, code, e);
    if (!rc)
        rc = move_check(&row, d.state, request->to, e);
    if (!rc)
        rc = check_rights(of, &d, row, e);
    if (!rc)
        rc = step_reason(&reason, request->reason, row->needs & MOVE_REASON, &a, e);
    if (!rc)
        rc = check_items(request->items, e);
    if (!rc)
        rc = check_items_due(more, request, of, e);
    if (!rc)
        rc = check_collector(request->collector, e);
    if (!rc)
        rc = step_holder(&d, more, of, request->to_staff, e);
    if (!rc && row->from == STATE_FINISHED && row->to == STATE_PROCESSING)
        rc = drop_result(&d, of, e);
    if (!rc)
        rc = apply(&d, of, request->to, &a, e);
    if (!rc && request->result_path)
        rc = dossier_add_file(&d, of, &result, &a, e);
    if (!rc)
        rc = dossier_update(of->db, &d, e);
    struct move_answer answer = { 0 };
    if (!rc)
        rc = facts_append(&answer.deliveries, of, &d,
            &(struct facts_event){ .action = "moved", .before = row->from, .reason = *reason ? reason : NULL,
                .items = request->items, .collector = request->collector, .more = more, .deliver = true }, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (rc)
        return rc;
    answer.from = row->from;
    answer.to = row->to;
    answer.due_at = d.due_at;
    answer.paper = row->paper;
    *ret = answer;
    return RC_OK;
}
