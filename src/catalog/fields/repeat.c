/* repeat.c - rows of the same fields: members of a household, copies asked for, plots of land. */
#include "base/i18n.h"
#include "catalog/field.h"

const struct field_type field_repeat = {
    .name = "repeat",
    .summary = N_("Several rows of the same fields"),
    .options = TAKES_FIELDS,
};
