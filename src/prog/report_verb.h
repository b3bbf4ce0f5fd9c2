/* report_verb.h - the entry of `motcua report`, shared by the front program and motcua-report. */
#ifndef PROG_REPORT_VERB_H
#define PROG_REPORT_VERB_H

#include "base/i18n.h"
#include "prog/verb.h"

static const struct option_row report_options[] = {
    { "date", N_("DAY"), N_("The day, week, month or quarter this day belongs to") },
    { "from", N_("DAY"), N_("First day of another period") },
    { "to", N_("DAY"), N_("Last day of it") },
    { "output,o", N_("FILE"), N_("The workbook to write; an older one is replaced only by a whole new one") },
    { "names", NULL, N_("Persons' names in the lists; otherwise initials") },
    { 0 },
};

static const struct example_row report_examples[] = {
    { "report list", N_("which reports there are") },
    { "report daily -o today.xlsx", N_("today: the chairman's page, dossiers, late ones") },
    { "report daily --date 2026-01-05 -o d.xlsx --json", N_("another day; the figures as JSON") },
    { "report ii06a --from 2025-12-15 --to 2026-03-14 -o q1.xlsx",
        N_("the quarter's table of the circular") },
    { 0 },
};

#define REPORT_VERB                                                                                          \
    .name = "report", .summary = N_("Writes workbooks that are ready to sign"),                              \
    .usage = "list | NAME [--date DAY | --from DAY --to DAY] [--names] -o FILE.xlsx",                        \
    .description =                                                                                           \
        N_("The figures are counted as the rule printed on each sheet says; every figure can be found "      \
           "again in the rows behind it. A report with persons' names is noted in the journal as such."),    \
    .needs = NEEDS_BOOK, .options = report_options, .examples = report_examples, .prints_data = true

#endif
