/* journal.h - the append-only list of what happened: audit log, timeline and source of every delivery in one.
 *
 * seq has no gaps; hash = H("motcua-journal-1", length-prefixed fields, prev). The chain holds only a salted digest
 * of the payload, so a lawful erasure (Luật 91/2025) can remove the personal facts and the chain stays whole.
 * An event of a dossier writes one delivery per enabled target (setting outbox.targets) in the same transaction.
 */
#ifndef BOOK_JOURNAL_H
#define BOOK_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct db;
struct js;
struct office;

struct journal_entry {
    const char *action;        /* "received", "moved", "attached", "printed", "staff_added" ... */
    const char *object_kind;   /* "dossier", "person", "staff", "setting", "catalogue", "book", "delivery" */
    const char *object;        /* its code or id */
    int64_t dossier_id;        /* 0 = concerns no dossier */
    bool deliver;              /* also write the deliveries; needs dossier_id */
    const struct js *payload;  /* frozen as it is; borrowed; may be NULL ({}) */
};

/* Appends within the open transaction (asserted). *seq and *deliveries may be NULL. */
MUST enum rc journal_append(int64_t *seq, int *deliveries, const struct office *of, const struct journal_entry *entry,
    struct err *e);

struct journal_head {
    int64_t seq;               /* 0 = empty */
    int64_t at;                /* UTC of the newest event */
    char hash[65];             /* hexadecimal */
};
MUST enum rc journal_head(struct journal_head *ret, struct db *db, struct err *e);

struct journal_report {
    int64_t checked, first_bad;   /* first_bad 0 = the chain is whole */
    int64_t erased;               /* events whose facts were lawfully removed */
    struct journal_head head;
    bool head_differs;            /* an expected head was given and is not in the chain */
    const char *why;              /* a msgid; NULL when whole */
};

/* Walks the whole chain. `expected_head` (hexadecimal, from a printed day sheet) may be NULL. */
MUST enum rc journal_verify(struct journal_report *ret, struct db *db, const char *expected_head, struct err *e);

/* One event after the other: call with the last seq to get the next; filters may be NULL/0. */
struct journal_event {
    int64_t seq, at, staff_id, dossier_id;
    bool clock_back;
    char *staff_name, *desk, *action, *object_kind, *object;
    char *payload;             /* JSON text, "" when erased */
};
struct arena;
MUST enum rc journal_list(struct journal_event **ret, size_t *count, struct db *db, const char *object_kind,
    const char *object, int64_t after_seq, size_t limit, struct arena *a, struct err *e);

/* Removes the facts of every event about `object` (erasure of a person); the chain stays whole. */
MUST enum rc journal_erase(struct db *db, const char *object_kind, const char *object, struct err *e);

#endif
