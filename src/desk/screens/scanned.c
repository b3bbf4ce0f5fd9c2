/* scanned.c - something was read that is no card and no paper of ours: what to do with it. A popup.
 *
 * Opened with the payload (a text). Nothing happens to it by itself: Enter looks for it, F2 puts it into the
 * field below, Esc drops it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "desk/desk.h"
#include "desk/scan_wedge.h"

#define BOX_W     60
#define BOX_H     9
#define TEXT_ROWS 3

struct scanned {
    char *text;
};

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct scanned *st = s->state;
    st->text = strdup(argument ? argument : "");
    return st->text ? RC_OK : err_no_memory(e);
}

static void look_for(struct screen *s)
{
    struct scanned *st = s->state;
    struct desk *d = s->desk;
    AUTO_STRING text = st->text;
    st->text = NULL;
    screen_close(s);
    if (desk_push_named(d, "find", text) != RC_OK)
        desk_refuse(d);
}

static void put_into_field(struct screen *s)
{
    struct scanned *st = s->state;
    struct desk *d = s->desk;
    AUTO_STRING text = st->text;
    st->text = NULL;
    screen_close(s);
    desk_event(d, &(struct event){ .kind = EVENT_PASTE, .text = text });
}

static const struct key_row keys[] = {
    { K_ENTER, "scanned.find", N_("Look for it"), N_("Look for it among people, dossiers and procedures"),
        NULL, look_for },
    { K_F(2), "scanned.put", N_("Into the field"), N_("Put it into the field where the cursor was"), NULL,
        put_into_field },
    { K_ESC, "scanned.drop", N_("Drop it"), N_("Drop it; nothing was changed"), NULL, screen_close },
    { 0 },
};

/* Another one replaces it. */
static enum used on_event(struct screen *s, const struct event *event)
{
    struct scanned *st = s->state;
    if (event->kind != EVENT_SCAN)
        return EVENT_UNUSED;
    if (scan_shape(event->text)) { /* a card after all: it goes its own way */
        screen_close(s);
        return EVENT_UNUSED;
    }
    char *text = strdup(event->text);
    if (!text)
        return EVENT_UNUSED;
    free(st->text);
    st->text = text;
    return EVENT_USED;
}

static void draw(const struct screen *s, struct canvas *c)
{
    const struct scanned *st = s->state;
    int x = (c->w - BOX_W) / 2, y = (c->h - BOX_H) / 2;
    canvas_box(c, x, y, BOX_W, BOX_H, ROLE_TITLE, _("Read by the scanner"));
    canvas_wrap(c, x + 2, y + 1, BOX_W - 4, TEXT_ROWS, ROLE_BASE, st->text ? st->text : "");
    canvas_wrap(
        c, x + 2, y + 5, BOX_W - 4, 2, ROLE_BASE, _("No card and no receipt of ours. What shall be done?"));
    canvas_printf(c, x + 2, y + 7, ROLE_FOCUS, "[ Enter %s ]", _("Look for it"));
    canvas_cursor(c, x + 4, y + 7);
}

static void close_(struct screen *s)
{
    free(((struct scanned *)s->state)->text);
}

const struct screen_class screen_scanned = {
    .name = "scanned",
    .title = N_("Read by the scanner"),
    .keys = keys,
    .state_size = sizeof(struct scanned),
    .popup = true,
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
