/* layout_values.c - typed values of a layout and the words for what is wrong with them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/yaml.h"
#include "paper/fill.h"
#include "paper/layout_parts.h"

/* --- trouble with its place --- */

enum rc layout_refuse_at(struct reader *r, const struct yaml_node *at, int more, const char *what)
{
    return err_set(r->e, RC_REFUSED, "paper_layout", N_("%s:%d:%d: %s"), r->name, yaml_line(at),
        yaml_column(at) + more, what);
}

enum rc layout_refuse(struct reader *r, const struct yaml_node *at, const char *what)
{
    return layout_refuse_at(r, at, 0, _(what));
}

enum rc layout_refuse_key(struct reader *r, const struct yaml_node *key)
{
    char what[200];
    snprintf(what, sizeof what, _("the key \"%.60s\" is not known here"), yaml_text(key));
    return layout_refuse_at(r, key, 0, what);
}

enum rc layout_refuse_missing(struct reader *r, const struct yaml_node *map, const char *key)
{
    char what[200];
    snprintf(what, sizeof what, _("the key \"%.60s\" is missing"), key);
    return layout_refuse_at(r, map, 0, what);
}

enum rc layout_keys_known(struct reader *r, const struct yaml_node *map, const char *const *known)
{
    for (size_t i = 0; i < yaml_len(map); i++) {
        const struct yaml_node *key = yaml_key_at(map, i);
        size_t j = 0;
        while (known[j] && strcmp(known[j], yaml_text(key)) != 0)
            j++;
        if (!known[j])
            return layout_refuse_key(r, key);
    }
    return RC_OK;
}

/* --- typed values; each leaves *ret alone when the node is absent --- */

enum rc layout_get_number(struct reader *r, double *ret, const struct yaml_node *node, double min, double max)
{
    if (!node)
        return RC_OK;
    const char *text = yaml_text(node);
    char *end = NULL;
    double number = text ? strtod(text, &end) : NAN;
    if (!text || end == text || *end || !(number >= min && number <= max)) {
        char what[200];
        snprintf(what, sizeof what, _("a number from %g to %g belongs here"), min, max);
        return layout_refuse_at(r, node, 0, what);
    }
    *ret = number;
    return RC_OK;
}

/* 1 when the text at the node begins with a quotation mark, which the reader has already taken away. */
static int quote_width(const struct reader *r, const struct yaml_node *node)
{
    const char *c = r->text;
    for (int line = 1; c && line < yaml_line(node); line++)
        c = strchr(c, '\n') ? strchr(c, '\n') + 1 : NULL;
    for (int column = 1; c && *c && column < yaml_column(node); column++) {
        c++;
        while (((unsigned char)*c & 0xc0) == 0x80)
            c++;
    }
    return c && (*c == '"' || *c == '\'');
}

enum rc layout_get_line(struct reader *r, const char **ret, const struct yaml_node *node, const char *over)
{
    if (!node)
        return RC_OK;
    const char *text = yaml_text(node);
    if (!text)
        return layout_refuse(r, node, N_("a text belongs here"));
    struct err inner = { 0 };
    size_t at;
    if (fill_check(&at, text, over, r->layout->words, &inner))
        return layout_refuse_at(r, node, (int)at + quote_width(r, node), inner.message);
    *ret = text;
    return RC_OK;
}

enum rc layout_get_path(struct reader *r, const char **ret, const struct yaml_node *node)
{
    if (!node)
        return RC_OK;
    const char *text = yaml_text(node);
    if (!text || !fill_known(text, NULL))
        return layout_refuse(
            r, node, N_("the name of a fact belongs here, such as due_at or applicant.email"));
    *ret = text;
    return RC_OK;
}

enum rc layout_get_align(struct reader *r, enum page_align *ret, const struct yaml_node *node)
{
    static const char *const names[] = { "left", "centre", "right", "justify" };
    if (!node)
        return RC_OK;
    for (size_t i = 0; yaml_text(node) && i < 4; i++)
        if (strcmp(names[i], yaml_text(node)) == 0) {
            *ret = (enum page_align)i;
            return RC_OK;
        }
    return layout_refuse(r, node, N_("left, centre, right or justify belongs here"));
}

enum rc layout_get_texts(struct reader *r, struct texts *ret, const struct yaml_node *node)
{
    if (!node)
        return RC_OK;
    if (yaml_is_map(node))
        return layout_refuse(r, node, N_("a text or a list of texts belongs here"));
    size_t count = yaml_is_list(node) ? yaml_len(node) : 1;
    const char **at = arena_array(&r->layout->arena, count + 1, sizeof *at);
    if (!at)
        return err_no_memory(r->e);
    for (size_t i = 0; i < count; i++) {
        enum rc rc = layout_get_line(r, &at[i], yaml_is_list(node) ? yaml_at(node, i) : node, NULL);
        if (rc)
            return rc;
    }
    *ret = (struct texts){ at, count };
    return RC_OK;
}
