/* serve.h - the site on a socket. One event loop, no threads; small bodies, short time-outs, few connections.
 *
 * Plain HTTP: where citizens reach it over a network that is not the office's own, a proxy with TLS stands in front.
 */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include <stdbool.h>

#include "base/err.h"

struct site;
struct web;

/* `listen` is "ADDR:PORT", "[::1]:PORT" or "PORT" (this machine only). RC_USAGE, RC_AGAIN "port_taken". */
MUST enum rc web_start(struct web **ret, struct site *site, const char *listen, struct err *e);
const char *web_address(const struct web *web); /* "http://127.0.0.1:8090" */

/* Serves what has come, waiting at most `wait_ms`. False when the loop cannot go on. */
bool web_turn(struct web *web, int wait_ms);
void web_stop(struct web *web); /* NULL is fine */

#endif
