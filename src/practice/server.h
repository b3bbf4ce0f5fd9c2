/* server.h - the practice portal as a server on this machine: for training, demonstrations and tests.
 *
 * It listens on a loopback address only and runs one event loop without threads. What it misbehaves with
 * comes from faults.h; what it answers from session_portal.h and token_portal.h; what it keeps from shelf.h.
 */
#ifndef PRACTICE_SERVER_H
#define PRACTICE_SERVER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct clock;
struct server;

struct server_options {
    const char *address;      /* "127.0.0.1"; loopback only */
    int port;                 /* 0 = any free one */
    const char *store;        /* path of the SQLite file */
    const char *account_file; /* two lines; NULL = user motcua_tap with any password */
    uint64_t fault_seed;
    int fault_percent;
    const char *fault_only; /* one kind by name, and log-ins spared; NULL = all kinds */
    int stall_ms;           /* how long a silent answer is silent; 0 = 5000 */
    int session_life;       /* seconds; 0 = 600 */
    const char *catalogue;  /* folder of the procedures it knows; NULL = any code, by its code alone */
    const char *records;    /* file of records that change it (procedures.h); NULL = none */
    bool forget;            /* does not recognise a repeated create */
};

MUST enum rc server_start(
    struct server **ret, const struct server_options *options, const struct clock *clock, struct err *e);

int server_port(const struct server *server);

/* Serves what has come, waiting at most `wait_ms` for it. False when the loop cannot go on. */
bool server_turn(struct server *server, int wait_ms);

void server_stop(struct server *server); /* NULL is fine */

#endif
