/* yaml.h - what people write by hand: forms, layouts, settings. The only home of libyaml.
 *
 * A document is read whole into a small tree of texts, lists and maps. Every scalar is a text, so that `01`,
 * `no` and `1.10` stay what was written; who asks for a number types it. A file from a stranger is harmless:
 * at most 1 MB, 16 levels and 50,000 nodes; no anchors, aliases or tags, one document, no doubled keys.
 * Each node remembers its line and column (1-based, columns in characters), and every error tells them.
 */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define YAML_SIZE_MAX  ((size_t)1 << 20)
#define YAML_DEPTH_MAX 16
#define YAML_NODES_MAX 50000

struct yaml;      /* a document; owns its nodes */
struct yaml_node; /* a text, a list or a map inside it; borrowed */

struct yaml_place {
    int line, column; /* 0 = the whole file */
};

/* `name` stands in messages: "forms/x.yaml:4:7: ...". `where` (may be NULL) gets the place of the trouble.
 * RC_REFUSED for everything that is wrong with the document. An empty document has an empty map as its root.
 */
MUST enum rc yaml_parse(struct yaml **ret, const char *text, size_t len, const char *name,
    struct yaml_place *where, struct err *e);
MUST enum rc yaml_read(struct yaml **ret, const char *path, struct yaml_place *where, struct err *e);

const struct yaml_node *yaml_root(const struct yaml *document);

/* All of these accept NULL nodes and nodes of another kind, and then say "not there". */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);
const struct yaml_node *yaml_at(const struct yaml_node *list_or_map, size_t index); /* a map's value */
const struct yaml_node *yaml_key_at(const struct yaml_node *map, size_t index);     /* a text node */
size_t yaml_len(const struct yaml_node *list_or_map);                               /* entries */
const char *yaml_text(const struct yaml_node *node);                                /* NULL unless a text */
const char *yaml_get_text(const struct yaml_node *map, const char *key);
bool yaml_is_text(const struct yaml_node *node);
bool yaml_is_list(const struct yaml_node *node);
bool yaml_is_map(const struct yaml_node *node);
int yaml_line(const struct yaml_node *node); /* 0 for NULL */
int yaml_column(const struct yaml_node *node);

void yaml_release(struct yaml *document); /* not yaml_free: libyaml has a function of that name */
void yaml_auto_free(struct yaml **document);
#define AUTO_YAML __attribute__((cleanup(yaml_auto_free))) struct yaml *

#endif
