/* glyph.c - see glyph.h. */
#include "desk/glyph.h"

#include <string.h>
#include <wchar.h>

static int sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    if (lead >= 0xF0 && lead <= 0xF4)
        return 4;
    return 0;
}

static bool well_formed(uint32_t code, int length)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    return code >= least[length] && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
}

int glyph_decode(uint32_t *ret, const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    if (!*s)
        return 0;
    int length = sequence_length(s[0]);
    uint32_t code = length > 1 ? s[0] & (0x7Fu >> length) : s[0];
    for (int i = 1; i < length; i++) {
        if ((s[i] & 0xC0) != 0x80) {
            length = 0;
            break;
        }
        code = code << 6 | (s[i] & 0x3F);
    }
    if (!length || !well_formed(code, length)) {
        *ret = 0xFFFD;
        return 1;
    }
    *ret = code;
    return length;
}

int glyph_encode(char out[5], uint32_t code)
{
    int length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    for (int i = length - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(lead[length] | code);
    out[length] = '\0';
    return length;
}

/* The same set as the text border refuses on the way in; data that is in a book already is shown, not obeyed. */
bool glyph_unsafe(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        { 0x00, 0x1F },       { 0x7F, 0x9F },       { 0xAD, 0xAD },         { 0x61C, 0x61C },
        { 0x180E, 0x180E },   { 0x200B, 0x200F },   { 0x2028, 0x202E },     { 0x2060, 0x206F },
        { 0xD800, 0xF8FF },   { 0xFDD0, 0xFDEF },   { 0xFEFF, 0xFEFF },     { 0xFFF9, 0xFFFB },
        { 0xE0000, 0xE0FFF }, { 0xF0000, 0x10FFFF },
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return (c & 0xFFFE) == 0xFFFE;
}

int glyph_columns(uint32_t code)
{
    int columns = wcwidth((wchar_t)code);
    return columns < 0 ? 1 : columns;
}

bool glyph_combines(uint32_t code)
{
    return code >= 0x300 && !glyph_unsafe(code) && wcwidth((wchar_t)code) == 0;
}

static int take_marks(char out[GLYPH_BYTES], int used, const char *text)
{
    int at = 0, length;
    uint32_t code;
    for (int marks = 0; (length = glyph_decode(&code, text + at)) && glyph_combines(code); at += length, marks++)
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
    if (*unsafe || wcwidth((wchar_t)code) < 0)
        code = '?';
    int used = 0;
    if (glyph_combines(code))
        out[used++] = ' ';   /* a mark with nothing to stand on */
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
