/* move.h - one step in a dossier's life: allowed by table, journalled with its facts, sent to the portal.
 *
 * Waiting for the citizen (supplement) or for payment stops the promise's clock; going on moves the due date by the
 * working time that passed. Only one supplement keeps a dossier on time (index 2.1): a second needs a supervisor.
 */
#ifndef DOSSIER_MOVE_H
#define DOSSIER_MOVE_H

#include "base/err.h"
#include "dossier/dossier.h"

struct js;
struct office;

struct move_request {
    enum state to;
    const char *reason;          /* NULL = none */
    const struct js *items;      /* array of {"name","reason","originals","copies"}; NULL = none */
    struct day items_due;        /* supplement: bring them by this day; y = 0: no day named */
    const char *to_staff;        /* login of the new holder; NULL = unchanged */
    const char *result_path;     /* the signed result as a file; NULL = none */
    const struct js *collector;  /* collector.h; NULL = the applicant in person */
    int version;                 /* as the asker saw the dossier: RC_REFUSED "changed_meanwhile" when it is newer; 0 = any */
};

struct move_answer {
    enum state from, to;
    int64_t due_at;              /* as it now is */
    const char *paper;           /* what this step issues ("supplement"), or NULL */
    int deliveries;
};

/* All in one transaction. RC_REFUSED with the rule when the step is not possible now; nothing changes then. */
MUST enum rc dossier_move(struct move_answer *ret, const struct office *of, const char *code,
    const struct move_request *request, struct err *e);

#endif
