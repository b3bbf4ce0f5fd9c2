/* layout.c - walks the YAML tree once, types every value and refuses what it does not know. */
#include "paper/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/yaml.h"
#include "paper/fill.h"

struct reader {
    struct layout *layout;
    const char *name, *text;
    struct err *e;
};

/* --- trouble with its place --- */

static enum rc refuse_at(struct reader *r, const struct yaml_node *at, int more, const char *what)
{
    return err_set(r->e, RC_REFUSED, "paper_layout", N_("%s:%d:%d: %s"), r->name, yaml_line(at),
        yaml_column(at) + more, what);
}

static enum rc refuse(struct reader *r, const struct yaml_node *at, const char *what)
{
    return refuse_at(r, at, 0, _(what));
}

static enum rc refuse_key(struct reader *r, const struct yaml_node *key)
{
    char what[200];
    snprintf(what, sizeof what, _("the key \"%.60s\" is not known here"), yaml_text(key));
    return refuse_at(r, key, 0, what);
}

static enum rc refuse_missing(struct reader *r, const struct yaml_node *map, const char *key)
{
    char what[200];
    snprintf(what, sizeof what, _("the key \"%.60s\" is missing"), key);
    return refuse_at(r, map, 0, what);
}

static enum rc keys_known(struct reader *r, const struct yaml_node *map, const char *const *known)
{
    for (size_t i = 0; i < yaml_len(map); i++) {
        const struct yaml_node *key = yaml_key_at(map, i);
        size_t j = 0;
        while (known[j] && strcmp(known[j], yaml_text(key)) != 0)
            j++;
        if (!known[j])
            return refuse_key(r, key);
    }
    return RC_OK;
}

/* --- typed values; each leaves *ret alone when the node is absent --- */

