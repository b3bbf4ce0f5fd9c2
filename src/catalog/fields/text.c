/* text.c - a line of plain text. */
#include "base/i18n.h"
#include "catalog/field.h"

const struct field_type field_text = {
    .name = "text",
    .summary = N_("A line of text"),
    .options = TAKES_LENGTH,
    .keys = KEYS_TEXT,
    .max_length = 250,
};
