/* errand.h - a child of the desk that outlives the screen it was sent from: its last word comes on any
 * screen.
 *
 * A receipt printed while the next citizen is already received, a number that leaves the roll after the list
 * was closed. Looked after at every paint; while one is on its way the desk looks more often than once a
 * second.
 */
#ifndef DESK_ERRAND_H
#define DESK_ERRAND_H

#include "desk/worker.h"

struct desk;
struct session;

#define ERRANDS     4
#define ERRAND_LOOK 40 /* ms between two looks at a child that is at work */

struct errand {
    struct worker worker;
    char about[80]; /* a dossier's code, a ticket's label */
    /* Once, when the child has ended; says what there is to say on the message line. */
    void (*ended)(struct desk *d, const struct errand *errand);
};

/* Takes the running worker over: it is empty afterwards. False when too many are on their way: it stays the
 * caller's. */
bool errand_keep(struct session *s, struct worker *worker, const char *about,
    void (*ended)(struct desk *, const struct errand *));

/* Looks after all of them, and after the session's own child, without waiting. Nothing is said while the desk is
 * locked. */
void errands_poll(struct session *s);

/* Whether one about this is still on its way. */
bool errand_about(const struct session *s, const char *about);

void errands_release(struct session *s);

#endif
