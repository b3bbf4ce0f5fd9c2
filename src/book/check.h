/* check.h - is the database sound? What `doctor` and a restore ask. */
#ifndef BOOK_CHECK_H
#define BOOK_CHECK_H

#include "base/err.h"

struct db;

/* SQLite's integrity and foreign-key checks; RC_STORAGE "damaged" with the first complaint as cause. An empty file
 * passes SQLite's own check, so the book's one row is asked for as well. */
MUST enum rc book_check_integrity(struct db *db, struct err *e);

#endif
