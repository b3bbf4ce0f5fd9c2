/* print_state.h - what the book knows of the newest print of a paper: queued, sent, confirmed, failed or void. */
#ifndef DOSSIER_PRINT_STATE_H
#define DOSSIER_PRINT_STATE_H

#include <stdint.h>

#include "base/err.h"

struct db;

struct print_state {
    char state[12]; /* "" = never printed */
    int issue;      /* 1 = first print */
    int64_t at;     /* when this print was begun */
    char reason[200];
};

/* The newest print of that kind ("receipt") of a dossier. */
MUST enum rc print_state(struct print_state *ret, struct db *db, int64_t dossier_id, const char *kind, struct err *e);

#endif
