/* target_dvcqg_session.c - the national portal's session adapter.
 *
 * One event is at most these calls: a look-up when it may have been sent before, DongBoHoSoMC (create, or
 * update of what is known), a look-up that shows the portal has it, then CapNhatTienDoHoSoMC. The write
 * answers echo nothing, so only the second look-up proves that the dossier arrived; the progress row follows
 * what was proved.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "outbox/rules.h"
#include "targets/session_answer.h"
#include "targets/session_link.h"
#include "targets/session_message.h"
#include "targets/target.h"

#define ASKS_MAX   12 /* calls of one attempt; more means that we go in circles */

enum stage { START, ACCOUNT, FIELD, LOOK, SEND, CONFIRM, TAKEN, PROGRESS };

static enum rc open_link(void **ret, const struct office *of, int seconds, struct err *e)
{
    struct session_link *link = NULL;
    enum rc rc = session_link_open(&link, of, seconds, e);
    *ret = link;
    return rc;
}

static void close_link(void *link)
{
    session_link_close(link);
}

static struct http *http_of(void *context)
{
    return ((struct session_link *)context)->http;
}

/* --- how an attempt ends --- */

static enum step end(struct attempt *at, enum delivery_event event, const char *words, const char *field)
{
    at->result.event = event;
    at->result.answer = arena_strdup(at->arena, words);
    at->result.field = arena_strdup(at->arena, field);
    return STEP_END;
}

/* Nothing of this try was proved. When an earlier one, or a write of this one, may have arrived, it stays
 * unknown. */
static enum step end_open(struct attempt *at, const char *words)
{
    bool may_be_there = at->delivery->unsure || at->writes;
    return end(at, may_be_there ? DELIVERY_LOST : DELIVERY_RETRY, words, "");
}

static enum step end_line_down(struct attempt *at, const char *words)
{
    at->line_down = true;
    return end_open(at, words);
}

/* --- asking --- */

/* Makes sure that there is a session. STEP_ASK = there is one; STEP_END = the attempt is over. */
static enum step need_session(struct session_link *link, struct attempt *at)
{
    for (int tries = 0; !*link->session; tries++) {
        struct reading r = { 0 };
        enum rc rc = link->logins >= SESSION_LOGINS_MAX ? RC_REFUSED : session_sign_in(link, &r);
        link->logins += rc == RC_OK; /* a line that is down is another trouble */
        enum verdict verdict = r.verdict;
        char words[sizeof r.words];
        memcpy(words, r.words, sizeof words);
        reading_release(&r);
        if (!rc)
            break;
        if (rc == RC_REFUSED)
            return end_line_down(at, _("The portal ends every session at once; somebody must look into it"));
        if (rc != RC_AGAIN)
            return end_line_down(at, _("The machine is out of memory; what was typed is kept"));
        if (verdict == VERDICT_PERMANENT || verdict == VERDICT_LINE)
            return end_line_down(at, words);
        if (tries)
            return end_open(at, words);
    }
    at->session_serial = link->session_serial;
    return STEP_ASK;
}

static bool is_write(const struct attempt *at)
{
    return at->stage == SEND || at->stage == PROGRESS;
}

/* Asks for `service` with `own` keys (taken), in the stage the attempt is in. */
static enum step ask(struct session_link *link, struct attempt *at, const char *service, struct js *own)
{
    if (++at->asked > ASKS_MAX) {
        js_free(own);
        return end_open(at, _("The portal contradicts itself; tried again later"));
    }
    if (need_session(link, at) == STEP_END) {
        js_free(own);
        return STEP_END;
    }
    AUTO_STRING body = NULL;
    if (session_body(&body, link->session, link->unit, service, own, NULL))
        return end_open(at, _("The machine is out of memory; what was typed is kept"));
    session_request_id(link, at->request_id);
    at->request = (struct http_request){
        .url = link->call_url, .body = arena_strdup(at->arena, body), .request_id = at->request_id
    };
    at->request.headers[0] = link->dest_header;
    at->writes += is_write(at);
    return STEP_ASK;
}

static enum step ask_account(struct session_link *link, struct attempt *at)
{
    const struct js *who = js_get(at->facts, "submitter");
    if (!js_is_object(who))
        who = js_get(at->facts, "applicant");
    at->stage = ACCOUNT;
    struct js *own = js_object();
    js_put_text(own, "provider", "wso2is");
    js_put_text(own, "mstorcmnd", js_get_text(who, "id_number"));
    return ask(link, at, "TraCuuTechID", own);
}

/* The code of the procedure's field, when the catalogue has none yet: the portal's own record of the
 * procedure. */
static enum step ask_field(struct session_link *link, struct attempt *at)
{
    at->stage = FIELD;
    struct js *own = js_object();
    js_put_text(own, "maTTHC", js_get_text(js_get(at->facts, "procedure"), "code"));
    return ask(link, at, "LayThuTuc", own);
}

static enum step ask_lookup(struct session_link *link, struct attempt *at, enum stage stage)
{
    at->stage = stage;
    struct js *own = js_object();
    js_put_text(own, "mahoso", session_code(at->facts));
    return ask(link, at, "TraCuuHoSo", own);
}

