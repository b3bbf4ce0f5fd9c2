/* ethnic.c - the 54 ethnic groups of the statistical list; other spellings and self-names lead to them. */
#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/field.h"

static enum rc parse(
    struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e)
{
    (void)today;
    const struct field_choice *choice = field_choose(rule, typed);
    if (!choice)
        return err_set(e, RC_REFUSED, "ethnic_unknown",
            N_("\"%.40s\" is not in the list of 54 ethnic groups; choose with F4"), typed);
    return buf_puts(out, choice->value);
}

const struct field_type field_ethnic = {
    .name = "ethnic",
    .summary = N_("Ethnic group, one of the 54 (F4)"),
    .keys = KEYS_TEXT,
    .max_length = 40,
    .list = "ethnic",
    .parse = parse,
};
