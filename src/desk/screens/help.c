/* help.c - every key: those of the screen one came from, then those of the desk; printed from the tables. */
#include <stdio.h>

#include "base/i18n.h"
#include "desk/desk.h"
#include "desk/help.h"

#define LINES_MAX 200

struct line {
    const struct key_row *row; /* NULL = a heading */
    const char *heading;
};

struct state {
    struct line lines[LINES_MAX];
    int count, top, page;
};

const struct key_row help_everywhere[] = {
    { K_F(1), "desk.help", NULL, N_("Help for this field; once more: this page"), NULL, NULL },
    { K_ENTER, "desk.enter", NULL, N_("Accept and go on, on the number pad too"), NULL, NULL },
    { K_ESC, "desk.back", NULL, N_("Back one step; F12 does the same"), NULL, NULL },
    { K_F(3), "desk.find", NULL, N_("The command box: find a person, a dossier, a procedure"), NULL, NULL },
    { K_F(4), "desk.list", NULL, N_("The list of values to choose from"), NULL, NULL },
    { K_F(10), "desk.file", NULL, N_("File, done"), NULL, NULL },
    { K_CTRL_BACKSLASH, "desk.typing", NULL, N_("Vietnamese typing: Telex, VNI, off"), NULL, NULL },
    { K_CTRL('B'), "desk.sound", NULL, N_("Sound on or off"), NULL, NULL },
    { K_CTRL('L'), "desk.lock", NULL, N_("Lock the desk at once: names leave the screen"), NULL, NULL },
    { K_CTRL('K'), "desk.keytest", NULL, N_("Test the keys of this keyboard"), NULL, NULL },
    { 0 },
};

static const struct key_row in_field[] = {
    { K_LEFT, "field.left", NULL, N_("One letter left; Right, Home and End likewise"), NULL, NULL },
    { K_BACKSPACE, "field.erase", NULL, N_("Take the letter before the cursor away"), NULL, NULL },
    { K_CTRL('U'), "field.clear", NULL, N_("Empty the field"), NULL, NULL },
    { K_INSERT, "field.overwrite", NULL, N_("Type over, or between"), NULL, NULL },
    { 0 },
};

static void up(struct screen *s)
{
    struct state *st = s->state;
    st->top = st->top > st->page ? st->top - st->page : 0;
}

static void down(struct screen *s)
{
    struct state *st = s->state;
    if (st->top + st->page < st->count)
        st->top += st->page;
}

static const struct key_row keys[] = {
    { K_F(7), "help.previous", N_("Page back"), N_("The page before"), NULL, up },
    { K_F(8), "help.next", N_("Next page"), N_("The next page"), NULL, down },
    { K_ESC, "help.back", N_("Back to the same place"), N_("Close this page"), NULL, screen_close },
    { 0 },
};

static void add_heading(struct state *st, const char *heading)
{
    if (st->count < LINES_MAX)
        st->lines[st->count++] = (struct line){ NULL, heading };
}

static void add_table(struct state *st, const struct key_row *rows)
{
    for (; rows && rows->key && st->count < LINES_MAX; rows++)
        if (rows->help)
            st->lines[st->count++] = (struct line){ rows, NULL };
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument, (void)e;
    struct state *st = s->state;
    st->page = 1;
    if (s->below) {
        add_heading(st, s->below->class->title);
        add_table(st, s->below->class->keys);
        add_heading(st, "");
    }
    add_heading(st, N_("Always"));
    add_table(st, help_everywhere);
    add_heading(st, "");
    add_heading(st, N_("In a field"));
    add_table(st, in_field);
    return RC_OK;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (event->key == K_PAGE_DOWN || event->key == K_DOWN)
        down(s);
    else if (event->key == K_PAGE_UP || event->key == K_UP)
        up(s);
    else
        return EVENT_UNUSED;
    return EVENT_USED;
}

static void draw_line(const struct line *line, struct canvas *c, int y, unsigned missing)
{
    char names[KEY_NAMES_SIZE];
    if (!line->row) {
        canvas_put(c, 1, y, c->w - 2, ROLE_TITLE, *line->heading ? _(line->heading) : "");
        return;
    }
    canvas_put(c, 2, y, 20, ROLE_BASE, key_row_names(names, line->row, missing));
    canvas_put(c, 23, y, c->w - 25, ROLE_MUTED, _(line->row->help));
}

static void roll(void *object, int lines)
{
    struct state *st = object;
    int last = st->count > st->page ? st->count - st->page : 0, top = st->top + lines;
    st->top = top < 0 ? 0 : top > last ? last : top;
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct state *st = s->state;
    st->page = BODY_ROWS(c);
    frame_place(c, _("All keys"), NULL);
    for (int i = 0; i < st->page && st->top + i < st->count; i++)
        draw_line(&st->lines[st->top + i], c, ROW_BODY + i, s->desk->missing_keys);
    canvas_place(c, &(struct place){ 0, ROW_BODY, c->w, st->page, .object = st, .roll = roll });
    frame_scroll_mark(c, ROW_BODY, st->page, st->top, st->page, st->count);
    frame_hint(c, _("A key taken by the terminal? Esc and its digit do the same: Esc 1 .. Esc 0."));
    frame_focus(c, 1, ROW_BODY);
}

const struct screen_class screen_help = {
    .name = "help",
    .title = N_("All keys"),
    .keys = keys,
    .state_size = sizeof(struct state),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
};
