/* memo.h - what a program has read once and may look at again: forms, the calendar.
 *
 * Reading a form costs as much as writing the dossier it belongs to. A memo keeps what was made of a file
 * under a name and a stamp (time and size of the file, version of a row); with another stamp it is read
 * again, so an edited file counts at once. What was handed out stays readable until the memo ends, also when
 * a newer one took its place: a form that is open on the screen does not change under the hand.
 */
#ifndef BASE_MEMO_H
#define BASE_MEMO_H

#include <stddef.h>

#include "base/err.h"

struct memo;

#define MEMO_STAMP_SIZE 128

/* NULL when memory ends. */
struct memo *memo_new(void);
void memo_free(struct memo *m); /* NULL is fine */

/* What is kept under `name` with that very stamp; NULL when there is none, or no memo. Borrowed. */
const void *memo_find(const struct memo *m, const char *name, const char *stamp);

/* Keeps `thing` and ends it with `release` when the memo ends; on failure it is ended at once. */
MUST enum rc memo_keep(struct memo *m, const char *name, const char *stamp, void *thing,
    void (*release)(void *thing), struct err *e);

/* Adds time, size and number of a file to a stamp ("-" when it is not there). */
void memo_stamp_file(char stamp[MEMO_STAMP_SIZE], const char *path);

#endif
