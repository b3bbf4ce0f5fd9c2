/* site.h - which page answers which request. No sockets here, so every answer can be tested.
 *
 *   GET /            the form; GET /?r=PAYLOAD and POST / (r=PAYLOAD) look a receipt up
 *   GET /board       the waiting room
 *   GET /style.css
 * Anything else is 404 or 405; who asks too often gets 429. Bodies over SITE_BODY_MAX are 413.
 */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include <stdint.h>

#include "base/buf.h"
#include "web/rate.h"

struct office;

#define SITE_BODY_MAX ((size_t)2048)

struct site {
    const struct office *of;
    struct rate look_ups, pages; /* zeroed tables; see site_init */
};

struct site_request {
    const char *method, *path;
    const char *receipt; /* the argument r of the address, decoded; NULL = none */
    const char *body;    /* of a POST */
    size_t body_len;
    uint64_t who;        /* rate_key of the address */
};

struct site_answer {
    int status;
    const char *type;
    struct buf body;
};

void site_init(struct site *site, const struct office *of);

/* Always gives an answer; buf_release its body. */
void site_answer(struct site_answer *ret, struct site *site, const struct site_request *request);

/* The value of `r` in a form body, decoded into out. False when it is not there, broken or too long. */
bool site_form_value(char *out, size_t size, const char *body, size_t len);

#endif
