/* facts.h - the neutral facts of a dossier: one JSON object that papers, targets and reports read.
 *
 * It is frozen as the payload of each journal event of the dossier and never rendered again from later data, so a
 * message that is sent twice is the same bytes, and a paper printed twice says the same.
 */
#ifndef DOSSIER_FACTS_H
#define DOSSIER_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "dossier/state.h"

struct dossier;
struct js;
struct office;

/* What happened, besides the dossier as it now is. */
struct facts_event {
    const char *action;          /* "received", "moved", "attached" ... */
    enum state before;           /* STATE_NONE when it was not in the book */
    const char *reason;          /* NULL = none */
    const struct js *items;      /* papers asked for; NULL = none */
    const struct js *collector;  /* who took the result; NULL = nobody */
    const struct js *more;       /* keys of this event alone ("due_before", "giver"); NULL = none */
    bool deliver;
};

/* Builds the facts and appends them to the journal within the open transaction; *deliveries may be NULL. */
MUST enum rc facts_append(int *deliveries, const struct office *of, const struct dossier *d,
    const struct facts_event *event, struct err *e);

/* The facts of a dossier's newest event with this action ("received"); NULL action = the newest of all.
 * *seq (may be NULL) is the event's number. RC_NOT_FOUND when there is none. */
MUST enum rc facts_load(struct js **ret, int64_t *seq, const struct office *of, int64_t dossier_id, const char *action,
    struct err *e);

#endif
