/* paper_store.h - which papers of a dossier were printed, from which facts, and what the printer said.
 *
 * queued -> sent -> confirmed; issued means confirmed: the file is written, the printer said so, or a person
 * did. A power cut leaves "sent" with the print service's job number, and it is asked again at the next
 * start. A failed print keeps its number for the next try. A wrong paper is voided with a reason and stays.
 * Every confirmed print and every void is in the journal.
 */
#ifndef PAPER_PAPER_STORE_H
#define PAPER_PAPER_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct db;
struct office;
struct paper_source;

struct paper_issue {
    int64_t id;
    int number;           /* 1.. per dossier and kind */
    int reprint;          /* 0 = first print of these facts; n = "Bản in lại lần n" */
    char void_words[260]; /* "" = it counts; else what stands on it: an old print that is looked at again */
};

/* Takes a number (or again that of a failed try) in its own transaction; state "queued". `printer` is for the
 * record. */
MUST enum rc paper_begin(struct paper_issue *ret, const struct office *of, const struct paper_source *source,
    const char *kind, const char *printer, struct err *e);

/* The same for many, in one transaction. */
MUST enum rc paper_begin_all(struct paper_issue *ret, const struct office *of,
    const struct paper_source *sources, size_t count, const char *kind, const char *printer, struct err *e);

/* print_set_state (dossier/prints.h) for many, all or none. */
MUST enum rc paper_set_all(const struct office *of, const struct paper_issue *issues, size_t count,
    const char *state, const char *reason, struct err *e);

/* Which job of which queue it is, before the first byte goes there. */
MUST enum rc paper_keep_job(const struct office *of, int64_t id, const char *queue, int job, struct err *e);

/* Takes back the newest valid print of that kind (of a receipt for money also by its number); both the paper
 * and its reason stay in the book. By a supervisor. */
MUST enum rc paper_void(
    const struct office *of, const char *kind, const char *code, const char *reason, struct err *e);

/* A print as it was: its event, and whether and why it was taken back. RC_NOT_FOUND "paper_none". */
struct paper_past {
    int64_t event_seq, at;
    bool is_void;
    char reason[200];
};
MUST enum rc paper_past(
    struct paper_past *ret, struct db *db, const char *kind, const char *code, int number, struct err *e);

/* Prints of which the printer never said that they came out, newest first. */
struct paper_open {
    int64_t id, at;
    int number, job; /* job 0 = none: never given to a print service, or to a roll */
    const char *code, *kind, *state, *printer, *reason;
};
MUST enum rc paper_list_open(
    struct paper_open **ret, size_t *count, struct db *db, struct arena *a, struct err *e);

/* A register book, a hand-over list or a ticket came out: a line in the journal. */
MUST enum rc paper_loose_printed(
    const struct office *of, const char *kind, const char *subject, struct err *e);

/* The codes of all dossiers received on a day (ISO), in that order; they live in the arena. */
MUST enum rc paper_received_on(
    char ***ret, size_t *count, struct db *db, const char *day, struct arena *a, struct err *e);

#endif
