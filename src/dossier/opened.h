/* opened.h - a dossier opened for one step: who may, the transaction, the row as it is now, and one way out.
 *
 * Shared by the files that make steps (move.c, step.c, undo.c, result.c, amend.c, handover ...):
 *
 *     AUTO_OPENED o = opened_for(of);
 *     enum rc rc = opened_begin(&o, ACTION_DOSSIER_WORK, code, e);
 *     if (!rc)
 *         rc = ... changes o.d, puts what only this event knows into o.more ...
 *     return rc ? rc : opened_finish(ret, &o, &event, e);
 *
 * Nothing is written unless opened_finish says RC_OK; leaving the scope earlier rolls back.
 */
#ifndef DOSSIER_OPENED_H
#define DOSSIER_OPENED_H

#include "base/arena.h"
#include "base/err.h"
#include "book/tx.h"
#include "dossier/dossier.h"
#include "dossier/facts.h"
#include "dossier/step.h"
#include "people/permission.h"

struct opened {
    const struct office *of;
    struct arena arena;
    struct tx tx;
    struct dossier d;
    char *reason;    /* as accepted by opened_reason; NULL before */
    struct js *more; /* keys of this event alone */
};

struct opened opened_for(const struct office *of);
void opened_release(struct opened *o);
#define AUTO_OPENED __attribute__((cleanup(opened_release))) struct opened

MUST enum rc opened_begin(struct opened *o, enum action action, const char *code, struct err *e);

/* The reason as a citizen may read it; RC_REFUSED "reason_missing" when it is needed and there is none. */
MUST enum rc opened_reason(struct opened *o, const char *reason, bool needed, struct err *e);

/* Another holder, by login, who may be away: tells "giver", "receiver" and, when it went to a deputy, "deputy_of". */
MUST enum rc opened_holder(struct opened *o, const char *login, struct err *e);

/* Writes the dossier and its event (reason and `more` are added to it), and commits. */
MUST enum rc opened_finish(struct step_answer *ret, struct opened *o, const struct facts_event *event, struct err *e);

/* RC_REFUSED "closed": nothing more is done with it. */
enum rc opened_closed(const struct opened *o, struct err *e);

#endif
