/* help.c - see help.h. */
#include "desk/help.h"

#include "base/i18n.h"
#include "desk/desk.h"

#define BOX_W 62
#define LABEL 9
#define PARTS 6

struct state {
    const char *title;
    const char *parts[PARTS];
    int y;
};

static const char *const labels[PARTS] = { "", N_("Type"), N_("Example"), N_("From"), N_("Law"), N_("SAY") };

static void all_keys(struct screen *s)
{
    struct desk *d = s->desk;
    screen_close(s);
    desk_push_named(d, "help", NULL);
}

static const struct key_row keys[] = {
    { K_F(1), "help.keys", N_("All keys"), N_("Show every key of this screen"), NULL, all_keys },
    { K_ESC, "help.back", N_("Back to the field"), N_("Close the help, back to the same place"), NULL,
        screen_close },
    { 0 },
};

static int rows_of(const char *text, int width)
{
    struct canvas trial = { 0 };
    if (!text || canvas_resize(&trial, width, 4, NULL))
        return text ? 1 : 0;
    int rows = canvas_wrap(&trial, 0, 0, width, 4, ROLE_BASE, text);
    canvas_release(&trial);
    return rows;
}

static void draw(const struct screen *s, struct canvas *c)
{
    const struct state *st = s->state;
    int width = BOX_W - 4 - LABEL, h = 3;
    for (int i = 0; i < PARTS; i++)
        h += rows_of(st->parts[i], i ? width : width + LABEL);
    bool below = st->y + 1 + h <= ROW_SAY(c);
    int x = c->w - 3 - BOX_W, y = below ? st->y + 1 : st->y - h >= 0 ? st->y - h : ROW_BODY;
    canvas_box(c, x, y, BOX_W, h, ROLE_RULE, st->title);
    canvas_put(
        c, x + 2, y + h - 2, BOX_W - 4, ROLE_MUTED, _("F1 once more: all keys   Esc back to the same place"));
    frame_focus(c, x + 2, y + 1);
    for (int i = 0, row = y + 1; i < PARTS; i++) {
        if (!st->parts[i])
            continue;
        int indent = i ? LABEL : 0;
        if (i)
            canvas_put(c, x + 2, row, LABEL - 1, ROLE_MUTED, _(labels[i]));
        row += canvas_wrap(c, x + 2 + indent, row, BOX_W - 4 - indent, 4,
            i == PARTS - 1 ? ROLE_SAY : ROLE_BASE, st->parts[i]);
    }
}

static const char *keep(struct arena *a, const char *text)
{
    return text && *text ? arena_strdup(a, text) : NULL;
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    const struct field_help *help = argument;
    struct state *st = s->state;
    const char *texts[PARTS] = { help->what, help->type_in, help->example, help->source, help->law,
        help->say };
    bool any = false;
    for (int i = 0; i < PARTS; i++)
        any = (st->parts[i] = keep(&s->arena, texts[i])) != NULL || any;
    if (!any)
        st->parts[0] = _("Nothing is written for this field yet.");
    st->title = arena_printf(&s->arena, _("Help %s"), help->title ? help->title : "");
    st->y = help->y;
    return arena_failed(&s->arena) ? err_no_memory(e) : RC_OK;
}

static const struct screen_class field_help_class = {
    .name = "field-help",
    .title = N_("Help"),
    .keys = keys,
    .state_size = sizeof(struct state),
    .popup = true,
    .open = open_,
    .draw = draw,
};

enum rc help_ask(struct screen *asker, const struct field_help *help)
{
    return desk_push(asker->desk, &field_help_class, help);
}
