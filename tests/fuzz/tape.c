/* tape.c - any bytes as JSON, read in place and as a tree: both take it or both refuse it. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/tape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Where they differ on purpose: numbers that do not fit a tree's, deeper or wider than a tape takes, keys
 * with escapes. */
static int may_differ(const char *text, size_t size)
{
    int depth = 0, keys = 0, digits = 0;
    for (size_t i = 0; i < size; i++) {
        depth += text[i] == '[' || text[i] == '{';
        keys += text[i] == ':';
        digits += text[i] >= '0' && text[i] <= '9';
    }
    return depth >= TAPE_DEPTH_MAX || keys >= TAPE_KEYS_MAX || digits > 18 || memchr(text, 'e', size) ||
           memchr(text, 'E', size) || memchr(text, '\\', size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_TAPE tape = { 0 };
    AUTO_ARENA a = { 0 };
    const char *text = (const char *)data;
    AUTO_JS tree = NULL;
    enum rc here = tape_parse(&tape, text, size, NULL);
    const struct tape_node *root = tape_root(&tape);
    /* a tree's document is a list or an object */
    if (here == RC_OK && !tape_is(root, TAPE_LIST) && !tape_is(root, TAPE_OBJECT))
        return 0;
    enum rc there = js_parse(&tree, text, size, NULL);
    if (size && here != there && !may_differ(text, size))
        abort();
    if (tape_len(root) && there == RC_OK && tape_len(root) != js_len(tree))
        abort();
    for (const struct tape_node *v = tape_first(&tape, root); v; v = tape_next(&tape, root, v)) {
        tape_copy(&tape, v, &a);
        tape_int(&tape, v, 0);
        tape_get(&tape, v, "result");
    }
    return 0;
}
