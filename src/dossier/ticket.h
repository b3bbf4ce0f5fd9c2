/* ticket.h - the day's line: numbers, who is next, and how long it took.
 *
 * The rule of the line, as it hangs on the wall:
 *   1. In each of the two lines (with priority, without) who came first is called first.
 *   2. Priority (elderly, disabled, pregnant, with an infant, people with merit) goes first, but after two priority
 *      tickets in a row one of the others is called, when one waits.
 * So somebody without priority who has n such people before them is called within 3(n + 1) calls, and somebody with
 * priority within n + 1 + (n + 1) / 2 calls: nobody waits for ever, and everybody can count along.
 *
 * A ticket that moves to another group keeps its label and its time of arrival. A number that was never handed out
 * (printer off) is cancelled and never called. Nothing about a person is kept here.
 */
#ifndef DOSSIER_TICKET_H
#define DOSSIER_TICKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct office;

#define TICKET_PRIORITY_RUN 2
#define TICKET_LABEL_SIZE   8
#define TICKETS_A_DAY       999

enum ticket_state { TICKET_WAITING = 1, TICKET_CALLED, TICKET_SERVED, TICKET_SKIPPED, TICKET_CANCELLED, TICKET_STATES };
const char *ticket_state_slug(enum ticket_state state);

/* "elderly", "disabled", "pregnant", "infant", "merit". */
MUST bool ticket_priority_known(const char *slug);

struct ticket {
    int64_t id;
    char label[TICKET_LABEL_SIZE]; /* "A001" */
    char service;                  /* 'A'..'Z': the group it waits in */
    char priority[16];             /* "" = none */
    enum ticket_state state;
    int64_t arrived_at, called_at, ended_at; /* 0 = not yet */
    char desk[32];
    int calls;
    char dossier[64]; /* "" = not linked */
};

/* Which of the waiting (in any order) is next after `run` priority calls in a row; -1 when nobody waits. Pure. */
int ticket_next(const struct ticket *waiting, size_t count, int run);

struct ticket_times {
    int waiting, served, skipped;
    int64_t wait_mean, wait_max, serve_mean; /* seconds, of those served */
};
struct ticket_times ticket_times(const struct ticket *list, size_t count);

/* --- in the book (ticket_store.c): today, one transaction each, RC_REFUSED in words --- */

/* The next number of a group. "service" (not A-Z), "priority", "tickets_full". */
MUST enum rc ticket_take(struct ticket *ret, const struct office *of, char service, const char *priority, struct err *e);

/* The next of the groups in `services` ("AB"; NULL = every group) comes to this desk; whoever was here is served.
 * RC_NOT_FOUND "nobody_waits". */
MUST enum rc ticket_call(struct ticket *ret, const struct office *of, const char *services, struct err *e);

/* Calls this desk's ticket out once more (label NULL), or one that was skipped today. "no_ticket", "desk_busy". */
MUST enum rc ticket_recall(struct ticket *ret, const struct office *of, const char *label, struct err *e);

/* This desk's ticket did not come. */
MUST enum rc ticket_skip(struct ticket *ret, const struct office *of, struct err *e);

/* This desk's work with it is over. */
MUST enum rc ticket_done(struct ticket *ret, const struct office *of, struct err *e);

/* Waits in another group from now on, by its arrival. Waiting, called or skipped ones. */
MUST enum rc ticket_transfer(
    struct ticket *ret, const struct office *of, const char *label, char service, struct err *e);

/* Never handed out; only while it waits. */
MUST enum rc ticket_cancel(struct ticket *ret, const struct office *of, const char *label, struct err *e);

/* This desk's ticket belongs to that dossier. */
MUST enum rc ticket_link(struct ticket *ret, const struct office *of, const char *code, struct err *e);

/* All of a day, by arrival. */
MUST enum rc ticket_list(
    struct ticket **ret, size_t *count, const struct office *of, struct day day, struct arena *a, struct err *e);

#endif
