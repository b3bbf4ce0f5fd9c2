/* delivery.c - the life of a delivery as one table, and how long to wait between tries. Pure. */
#include "outbox/delivery.h"

#include <string.h>

#include "base/date.h"
#include "base/json.h"

#define WAITING DELIVERY_WAITING
#define SENDING DELIVERY_SENDING
#define UNKNOWN DELIVERY_UNKNOWN
#define DONE    DELIVERY_DONE
#define HELD    DELIVERY_HELD
#define REFUSED DELIVERY_REFUSED

/* 0 = not possible here. An attempt whose lease ran out may have been sent, so it is UNKNOWN, never WAITING.
 */
/* clang-format off */
static const unsigned char next[DELIVERY_STATES][DELIVERY_EVENTS] = {
    /*            CLAIM    ACK   RETRY    LOST     FOUND ABSENT   REFUSE   HOLD  RELEASE  NOW      EXPIRE */
    [WAITING] = { SENDING, 0,    0,       0,       0,    0,       0,       HELD, 0,       WAITING, 0       },
    [SENDING] = { 0,       DONE, WAITING, UNKNOWN, DONE, WAITING, REFUSED, 0,    0,       0,       UNKNOWN },
    [UNKNOWN] = { SENDING, 0,    0,       0,       DONE, WAITING, REFUSED, HELD, 0,       UNKNOWN, 0       },
    [DONE]    = { 0,       0,    0,       0,       0,    0,       0,       0,    0,       0,       0       },
    [HELD]    = { 0,       0,    0,       0,       0,    0,       0,       0,    WAITING, 0,       0       },
    [REFUSED] = { 0,       0,    0,       0,       0,    0,       0,       HELD, WAITING, WAITING, 0       },
};
/* clang-format on */

enum delivery_state delivery_next(enum delivery_state state, enum delivery_event event)
{
    return next[state][event];
}

static const char *const names[DELIVERY_STATES] = {
    [WAITING] = "waiting",
    [SENDING] = "sending",
    [UNKNOWN] = "unknown",
    [DONE] = "done",
    [HELD] = "held",
    [REFUSED] = "refused",
};

const char *delivery_state_name(enum delivery_state state)
{
    return names[state];
}

enum delivery_state delivery_state_of(const char *name)
{
    for (int i = 1; i < DELIVERY_STATES; i++)
        if (!strcmp(names[i], name))
            return i;
    return 0;
}

int delivery_backoff(int attempts, uint32_t random)
{
    int wait = DELIVERY_WAIT_MIN;
    for (int i = 1; i < attempts && wait < DELIVERY_WAIT_MAX; i++)
        wait *= 2;
    if (wait > DELIVERY_WAIT_MAX)
        wait = DELIVERY_WAIT_MAX;
    int jitter = attempts > 1 ? (int)(random % (uint32_t)(wait / 4)) : 0;
    return wait - jitter;
}

struct js *delivery_to_json(const struct delivery *d)
{
    struct js *row = js_object();
    js_put_int(row, "id", d->id);
    js_put_text(row, "target", d->target);
    js_put_text(row, "dossier", d->dossier);
    js_put_text(row, "applicant", d->applicant);
    js_put_text(row, "event", d->event);
    js_put_int(row, "event_seq", d->event_seq);
    js_put_text(row, "state", delivery_state_name(d->state));
    js_put_int(row, "attempts", d->attempts);
    bool waits = d->state == WAITING || d->state == UNKNOWN;
    js_put_time(row, "next_at", waits ? d->next_at : 0);
    js_put_text(row, "answer", d->answer);
    js_put_text(row, "field", d->field);
    js_put_text(row, "remote_id", *d->remote_id ? d->remote_id : NULL);
    js_put_time(row, "created_at", d->created_at);
    js_put_time(row, "done_at", d->done_at);
    return row;
}
