/* note.c - words to the clerk between the fields: shown, never answered. */
#include "base/i18n.h"
#include "catalog/field.h"

const struct field_type field_note = {
    .name = "note",
    .summary = N_("A remark for the clerk; nothing to type"),
    .options = NO_ANSWER,
};
