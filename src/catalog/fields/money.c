/* money.c - whole đồng. "150.000", "150k" and "1,5tr" are how people type it. */
#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/field.h"

#include <inttypes.h>
#include <string.h>

#define MONEY_MAX INT64_C(1000000000000) /* a thousand billion: more is a slip of the finger */

/* "k" and "n" thousand, "tr" million; a decimal comma only makes sense before them. */
static int64_t unit_of(const char *rest)
{
    while (*rest == ' ')
        rest++;
    if (!*rest || strcmp(rest, "đ") == 0 || strcmp(rest, "d") == 0)
        return 1;
    if (strcmp(rest, "k") == 0 || strcmp(rest, "n") == 0)
        return 1000;
    return strcmp(rest, "tr") == 0 ? 1000000 : 0;
}

static enum rc parse(
    struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e)
{
    (void)today;
    size_t len = strspn(typed, "0123456789., ");
    int64_t unit = unit_of(typed + len), value = 0, scale = 0;
    bool fine = unit && len && typed[0] >= '0' && typed[0] <= '9';
    for (size_t i = 0; i < len && fine; i++) {
        if (unit > 1 && (typed[i] == ',' || typed[i] == '.'))
            fine = !scale && (scale = 1);
        else if (typed[i] >= '0' && typed[i] <= '9') {
            fine = value <= MONEY_MAX;
            value = value * 10 + (typed[i] - '0');
            scale *= 10;
        }
    }
    if (fine && scale)
        fine = unit % scale == 0;
    if (fine && value <= MONEY_MAX)
        value *= scale ? unit / scale : unit;
    if (!fine || value > MONEY_MAX)
        return err_set(
            e, RC_REFUSED, "money_form", N_("Type the amount in đồng, for instance 150000 or 150k"));
    if ((rule->has_min && value < rule->min) || (rule->has_max && value > rule->max))
        return err_set(e, RC_REFUSED, "money_range", N_("The amount is outside what this form allows"));
    return buf_addf(out, "%" PRId64, value);
}

/* 150000 -> "150.000 đ" */
static void show(struct buf *out, const char *value, const struct field_rule *rule)
{
    (void)rule;
    size_t len = strlen(value);
    for (size_t i = 0; i < len; i++) {
        buf_putc(out, value[i]);
        if ((len - i - 1) % 3 == 0 && i + 1 < len)
            buf_putc(out, '.');
    }
    buf_puts(out, " đ");
}

const struct field_type field_money = {
    .name = "money",
    .summary = N_("An amount in đồng; 150k and 1,5tr are understood"),
    .options = TAKES_RANGE,
    .keys = KEYS_TEXT,
    .max_length = 30,
    .parse = parse,
    .show = show,
};
