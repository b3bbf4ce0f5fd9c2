/* http.c - see http.h. */
#include "targets/http.h"

#include <ctype.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

struct http {
    CURLM *multi;
    struct http_options options;
    char *ca_file, *pin;
    struct call *calls; /* open ones */
    struct call *idle;  /* handles kept for their connections */
};

/* One transfer on its way. */
struct call {
    CURL *curl;
    struct curl_slist *headers;
    struct http_answer answer;
    size_t header_bytes;
    bool too_large;
    void *tag;
    struct call *next;
};

enum rc http_new(struct http **ret, const struct http_options *options, struct err *e)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT))
        return err_no_memory(e);
    struct http *http = calloc(1, sizeof *http);
    if (!http)
        return err_no_memory(e);
    http->options = *options;
    http->ca_file = options->ca_file && *options->ca_file ? strdup(options->ca_file) : NULL;
    http->pin = options->pin && *options->pin ? strdup(options->pin) : NULL;
    http->multi = curl_multi_init();
    if (!http->multi || (options->ca_file && *options->ca_file && !http->ca_file) ||
        (options->pin && *options->pin && !http->pin)) {
        http_free(http);
        return err_no_memory(e);
    }
    *ret = http;
    return RC_OK;
}

static void call_free(struct call *call)
{
    curl_easy_cleanup(call->curl);
    curl_slist_free_all(call->headers);
    http_answer_release(&call->answer);
    free(call);
}

void http_free(struct http *http)
{
    if (!http)
        return;
    while (http->calls) {
        struct call *call = http->calls;
        http->calls = call->next;
        curl_multi_remove_handle(http->multi, call->curl);
        call_free(call);
    }
    while (http->idle) {
        struct call *call = http->idle;
        http->idle = call->next;
        call_free(call);
    }
    curl_multi_cleanup(http->multi);
    free(http->ca_file);
    free(http->pin);
    free(http);
    curl_global_cleanup();
}

void http_answer_release(struct http_answer *answer)
{
    buf_release(&answer->body);
    *answer = (struct http_answer){ 0 };
}

bool http_is_loopback(const char *url)
{
    CURLU *parts = curl_url();
    char *text = NULL;
    bool ret = false;
    if (parts && !curl_url_set(parts, CURLUPART_URL, url, 0) &&
        !curl_url_get(parts, CURLUPART_HOST, &text, 0)) {
        unsigned a, b, c, d;
        char rest;
        ret = !strcmp(text, "localhost") || !strcmp(text, "[::1]") ||
              (sscanf(text, "%3u.%3u.%3u.%3u%c", &a, &b, &c, &d, &rest) == 4 && a == 127);
    }
    curl_free(text);
    curl_url_cleanup(parts);
    return ret;
}

bool http_may_call(const char *url)
{
    return !strncmp(url, "https://", 8) || (!strncmp(url, "http://", 7) && http_is_loopback(url));
}

static size_t on_body(char *bytes, size_t size, size_t count, void *context)
{
    struct call *call = context;
    if (buf_add(&call->answer.body, bytes, size * count)) {
        call->too_large = true;
        return 0; /* ends the transfer */
    }
    return size * count;
}

/* The value of `name` in one header line, lower case on demand; false when it is another header. */
static bool header_value(
    char *out, size_t out_size, const char *line, size_t len, const char *name, bool lower)
{
    size_t name_len = strlen(name);
    if (len <= name_len || strncasecmp(line, name, name_len) || line[name_len] != ':')
        return false;
    size_t from = name_len + 1, n = 0;
    while (from < len && isspace((unsigned char)line[from]))
        from++;
    for (; from < len && !iscntrl((unsigned char)line[from]) && n + 1 < out_size; from++)
        out[n++] = lower ? (char)tolower((unsigned char)line[from]) : line[from];
    out[n] = '\0';
    return true;
}

static size_t on_header(char *line, size_t size, size_t count, void *context)
{
    struct call *call = context;
    size_t len = size * count;
    call->header_bytes += len;
    if (call->header_bytes > HTTP_HEADER_MAX) {
        call->too_large = true;
        return 0;
    }
    if (header_value(call->answer.type, sizeof call->answer.type, line, len, "Content-Type", true))
        call->answer.type[strcspn(call->answer.type, "; ")] = '\0';
    header_value(call->answer.request_id, sizeof call->answer.request_id, line, len, "X-Request-Id", false);
    return len;
}

static bool add_header(struct call *call, const char *line)
{
    struct curl_slist *longer = curl_slist_append(call->headers, line);
    if (longer)
        call->headers = longer;
    return longer;
}

/* What never depends on the request. */
static void set_limits(CURL *curl, const struct http *http)
{
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (http->ca_file)
        curl_easy_setopt(curl, CURLOPT_CAINFO, http->ca_file);
    if (http->pin)
        curl_easy_setopt(curl, CURLOPT_PINNEDPUBLICKEY, http->pin);
    long total = http->options.total_seconds ? http->options.total_seconds : HTTP_TOTAL;
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, total);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, total < HTTP_CONNECT ? total : (long)HTTP_CONNECT);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)HTTP_SLOW);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_TCP_NODELAY, 1L);
}

