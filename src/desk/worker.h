/* worker.h - another program of ours run beside the desk: it prints, it draws a code; the desk never waits
 * for it.
 *
 * The child gets no terminal: its input is empty, what it writes is kept up to WORKER_OUTPUT bytes, its
 * complaints too. Poll it on ticks and keys. A child still running when the desk goes on is left to finish
 * its work.
 */
#ifndef DESK_WORKER_H
#define DESK_WORKER_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"

struct office;

#define WORKER_OUTPUT 65536
#define WORKER_WORDS  8

struct worker {
    pid_t pid;    /* 0 = none running */
    int out, err; /* -1 = closed */
    char *text;   /* what it wrote, NUL-terminated */
    size_t len;
    char complaint[256];
    bool ended;
    int status; /* exit status; 128 + signal */
};

/* Runs PROGRAM ("motcua-paper", looked for beside our own) with the book and the person of `of`; words end
 * with NULL. RC_NOT_FOUND when the program is not installed. */
MUST enum rc worker_start(
    struct worker *c, const struct office *of, const char *program, const char *const *words, struct err *e);

/* The same with something to read for the child; values of people go this way and never into its words, which every
 * user of the machine can see. At most WORKER_INPUT bytes. */
#define WORKER_INPUT 4000
MUST enum rc worker_start_with(struct worker *c, const struct office *of, const char *program,
    const char *const *words, const char *input, struct err *e);

/* Reads what is there; true when something changed (output grew or it ended). Never blocks longer than `ms`.
 */
bool worker_poll(struct worker *c, int ms);
void worker_release(struct worker *c);

#endif
