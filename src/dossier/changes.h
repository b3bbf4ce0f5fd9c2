/* changes.h - two who work on one dossier: what differs between the dossier as somebody saw it and as it is now.
 *
 * Each change of a dossier makes its version one larger, and the journal's facts carry it. So what stood there at a
 * version can always be told, field by field, together with who changed it. Nobody's work is written over unseen.
 */
#ifndef DOSSIER_CHANGES_H
#define DOSSIER_CHANGES_H

#include <stdint.h>

#include "base/err.h"

struct db;
struct dossier;
struct js;
struct office;

/* RC_REFUSED "changed_meanwhile" when `d` is not at `version` any more; 0 = do not ask. */
MUST enum rc changes_expect(const struct office *of, const struct dossier *d, int version, struct err *e);

/* {"version":7,"by":"...","at":"...","fields":[{"field":"applicant.phone","before":"...","now":"..."}]}: what differs
 * between `version` and now; `by` and `at` are of the newest change. Fields are empty when the facts of that time were
 * erased. Yours to free. */
MUST enum rc changes_since(struct js **ret, const struct office *of, const char *code, int version, struct err *e);

/* One field of a dossier's facts by its path ("note", "applicant.phone", "answers.child_name") as text: rows and
 * objects as one line of JSON, "" when it is not there. Yours to free; NULL when memory ends. */
char *changes_value(const struct js *facts, const char *path);

/* --- in the book (changes_store.c) --- */

/* The facts as they stood at `version` (0 = the newest that carry one). *ret stays NULL when there are none. */
struct changes_source {
    struct js *facts;
    char by[160];
    int64_t at;
};
MUST enum rc changes_facts(struct changes_source *ret, struct db *db, int64_t dossier_id, int version, struct err *e);

#endif
