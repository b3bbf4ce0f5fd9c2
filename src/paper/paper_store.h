/* paper_store.h - which papers of a dossier were printed, from which facts, and what the printer said.
 *
 * queued -> sent -> confirmed; a power cut leaves "sent", and the desk asks at its start. A failed print
 * keeps its number for the next try. A wrong paper is voided with a reason and stays. Every print is in the
 * journal.
 */
#ifndef PAPER_PAPER_STORE_H
#define PAPER_PAPER_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct db;
struct js;
struct office;

/* The event a paper is drawn from. */
struct paper_source {
    int64_t dossier_id, event_seq;
    struct js *facts; /* js_free it */
};

/* `kind` is receipt, supplement, refusal, apology, stop or control. RC_NOT_FOUND for an unknown dossier;
 * RC_REFUSED when nothing happened yet that this paper could tell. */
MUST enum rc paper_source(
    struct paper_source *ret, struct db *db, const char *kind, const char *code, struct err *e);

/* The rows of the register book: dossiers received on days from..to (ISO, both included). */
MUST enum rc paper_book_rows(struct js **ret, struct db *db, const char *from, const char *to, struct err *e);

struct paper_issue {
    int64_t id;
    int number;  /* 1.. per dossier and kind */
    int reprint; /* 0 = first print of these facts; n = "Bản in lại lần n" */
};

/* Takes a number (or again that of a failed try) in its own transaction; state "queued". `printer` is for the
 * record. */
MUST enum rc paper_begin(struct paper_issue *ret, const struct office *of, const struct paper_source *source,
    const char *kind, const char *printer, struct err *e);

/* "sent", "confirmed" or "failed" (with what the printer said). The journal hears of it once it is out.
 * RC_NOT_FOUND for an unknown print. */
MUST enum rc paper_set_state(
    const struct office *of, int64_t id, const char *state, const char *reason, struct err *e);

/* Takes back the newest valid print of that kind; both the paper and its reason stay in the book. */
MUST enum rc paper_void(
    const struct office *of, const char *kind, const char *code, const char *reason, struct err *e);

/* Prints of which the printer never said that they came out. */
struct paper_open {
    int64_t id, at;
    int number;
    const char *code, *kind, *state, *printer;
};
MUST enum rc paper_list_open(
    struct paper_open **ret, size_t *count, struct db *db, struct arena *a, struct err *e);

#endif
