/* warnings.c - what to tell a citizen about fraud: the sentences of data/awareness/warnings.yaml, with day
 * and source.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "base/office.h"
#include "catalog/awareness.h"
#include "desk/desk.h"

struct warnings {
    struct awareness list[AWARENESS_MAX];
    size_t count;
    int at, top, shown;
};

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    struct warnings *w = s->state;
    enum rc rc = awareness_read(w->list, &w->count, s->desk->office->share_dir, &s->arena, e);
    if (!rc && !w->count)
        return err_set(e, RC_NOT_FOUND, "warnings_none", N_("No warnings are written down yet."));
    return rc;
}

static const struct key_row keys[] = {
    { K_DOWN, "warnings.down", N_("Next"), N_("The next warning"), NULL, NULL },
    { K_F(1), "warnings.help", N_("Help"), N_("Show every key"), NULL, NULL },
    { K_ESC, "warnings.back", N_("Back"), N_("Back to where you were"), NULL, screen_close },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct warnings *w = s->state;
    if (event->kind != EVENT_KEY || (event->key != K_DOWN && event->key != K_UP))
        return EVENT_UNUSED;
    w->at += event->key == K_DOWN ? w->at + 1 < (int)w->count : -(w->at > 0);
    w->top = w->at < w->top ? w->at : w->shown && w->at >= w->top + w->shown ? w->at - w->shown + 1 : w->top;
    return EVENT_USED;
}

static int draw_one(const struct awareness *one, struct canvas *c, int y)
{
    int width = (c->w < 104 ? c->w : 104) - 5, first = y;
    char source[400];
    snprintf(source, sizeof source, "%02d/%02d/%04d, %s%s", one->since.d, one->since.m, one->since.y, one->source,
        one->to_confirm ? _(" (to confirm)") : "");
    y += canvas_wrap(c, 2, y, width, 2, ROLE_WARN, one->text);
    y += canvas_wrap(c, 4, y, width - 2, 2, ROLE_BASE, one->act);
    y += canvas_wrap(c, 4, y, width - 2, 2, ROLE_MUTED, source);
    return y - first;
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct warnings *w = s->state;
    frame_place(c, _("Warnings of fraud"), _("to tell the citizen, calmly"));
    int y = ROW_BODY;
    w->shown = 0;
    for (size_t i = (size_t)w->top; i < w->count && y + 6 <= ROW_SAY(c); i++) {
        if ((int)i == w->at) {
            frame_pointer(c, 0, y);
            canvas_cursor(c, 1, y);
        }
        y += draw_one(&w->list[i], c, y) + 1;
        w->shown++;
    }
    frame_scroll_mark(c, ROW_BODY, BODY_ROWS(c), w->top, w->shown, (int)w->count);
    frame_say(c, w->list[w->at].text);
}

const struct screen_class screen_warnings = {
    .name = "warnings",
    .title = N_("Warnings of fraud"),
    .keys = keys,
    .state_size = sizeof(struct warnings),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
};
