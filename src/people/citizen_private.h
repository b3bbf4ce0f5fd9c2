/* citizen_private.h - what the two store files of citizen share. Nobody else includes it. */
#ifndef PEOPLE_CITIZEN_PRIVATE_H
#define PEOPLE_CITIZEN_PRIVATE_H

#include "people/citizen.h"

/* That very row, merged or not. */
MUST enum rc citizen_load_exactly(struct citizen *ret, struct db *db, int64_t id, struct err *e);
MUST enum rc citizen_update(const struct office *of, const struct citizen *c, struct err *e);

/* One event about a person; `payload` is borrowed and may be NULL. */
MUST enum rc citizen_note(
    const struct office *of, const char *action, int64_t id, struct js *payload, struct err *e);

/* Into *old what *new tells and differs; whether anything did. */
bool citizen_take_over(struct citizen *old, const struct citizen *new);

#endif
