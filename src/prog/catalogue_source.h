/* catalogue_source.h - where a catalogue is read from, and by which program: a workbook and the portal are
 * read in a child, so that what a clerk types in cannot be hurt by them. */
#ifndef PROG_CATALOGUE_SOURCE_H
#define PROG_CATALOGUE_SOURCE_H

#include "base/err.h"

struct catalogue;
struct problems;

/* A folder or file as catalogue_read says; .xlsx through motcua-import. */
MUST enum rc catalogue_source_file(
    struct catalogue *ret, const char *path, struct problems *problems, struct err *e);

/* The portal's own records, through motcua-sync. RC_AGAIN when the line is down. */
MUST enum rc catalogue_source_portal(struct catalogue *ret, struct problems *problems, struct err *e);

#endif
