/* dossier.c - see dossier.h. */
#include "dossier/dossier.h"

#include <stdio.h>

#include "base/i18n.h"

enum rc dossier_code(char ret[DOSSIER_CODE_SIZE], const char *unit, struct day day, int64_t serial, struct err *e)
{
    if (serial < 1 || serial > 99999)
        return err_set(e, RC_REFUSED, "serial_exhausted", N_("The numbers of %s are used up for today"), unit);
    int n = snprintf(ret, DOSSIER_CODE_SIZE, "%s-%02d%02d%02d-%04lld", unit, day.y % 100, day.m, day.d, (long long)serial);
    if (n >= DOSSIER_CODE_SIZE)
        return err_set(e, RC_REFUSED, "code_too_long", N_("The unit code %s is too long for a dossier code"), unit);
    return RC_OK;
}

bool dossier_late(const struct dossier *d, int64_t now)
{
    if (!d->due_at)
        return false;
    if (d->finished_at)
        return d->finished_at > d->due_at;
    return state_row(d->state)->clock == CLOCK_RUNS && now > d->due_at;
}
