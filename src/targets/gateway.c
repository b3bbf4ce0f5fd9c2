/* gateway.c - see gateway.h. */
#include "targets/gateway.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/office.h"
#include "book/book.h"
#include "book/settings.h"
#include "dossier/message.h"
#include "targets/account.h"
#include "targets/gateway_profile.h"

struct gateway {
    const struct office *of;
    const char *channel;
    struct http *http;
    struct gateway_profile profile;
    struct account account;
    struct arena arena; /* url and sender */
    const char *url, *sender;
};

enum stage { START, SEND, LOOK };

/* --- opening --- */

static enum rc check_url(const char *url, const struct office *of, struct err *e)
{
    if (!http_may_call(url))
        return err_set(e, RC_NOT_FOUND, "gateway_url",
            N_("A gateway's address must begin with https:// (http:// only for this machine)"));
    if (of->book->practice && !http_is_loopback(url))
        return err_set(e, RC_NOT_FOUND, "practice_book",
            N_("A practice book sends messages to nobody; it talks to the practice portal of this machine"));
    return RC_OK;
}

static enum rc read_account(struct account *ret, const char *path, bool loopback, struct err *e)
{
    if (path && *path)
        return account_read(ret, path, e);
    if (!loopback)
        return err_set(e, RC_NOT_FOUND, "no_account",
            N_("The gateway's account file is not set yet; what waits is kept"));
    snprintf(ret->user, sizeof ret->user, "motcua_tap");
    snprintf(ret->password, sizeof ret->password, "tap");
    return RC_OK;
}

static const char *own_setting(struct gateway *g, const char *what)
{
    char name[64];
    snprintf(name, sizeof name, "%s.%s", g->channel, what);
    return setting_text(g->of->db, name, &g->arena);
}

static enum rc set_up(struct gateway *g, int seconds, struct err *e)
{
    g->url = own_setting(g, "url");
    g->sender = setting_text(g->of->db, "sms.sender", &g->arena);
    const char *account = own_setting(g, "account_file");
    if (!g->url || !g->sender || !account)
        return err_no_memory(e);
    if (!*g->url)
        return err_set(e, RC_NOT_FOUND, "no_gateway", N_("This channel is off: no gateway is set"));
    enum rc rc = check_url(g->url, g->of, e);
    if (!rc)
        rc = read_account(&g->account, account, http_is_loopback(g->url), e);
    if (!rc)
        rc = gateway_profile_read(&g->profile, g->of->share_dir, g->channel, e);
    if (!rc)
        rc = http_new(&g->http, &(struct http_options){ .total_seconds = seconds }, e);
    return rc;
}

enum rc gateway_open(void **ret, const char *channel, const struct office *of, int seconds, struct err *e)
{
    struct gateway *g = calloc(1, sizeof *g);
    if (!g)
        return err_no_memory(e);
    g->of = of;
    g->channel = channel;
    enum rc rc = set_up(g, seconds, e);
    if (rc) {
        gateway_close(g);
        /* Set up wrongly is as good as off: it must not keep the portal's dossiers waiting. */
        return rc == RC_NO_MEMORY ? rc : RC_NOT_FOUND;
    }
    *ret = g;
    return RC_OK;
}

void gateway_close(void *link)
{
    struct gateway *g = link;
    if (!g)
        return;
    http_free(g->http);
    gateway_profile_release(&g->profile);
    account_wipe(&g->account);
    arena_release(&g->arena);
    free(g);
}

struct http *gateway_http(void *link)
{
    return ((struct gateway *)link)->http;
}

/* --- how an attempt ends --- */

static enum step end(struct attempt *at, enum delivery_event event, const char *words, const char *field)
{
    at->result.event = event;
    at->result.answer = arena_strdup(at->arena, words);
    at->result.field = arena_strdup(at->arena, field);
    return STEP_END;
}

static enum step end_line_down(struct attempt *at, const char *words)
{
    at->line_down = true;
    return end(at, at->delivery->unsure ? DELIVERY_LOST : DELIVERY_RETRY, words, "");
}

/* --- asking --- */

