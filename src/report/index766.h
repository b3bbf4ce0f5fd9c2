/* index766.h - the service index of Quyết định 766: what a desk can work out from its own book.
 *
 * An indicator is a share: numerator / denominator, full marks from its threshold on. A denominator of 0 is
 * "không áp dụng", never 0 % and never 100 %.
 */
#ifndef REPORT_INDEX766_H
#define REPORT_INDEX766_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "report/counts.h"

struct db;

enum share {
    SHARE_RECEIVED,
    SHARE_SYNCED, /* its reception reached the portal */
    SHARE_ONLINE,
    SHARE_PROCEDURES, /* that had dossiers */
    SHARE_PROCEDURES_ONLINE,
    SHARE_FINISHED,
    SHARE_RESULT_FILE,
    SHARE_DIGITISED, /* a file on the papers and one on the result */
    SHARE_REUSED,    /* a paper replaced by a database */
    SHARE_POPULATION,
    INDEX_SHARES,
};
MUST enum rc index_shares(int64_t ret[INDEX_SHARES], struct db *db, const struct period *p, struct err *e);

/* Mean time per procedure finished in the period, in seconds, waiting taken off. */
typedef void index_mean_each(
    void *context, const char *code, const char *name, int64_t count, int64_t seconds);
MUST enum rc index_mean_seconds(
    index_mean_each *each, void *context, struct db *db, const struct period *p, struct err *e);

/* share / threshold, at most 1; false when the denominator is 0. Threshold in percent. */
bool index_score(double *ratio, double *part, int64_t numerator, int64_t denominator, int threshold);

#endif
