/* handover.h - papers that change hands inside the house: desk -> specialist -> back, each time counted and confirmed.
 *
 * A list is given by one person to another: the dossiers on it and how many originals, certified copies and plain
 * copies belong to each. Until the receiver confirms, the papers are on the way; a line that is not there is said to
 * be missing, with a reason, and stays with the giver. Where the papers of a dossier are is told by its newest line
 * and by nothing else: the state, the money and the portal have axes of their own.
 * Journal, one event a dossier: "papers_given", "papers_received", "papers_missing" with
 * {"handover":{"id","day","number","giver","receiver","originals","certified","copies","reason"}}.
 */
#ifndef DOSSIER_HANDOVER_H
#define DOSSIER_HANDOVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct dossier;
struct js;
struct office;

#define HANDOVER_LINES_MAX 200

enum handover_state { HANDOVER_GIVEN, HANDOVER_RECEIVED, HANDOVER_MISSING };

struct handover_line {
    char *code, *procedure, *applicant;
    int64_t originals, certified, copies;
    enum handover_state state;
    const char *reason; /* of a missing one, "" otherwise */
};

struct handover {
    int64_t id, number; /* number: 1.. on its day */
    struct day day;
    char *giver, *receiver; /* names */
    int64_t giver_id, receiver_id;
    char *desk, *note;
    int64_t given_at, received_at; /* received_at 0 = on the way */
    int64_t lines_count;
    struct handover_line *lines; /* filled by handover_load only */
};

/* "given", "received", "missing". */
const char *handover_state_slug(enum handover_state state);

/* Gives the papers of these dossiers to a colleague (a login; to the deputy when away). All of them or none.
 * RC_REFUSED: no_lines, handover_many, line_twice, handover_self, staff_locked, closed, no_papers, papers_elsewhere
 * (somebody else has them), papers_on_way. *id is the list. */
MUST enum rc handover_give(int64_t *id, const struct office *of, const char *receiver, const char *const *codes,
    size_t count, const char *note, struct err *e);

/* The receiver confirms: everything is here but the dossiers in `missing`, for that reason. Once a list.
 * RC_NOT_FOUND "no_such_handover"; RC_REFUSED: not_receiver, handover_done, not_on_list, reason_missing. */
MUST enum rc handover_receive(const struct office *of, int64_t id, const char *const *missing, size_t missing_count,
    const char *reason, struct err *e);

struct handover_filter {
    bool on_way;         /* only what nobody confirmed yet */
    int64_t receiver_id; /* 0 = any */
    int64_t giver_id;    /* 0 = any */
    struct day day;      /* y = 0: any */
};

/* Without lines, newest first, at most 500. */
MUST enum rc handover_list(struct handover **ret, size_t *count, const struct office *of,
    const struct handover_filter *filter, struct arena *a, struct err *e);

/* One list with its lines by code: what the paper of both signatures is drawn from. RC_NOT_FOUND "no_such_handover". */
MUST enum rc handover_load(struct handover *ret, const struct office *of, int64_t id, struct arena *a, struct err *e);

struct js *handover_json(const struct handover *h);

/* Where the papers of one dossier are. */
enum papers_at { PAPERS_NONE, PAPERS_DESK, PAPERS_ON_WAY, PAPERS_STAFF, PAPERS_BACK };
struct papers {
    enum papers_at at;
    int64_t staff_id;  /* who has them, or gave them while they are on the way; 0 = nobody here */
    char with[128];    /* name; at the desk its name */
    char to[128];      /* on the way: the receiver's name */
    int64_t since;     /* 0 = since reception */
    int64_t handover;  /* its newest list, 0 = none */
};
MUST enum rc papers_find(struct papers *ret, const struct office *of, const struct dossier *d, struct err *e);

#endif
