/* yaml.c - see yaml.h. libyaml's events are turned into nodes of one arena; the limits are met while reading,
 * so that a bomb never unfolds.
 */
#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"

enum kind { TEXT, LIST, MAP };

struct yaml_node {
    enum kind kind;
    struct yaml_place place;
    const char *text;
    struct yaml_node **items; /* of a list; or the values of a map */
    struct yaml_node **keys;  /* of a map */
    size_t count, room;
};

struct yaml {
    struct arena arena;
    struct yaml_node *root;
};

struct reader {
    yaml_parser_t parser;
    struct yaml *document;
    const char *name;
    int depth, nodes;
    struct yaml_place place; /* of what is being read */
    struct err *e;
};

static struct yaml_place place_of(yaml_mark_t mark)
{
    return (struct yaml_place){ (int)mark.line + 1, (int)mark.column + 1 };
}

/* Says what is wrong at r->place; `what` is a msgid without conversions. */
static enum rc refuse(struct reader *r, const char *code, const char *what)
{
    return err_set(
        r->e, RC_REFUSED, code, N_("%s:%d:%d: %s"), r->name, r->place.line, r->place.column, _(what));
}

static enum rc syntax(struct reader *r)
{
    const yaml_parser_t *p = &r->parser;
    if (p->error == YAML_MEMORY_ERROR)
        return err_no_memory(r->e);
    r->place = p->error == YAML_READER_ERROR ? place_of(p->mark) : place_of(p->problem_mark);
    refuse(r, "yaml_syntax",
        p->error == YAML_READER_ERROR
            ? N_("bytes that are not plain UTF-8 text")
            : N_("this cannot be read; look at the indentation and the quotation marks"));
    err_cause(r->e, "%s%s%s", p->context ? p->context : "", p->context ? ": " : "",
        p->problem ? p->problem : "unreadable");
    return RC_REFUSED;
}

static enum rc next_event(struct reader *r, yaml_event_t *event)
{
    if (!yaml_parser_parse(&r->parser, event))
        return syntax(r);
    r->place = place_of(event->start_mark);
    return RC_OK;
}

static struct yaml_node *node_new(struct reader *r, enum kind kind)
{
    struct yaml_node *node = arena_alloc(&r->document->arena, sizeof *node);
    if (node) {
        node->kind = kind;
        node->place = r->place;
    }
    return node;
}

static bool grow(struct arena *arena, struct yaml_node *n)
{
    if (n->count < n->room)
        return true;
    size_t room = n->room ? n->room * 2 : 8;
    struct yaml_node **items = arena_array(arena, room, sizeof *items);
    struct yaml_node **keys = arena_array(arena, room, sizeof *keys);
    if (!items || !keys)
        return false;
    if (n->count) {
        memcpy(items, n->items, n->count * sizeof *items);
        memcpy(keys, n->keys, n->count * sizeof *keys);
    }
    n->items = items;
    n->keys = keys;
    n->room = room;
    return true;
}

static bool control_inside(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < 0x20 && text[i] != '\n' && text[i] != '\t')
            return true;
    return false;
}

static enum rc text_node(struct yaml_node **ret, struct reader *r, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t len = event->data.scalar.length;
    if (control_inside(text, len))
        return refuse(r, "yaml_control", N_("a control character is hidden in the text"));
    struct yaml_node *node = node_new(r, TEXT);
    if (!node || !(node->text = arena_strndup(&r->document->arena, text, len)))
        return err_no_memory(r->e);
    *ret = node;
    return RC_OK;
}

/* Anchors, aliases and tags make a file unfold or change its meaning; nothing written for motcua needs them.
 */
