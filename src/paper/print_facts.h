/* print_facts.h - the facts of one print, which a layout names "print.": place, number, reprint, squares,
 * what is owed now. */
#ifndef PAPER_PRINT_FACTS_H
#define PAPER_PRINT_FACTS_H

#include "base/err.h"

struct js;
struct office;
struct paper_issue;

/* js_free *ret. `facts` are those of the event. */
MUST enum rc print_facts(struct js **ret, const struct office *of, const char *kind, const struct js *facts,
    const struct paper_issue *issue, struct err *e);

#endif
