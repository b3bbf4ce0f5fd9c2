/* source.h - which event of the journal a paper tells of, and its facts, as frozen there. */
#ifndef PAPER_SOURCE_H
#define PAPER_SOURCE_H

#include <stdint.h>

#include "base/err.h"

struct db;
struct js;

/* The event a paper is drawn from. */
struct paper_source {
    int64_t dossier_id, event_seq;
    struct js *facts; /* js_free it */
};

/* `kind` is receipt, supplement, refusal, apology, stop, result, control, payment or cash_receipt (this one
 * by the dossier's code or by its own number: BL1/2026/17). RC_NOT_FOUND for an unknown dossier; RC_REFUSED
 * when nothing happened yet that this paper could tell. */
MUST enum rc paper_source(
    struct paper_source *ret, struct db *db, const char *kind, const char *code, struct err *e);

/* The facts of one event. RC_NOT_FOUND once they were erased. */
MUST enum rc source_at(struct js **ret, struct db *db, int64_t event_seq, struct err *e);

/* RC_NOT_FOUND "dossier_unknown". */
MUST enum rc source_dossier(int64_t *ret, struct db *db, const char *code, struct err *e);

/* The rows of the register book: dossiers received on days from..to (ISO, both included). */
MUST enum rc source_book_rows(
    struct js **ret, struct db *db, const char *from, const char *to, struct err *e);

/* Dossiers that went from hand to hand on those days: code, giver, receiver, counted papers. Lists that were
 * counted stand alone; only days without any show the changes of holder. */
MUST enum rc source_handed_days(
    struct js **ret, struct db *db, const char *from, const char *to, struct err *e);

/* One counted list by its id; an empty array when there is none. */
MUST enum rc source_handed_list(struct js **ret, struct db *db, int64_t list, struct err *e);

#endif
