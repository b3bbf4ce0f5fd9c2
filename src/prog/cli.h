/* cli.h - what every program of motcua does before and after its own work: options, book, identity, errors. */
#ifndef PROG_CLI_H
#define PROG_CLI_H

#include <limits.h>

#include "prog/verb.h"

#define MOTCUA_VERSION "1.0"

/* Options before the verb: the same for every program. */
struct globals {
    const char *book_dir;   /* --book, MOTCUA_BOOK, or the default */
    const char *lang;
    const char *as;         /* --as STAFF */
    bool practice;          /* --practice: the practice book beside the real one */
    char book_buffer[PATH_MAX];
};

/* Where an installed or a freshly built program finds its things. */
struct places {
    char libexec[PATH_MAX];
    char share[PATH_MAX];
    char locale[PATH_MAX];
};
void places_find(struct places *ret);

/* Reads the options before the verb; *next is the index of the verb. RC_USAGE with words. */
MUST enum rc globals_parse(struct globals *ret, int *next, int argc, char **argv, struct err *e);
void globals_defaults(struct globals *g);

/* --book, --lang and --as may also stand behind the verb: takes them out of argv (argc words), unless the verb has an
 * option of that name. Words behind "--" are left alone. */
void globals_take(struct globals *g, const struct verb *verb, int *argc, char **argv);

/* Help texts from the tables. */
void print_verb_help(const struct verb *verb);
void print_help(const struct verb *const *verbs);   /* ends with NULL */
void print_mdoc(const struct verb *const *verbs);   /* the source of motcua(1) */

/* Opens the book and signs the Unix user (or --as) in, then runs the verb; returns the exit status. */
int run_verb(const struct globals *g, const struct places *places, const struct verb *verb, int argc, char **argv);

/* The directory of --book; for verbs that make or restore a book (NEEDS_NOTHING). */
const char *cli_book_dir(void);

/* Standard output (JSON) or standard error (words); returns the exit status. */
int report_error(enum rc rc, const struct err *e, bool json);

#endif
