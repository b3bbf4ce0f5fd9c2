/* shelf.h - what the practice portal keeps: the dossiers and progress rows it was given, in its own SQLite
 * file.
 *
 * A dossier is one row by its code, unless the portal forgets: then every create makes a new row, as a portal
 * without keys would, so that a careless sender's doubles become visible.
 */
#ifndef PRACTICE_SHELF_H
#define PRACTICE_SHELF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct db;
struct js;

/* One kept dossier. Zeroed means "not there". */
struct shelf_dossier {
    int64_t id; /* the portal's own number of it */
    char procedure[40];
    char state[8];
};

/* Opens or makes the file at `path`. */
MUST enum rc shelf_open(struct db **ret, const char *path, struct err *e);

/* The newest row of that code; ret->id is 0 when there is none. */
MUST enum rc shelf_find(struct shelf_dossier *ret, struct db *db, const char *code, struct err *e);

/* Adds the wire object as a new row, or replaces the newest of its code. */
MUST enum rc shelf_add(struct db *db, const struct js *object, int64_t now, struct err *e);
MUST enum rc shelf_replace(struct db *db, int64_t id, const struct js *object, int64_t now, struct err *e);

/* Keeps a progress row; one that is equal in every field to a kept one is not kept twice. */
MUST enum rc shelf_add_progress(struct db *db, const struct js *row, int64_t now, struct err *e);

/* Everything, for tests and for a trainer's eyes:
 * [{"id","code","procedure","state","creates","updates","progress"}]. */
MUST enum rc shelf_list(struct js **ret, struct db *db, struct err *e);

#endif
