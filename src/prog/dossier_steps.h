/* dossier_steps.h - the sub-verbs of `motcua dossier` that are no moves: apologise, assign, note, undo, result. */
#ifndef PROG_DOSSIER_STEPS_H
#define PROG_DOSSIER_STEPS_H

#include <stdbool.h>

#include "base/date.h"
#include "base/err.h"

struct args;
struct office;

/* Runs words[0] when it is one of them; *known says whether it was. */
MUST enum rc dossier_step(bool *known, struct office *of, const struct args *args, struct err *e);

/* A day option; *ret is left alone when it is not given. RC_USAGE names the option. */
MUST enum rc arg_day(struct day *ret, const struct args *args, const char *name, struct err *e);

#endif
