/* session_link.h - the way to the portal's session adapter: address, account and the session of the moment.
 *
 * Made from the portal settings. A practice book reaches the practice portal of this machine only, and a real
 * portal is reached over https with the account file. Deliveries and the catalogue share it.
 */
#ifndef TARGETS_SESSION_LINK_H
#define TARGETS_SESSION_LINK_H

#include <stdint.h>

#include "base/err.h"
#include "targets/account.h"

struct clock;
struct http;
struct js;
struct office;
struct reading;

#define SESSION_LOGINS_MAX 6 /* in a row without one good answer */

struct session_link {
    struct http *http;
    const struct clock *clock;
    struct account account;
    char *login_url, *call_url, *unit, *dest_header;
    char session[256]; /* "" = none */
    int session_serial, logins, ids;
    uint64_t id_head;
};

/* RC_NOT_FOUND (in words) when the portal is not configured. `seconds` limits a call, 0 = the default. */
MUST enum rc session_link_open(
    struct session_link **ret, const struct office *of, int seconds, struct err *e);
void session_link_close(struct session_link *link); /* NULL is fine */

/* A name for the next request that no other request of ours has. */
void session_request_id(struct session_link *link, char out[static 64]);

/* Signs in while the others wait: one log-in serves all. RC_AGAIN with words in `r` when it failed. */
MUST enum rc session_sign_in(struct session_link *link, struct reading *r);

/* Asks `service` with `own` keys (taken) and waits; signs in when needed, once again when the session ended.
 * RC_AGAIN with words in `r` when the answer proves nothing; `r` is the caller's to release. */
MUST enum rc session_ask(
    struct reading *r, struct session_link *link, const char *service, struct js *own, struct err *e);

#endif
