/* index766.h - the service index of Quyết định 766: what a desk can work out from its own book.
 *
 * An indicator is a share: numerator / denominator, full marks from its threshold on. A denominator of 0 is
 * "không áp dụng", never 0 % and never 100 %. Which dossier stands where is decided by dossier/index766.c,
 * the same for the desk: the figures here are the sums of its verdicts over the dossiers received in the
 * period.
 */
#ifndef REPORT_INDEX766_H
#define REPORT_INDEX766_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "dossier/index766.h"
#include "report/counts.h"

struct db;

struct index_share {
    int64_t over, under;
};
MUST enum rc index_shares(
    struct index_share ret[INDEX_POINTS], struct db *db, const struct period *p, int64_t now, struct err *e);

/* 3.2: procedures that had dossiers on line, of those that had dossiers. */
MUST enum rc index_procedures(struct index_share *ret, struct db *db, const struct period *p, struct err *e);

/* Mean time per procedure finished in the period, in seconds, waiting taken off. */
typedef void index_mean_each(
    void *context, const char *code, const char *name, int64_t count, int64_t seconds);
MUST enum rc index_mean_seconds(
    index_mean_each *each, void *context, struct db *db, const struct period *p, struct err *e);

/* share / threshold, at most 1; false when the denominator is 0. Threshold in percent. */
bool index_score(double *ratio, double *part, int64_t numerator, int64_t denominator, int threshold);

#endif
