/* field.c - see field.h. What all types share. */
#include "catalog/field.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "fields.inc"

const struct field_type *field_type_find(const char *name)
{
    for (const struct field_type *const *t = field_table; *t; t++)
        if (strcmp((*t)->name, name) == 0)
            return *t;
    return NULL;
}

static size_t characters(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

/* Blanks at both ends fall away. */
static enum rc trimmed(struct buf *out, const char *typed)
{
    while (*typed == ' ' || *typed == '\t' || *typed == '\n')
        typed++;
    size_t len = strlen(typed);
    while (len && (typed[len - 1] == ' ' || typed[len - 1] == '\t' || typed[len - 1] == '\n'))
        len--;
    return buf_add(out, typed, len);
}

enum rc field_parse(struct buf *out, const struct field_type *type, const char *typed,
    const struct field_rule *rule, struct day today, struct err *e)
{
    AUTO_BUF text = buf_limit(0);
    if (trimmed(&text, typed))
        return err_no_memory(e);
    if (!text.len)
        return RC_OK;
    int max = rule->max_length ? rule->max_length : type->max_length;
    if (max && characters(buf_text(&text)) > (size_t)max)
        return err_set(e, RC_REFUSED, "answer_too_long",
            N_("Too long: at most %d characters fit here, %zu were typed"), max, characters(buf_text(&text)));
    if (!type->parse)
        return buf_puts(out, buf_text(&text)) ? err_no_memory(e) : RC_OK;
    enum rc rc = type->parse(out, buf_text(&text), rule, today, e);
    return !rc && out->failed ? err_no_memory(e) : rc;
}

void field_show(
    struct buf *out, const struct field_type *type, const char *value, const struct field_rule *rule)
{
    if (type->show && *value)
        type->show(out, value, rule);
    else
        buf_puts(out, value);
}

bool field_digits(struct buf *out, const char *typed)
{
    for (; *typed; typed++) {
        if (*typed >= '0' && *typed <= '9')
            buf_putc(out, *typed);
        else if (!strchr(" .-", *typed))
            return false;
    }
    return true;
}

static bool same(const char *a, const char *b)
{
    return a && b && *a && strcasecmp(a, b) == 0;
}

const struct field_choice *field_choose(const struct field_rule *rule, const char *typed)
{
    for (size_t i = 0; i < rule->choices_count; i++)
        if (strcmp(rule->choices[i].value, typed) == 0)
            return &rule->choices[i];
    for (size_t i = 0; i < rule->choices_count; i++)
        if (same(rule->choices[i].label, typed) || same(rule->choices[i].also, typed))
            return &rule->choices[i];
    return NULL;
}
