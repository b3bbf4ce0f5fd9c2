/* loose.h - papers that belong to no single dossier: the register book, hand-over lists, a ticket. Their
 * facts are read from the book when they are printed; the print is in the journal, but they carry no number.
 */
#ifndef PAPER_LOOSE_H
#define PAPER_LOOSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct js;
struct office;

/* "book", "handover", "ticket". */
bool loose_is(const char *kind);

/* An array of facts, one a paper: js_free it. `subject` is a day, a month or FROM..TO; for a ticket its label
 * of today. RC_REFUSED "paper_period" and RC_NOT_FOUND when there is nothing to print. */
MUST enum rc loose_facts(
    struct js **ret, const struct office *of, const char *kind, const char *subject, struct err *e);

#endif
