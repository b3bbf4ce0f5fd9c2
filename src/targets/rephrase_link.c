/* rephrase_link.c - see rephrase_link.h. */
#include "targets/rephrase_link.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/settings.h"
#include "catalog/rephrase.h"
#include "targets/account.h"
#include "targets/http.h"

struct call {
    char url[600];
    char bearer[300]; /* "Authorization: Bearer ..."; "" = without a key */
    char *body;
};

static void call_release(struct call *call)
{
    explicit_bzero(call->bearer, sizeof call->bearer);
    free(call->body);
}

/* The key is the second line of the account file; its first line names whose it is. */
static enum rc read_key(struct call *call, const char *path, struct err *e)
{
    struct account account = { 0 };
    enum rc rc = *path ? account_read(&account, path, e) : RC_OK;
    if (!rc && *path)
        snprintf(call->bearer, sizeof call->bearer, "Authorization: Bearer %s", account.password);
    account_wipe(&account);
    return rc;
}

static enum rc prepare(
    struct call *call, const struct office *of, const char *question, const struct js *answer, struct err *e)
{
    AUTO_ARENA a = { 0 };
    AUTO_JS body = NULL;
    const char *url = setting_text(of->db, "assistant.url", &a),
               *model = setting_text(of->db, "assistant.model", &a),
               *file = setting_text(of->db, "assistant.account_file", &a);
    if (arena_failed(&a))
        return err_no_memory(e);
    if (!*url)
        return err_set(
            e, RC_NOT_FOUND, "rephrase_off", N_("No service for rephrasing is set (assistant.url)."));
    size_t len = strlen(url);
    bool whole = len > 17 && strcmp(url + len - 17, "/chat/completions") == 0;
    snprintf(call->url, sizeof call->url, "%.560s%s", url,
        whole                 ? ""
        : url[len - 1] == '/' ? "chat/completions"
                              : "/chat/completions");
    enum rc rc = read_key(call, file, e);
    if (!rc)
        rc = rephrase_request(&body, model, question, answer, e);
    return rc ? rc : js_write(&call->body, body, JS_LINE, e);
}

static enum rc no_answer(struct err *e, const char *cause)
{
    enum rc rc = err_set(
        e, RC_AGAIN, "rephrase_line", N_("The rephrasing service did not answer; the answer above holds."));
    err_cause(e, "%s", cause);
    return rc;
}

/* choices[0].message.content of an answer that ended well. */
static enum rc read_answer(char **ret, const struct http_answer *a, const struct js *given, struct err *e)
{
    AUTO_JS body = NULL;
    AUTO_BUF text = buf_limit(REPHRASED_MAX + 1);
    if (a->end != HTTP_ANSWERED || a->status != 200)
        return no_answer(e, a->end == HTTP_ANSWERED ? "status is not 200" : a->cause);
    enum rc rc = js_parse(&body, buf_text(&a->body), a->body.len, NULL);
    const char *said =
        rc ? NULL : js_get_text(js_get(js_at(js_get(body, "choices"), 0), "message"), "content");
    if (!said)
        return err_set(e, RC_REFUSED, "rephrase_shape",
            N_("The rephrasing service answered in another shape; it was not used."));
    rc = rephrase_accept(said, given, e);
    if (!rc && (buf_puts(&text, said) || !(*ret = buf_take(&text))))
        rc = err_no_memory(e);
    return rc;
}

enum rc rephrase_fetch(
    char **ret, const struct office *of, const char *question, const struct js *answer, struct err *e)
{
    struct call call = { 0 };
    struct http *http = NULL;
    struct http_answer got = { 0 };
    const struct http_options options = { .total_seconds = REPHRASE_SECONDS };
    enum rc rc = prepare(&call, of, question, answer, e);
    if (!rc)
        rc = http_new(&http, &options, e);
    const struct http_request request = {
        .url = call.url, .body = call.body, .headers = { *call.bearer ? call.bearer : NULL }
    };
    if (!rc && !http_may_call(call.url))
        rc = err_set(e, RC_REFUSED, "rephrase_url",
            N_("The address in assistant.url must begin with https:// (http:// only on this machine)."));
    if (!rc)
        rc = http_ask(&got, http, &request, e);
    if (!rc)
        rc = read_answer(ret, &got, answer, e);
    http_answer_release(&got);
    http_free(http);
    call_release(&call);
    return rc;
}
