/* intake.h - receiving a dossier: the document a desk or a script hands in becomes a numbered case file.
 *
 * The document is INTERFACE's intake JSON. Everything that is wrong with it is told at once. What was typed is never
 * lost: a refused document is kept as a draft of the one who typed it. Number, dossier, checklist, files, journal
 * event and deliveries are one transaction; the answer is made only after its commit.
 */
#ifndef DOSSIER_INTAKE_H
#define DOSSIER_INTAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/problem.h"
#include "dossier/deadline.h"
#include "dossier/dossier.h"
#include "dossier/index766.h"

struct js;
struct office;

struct intake_answer {
    char code[DOSSIER_CODE_SIZE];
    int64_t dossier_id;
    int64_t draft_id;          /* kept as a draft instead: no code, no number */
    int64_t received_at, due_at, fee;
    char fee_note[256];
    struct deadline deadline;  /* with its reasons */
    struct problems problems;  /* warnings; on RC_REFUSED all that is wrong */
    struct index766 index;     /* points it will earn; of a review only when `indexed` */
    bool indexed;
    int deliveries;
};

/* Receives `document`. *ret is filled also on RC_REFUSED: problems, and the draft the document was kept in.
 * A second dossier of the same person and procedure on one day is RC_REFUSED "same_day" unless the document
 * says {"confirmed":["same_day"]}. So is one received more than a day before the newest dossier, "clock_back",
 * unless a supervisor's document confirms that word. */
MUST enum rc intake_receive(struct intake_answer *ret, const struct office *of, const struct js *document, struct err *e);

/* The same checks without receiving: for the desk's review line. Nothing is written. */
MUST enum rc intake_review(struct intake_answer *ret, const struct office *of, const struct js *document, struct err *e);

/* INTERFACE's answer: {"code","state","received_at","due_at","due_why","fee","warnings","index766","deliveries"}. */
struct js *intake_answer_json(const struct intake_answer *answer);

#endif