static enum rc event_allowed(struct reader *r, const yaml_event_t *event)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;
    if (event->type == YAML_SCALAR_EVENT)
        anchor = event->data.scalar.anchor, tag = event->data.scalar.tag;
    else if (event->type == YAML_SEQUENCE_START_EVENT)
        anchor = event->data.sequence_start.anchor, tag = event->data.sequence_start.tag;
    else if (event->type == YAML_MAPPING_START_EVENT)
        anchor = event->data.mapping_start.anchor, tag = event->data.mapping_start.tag;
    if (anchor || event->type == YAML_ALIAS_EVENT)
        return refuse(r, "yaml_alias", N_("anchors (&) and aliases (*) are not used here; write it out"));
    if (tag)
        return refuse(
            r, "yaml_tag", N_("tags (!) are not used here; take it away or put the text in quotes"));
    if (++r->nodes > YAML_NODES_MAX)
        return refuse(r, "yaml_nodes", N_("the file has too many entries"));
    return RC_OK;
}

static int by_text_then_place(const void *a, const void *b)
{
    const struct yaml_node *x = *(struct yaml_node *const *)a, *y = *(struct yaml_node *const *)b;
    int order = strcmp(x->text, y->text);
    if (order)
        return order;
    return x->place.line != y->place.line ? x->place.line - y->place.line : x->place.column - y->place.column;
}

/* Sorted, not compared pair by pair: a map of 25,000 keys must not take seconds. */
static enum rc keys_differ(struct reader *r, const struct yaml_node *map)
{
    if (map->count < 2)
        return RC_OK;
    struct yaml_node **sorted = malloc(map->count * sizeof *sorted);
    if (!sorted)
        return err_no_memory(r->e);
    memcpy(sorted, map->keys, map->count * sizeof *sorted);
    qsort(sorted, map->count, sizeof *sorted, by_text_then_place);
    enum rc rc = RC_OK;
    for (size_t i = 1; i < map->count && !rc; i++)
        if (strcmp(sorted[i - 1]->text, sorted[i]->text) == 0) {
            r->place = sorted[i]->place;
            rc = refuse(r, "yaml_doubled_key", N_("this key stands twice in the same block"));
        }
    free(sorted);
    return rc;
}

static enum rc value_of(struct yaml_node **ret, struct reader *r, const yaml_event_t *event);

/* Reads the entries of a list or map up to its end; in a map keys and values take turns. */
static enum rc collect(struct reader *r, struct yaml_node *node)
{
    for (;;) {
        yaml_event_t event;
        enum rc rc = next_event(r, &event);
        if (rc)
            return rc;
        bool end = event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT;
        struct yaml_node *key = NULL, *value = NULL;
        if (!end && node->kind == MAP) {
            rc = event.type == YAML_SCALAR_EVENT ? value_of(&key, r, &event)
                 : event_allowed(r, &event)      ? RC_REFUSED
                                                 : refuse(r, "yaml_key", N_("a key must be a plain word"));
            yaml_event_delete(&event);
            if (!rc)
                rc = next_event(r, &event);
            if (rc)
                return rc;
        }
        if (!end)
            rc = value_of(&value, r, &event);
        yaml_event_delete(&event);
        if (rc || end)
            return rc;
        if (!grow(&r->document->arena, node))
            return err_no_memory(r->e);
        node->keys[node->count] = key;
        node->items[node->count++] = value;
    }
}

static enum rc value_of(struct yaml_node **ret, struct reader *r, const yaml_event_t *event)
{
    enum rc rc = event_allowed(r, event);
    if (rc)
        return rc;
    if (event->type == YAML_SCALAR_EVENT)
        return text_node(ret, r, event);
    if (r->depth == YAML_DEPTH_MAX)
        return refuse(r, "yaml_depth", N_("blocks lie too deep inside each other"));

    struct yaml_node *node = node_new(r, event->type == YAML_MAPPING_START_EVENT ? MAP : LIST);
    if (!node)
        return err_no_memory(r->e);
    r->depth++;
    rc = collect(r, node);
    r->depth--;
    if (!rc && node->kind == MAP)
        rc = keys_differ(r, node);
    *ret = node;
    return rc;
}

