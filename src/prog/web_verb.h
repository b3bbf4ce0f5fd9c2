/* web_verb.h - the entry of `motcua web`, shared by the front program and motcua-web. */
#ifndef PROG_WEB_VERB_H
#define PROG_WEB_VERB_H

#include "base/i18n.h"
#include "prog/verb.h"

static const struct option_row web_options[] = {
    { "listen", N_("ADDR:PORT"), N_("Where to listen (default 127.0.0.1:8090); port 0 takes a free one") },
    { 0 },
};

static const struct example_row web_examples[] = {
    { "web --listen 127.0.0.1:8090", N_("behind a proxy with TLS; the first line printed is its address") },
    { "web --listen 192.168.1.10:8090", N_("the board for the screen in the waiting room") },
    { 0 },
};

#define WEB_VERB                                                                                             \
    .name = "web", .summary = N_("the receipt look-up page and the waiting-room board"),                     \
    .usage = "[--listen ADDR:PORT]",                                                                         \
    .description = N_("Shows initials and states only, and those only to who holds the receipt: the signed " \
                      "text of its square code is asked for. /board is the waiting room."),                  \
    .needs = NEEDS_BOOK, .options = web_options, .examples = web_examples

#endif
