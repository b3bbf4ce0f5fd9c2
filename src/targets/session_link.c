/* session_link.c - see session_link.h. */
#include "targets/session_link.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "book/settings.h"
#include "targets/http.h"
#include "targets/session_answer.h"
#include "targets/session_message.h"

#define ASK_TRIES 4 /* a look-up may be repeated at once; each try is limited by itself */

void session_link_close(struct session_link *link)
{
    if (!link)
        return;
    http_free(link->http);
    account_wipe(&link->account);
    explicit_bzero(link->session, sizeof link->session);
    free(link->login_url);
    free(link->call_url);
    free(link->unit);
    free(link->dest_header);
    free(link);
}

static char *joined(const char *a, const char *b)
{
    AUTO_BUF text = buf_limit(2000);
    buf_puts(&text, a);
    buf_puts(&text, b);
    return buf_take(&text);
}

static enum rc check_url(const char *url, const struct office *of, struct err *e)
{
    if (!http_may_call(url))
        return err_set(e, RC_REFUSED, "portal_url",
            N_("The portal's address must begin with https:// (http:// only for this machine)"));
    if (of->book->practice && !http_is_loopback(url))
        return err_set(e, RC_REFUSED, "practice_book",
            N_("A practice book never sends to a real portal; it talks to the practice portal of this "
               "machine"));
    return RC_OK;
}

/* The practice portal of this machine takes a practice account; a real one needs the account file. */
static enum rc read_account(struct account *ret, const char *path, bool loopback, struct err *e)
{
    if (path && *path)
        return account_read(ret, path, e);
    if (!loopback)
        return err_set(e, RC_NOT_FOUND, "no_account",
            N_("The portal's account file is not set yet; what waits is kept"));
    snprintf(ret->user, sizeof ret->user, "motcua_tap");
    snprintf(ret->password, sizeof ret->password, "tap");
    return RC_OK;
}

static enum rc fill_link(
    struct session_link *link, const struct office *of, int seconds, struct arena *a, struct err *e)
{
    const char *url = setting_text(of->db, "portal.url", a);
    const char *account = setting_text(of->db, "portal.account_file", a);
    const char *unit = setting_text(of->db, "portal.unit_code", a);
    const char *dest = setting_text(of->db, "portal.dest_code", a);
    if (!url || !*url)
        return err_set(
            e, RC_NOT_FOUND, "no_portal", N_("The portal is not connected yet; what waits is kept"));
    enum rc rc = check_url(url, of, e);
    if (!rc)
        rc = read_account(&link->account, account, http_is_loopback(url), e);
    const struct http_options options = { setting_text(of->db, "portal.ca_file", a),
        setting_text(of->db, "portal.pin", a), seconds };
    if (!rc)
        rc = http_new(&link->http, &options, e);
    if (rc)
        return rc;
    link->clock = of->clock;
    link->id_head = (uint64_t)clock_now(of->clock);
    link->login_url = joined(url, setting_text(of->db, "portal.login_path", a));
    link->call_url = joined(url, setting_text(of->db, "portal.call_path", a));
    link->unit = strdup(*unit ? unit : of->book->unit_code);
    link->dest_header = dest && *dest ? joined("dstcode: ", dest) : NULL;
    return link->login_url && link->call_url && link->unit ? RC_OK : err_no_memory(e);
}

enum rc session_link_open(struct session_link **ret, const struct office *of, int seconds, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct session_link *link = calloc(1, sizeof *link);
    if (!link)
        return err_no_memory(e);
    enum rc rc = fill_link(link, of, seconds, &a, e);
    if (rc)
        session_link_close(link);
    else
        *ret = link;
    return rc;
}

void session_request_id(struct session_link *link, char out[static 64])
{
    snprintf(out, 64, "motcua-%llx-%d", (unsigned long long)link->id_head, ++link->ids);
}

enum rc session_sign_in(struct session_link *link, struct reading *r)
{
    AUTO_STRING body = NULL;
    AUTO_JS object = js_object();
    js_put_text(object, "username", link->account.user);
    js_put_text(object, "password", link->account.password);
    char id[64];
    session_request_id(link, id);
    struct http_request request = { .url = link->login_url, .request_id = id };
    request.headers[0] = link->dest_header;
    struct http_answer answer = { 0 };
    enum rc rc = js_write(&body, object, JS_LINE, NULL);
    request.body = body;
    if (!rc)
        rc = http_ask(&answer, link->http, &request, NULL);
    if (body)
        explicit_bzero(body, strlen(body));
    if (rc)
        return rc;
    session_read(r, &answer, id, ANSWER_LOGIN);
    http_answer_release(&answer);
    if (r->verdict != VERDICT_DONE)
        return RC_AGAIN;
    snprintf(link->session, sizeof link->session, "%s", js_get_text(r->body, "session"));
    link->session_serial++;
    return RC_OK;
}

static enum rc ask_once(struct reading *r, struct session_link *link, const char *body, struct err *e)
{
    char id[64];
    session_request_id(link, id);
    struct http_request request = { .url = link->call_url, .body = body, .request_id = id };
    request.headers[0] = link->dest_header;
    struct http_answer answer = { 0 };
    enum rc rc = http_ask(&answer, link->http, &request, e);
    if (!rc)
        session_read(r, &answer, id, ANSWER_LOOKUP);
    http_answer_release(&answer);
    return rc;
}

/* Whether the same question may be asked once more at once: nothing was changed by asking. */
static bool worth_repeating(enum verdict verdict)
{
    return verdict == VERDICT_SESSION || verdict == VERDICT_UNKNOWN || verdict == VERDICT_BUSY;
}

enum rc session_ask(
    struct reading *r, struct session_link *link, const char *service, struct js *own, struct err *e)
{
    AUTO_JS kept = own;
    *r = (struct reading){ 0 };
    for (int tries = 0; tries < ASK_TRIES; tries++) {
        AUTO_STRING body = NULL;
        reading_release(r);
        enum rc rc = *link->session ? RC_OK : session_sign_in(link, r);
        if (!rc)
            reading_release(r); /* of the log-in */
        if (!rc)
            rc = session_body(&body, link->session, link->unit, service, js_copy(kept), e);
        if (!rc)
            rc = ask_once(r, link, body, e);
        if (rc && rc != RC_AGAIN)
            return rc;
        if (!rc && r->verdict == VERDICT_DONE)
            return RC_OK;
        if (r->verdict == VERDICT_SESSION)
            *link->session = '\0';
        if (!worth_repeating(r->verdict))
            break;
    }
    return err_set(e, RC_AGAIN, "portal_answer", "%s", r->words);
}
