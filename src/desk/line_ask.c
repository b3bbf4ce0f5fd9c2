/* line_ask.c - see line_ask.h. */
#include "desk/line_ask.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "desk/desk.h"

#define BOX_W   70
#define BOX_H   7
#define LABEL_W 13

struct line_box {
    struct line_ask ask;
    char title[120], label[40], consequence[200];
    struct editor line;
};

static void take(struct screen *s)
{
    struct line_box *box = s->state;
    struct err e = { 0 };
    AUTO_STRING text = editor_text(&box->line);
    if (!text || !*text) {
        desk_say(s->desk, ROLE_WARN, N_("Nothing is typed yet. Esc leaves everything as it is."));
        desk_refuse(s->desk);
    } else if (box->ask.take(s->below, text, &e)) {
        desk_say_error(s->desk, &e); /* the box stays: nothing typed is lost */
        desk_beep(s->desk, 2);
    } else {
        screen_close(s);
    }
}

static void leave(struct screen *s)
{
    screen_close(s);
}

static const struct key_row keys[] = {
    { K_F(10), "line.act", N_("Do it"), N_("Do what the box says; it is written into the journal"), NULL,
        take },
    { K_ESC, "line.back", N_("Back"), N_("Leave everything as it is"), NULL, leave },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct line_box *box = s->state;
    if (event->kind == EVENT_PASTE)
        return editor_paste(&box->line, event->text) == EDIT_REFUSED ? EVENT_UNUSED : EVENT_USED;
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (event->key == K_ENTER && !box->ask.legal) {
        take(s);
        return EVENT_USED;
    }
    if (event->key == K_ENTER) {
        desk_say(s->desk, ROLE_BASE, N_("F10 does it; Enter alone never does."));
        return EVENT_USED;
    }
    enum typing typing = box->ask.kind == EDITOR_CODE ? TYPING_OFF : s->desk->typing;
    enum edit edit = editor_key(&box->line, event->key, typing);
    if (edit == EDIT_REFUSED)
        desk_refuse(s->desk);
    return edit == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct line_box *box = s->state;
    int x = (c->w - BOX_W) / 2, y = ROW_BODY + (BODY_ROWS(c) - BOX_H) / 2;
    canvas_box(c, x, y, BOX_W, BOX_H, ROLE_RULE, box->title);
    canvas_put(c, x + 2, y + 1, BOX_W - 4, ROLE_BASE, box->consequence);
    canvas_put(c, x + 2, y + 3, LABEL_W, ROLE_MUTED, box->label);
    editor_draw_box(&box->line, c, x + 3 + LABEL_W, y + 3, BOX_W - 6 - LABEL_W, true);
    canvas_hint(c, x + 2, y + 5, BOX_W - 4, ROLE_MUTED, _("F10 does it. Esc leaves everything as it is."));
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct line_box *box = s->state;
    box->ask = *(const struct line_ask *)argument;
    snprintf(box->title, sizeof box->title, "%s", box->ask.title);
    snprintf(box->label, sizeof box->label, "%s", box->ask.label);
    snprintf(
        box->consequence, sizeof box->consequence, "%s", box->ask.consequence ? box->ask.consequence : "");
    box->line.kind = box->ask.kind;
    box->line.max = LINE_ASK_TEXT;
    return box->ask.typed ? editor_set(&box->line, box->ask.typed, e) : RC_OK;
}

static void close_(struct screen *s)
{
    struct line_box *box = s->state;
    editor_release(&box->line);
}

static const struct screen_class box_class = {
    .name = "line_ask",
    .title = N_("One line"),
    .keys = keys,
    .state_size = sizeof(struct line_box),
    .popup = true,
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};

enum rc line_ask(struct screen *asker, const struct line_ask *ask)
{
    return desk_push(asker->desk, &box_class, ask);
}
