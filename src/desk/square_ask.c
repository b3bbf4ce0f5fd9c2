/* square_ask.c - one value as a square for the citizen's phone: it carries the value alone, no name, no code.
 * A popup. */
#include <stdio.h>

#include "base/err.h"
#include "base/i18n.h"
#include "desk/desk.h"
#include "desk/square.h"

struct square_start {
    const char *title, *text;
};

struct square_screen {
    char title[120];
    struct square square;
};

static const struct key_row keys[] = {
    { K_ESC, "square.back", N_("Back"), N_("Take the square away"), NULL, screen_close },
    { 0 },
};

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct square_screen *st = s->state;
    const struct square_start *start = argument;
    square_init(&st->square);
    if (!start || !s->desk->office)
        return err_set(e, RC_USAGE, "no_square", N_("There is nothing to show as a square."));
    snprintf(st->title, sizeof st->title, "%s", start->title);
    enum rc begun = square_begin_value(&st->square, s->desk, start->text, NULL);
    (void)begun; /* without the program that draws the box says what else helps */
    return RC_OK;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct square_screen *st = s->state;
    square_poll(&st->square);
    if (event->kind == EVENT_KEY &&
        (event->key == K_ENTER || event->key == K_CTRL('Q') || event->key == K_SPACE)) {
        screen_close(s);
        return EVENT_USED;
    }
    return event->kind == EVENT_TICK ? EVENT_USED : EVENT_UNUSED;
}

static void draw_words(const struct square_screen *st, struct canvas *c)
{
    int w = 60, x = (c->w - w) / 2, y = c->h / 2 - 3;
    canvas_box(c, x, y, w, 6, ROLE_RULE, st->title);
    canvas_wrap(c, x + 2, y + 1, w - 4, 4, ROLE_BASE,
        _("The square is drawn as soon as it can be; a long value needs a larger window. Ctrl-Y copies it "
          "instead."));
    frame_focus(c, x + 2, y + 1);
}

static void draw(const struct screen *s, struct canvas *c)
{
    const struct square_screen *st = s->state;
    int columns, rows;
    square_size(&st->square, &columns, &rows);
    int x = (c->w - columns) / 2, y = (c->h - 1 - rows) / 2;
    if (st->square.child.pid || !rows || rows + 2 > c->h - 1 || columns + 6 > c->w) {
        draw_words(st, c);
        return;
    }
    canvas_box(c, x - 3, y - 1, columns + 5, rows + 2, ROLE_RULE, st->title);
    square_draw(&st->square, c, x, y, columns, rows);
    frame_focus(c, x - 1, y); /* beside the quiet zone, not in it */
}

static void close_(struct screen *s)
{
    struct square_screen *st = s->state;
    square_release(&st->square);
}

static const struct screen_class square_class = {
    .name = "square",
    .title = N_("Square for the phone"),
    .keys = keys,
    .state_size = sizeof(struct square_screen),
    .popup = true,
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};

enum rc square_ask(struct desk *d, const char *title, const char *text)
{
    return desk_push(d, &square_class, &(struct square_start){ title, text });
}
