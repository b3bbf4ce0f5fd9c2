/* child.h - a program of ours that does risky reading elsewhere and hands over text on a pipe.
 *
 * A parser of foreign files or the network may crash, hang or grow: in a child it takes only its own life.
 */
#ifndef PROG_CHILD_H
#define PROG_CHILD_H

#include "base/buf.h"
#include "base/err.h"

/* Runs `program` from the libexec directory with `words` (ends with NULL; called with --json in it, so that
 * its error comes back in words) and appends its standard output to `out`, whose limit holds.
 * The child's own refusal is returned as it was said; RC_AGAIN when it was killed or took over `seconds`. */
MUST enum rc child_read(
    struct buf *out, const char *program, const char *const *words, int seconds, struct err *e);

#endif
