/* nationality.c - a country; the usual ones from the list, any other as it stands on the passport. */
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

const struct field_type field_nationality = {
    .name = "nationality",
    .summary = N_("Nationality; the usual ones with F4, others as typed"),
    .keys = KEYS_TEXT,
    .max_length = 60,
    .list = "nationality",
    .parse = parse,
};
