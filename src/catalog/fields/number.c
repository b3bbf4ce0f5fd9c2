/* number.c - a whole number within the limits of the form. */
#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/field.h"

#include <inttypes.h>

static enum rc parse(
    struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e)
{
    (void)today;
    AUTO_BUF digits = buf_limit(64);
    bool minus = *typed == '-';
    if (!field_digits(&digits, typed + minus) || !digits.len || digits.len > 15)
        return err_set(e, RC_REFUSED, "number_sign", N_("Type a whole number here, digits only"));
    int64_t value = strtoll(buf_text(&digits), NULL, 10) * (minus ? -1 : 1);
    if ((rule->has_min && value < rule->min) || (!rule->has_min && value < 0))
        return err_set(e, RC_REFUSED, "number_small", N_("The number is at least %lld"),
            rule->has_min ? (long long)rule->min : 0LL);
    if (rule->has_max && value > rule->max)
        return err_set(e, RC_REFUSED, "number_large", N_("The number is at most %lld"), (long long)rule->max);
    return buf_addf(out, "%" PRId64, value);
}

const struct field_type field_number = {
    .name = "number",
    .summary = N_("A whole number"),
    .options = TAKES_RANGE,
    .keys = KEYS_DIGITS,
    .parse = parse,
};
