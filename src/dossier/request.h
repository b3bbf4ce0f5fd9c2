/* request.h - what a clerk asks of a supervisor, with the dossier and all that the step needs.
 *
 * Some steps only a supervisor may take: asking for papers a second time, a later promise with an apology, taking a
 * wrong step back, taking a wrong result back. A clerk sends the step as a request; the supervisor approves it - then
 * the step is taken in her name, in the same transaction - or declines it with a reason. Decided once, never by the one
 * who asked. A dossier that was changed since is looked at again first: the request is refused, not applied.
 * Journal: "request_sent", "request_approved", "request_declined" with {"request":{"id","kind","by","answer"}}.
 */
#ifndef DOSSIER_REQUEST_H
#define DOSSIER_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct db;
struct js;
struct office;

enum request_kind { REQUEST_SUPPLEMENT, REQUEST_APOLOGY, REQUEST_UNDO, REQUEST_TAKE_BACK, REQUEST_KINDS };

struct request_kind_row {
    const char *slug; /* "supplement" */
    const char *name; /* N_("ask for papers a second time") */
};
const struct request_kind_row *request_kind_row(enum request_kind kind);
MUST bool request_kind_parse(enum request_kind *ret, const char *slug);

struct request_ask {
    enum request_kind kind;
    const char *reason;     /* of the step, as the citizen will read it */
    const struct js *items; /* supplement: the papers; NULL = none */
    struct day day;         /* apology: the new date; supplement: bring them by; y = 0: none */
};

struct request {
    int64_t id, dossier_id;
    enum request_kind kind;
    char *code, *procedure, *applicant; /* the dossier */
    char *reason, *asked_by, *state, *decided_by, *answer;
    char *details; /* JSON */
    int64_t asked_by_id, asked_at, decided_at;
    int dossier_version;
    int64_t now_version; /* of the dossier */
};

/* RC_REFUSED: reason_missing, request_open (the same is asked for already), request_day (an apology names its day),
 * closed. *id is the request. */
MUST enum rc request_send(int64_t *id, const struct office *of, const char *code, const struct request_ask *ask,
    struct err *e);

/* Takes the step and notes the approval. Needs ACTION_DOSSIER_REVIEW. RC_NOT_FOUND "no_such_request"; RC_REFUSED:
 * request_decided, own_request, changed_meanwhile, and whatever the step refuses. */
MUST enum rc request_approve(const struct office *of, int64_t id, struct err *e);

/* RC_REFUSED: request_decided, own_request, reason_missing. */
MUST enum rc request_decline(const struct office *of, int64_t id, const char *reason, struct err *e);

/* Oldest first; only the open ones, or all; of one dossier, or of all (code NULL). At most 500. */
MUST enum rc request_list(struct request **ret, size_t *count, const struct office *of, const char *code, bool open_only,
    struct arena *a, struct err *e);

struct js *request_json(const struct request *r);

/* --- in the book (request_store.c) --- */
MUST enum rc request_load(struct request *ret, struct db *db, int64_t id, struct arena *a, struct err *e);
MUST enum rc request_insert(int64_t *id, const struct office *of, int64_t dossier_id, int version,
    const struct request_ask *ask, const char *reason, const char *details, struct err *e);
/* RC_REFUSED "request_decided" when somebody was first. */
MUST enum rc request_settle(const struct office *of, int64_t id, bool approved, const char *answer, struct err *e);

#endif
