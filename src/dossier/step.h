/* step.h - what happens to a dossier besides its moves: a new promise with an apology, another holder, a note, the
 * facts of its result, and a wrong step taken back.
 *
 * Each is one transaction with a journal event that carries the dossier's facts; nothing is ever deleted. Steps the
 * portal has to know (new date, result, a state taken back) are delivered, work between colleagues is not.
 */
#ifndef DOSSIER_STEP_H
#define DOSSIER_STEP_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "dossier/dossier.h"

struct arena;
struct js;
struct office;
struct staff;

struct step_answer {
    enum state state;
    int64_t due_at;
    const char *paper;                   /* what this step issues ("apology"), or NULL */
    char holder[DOSSIER_CODE_SIZE];      /* login of who holds it now, "" when unchanged */
    int deliveries;
};

/* The letter of apology (form 04) with a new date: written before the promised time has passed, once a dossier, by a
 * supervisor. The time of day stays; `until` is a working day after the promised one. Event "apology" with
 * `due_before`. RC_REFUSED: no_promise, apology_late, apology_twice, apology_day, reason_missing. */
MUST enum rc dossier_apologise(struct step_answer *ret, const struct office *of, const char *code, struct day until,
    const char *reason, struct err *e);

/* Gives it to a colleague, or to oneself (taking over). From somebody else's hands only with a reason; out of a third
 * person's hands into a fourth's only by a supervisor. Who is away hands on to the deputy. Event "assigned" with
 * `giver` and `receiver`. RC_REFUSED: closed, already_holds. */
MUST enum rc dossier_assign(struct step_answer *ret, const struct office *of, const char *code, const char *login,
    const char *reason, struct err *e);

/* A line for colleagues, added below what stands there. Event "noted"; the whole note stays under 5,000 letters. */
MUST enum rc dossier_add_note(struct step_answer *ret, const struct office *of, const char *code, const char *text,
    struct err *e);

/* Back to before the newest move: state, promise, pause, holder as the facts of that time say. Supervisors only, with
 * a reason. A letter of apology written since then stands. Reception itself is not taken back (withdraw it), and what
 * was taken back once is moved forward by a new move, not by a second undo. RC_REFUSED: nothing_to_undo. */
MUST enum rc dossier_undo(struct step_answer *ret, const struct office *of, const char *code, const char *reason,
    struct err *e);

/* The facts of a result, once the dossier is finished and until it is handed over. `path` is the signed file or NULL
 * (a result on paper). RC_REFUSED: not_finished, result_number, result_date, result_validity. */
struct result_facts {
    const char *number;   /* "12/GKS" */
    struct day issued_on; /* not after today, not before reception */
    struct day valid_until; /* y = 0: no end */
    const char *path;
};
MUST enum rc dossier_set_result(struct step_answer *ret, const struct office *of, const char *code,
    const struct result_facts *facts, struct err *e);

/* --- shared (opened.c) --- */

/* The reason as a citizen may read it; RC_REFUSED "reason_missing" when it is needed and there is none. */
MUST enum rc step_reason(char **ret, const char *reason, bool needed, struct arena *a, struct err *e);

/* --- in the book (step_store.c) --- */

/* How many events of that name the dossier has. */
MUST enum rc step_count(int64_t *ret, struct db *db, int64_t dossier_id, const char *action, struct err *e);

/* The newest event that changed the state: its number and name, and the facts of the event before it (NULL when it was
 * the first). Texts live in the arena; free *before. */
struct step_last {
    int64_t seq;
    char *action;
    struct js *before;
    int64_t paused_at; /* when the pause that `before` stands in began */
};
MUST enum rc step_last_move(struct step_last *ret, struct db *db, int64_t dossier_id, struct arena *a, struct err *e);

/* Results on file stop counting: files are marked, the facts go to the voided ones; nothing is lost. */
MUST enum rc step_void_results(struct db *db, int64_t dossier_id, int64_t now, struct err *e);

MUST enum rc step_keep_result(struct db *db, int64_t dossier_id, const struct result_facts *facts, struct err *e);

/* The stored facts as JSON {"number","issued_on","valid_until"}; *ret is NULL when there are none. */
MUST enum rc step_load_result(struct js **ret, struct db *db, int64_t dossier_id, struct err *e);

/* The facts of results that were taken back, oldest first: the same keys and "voided_at". */
MUST enum rc step_load_voided(struct js **ret, struct db *db, int64_t dossier_id, struct err *e);

#endif
