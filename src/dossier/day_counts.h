/* day_counts.h - what one desk did on one day, for its own screen. Reports count by the circular's rules instead. */
#ifndef DOSSIER_DAY_COUNTS_H
#define DOSSIER_DAY_COUNTS_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct db;

struct day_counts {
    int64_t received, returned, refused, supplements;
};

/* `desk` NULL = all desks. */
MUST enum rc day_counts(struct day_counts *ret, struct db *db, const char *desk, struct day day, struct err *e);

/* How many dossiers wait in a state, over all desks. */
MUST enum rc count_in_state(int64_t *ret, struct db *db, int state, struct err *e);

#endif
