/* unit.c - a commune and its province. Names of before the merger of 1 July 2025 lead to the present unit; a
 * unit that is not in the list (another province, a country) is taken as typed, so that nobody is sent away
 * for it.
 */
#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/field.h"

static enum rc parse(
    struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e)
{
    (void)today, (void)e;
    const struct field_choice *choice = field_choose(rule, typed);
    return buf_puts(out, choice ? choice->value : typed);
}

const struct field_type field_unit = {
    .name = "unit",
    .summary = N_("Commune and province; old names are understood (F4)"),
    .keys = KEYS_TEXT,
    .max_length = 120,
    .list = "units",
    .parse = parse,
};
