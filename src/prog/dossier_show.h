/* dossier_show.h - `motcua dossier show` and `history`: one dossier with all that is known of it. */
#ifndef PROG_DOSSIER_SHOW_H
#define PROG_DOSSIER_SHOW_H

#include "base/err.h"

struct args;
struct office;

/* show CODE: everything, in words or as one JSON object. */
MUST enum rc dossier_show(struct office *of, const struct args *args, struct err *e);

/* history CODE: its events only, oldest first. */
MUST enum rc dossier_history(struct office *of, const struct args *args, struct err *e);

#endif
