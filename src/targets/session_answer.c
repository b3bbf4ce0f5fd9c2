/* session_answer.c - see session_answer.h. The portal's phrases are data: both known clients read the text.
 */
#include "targets/session_answer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"
#include "base/viet.h"
#include "targets/http.h"

/* For every code but zero; compared without marks and case. The first that fits counts. */
static const struct phrase {
    const char *phrase;
    enum verdict verdict;
} phrases[] = {
    { "thanh cong", VERDICT_UNKNOWN }, /* says yes in words and no in its code */
    { "da ton tai", VERDICT_EXISTS },  /* seen under 3 and -3 */
    { "phien", VERDICT_SESSION },
    { "session", VERDICT_SESSION },
    { "token", VERDICT_SESSION },
    { "khong ton tai", VERDICT_MISSING },
    { "chua duoc gui", VERDICT_BUSY },
    { "chua cap nhat trang thai", VERDICT_BUSY },
    { "loi trong qua trinh them moi", VERDICT_UNKNOWN },
    { "soap fault", VERDICT_UNKNOWN },
    { "server error", VERDICT_UNKNOWN },
    { "timeout", VERDICT_UNKNOWN },
    { "he thong ban", VERDICT_BUSY },
    { "qua tai", VERDICT_BUSY },
    { "thu lai", VERDICT_BUSY },
};

static void __attribute__((format(printf, 3, 4)))
say(struct reading *r, enum verdict verdict, const char *format, ...)
{
    r->verdict = verdict;
    va_list ap;
    va_start(ap, format);
    vsnprintf(r->words, sizeof r->words, format, ap);
    va_end(ap);
    utf8_mend(r->words);
}

/* error_code comes as 0, "0" and "00": without its zeros nothing is left. NULL when there is none. */
static const char *code_of(char out[16], const struct js *body)
{
    const struct js *node = js_get(body, "error_code");
    if (js_is_int(node))
        snprintf(out, 16, "%lld", (long long)js_int(node, 0));
    else if (js_is_text(node) && strlen(js_text(node)) < 16 && *js_text(node))
        snprintf(out, 16, "%s", js_text(node));
    else
        return NULL;
    return out[strspn(out, "0")] ? out : "";
}

static bool holds(const char *message, const char *phrase)
{
    AUTO_BUF folded = buf_limit(4000);
    return !viet_fold(&folded, message, strlen(message)) && strstr(buf_text(&folded), phrase);
}

/* The field a refusal names: a word that begins like the portal's names do. */
static void find_field(struct reading *r, const char *message)
{
    const char *at = strstr(message, "rường ");
    if (!at)
        return;
    at += strlen("rường ");
    size_t len = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789[].");
    snprintf(r->field, sizeof r->field, "%.*s", (int)(len < sizeof r->field ? len : 0), at);
}

static void read_refusal(struct reading *r, const char *code, const char *foreign)
{
    AUTO_BUF shown = buf_limit(4000); /* what the portal writes ends on a clerk's terminal */
    const char *message = text_safe(&shown, foreign, strlen(foreign)) ? "" : buf_text(&shown);
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (holds(message, phrases[i].phrase)) {
            say(r, phrases[i].verdict, _("The portal said: %.150s"), message);
            return;
        }
    say(r, VERDICT_PERMANENT, _("The portal said: %.150s"), *message ? message : code);
    find_field(r, message);
}

/* Whether a document with error_code zero has all that such an answer must have. */
static bool shaped(const struct js *body, enum answer_kind kind)
{
    const char *session;
    switch (kind) {
    case ANSWER_LOGIN:
        session = js_get_text(body, "session");
        return session && *session && strlen(session) < 256 && session[strcspn(session, "\r\n\t ")] == '\0';
    case ANSWER_LOOKUP:
        return js_is_array(js_get(body, "result"));
    default:
        return js_is_text(js_get(body, "message")) && holds(js_get_text(body, "message"), "thanh cong");
    }
}

static void read_json(struct reading *r, const struct http_answer *answer, enum answer_kind kind)
{
    char room[16];
    if (js_parse(&r->body, buf_text(&answer->body), answer->body.len, NULL)) {
        say(r, VERDICT_UNKNOWN, "%s", _("The answer is damaged"));
        return;
    }
    const char *code = code_of(room, r->body);
    const char *message = js_get_text(r->body, "message");
    if (!code || (*code && !message))
        say(r, VERDICT_UNKNOWN, "%s", _("The answer is not one that the portal gives"));
    else if (*code)
        read_refusal(r, code, message);
    else if (!shaped(r->body, kind))
        say(r, VERDICT_UNKNOWN, "%s", _("The answer is not one that the portal gives"));
    else
        say(r, VERDICT_DONE, "%s", message ? message : "");
}

/* Other statuses than 200. A 5xx may have come after the work was done. */
static void read_status(struct reading *r, long status)
{
    if (status == 401)
        say(r, VERDICT_SESSION, "%s", _("The portal asks us to sign in again (401)"));
    else if (status == 403)
        say(r, VERDICT_LINE, "%s", _("The portal gives this account no right (403); ask the province"));
    else if (status == 404 || status == 405)
        say(r, VERDICT_LINE, _("The portal has no such address (%ld); check the portal settings"), status);
    else if (status == 503 || status == 429)
        say(r, VERDICT_BUSY, _("The portal is busy (%ld); tried again by itself"), status);
    else if (status == 400 || status == 413 || status == 422)
        say(r, VERDICT_PERMANENT, _("The portal refuses the message (%ld)"), status);
    else if (status >= 300 && status < 400)
        say(r, VERDICT_UNKNOWN, "%s", _("The network asks for a log-in, or the portal has moved"));
    else
        say(r, VERDICT_UNKNOWN, _("The portal is in trouble (%ld)"), status);
}

void session_read(
    struct reading *ret, const struct http_answer *answer, const char *request_id, enum answer_kind kind)
{
    *ret = (struct reading){ .certificate = answer->certificate };
    if (answer->end == HTTP_NOT_SENT)
        say(ret, VERDICT_LINE, "%s", _(answer->trouble));
    else if (answer->end == HTTP_LOST)
        say(ret, VERDICT_UNKNOWN, "%s", _(answer->trouble));
    else if (*answer->request_id && strcmp(answer->request_id, request_id)) {
        say(ret, VERDICT_UNKNOWN, "%s", _("The answer belongs to another request"));
        ret->old_answer = true;
    } else if (answer->status != 200)
        read_status(ret, answer->status);
    else if (!strcmp(answer->type, "text/html"))
        say(ret, VERDICT_UNKNOWN, "%s", _("The network asks for a log-in, or the portal has moved"));
    else if (strcmp(answer->type, "application/json"))
        say(ret, VERDICT_UNKNOWN, "%s", _("The answer is not one that the portal gives"));
    else
        read_json(ret, answer, kind);
    if (ret->verdict != VERDICT_DONE) {
        js_free(ret->body);
        ret->body = NULL;
    }
}

void reading_release(struct reading *reading)
{
    js_free(reading->body);
    *reading = (struct reading){ 0 };
}

const char *lookup_text(const struct js *row, const char *key)
{
    for (size_t i = 0; i < js_len(row); i++)
        if (!strcasecmp(js_key_at(row, i), key)) /* names in capitals are likely, nobody has seen them */
            return js_text(js_get(row, js_key_at(row, i)));
    return NULL;
}
