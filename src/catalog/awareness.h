/* awareness.h - warnings of fraud for citizens, each with its place, day and source
 * (data/awareness/warnings.yaml). */
#ifndef CATALOG_AWARENESS_H
#define CATALOG_AWARENESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

#define AWARENESS_MAX 40

enum awareness_place { AWARE_ASSISTANT, AWARE_RECEIPT, AWARE_BOARD, AWARE_PLACES };

struct awareness {
    const char *id;
    const char *text;   /* one sentence to read out or print */
    const char *act;    /* what to do */
    const char *source; /* who warned */
    bool to_confirm;    /* nobody compared it with its source yet: staff see that */
    struct day since;
    bool at[AWARE_PLACES];
};

/* In the order of the file. RC_REFUSED with its line for an entry without text, place, day or source. */
MUST enum rc awareness_read(struct awareness list[AWARENESS_MAX], size_t *count, const char *share_dir,
    struct arena *a, struct err *e);

/* The one for this day: they take turns, so that nobody stops seeing them. NULL when there is none. */
const struct awareness *awareness_of_day(
    const struct awareness *list, size_t count, enum awareness_place place, struct day day);

#endif
