/* widget_pick.c - see widget_pick.h. */
#include "desk/widget_pick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/viet.h"
#include "desk/desk.h"

#define ROWS_SHOWN 9
#define BOX_W_MIN  40

struct state {
    struct pick pick;
    struct editor filter;
    char **folded; /* the items' texts for comparing */
    int *shown;    /* numbers of the items that match */
    int count;
    int at, top;
};

static char *fold(struct arena *a, const char *text)
{
    AUTO_BUF out = buf_limit(4096);
    if (viet_fold(&out, text, strlen(text)))
        return arena_strdup(a, text);
    return arena_strdup(a, buf_text(&out));
}

/* Every word typed stands somewhere in the item. */
static bool matches(const char *item, const char *query)
{
    char word[64];
    while (*query) {
        size_t n = strcspn(query, " ");
        snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : sizeof word - 1), query);
        if (!strstr(item, word))
            return false;
        query += n + (query[n] == ' ');
    }
    return true;
}

static void refilter(struct state *st)
{
    AUTO_STRING typed = editor_text(&st->filter);
    AUTO_BUF query = buf_limit(1024);
    if (!typed || viet_fold(&query, typed, strlen(typed)))
        return;
    st->count = st->at = st->top = 0;
    for (int i = 0; i < st->pick.count; i++)
        if (matches(st->folded[i], buf_text(&query)))
            st->shown[st->count++] = i;
}

static void choose(struct screen *s, int n)
{
    struct state *st = s->state;
    if (n >= st->count) {
        desk_refuse(s->desk);
        return;
    }
    struct screen *asker = s->below;
    const struct pick_item *item = &st->pick.items[st->shown[n]];
    screen_close(s);
    st->pick.chosen(asker, st->pick.context, item);
}

static void enter(struct screen *s)
{
    const struct state *st = s->state;
    choose(s, st->at);
}

static const struct key_row keys[] = {
    { K_ENTER, "pick.take", N_("Take"), N_("Take the marked value"), NULL, enter },
    { K_DOWN, "pick.next", N_("Next"), N_("Go to the next value; Up goes back"), NULL, NULL },
    { K_ESC, "pick.keep", N_("Keep the old value"), N_("Close the list and keep the old value"), NULL,
        screen_close },
    { 0 },
};

static void go(struct state *st, int to)
{
    st->at = to < 0 || !st->count ? 0 : to >= st->count ? st->count - 1 : to;
    if (st->at < st->top)
        st->top = st->at;
    if (st->at >= st->top + ROWS_SHOWN)
        st->top = st->at - ROWS_SHOWN + 1;
}

static void take_row(void *object, int row)
{
    go(object, row);
}

static void roll(void *object, int lines)
{
    struct state *st = object;
    go(st, st->at + lines);
}

static bool move(struct state *st, uint32_t key)
{
    int to = key == K_DOWN        ? st->at + 1
             : key == K_UP        ? st->at - 1
             : key == K_PAGE_DOWN ? st->at + ROWS_SHOWN
             : key == K_PAGE_UP   ? st->at - ROWS_SHOWN
                                  : st->count;
    if (key != K_DOWN && key != K_UP && key != K_PAGE_DOWN && key != K_PAGE_UP)
        return false;
    go(st, to);
    return true;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct state *st = s->state;
    if (event->kind == EVENT_PASTE && editor_paste(&st->filter, event->text) == EDIT_CHANGED) {
        refilter(st);
        return EVENT_USED;
    }
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (move(st, event->key))
        return EVENT_USED;
    if (event->key >= '1' && event->key <= '9') {
        choose(s, st->top + (int)(event->key - '1'));
        return EVENT_USED;
    }
    enum edit edit = editor_key(&st->filter, event->key, s->desk->typing);
    if (edit == EDIT_CHANGED)
        refilter(st);
    return edit == EDIT_UNUSED || edit == EDIT_REFUSED ? EVENT_UNUSED : EVENT_USED;
}

static int box_width(const struct state *st, const struct canvas *c)
{
    int w = BOX_W_MIN;
    for (int i = 0; i < st->pick.count; i++) {
        const char *note = st->pick.items[i].note;
        int need = text_columns(st->pick.items[i].text) + 9 + (note ? text_columns(note) + 2 : 0);
        w = need > w ? need : w;
    }
    return w > c->w - 4 ? c->w - 4 : w;
}

