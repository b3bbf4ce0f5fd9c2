/* procedure_parts.h - private to procedure_store.c: papers and cases of a version as the JSON of its row.
 *
 * {"papers":[{"id","name","case","variants","when","mode","originals","copies","form","replaced_by"}],
 *  "cases":[{"id","question","answer"}]}. What is empty, 0 or submitted is left out when it is written.
 */
#ifndef CATALOG_PROCEDURE_PARTS_H
#define CATALOG_PROCEDURE_PARTS_H

#include "catalog/procedure.h"

struct buf;

#define PARTS_SIZE_MAX ((size_t)4 << 20)

/* Appends; a failure is remembered in `out`. */
void procedure_parts_write(struct buf *out, const struct procedure *p);

/* The codes of the forms among its papers, each once, one a line. */
void procedure_forms_write(struct buf *out, const struct procedure *p);

/* Fills p->components and p->variants; texts go to `a`. RC_STORAGE when the row holds no such JSON. */
MUST enum rc procedure_parts_read(struct procedure *p, const char *text, struct arena *a, struct err *e);

#endif
