/* attachment.h - a file that a citizen's paper became: checked, sealed, then written into the checklist.
 *
 * Regular files only (no link, FIFO, device or directory), at most 20 MB, PDF, JPEG, PNG or TIFF by their first
 * bytes; a name that promises another kind is refused. The sealed copy is durable before any row names it.
 */
#ifndef DOSSIER_ATTACHMENT_H
#define DOSSIER_ATTACHMENT_H

#include <stddef.h>

#include "base/err.h"
#include "dossier/dossier.h"

struct arena;
struct office;

/* "pdf", "jpeg", "png", "tiff" by the first bytes; NULL for anything else. 16 bytes are enough. */
const char *attachment_kind(const unsigned char *head, size_t len);

/* RC_REFUSED when the name's ending belongs to another kind ("giay.pdf" that is a picture). */
MUST enum rc attachment_name_fits(const char *name, const char *kind, struct err *e);

/* Checks and seals the file at `path` for one checklist line; no row is written yet. Texts go to `a`. */
MUST enum rc attachment_seal(struct dossier_file *ret, const struct office *of, const char *component_id,
    const char *path, struct arena *a, struct err *e);

/* Digitises files into a checklist line of an open dossier: rows, journal event and delivery in one transaction. */
MUST enum rc attachment_add(const struct office *of, const char *code, const char *component_id,
    const char *const *paths, size_t count, struct err *e);

#endif
