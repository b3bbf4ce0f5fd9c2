/* target.c - the table of targets. */
#include "targets/target.h"

#include <string.h>

#include "targets.inc"

const struct target *target_find(const char *name, const char *profile)
{
    for (const struct target *const *at = target_table; *at; at++)
        if (!strcmp((*at)->name, name) && (!(*at)->profile || !strcmp((*at)->profile, profile)))
            return *at;
    return NULL;
}
