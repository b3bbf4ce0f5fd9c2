/* tape.h - a large JSON text read in place: for lists of thousands of records that are looked at once.
 *
 * json.h builds a tree in which every value has memory of its own; that is right for what we build and keep,
 * and half a second for the portal's whole catalogue. A tape is one array of places in the text, in the order
 * of reading. It is as strict as json.h: UTF-8, no key twice, no NUL, 64 levels; line and column are told.
 * The text must live as long as its tape. A key written with escapes is kept as written and answers to
 * nothing.
 */
#ifndef BASE_TAPE_H
#define BASE_TAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct buf;

#define TAPE_SIZE_MAX  ((size_t)64 << 20) /* bytes of text */
#define TAPE_DEPTH_MAX 64
#define TAPE_KEYS_MAX  500 /* of one object: each is compared with those before it */

enum tape_kind { TAPE_NULL, TAPE_FALSE, TAPE_TRUE, TAPE_NUMBER, TAPE_TEXT, TAPE_LIST, TAPE_OBJECT };

struct tape_node {
    uint32_t start; /* first byte in the text; of a text: behind its quote */
    uint32_t len;   /* bytes; of a list or object: entries */
    uint32_t next;  /* where on the tape the value behind this one begins */
    uint8_t kind;   /* enum tape_kind */
    bool escaped;   /* a text with backslashes in it */
};

/* Zeroed is empty. A tape may be used again and again; it keeps its memory until it is released. */
struct tape {
    const char *text;
    struct tape_node *nodes;
    size_t count, capacity;
};

/* One value and blanks around it. RC_REFUSED when the text is not JSON or passes a limit. */
MUST enum rc tape_parse(struct tape *t, const char *text, size_t len, struct err *e);
void tape_release(struct tape *t);
#define AUTO_TAPE __attribute__((cleanup(tape_release))) struct tape

/* All of these accept NULL and values of another kind, and then say "not there": NULL, 0, false. */
const struct tape_node *tape_root(const struct tape *t);
const struct tape_node *tape_get(const struct tape *t, const struct tape_node *object, const char *key);
bool tape_is(const struct tape_node *node, enum tape_kind kind);
size_t tape_len(const struct tape_node *list_or_object);

/* The values of a list, one after the other: for (v = tape_first(t, list); v; v = tape_next(t, list, v)). */
const struct tape_node *tape_first(const struct tape *t, const struct tape_node *list);
const struct tape_node *tape_next(
    const struct tape *t, const struct tape_node *list, const struct tape_node *value);

/* A text without its escapes, or a number as it is written; "" for anything else. Copied into `a`. */
const char *tape_copy(const struct tape *t, const struct tape_node *node, struct arena *a);

/* A whole number; `fallback` for anything else, and for what does not fit. */
int64_t tape_int(const struct tape *t, const struct tape_node *node, int64_t fallback);

/* Appends `text` as a JSON string with its quotes, for those who write JSON in lines and have no tree. */
enum rc tape_quote(struct buf *out, const char *text);

#endif
