/* amend.h - putting right what was written down at reception: how to reach people, how the result goes out, answers.
 *
 * Contact data and the way of the result may change while the dossier is open; answers only until somebody finished
 * it, and with a reason. Who a person is (name, number, birth date) is never amended: that is another dossier. Papers
 * already issued stay as they were, because they are drawn from the facts of their own event; the event "amended"
 * carries {"changes":[{"field","before","now"}]} and goes to the portal.
 *
 * Two who edit: the writer names the version that was on the screen. A field that somebody else changed since then is
 * not written over; the answer lists "yours", "now" and "before", and a person chooses.
 */
#ifndef DOSSIER_AMEND_H
#define DOSSIER_AMEND_H

#include <stdbool.h>

#include "base/err.h"
#include "base/problem.h"
#include "dossier/dossier.h"
#include "dossier/step.h"

struct js;
struct office;

struct amend_request {
    const struct js *document; /* {"applicant":{"phone","email","address"},"submitter":{same},"answers":{},"result_by"} */
    const char *reason;        /* needed when an answer changes */
    int version;               /* as it was seen; 0 = write over whatever stands there now */
};

struct amend_answer {
    struct step_answer step;
    int version;              /* after it; on a conflict the one to decide about */
    struct js *changes;       /* what was changed, or the conflict: [{"field","yours","now","before"}]. Yours to free */
    struct problems problems; /* everything wrong with the answers */
};

/* RC_REFUSED: closed, amend_frozen, amend_field, nothing_changed, reason_missing, changed_meanwhile (then
 * ret->changes is the conflict), and what answers_check refuses (ret->problems). *ret is always filled. */
MUST enum rc dossier_amend(struct amend_answer *ret, const struct office *of, const char *code,
    const struct amend_request *request, struct err *e);

void amend_answer_release(struct amend_answer *answer);
#define AUTO_AMEND __attribute__((cleanup(amend_answer_release))) struct amend_answer

/* Whether answers may still be changed in this state. */
bool amend_answers_open(enum state state);

/* --- in the book (amend_store.c) --- */

/* The columns an amendment may change, beside those dossier_update writes. Inside a transaction. */
MUST enum rc amend_write(struct db *db, const struct dossier *d, struct err *e);

#endif