/* The same for every try of this message, and for no other message of any commune. */
static const char *key_of(const struct gateway *g, int64_t event_seq, struct arena *a)
{
    return arena_printf(
        a, "%.24s-%.8s-%lld-%s", g->of->book->unit_code, g->of->book->book_id, (long long)event_seq, g->channel);
}

static enum step out_of_memory(struct attempt *at)
{
    at->line_down = true;
    at->result = (struct delivery_result){ .event = at->delivery->unsure || at->writes ? DELIVERY_LOST
                                                                                       : DELIVERY_RETRY,
        .answer = _("The machine is out of memory; what was typed is kept"),
        .field = "" };
    return STEP_END;
}

static enum step ask(
    struct gateway *g, struct attempt *at, const char *path, const char *body, const char *header)
{
    const char *url = path ? arena_printf(at->arena, "%s%s", g->url, path) : NULL;
    if (!url || !header || arena_failed(at->arena))
        return out_of_memory(at);
    at->request = (struct http_request){ .url = url, .body = body, .request_id = at->request_id };
    at->request.headers[0] = header;
    return STEP_ASK;
}

static enum step look(struct gateway *g, struct attempt *at)
{
    const struct gateway_blanks blanks = {
        .key = at->request_id, .account = g->account.user, .secret = g->account.password
    };
    if (!*g->profile.status)
        return end(at, DELIVERY_REFUSE, _("Sent, but the gateway never answered; call to be sure"), "");
    at->stage = LOOK;
    return ask(g, at, gateway_fill(at->arena, g->profile.status, &blanks), NULL,
        gateway_fill(at->arena, g->profile.header, &blanks));
}

static enum step send(struct gateway *g, struct attempt *at, const struct message_wire *wire)
{
    bool sms = strcmp(g->channel, "sms") == 0;
    const struct gateway_blanks blanks = { .key = at->request_id,
        .phone = gateway_phone(at->arena, &g->profile, wire->phone),
        .text = sms ? wire->sms : wire->text,
        .sender = g->sender,
        .account = g->account.user,
        .secret = g->account.password };
    const char *body = gateway_body(at->arena, &g->profile, &blanks);
    if (!body || !blanks.phone)
        return out_of_memory(at);
    at->stage = SEND;
    at->writes++;
    return ask(g, at, g->profile.send, body, gateway_fill(at->arena, g->profile.header, &blanks));
}

static enum step start(struct gateway *g, struct attempt *at)
{
    struct message_wire wire;
    const char *key = key_of(g, at->delivery->event_seq, at->arena);
    enum rc rc = key ? message_to_send(&wire, g->of, at->delivery->event_seq, at->arena, NULL) : RC_NO_MEMORY;
    if (rc == RC_NOT_FOUND)
        return end(at, DELIVERY_REFUSE, _("Overtaken: the dossier went on before it was sent"), "");
    if (rc)
        return out_of_memory(at);
    snprintf(at->request_id, sizeof at->request_id, "%s", key);
    if (at->delivery->unsure)
        return look(g, at);
    if (wire.quiet) {
        at->result.not_before = wire.quiet_until;
        return end(at, DELIVERY_RETRY, _("Nobody is sent a message in the quiet hours"), "");
    }
    return send(g, at, &wire);
}

/* --- answers --- */

static enum step told(struct attempt *at, const struct gateway_reading *r)
{
    at->seen = r->verdict == GATEWAY_SEEN;
    at->result.remote_id = arena_strdup(at->arena, r->id);
    return end(at, at->stage == LOOK ? DELIVERY_FOUND : DELIVERY_ACK, at->seen ? _("Seen") : _("Sent"), "");
}

/* No word that counts: only what surely was not taken may be sent again. */
static enum step no_word(struct attempt *at, const struct http_answer *answer)
{
    if (answer->end == HTTP_NOT_SENT)
        return end_line_down(
            at, answer->trouble ? gettext(answer->trouble) : _("The gateway cannot be reached"));
    if (answer->end == HTTP_ANSWERED && (answer->status == 401 || answer->status == 403))
        return end_line_down(at, _("The gateway does not know our account; look at its account file"));
    bool not_taken = answer->end == HTTP_ANSWERED && answer->status == 429 && at->stage == SEND;
    return end(at, not_taken ? DELIVERY_RETRY : DELIVERY_LOST,
        not_taken ? _("The gateway is busy; tried again later") : _("No answer that could be trusted"), "");
}

