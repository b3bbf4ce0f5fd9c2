/* glyph.c - see glyph.h. */
#include "desk/glyph.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

int glyph_decode(uint32_t *ret, const char *text)
{
    size_t len = strnlen(text, UTF8_MAX);
    size_t n = utf8_decode(ret, text, len);
    if (len && !n)
        *ret = TEXT_LOST;
    return len ? (n ? (int)n : 1) : 0;
}

int glyph_encode(char out[5], uint32_t code)
{
    size_t n = utf8_encode(out, code);
    out[n] = '\0';
    return (int)n;
}

/* What the text border refuses on the way in; data that is in a book already is shown, not obeyed. */
bool glyph_unsafe(uint32_t code)
{
    if (code >= 0x20 && code < 0x7F)
        return false;
    enum text_flaw flaw = text_code_flaw(code, false);
    return flaw != TEXT_FINE && flaw != TEXT_DAMAGED;
}

int glyph_columns(uint32_t code)
{
    char letter[5];
    if (code >= 0x20 && code < 0x7F)
        return 1;
    return text_grapheme_width(letter, (size_t)glyph_encode(letter, code));
}

bool glyph_combines(uint32_t code)
{
    return code >= 0x300 && glyph_columns(code) == 0 && !glyph_unsafe(code);
}

int glyph_nfc(uint32_t *codes, int n)
{
    AUTO_BUF text = buf_limit(64), composed = buf_limit(64);
    for (int i = 0; i < n; i++)
        utf8_add(&text, codes[i]);
    if (text_nfc(&composed, buf_text(&text), text.len) || composed.failed)
        return n;
    int count = 0;
    const char *at = buf_text(&composed);
    for (int length; count < n && (length = glyph_decode(&codes[count], at)); count++)
        at += length;
    return count;
}

static int take_marks(char out[GLYPH_BYTES], int used, const char *text)
{
    int at = 0, length;
    uint32_t code;
    for (int marks = 0; (length = glyph_decode(&code, text + at)) && glyph_combines(code);
         at += length, marks++)
        if (marks < 3 && used + length < GLYPH_BYTES)
            used += glyph_encode(out + used, code);
    return at;
}

int glyph_next(char out[GLYPH_BYTES], int *columns, bool *unsafe, const char *text)
{
    uint32_t code;
    int length = glyph_decode(&code, text);
    if (!length)
        return 0;
    *unsafe = glyph_unsafe(code);
    if (*unsafe)
        code = '?';
    int used = 0;
    if (glyph_combines(code))
        out[used++] = ' '; /* a mark with nothing to stand on */
    used += glyph_encode(out + used, code);
    *columns = glyph_columns(code) == 2 ? 2 : 1;
    return length + take_marks(out, used, text + length);
}

int text_columns(const char *text)
{
    char cell[GLYPH_BYTES];
    int sum = 0, columns, length;
    bool unsafe;
    for (; (length = glyph_next(cell, &columns, &unsafe, text)); text += length)
        sum += columns;
    return sum;
}
