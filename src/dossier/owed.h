/* owed.h - papers a citizen still owes (nợ giấy): noted with a day, reminded, settled when they come.
 *
 * An owed paper is a line of the procedure's checklist. It stops no clock. As long as one is open the result is handed
 * over only by a supervisor; a paper that need not come any more is let go with a reason, by a supervisor.
 * Journal: "paper_owed", "paper_brought", "paper_waived" with {"owed":{"id","name","due","reason"}}.
 */
#ifndef DOSSIER_OWED_H
#define DOSSIER_OWED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct dossier;
struct js;
struct office;

struct owed {
    char *code, *applicant, *phone; /* the dossier's, applicant as filed */
    char *component, *name;         /* id in the checklist, and in words */
    struct day due;
    bool late; /* the day has passed */
};

/* Notes that `component` (an id of the procedure's checklist) is to be brought by `due`, a day after today within a
 * year. RC_REFUSED: closed, owed_day, owed_already, owed_present (it is in the checklist with sheets). RC_NOT_FOUND
 * "no_such_component". */
MUST enum rc owed_note(const struct office *of, const char *code, const char *component, struct day due, struct err *e);

/* It came: `originals` and `copies` go into the checklist. RC_NOT_FOUND "not_owed". RC_REFUSED "owed_sheets" for none
 * or more than 999. */
MUST enum rc owed_brought(const struct office *of, const char *code, const char *component, int originals, int copies,
    struct err *e);

/* It need not come: ACTION_DOSSIER_REVIEW, with a reason. */
MUST enum rc owed_waive(const struct office *of, const char *code, const char *component, const char *reason,
    struct err *e);

/* What is open, by day; of one dossier, or of all (code NULL). At most 1000. */
MUST enum rc owed_list(struct owed **ret, size_t *count, const struct office *of, const char *code, struct arena *a,
    struct err *e);

struct js *owed_json(const struct owed *owed);

/* RC_REFUSED "papers_owed" while a paper is open and the asker is no supervisor. */
MUST enum rc owed_check(const struct office *of, const struct dossier *d, struct err *e);

#endif
