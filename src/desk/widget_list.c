/* widget_list.c - see widget_list.h. */
#include "desk/widget_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "desk/canvas.h"
#include "desk/frame.h"
#include "desk/keys.h"
#include "desk/mouse.h"

enum rc list_set_count(struct list *l, int count, struct err *e)
{
    char *marks = calloc((size_t)count + 1, 1);
    if (!marks)
        return err_no_memory(e);
    free(l->marks);
    l->marks = marks;
    l->count = count;
    if (l->at >= count)
        l->at = count ? count - 1 : 0;
    return RC_OK;
}

void list_release(struct list *l)
{
    if (!l)
        return;
    free(l->marks);
    *l = (struct list){ 0 };
}

static enum list_did go(struct list *l, int to)
{
    int last = l->count ? l->count - 1 : 0;
    l->at = to < 0 ? 0 : to > last ? last : to;
    return LIST_MOVED;
}

static enum list_did digit(struct list *l, uint32_t code)
{
    int row = l->top + (int)(code - '1');
    if (row >= l->count)
        return LIST_REFUSED;
    l->at = row;
    memset(l->marks, 0, (size_t)l->count);
    return LIST_ENTER;
}

static enum list_did mark(struct list *l, uint32_t code)
{
    char letter = (char)code;
    bool known = code < 128 && l->letters && strchr(l->letters, letter);
    if (!known || !l->count || (l->may && !l->may(l->context, l->at, letter)))
        return LIST_REFUSED;
    l->marks[l->at] = letter;
    if (l->at + 1 < l->count)
        l->at++;
    return LIST_MARKED;
}

static enum list_did unmark(struct list *l)
{
    if (!l->count || !l->marks[l->at])
        return LIST_REFUSED;
    l->marks[l->at] = 0;
    return LIST_MARKED;
}

enum list_did list_key(struct list *l, uint32_t code)
{
    int page = l->page > 1 ? l->page - 1 : 1;
    switch (code) {
    case K_UP:
        return go(l, l->at - 1);
    case K_DOWN:
        return go(l, l->at + 1);
    case K_PAGE_UP:
        return go(l, l->at - page);
    case K_PAGE_DOWN:
        return go(l, l->at + page);
    case K_HOME:
    case K_CTRL_HOME:
        return go(l, 0);
    case K_END:
    case K_CTRL_END:
        return go(l, l->count - 1);
    case K_ENTER:
        return l->count ? LIST_ENTER : LIST_REFUSED;
    case K_BACKSPACE:
    case K_DELETE:
    case K_SPACE:
        return unmark(l);
    default:
        break;
    }
    if (l->digits && code >= '1' && code <= '9')
        return digit(l, code);
    return key_is_text(code) && l->letters && *l->letters ? mark(l, code) : LIST_UNUSED;
}

int list_marked(const struct list *l)
{
    int n = 0;
    for (int i = 0; i < l->count; i++)
        n += l->marks[i] != 0;
    return n;
}

bool list_take(struct list *l, int *row, char *letter)
{
    bool first = *row < 0;
    for (int i = first ? 0 : *row + 1; i < l->count; i++)
        if (l->marks[i]) {
            *row = i;
            *letter = l->marks[i];
            l->marks[i] = 0;
            return true;
        }
    if (!first || !l->count)
        return false;
    *row = l->at;
    *letter = 0;
    return true;
}

static void scroll_to(struct list *l, int rows)
{
    l->page = rows;
    if (l->at < l->top)
        l->top = l->at;
    if (l->at >= l->top + rows)
        l->top = l->at - rows + 1;
    if (l->top > 0 && l->top + rows > l->count)
        l->top = l->count > rows ? l->count - rows : 0;
}

static void draw_option(const struct list *l, struct canvas *c, int x, int y, int row)
{
    if (l->marks[row])
        canvas_printf(c, x, y, ROLE_KEY, "%c", l->marks[row]);
    else if (l->digits && row - l->top < 9)
        canvas_printf(c, x, y, ROLE_MUTED, "%d", row - l->top + 1);
}

static void take_row(void *object, int row)
{
    go(object, row);
}

static void roll(void *object, int lines)
{
    struct list *l = object;
    go(l, l->at + lines);
}

static void add_places(struct list *l, struct canvas *c, int x, int y, int width, int rows)
{
    for (int i = 0; i < rows && l->top + i < l->count; i++)
        canvas_place(c, &(struct place){ .x = x - 1,
                            .y = y + i,
                            .w = width + 1,
                            .h = 1,
                            .object = l,
                            .index = l->top + i,
                            .take = take_row,
                            .roll = roll });
}

void list_draw(struct list *l, struct canvas *c, int x, int y, int width, int rows, bool focused,
    const char *empty, list_draw_row *draw, const void *context)
{
    if (rows < 1)
        return;
    scroll_to(l, rows);
    if (!l->count)
        canvas_wrap(c, x + 2, y, width - 2, rows, ROLE_MUTED, empty);
    for (int i = 0; i < rows && l->top + i < l->count; i++) {
        draw(context, l->top + i, c, x + 2, y + i, width - 2);
        draw_option(l, c, x, y + i, l->top + i);
    }
    add_places(l, c, x, y, width, rows);
    int at = y + (l->count ? l->at - l->top : 0);
    if (l->count || focused)
        frame_pointer(c, x - 1, at);
    if (focused)
        canvas_cursor(c, x, at);
    if (x + width >= c->w - 1)
        frame_scroll_mark(c, y, rows, l->top, rows, l->count);
}
