/* idnumber.c - the personal identification number: 12 digits; 9 digits of an old identity card only to look
 * back.
 *
 * Digit 4 tells century and sex (0/1 = 1900s male/female, 2/3 = 2000s ...). There is no check digit.
 */
#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/field.h"

static enum rc parse(
    struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e)
{
    (void)rule;
    AUTO_BUF digits = buf_limit(64);
    if (!field_digits(&digits, typed))
        return err_set(e, RC_REFUSED, "id_number_sign",
            N_("The ID number has digits only; type the 12 digits on the card"));
    if (digits.len != 12)
        return err_set(e, RC_REFUSED, "id_number_length",
            N_("The ID number has 12 digits, %d were typed; look at the front of the card"), (int)digits.len);
    const char *d = buf_text(&digits);
    int year = 1900 + (d[3] - '0') / 2 * 100 + (d[4] - '0') * 10 + (d[5] - '0');
    if (year > today.y)
        return err_set(e, RC_REFUSED, "id_number_future",
            N_("Digits 4 to 6 of the ID number say born in %d, which is still to come; look at the card "
               "again"),
            year);
    return buf_puts(out, d);
}

const struct field_type field_idnumber = {
    .name = "idnumber",
    .summary = N_("ID number: 12 digits; blanks and dots are passed over"),
    .keys = KEYS_DIGITS,
    .fixed_length = 12,
    .parse = parse,
};
