/* utf8.c - one code point at a time; see text.h. */
#include "base/text.h"

#include <string.h>

size_t utf8_expected(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

size_t utf8_decode(uint32_t *ret, const char *text, size_t len)
{
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    const unsigned char *s = (const unsigned char *)text;
    size_t n = len ? utf8_expected(s[0]) : 0;
    if (n == 0 || n > len)
        return 0;
    uint32_t code = n == 1 ? s[0] : s[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (s[i] & 0x3Fu);
    }
    if (code < smallest[n] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return 0;
    *ret = code;
    return n;
}

size_t utf8_encode(char out[UTF8_MAX], uint32_t code)
{
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = TEXT_LOST;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)((0xF00u >> n & 0xF0) | code);
    return n;
}

enum rc utf8_add(struct buf *out, uint32_t code)
{
    char bytes[UTF8_MAX];
    return buf_add(out, bytes, utf8_encode(bytes, code));
}

size_t utf8_count(const char *text, size_t len)
{
    size_t count = 0;
    for (size_t i = 0, n; i < len; i += n ? n : 1, count++) {
        uint32_t code;
        n = utf8_decode(&code, text + i, len - i);
    }
    return count;
}

size_t utf8_bad_byte(const char *text, size_t len)
{
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t code;
        n = utf8_decode(&code, text + i, len - i);
        if (!n)
            return i + 1;
    }
    return 0;
}

void utf8_mend(char *text)
{
    size_t bad;
    while ((bad = utf8_bad_byte(text, strlen(text)))) {
        text += bad - 1;
        memmove(text, text + 1, strlen(text));
    }
}
