/* text_measure.c - graphemes and columns; see text.h. */
#include <utf8proc.h>

#include "base/text.h"

static bool is_ascii(const char *text, size_t at, size_t len)
{
    return at >= len || (unsigned char)text[at] < 0x80;
}

size_t text_grapheme_next(const char *text, size_t len)
{
    if (len == 0)
        return 0;
    if (is_ascii(text, 0, len) && is_ascii(text, 1, len))
        return len > 1 && text[0] == '\r' && text[1] == '\n' ? 2 : 1;
    uint32_t before, code;
    size_t at = utf8_decode(&before, text, len);
    if (!at)
        return 1;
    utf8proc_int32_t state = 0;
    for (size_t n; at < len; at += n, before = code) {
        n = utf8_decode(&code, text + at, len - at);
        if (!n || utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)code, &state))
            break;
    }
    return at;
}

size_t text_grapheme_before(const char *text, size_t at)
{
    size_t begin = 0;
    for (size_t next = 0; next < at; next += text_grapheme_next(text + next, at - next))
        begin = next;
    return begin;
}

int text_grapheme_width(const char *grapheme, size_t len)
{
    int width = 0;
    for (size_t i = 0, n; i < len; i += n ? n : 1) {
        uint32_t code = TEXT_LOST;
        n = utf8_decode(&code, grapheme + i, len - i);
        int one = utf8proc_charwidth((utf8proc_int32_t)code);
        width = one > width ? one : width;
    }
    return width;
}

int text_width(const char *text, size_t len)
{
    int used;
    text_cut(text, len, INT32_MAX, &used);
    return used;
}

size_t text_cut(const char *text, size_t len, int columns, int *used)
{
    size_t at = 0;
    int width = 0;
    for (size_t n; at < len; at += n) {
        n = text_grapheme_next(text + at, len - at);
        unsigned char c = (unsigned char)text[at];
        int one = n == 1 && c >= 0x20 && c < 0x7F ? 1 : text_grapheme_width(text + at, n);
        if (one > columns - width)
            break;
        width += one;
    }
    if (used)
        *used = width;
    return at;
}
