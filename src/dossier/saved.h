/* saved.h - what citizens were not asked for twice: papers for which a database stood at reception.
 *
 * Counted from the checklists as they were frozen at reception, so the figures of a month never change later.
 */
#ifndef DOSSIER_SAVED_H
#define DOSSIER_SAVED_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

struct db;

/* One database in one month ("2026-11"). */
struct saved_row {
    const char *month, *database;
    int64_t dossiers; /* with at least one such paper */
    int64_t papers;
};

struct saved {
    int64_t dossiers;       /* received in the period */
    int64_t relieved;       /* of them: with at least one paper saved */
    int64_t papers;         /* saved in all */
    struct saved_row *rows; /* by month, then database */
    size_t count;
};

/* Dossiers received from `from` to `to`, both included. Texts belong to `a`. */
MUST enum rc saved_count(
    struct saved *ret, struct db *db, struct day from, struct day to, struct arena *a, struct err *e);

#endif
