/* server_private.h - one call on its way, shared by what receives it (server.c) and what answers it
 * (answer.c). */
#ifndef PRACTICE_SERVER_PRIVATE_H
#define PRACTICE_SERVER_PRIVATE_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "practice/faults.h"
#include "practice/gateway.h"
#include "practice/session_portal.h"

#define BODY_MAX ((size_t)1 << 20)

struct server {
    struct MHD_Daemon *daemon;
    const struct clock *clock;
    struct db *shelf;
    struct session_portal session;
    struct gateway_shelf gateway;
    struct fault_source faults;
    enum fault only;
    int stall_ms;
    struct call *waiting; /* suspended calls */
    struct buf old;       /* the last whole answer, status line and headers included, for N08 */
};

/* One HTTP request on its way. */
struct call {
    struct server *server;
    struct MHD_Connection *connection;
    struct buf body;
    enum fault fault;
    bool over_limit, held;
    int status;
    char *answer;      /* JSON text */
    int64_t resume_at; /* monotonic ms; 0 = not suspended */
    struct call *next_waiting;
};

#define JSON_TYPE "application/json; charset=utf-8"

/* Sends the call's answer, bent by its fault; the work, if any, is done. A fault that is silence or slowness
 * holds the call: it comes back here when its time is over. */
enum MHD_Result answer_send(struct call *call);

enum MHD_Result answer_text(struct call *call, int status, const char *type, const char *text);
enum MHD_Result answer_html(struct call *call, int status, const char *words);

/* The connection ends at once, with a reset. */
enum MHD_Result answer_reset(struct MHD_Connection *connection);

#endif
