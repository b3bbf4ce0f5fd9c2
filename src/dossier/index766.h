/* index766.h - which points of the service index (Quyết định 766/QĐ-TTg) one dossier earns, and what would
 * mend it.
 *
 * One set of rules for everybody: the desk before filing, the view of a dossier, `dossier show` and the
 * report, whose figures are the sums of these verdicts. The rules inform, they never block. What each one
 * reads follows the operative formulas of the index over the fields that are synced to the portal:
 *
 *  1.4  reception reached the portal                    of all received
 *  2.1  closed by the promised moment, papers asked for at most once; a dossier without a limit is on time
 *                                                       of all closed
 *  3.3  filed on line; and when a result is due, an electronic one
 *                                                       of all received
 *  4.1  finished with a result file                     of all finished
 *  4.2  finished with a file on a paper and on the result
 *                                                       of all finished
 *  4.3  at least one paper replaced by data             of all received
 *  4.5  population data used: VNeID verified, or a paper replaced by that database
 *                                                       of all received
 */
#ifndef DOSSIER_INDEX766_H
#define DOSSIER_INDEX766_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct db;
struct dossier_component;
struct intake_document;
struct js;

enum index_point {
    INDEX_SYNCED,
    INDEX_ON_TIME,
    INDEX_ONLINE,
    INDEX_E_RESULT,
    INDEX_DIGITISED,
    INDEX_REUSED,
    INDEX_POPULATION,
    INDEX_POINTS,
};

/* What became of the delivery that carries the reception. */
enum index_sending { SENDING_NOWHERE, SENDING_WAITS, SENDING_HELD, SENDING_REFUSED, SENDING_DONE };

/* All that the rules look at. Times are UTC seconds, 0 = not yet; zeroed received_at = not on the book yet.
 */
struct index_facts {
    int64_t received_at, due_at, closed_at;
    int64_t now;
    bool finished; /* state 9 or 10: a result exists */
    int supplements;
    bool online, result_online; /* how it came; how the result is wanted */
    bool result_due;            /* the procedure gives a result */
    enum index_sending sending;
    int paper_files, result_files;
    int reused;       /* papers that a database stands for; the form of step 4 is not one */
    bool replaceable; /* a paper of this procedure could be replaced by data */
    bool population;  /* the population database was used */
    bool vneid;       /* the applicant's account is verified */
};

enum index_standing {
    INDEX_EARNED,    /* counts already */
    INDEX_COMING,    /* nothing in its way; `why` says what it waits for */
    INDEX_MISSED,    /* as things stand it will not count */
    INDEX_NOT_ASKED, /* does not apply to this dossier */
};

struct index_verdict {
    enum index_standing standing;
    bool counted;     /* stands in the denominator of a report of today */
    const char *why;  /* msgid; "" = nothing to say */
    const char *mend; /* msgid: what would mend it; "" = nothing can, or nothing need */
};

struct index766 {
    struct index_verdict points[INDEX_POINTS];
};

/* "1.4" and a few words (msgid) for a narrow place. */
const char *index_number(enum index_point point);
const char *index_name(enum index_point point);

struct index_verdict index_judge(enum index_point point, const struct index_facts *f);
void index766_judge(struct index766 *ret, const struct index_facts *f);

/* Index 2.1 alone: closed too late, or papers were asked for twice. Used by every report that says "late". */
bool index_closed_late(int64_t closed_at, int64_t due_at, int supplements);

/* Points earned or on the way, and points that apply at all: "4/7". */
int index766_good(const struct index766 *x);
int index766_asked(const struct index766 *x);

/* [{"id","name","earned":true|false|null,"standing","why","mend"}]; null = not decided yet, or does not
 * apply. */
struct js *index766_json(const struct index766 *x);

/* A paper replaced by `database` counts as reuse (4.3); as population data (4.5). "" and "eform" are neither.
 */
bool index_is_reuse(const char *database);
bool index_is_population(const char *database);

/* What an intake document would earn, before or after it got its number. */
void index_facts_of_document(struct index_facts *ret, const struct intake_document *d, int64_t due_at);

/* --- in the book (index766_store.c) --- */

/* One dossier. RC_NOT_FOUND when it is not in the book. */
MUST enum rc index766_load(
    struct index766 *ret, struct db *db, int64_t dossier_id, int64_t now, struct err *e);

/* Every dossier received from one day to another, both included. */
typedef void index_facts_each(void *context, const struct index_facts *facts);
MUST enum rc index_facts_walk(struct db *db, struct day from, struct day to, int64_t now,
    index_facts_each *each, void *context, struct err *e);

#endif
