/* reuse.h - a paper that this person has brought before: used again instead of asked for again.
 *
 * A scan of an earlier dossier stands for a paper of the same id and name. Never for a form that is filled in
 * anew, nor for a paper that is only looked at; not from a dossier that was refused or withdrawn (its papers
 * were given back); not after REUSE_DAYS. Whether it still holds is the clerk's judgement: the checklist
 * shows of which dossier it is and from when. In the intake document:
 * {"id","replaced_by":"ho_so","source":CODE}.
 */
#ifndef DOSSIER_REUSE_H
#define DOSSIER_REUSE_H

#include <stdint.h>

#include "base/err.h"
#include "catalog/procedure.h"
#include "dossier/dossier.h"

struct arena;
struct office;

#define REUSE_DATABASE "ho_so"
#define REUSE_DAYS     365 /* ours, to confirm: papers of civil status do not age, certificates of a state do */

struct reuse {
    const struct procedure_component *component; /* of the procedure asked for now */
    const char *dossier;                         /* H48.25-251201-0003: the newest that has it */
    int64_t received_at;                         /* when it came */
    int files;
};

/* What is at hand for the papers of `p`; at most one line a paper, in their order. `id_number` "" finds
 * nothing. */
MUST enum rc reuse_find(struct reuse **ret, size_t *count, const struct office *of, const char *id_number,
    const struct procedure *p, struct arena *a, struct err *e);

/* The sealed files of that paper in the dossier `code`, ready to be named by another row. RC_NOT_FOUND when
 * the paper is not there, is not this person's, or may not be used again. */
MUST enum rc reuse_files(struct dossier_file **ret, size_t *count, const struct office *of,
    const char *id_number, const struct procedure_component *c, const char *code, struct arena *a,
    struct err *e);

/* Notes when data was looked up for each paper that `d` did not ask for; sources[i] = dossier of component i,
 * or NULL. Within the transaction that writes the dossier. */
MUST enum rc component_sources_insert(
    struct db *db, const struct dossier *d, const char *const *sources, struct err *e);

#endif
