/* layout.c - a layout from its file: what it does not know it refuses. */
#include "paper/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/yaml.h"
#include "paper/layout_parts.h"

/* --- the sheet --- */

static enum rc read_size(struct reader *r, const struct yaml_node *node)
{
    static const char *const names[PAGE_SIZES] = { "A4", "A4 landscape", "A5", "A5 landscape", "roll 80" };
    for (size_t i = 0; node && yaml_text(node) && i < PAGE_SIZES; i++)
        if (strcmp(names[i], yaml_text(node)) == 0) {
            r->layout->size = (enum page_size)i;
            return RC_OK;
        }
    return node ? layout_refuse(r, node, N_("A4, A4 landscape, A5, A5 landscape or roll 80 belongs here"))
                : RC_OK;
}

static enum rc read_margins(struct reader *r, const struct yaml_node *node)
{
    if (!node)
        return RC_OK;
    if (!yaml_is_list(node) || yaml_len(node) != 4)
        return layout_refuse(r, node, N_("four margins in millimetres: top, right, bottom, left"));
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < 4; i++)
        rc = layout_get_number(r, &r->layout->margins[i], yaml_at(node, i), 0, 60);
    return rc;
}

static enum rc read_map(struct reader *r, const struct yaml_node **ret, const struct yaml_node *node)
{
    if (node && !yaml_is_map(node))
        return layout_refuse(r, node, N_("a map of names and texts belongs here"));
    *ret = node;
    return RC_OK;
}

static enum rc read_sheet(struct reader *r, const struct yaml_node *root)
{
    static const char *const keys[] = { "paper", "title", "size", "margins", "text_size", "copies", "sets",
        "words", "blocks", NULL };
    struct layout *layout = r->layout;
    if (!yaml_is_map(root))
        return layout_refuse(r, root, N_("a layout begins with \"paper:\" and its name"));
    enum rc rc = layout_keys_known(r, root, keys);
    if (!rc && !yaml_get_text(root, "paper"))
        rc = layout_refuse_missing(r, root, "paper");
    if (!rc && !yaml_get_text(root, "title"))
        rc = layout_refuse_missing(r, root, "title");
    if (rc)
        return rc;
    layout->name = yaml_get_text(root, "paper");
    layout->title = yaml_get_text(root, "title");
    rc = read_map(r, &layout->words, yaml_get(root, "words"));
    if (!rc)
        rc = read_map(r, &layout->sets, yaml_get(root, "sets"));
    if (!rc)
        rc = read_size(r, yaml_get(root, "size"));
    if (!rc)
        rc = read_margins(r, yaml_get(root, "margins"));
    if (!rc)
        rc = layout_get_number(r, &layout->text_size, yaml_get(root, "text_size"), 5, 40);
    return rc ? rc : layout_get_texts(r, &layout->copies, yaml_get(root, "copies"));
}

enum rc layout_parse(struct layout **ret, const char *text, size_t len, const char *name, struct err *e)
{
    struct layout *layout = calloc(1, sizeof *layout);
    if (!layout)
        return err_no_memory(e);
    layout->text_size = 13;
    static const double usual[4] = { 20, 15, 20, 25 };
    memcpy(layout->margins, usual, sizeof usual);
    struct reader r = { layout, name, text, e };
    enum rc rc = yaml_parse(&layout->document, text, len, name, NULL, e);
    const struct yaml_node *root = layout->document ? yaml_root(layout->document) : NULL;
    if (!rc)
        rc = read_sheet(&r, root);
    if (!rc)
        rc = layout_read_blocks(&r, yaml_get(root, "blocks"), root);
    if (rc) {
        layout_free(layout);
        return rc;
    }
    *ret = layout;
    return RC_OK;
}

static bool plain_name(const char *name)
{
    return name[0] && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen(name);
}

static bool find_file(char path[4096], char shown[160], struct layout_place place, const char *name)
{
    snprintf(shown, 160, "papers/%.100s.yaml", name);
    if (place.own_dir) {
        snprintf(path, 4096, "%s/papers/%.100s.yaml", place.own_dir, name);
        if (fs_exists(path))
            return true;
    }
    snprintf(shown, 160, "data/papers/%.100s.yaml", name);
    snprintf(path, 4096, "%s/data/papers/%.100s.yaml", place.share_dir, name);
    return fs_exists(path);
}

enum rc layout_text(
    struct buf *out, char shown[160], struct layout_place place, const char *name, struct err *e)
{
    char path[4096];
    if (plain_name(name) && find_file(path, shown, place, name))
        return fs_read(out, path, YAML_SIZE_MAX, e);
    err_set(e, RC_NOT_FOUND, "paper_unknown", N_("There is no paper called \"%.40s\"."), name);
    err_cause(e, "no file data/papers/%.100s.yaml", name);
    return RC_NOT_FOUND;
}

enum rc layout_read(struct layout **ret, struct layout_place place, const char *name, struct err *e)
{
    char shown[160];
    AUTO_BUF text = buf_limit(YAML_SIZE_MAX);
    enum rc rc = layout_text(&text, shown, place, name, e);
    return rc ? rc : layout_parse(ret, buf_text(&text), text.len, shown, e);
}

const char *layout_form(const struct layout *layout, const char *set)
{
    const char *form = yaml_get_text(layout->sets, set);
    return form ? form : "";
}

void layout_free(struct layout *layout)
{
    if (!layout)
        return;
    yaml_release(layout->document);
    arena_release(&layout->arena);
    free(layout);
}

void layout_auto_free(struct layout **layout)
{
    layout_free(*layout);
}
