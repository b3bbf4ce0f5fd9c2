/* http.h - calls to the outside, with a limit on everything. The only home of libcurl.
 *
 * TLS 1.2 or newer with the host checked, an own list of certificates and a pin when they are set, plain http
 * to this machine only, no redirects, no proxy from the environment, no user name from .netrc, no unpacking.
 * The body is cut at HTTP_BODY_MAX in the write callback, because the library's own limit does not stop an
 * endless one (F6).
 *
 * A transfer that ended well is not yet an answer that may be believed: that is the caller's to weigh (F5).
 */
#ifndef TARGETS_HTTP_H
#define TARGETS_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct http;

#define HTTP_BODY_MAX   ((size_t)1 << 20)
#define HTTP_HEADER_MAX ((size_t)64 << 10)
#define HTTP_TOTAL      30 /* seconds a call may take */
#define HTTP_CONNECT    10
#define HTTP_SLOW       10 /* seconds without a byte */

struct http_options {
    const char *ca_file; /* NULL or "" = the system's */
    const char *pin;     /* "sha256//...", NULL or "" = none */
    int total_seconds;   /* 0 = HTTP_TOTAL */
};

MUST enum rc http_new(struct http **ret, const struct http_options *options, struct err *e);
void http_free(struct http *http); /* NULL is fine; open calls are dropped */

#define HTTP_HEADERS_MAX 8

/* What to ask. Everything is borrowed until the answer is there. POST when there is a body, else GET. */
struct http_request {
    const char *url;
    const char *body;                      /* NULL = GET */
    const char *headers[HTTP_HEADERS_MAX]; /* "dstcode: VN:GOV" */
    const char *request_id;                /* sent as X-Request-Id */
};

enum http_end {
    HTTP_ANSWERED, /* the transfer ended well: look at status, type and body */
    HTTP_NOT_SENT, /* surely not sent: no connection, no trust */
    HTTP_LOST,     /* sent, or partly; what became of it is not known */
};

struct http_answer {
    enum http_end end;
    long status;
    char type[64];        /* "application/json", lower case, without parameters */
    char request_id[128]; /* as echoed, or "" */
    struct buf body;      /* at most HTTP_BODY_MAX */
    const char *trouble;  /* msgid, when end is not HTTP_ANSWERED: what staff should know */
    char cause[160];      /* technical, English, without addresses or bodies */
    bool certificate;     /* trust failed: the clock or the certificate is wrong (F7) */
};

void http_answer_release(struct http_answer *answer);

/* Asks and waits. */
MUST enum rc http_ask(
    struct http_answer *ret, struct http *http, const struct http_request *request, struct err *e);

/* Asks without waiting: `tag` comes back from http_wait with the answer. */
MUST enum rc http_send(struct http *http, const struct http_request *request, void *tag, struct err *e);

/* The next answer. *tag is NULL when none came within `wait_ms`. */
MUST enum rc http_wait(struct http_answer *ret, void **tag, struct http *http, int wait_ms, struct err *e);

/* Whether `url` points to this machine (127.x.x.x, [::1] or localhost), and whether it may be called at all.
 */
bool http_is_loopback(const char *url);
bool http_may_call(const char *url);

#endif
