/* request.c - see request.h. */
#include "dossier/request.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/changes.h"
#include "dossier/move.h"
#include "dossier/opened.h"

static const struct request_kind_row kinds[REQUEST_KINDS] = {
    [REQUEST_SUPPLEMENT] = { "supplement", N_("ask for papers a second time") },
    [REQUEST_APOLOGY] = { "apology", N_("a later promise, with an apology") },
    [REQUEST_UNDO] = { "undo", N_("take the last step back") },
    [REQUEST_TAKE_BACK] = { "take_back", N_("take a wrong result back") },
};

const struct request_kind_row *request_kind_row(enum request_kind kind)
{
    return &kinds[kind];
}

bool request_kind_parse(enum request_kind *ret, const char *slug)
{
    for (int kind = 0; kind < REQUEST_KINDS; kind++)
        if (strcmp(kinds[kind].slug, slug) == 0) {
            *ret = (enum request_kind)kind;
            return true;
        }
    return false;
}

/* --- asking --- */

static enum rc details_text(char **ret, const struct request_ask *ask, struct arena *a, struct err *e)
{
    char day[ISO_DAY_SIZE];
    AUTO_JS details = js_object();
    AUTO_STRING text = NULL;
    js_put(details, "items", ask->items ? js_copy(ask->items) : js_array());
    js_put_text(details, "day", ask->day.y ? iso_day(day, ask->day) : NULL);
    enum rc rc = js_write(&text, details, JS_LINE, e);
    if (!rc && !(*ret = arena_strdup(a, text)))
        rc = err_no_memory(e);
    return rc;
}

static void tell(struct opened *o, int64_t id, enum request_kind kind, const char *by, const char *answer)
{
    struct js *facts = js_object();
    js_put_int(facts, "id", id);
    js_put_text(facts, "kind", kinds[kind].slug);
    js_put_text(facts, "by", by);
    js_put_text(facts, "answer", answer);
    js_put(o->more, "request", facts);
}

/* The event alone: asking and declining change nothing of the dossier, so its version stays. */
static enum rc note_event(struct opened *o, const char *action, const char *reason, struct err *e)
{
    enum rc rc = facts_append(NULL, o->of, &o->d,
        &(struct facts_event){ .action = action, .before = o->d.state, .reason = reason, .more = o->more }, e);
    return rc ? rc : tx_commit(&o->tx, e);
}

enum rc request_send(int64_t *id, const struct office *of, const char *code, const struct request_ask *ask,
    struct err *e)
{
    AUTO_OPENED o = opened_for(of);
    char *details = NULL;
    enum rc rc = opened_begin(&o, ACTION_DOSSIER_WORK, code, e);
    if (!rc && !state_row(o.d.state)->open && ask->kind != REQUEST_UNDO)
        rc = opened_closed(&o, e);
    if (!rc)
        rc = opened_reason(&o, ask->reason, true, e);
    if (!rc && ask->kind == REQUEST_APOLOGY && !ask->day.y) {
        rc = err_set(e, RC_REFUSED, "request_day", N_("A later promise needs its new date"));
        err_field(e, "until");
    }
    if (!rc)
        rc = details_text(&details, ask, &o.arena, e);
    if (!rc)
        rc = request_insert(id, of, o.d.id, o.d.version, ask, o.reason, details, e);
    if (rc)
        return rc;
    tell(&o, *id, ask->kind, of->staff_name, NULL);
    return note_event(&o, "request_sent", o.reason, e);
}

/* --- deciding --- */

static enum rc load_open(struct request *ret, const struct office *of, int64_t id, struct arena *a, struct err *e)
{
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_REVIEW, e);
    if (!rc)
        rc = request_load(ret, of->db, id, a, e);
    if (!rc && strcmp(ret->state, "open"))
        rc = err_set(e, RC_REFUSED, "request_decided", N_("This request was decided already by %.80s"), ret->decided_by);
    if (!rc && ret->asked_by_id == of->staff_id)
        rc = err_set(e, RC_REFUSED, "own_request", N_("This takes a second person: nobody approves what they asked for"));
    return rc;
}

