/* prints.h - papers of which nobody knows whether they came out: sent to a printer that said nothing more, or
 * cut off by a power cut. The desk asks about them when somebody sits down. The papers themselves are the
 * work of paper/. */
#ifndef DOSSIER_PRINTS_H
#define DOSSIER_PRINTS_H

#include <stdint.h>

#include "base/err.h"

struct db;
struct office;

struct print_unsure {
    int64_t id; /* 0 = there is none */
    int64_t at;
    char kind[32], code[64]; /* "receipt", the dossier */
};

/* The oldest such print with a number above `after`, begun before `before` (UTC): one that is just being
 * printed is left alone. */
MUST enum rc print_unsure_next(
    struct print_unsure *ret, struct db *db, int64_t after, int64_t before, struct err *e);

/* "sent", "confirmed", "failed" (with what the printer said) or "void" (with the reason), in a transaction of
 * its own; print_step within the caller's. Confirmed and void ones are in the journal. RC_NOT_FOUND for an
 * unknown print; RC_CONFLICT "print_over" when something else became of it meanwhile: a voided paper does not
 * come back. */
MUST enum rc print_set_state(
    const struct office *of, int64_t id, const char *state, const char *reason, struct err *e);
MUST enum rc print_step(
    const struct office *of, int64_t id, const char *state, const char *reason, struct err *e);

/* "receipt" -> "the receipt", translated; an unknown kind stays as it is. */
const char *print_kind_words(const char *kind);

#endif
