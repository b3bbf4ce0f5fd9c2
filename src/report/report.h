/* report.h - what can be reported: one file a report in reports/, each a row of report_table.
 *
 * A report reads the book at one moment (the caller holds the snapshot), writes sheets and leaves its figures
 * for programs. It asks no clock and writes no journal. Sheets are papers for people: Vietnamese only.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "book/journal.h"
#include "report/counts.h"

struct arena;
struct js;
struct office;
struct sheets;

enum report_span {
    SPAN_DAY,
    SPAN_WEEK,
    SPAN_MONTH,
    SPAN_QUARTER
}; /* what is meant when no period is given */

struct report_job {
    const struct office *of;
    struct period period;
    bool names;               /* persons may stand in the lists */
    struct journal_head head; /* of the journal, at the moment of the snapshot */
    int64_t made_at;
    const char *footer; /* of every page: report, unit, journal head */
    struct arena *arena;
    struct js *figures; /* an object to fill */
    int64_t rows;       /* rows of lists, counted by the report */
};

struct report {
    const char *name;  /* "daily" */
    const char *title; /* N_("...") for `report list` */
    const char *paper; /* Vietnamese, document title */
    enum report_span span;
    bool needs_names; /* makes no sense without persons */
    enum rc (*write)(struct sheets *w, struct report_job *job, struct err *e);
};

extern const struct report *const report_table[]; /* ends with NULL */

/* RC_NOT_FOUND "no_such_report" names those there are. */
MUST enum rc report_find(const struct report **ret, const char *name, struct err *e);

/* The period that is meant when none is given: the day, week (from Monday), month or quarter of `today`.
 * Quarters are those of the statistics circular (TT 01/2020/TT-VPCP): from 15/12 to 14/3 and so on. */
void report_default_period(struct day *from, struct day *to, enum report_span span, struct day today);

/* Writes the whole workbook to `path`: run it in a process of its own (export.h). *ret is the answer of
 * INTERFACE {"report","from","to","rows","sheets":[{"name","rows"}],"figures":{...}}: "rows" of the whole are
 * the rows of lists, those of a sheet are all that were written, heads included. */
struct report_order {
    const struct report *report;
    struct day from, to;
    bool names;
    int rows_max; /* 0 = Excel's */
};
MUST enum rc report_write(struct js **ret, const struct office *of, const struct report_order *order,
    const char *path, struct err *e);

/* May this role have it? RC_REFUSED otherwise. */
MUST enum rc report_allowed(const struct office *of, const struct report_order *order, struct err *e);

#endif
