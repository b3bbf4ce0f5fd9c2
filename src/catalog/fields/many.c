/* many.c - several of a list: "1, 3" or their names; kept in the list's order, joined by "; ". */
#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/field.h"

#include <string.h>

#define MANY_MAX 100

/* Marks the choice meant by one piece of the typed text. */
static enum rc mark(bool *marked, const char *piece, size_t len, const struct field_rule *rule, struct err *e)
{
    while (len && *piece == ' ')
        piece++, len--;
    while (len && piece[len - 1] == ' ')
        len--;
    if (!len)
        return RC_OK;
    AUTO_BUF text = buf_limit(0);
    if (buf_add(&text, piece, len))
        return err_no_memory(e);
    const struct field_choice *choice = field_choose(rule, buf_text(&text));
    if (!choice || choice >= rule->choices + MANY_MAX)
        return err_set(e, RC_REFUSED, "choice_unknown",
            N_("\"%.60s\" is not in the list of this field; choose with F4"), buf_text(&text));
    marked[choice - rule->choices] = true;
    return RC_OK;
}

static enum rc parse(
    struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e)
{
    (void)today;
    bool marked[MANY_MAX] = { false };
    const char *separators = strchr(typed, ';') ? ";" : ",";
    for (const char *p = typed; p;) {
        const char *end = strpbrk(p, separators);
        enum rc rc = mark(marked, p, end ? (size_t)(end - p) : strlen(p), rule, e);
        if (rc)
            return rc;
        p = end ? end + 1 : NULL;
    }
    for (size_t i = 0, n = 0; i < rule->choices_count && i < MANY_MAX; i++)
        if (marked[i])
            buf_addf(out, "%s%s", n++ ? "; " : "", rule->choices[i].value);
    return out->failed;
}

static void show(struct buf *out, const char *value, const struct field_rule *rule)
{
    size_t n = 0;
    for (const char *p = value; *p;) {
        size_t len = strcspn(p, ";");
        const char *label = NULL;
        for (size_t i = 0; i < rule->choices_count; i++)
            if (strlen(rule->choices[i].value) == len && strncmp(rule->choices[i].value, p, len) == 0)
                label = rule->choices[i].label;
        buf_addf(out, "%s%.*s", n++ ? "; " : "", label ? (int)strlen(label) : (int)len, label ? label : p);
        p += len;
        p += strspn(p, "; ");
    }
}

const struct field_type field_many = {
    .name = "many",
    .summary = N_("Several values of a list, for instance 1, 3 (F4)"),
    .options = TAKES_LIST | TAKES_LENGTH,
    .keys = KEYS_TEXT,
    .max_length = 1000,
    .parse = parse,
    .show = show,
};
