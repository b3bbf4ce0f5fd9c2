/* portal_fill.h - a dossier beside the portal's form: which box takes what, and which are ticked off. */
#ifndef DOSSIER_PORTAL_FILL_H
#define DOSSIER_PORTAL_FILL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "catalog/portal_form.h"
#include "dossier/dossier.h"

struct js;
struct office;

struct portal_fill {
    struct arena arena; /* of everything below */
    struct dossier d;
    const char *name; /* of the applicant */
    struct form *form;
    struct portal_form *portal;
    struct portal_line *lines;
    size_t count;
    struct js *ticks; /* names of boxes */
};

/* What is known besides the answers: {"applicant","submitter","filer","unit","case","result_by"}. Yours. */
struct js *portal_known(const struct office *of, const struct js *applicant, const struct js *submitter,
    const char *variant_answer, const char *result_by);

/* Whether a box stands in an array of names. */
bool portal_ticked(const struct js *ticks, const char *box);

/* RC_NOT_FOUND; RC_REFUSED without the right to see dossiers. A portal form with a mistake gives way to our
 * own order and its words go into `mistake`. Release it also after an error. */
MUST enum rc portal_fill_load(
    struct portal_fill *ret, const struct office *of, const char *code, struct err *mistake, struct err *e);
void portal_fill_release(struct portal_fill *f);
#define AUTO_PORTAL_FILL __attribute__((cleanup(portal_fill_release))) struct portal_fill

#endif
