/* arena.h - memory that is given back all at once: one arena per opened form, screen, dossier or attempt.
 *
 * A zeroed arena is valid and empty. Functions return NULL when memory ends; arena_failed tells it later,
 * so a reader of many columns may check once at the end.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rc.h"

struct arena {
    struct arena_block *blocks;
    bool failed;
};

void *arena_alloc(struct arena *a, size_t size);                  /* zeroed, aligned for anything */
void *arena_array(struct arena *a, size_t count, size_t size);    /* the same, overflow checked */
char *arena_strdup(struct arena *a, const char *s);               /* NULL gives "" */
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_printf(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3);
bool arena_failed(const struct arena *a);
void arena_release(struct arena *a);

#define AUTO_ARENA __attribute__((cleanup(arena_release))) struct arena

#endif
