/* canvas.c - see canvas.h. */
#include "desk/canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "desk/keys.h"
#include "desk/mouse.h"

static const struct cell blank = { " ", ROLE_BASE, 1 };

static int clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

enum rc canvas_resize(struct canvas *c, int w, int h, struct err *e)
{
    w = clamp(w, 1, CANVAS_W_MAX);
    h = clamp(h, 1, CANVAS_H_MAX);
    struct cell *cells = calloc((size_t)w * (size_t)h, sizeof *cells);
    if (!cells)
        return err_no_memory(e);
    free(c->cells);
    *c = (struct canvas){ .w = w, .h = h, .cells = cells, .places = c->places };
    canvas_clear(c);
    return RC_OK;
}

void canvas_clear(struct canvas *c)
{
    for (int i = 0; i < c->w * c->h; i++)
        c->cells[i] = blank;
    c->cursor_x = c->cursor_y = 0;
    c->cursor_line = c->cursor_secret = false;
}

void canvas_release(struct canvas *c)
{
    if (!c)
        return;
    free(c->cells);
    *c = (struct canvas){ 0 };
}

const struct cell *canvas_at(const struct canvas *c, int x, int y)
{
    bool inside = x >= 0 && y >= 0 && x < c->w && y < c->h;
    return inside ? &c->cells[y * c->w + x] : NULL;
}

/* Overwriting one half of a two-column letter blanks the other half, so no row ever grows or shrinks. */
static void break_wide(struct canvas *c, int x, int y)
{
    struct cell *row = &c->cells[y * c->w];
    if (row[x].width == 0 && x > 0)
        row[x - 1] = (struct cell){ " ", row[x - 1].role, 1 };
    if (row[x].width == 2 && x + 1 < c->w)
        row[x + 1] = (struct cell){ " ", row[x + 1].role, 1 };
}

static void set_cell(struct canvas *c, int x, int y, enum role role, const char *text, int width)
{
    if (x < 0 || x + width > c->w || y < 0 || y >= c->h)
        return;
    struct cell *row = &c->cells[y * c->w];
    for (int i = 0; i < width; i++)
        break_wide(c, x + i, y);
    row[x] = (struct cell){ .role = (uint8_t)role, .width = (uint8_t)width };
    memccpy(row[x].text, text, '\0', GLYPH_BYTES - 1);
    if (width == 2)
        row[x + 1] = (struct cell){ .role = (uint8_t)role, .width = 0 };
}

/* Prints graphemes while they end at or before column `limit`; *rest is where it stopped. */
static int print_until(
    struct canvas *c, int x, int y, int limit, enum role role, const char *text, const char **rest)
{
    char glyph[GLYPH_BYTES];
    int columns, length;
    bool unsafe;
    while (*text && *text != '\n' && (length = glyph_next(glyph, &columns, &unsafe, text))) {
        if (x + columns > limit)
            break;
        set_cell(c, x, y, unsafe ? ROLE_ALARM : role, glyph, columns);
        x += columns;
        text += length;
    }
    if (rest)
        *rest = text;
    return x;
}

int canvas_print(struct canvas *c, int x, int y, enum role role, const char *text)
{
    return print_until(c, x, y, c->w, role, text ? text : "", NULL);
}

int canvas_printf(struct canvas *c, int x, int y, enum role role, const char *format, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    return canvas_print(c, x, y, role, text);
}

static bool is_blank(const struct canvas *c, int x, int y)
{
    const struct cell *cell = canvas_at(c, x, y);
    return cell && strcmp(cell->text, " ") == 0;
}

/* Where "…" goes: behind the last whole word, unless that would leave less than half of the room filled. */
static int last_word_end(const struct canvas *c, int x, int y, int at, int width)
{
    int end = at - 1;
    while (end > x + width / 2 && !is_blank(c, end, y))
        end--;
    while (end > x + width / 2 && is_blank(c, end - 1, y))
        end--;
    return end > x + width / 2 ? end : at;
}

int canvas_put(struct canvas *c, int x, int y, int width, enum role role, const char *text)
{
    if (width <= 0)
        return x;
    text = text ? text : "";
    bool cut = text_columns(text) > width;
    const char *rest;
    int at = print_until(c, x, y, x + width - cut, role, text, &rest);
    if (cut) {
        at = *rest == ' ' ? at : last_word_end(c, x, y, at, width);
        set_cell(c, at, y, role, "…", 1);
        at++;
    }
    for (; at < x + width; at++)
        set_cell(c, at, y, role, " ", 1);
    return x + width;
}

int canvas_put_right(struct canvas *c, int right, int y, enum role role, const char *text)
{
    int x = right - text_columns(text);
    canvas_print(c, x < 0 ? 0 : x, y, role, text);
    return x;
}

