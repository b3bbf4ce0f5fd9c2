/* focus.c - see focus.h. */
#include "focus.h"

#include <string.h>

#include "base/buf.h"
#include "check.h"
#include "desk/desk.h"
#include "desk/term/term_memory.h"

static bool is(const struct canvas *c, int x, int y, const char *full, const char *ascii)
{
    const struct cell *cell = canvas_at(c, x, y);
    return cell && (strcmp(cell->text, full) == 0 || strcmp(cell->text, ascii) == 0);
}

/* What is typed has the base look; the bracket or slash before it has the focus. */
static bool in_field(const struct canvas *c)
{
    int x = c->cursor_x, y = c->cursor_y;
    while (x > 0 && canvas_at(c, x, y)->role == ROLE_BASE)
        x--;
    return canvas_at(c, x, y)->role == ROLE_FOCUS && (is(c, x, y, "[", "[") || is(c, x, y, "/", "?"));
}

static bool on_focus(const struct canvas *c)
{
    const struct cell *cell = canvas_at(c, c->cursor_x, c->cursor_y);
    return cell && (cell->role == ROLE_FOCUS || is(c, c->cursor_x - 1, c->cursor_y, "▌", ">") || in_field(c));
}

/* An upright edge beside the cursor, in the direction of `step`, that ends above in `corner`. */
static bool edge(const struct canvas *c, int step, const char *corner)
{
    for (int x = c->cursor_x + step; x >= 0 && x < c->w; x += step) {
        int y = c->cursor_y;
        while (y > 0 && is(c, x, y, "│", "|"))
            y--;
        if (y < c->cursor_y && is(c, x, y, corner, "+"))
            return true;
    }
    return false;
}

static void tell(const struct canvas *c, const struct desk *d, const char *what)
{
    AUTO_BUF picture = buf_limit(1 << 20);
    canvas_text(c, &picture);
    print_error("%s: %s, at column %d row %d of\n%s", d->top->class->name, what, c->cursor_x, c->cursor_y,
        buf_text(&picture));
    fail();
}

static void look(const struct term_memory *t, const void *context)
{
    const struct desk *d = context;
    const struct canvas *c = &t->shown;
    if (!d->top || c->w < SCREEN_W_MIN || c->h < SCREEN_H_MIN)
        return;
    if (!on_focus(c))
        tell(c, d, "the cursor is not on the focus");
    if (d->top->class->popup && !(edge(c, -1, "┌") && edge(c, 1, "┐")))
        tell(c, d, "the cursor is not in the box");
}

void focus_watch(struct term_memory *t, const struct desk *d)
{
    t->drawn = look;
    t->drawn_context = d;
}
