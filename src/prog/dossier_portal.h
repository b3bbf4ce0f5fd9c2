/* dossier_portal.h - the words of `motcua dossier` about the portal's own form. */
#ifndef PROG_DOSSIER_PORTAL_H
#define PROG_DOSSIER_PORTAL_H

#include <stdbool.h>

#include "base/err.h"

struct args;
struct office;

/* portal-form CODE, portal-tick CODE BOX. *known is false for any other word. */
MUST enum rc dossier_portal(bool *known, struct office *of, const struct args *args, struct err *e);

#endif
