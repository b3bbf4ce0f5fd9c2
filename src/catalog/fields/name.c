/* name.c - a person's name as it stands on the papers. Names such as "Y Blưi", "H'Linh" and "A" are names,
 * too. */
#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/field.h"

#include <string.h>

/* Runs of blanks become one. Digits and signs of other trades are refused; letters of any language are not
 * ours to judge. */
static enum rc parse(
    struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e)
{
    (void)rule, (void)today;
    const char *odd = strpbrk(typed, "0123456789<>|@#$%^&*_=+{}[]\\/;:\"?!~");
    if (odd)
        return err_set(e, RC_REFUSED, "name_sign", N_("A name has no \"%c\"; type it as on the card"), *odd);
    for (; *typed; typed++)
        if (*typed != ' ' || typed[1] != ' ')
            buf_putc(out, *typed);
    return RC_OK;
}

const struct field_type field_name = {
    .name = "name",
    .summary = N_("A person's name: family name, middle name, given name"),
    .options = TAKES_LENGTH,
    .keys = KEYS_TEXT,
    .max_length = 100,
    .parse = parse,
};
