/* desk_name.h - how the desk at a machine is called: on screens, tickets and in the journal.
 *
 * A machine gives a name of its own (MOTCUA_DESK, else the host's); another one may be kept for it in the
 * book. Names have neither blanks nor control characters and at most DESK_NAME_MAX bytes, so that they fit
 * everywhere.
 */
#ifndef BOOK_DESK_NAME_H
#define BOOK_DESK_NAME_H

#include <stddef.h>

#include "base/err.h"

struct arena;
struct db;

#define DESK_NAME_SIZE 24
#define DESK_NAME_MAX  (DESK_NAME_SIZE - 1)

/* The name kept for the machine; the machine's own when there is none or it cannot be read. */
void desk_name_of(char out[DESK_NAME_SIZE], struct db *db, const char *machine);

/* Blanks at the ends go, inside they become "-". RC_REFUSED "desk_name" for nothing, too much and control
 * characters. Its own name for a machine ends what was kept. `out` is filled on success. */
MUST enum rc desk_name_keep(
    char out[DESK_NAME_SIZE], struct db *db, const char *machine, const char *typed, struct err *e);

/* Every desk this book has seen, by name; at most 50. */
MUST enum rc desk_name_list(const char ***ret, size_t *count, struct db *db, struct arena *a, struct err *e);

#endif