/* Our own rules once more, on the very message: what we know to be wrong is not sent. */
static enum step refuse_message(struct attempt *at, const struct misfits *misfits)
{
    char words[300];
    return end(
        at, DELIVERY_REFUSE, rules_words(words, sizeof words, &misfits->rows[0]), misfits->rows[0].field);
}

static enum step ask_send(struct session_link *link, struct attempt *at)
{
    at->stage = SEND;
    struct js *dossier = session_dossier(at->facts, at->account, at->field_code, at->delivery->event_seq);
    struct misfits misfits;
    rules_check_dossier(&misfits, dossier);
    if (misfits.count) {
        js_free(dossier);
        return refuse_message(at, &misfits);
    }
    struct js *own = js_object(), *data = js_array();
    js_put_text(own, "isUpdating", at->updating ? "True" : "False");
    js_add(data, dossier);
    js_put(own, "data", data);
    return ask(link, at, "DongBoHoSoMC", own);
}

static enum step ask_progress(struct session_link *link, struct attempt *at)
{
    at->stage = PROGRESS;
    struct js *row = session_progress(at->facts);
    struct misfits misfits;
    rules_check_progress(&misfits, row);
    if (misfits.count) {
        js_free(row);
        return refuse_message(at, &misfits);
    }
    struct js *own = js_object(), *data = js_array();
    js_add(data, row);
    js_put(own, "data", data);
    return ask(link, at, "CapNhatTienDoHoSoMC", own);
}

/* --- reading answers --- */

static enum step mark_taken(struct attempt *at)
{
    at->stage = TAKEN;
    at->taken = true;
    at->result.remote_id = at->delivery->dossier;
    return STEP_TAKEN;
}

/* The row of a look-up: is it our dossier, and does it stand where we put it? */
enum match { MATCH_NONE, MATCH_OTHER_ANSWER, MATCH_CONFLICT, MATCH_OTHER_STATE, MATCH_SAME };

static enum match match_of(const struct attempt *at, const struct js *body)
{
    const struct js *row = js_at(js_get(body, "result"), 0);
    if (!row)
        return MATCH_NONE;
    const char *code = lookup_text(row, "MaHoSo"), *procedure = lookup_text(row, "MaTTHC");
    const char *state = lookup_text(row, "TrangThaiHoSo");
    char ours[24];
    snprintf(ours, sizeof ours, "%lld", (long long)js_get_int(at->facts, "state_code", 0));
    if (code && strcmp(code, session_code(at->facts)))
        return MATCH_OTHER_ANSWER;
    if (procedure && strcmp(procedure, js_get_text(js_get(at->facts, "procedure"), "code")))
        return MATCH_CONFLICT;
    return state && strcmp(state, ours) ? MATCH_OTHER_STATE : MATCH_SAME;
}

/* Another dossier under our code (N24): looked at twice, since a damaged answer may look the same. */
static enum step on_conflict(struct session_link *link, struct attempt *at)
{
    if (at->conflict_seen)
        return end(at, DELIVERY_REFUSE,
            _("The portal already has this code for another procedure; both are kept, settle it with the "
              "province"),
            "MaTTHC");
    at->conflict_seen = true;
    return ask_lookup(link, at, at->stage);
}

static enum step on_look(struct session_link *link, struct attempt *at, const struct js *body)
{
    enum match match = match_of(at, body);
    if (match == MATCH_OTHER_ANSWER)
        return end_open(at, _("The answer belongs to another request"));
    if (match == MATCH_CONFLICT)
        return on_conflict(link, at);
    bool created_before = at->delivery->first && at->delivery->attempts > 1 && !at->updating;
    if (match == MATCH_SAME && created_before)
        return mark_taken(at); /* our create had arrived */
    /* An update may hold more than the state shows; the same bytes again do no harm. */
    at->updating = match != MATCH_NONE;
    return ask_send(link, at);
}

static enum step on_confirm(struct session_link *link, struct attempt *at, const struct js *body)
{
    switch (match_of(at, body)) {
    case MATCH_SAME:
        return mark_taken(at);
    case MATCH_CONFLICT:
        return on_conflict(link, at);
    default:
        return end(
            at, DELIVERY_LOST, _("The portal said yes but does not show the dossier; asked again later"), "");
    }
}

/* What must be known before the message can be written, then the message or the question before a repeat. */
static enum step prepare(struct session_link *link, struct attempt *at)
{
    const char *channel = js_get_text(at->facts, "channel");
    const char *field_code = js_get_text(js_get(at->facts, "procedure"), "field_code");
    if (!at->account && channel && !strcmp(channel, "online"))
        return ask_account(link, at);
    if (!at->field_code && !(field_code && *field_code))
        return ask_field(link, at);
    return at->delivery->attempts > 1 ? ask_lookup(link, at, LOOK) : ask_send(link, at);
}

