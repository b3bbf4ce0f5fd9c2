/* barcode.c - Code 39 (ISO/IEC 16388). */
#include "paper/barcode.h"

#include <string.h>

/* Nine elements a letter, 'w' where it is wide; bars and gaps in turn. */
static const struct {
    char letter;
    const char *elements;
} letters[] = {
    { '0', "nnnwwnwnn" },
    { '1', "wnnwnnnnw" },
    { '2', "nnwwnnnnw" },
    { '3', "wnwwnnnnn" },
    { '4', "nnnwwnnnw" },
    { '5', "wnnwwnnnn" },
    { '6', "nnwwwnnnn" },
    { '7', "nnnwnnwnw" },
    { '8', "wnnwnnwnn" },
    { '9', "nnwwnnwnn" },
    { 'A', "wnnnnwnnw" },
    { 'B', "nnwnnwnnw" },
    { 'C', "wnwnnwnnn" },
    { 'D', "nnnnwwnnw" },
    { 'E', "wnnnwwnnn" },
    { 'F', "nnwnwwnnn" },
    { 'G', "nnnnnwwnw" },
    { 'H', "wnnnnwwnn" },
    { 'I', "nnwnnwwnn" },
    { 'J', "nnnnwwwnn" },
    { 'K', "wnnnnnnww" },
    { 'L', "nnwnnnnww" },
    { 'M', "wnwnnnnwn" },
    { 'N', "nnnnwnnww" },
    { 'O', "wnnnwnnwn" },
    { 'P', "nnwnwnnwn" },
    { 'Q', "nnnnnnwww" },
    { 'R', "wnnnnnwwn" },
    { 'S', "nnwnnnwwn" },
    { 'T', "nnnnwnwwn" },
    { 'U', "wwnnnnnnw" },
    { 'V', "nwwnnnnnw" },
    { 'W', "wwwnnnnnn" },
    { 'X', "nwnnwnnnw" },
    { 'Y', "wwnnwnnnn" },
    { 'Z', "nwwnwnnnn" },
    { '-', "nwnnnnwnw" },
    { '.', "wwnnnnwnn" },
    { ' ', "nwwnnnwnn" },
    { '*', "nwnnwnwnn" },
    { '$', "nwnwnwnnn" },
    { '/', "nwnwnnnwn" },
    { '+', "nwnnnwnwn" },
    { '%', "nnnwnwnwn" },
};

static const char *elements_of(char letter)
{
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        if (letters[i].letter == letter)
            return letters[i].elements;
    return NULL;
}

static size_t put_letter(unsigned char *out, const char *elements)
{
    for (size_t i = 0; i < 9; i++)
        out[i] = elements[i] == 'w' ? 5 : 2;
    out[9] = 2; /* the gap between letters */
    return 10;
}

size_t barcode_code39(unsigned char *widths, size_t max, const char *text)
{
    size_t len = strlen(text), n = 0;
    if (len == 0 || BARCODE_ELEMENTS(len) > max)
        return 0;
    n += put_letter(widths, elements_of('*'));
    for (size_t i = 0; i < len; i++) {
        const char *elements = text[i] == '*' ? NULL : elements_of(text[i]);
        if (!elements)
            return 0;
        n += put_letter(widths + n, elements);
    }
    n += put_letter(widths + n, elements_of('*'));
    return n - 1; /* no gap after the stop letter */
}