static enum step weigh(struct gateway *g, struct attempt *at, const struct http_answer *answer)
{
    struct gateway_reading r;
    char words[160];
    gateway_read(&r, &g->profile, answer, at->request_id);
    switch (r.verdict) {
    case GATEWAY_TOLD:
    case GATEWAY_SEEN:
        return told(at, &r);
    case GATEWAY_RETRY:
        return end(at, DELIVERY_RETRY, _("The gateway is busy; tried again later"), "");
    case GATEWAY_WRONG_NUMBER:
        return end(at, DELIVERY_REFUSE, _("Nobody has this number"), "phone");
    case GATEWAY_REFUSED:
        snprintf(words, sizeof words, _("The gateway refused it: %s"), r.word);
        return end(at, DELIVERY_REFUSE, words, "");
    case GATEWAY_ABSENT: /* it never came: an honest first try follows */
        return end(
            at, at->stage == LOOK ? DELIVERY_ABSENT : DELIVERY_LOST, _("It did not arrive; sent again"), "");
    case GATEWAY_OTHER:
        at->old_answer = true;
        return end(at, DELIVERY_LOST, _("An answer to another message came"), "");
    default:
        return no_word(at, answer);
    }
}

enum step gateway_step(void *link, struct attempt *at, const struct http_answer *answer)
{
    struct gateway *g = link;
    return answer ? weigh(g, at, answer) : start(g, at);
}

/* What it means for the message, in the transaction that ends the delivery. */
enum rc gateway_settle(void *link, const struct attempt *at, struct err *e)
{
    struct gateway *g = link;
    const struct delivery_result *r = &at->result;
    if (r->event == DELIVERY_ACK || r->event == DELIVERY_FOUND)
        return message_told(g->of, at->delivery->event_seq, g->channel, at->seen, e);
    if (r->event != DELIVERY_REFUSE)
        return RC_OK;
    bool wrong = r->field && strcmp(r->field, "phone") == 0;
    return message_fall(g->of, at->delivery->event_seq, g->channel, wrong, r->answer, e);
}

/* --- was it read? --- */

#define LOOKS_MAX 20

/* *ended: the gateway cannot be asked now. */
static enum rc look_once(bool *ended, struct gateway *g, int64_t event_seq, struct err *e)
{
    AUTO_ARENA a = { 0 };
    const char *key = key_of(g, event_seq, &a);
    const struct gateway_blanks blanks = {
        .key = key, .account = g->account.user, .secret = g->account.password
    };
    const char *path = gateway_fill(&a, g->profile.status, &blanks);
    struct http_request request = { .url = path ? arena_printf(&a, "%s%s", g->url, path) : NULL };
    request.headers[0] = gateway_fill(&a, g->profile.header, &blanks);
    if (!key || !request.url || !request.headers[0])
        return err_no_memory(e);
    struct http_answer answer = { 0 };
    struct gateway_reading r = { 0 };
    enum rc rc = http_ask(&answer, g->http, &request, e);
    if (!rc)
        gateway_read(&r, &g->profile, &answer, key);
    *ended = answer.end == HTTP_NOT_SENT;
    http_answer_release(&answer);
    if (rc || *ended)
        return rc;
    return message_asked(g->of, event_seq, r.verdict == GATEWAY_SEEN, e);
}

enum rc gateway_look_after(void *link, struct err *e)
{
    struct gateway *g = link;
    int64_t seqs[LOOKS_MAX];
    size_t count = 0;
    bool ended = !*g->profile.status;
    enum rc rc = ended ? RC_OK : message_unseen(seqs, &count, LOOKS_MAX, g->of, e);
    for (size_t i = 0; i < count && !rc && !ended; i++)
        rc = look_once(&ended, g, seqs[i], e);
    return rc;
}
