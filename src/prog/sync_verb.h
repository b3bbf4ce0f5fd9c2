/* sync_verb.h - the entry of `motcua sync`, shared by the front program and motcua-sync. */
#ifndef PROG_SYNC_VERB_H
#define PROG_SYNC_VERB_H

#include "base/i18n.h"
#include "prog/verb.h"

static const struct option_row sync_options[] = {
    { "once", NULL, N_("Send what is due, then end (default)") },
    { "follow", NULL, N_("Stay and send whatever comes, until told to end") },
    { "target", N_("NAME"), N_("Only this target (portal, file_drop); without it, all that are set") },
    { "now", NULL, N_("Also try what waits for a later try") },
    { "timeout", N_("SECONDS"), N_("Limit of one call (default 30)") },
    { 0 },
};

static const struct example_row sync_examples[] = {
    { "sync --once", N_("sends what is due and says how it went") },
    { "sync --follow", N_("what a service runs: sends for as long as the machine is on") },
    { "sync --once --now --target portal", N_("does not wait for the next try") },
    { 0 },
};

/* What `catalog update` starts: one record of the portal a line on standard output. Not a verb for people. */
#define FETCH_VERB_NAME "fetch-catalogue"

/* What `ask --rephrase` starts: {"rephrased":"..."} or an error. Not a verb for people. */
#define REPHRASE_VERB_NAME "rephrase-answer"

#define SYNC_VERB                                                                                            \
    .name = "sync", .summary = N_("Sends what waits in the outbox"),                                         \
    .usage = "[--once | --follow] [--target NAME]",                                                          \
    .description =                                                                                           \
        N_("Events of one dossier go in their order, dossiers side by side. A delivery without an "          \
           "answer is asked about before it is sent again. Exit status 4: the line is down."),               \
    .needs = NEEDS_BOOK, .options = sync_options, .examples = sync_examples, .prints_data = true

#endif
