/* portal_verb.h - the entry of `motcua portal`, shared by the front program and motcua-portal. */
#ifndef PROG_PORTAL_VERB_H
#define PROG_PORTAL_VERB_H

#include "base/i18n.h"
#include "prog/verb.h"

static const struct option_row portal_options[] = {
    { "listen", N_("ADDR:PORT"),
        N_("Where to listen: this machine only; port 0 takes a free one (default)") },
    { "profile", N_("PROFILE"), N_("The wire shape to speak: session (the only one so far)") },
    { "faults", N_("SEED:PERCENT"), N_("Misbehave in this share of the calls, repeatable by the seed") },
    { "fault-kind", N_("NAME"), N_("Misbehave in this one way only") },
    { "store", N_("FILE"), N_("Keep what arrives in this file; without it, until the portal ends") },
    { "account", N_("FILE"),
        N_("Two lines: the user and password to accept (default: motcua_tap, any password)") },
    { "records", N_("FILE"), N_("Records of procedures (JSON) that change its catalogue, for training and tests") },
    { "forget", NULL, N_("Do not recognise a repeated dossier, as a portal without keys would") },
    { "stall", N_("MS"), N_("How long a silent answer is silent (default 5000)") },
    { "session-life", N_("SECONDS"), N_("How long a session lives (default 600)") },
    { 0 },
};

static const struct example_row portal_examples[] = {
    { "portal", N_("starts it on a free port; the first line printed is its address") },
    { "portal --listen 127.0.0.1:8091 --store portal.db", N_("a fixed port, and a file that stays") },
    { "portal --faults 7:30", N_("misbehaves in 30 of 100 calls") },
    { 0 },
};

#define PORTAL_VERB                                                                                          \
    .name = "portal", .summary = N_("Starts the practice portal, for training and tests"),                   \
    .usage = "[--listen ADDR:PORT] [--profile session] [--faults SEED:PERCENT]",                             \
    .description =                                                                                           \
        N_("A portal on this machine that is strict about every field and keeps what it is sent. "           \
           "It never talks to a real portal."),                                                              \
    .needs = NEEDS_NOTHING, .options = portal_options, .examples = portal_examples

#endif
