/* linked.h - linked procedures (liên thông): one dossier, several units one after the other.
 *
 * data/linked.csv says which units, in order, and each one's share. The promise to the citizen is the catalogue's
 * total; the shares explain it and tell each unit when it must hand on. Shares that do not end on the day of the
 * catalogue's total, or of which one is not known ('?'), explain nothing and are left out: an unconfirmed share never
 * moves a promise.
 */
#ifndef DOSSIER_LINKED_H
#define DOSSIER_LINKED_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "dossier/deadline.h"

struct calendar;
struct office;
struct procedure;

#define LINKED_MAX 8

/* The shares of a procedure in `text` (the table); *count 0 when it is not linked or a share is not known. RC_REFUSED
 * with file and line for a limit that cannot be read or more than LINKED_MAX units. */
MUST enum rc linked_parse(struct share ret[LINKED_MAX], size_t *count, const char *text, size_t len,
    const char *procedure, struct err *e);

/* The promise for a procedure received at `received` through `channel` ("direct", ...), with its shares when it is a
 * linked one. Reads SHARE/data/linked.csv. */
MUST enum rc linked_deadline(struct deadline *ret, const struct office *of, const struct procedure *p,
    const char *channel, int64_t received, const struct calendar *calendar, struct err *e);

#endif
