/* migrate.h - a fresh book is the sum of its migrations; an older book is brought up by the missing ones.
 *
 * All missing steps run in one transaction with user_version. A book of a newer program is refused, untouched.
 */
#ifndef BOOK_MIGRATE_H
#define BOOK_MIGRATE_H

#include "base/err.h"

struct db;

#define BOOK_APPLICATION_ID 0x4D434131 /* "MCA1" */

/* The schema version this program knows: the number of its last migration. */
int migrate_newest(void);

MUST enum rc migrate_version(int *ret, struct db *db, struct err *e);

/* RC_STORAGE "newer_book" when the file is newer than the program. */
MUST enum rc migrate_to_newest(struct db *db, struct err *e);

#endif
