/* ticket.h - the day's line: numbers, who is next, and how long it took.
 *
 * The rule of the line, as it hangs on the wall:
 *   1. In each of the two lines (with priority, without) who came first is called first.
 *   2. Priority (elderly, disabled, pregnant, with an infant, people with merit) goes first, but after `limit` priority
 *      tickets in a row one of the others is called, when one waits (setting ticket.priority_run, 2 unless changed).
 * With a limit of 2 somebody without priority who has n such people before them is called within 3(n + 1) calls, and
 * somebody with priority within n + 1 + (n + 1) / 2 calls: nobody waits for ever, and everybody can count along.
 *
 * A number counts once somebody has it: printed, read out or shown. Until then the ticket is pending and is never
 * called; when the printer is off the desk cancels it or reads it out. A ticket that moves to another group keeps its
 * label, its time of arrival and the minutes it was served. Nothing about a person is kept here.
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

/* "elderly", "disabled", "pregnant", "infant", "merit": the slugs in this order, NULL at the end. */
extern const char *const ticket_priorities[];
MUST bool ticket_priority_known(const char *slug);

struct ticket {
    int64_t id;
    char label[TICKET_LABEL_SIZE]; /* "A001" */
    char service;                  /* 'A'..'Z': the group it waits in */
    char priority[16];             /* "" = none */
    enum ticket_state state;
    bool pending;                  /* nobody has the number yet */
    int64_t arrived_at, called_at, ended_at; /* 0 = not yet */
    int64_t heard_at;              /* when it was called out last, recalls included */
    int64_t served_before;         /* seconds at desks that sent it on */
    int turn;                      /* the how manieth of the day; 0 = not chosen yet */
    char desk[32];    /* that called it; of a pending one, that is handing it out */
    int calls;
    char dossier[64]; /* the first it filed; "" = not linked */
    int dossiers;     /* how many it filed */
};

/* --- the rule (ticket.c, pure) --- */

/* Which of the waiting (in any order) is next after `run` priority calls in a row; -1 when nobody waits. */
int ticket_next(const struct ticket *waiting, size_t count, int run, int limit);

/* places[i] = the how manieth call brings list[i], were nobody else to come; 0 for those that do not wait. */
void ticket_places(int *places, const struct ticket *list, size_t count, int run, int limit);

/* Seconds it waited, served elsewhere not counted; up to `now` while it waits. */
int64_t ticket_waited(const struct ticket *t, int64_t now);

struct ticket_times {
    int waiting, served, skipped;
    int64_t wait_mean, wait_max, serve_mean; /* seconds, of those served */
};
struct ticket_times ticket_times(const struct ticket *list, size_t count);

/* How fast the line goes. */
struct ticket_pace {
    int64_t serve; /* the median of the newest served, in seconds; 0 = not known yet */
    int desks;     /* that called somebody within the last half hour */
};

/* Seconds until the ticket at that place (1 = next) is called; -1 = not known yet. */
int64_t ticket_expected(int place, const struct ticket_pace *pace);

/* --- what the office set (ticket_setup_store.c) --- */

#define TICKET_GROUPS     8
#define TICKET_NAME_SIZE  64
#define TICKET_LETTERS    27

struct ticket_group {
    char letter;
    char name[TICKET_NAME_SIZE];
};

struct ticket_setup {
    struct ticket_group groups[TICKET_GROUPS];
    int count;
    char mine[TICKET_LETTERS]; /* the groups this desk calls; "" = all */
    bool shared;               /* every desk calls every group: one order holds for all */
    int limit;                 /* priority tickets in a row */
};

void ticket_setup(struct ticket_setup *ret, const struct office *of);

/* --- in the book: today, one transaction each, RC_REFUSED in words --- */

/* The next number of a group; `pending` while a printer is to hand it out. "service" (not A-Z), "priority",
 * "tickets_full". */
MUST enum rc ticket_take(struct ticket *ret, const struct office *of, char service, const char *priority, struct err *e);
MUST enum rc ticket_take_pending(
    struct ticket *ret, const struct office *of, char service, const char *priority, struct err *e);

/* Somebody has the number now: printed or read out. Nothing happens when it was handed out before. */
MUST enum rc ticket_hand(struct ticket *ret, const struct office *of, const char *label, struct err *e);

/* The next of the groups in `services` ("AB"; NULL or "" = every group) comes to this desk; whoever was here is served.
 * RC_NOT_FOUND "nobody_waits". */
MUST enum rc ticket_call(struct ticket *ret, const struct office *of, const char *services, struct err *e);

/* Calls this desk's ticket out once more (label NULL), or one that was skipped today. "no_ticket", "desk_busy". */
MUST enum rc ticket_recall(struct ticket *ret, const struct office *of, const char *label, struct err *e);

/* The call was a slip of the finger: who is here waits again in her old place, and who was here before that call is
 * here again. "no_ticket"; "ticket_filed" when something was filed already. */
MUST enum rc ticket_put_back(struct ticket *ret, const struct office *of, struct err *e);

/* This desk's ticket did not come. */
MUST enum rc ticket_skip(struct ticket *ret, const struct office *of, struct err *e);

/* This desk's work with it is over. */
MUST enum rc ticket_done(struct ticket *ret, const struct office *of, struct err *e);

/* Waits in another group from now on, by its arrival. Waiting, called or skipped ones. */
MUST enum rc ticket_transfer(
    struct ticket *ret, const struct office *of, const char *label, char service, struct err *e);

/* Never handed out; only while it waits. */
MUST enum rc ticket_cancel(struct ticket *ret, const struct office *of, const char *label, struct err *e);

/* That dossier was filed by who holds the ticket: of this desk (label NULL) or any of today. */
MUST enum rc ticket_link(
    struct ticket *ret, const struct office *of, const char *label, const char *code, struct err *e);

/* This desk's ticket; id 0 when nobody is here. */
MUST enum rc ticket_here(struct ticket *ret, const struct office *of, struct err *e);

/* All of a day, by arrival. */
MUST enum rc ticket_list(
    struct ticket **ret, size_t *count, const struct office *of, struct day day, struct arena *a, struct err *e);

/* How many priority tickets in a row the rule chose last in these groups today. */
MUST enum rc ticket_run(int *ret, const struct office *of, const char *services, int limit, struct err *e);

MUST enum rc ticket_pace(struct ticket_pace *ret, const struct office *of, struct err *e);

#endif
