/* arena.c - see arena.h. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    max_align_t bytes[];
};

#define BLOCK_SIZE 4000

static struct arena_block *grow(struct arena *a, size_t size)
{
    size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    struct arena_block *block = size < SIZE_MAX / 2 ? calloc(1, sizeof *block + room) : NULL;
    if (!block) {
        a->failed = true;
        return NULL;
    }
    block->size = room;
    block->next = a->blocks;
    a->blocks = block;
    return block;
}

void *arena_alloc(struct arena *a, size_t size)
{
    size_t need = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (need < size) {
        a->failed = true;
        return NULL;
    }
    struct arena_block *block = a->blocks;
    if (!block || block->size - block->used < need)
        block = grow(a, need);
    if (!block)
        return NULL;
    void *p = (char *)block->bytes + block->used;
    block->used += need;
    return p;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        a->failed = true;
        return NULL;
    }
    return arena_alloc(a, bytes);
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
    char *copy = arena_alloc(a, len + 1);
    if (copy)
        memcpy(copy, s, len);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s ? s : "", s ? strlen(s) : 0);
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    int need = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    char *text = need < 0 ? NULL : arena_alloc(a, (size_t)need + 1);
    if (text)
        vsnprintf(text, (size_t)need + 1, format, again);
    va_end(again);
    return text;
}

bool arena_failed(const struct arena *a)
{
    return a->failed;
}

void arena_release(struct arena *a)
{
    if (!a)
        return;
    for (struct arena_block *block = a->blocks, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    *a = (struct arena){ 0 };
}
