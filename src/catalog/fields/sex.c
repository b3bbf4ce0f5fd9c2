/* sex.c - male or female, as the papers know it. */
#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/field.h"

#include <string.h>

static enum rc parse(
    struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e)
{
    (void)today;
    const struct field_choice *choice = field_choose(rule, typed);
    if (!choice)
        return err_set(e, RC_REFUSED, "sex_unknown", N_("Type 1 for male or 2 for female"));
    return buf_puts(out, choice->value);
}

static void show(struct buf *out, const char *value, const struct field_rule *rule)
{
    const struct field_choice *choice = field_choose(rule, value);
    buf_puts(out, choice ? choice->label : value);
}

const struct field_type field_sex = {
    .name = "sex",
    .summary = N_("Sex: 1 male, 2 female"),
    .keys = KEYS_TEXT,
    .max_length = 10,
    .list = "sex",
    .parse = parse,
    .show = show,
};
