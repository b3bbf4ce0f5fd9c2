/* layout_blocks.c - the blocks of a layout: one small reader a kind, one row in the table. */
#include <math.h>

#include "base/i18n.h"
#include "base/yaml.h"
#include "paper/layout_parts.h"

static enum rc read_texts(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    (void)entry;
    return layout_get_texts(r, &block->texts, value);
}

static enum rc read_pair(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    (void)entry;
    if (!yaml_is_list(value) || yaml_len(value) != 2)
        return layout_refuse(r, value, N_("a pair is a list of two texts"));
    return layout_get_texts(r, &block->texts, value);
}

static enum rc read_header(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    static const char *const keys[] = { "left", "right", NULL };
    if (!yaml_is_map(value))
        return layout_refuse(r, value, N_("a header has the keys left and right"));
    enum rc rc = layout_keys_known(r, value, keys);
    if (!rc)
        rc = layout_get_texts(r, &block->texts, yaml_get(value, "left"));
    if (!rc)
        rc = layout_get_texts(r, &block->right, yaml_get(value, "right"));
    if (!rc)
        rc = layout_get_line(r, &block->qr, yaml_get(entry, "qr"), NULL);
    if (!rc)
        rc = layout_get_line(r, &block->right_qr, yaml_get(entry, "right_qr"), NULL);
    return rc ? rc : layout_get_texts(r, &block->beside, yaml_get(entry, "beside"));
}

static enum rc read_column(
    struct reader *r, struct column *column, const struct yaml_node *node, const char *over)
{
    static const char *const keys[] = { "head", "width", "text", "align", NULL };
    if (!yaml_is_map(node))
        return layout_refuse(r, node, N_("a column has the keys head, width, text and align"));
    enum rc rc = layout_keys_known(r, node, keys);
    if (!rc && !yaml_get(node, "width"))
        rc = layout_refuse_missing(r, node, "width");
    if (!rc)
        rc = layout_get_line(r, &column->head, yaml_get(node, "head"), NULL);
    if (!rc)
        rc = layout_get_line(r, &column->text, yaml_get(node, "text"), over);
    if (!rc)
        rc = layout_get_number(r, &column->width, yaml_get(node, "width"), 1, 100);
    return rc ? rc : layout_get_align(r, &column->align, yaml_get(node, "align"));
}

static enum rc read_columns(struct reader *r, struct block *block, const struct yaml_node *list)
{
    double sum = 0;
    if (yaml_len(list) > COLUMNS_MAX)
        return layout_refuse(r, list, N_("a table has at most 24 columns"));
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
        return layout_refuse_at(r, list, 0, what);
    }
    return RC_OK;
}

static enum rc read_table(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    double least = 0;
    enum rc rc = layout_get_path(r, &block->over, value);
    if (!rc && !yaml_is_list(yaml_get(entry, "columns")))
        return layout_refuse_missing(r, entry, "columns");
    if (!rc)
        rc = read_columns(r, block, yaml_get(entry, "columns"));
    if (!rc)
        rc = layout_get_number(r, &least, yaml_get(entry, "least"), 0, 60);
    block->least = (int)least;
    return rc;
}

static enum rc read_each(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    const char **one = arena_array(&r->layout->arena, 1, sizeof *one);
    if (!one)
        return err_no_memory(r->e);
    enum rc rc = layout_get_path(r, &block->over, value);
    if (!rc && !yaml_get(entry, "text"))
        return layout_refuse_missing(r, entry, "text");
    if (!rc)
        rc = layout_get_line(r, one, yaml_get(entry, "text"), block->over);
    block->texts = (struct texts){ one, 1 };
    return rc;
}

static enum rc read_signatures(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    (void)entry;
    size_t people = yaml_len(value);
    if (!yaml_is_list(value) || people < 1 || people > 3)
        return layout_refuse(r, value, N_("one to three people sign"));
    const char **at = arena_array(&r->layout->arena, people * 3, sizeof *at);
    if (!at)
        return err_no_memory(r->e);
    for (size_t i = 0; i < people; i++) {
        const struct yaml_node *person = yaml_at(value, i);
        if (!yaml_is_list(person) || yaml_len(person) != 3)
            return layout_refuse(r, person, N_("who signs, how, and the name: a list of three texts"));
        for (size_t j = 0; j < 3; j++) {
            enum rc rc = layout_get_line(r, &at[i * 3 + j], yaml_at(person, j), NULL);
            if (rc)
                return rc;
        }
    }
    block->texts = (struct texts){ at, people * 3 };
    return RC_OK;
}

