/* figures.h - the figures of a period, gathered once from the book: all, by field, by channel. */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "base/calendar.h"
#include "dossier/saved.h"
#include "report/counts.h"
#include "report/counts_store.h"
#include "report/report.h"

struct figures {
    struct counts all;
    struct counts_table fields; /* the busiest first */
    struct counts channels[3];  /* direct, online, post */
    int64_t due_next;           /* pending, in time, promised for the next working day or today */
    int64_t oldest_days;        /* working days of the one that is late longest */
    int64_t refused;            /* at the desk, never received */
    int64_t unsent, unsent_since;
    struct calendar calendar; /* in force; days late are counted with it */
    struct saved saved;       /* not asked for twice: the month up to the period's last day */
    char broken[200];         /* codes of dossiers whose times contradict each other */
    const struct period *period;
};

/* RC_REFUSED "report_unbalanced" with the codes when 3 = 7 + 11 does not hold: no file is better than a wrong
 * one. */
MUST enum rc figures_gather(struct figures *ret, const struct report_job *job, struct err *e);
void figures_release(struct figures *f);
#define AUTO_FIGURES __attribute__((cleanup(figures_release))) struct figures

extern const char *const channel_slugs[3], *const channel_titles[3];
const char *channel_name(const char *slug); /* "Trực tiếp" */

/* Working days from the promise to the end, or to `as_of`; 0 = less than one. */
int late_days(const struct calendar *calendar, const struct period *p, const struct counted_row *row);

/* For programs: counts of all, "by_field" and "by_channel". */
void figures_tell(struct js *out, const struct figures *f);

#endif
