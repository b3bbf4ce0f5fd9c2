/* json.c - see json.h. A `struct js *` is a json_t * under another name. */
#include "base/json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"

static json_t *node_of(const struct js *node)
{
    return (json_t *)(uintptr_t)node; /* jansson's readers are not const-correct; they do not write */
}

static struct js *wrap(json_t *node)
{
    return (struct js *)node;
}

/* A tree that lost a value to a lack of memory must not be written as if it were whole. */
static bool build_failed;

static enum rc say_trouble(const json_error_t *trouble, const char *text, size_t len, struct err *e)
{
    switch (json_error_code(trouble)) {
    case json_error_invalid_utf8:
        err_set(e, RC_REFUSED, "json_utf8", N_("Byte %zu of the JSON document is not valid UTF-8"),
            utf8_bad_byte(text, len));
        break;
    case json_error_duplicate_key:
        err_set(e, RC_REFUSED, "json_duplicate", N_("The JSON document has a key twice at line %d, column %d"),
            trouble->line, trouble->column);
        break;
    case json_error_null_character:
    case json_error_null_byte_in_key:
        err_set(e, RC_REFUSED, "json_nul", N_("The JSON document holds a NUL character at line %d, column %d"),
            trouble->line, trouble->column);
        break;
    default:
        err_set(e, RC_REFUSED, "json_syntax", N_("The JSON document is damaged at line %d, column %d"), trouble->line,
            trouble->column);
    }
    err_cause(e, "%s", trouble->text);
    return RC_REFUSED;
}

static enum rc say_nul(const char *text, const char *nul, struct err *e)
{
    int line = 1, column = 1;
    for (const char *p = text; p < nul; p++) {
        column = *p == '\n' ? 1 : column + ((*p & 0xC0) != 0x80);
        line += *p == '\n';
    }
    return err_set(
        e, RC_REFUSED, "json_nul", N_("The JSON document holds a NUL character at line %d, column %d"), line, column);
}

enum rc js_parse(struct js **ret, const char *text, size_t len, struct err *e)
{
    if (len > JS_SIZE_MAX) {
        err_set(e, RC_REFUSED, "json_too_large", N_("The JSON document has %zu bytes; at most %zu are read"), len,
            JS_SIZE_MAX);
        return RC_REFUSED;
    }
    const char *nul = memchr(text, '\0', len); /* jansson passes over one behind a number */
    if (nul)
        return say_nul(text, nul, e);
    json_error_t trouble;
    json_t *root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &trouble);
    if (!root) {
        return say_trouble(&trouble, text, len, e);
    }
    *ret = wrap(root);
    return RC_OK;
}

const struct js *js_get(const struct js *object, const char *key)
{
    return wrap(json_object_get(node_of(object), key));
}

const struct js *js_at(const struct js *array, size_t index)
{
    return wrap(json_array_get(node_of(array), index));
}

size_t js_len(const struct js *node)
{
    return js_is_array(node) ? json_array_size(node_of(node)) : json_object_size(node_of(node));
}

const char *js_key_at(const struct js *object, size_t index)
{
    void *it = json_object_iter(node_of(object));
    while (it && index--)
        it = json_object_iter_next(node_of(object), it);
    return it ? json_object_iter_key(it) : NULL;
}

const char *js_text(const struct js *node)
{
    return json_string_value(node_of(node));
}

const char *js_get_text(const struct js *object, const char *key)
{
    return js_text(js_get(object, key));
}

int64_t js_int(const struct js *node, int64_t fallback)
{
    return js_is_int(node) ? json_integer_value(node_of(node)) : fallback;
}

int64_t js_get_int(const struct js *object, const char *key, int64_t fallback)
{
    return js_int(js_get(object, key), fallback);
}

static bool is(const struct js *node, json_type type)
{
    return node && json_typeof(node_of(node)) == type;
}

bool js_true(const struct js *node)
{
    return is(node, JSON_TRUE);
}

bool js_get_true(const struct js *object, const char *key)
{
    return js_true(js_get(object, key));
}

bool js_is_object(const struct js *node)
{
    return is(node, JSON_OBJECT);
}

bool js_is_array(const struct js *node)
{
    return is(node, JSON_ARRAY);
}

bool js_is_text(const struct js *node)
{
    return is(node, JSON_STRING);
}

bool js_is_int(const struct js *node)
{
    return is(node, JSON_INTEGER);
}

bool js_is_bool(const struct js *node)
{
    return is(node, JSON_TRUE) || is(node, JSON_FALSE);
}

bool js_is_null(const struct js *node)
{
    return is(node, JSON_NULL);
}

static struct js *built(json_t *node)
{
    if (!node)
        build_failed = true;
    return wrap(node);
}

struct js *js_object(void)
{
    return built(json_object());
}

struct js *js_array(void)
{
    return built(json_array());
}

struct js *js_copy(const struct js *node)
{
    return built(json_deep_copy(node_of(node)));
}

void js_put(struct js *object, const char *key, struct js *value)
{
    if (json_object_set_new(node_of(object), key, value ? node_of(value) : json_null()))
        build_failed = true;
}

void js_put_text(struct js *object, const char *key, const char *text)
{
    js_put(object, key, text ? built(json_string(text)) : NULL);
}

void js_put_int(struct js *object, const char *key, int64_t number)
{
    js_put(object, key, built(json_integer(number)));
}

void js_put_bool(struct js *object, const char *key, bool value)
{
    js_put(object, key, wrap(json_boolean(value)));
}

void js_put_null(struct js *object, const char *key)
{
    js_put(object, key, NULL);
}

void js_put_time(struct js *object, const char *key, int64_t utc)
{
    char text[ISO_TIME_SIZE];
    js_put_text(object, key, utc ? iso_time(text, utc) : NULL);
}

void js_remove(struct js *object, const char *key)
{
    json_object_del(node_of(object), key);
}

void js_add(struct js *array, struct js *value)
{
    if (json_array_append_new(node_of(array), value ? node_of(value) : json_null()))
        build_failed = true;
}

void js_add_text(struct js *array, const char *text)
{
    js_add(array, text ? built(json_string(text)) : NULL);
}

enum rc js_write(char **ret, const struct js *root, enum js_style style, struct err *e)
{
    char *text = build_failed || !root
        ? NULL
        : json_dumps(node_of(root), JSON_ENCODE_ANY | (style == JS_PRETTY ? JSON_INDENT(2) : JSON_COMPACT));
    build_failed = false;
    if (!text)
        return err_no_memory(e);
    *ret = text;
    return RC_OK;
}

void js_free(struct js *root)
{
    json_decref(node_of(root));
}

void js_auto_free(struct js **root)
{
    js_free(*root);
    *root = NULL;
}
