/* big_text.c - see big_text.h. A letter is six columns and twelve dots high: two for the tone, two for hat or
 * breve, six for the letter, two for the dot below; a character cell holds two dots above each other. */
#include "desk/big_text.h"

#include <stdint.h>
#include <string.h>

#include "base/viet.h"
#include "desk/canvas.h"

#define LETTER_W   5
#define ADVANCE    6
#define BLANK      4
#define DOTS       (2 * BIG_TEXT_ROWS)
#define SHAPE_TOP  2
#define LETTER_TOP 4
#define LETTER_H   6
#define DOT_ROW    11

/* Rows of five dots, from above; the highest bit is the left one. */
static const uint8_t letters[26][LETTER_H] = {
    { 14, 17, 17, 31, 17, 17 }, /* A */
    { 30, 17, 30, 17, 17, 30 },
    { 15, 16, 16, 16, 16, 15 },
    { 30, 17, 17, 17, 17, 30 },
    { 31, 16, 30, 16, 16, 31 }, /* E */
    { 31, 16, 30, 16, 16, 16 },
    { 15, 16, 19, 17, 17, 14 },
    { 17, 17, 31, 17, 17, 17 },
    { 14, 4, 4, 4, 4, 14 }, /* I */
    { 7, 2, 2, 2, 18, 12 },
    { 17, 18, 28, 18, 17, 17 },
    { 16, 16, 16, 16, 16, 31 },
    { 17, 27, 21, 17, 17, 17 }, /* M */
    { 17, 25, 21, 19, 17, 17 },
    { 14, 17, 17, 17, 17, 14 },
    { 30, 17, 17, 30, 16, 16 },
    { 14, 17, 17, 21, 18, 13 }, /* Q */
    { 30, 17, 30, 20, 18, 17 },
    { 15, 16, 14, 1, 1, 30 },
    { 31, 4, 4, 4, 4, 4 },
    { 17, 17, 17, 17, 17, 14 }, /* U */
    { 17, 17, 17, 10, 10, 4 },
    { 17, 17, 21, 21, 27, 17 },
    { 17, 10, 4, 4, 10, 17 },
    { 17, 10, 4, 4, 4, 4 }, /* Y */
    { 31, 2, 4, 8, 16, 31 },
};

static const uint8_t barred_d[LETTER_H] = { 14, 9, 29, 9, 9, 14 };

static const uint8_t tones[VIET_TONES][2] = {
    [VIET_HUYEN] = { 8, 4 },
    [VIET_HOI] = { 12, 4 },
    [VIET_NGA] = { 9, 22 },
    [VIET_SAC] = { 2, 4 },
};

static const uint8_t shapes[][2] = {
    [VIET_HAT] = { 4, 10 },
    [VIET_BREVE] = { 17, 14 },
    [VIET_BAR] = { 0, 0 },
};

/* The dots of a letter, a row each; bit 5 is the leftmost, bit 0 the column of a horn. False = no shape here. */
static bool dots_of(uint8_t out[DOTS], uint32_t code)
{
    struct viet_letter l;
    memset(out, 0, DOTS);
    if (!viet_letter_split(&l, code))
        return false;
    const uint8_t *body = l.shape == VIET_BAR ? barred_d : letters[l.base - 'a'];
    for (int i = 0; i < LETTER_H; i++)
        out[LETTER_TOP + i] = (uint8_t)(body[i] << 1);
    for (int i = 0; i < 2; i++) {
        bool above = l.shape == VIET_HAT || l.shape == VIET_BREVE;
        if (above)
            out[SHAPE_TOP + i] = (uint8_t)(shapes[l.shape][i] << 1);
        out[above ? i : SHAPE_TOP + i] |= (uint8_t)(tones[l.tone][i] << 1);
    }
    if (l.shape == VIET_HORN)
        out[LETTER_TOP - 1] |= 1, out[LETTER_TOP] |= 1;
    if (l.tone == VIET_NANG)
        out[DOT_ROW] = 8;
    return true;
}

static int advance(uint32_t code)
{
    uint8_t dots[DOTS];
    return code == ' ' ? BLANK : dots_of(dots, code) ? ADVANCE : 0;
}

int big_text_columns(const char *text)
{
    uint32_t code;
    int columns = 0;
    for (int n; (n = glyph_decode(&code, text)); text += n)
        columns += advance(code);
    return columns ? columns - 1 : 0;
}

static void draw_letter(struct canvas *c, int x, int y, enum role role, const uint8_t dots[DOTS])
{
    static const char *const blocks[] = { " ", "▄", "▀", "█" };
    for (int row = 0; row < BIG_TEXT_ROWS; row++)
        for (int column = 0; column <= LETTER_W; column++) {
            int above = dots[2 * row] >> (LETTER_W - column) & 1;
            int below = dots[2 * row + 1] >> (LETTER_W - column) & 1;
            if (above || below)
                canvas_print(c, x + column, y + row, role, blocks[above * 2 + below]);
        }
}

void big_text_draw(struct canvas *c, int x, int y, enum role role, const char *text)
{
    uint32_t code;
    uint8_t dots[DOTS];
    for (int n; (n = glyph_decode(&code, text)); text += n) {
        if (dots_of(dots, code))
            draw_letter(c, x, y, role, dots);
        x += advance(code);
    }
}
