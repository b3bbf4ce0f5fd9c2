/* rules_private.h - what the two halves of the rules share. */
#ifndef OUTBOX_RULES_PRIVATE_H
#define OUTBOX_RULES_PRIVATE_H

#include "outbox/rules.h"

/* One misfit more; `field` is a format. */
void misfits_add(struct misfits *p, enum misfit_kind kind, const char *field, ...)
    __attribute__((format(printf, 3, 4)));

bool rules_digits(const char *text, size_t count);           /* the first `count` bytes are digits */
size_t rules_length(const char *text);                       /* in code points */
bool rules_filled(const struct js *object, const char *key); /* a text that is not empty */

#endif
