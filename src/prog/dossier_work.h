/* dossier_work.h - the sub-verbs of `motcua dossier` for work between people: amend, handover, owe, brought, waive,
 * owed; and what `dossier show` says of it.
 */
#ifndef PROG_DOSSIER_WORK_H
#define PROG_DOSSIER_WORK_H

#include <stdbool.h>

#include "base/err.h"

struct args;
struct dossier;
struct js;
struct office;

/* Runs words[0] when it is one of them; *known says whether it was. */
MUST enum rc dossier_work(bool *known, struct office *of, const struct args *args, struct err *e);

/* Puts "version", "axes", "owed", "requests", "result" and "voided_results" into the JSON of one dossier. */
MUST enum rc dossier_work_show(struct js *json, const struct office *of, const struct dossier *d, struct err *e);

/* The axes and what is owed, in words on standard output. */
MUST enum rc dossier_work_print(const struct office *of, const struct dossier *d, struct err *e);

/* Prints {"error":{...},"version":N,"by","at","fields":[...]}: two who work on one dossier. RC of the error. */
enum rc dossier_conflict(const struct office *of, const char *code, int version, const struct js *fields, bool json,
    struct err *e);

#endif