static enum rc take_move(const struct office *of, const struct request *r, const struct js *details, enum state to,
    struct err *e)
{
    struct move_answer answer;
    struct move_request move = { .to = to, .reason = r->reason };
    const char *day = js_get_text(details, "day");
    if (to == STATE_SUPPLEMENT)
        move.items = js_get(details, "items");
    if (to == STATE_SUPPLEMENT && day && !iso_day_parse(&move.items_due, day))
        move.items_due = (struct day){ 0 };
    return dossier_move(&answer, of, r->code, &move, e);
}

static enum rc take_step(const struct office *of, const struct request *r, struct err *e)
{
    AUTO_JS details = NULL;
    struct step_answer answer;
    struct day day = { 0 };
    enum rc rc = js_parse(&details, r->details, strlen(r->details), e);
    if (rc)
        return rc;
    const char *text = js_get_text(details, "day");
    switch (r->kind) {
    case REQUEST_SUPPLEMENT:
        return take_move(of, r, details, STATE_SUPPLEMENT, e);
    case REQUEST_TAKE_BACK:
        return take_move(of, r, details, STATE_PROCESSING, e);
    case REQUEST_UNDO:
        return dossier_undo(&answer, of, r->code, r->reason, e);
    default:
        if (!text || !iso_day_parse(&day, text))
            return err_set(e, RC_STORAGE, "damaged", N_("The book is damaged"));
        return dossier_apologise(&answer, of, r->code, day, r->reason, e);
    }
}

enum rc request_approve(const struct office *of, int64_t id, struct err *e)
{
    struct request r;
    AUTO_OPENED o = opened_for(of); /* before the step: its transaction is the outer one */
    enum rc rc = tx_begin(&o.tx, e);
    if (!rc)
        rc = load_open(&r, of, id, &o.arena, e);
    if (!rc)
        rc = dossier_load(&o.d, of->db, &o.arena, r.code, e);
    if (!rc)
        rc = changes_expect(of, &o.d, r.dossier_version, e);
    if (!rc)
        rc = take_step(of, &r, e);
    if (!rc)
        rc = request_settle(of, id, true, "", e);
    if (!rc)
        rc = dossier_load(&o.d, of->db, &o.arena, r.code, e); /* as the step left it */
    if (rc)
        return rc;
    tell(&o, id, r.kind, r.asked_by, NULL);
    return note_event(&o, "request_approved", NULL, e);
}

enum rc request_decline(const struct office *of, int64_t id, const char *reason, struct err *e)
{
    struct request r;
    AUTO_OPENED o = opened_for(of);
    enum rc rc = tx_begin(&o.tx, e);
    if (!rc)
        rc = load_open(&r, of, id, &o.arena, e);
    if (!rc)
        rc = opened_reason(&o, reason, true, e);
    if (!rc)
        rc = dossier_load(&o.d, of->db, &o.arena, r.code, e);
    if (!rc)
        rc = request_settle(of, id, false, o.reason, e);
    if (rc)
        return rc;
    tell(&o, id, r.kind, r.asked_by, o.reason);
    return note_event(&o, "request_declined", o.reason, e);
}

/* --- as JSON --- */

struct js *request_json(const struct request *r)
{
    struct js *json = js_object(), *details = NULL;
    js_put_int(json, "id", r->id);
    js_put_text(json, "code", r->code);
    js_put_text(json, "kind", kinds[r->kind].slug);
    js_put_text(json, "procedure", r->procedure);
    js_put_text(json, "applicant", r->applicant);
    js_put_text(json, "reason", r->reason);
    if (js_parse(&details, r->details, strlen(r->details), NULL) == RC_OK)
        js_put(json, "details", details);
    js_put_text(json, "state", r->state);
    js_put_text(json, "asked_by", r->asked_by);
    js_put_time(json, "asked_at", r->asked_at);
    js_put_text(json, "decided_by", *r->decided_by ? r->decided_by : NULL);
    js_put_time(json, "decided_at", r->decided_at);
    js_put_text(json, "answer", *r->answer ? r->answer : NULL);
    return json;
}
