/* counts.h - how dossiers are counted: pure rules, the same for every report.
 *
 * A period is whole days in Vietnam. It is looked at from `as_of`: its end, or now when it has not ended.
 *  - received:  taken in during the period (reception, not filing on line);
 *  - carried:   taken in before it and not closed before it;
 *  - closed:    finished, stopped or withdrawn during it. Its time is finished_at, else returned_at, else
 *               refused_at (index 2.1 of Quyết định 766: state 9 before 10 before 8 and 3);
 *  - late:      closed after the promised moment, or papers were asked for twice (index 2.1: only one request
 *               keeps a dossier on time). Waiting for the citizen is in the promise already: the due date
 * moved;
 *  - on time:   closed on the promised day, not after the promised moment; and what has no fixed limit;
 *  - early:     closed on an earlier day;
 *  - pending:   not closed at `as_of`; late when the promise has passed, but what waits for the citizen or
 * for payment is in time (the clock stands). So carried + received = closed + pending, always (II.06a: 3 = 7
 * + 11). counts_balanced looks.
 */
#ifndef REPORT_COUNTS_H
#define REPORT_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "dossier/state.h"

struct arena;
struct js;

struct period {
    struct day from, to; /* both belong to it */
    int64_t start, end;  /* moments, end excluded */
    int64_t as_of;
};

/* RC_REFUSED when the last day is before the first, or the first has not come yet. */
MUST enum rc period_make(struct period *ret, struct day from, struct day to, int64_t now, struct err *e);

/* What counting needs to know of a dossier. Times are UTC, 0 = not. */
struct counted {
    enum state state;
    int64_t received_at, due_at, finished_at, returned_at, refused_at, paused_at;
    int supplements;
};

enum count_class {
    COUNT_NONE, /* not in this period */
    COUNT_EARLY,
    COUNT_ON_TIME,
    COUNT_LATE,
    COUNT_PENDING_IN_TIME,
    COUNT_PENDING_WAITING, /* in time, the clock stands */
    COUNT_PENDING_LATE,
    COUNT_BROKEN, /* its times contradict each other: closed before it was received */
};

int64_t counted_closed_at(const struct counted *d); /* 0 = open */
enum count_class counted_class(const struct counted *d, const struct period *p);
bool counted_carried(const struct counted *d, const struct period *p); /* received before the period */
const char *count_class_words(enum count_class c);                     /* Vietnamese, for a list's column */

/* II.06a's columns 3 to 13. */
struct counts {
    int64_t carried, online, other;    /* 6, 4, 5 */
    int64_t early, on_time, late;      /* 8, 9, 10 */
    int64_t in_time, waiting, overdue; /* 12 = in_time + waiting, 13 */
    int64_t broken;
};
int64_t counts_received(const struct counts *c); /* in the period: 4 + 5 */
int64_t counts_total(const struct counts *c);    /* 3 */
int64_t counts_closed(const struct counts *c);   /* 7 */
int64_t counts_pending(const struct counts *c);  /* 11 */
bool counts_balanced(const struct counts *c);

/* COUNT_NONE changes nothing. */
void counts_add(struct counts *c, const struct counted *d, const struct period *p, const char *channel,
    enum count_class k);

/* {"carried","received","online","total","finished","early","on_time","late","pending",...} */
struct js *counts_json(const struct counts *c);

/* --- counts by a word (a field, a channel, an officer) --- */
struct counts_row {
    const char *name;
    const char *key; /* sorts by it */
    struct counts counts;
};
struct counts_table {
    struct counts_row *rows;
    size_t count, room;
    struct arena *arena;
};

/* The row of `name`, made when it is new; NULL when memory ends. */
struct counts *counts_of(struct counts_table *t, const char *name);
void counts_sort(struct counts_table *t);      /* Vietnamese order */
void counts_sort_busy(struct counts_table *t); /* most dossiers first */

#endif
