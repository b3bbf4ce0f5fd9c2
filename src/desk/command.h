/* command.h - what a clerk means by a line in the command box. Understood before anything is done, and said.
 *
 * Receipt and card squares, ID numbers, telephones, dossier codes, today's serials, procedure codes, the
 * desk's short verbs ("tn khai sinh", "tr", "bs", "bc", "?"), and everything else as a name to look for.
 */
#ifndef DESK_COMMAND_H
#define DESK_COMMAND_H

#include <stdbool.h>

#include "base/date.h"

struct finder;

enum command_kind {
    COMMAND_NONE, /* empty */
    COMMAND_LINE, /* one digit: that line of the list */
    COMMAND_RECEIPT,
    COMMAND_CARD,
    COMMAND_NUMBER, /* 12 digits */
    COMMAND_PHONE,
    COMMAND_DOSSIER,
    COMMAND_PROCEDURE, /* `code` may be "": a verb without words */
    COMMAND_SCREEN,    /* `screen` */
    COMMAND_ASK,
    COMMAND_NAME,
};

struct command {
    enum command_kind kind;
    const char *screen;   /* "work_list", "outbox" ... static */
    char code[80];        /* dossier or procedure */
    char text[640];       /* what is left to look for or to ask, as typed */
    char understood[120]; /* translated, for the right end of the box */
};

struct command_place {
    const char *unit; /* head of our dossier codes */
    struct day today;
    const struct finder *finder; /* for "tn khai sinh"; NULL = codes only */
};

/* Never fails: what is not understood is a name. */
void command_read(struct command *ret, const char *text, const struct command_place *place);

/* One row a verb, for help and the find screen. */
struct command_verb {
    const char *word, *long_word; /* folded: "tn", "tiep nhan" */
    enum command_kind kind;
    const char *screen;
    const char *means; /* N_("receive a dossier") */
};
extern const struct command_verb command_verbs[]; /* ends with { 0 } */

#endif
