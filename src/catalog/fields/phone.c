/* phone.c - a Vietnamese telephone number: mobile 10 digits (03 05 07 08 09), fixed 10 or 11 digits (02). */
#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/field.h"

#include <string.h>

static enum rc parse(
    struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e)
{
    (void)rule, (void)today;
    AUTO_BUF digits = buf_limit(64);
    bool abroad = *typed == '+';
    if (!field_digits(&digits, typed + abroad))
        return err_set(
            e, RC_REFUSED, "phone_sign", N_("A telephone number has digits only, for instance 0912345678"));
    const char *d = buf_text(&digits);
    AUTO_BUF national = buf_limit(64);
    bool with_84 = strncmp(d, "84", 2) == 0 && (abroad || digits.len == 11);
    buf_addf(&national, "%s%s", with_84 ? "0" : "", with_84 ? d + 2 : d);
    const char *n = buf_text(&national);
    bool mobile = n[0] == '0' && n[1] && strchr("35789", n[1]) && national.len == 10;
    bool fixed = n[0] == '0' && n[1] == '2' && (national.len == 10 || national.len == 11);
    if (!mobile && !fixed)
        return err_set(e, RC_REFUSED, "phone_form",
            N_("A mobile number has 10 digits and begins with 03, 05, 07, 08 or 09; %d digits were typed"),
            (int)digits.len);
    return buf_puts(out, n);
}

static void show(struct buf *out, const char *value, const struct field_rule *rule)
{
    (void)rule;
    if (strlen(value) == 10 && value[1] != '2')
        buf_addf(out, "%.4s %.3s %s", value, value + 4, value + 7);
    else
        buf_puts(out, value);
}

const struct field_type field_phone = {
    .name = "phone",
    .summary = N_("Telephone number; blanks, dots and +84 are understood"),
    .keys = KEYS_PHONE,
    .fixed_length = 10,
    .parse = parse,
    .show = show,
};
