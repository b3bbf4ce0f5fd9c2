/* choice.c - one of a list of values: by number, value, label or another name. */
#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/field.h"

#include <string.h>

static enum rc parse(
    struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e)
{
    (void)today;
    const struct field_choice *choice = field_choose(rule, typed);
    if (!choice && !rule->other)
        return err_set(e, RC_REFUSED, "choice_unknown",
            N_("\"%.60s\" is not in the list of this field; choose with F4"), typed);
    return buf_puts(out, choice ? choice->value : typed);
}

static void show(struct buf *out, const char *value, const struct field_rule *rule)
{
    for (size_t i = 0; i < rule->choices_count; i++)
        if (strcmp(rule->choices[i].value, value) == 0) {
            buf_puts(out, rule->choices[i].label);
            return;
        }
    buf_puts(out, value);
}

const struct field_type field_choice = {
    .name = "choice",
    .summary = N_("One value of a list (F4)"),
    .options = TAKES_LIST | TAKES_LENGTH,
    .keys = KEYS_TEXT,
    .max_length = 250,
    .parse = parse,
    .show = show,
};