static bool set_request(struct call *call, const struct http_request *request)
{
    CURL *curl = call->curl;
    curl_easy_setopt(curl, CURLOPT_URL, request->url);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, call);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, call);
    curl_easy_setopt(curl, CURLOPT_PRIVATE, call);
    bool ok = add_header(call, "Accept: application/json") && add_header(call, "Expect:");
    if (request->body) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)strlen(request->body));
        curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, request->body);
        ok = ok && add_header(call, "Content-Type: application/json") && add_header(call, "Charset: utf-8");
    }
    for (size_t i = 0; ok && i < HTTP_HEADERS_MAX && request->headers[i]; i++)
        ok = add_header(call, request->headers[i]);
    if (ok && request->request_id) {
        char line[160];
        snprintf(line, sizeof line, "X-Request-Id: %.120s", request->request_id);
        ok = add_header(call, line);
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, call->headers);
    return ok;
}

enum rc http_send(struct http *http, const struct http_request *request, void *tag, struct err *e)
{
    if (!http_may_call(request->url)) {
        err_set(e, RC_REFUSED, "plain_http",
            N_("Only https addresses may be called (plain http on this machine only)"));
        return RC_REFUSED;
    }
    struct call *call = http->idle;
    if (call) {
        http->idle = call->next;
        curl_easy_reset(call->curl); /* keeps the connection */
    } else {
        call = calloc(1, sizeof *call);
        if (call)
            call->curl = curl_easy_init();
    }
    if (!call || !call->curl) {
        free(call);
        return err_no_memory(e);
    }
    call->answer.body = buf_limit(HTTP_BODY_MAX);
    call->header_bytes = 0;
    call->too_large = false;
    call->tag = tag;
    set_limits(call->curl, http);
    if (!set_request(call, request) || curl_multi_add_handle(http->multi, call->curl)) {
        call_free(call);
        return err_no_memory(e);
    }
    call->next = http->calls;
    http->calls = call;
    return RC_OK;
}

/* Results that mean: not one byte of the request reached the other side's program. */
static bool never_sent(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return true;
    default:
        return false;
    }
}

static bool is_trust(CURLcode code)
{
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_PINNEDPUBKEYNOTMATCH ||
           code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_ISSUER_ERROR;
}

static const char *trouble_of(const struct call *call, CURLcode code)
{
    if (call->too_large)
        return N_("The answer has no end; it was cut off");
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return N_("The address is not known: no network, or a wrong address");
    case CURLE_COULDNT_CONNECT:
        return N_("There is no connection");
    case CURLE_OPERATION_TIMEDOUT:
        return N_("No answer came in time");
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        return N_("The other side shows another key than the one that is set");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return N_("The other side is not trusted: check this machine's clock, then the certificate");
    case CURLE_PARTIAL_FILE:
        return N_("The answer broke off");
    default:
        return N_("The connection broke off");
    }
}

static void read_end(struct call *call, CURLcode code)
{
    struct http_answer *answer = &call->answer;
    curl_easy_getinfo(call->curl, CURLINFO_RESPONSE_CODE, &answer->status);
    if (code == CURLE_OK)
        return;
    answer->end = never_sent(code) ? HTTP_NOT_SENT : HTTP_LOST;
    answer->trouble = trouble_of(call, code);
    answer->certificate = is_trust(code);
    snprintf(answer->cause, sizeof answer->cause, "%s (%d)", curl_easy_strerror(code), (int)code);
}

/* Hands over one finished call, if there is one. */
static bool take_finished(struct http_answer *ret, void **tag, struct http *http)
{
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(http->multi, &left));) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURL *curl = message->easy_handle;
        CURLcode code = message->data.result;
        char *private = NULL;
        curl_easy_getinfo(curl, CURLINFO_PRIVATE, &private);
        struct call *call = (struct call *)(void *)private;
        read_end(call, code);
        curl_multi_remove_handle(http->multi, curl);
        for (struct call **at = &http->calls; *at; at = &(*at)->next)
            if (*at == call) {
                *at = call->next;
                break;
            }
        *ret = call->answer;
        *tag = call->tag;
        call->answer = (struct http_answer){ 0 };
        curl_slist_free_all(call->headers);
        call->headers = NULL;
        call->next = http->idle;
        http->idle = call;
        return true;
    }
    return false;
}

enum rc http_wait(struct http_answer *ret, void **tag, struct http *http, int wait_ms, struct err *e)
{
    *tag = NULL;
    int running = 0;
    if (curl_multi_perform(http->multi, &running))
        return err_no_memory(e);
    if (take_finished(ret, tag, http)) /* every finished call is read before the next poll */
        return RC_OK;
    if (curl_multi_poll(http->multi, NULL, 0, wait_ms, NULL) || curl_multi_perform(http->multi, &running))
        return err_no_memory(e);
    take_finished(ret, tag, http);
    return RC_OK;
}

enum rc http_ask(
    struct http_answer *ret, struct http *http, const struct http_request *request, struct err *e)
{
    struct http alone = { .options = http->options, .ca_file = http->ca_file, .pin = http->pin };
    alone.multi = curl_multi_init();
    if (!alone.multi)
        return err_no_memory(e);
    void *tag = NULL;
    enum rc rc = http_send(&alone, request, &alone, e);
    while (!rc && !tag)
        rc = http_wait(ret, &tag, &alone, 1000, e);
    while (alone.calls) {
        struct call *call = alone.calls;
        alone.calls = call->next;
        curl_multi_remove_handle(alone.multi, call->curl);
        call_free(call);
    }
    while (alone.idle) {
        struct call *call = alone.idle;
        alone.idle = call->next;
        call_free(call);
    }
    curl_multi_cleanup(alone.multi);
    return rc;
}
