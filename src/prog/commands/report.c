/* report.c - `motcua report`: workbooks are the work of a program of its own. */
#include "prog/report_verb.h"

const struct verb verb_report = { REPORT_VERB, .program = "motcua-report" };
