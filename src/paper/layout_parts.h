/* layout_parts.h - reading a layout: typed values, each refused with its place. For layout*.c only. */
#ifndef PAPER_LAYOUT_PARTS_H
#define PAPER_LAYOUT_PARTS_H

#include "paper/layout.h"

struct reader {
    struct layout *layout;
    const char *name, *text;
    struct err *e;
};

/* "name:line:column: what"; `more` columns to the right of the node. */
enum rc layout_refuse_at(struct reader *r, const struct yaml_node *at, int more, const char *what);
enum rc layout_refuse(struct reader *r, const struct yaml_node *at, const char *msgid);
enum rc layout_refuse_key(struct reader *r, const struct yaml_node *key);
enum rc layout_refuse_missing(struct reader *r, const struct yaml_node *map, const char *key);

/* Refuses the first key of `map` that is not in `known` (ends with NULL). */
MUST enum rc layout_keys_known(struct reader *r, const struct yaml_node *map, const char *const *known);

/* Each leaves *ret alone when the node is absent. `over` names the list of the surrounding table, or NULL. */
MUST enum rc layout_get_number(
    struct reader *r, double *ret, const struct yaml_node *node, double min, double max);
MUST enum rc layout_get_line(
    struct reader *r, const char **ret, const struct yaml_node *node, const char *over);
MUST enum rc layout_get_path(struct reader *r, const char **ret, const struct yaml_node *node);
MUST enum rc layout_get_align(struct reader *r, enum page_align *ret, const struct yaml_node *node);
MUST enum rc layout_get_texts(struct reader *r, struct texts *ret, const struct yaml_node *node);

/* layout_blocks.c */
MUST enum rc layout_read_blocks(struct reader *r, const struct yaml_node *list, const struct yaml_node *root);

#endif
