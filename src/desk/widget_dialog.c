/* widget_dialog.c - see widget_dialog.h. */
#include "desk/widget_dialog.h"

#include <stdio.h>

#include "base/i18n.h"
#include "desk/desk.h"

#define BOX_W     58
#define TEXT_ROWS 10

struct state {
    struct dialog dialog;
    bool on_act; /* the focus is on the act's button */
    int line;
};

static struct screen *finish(struct screen *s)
{
    struct screen *asker = s->below;
    screen_close(s);
    return asker;
}

static void choose_safe(struct screen *s)
{
    struct state *st = s->state;
    struct screen *asker = finish(s);
    if (st->dialog.safe_chosen)
        st->dialog.safe_chosen(asker, st->dialog.context);
}

static void choose_act(struct screen *s)
{
    struct state *st = s->state;
    struct screen *asker = finish(s);
    st->dialog.acted(asker, st->dialog.context);
}

static int line_count(const struct state *st)
{
    int n = 0;
    while (n < DIALOG_LINES && st->dialog.lines[n])
        n++;
    return n;
}

static void choose_line(struct screen *s, int line)
{
    struct state *st = s->state;
    struct screen *asker = finish(s);
    st->dialog.line_chosen(asker, st->dialog.context, line);
}

static void enter(struct screen *s)
{
    struct state *st = s->state;
    if (line_count(st))
        choose_line(s, st->line);
    else if (st->on_act)
        choose_act(s);
    else
        choose_safe(s);
}

static void other_button(struct screen *s)
{
    struct state *st = s->state;
    st->on_act = !st->on_act;
}

static bool has_act(const struct screen *s)
{
    const struct state *st = s->state;
    return st->dialog.act && st->dialog.acted;
}

static const struct key_row keys[] = {
    { K_ENTER, "dialog.enter", N_("Choose"), N_("Take the marked answer; at first it is the safe one"), NULL,
        enter },
    { K_TAB, "dialog.other", N_("Other"), N_("Go to the other answer"), has_act, other_button },
    { K_F(10), "dialog.act", N_("Do it"), N_("Do what the box says"), has_act, choose_act },
    { K_ESC, "dialog.safe", N_("Back"), N_("Leave everything as it is"), NULL, choose_safe },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct state *st = s->state;
    int count = line_count(st);
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (event->key >= '1' && event->key < '1' + (uint32_t)count)
        choose_line(s, (int)(event->key - '1'));
    else if (event->key == K_DOWN && st->line + 1 < count)
        st->line++;
    else if (event->key == K_UP && st->line > 0)
        st->line--;
    else if (!count && has_act(s) &&
             (event->key == K_LEFT || event->key == K_RIGHT || event->key == K_BACK_TAB))
        other_button(s);
    else
        return EVENT_UNUSED;
    return EVENT_USED;
}

static void take_button(void *object, int on_act)
{
    ((struct state *)object)->on_act = on_act;
}

static void take_line(void *object, int line)
{
    ((struct state *)object)->line = line;
}

static void draw_buttons(struct state *st, struct canvas *c, int x, int y, unsigned missing)
{
    char key[KEY_NAME_SIZE];
    const char *safe = st->dialog.safe ? st->dialog.safe : _("Look again");
    int first = x + 4;
    int after = canvas_printf(c, first, y, st->on_act ? ROLE_FIELD : ROLE_FOCUS, "[ %s ]", safe);
    int second = after + 6;
    int end = after;
    if (st->dialog.act)
        end = canvas_printf(c, second, y, st->on_act ? ROLE_FOCUS : ROLE_FIELD, "[ %s %s ]",
            key_shown(key, K_F(10), missing), st->dialog.act);
    canvas_place(c, &(struct place){ first, y, after - first, 1, .object = st, .take = take_button });
    if (st->dialog.act)
        canvas_place(
            c, &(struct place){ second, y, end - second, 1, .object = st, .index = 1, .take = take_button });
    canvas_cursor(c, (st->on_act ? second : first) + 2, y);
}

static void draw_lines(struct state *st, struct canvas *c, int x, int y)
{
    for (int i = 0; i < line_count(st); i++) {
        canvas_printf(c, x + 2, y + i, i == st->line ? ROLE_SELECT : ROLE_BASE, "%d", i + 1);
        canvas_put(c, x + 5, y + i, BOX_W - 7, i == st->line ? ROLE_SELECT : ROLE_BASE, st->dialog.lines[i]);
        canvas_place(
            c, &(struct place){ x + 1, y + i, BOX_W - 2, 1, .object = st, .index = i, .take = take_line });
    }
    frame_pointer(c, x + 1, y + st->line);
    canvas_cursor(c, x + 2, y + st->line);
}

/* Rows the text takes, found by drawing it on a canvas of its own. */
static int text_rows(const char *text)
{
    struct canvas trial = { 0 };
    if (canvas_resize(&trial, BOX_W, TEXT_ROWS, NULL))
        return TEXT_ROWS;
    int rows = canvas_wrap(&trial, 0, 0, BOX_W - 4, TEXT_ROWS, ROLE_BASE, text);
    canvas_release(&trial);
    return rows;
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct state *st = s->state;
    int rows = text_rows(st->dialog.text), lines = line_count(st);
    int h = rows + 5 + (lines ? lines : 1);
    int x = (c->w - BOX_W) / 2, y = ROW_BODY + (BODY_ROWS(c) - h) / 2;
    canvas_box(c, x, y, BOX_W, h, st->dialog.alarm ? ROLE_ALARM : ROLE_RULE, st->dialog.title);
    canvas_wrap(c, x + 2, y + 2, BOX_W - 4, TEXT_ROWS, ROLE_BASE, st->dialog.text);
    if (lines)
        draw_lines(st, c, x, y + 3 + rows);
    else
        draw_buttons(st, c, x, y + 3 + rows, s->desk->missing_keys);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct state *st = s->state;
    st->dialog = *(const struct dialog *)argument;
    struct dialog *d = &st->dialog;
    d->title = arena_strdup(&s->arena, d->title);
    d->text = arena_strdup(&s->arena, d->text);
    d->safe = d->safe ? arena_strdup(&s->arena, d->safe) : NULL;
    d->act = d->act ? arena_strdup(&s->arena, d->act) : NULL;
    for (int i = 0; i < DIALOG_LINES && d->lines[i]; i++)
        d->lines[i] = arena_strdup(&s->arena, d->lines[i]);
    return arena_failed(&s->arena) ? err_no_memory(e) : RC_OK;
}

static const struct screen_class dialog_class = {
    .name = "dialog",
    .title = N_("Question"),
    .keys = keys,
    .state_size = sizeof(struct state),
    .popup = true,
    .open = open_,
    .on_event = on_event,
    .draw = draw,
};

enum rc dialog_ask(struct screen *asker, const struct dialog *dialog)
{
    return desk_push(asker->desk, &dialog_class, dialog);
}
