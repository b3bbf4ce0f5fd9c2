/* sender.h - takes what is due from the outbox and sees it through, several dossiers side by side.
 *
 * One sender a book: it holds a lock on the file sync.lock, so a lease it finds belongs to a sender that
 * died. Each outcome is in the book before the next delivery of that dossier is looked at.
 */
#ifndef TARGETS_SENDER_H
#define TARGETS_SENDER_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct office;
struct sender;

#define SENDER_IN_FLIGHT 16

struct sender_options {
    int seconds;                       /* limit of one call; 0 = the target's */
    int in_flight;                     /* 0 = SENDER_IN_FLIGHT */
    bool now;                          /* also what waits for a later try */
    bool random_fixed;                 /* tests: no jitter */
    const volatile sig_atomic_t *stop; /* looked at between calls; may be NULL */
};

/* What one run did with a target. */
struct sender_run {
    const char *target;
    int64_t sent, refused, unknown, put_off; /* attempts that ended so */
    bool connected;                          /* the target is configured */
    bool line_down;
    char words[512]; /* why not connected, or why the line is down */
};

/* The book's one sender. RC_AGAIN when another one is at work. */
MUST enum rc sender_lock(int *fd, const struct office *of, struct err *e);

/* Sends everything of `target` that is due, then returns. Trouble with the far side is told in *ret, not by
 * rc. */
MUST enum rc sender_run(struct sender_run *ret, const struct office *of, const char *target,
    const struct sender_options *options, struct err *e);

#endif