static enum rc root_of(struct yaml_node **ret, struct reader *r)
{
    bool seen = false;
    for (;;) {
        yaml_event_t event;
        enum rc rc = next_event(r, &event);
        if (rc)
            return rc;
        yaml_event_type_t type = event.type;
        if (type == YAML_DOCUMENT_START_EVENT && seen)
            rc = refuse(r, "yaml_documents", N_("only one document a file; take away the second ---"));
        else if (type == YAML_DOCUMENT_START_EVENT)
            seen = true;
        else if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_END_EVENT &&
                 type != YAML_STREAM_END_EVENT)
            rc = value_of(ret, r, &event);
        yaml_event_delete(&event);
        if (rc || type == YAML_STREAM_END_EVENT)
            return rc;
    }
}

static enum rc read_document(struct reader *r, const char *text, size_t len)
{
    if (len > YAML_SIZE_MAX)
        return err_set(r->e, RC_REFUSED, "yaml_too_large", N_("%s has %zu bytes; at most %zu are read"),
            r->name, len, YAML_SIZE_MAX);
    if (!yaml_parser_initialize(&r->parser))
        return err_no_memory(r->e);
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)text, len);
    enum rc rc = root_of(&r->document->root, r);
    yaml_parser_delete(&r->parser);
    if (!rc && !r->document->root) {
        r->place = (struct yaml_place){ 1, 1 };
        r->document->root = node_new(r, MAP);
    }
    if (!rc && arena_failed(&r->document->arena))
        rc = err_no_memory(r->e);
    return rc;
}

enum rc yaml_parse(struct yaml **ret, const char *text, size_t len, const char *name,
    struct yaml_place *where, struct err *e)
{
    AUTO_YAML document = calloc(1, sizeof *document);
    if (!document)
        return err_no_memory(e);
    struct reader r = { .document = document, .name = name, .e = e };
    enum rc rc = read_document(&r, text, len);
    if (where)
        *where = rc ? r.place : (struct yaml_place){ 0 };
    if (rc)
        return rc;
    *ret = document;
    document = NULL;
    return RC_OK;
}

enum rc yaml_read(struct yaml **ret, const char *path, struct yaml_place *where, struct err *e)
{
    if (where)
        *where = (struct yaml_place){ 0 };
    AUTO_BUF text = buf_limit(YAML_SIZE_MAX);
    enum rc rc = fs_read(&text, path, YAML_SIZE_MAX, e);
    return rc ? rc : yaml_parse(ret, buf_text(&text), text.len, path, where, e);
}

const struct yaml_node *yaml_root(const struct yaml *document)
{
    return document ? document->root : NULL;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
    for (size_t i = 0; yaml_is_map(map) && i < map->count; i++)
        if (strcmp(map->keys[i]->text, key) == 0)
            return map->items[i];
    return NULL;
}

const struct yaml_node *yaml_at(const struct yaml_node *node, size_t index)
{
    return node && node->kind != TEXT && index < node->count ? node->items[index] : NULL;
}

const struct yaml_node *yaml_key_at(const struct yaml_node *map, size_t index)
{
    return yaml_is_map(map) && index < map->count ? map->keys[index] : NULL;
}

size_t yaml_len(const struct yaml_node *node)
{
    return node && node->kind != TEXT ? node->count : 0;
}

const char *yaml_text(const struct yaml_node *node)
{
    return yaml_is_text(node) ? node->text : NULL;
}

const char *yaml_get_text(const struct yaml_node *map, const char *key)
{
    return yaml_text(yaml_get(map, key));
}

bool yaml_is_text(const struct yaml_node *node)
{
    return node && node->kind == TEXT;
}

bool yaml_is_list(const struct yaml_node *node)
{
    return node && node->kind == LIST;
}

bool yaml_is_map(const struct yaml_node *node)
{
    return node && node->kind == MAP;
}

int yaml_line(const struct yaml_node *node)
{
    return node ? node->place.line : 0;
}

int yaml_column(const struct yaml_node *node)
{
    return node ? node->place.column : 0;
}

void yaml_release(struct yaml *document)
{
    if (!document)
        return;
    struct arena arena = document->arena;
    free(document);
    arena_release(&arena);
}

void yaml_auto_free(struct yaml **document)
{
    yaml_release(*document);
    *document = NULL;
}
