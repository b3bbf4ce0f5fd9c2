/* mask.h - a person's name as it may stand where persons are not needed: "Nguyễn T. H." */
#ifndef REPORT_MASK_H
#define REPORT_MASK_H

#include "base/buf.h"

/* Appends the first word of `name` and the first letters of the others. One word alone: its first letter. */
enum rc mask_name(struct buf *out, const char *name);

#endif
