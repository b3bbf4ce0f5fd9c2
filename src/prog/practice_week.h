/* practice_week.h - fills a practice book: invented people and a week of work, all of it marked as practice. */
#ifndef PROG_PRACTICE_WEEK_H
#define PROG_PRACTICE_WEEK_H

#include "base/err.h"

struct office;

/* Only for practice books (asserted). Uses the same rooms as the desk, with a clock of its own. */
MUST enum rc practice_week_fill(struct office *of, struct err *e);

#endif
