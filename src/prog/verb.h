/* verb.h - a verb of the command line: its options, help and examples are one table entry.
 *
 * `motcua VERB --help`, motcua(1) and the parser are all made from this entry, so they cannot disagree.
 * A verb's file is src/prog/commands/NAME.c and defines `const struct verb verb_NAME`.
 * A verb whose work needs a heavy or risky library names a `program` instead of `run`: the front program
 * executes it from the libexec directory with the same arguments, and that program's main() calls verb_main().
 */
#ifndef PROG_VERB_H
#define PROG_VERB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct js;
struct office;

struct option_row {
    const char *name;     /* long name without dashes: "file"; a single letter may follow after a comma: "output,o" */
    const char *argument; /* N_("FILE"), or NULL for a switch */
    const char *help;     /* N_("...") */
};

struct example_row {
    const char *line;     /* what to type after "motcua " */
    const char *help;     /* N_("what it does") */
};

#define VERB_OPTIONS_MAX 32
#define VERB_ARGS_MAX    64

struct args {
    const struct verb *verb;
    const char *values[VERB_OPTIONS_MAX]; /* by position in verb->options; "" for a given switch; NULL = not given */
    const char *words[VERB_ARGS_MAX];     /* positional arguments */
    int count;
    bool json;                            /* --json was given */
};

/* What a verb needs before it runs. */
enum verb_needs {
    NEEDS_NOTHING,
    NEEDS_BOOK,
    USES_BOOK, /* opens the book when there is one; office->db is NULL otherwise */
};

struct verb {
    const char *name;        /* "dossier" */
    const char *summary;     /* N_("one line") */
    const char *usage;       /* "list [--state S] | show CODE" : shown behind the name, untranslated */
    const char *description; /* N_("a paragraph"), may be NULL */
    enum verb_needs needs;
    const char *program;     /* "motcua-report", or NULL */
    const struct option_row *options;    /* ends with { 0 }; --json and --help are everybody's */
    const struct example_row *examples;  /* ends with { 0 } */
    enum rc (*run)(struct office *office, const struct args *args, struct err *e);   /* office is NULL for NEEDS_NOTHING */
    bool prints_data;        /* accepts --json */
};

/* The value of an option by its long name: NULL when not given. */
const char *arg_value(const struct args *args, const char *name);
bool arg_given(const struct args *args, const char *name);

/* A whole number within limits; RC_USAGE names the option otherwise. Leaves *ret alone when not given. */
MUST enum rc arg_number(int64_t *ret, const struct args *args, const char *name, int64_t min, int64_t max, struct err *e);

/* RC_USAGE with the verb's usage line; for missing or surplus words. */
enum rc verb_usage(const struct args *args, struct err *e);

/* Prints one JSON document and a newline on standard output (indented when it is a terminal); takes `document`. */
MUST enum rc print_json(struct js *document, struct err *e);

/* The main() of a heavy program: parses argv against `verb`, opens the book if needed, runs, prints errors. */
int verb_main(const struct verb *verb, int argc, char **argv);

/* The same for a program with several verbs (ends with NULL); the first is meant when none is named. */
int verbs_main(const struct verb *const *verbs, int argc, char **argv);

/* For an error that needs no more words: the verb's own output (a list of findings) has told everything. */
enum rc said_all(struct err *e, enum rc rc);

#endif
