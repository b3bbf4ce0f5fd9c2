/* buf.c - see buf.h. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_MAX ((size_t)16 << 20)

struct buf buf_limit(size_t max)
{
    return (struct buf){ .max = max };
}

static enum rc reserve(struct buf *b, size_t more)
{
    size_t max = b->max ? b->max : DEFAULT_MAX;
    if (b->failed)
        return b->failed;
    if (more > max - b->len)
        return b->failed = RC_REFUSED;
    if (b->len + more < b->cap)
        return RC_OK;
    size_t cap = b->cap ? b->cap : 64;
    while (cap <= b->len + more)
        cap *= 2;
    char *data = realloc(b->data, cap);
    if (!data)
        return b->failed = RC_NO_MEMORY;
    b->data = data;
    b->cap = cap;
    return RC_OK;
}

enum rc buf_add(struct buf *b, const void *bytes, size_t len)
{
    enum rc rc = reserve(b, len);
    if (rc)
        return rc;
    if (len)
        memcpy(b->data + b->len, bytes, len);
    b->len += len;
    b->data[b->len] = '\0';
    return RC_OK;
}

enum rc buf_puts(struct buf *b, const char *text)
{
    return buf_add(b, text, strlen(text));
}

enum rc buf_putc(struct buf *b, char c)
{
    return buf_add(b, &c, 1);
}

enum rc buf_addf(struct buf *b, const char *format, ...)
{
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    int need = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    enum rc rc = need < 0 ? (b->failed = RC_NO_MEMORY) : reserve(b, (size_t)need);
    if (!rc) {
        vsnprintf(b->data + b->len, (size_t)need + 1, format, again);
        b->len += (size_t)need;
    }
    va_end(again);
    return rc;
}

const char *buf_text(const struct buf *b)
{
    return b->data ? b->data : "";
}

char *buf_take(struct buf *b)
{
    if (!b->failed && !b->data)
        buf_add(b, "", 0);
    if (b->failed) {
        buf_release(b);
        return NULL;
    }
    char *data = b->data;
    *b = buf_limit(b->max);
    return data;
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->failed = RC_OK;
    if (b->data)
        b->data[0] = '\0';
}

void buf_release(struct buf *b)
{
    if (!b)
        return;
    free(b->data);
    *b = buf_limit(b->max);
}

void auto_free_string(char **s)
{
    free(*s);
    *s = NULL;
}