static enum step on_account(struct session_link *link, struct attempt *at, const struct js *body)
{
    const char *account = lookup_text(js_at(js_get(body, "result"), 0), "TECHNICALID");
    if (!account || !*account)
        return end(at, DELIVERY_REFUSE,
            _("Filed online, but the portal knows no account with this ID number"), "MaDoiTuong");
    at->account = arena_strdup(at->arena, account);
    return prepare(link, at);
}

static enum step on_field(struct session_link *link, struct attempt *at, const struct js *body)
{
    const struct js *record = js_at(js_get(body, "result"), 0);
    const char *code = lookup_text(js_at(js_get(record, "LINHVUCTHUCHIEN"), 0), "MALINHVUC");
    if (!code || !*code)
        return end(at, DELIVERY_REFUSE,
            _("Neither the catalogue nor the portal knows the code of this procedure's field"), "MaLinhVuc");
    at->field_code = arena_strdup(at->arena, code);
    return prepare(link, at);
}

static enum step on_done(struct session_link *link, struct attempt *at, const struct js *body)
{
    link->logins = 0;
    switch ((enum stage)at->stage) {
    case ACCOUNT:
        return on_account(link, at, body);
    case FIELD:
        return on_field(link, at, body);
    case LOOK:
        return on_look(link, at, body);
    case SEND:
        return ask_lookup(link, at, CONFIRM);
    case CONFIRM:
        return on_confirm(link, at, body);
    default:
        return end(at, DELIVERY_ACK, _("The portal has it"), "");
    }
}

/* Says the same thing again, with a new session or after a refusal that must be heard twice. */
static enum step ask_again(struct session_link *link, struct attempt *at)
{
    switch ((enum stage)at->stage) {
    case ACCOUNT:
        return ask_account(link, at);
    case FIELD:
        return ask_field(link, at);
    case SEND:
        return ask_send(link, at);
    case PROGRESS:
        return ask_progress(link, at);
    default:
        return ask_lookup(link, at, at->stage);
    }
}

/* The session ended: one fresh log-in and one repeat, anything further is a failure. */
static enum step on_session(struct session_link *link, struct attempt *at, const char *words)
{
    if (at->session_serial == link->session_serial)
        *link->session = '\0'; /* nobody has renewed it meanwhile */
    if (at->renewed)
        return end_open(at, words);
    at->renewed = true;
    return ask_again(link, at);
}

/* A permanent no is believed when it comes twice in the same words: one flipped bit must not park a dossier.
 */
static enum step on_permanent(struct session_link *link, struct attempt *at, const struct reading *r)
{
    if (at->refusal && !strcmp(at->refusal, r->words))
        return end(at, DELIVERY_REFUSE, r->words, r->field);
    at->refusal = arena_strdup(at->arena, r->words);
    return ask_again(link, at);
}

/* No trust (F7): a dead clock battery is the common cause, so this machine's date stands beside the words. */
static enum step on_line(struct attempt *at, const struct reading *r)
{
    if (!r->certificate)
        return end_line_down(at, r->words);
    struct day day = day_of(at->now);
    const char *words =
        arena_printf(at->arena, _("%s (this machine's date: %02d/%02d/%04d)"), r->words, day.d, day.m, day.y);
    return end_line_down(at, words ? words : r->words);
}

static enum step on_answer(struct session_link *link, struct attempt *at, const struct reading *r)
{
    switch (r->verdict) {
    case VERDICT_DONE:
        return on_done(link, at, r->body);
    case VERDICT_EXISTS:
    case VERDICT_MISSING:
        at->updating = r->verdict == VERDICT_EXISTS;
        return ask_lookup(link, at, LOOK);
    case VERDICT_SESSION:
        return on_session(link, at, r->words);
    case VERDICT_LINE:
        return on_line(at, r);
    case VERDICT_PERMANENT:
        return on_permanent(link, at, r);
    default:
        return end_open(at, r->words);
    }
}

static enum step start(struct session_link *link, struct attempt *at)
{
    const struct delivery *d = at->delivery;
    if (!at->facts)
        return end(at, DELIVERY_REFUSE,
            _("The facts of this event were lawfully erased; there is nothing to send"), "");
    struct misfits misfits;
    rules_check_facts(&misfits, at->facts);
    if (misfits.count)
        return refuse_message(at, &misfits);
    at->updating = !d->first;
    if (*d->remote_id) {
        at->taken = true;
        return ask_progress(link, at);
    }
    return prepare(link, at);
}

static enum step step(void *context, struct attempt *at, const struct http_answer *answer)
{
    struct session_link *link = context;
    if (!answer)
        return at->stage == TAKEN ? ask_progress(link, at) : start(link, at);
    struct reading r;
    session_read(&r, answer, at->request_id, is_write(at) ? ANSWER_WRITE : ANSWER_LOOKUP);
    if (answer->end == HTTP_NOT_SENT)
        at->writes -= is_write(at);
    at->old_answer = at->old_answer || r.old_answer;
    enum step ret = on_answer(link, at, &r);
    reading_release(&r);
    return ret;
}

const struct target target_target_dvcqg_session = {
    .name = "portal",
    .profile = "session",
    .open = open_link,
    .close = close_link,
    .http = http_of,
    .step = step,
};
