/* canvas.h - a grid of cells to draw on. Drawing never fails and never leaves the grid: what does not fit is
 * cut.
 *
 * x counts columns from 0, y rows from 0. A cell holds one grapheme and a role (what it means, see theme.h);
 * a two-column letter fills its cell and leaves the next with width 0. A zeroed canvas is valid and empty.
 */
#ifndef DESK_CANVAS_H
#define DESK_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "desk/glyph.h"
#include "desk/theme.h"

struct buf;
struct err;
struct place;
struct places;

struct cell {
    char text[GLYPH_BYTES];
    uint8_t role;  /* enum role */
    uint8_t width; /* 1, 2, or 0 for the right half of the cell before */
};

struct canvas {
    int w, h;
    struct cell *cells;
    int cursor_x, cursor_y; /* the hardware cursor = the focus */
    bool cursor_line;       /* an underline cursor: overwrite mode */
    bool cursor_secret;     /* what is typed there must not be echoed by a line-wise terminal */
    unsigned missing_keys;  /* F-keys that never come here (keyboard.h): hints name their twins */
    struct places *places;  /* where a mouse finds what was drawn; NULL = nobody asks */
};

#define CANVAS_W_MAX 500
#define CANVAS_H_MAX 200

/* Gives the canvas a size (clamped to 1..MAX) and blanks it. */
MUST enum rc canvas_resize(struct canvas *c, int w, int h, struct err *e);
void canvas_clear(struct canvas *c);
void canvas_release(struct canvas *c);

/* Prints and returns the column after the last cell written. A newline ends the text. */
int canvas_print(struct canvas *c, int x, int y, enum role role, const char *text);
int canvas_printf(struct canvas *c, int x, int y, enum role role, const char *format, ...) PRINTF_LIKE(5, 6);

/* Exactly `width` columns: cut with "…", behind a whole word where there is one, or filled with blanks.
 * Returns x + width. */
int canvas_put(struct canvas *c, int x, int y, int width, enum role role, const char *text);

/* The text ends in column `right` (exclusive). Returns its first column. */
int canvas_put_right(struct canvas *c, int right, int y, enum role role, const char *text);

/* canvas_put of a sentence of ours that may name F-keys (key_words). */
int canvas_hint(struct canvas *c, int x, int y, int width, enum role role, const char *text);

/* Text in lines of at most `width` columns, broken at blanks; returns the rows used (at most `rows`). */
int canvas_wrap(struct canvas *c, int x, int y, int width, int rows, enum role role, const char *text);

void canvas_fill(struct canvas *c, int x, int y, int w, int h, enum role role, const char *glyph);
void canvas_role(struct canvas *c, int x, int y, int w, enum role role); /* recolours what stands there */

/* A frame with a title in its upper edge; the inside is blanked. */
void canvas_box(struct canvas *c, int x, int y, int w, int h, enum role role, const char *title);

void canvas_cursor(struct canvas *c, int x, int y);

/* Writes down what lies in a rectangle (mouse.h). */
void canvas_place(struct canvas *c, const struct place *place);

const struct cell *canvas_at(const struct canvas *c, int x, int y); /* NULL outside */
bool cell_same(const struct cell *a, const struct cell *b);

/* The first and last column in which row y differs; false when the rows are the same. Sizes must match. */
bool canvas_row_diff(const struct canvas *a, const struct canvas *b, int y, int *first, int *last);
void canvas_copy(struct canvas *to, const struct canvas *from); /* sizes must match */

/* The picture as text: one line a row, trailing blanks trimmed. */
void canvas_row_text(const struct canvas *c, int y, struct buf *out);
void canvas_text(const struct canvas *c, struct buf *out);

#endif
