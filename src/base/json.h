/* json.h - JSON on wires and in the book: strict reading, building, writing. The only home of jansson.
 *
 * A `struct js` is one node. A parsed or built root belongs to the caller (js_free, AUTO_JS); nodes inside
 * are borrowed. Reading is strict: UTF-8, no doubled keys, no NUL, depth and size limited, line and column told.
 * js_put and js_add take the value they are given; out of memory is remembered and told by js_write.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct js;

#define JS_SIZE_MAX ((size_t)8 << 20)

/* --- reading --- */
MUST enum rc js_parse(struct js **ret, const char *text, size_t len, struct err *e);

/* All of these accept NULL nodes and then say "not there": NULL, 0, false, the fallback. */
const struct js *js_get(const struct js *object, const char *key);
const struct js *js_at(const struct js *array, size_t index);
size_t js_len(const struct js *array_or_object);
const char *js_key_at(const struct js *object, size_t index);   /* linear; for small objects */
const char *js_text(const struct js *node);                      /* NULL unless a string */
const char *js_get_text(const struct js *object, const char *key);
int64_t js_int(const struct js *node, int64_t fallback);
int64_t js_get_int(const struct js *object, const char *key, int64_t fallback);
bool js_true(const struct js *node);
bool js_get_true(const struct js *object, const char *key);
bool js_is_text(const struct js *node);
bool js_is_object(const struct js *node);
bool js_is_array(const struct js *node);
bool js_is_int(const struct js *node);
bool js_is_bool(const struct js *node);
bool js_is_null(const struct js *node);   /* JSON null; an absent node is not null */

/* --- building --- */
struct js *js_object(void);
struct js *js_array(void);
struct js *js_copy(const struct js *node);                     /* deep */
void js_put(struct js *object, const char *key, struct js *value);
void js_put_text(struct js *object, const char *key, const char *text);   /* NULL writes null */
void js_put_int(struct js *object, const char *key, int64_t number);
void js_put_bool(struct js *object, const char *key, bool value);
void js_put_null(struct js *object, const char *key);
void js_put_time(struct js *object, const char *key, int64_t utc); /* ISO 8601 in Vietnam's time; 0 writes null */
void js_remove(struct js *object, const char *key);
void js_add(struct js *array, struct js *value);
void js_add_text(struct js *array, const char *text);

/* --- writing --- */
enum js_style { JS_LINE, JS_PRETTY };   /* one line without blanks; or indented by two */

/* Keys stand in the order in which they were put, so equal facts give equal bytes. Free the result. */
MUST enum rc js_write(char **ret, const struct js *root, enum js_style style, struct err *e);

void js_free(struct js *root);
void js_auto_free(struct js **root);
#define AUTO_JS __attribute__((cleanup(js_auto_free))) struct js *

#endif
