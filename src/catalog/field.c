/* field.c - see field.h. What all types share. */
#include "catalog/field.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/viet.h"
#include "fields.inc"

#define LINE_MAX_CHARACTERS 250 /* longer texts may hold several lines */
#define NUMBERED_LIST_MAX   60  /* the 54 ethnic groups keep their statistical number */

const struct field_type *field_type_find(const char *name)
{
    for (const struct field_type *const *t = field_table; *t; t++)
        if (strcmp((*t)->name, name) == 0)
            return *t;
    return NULL;
}

/* Through the text border: NFC, nothing hidden, measured. Only long texts may hold several lines. Blanks at
 * the ends fall away, those the border made of other blanks, too. */
static enum rc accepted(struct buf *out, const struct field_type *type, const char *typed,
    const struct field_rule *rule, struct err *e)
{
    int max = rule->max_length ? rule->max_length : type->max_length;
    struct text_limits limits = {
        .points = max ? (size_t)max : 1000, .bytes = 64 << 10, .newline = max > LINE_MAX_CHARACTERS
    };
    typed += strspn(typed, " \t\r\n");
    size_t len = strlen(typed);
    while (len && strchr(" \t\r\n", typed[len - 1]))
        len--;
    AUTO_BUF text = buf_limit(64 << 10);
    enum rc rc = text_accept(&text, typed, len, &limits, NULL, e);
    if (rc)
        return rc;
    const char *from = buf_text(&text), *to = from + text.len;
    while (*from == ' ' || *from == '\n')
        from++;
    while (to > from && (to[-1] == ' ' || to[-1] == '\n'))
        to--;
    return buf_add(out, from, (size_t)(to - from)) ? err_no_memory(e) : RC_OK;
}

enum rc field_parse(struct buf *out, const struct field_type *type, const char *typed,
    const struct field_rule *rule, struct day today, struct err *e)
{
    AUTO_BUF text = buf_limit(64 << 10);
    enum rc rc = accepted(&text, type, typed, rule, e);
    if (rc || !text.len)
        return rc;
    if (!type->parse)
        return buf_puts(out, buf_text(&text)) ? err_no_memory(e) : RC_OK;
    rc = type->parse(out, buf_text(&text), rule, today, e);
    return rc != RC_REFUSED && (rc || out->failed) ? err_no_memory(e) : rc;
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

/* --- lists of values --- */

/* Whether the search key `key` is that of `text`, or of one of its pieces between ";". */
static bool key_of(const char *text, const char *key, bool pieces)
{
    for (const char *p = text; *p;) {
        size_t len = pieces ? strcspn(p, ";") : strlen(p);
        AUTO_BUF own = buf_limit(4096);
        if (!viet_search_key(&own, p, len) && own.len && strcmp(buf_text(&own), key) == 0)
            return true;
        p += len;
        p += strspn(p, "; ");
    }
    return false;
}

/* Exactly as written, in any of its names. */
static bool written_so(const struct field_choice *c, const char *typed)
{
    if (strcmp(c->label, typed) == 0)
        return true;
    size_t len = strlen(typed);
    for (const char *p = c->also; *p;) {
        size_t piece = strcspn(p, ";");
        if (piece == len && strncmp(p, typed, len) == 0)
            return true;
        p += piece;
        p += strspn(p, "; ");
    }
    return false;
}

/* "3" in a list of seven: what the list on the screen shows beside it. Long lists have no such numbers. */
static const struct field_choice *by_number(const struct field_rule *rule, const char *typed)
{
    size_t len = strspn(typed, "0123456789");
    long number = len && len < 3 && !typed[len] ? strtol(typed, NULL, 10) : 0;
    bool short_list = rule->choices_count <= NUMBERED_LIST_MAX;
    return number > 0 && short_list && (size_t)number <= rule->choices_count ? &rule->choices[number - 1]
                                                                             : NULL;
}

const struct field_choice *field_choose(const struct field_rule *rule, const char *typed)
{
    for (size_t i = 0; i < rule->choices_count; i++)
        if (strcmp(rule->choices[i].value, typed) == 0)
            return &rule->choices[i];
    for (size_t i = 0; i < rule->choices_count; i++)
        if (written_so(&rule->choices[i], typed))
            return &rule->choices[i];
    const struct field_choice *found = by_number(rule, typed);
    AUTO_BUF key = buf_limit(4096);
    if (found || viet_search_key(&key, typed, strlen(typed)) || !key.len)
        return found;
    for (size_t i = 0; i < rule->choices_count; i++) {
        const struct field_choice *c = &rule->choices[i];
        if (!key_of(c->label, buf_text(&key), false) && !key_of(c->also, buf_text(&key), true))
            continue;
        if (found)
            return NULL; /* two fit: the clerk chooses */
        found = c;
    }
    return found;
}
