/* help_find.h - the desk's own help among what is found: verbs of the command box, keys that hold everywhere.
 */
#ifndef DESK_HELP_FIND_H
#define DESK_HELP_FIND_H

#include <stddef.h>

struct arena;
struct found;

#define HELP_FOUND_MAX 5

/* Rows of kind FOUND_HELP whose title is clearly meant: a single word must be the verb's whole name ("tn",
 * "gui", "F3"), of several each must stand in the title. So a name of a person finds no help. `id` is the
 * word to type or the key. At most `max`; texts belong to `a`. */
size_t help_find(struct found *list, size_t max, const char *text, struct arena *a);

#endif
