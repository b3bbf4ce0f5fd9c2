/* target.h - somebody to whom events are sent. One file a target; the table of all is made by the Makefile.
 *
 * A target turns one delivery at a time into a short conversation: `step` is called with no answer first,
 * then with each answer, and either asks something or says how the attempt ended. It keeps no memory of a
 * delivery outside its attempt, so several conversations may go on side by side.
 */
#ifndef TARGETS_TARGET_H
#define TARGETS_TARGET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "outbox/delivery.h"
#include "targets/http.h"

struct js;
struct office;

enum step {
    STEP_ASK,   /* attempt->request is to be sent */
    STEP_TAKEN, /* remember result.remote_id first: the dossier itself was taken; then call step without an
                   answer */
    STEP_END,   /* attempt->result says how it ended */
};

/* One try at one delivery. */
struct attempt {
    const struct delivery *delivery;
    struct js *facts;    /* parsed; owned by the sender */
    struct arena *arena; /* lives as long as the attempt */
    int64_t now;
    struct http_request request; /* for STEP_ASK; texts in the arena */
    char request_id[64];
    struct delivery_result result; /* for STEP_END; not_before only when it must be later than the sender's own */
    bool line_down;                /* with RETRY: nobody can be served now; stop for a while */
    bool old_answer;               /* an answer to another request came: for the supervisor */

    /* the target's own notes */
    int stage, asked;
    int writes; /* that may have arrived */
    int session_serial;
    bool renewed, updating, taken, conflict_seen;
    bool seen; /* the citizen has read it */
    const char *account, *field_code;
    const char *refusal;
};

struct target {
    const char *name;    /* as in setting outbox.targets: "portal" */
    const char *profile; /* value of setting portal.profile, or NULL */

    /* RC_NOT_FOUND (in words) when it is not configured. `seconds` limits a call, 0 = the default. */
    enum rc (*open)(void **link, const struct office *of, int seconds, struct err *e);
    void (*close)(void *link);
    struct http *(*http)(void *link); /* NULL for a target without a network */
    enum step (*step)(void *link, struct attempt *attempt, const struct http_answer *answer);
    /* What else the outcome changes, in the transaction that ends the delivery; NULL = nothing. */
    enum rc (*settle)(void *link, const struct attempt *attempt, struct err *e);
    /* Once nothing is due any more and the line is up; NULL = nothing. */
    enum rc (*after)(void *link, struct err *e);
};

/* The target of that name and, for the portal, of the profile that is set. NULL = none. */
const struct target *target_find(const char *name, const char *profile);

#endif