static enum rc get_number(struct reader *r, double *ret, const struct yaml_node *node, double min, double max)
{
    if (!node)
        return RC_OK;
    const char *text = yaml_text(node);
    char *end = NULL;
    double number = text ? strtod(text, &end) : NAN;
    if (!text || end == text || *end || !(number >= min && number <= max)) {
        char what[200];
        snprintf(what, sizeof what, _("a number from %g to %g belongs here"), min, max);
        return refuse_at(r, node, 0, what);
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

static enum rc get_line(struct reader *r, const char **ret, const struct yaml_node *node, const char *over)
{
    if (!node)
        return RC_OK;
    const char *text = yaml_text(node);
    if (!text)
        return refuse(r, node, N_("a text belongs here"));
    struct err inner = { 0 };
    size_t at;
    if (fill_check(&at, text, over, r->layout->words, &inner))
        return refuse_at(r, node, (int)at + quote_width(r, node), inner.message);
    *ret = text;
    return RC_OK;
}

static enum rc get_path(struct reader *r, const char **ret, const struct yaml_node *node)
{
    if (!node)
        return RC_OK;
    const char *text = yaml_text(node);
    if (!text || !fill_known(text, NULL))
        return refuse(r, node, N_("the name of a fact belongs here, such as due_at or applicant.email"));
    *ret = text;
    return RC_OK;
}

static enum rc get_align(struct reader *r, enum page_align *ret, const struct yaml_node *node)
{
    static const char *const names[] = { "left", "centre", "right", "justify" };
    if (!node)
        return RC_OK;
    for (size_t i = 0; yaml_text(node) && i < 4; i++)
        if (strcmp(names[i], yaml_text(node)) == 0) {
            *ret = (enum page_align)i;
            return RC_OK;
        }
    return refuse(r, node, N_("left, centre, right or justify belongs here"));
}

static enum rc get_texts(struct reader *r, struct texts *ret, const struct yaml_node *node)
{
    if (!node)
        return RC_OK;
    if (yaml_is_map(node))
        return refuse(r, node, N_("a text or a list of texts belongs here"));
    size_t count = yaml_is_list(node) ? yaml_len(node) : 1;
    const char **at = arena_array(&r->layout->arena, count + 1, sizeof *at);
    if (!at)
        return err_no_memory(r->e);
    for (size_t i = 0; i < count; i++) {
        enum rc rc = get_line(r, &at[i], yaml_is_list(node) ? yaml_at(node, i) : node, NULL);
        if (rc)
            return rc;
    }
    *ret = (struct texts){ at, count };
    return RC_OK;
}

/* --- blocks --- */

static enum rc read_texts(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    (void)entry;
    return get_texts(r, &block->texts, value);
}

static enum rc read_pair(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    (void)entry;
    if (!yaml_is_list(value) || yaml_len(value) != 2)
        return refuse(r, value, N_("a pair is a list of two texts"));
    return get_texts(r, &block->texts, value);
}

static enum rc read_header(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    static const char *const keys[] = { "left", "right", NULL };
    if (!yaml_is_map(value))
        return refuse(r, value, N_("a header has the keys left and right"));
    enum rc rc = keys_known(r, value, keys);
    if (!rc)
        rc = get_texts(r, &block->texts, yaml_get(value, "left"));
    if (!rc)
        rc = get_texts(r, &block->right, yaml_get(value, "right"));
    return rc ? rc : get_line(r, &block->qr, yaml_get(entry, "qr"), NULL);
}

static enum rc read_column(
    struct reader *r, struct column *column, const struct yaml_node *node, const char *over)
{
    static const char *const keys[] = { "head", "width", "text", "align", NULL };
    if (!yaml_is_map(node))
        return refuse(r, node, N_("a column has the keys head, width, text and align"));
    enum rc rc = keys_known(r, node, keys);
    if (!rc && !yaml_get(node, "width"))
        rc = refuse_missing(r, node, "width");
    if (!rc)
        rc = get_line(r, &column->head, yaml_get(node, "head"), NULL);
    if (!rc)
        rc = get_line(r, &column->text, yaml_get(node, "text"), over);
    if (!rc)
        rc = get_number(r, &column->width, yaml_get(node, "width"), 1, 100);
    return rc ? rc : get_align(r, &column->align, yaml_get(node, "align"));
}

static enum rc read_columns(struct reader *r, struct block *block, const struct yaml_node *list)
{
    double sum = 0;
    if (yaml_len(list) > COLUMNS_MAX)
        return refuse(r, list, N_("a table has at most 24 columns"));
    block->column_count = yaml_len(list);
    block->columns = arena_array(&r->layout->arena, block->column_count + 1, sizeof *block->columns);
    if (!block->columns)
        return err_no_memory(r->e);
    for (size_t i = 0; i < block->column_count; i++) {
        struct column *column = &block->columns[i];
        *column = (struct column){ .head = "", .text = "" };
        enum rc rc = read_column(r, column, yaml_at(list, i), block->over);
        if (rc)
            return rc;
        sum += column->width;
    }
    if (fabs(sum - 100) > 0.01) {
        char what[200];
        snprintf(what, sizeof what, _("the widths of the columns make %g percent, not 100"), sum);
        return refuse_at(r, list, 0, what);
    }
    return RC_OK;
}

static enum rc read_table(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    double least = 0;
    enum rc rc = get_path(r, &block->over, value);
    if (!rc && !yaml_is_list(yaml_get(entry, "columns")))
        return refuse_missing(r, entry, "columns");
    if (!rc)
        rc = read_columns(r, block, yaml_get(entry, "columns"));
    if (!rc)
        rc = get_number(r, &least, yaml_get(entry, "least"), 0, 60);
    block->least = (int)least;
    return rc;
}

static enum rc read_each(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    const char **one = arena_array(&r->layout->arena, 1, sizeof *one);
    if (!one)
        return err_no_memory(r->e);
    enum rc rc = get_path(r, &block->over, value);
    if (!rc && !yaml_get(entry, "text"))
        return refuse_missing(r, entry, "text");
    if (!rc)
        rc = get_line(r, one, yaml_get(entry, "text"), block->over);
    block->texts = (struct texts){ one, 1 };
    return rc;
}

static enum rc read_signatures(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    (void)entry;
    size_t people = yaml_len(value);
    if (!yaml_is_list(value) || people < 1 || people > 3)
        return refuse(r, value, N_("one to three people sign"));
    const char **at = arena_array(&r->layout->arena, people * 3, sizeof *at);
    if (!at)
        return err_no_memory(r->e);
    for (size_t i = 0; i < people; i++) {
        const struct yaml_node *person = yaml_at(value, i);
        if (!yaml_is_list(person) || yaml_len(person) != 3)
            return refuse(r, person, N_("who signs, how, and the name: a list of three texts"));
        for (size_t j = 0; j < 3; j++) {
            enum rc rc = get_line(r, &at[i * 3 + j], yaml_at(person, j), NULL);
            if (rc)
                return rc;
        }
    }
    block->texts = (struct texts){ at, people * 3 };
    return RC_OK;
}

static enum rc read_amount(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    (void)entry;
    return get_number(r, &block->amount, value, 0, 200);
}

static enum rc read_nothing(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    (void)r, (void)block, (void)value, (void)entry;
    return RC_OK;
}

/* A header may carry a key that is a kind of its own (qr), so the order matters: the first kind found is the
 * block's. */
static const struct {
    const char *key, *extra[2];
    enum block_kind kind;
    enum rc (*read)(struct reader *, struct block *, const struct yaml_node *, const struct yaml_node *);
} kinds[] = {
    { "header", { "qr" }, BLOCK_HEADER, read_header },
    { "line", { NULL }, BLOCK_LINE, read_texts },
    { "pair", { NULL }, BLOCK_PAIR, read_pair },
    { "title", { NULL }, BLOCK_TITLE, read_texts },
    { "table", { "columns", "least" }, BLOCK_TABLE, read_table },
    { "each", { "text" }, BLOCK_EACH, read_each },
    { "signatures", { NULL }, BLOCK_SIGNATURES, read_signatures },
    { "notes", { NULL }, BLOCK_NOTES, read_texts },
    { "barcode", { NULL }, BLOCK_BARCODE, read_texts },
    { "qr", { NULL }, BLOCK_QR, read_texts },
    { "space", { NULL }, BLOCK_SPACE, read_amount },
    { "rule", { NULL }, BLOCK_RULE, read_nothing },
};

static enum rc read_looks(struct reader *r, struct block *block, const struct yaml_node *entry)
{
    enum rc rc = get_path(r, &block->when, yaml_get(entry, "when"));
    if (!rc)
        rc = get_path(r, &block->unless, yaml_get(entry, "unless"));
    if (!rc)
        rc = get_number(r, &block->size, yaml_get(entry, "size"), 5, 40);
    if (!rc)
        rc = get_number(r, &block->indent, yaml_get(entry, "indent"), -60, 60);
    if (!rc)
        rc = get_number(r, &block->before, yaml_get(entry, "before"), 0, 100);
    return rc ? rc : get_align(r, &block->align, yaml_get(entry, "align"));
}

static enum rc read_block(struct reader *r, struct block *block, const struct yaml_node *entry)
{
    if (!yaml_is_map(entry))
        return refuse(r, entry, N_("a block begins with its kind, such as \"line:\" or \"table:\""));
    size_t k = 0, count = sizeof kinds / sizeof kinds[0];
    while (k < count && !yaml_get(entry, kinds[k].key))
        k++;
    if (k == count)
        return yaml_len(entry)
                   ? refuse_key(r, yaml_key_at(entry, 0))
                   : refuse(r, entry, N_("a block begins with its kind, such as \"line:\" or \"table:\""));
    const char *const keys[] = { kinds[k].key, "when", "unless", "size", "align", "indent", "before",
        kinds[k].extra[0] ? kinds[k].extra[0] : kinds[k].key,
        kinds[k].extra[1] ? kinds[k].extra[1] : kinds[k].key, NULL };
    *block = (struct block){ .kind = kinds[k].kind };
    enum rc rc = keys_known(r, entry, keys);
    if (!rc)
        rc = read_looks(r, block, entry);
    return rc ? rc : kinds[k].read(r, block, yaml_get(entry, kinds[k].key), entry);
}

static enum rc read_blocks(struct reader *r, const struct yaml_node *list, const struct yaml_node *root)
{
    struct layout *layout = r->layout;
    if (!list)
        return refuse_missing(r, root, "blocks");
    if (!yaml_is_list(list) || yaml_len(list) == 0)
        return refuse(r, list, N_("a list of blocks belongs here"));
    layout->block_count = yaml_len(list);
    layout->blocks = arena_array(&layout->arena, layout->block_count, sizeof *layout->blocks);
    if (!layout->blocks)
        return err_no_memory(r->e);
    for (size_t i = 0; i < layout->block_count; i++) {
        enum rc rc = read_block(r, &layout->blocks[i], yaml_at(list, i));
        if (rc)
            return rc;
    }
    return RC_OK;
}

/* --- the sheet --- */

static enum rc read_size(struct reader *r, const struct yaml_node *node)
{
    static const char *const names[PAGE_SIZES] = { "A4", "A4 landscape", "A5", "A5 landscape", "roll 80" };
    for (size_t i = 0; node && yaml_text(node) && i < PAGE_SIZES; i++)
        if (strcmp(names[i], yaml_text(node)) == 0) {
            r->layout->size = (enum page_size)i;
            return RC_OK;
        }
    return node ? refuse(r, node, N_("A4, A4 landscape, A5, A5 landscape or roll 80 belongs here")) : RC_OK;
}

static enum rc read_margins(struct reader *r, const struct yaml_node *node)
{
    if (!node)
        return RC_OK;
    if (!yaml_is_list(node) || yaml_len(node) != 4)
        return refuse(r, node, N_("four margins in millimetres: top, right, bottom, left"));
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < 4; i++)
        rc = get_number(r, &r->layout->margins[i], yaml_at(node, i), 0, 60);
    return rc;
}

static enum rc read_map(struct reader *r, const struct yaml_node **ret, const struct yaml_node *node)
{
    if (node && !yaml_is_map(node))
        return refuse(r, node, N_("a map of names and texts belongs here"));
    *ret = node;
    return RC_OK;
}

static enum rc read_sheet(struct reader *r, const struct yaml_node *root)
{
    static const char *const keys[] = { "paper", "title", "size", "margins", "text_size", "copies", "sets",
        "words", "blocks", NULL };
    struct layout *layout = r->layout;
    if (!yaml_is_map(root))
        return refuse(r, root, N_("a layout begins with \"paper:\" and its name"));
    enum rc rc = keys_known(r, root, keys);
    if (!rc && !yaml_get_text(root, "paper"))
        rc = refuse_missing(r, root, "paper");
    if (!rc && !yaml_get_text(root, "title"))
        rc = refuse_missing(r, root, "title");
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
        rc = get_number(r, &layout->text_size, yaml_get(root, "text_size"), 5, 40);
    return rc ? rc : get_texts(r, &layout->copies, yaml_get(root, "copies"));
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
        rc = read_blocks(&r, yaml_get(root, "blocks"), root);
    if (rc) {
        layout_free(layout);
        return rc;
    }
    *ret = layout;
    return RC_OK;
}

static bool plain_name(const char *name)
{
    return name[0] && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

enum rc layout_read(struct layout **ret, const char *share_dir, const char *name, struct err *e)
{
    char path[4096], shown[160];
    snprintf(path, sizeof path, "%s/data/papers/%.100s.yaml", share_dir, name);
    snprintf(shown, sizeof shown, "data/papers/%.100s.yaml", name);
    if (!plain_name(name) || !fs_exists(path)) {
        err_set(e, RC_NOT_FOUND, "paper_unknown", N_("There is no paper called \"%.40s\"."), name);
        err_cause(e, "no file %s", path);
        return RC_NOT_FOUND;
    }
    AUTO_BUF text = buf_limit(YAML_SIZE_MAX);
    enum rc rc = fs_read(&text, path, YAML_SIZE_MAX, e);
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
