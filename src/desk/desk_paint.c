/* desk_paint.c - the desk's picture: the stack of screens, and the header, message and footer around them. */
#include <stdio.h>

#include "base/clock.h"
#include "base/office.h"
#include "desk/desk.h"
#include "desk/term/terminal.h"
#include "desk/typing.h"

bool desk_too_small(const struct desk *d)
{
    int w, h;
    d->terminal->size(d->terminal, &w, &h);
    return w < SCREEN_W_MIN || h < SCREEN_H_MIN;
}

const struct screen *screen_shown(const struct screen *s)
{
    while (s->class->popup && s->below)
        s = s->below;
    return s;
}

/* There is one focus: what lies under a box keeps its picture, but not its lit field, and a click beside the
 * box means nothing. */
static void calm(struct canvas *c)
{
    c->places->count = 0;
    c->cursor_line = c->cursor_secret = false;
    for (int y = 0; y < c->h; y++)
        for (int x = 0; x < c->w; x++)
            if (canvas_at(c, x, y)->role == ROLE_FOCUS)
                canvas_role(c, x, y, 1, ROLE_FIELD);
}

static void draw_stack(const struct desk *d, const struct screen *s, struct canvas *c)
{
    if (s->class->popup && s->below) {
        draw_stack(d, s->below, c);
        calm(c);
    }
    if (s->class->draw)
        s->class->draw(s, c);
}

static void draw_message(struct desk *d, struct canvas *c)
{
    static const char *const marks[ROLES] = {
        [ROLE_OK] = "✓ ",
        [ROLE_WARN] = "? ",
        [ROLE_ERROR] = "! ",
        [ROLE_BUSY] = "◌ ",
    };
    int x = 1;
    const char *mark = d->message[0] ? marks[d->message_role] : NULL;
    if (mark)
        x = canvas_print(c, x, ROW_MESSAGE(c), d->message_role, mark);
    enum role role = d->message_role == ROLE_ERROR ? ROLE_BASE : mark ? d->message_role : ROLE_BASE;
    canvas_put(c, x, ROW_MESSAGE(c), c->w - 1 - x, role, d->message);
    if (d->blink)
        canvas_role(c, 1, ROW_MESSAGE(c), c->w - 2, ROLE_FOCUS);
}

static void draw_around(struct desk *d, struct canvas *c)
{
    struct header header = { .waiting = -1, .now = clock_now(d->clock), .practice = d->practice };
    if (d->office) {
        snprintf(header.desk, sizeof header.desk, "%s", d->office->desk ? d->office->desk : "");
        snprintf(
            header.person, sizeof header.person, "%s", d->office->staff_name ? d->office->staff_name : "");
    }
    if (d->header)
        d->header(d, &header);
    header.typing = typing_mark(d->typing);
    frame_header(c, &header);
    draw_message(d, c);
    const struct screen_class *class = d->top->class;
    footer_draw(c, ROW_KEYS(c), class->keys, d->top, class->back ? class->back(d->top) : NULL);
    if (header.practice)
        frame_practice(c);
}

void desk_paint(struct desk *d)
{
    int w, h;
    struct canvas *c = &d->canvas;
    d->terminal->size(d->terminal, &w, &h);
    if (!d->top || d->hung_up || ((c->w != w || c->h != h) && canvas_resize(c, w, h, NULL)))
        return;
    canvas_clear(c);
    c->places = &d->places;
    c->missing_keys = d->missing_keys;
    d->places.count = 0;
    if (c->w < SCREEN_W_MIN || c->h < SCREEN_H_MIN) {
        frame_too_small(c, d->terminal->lines != NULL);
    } else {
        draw_stack(d, d->top, c);
        int x = c->cursor_x, y = c->cursor_y;
        if (!screen_shown(d->top)->class->bare)
            draw_around(d, c);
        if (d->coach)
            d->coach->look(d->coach->context, d, c);
        canvas_cursor(c, x, y);
    }
    theme_fall_back(&d->theme, c);
    d->terminal->draw(d->terminal, c, &d->theme);
    d->last_paint_ms = clock_mono_ms(d->clock);
    d->paints++;
}
