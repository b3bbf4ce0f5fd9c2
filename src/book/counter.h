/* counter.h - numbers that are handed out one after the other: dossiers, tickets, fee receipts, certifications.
 *
 * A counter is a name and the period in which it starts at 1 again ("2026-01-05", "2026"). It is read and
 * moved by one statement inside the caller's transaction: what rolls back gives its numbers back, so there
 * are no gaps, and SQLite lets one writer in at a time, so there are no twins.
 */
#ifndef BOOK_COUNTER_H
#define BOOK_COUNTER_H

#include <stdint.h>

#include "base/err.h"

struct db;

/* Takes `count` (1 or more) numbers in a row; *first is the lowest of them. Call it inside a transaction. */
MUST enum rc counter_next(
    int64_t *first, struct db *db, const char *name, const char *period, int64_t count, struct err *e);

#endif
