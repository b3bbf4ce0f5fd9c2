/* day_counts.h - what one desk did on one day, for its own screen. Reports count by the circular's rules
 * instead. */
#ifndef DOSSIER_DAY_COUNTS_H
#define DOSSIER_DAY_COUNTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct db;

struct day_counts {
    int64_t received, returned, refused, supplements;
};

/* `desk` NULL = all desks. */
MUST enum rc day_counts(
    struct day_counts *ret, struct db *db, const char *desk, struct day day, struct err *e);

/* How many open dossiers are due on each of the `days` days from `from` on. */
MUST enum rc due_per_day(int64_t *counts, int days, struct db *db, struct day from, struct err *e);

/* What was done at a desk on a day, newest first. */
struct day_step {
    int64_t at;
    int state; /* enum state after it */
    char *code, *procedure, *applicant;
};

MUST enum rc day_steps(struct day_step **ret, size_t *count, struct db *db, const char *desk, struct day day,
    size_t max, struct arena *a, struct err *e);

#endif
