/* saved.h - what citizens were not asked for twice: papers for which data stood at reception, and fields of
 * forms that were known from a card, an earlier dossier, a register or the portal.
 *
 * Counted from what was frozen at reception, so the figures of a month never change later. A form that is
 * filled in at the counter (eform) is no paper saved. Fields are counted since migration 55.
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

/* One month, all databases. */
struct saved_month {
    const char *month;
    int64_t dossiers; /* received */
    int64_t relieved; /* of them: with a paper or a field saved */
    int64_t papers, fields, typed;
};

struct saved {
    int64_t dossiers;      /* received in the period */
    int64_t relieved;      /* of them: with a paper or a field saved */
    int64_t papers;        /* saved in all */
    int64_t fields, typed; /* known before; asked for */
    struct saved_month *months;
    size_t months_count;
    struct saved_row *rows; /* by month, then database */
    size_t count;
};

/* Dossiers received from `from` to `to`, both included. Texts belong to `a`. */
MUST enum rc saved_count(
    struct saved *ret, struct db *db, struct day from, struct day to, struct arena *a, struct err *e);

#endif
