/* buf.h - a growing string with a limit it never passes.
 *
 * Every buffer that grows from outside input is born with a maximum: struct buf b = buf_limit(4096).
 * A failed addition leaves the text as it was and is remembered, so a row of additions may be checked once.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rc.h"

struct buf {
    char *data;      /* always NUL-terminated once something was added; NULL before */
    size_t len, cap;
    size_t max;      /* bytes without the NUL; 0 = 16 MiB */
    enum rc failed;  /* RC_OK, RC_REFUSED (limit) or RC_NO_MEMORY */
};

struct buf buf_limit(size_t max);

enum rc buf_add(struct buf *b, const void *bytes, size_t len);
enum rc buf_puts(struct buf *b, const char *text);
enum rc buf_putc(struct buf *b, char c);
enum rc buf_addf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);

/* The text so far, "" when empty; borrowed until the next addition. */
const char *buf_text(const struct buf *b);

/* Hands the string over to the caller (free it) and empties `b`. NULL when an addition failed or out of memory. */
char *buf_take(struct buf *b);

void buf_clear(struct buf *b);
void buf_release(struct buf *b);

#define AUTO_BUF __attribute__((cleanup(buf_release))) struct buf

/* free() for a char * at scope end. */
void auto_free_string(char **s);
#define AUTO_STRING __attribute__((cleanup(auto_free_string))) char *

#endif