/* Bytes of `text` that make a line of at most `width` columns, ending before a blank when there is one. */
static size_t line_bytes(const char *text, int width)
{
    char glyph[GLYPH_BYTES];
    int columns, length, sum = 0;
    bool unsafe;
    size_t at = 0, last_blank = 0;
    while (text[at] && text[at] != '\n' && (length = glyph_next(glyph, &columns, &unsafe, text + at))) {
        if (text[at] == ' ')
            last_blank = at;
        if (sum + columns > width)
            return last_blank ? last_blank : at ? at : (size_t)length;
        sum += columns;
        at += (size_t)length;
    }
    return at;
}

int canvas_wrap(struct canvas *c, int x, int y, int width, int rows, enum role role, const char *text)
{
    int used = 0;
    while (text && *text && used < rows && width > 0) {
        size_t n = line_bytes(text, width);
        char line[1024];
        snprintf(line, sizeof line, "%.*s", (int)(n < sizeof line ? n : sizeof line - 1), text);
        print_until(c, x, y + used++, x + width, role, line, NULL);
        text += n;
        if (*text == '\n' || *text == ' ')
            text++;
    }
    return used;
}

void canvas_fill(struct canvas *c, int x, int y, int w, int h, enum role role, const char *glyph)
{
    for (int row = y; row < y + h; row++)
        for (int column = x; column < x + w; column++)
            set_cell(c, column, row, role, glyph, 1);
}

void canvas_role(struct canvas *c, int x, int y, int w, enum role role)
{
    for (int column = x; column < x + w; column++)
        if (canvas_at(c, column, y))
            c->cells[y * c->w + column].role = (uint8_t)role;
}

void canvas_box(struct canvas *c, int x, int y, int w, int h, enum role role, const char *title)
{
    canvas_fill(c, x, y, w, h, ROLE_BASE, " ");
    canvas_fill(c, x, y, w, 1, role, "─");
    canvas_fill(c, x, y + h - 1, w, 1, role, "─");
    canvas_fill(c, x, y, 1, h, role, "│");
    canvas_fill(c, x + w - 1, y, 1, h, role, "│");
    set_cell(c, x, y, role, "┌", 1);
    set_cell(c, x + w - 1, y, role, "┐", 1);
    set_cell(c, x, y + h - 1, role, "└", 1);
    set_cell(c, x + w - 1, y + h - 1, role, "┘", 1);
    if (!title || !*title)
        return;
    enum role title_role = role == ROLE_ALARM ? ROLE_ALARM : ROLE_TITLE;
    int columns = text_columns(title);
    int at = canvas_print(c, x + 1, y, title_role, " ");
    at = canvas_put(c, at, y, columns < w - 4 ? columns : w - 4, title_role, title);
    canvas_print(c, at, y, title_role, " ");
}

int canvas_hint(struct canvas *c, int x, int y, int width, enum role role, const char *text)
{
    char words[1024];
    return canvas_put(c, x, y, width, role, key_words(words, sizeof words, text, c->missing_keys));
}

void canvas_cursor(struct canvas *c, int x, int y)
{
    c->cursor_x = clamp(x, 0, c->w - 1);
    c->cursor_y = clamp(y, 0, c->h - 1);
}

void canvas_place(struct canvas *c, const struct place *place)
{
    if (c->places && c->places->count < PLACES_MAX)
        c->places->list[c->places->count++] = *place;
}

bool cell_same(const struct cell *a, const struct cell *b)
{
    return a->role == b->role && a->width == b->width && strcmp(a->text, b->text) == 0;
}

bool canvas_row_diff(const struct canvas *a, const struct canvas *b, int y, int *first, int *last)
{
    const struct cell *ra = &a->cells[y * a->w], *rb = &b->cells[y * b->w];
    int from = 0, to = a->w - 1;
    while (from <= to && cell_same(&ra[from], &rb[from]))
        from++;
    if (from > to)
        return false;
    while (cell_same(&ra[to], &rb[to]))
        to--;
    *first = from;
    *last = to;
    return true;
}

void canvas_copy(struct canvas *to, const struct canvas *from)
{
    memcpy(to->cells, from->cells, sizeof *to->cells * (size_t)to->w * (size_t)to->h);
    to->cursor_x = from->cursor_x;
    to->cursor_y = from->cursor_y;
    to->cursor_line = from->cursor_line;
    to->cursor_secret = from->cursor_secret;
}

void canvas_row_text(const struct canvas *c, int y, struct buf *out)
{
    int end = c->w;
    while (end > 0 && strcmp(c->cells[y * c->w + end - 1].text, " ") == 0)
        end--;
    for (int x = 0; x < end; x++)
        buf_puts(out, c->cells[y * c->w + x].text);
}

void canvas_text(const struct canvas *c, struct buf *out)
{
    for (int y = 0; y < c->h; y++) {
        canvas_row_text(c, y, out);
        buf_putc(out, '\n');
    }
}