static void draw_item(struct state *st, struct canvas *c, int x, int y, int w, int n)
{
    const struct pick_item *item = &st->pick.items[st->shown[n]];
    enum role role = n == st->at ? ROLE_SELECT : ROLE_BASE;
    int note = item->note ? text_columns(item->note) + 2 : 0;
    if (n - st->top < 9)
        canvas_printf(c, x + 2, y, role, "%d", n - st->top + 1);
    canvas_put(c, x + 5, y, w - 7 - note, role, item->text);
    if (note)
        canvas_put_right(c, x + w - 2, y, ROLE_MUTED, item->note);
    if (n == st->at)
        frame_pointer(c, x + 1, y);
    canvas_place(c, &(struct place){ .x = x + 1,
                        .y = y,
                        .w = w - 2,
                        .h = 1,
                        .object = st,
                        .index = n,
                        .take = take_row,
                        .roll = roll });
}

static void draw_filter(struct state *st, struct canvas *c, int x, int y, int w)
{
    char count[32];
    int at = canvas_print(c, x + 2, y, ROLE_MUTED, _("filter "));
    snprintf(count, sizeof count, "%d/%d", st->count, st->pick.count);
    int right = canvas_put_right(c, x + w - 2, y, ROLE_MUTED, count);
    editor_draw_box(&st->filter, c, at, y, right - 1 - at, true);
}

/* Below the field when there is room, else above: the value being chosen for stays in sight. */
static int box_top(const struct canvas *c, int field_y, int h)
{
    if (field_y + 1 + h <= ROW_SAY(c))
        return field_y + 1;
    return field_y - h >= ROW_PLACE ? field_y - h : ROW_SAY(c) - h;
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct state *st = s->state;
    int rows = st->pick.count < ROWS_SHOWN ? st->pick.count : ROWS_SHOWN;
    int w = box_width(st, c), h = rows + 3 + (st->pick.hint ? 1 : 0);
    int x = st->pick.x + w > c->w - 1 ? c->w - 1 - w : st->pick.x;
    int room = BODY_ROWS(c);
    if (h > room) {
        rows -= h - room;
        h = room;
    }
    int y = box_top(c, st->pick.y, h);
    canvas_box(c, x, y, w, h, ROLE_RULE, st->pick.title);
    for (int i = 0; i < rows && st->top + i < st->count; i++)
        draw_item(st, c, x, y + 2 + i, w, st->top + i);
    if (!st->count)
        canvas_put(c, x + 2, y + 2, w - 4, ROLE_MUTED, _("Nothing like this. Backspace shows more."));
    if (st->pick.hint)
        canvas_put(c, x + 2, y + h - 2, w - 4, ROLE_MUTED, st->pick.hint);
    draw_filter(st, c, x, y + 1, w);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct state *st = s->state;
    st->pick = *(const struct pick *)argument;
    st->pick.title = arena_strdup(&s->arena, st->pick.title);
    st->pick.hint = st->pick.hint ? arena_strdup(&s->arena, st->pick.hint) : NULL;
    size_t n = (size_t)st->pick.count + 1;
    st->folded = arena_array(&s->arena, n, sizeof *st->folded);
    st->shown = arena_array(&s->arena, n, sizeof *st->shown);
    for (int i = 0; st->folded && i < st->pick.count; i++)
        st->folded[i] = fold(&s->arena, st->pick.items[i].text);
    if (arena_failed(&s->arena))
        return err_no_memory(e);
    enum rc rc = st->pick.typed ? editor_set(&st->filter, st->pick.typed, e) : RC_OK;
    if (!rc)
        refilter(st);
    return rc;
}

static void close_(struct screen *s)
{
    struct state *st = s->state;
    editor_release(&st->filter);
}

static const struct screen_class pick_class = {
    .name = "pick",
    .title = N_("List of values"),
    .keys = keys,
    .state_size = sizeof(struct state),
    .popup = true,
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};

enum rc pick_ask(struct screen *asker, const struct pick *pick)
{
    return desk_push(asker->desk, &pick_class, pick);
}
