/* history.h - what one field said in the earlier dossiers of a person: never ask twice, and never guess. */
#ifndef DOSSIER_HISTORY_H
#define DOSSIER_HISTORY_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct db;

struct answer_history {
    const char *code;  /* of the dossier */
    const char *value; /* canonical */
    const char *staff; /* who received it */
    int64_t at;
};

/* The answers of that id in the dossiers of the applicant with this number, the newest first, at most `max`;
 * an answer that repeats the one after it is told once, by the oldest dossier that had it. `fact` ("name",
 * "address" ...) is looked at where a dossier's form had no such answer: what was known of the applicant that
 * day; "" = nothing. `answer` may be "documents[0].name". */
MUST enum rc answer_history_list(struct answer_history **ret, size_t *count, struct db *db,
    const char *id_number, const char *answer, const char *fact, size_t max, struct arena *a, struct err *e);

#endif