/* A square stands alone in the middle, or with its words beside it. */
static enum rc read_qr(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    enum rc rc = layout_get_texts(r, &block->texts, value);
    if (!rc && block->texts.count != 1)
        rc = layout_refuse(r, value, N_("one text belongs here"));
    if (!rc)
        rc = layout_get_texts(r, &block->beside, yaml_get(entry, "beside"));
    return rc ? rc : layout_get_number(r, &block->amount, yaml_get(entry, "side"), 15, 80);
}

static enum rc read_amount(
    struct reader *r, struct block *block, const struct yaml_node *value, const struct yaml_node *entry)
{
    (void)entry;
    return layout_get_number(r, &block->amount, value, 0, 200);
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
    const char *key, *extra[3];
    enum block_kind kind;
    enum rc (*read)(struct reader *, struct block *, const struct yaml_node *, const struct yaml_node *);
} kinds[] = {
    { "header", { "qr", "right_qr", "beside" }, BLOCK_HEADER, read_header },
    { "line", { NULL }, BLOCK_LINE, read_texts },
    { "pair", { NULL }, BLOCK_PAIR, read_pair },
    { "title", { NULL }, BLOCK_TITLE, read_texts },
    { "table", { "columns", "least" }, BLOCK_TABLE, read_table },
    { "each", { "text" }, BLOCK_EACH, read_each },
    { "signatures", { NULL }, BLOCK_SIGNATURES, read_signatures },
    { "notes", { NULL }, BLOCK_NOTES, read_texts },
    { "barcode", { NULL }, BLOCK_BARCODE, read_texts },
    { "qr", { "beside", "side" }, BLOCK_QR, read_qr },
    { "space", { NULL }, BLOCK_SPACE, read_amount },
    { "rule", { NULL }, BLOCK_RULE, read_nothing },
};

static enum rc read_looks(struct reader *r, struct block *block, const struct yaml_node *entry)
{
    enum rc rc = layout_get_path(r, &block->when, yaml_get(entry, "when"));
    if (!rc)
        rc = layout_get_path(r, &block->unless, yaml_get(entry, "unless"));
    if (!rc)
        rc = layout_get_number(r, &block->size, yaml_get(entry, "size"), 5, 40);
    if (!rc)
        rc = layout_get_number(r, &block->indent, yaml_get(entry, "indent"), -60, 60);
    if (!rc)
        rc = layout_get_number(r, &block->before, yaml_get(entry, "before"), 0, 100);
    return rc ? rc : layout_get_align(r, &block->align, yaml_get(entry, "align"));
}

static enum rc read_block(struct reader *r, struct block *block, const struct yaml_node *entry)
{
    if (!yaml_is_map(entry))
        return layout_refuse(r, entry, N_("a block begins with its kind, such as \"line:\" or \"table:\""));
    size_t k = 0, count = sizeof kinds / sizeof kinds[0];
    while (k < count && !yaml_get(entry, kinds[k].key))
        k++;
    if (k == count)
        return yaml_len(entry) ? layout_refuse_key(r, yaml_key_at(entry, 0))
                               : layout_refuse(r, entry,
                                     N_("a block begins with its kind, such as \"line:\" or \"table:\""));
    const char *const keys[] = { kinds[k].key, "when", "unless", "size", "align", "indent", "before",
        kinds[k].extra[0] ? kinds[k].extra[0] : kinds[k].key,
        kinds[k].extra[1] ? kinds[k].extra[1] : kinds[k].key,
        kinds[k].extra[2] ? kinds[k].extra[2] : kinds[k].key, NULL };
    *block = (struct block){ .kind = kinds[k].kind };
    enum rc rc = layout_keys_known(r, entry, keys);
    if (!rc)
        rc = read_looks(r, block, entry);
    return rc ? rc : kinds[k].read(r, block, yaml_get(entry, kinds[k].key), entry);
}

enum rc layout_read_blocks(struct reader *r, const struct yaml_node *list, const struct yaml_node *root)
{
    struct layout *layout = r->layout;
    if (!list)
        return layout_refuse_missing(r, root, "blocks");
    if (!yaml_is_list(list) || yaml_len(list) == 0)
        return layout_refuse(r, list, N_("a list of blocks belongs here"));
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
