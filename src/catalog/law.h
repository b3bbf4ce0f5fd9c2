/* law.h - the laws a field of procedures stands on (data/catalogue/legal.csv), with the day they came into
 * force. */
#ifndef CATALOG_LAW_H
#define CATALOG_LAW_H

#include "base/buf.h"
#include "base/csv.h"
#include "base/err.h"

struct laws {
    struct csv csv;
};

MUST enum rc laws_read(struct laws *ret, const char *share_dir, struct err *e);

/* Appends "Luật Hộ tịch 60/2014/QH13 (from 2016-01-01)" for every law of `field`, "; " between. */
enum rc laws_say(struct buf *out, const struct laws *laws, const char *field);

void laws_release(struct laws *laws);
#define AUTO_LAWS __attribute__((cleanup(laws_release))) struct laws

/* The 25 essential services (data/catalogue/essential.csv): codes filed here, or where else. */
MUST enum rc services_read(struct csv *ret, const char *share_dir, struct err *e);

#endif
