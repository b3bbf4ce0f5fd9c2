/* finding_draw.c - the picture of the screen "find": groups of rows under each other. */
#include <stdio.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "desk/desk.h"
#include "desk/finding_view.h"
#include "desk/work.h"

static const char *group_name(enum row_kind kind)
{
    static const char *const names[] = { N_("CITIZENS"), N_("DOSSIERS"), N_("PROCEDURES"), N_("AT ONCE"),
        N_("HELP") };
    return _(names[kind]);
}

static int group_count(const struct find *f, enum row_kind kind)
{
    int n = 0;
    for (int i = 0; i < f->count; i++)
        n += f->rows[i].kind == kind;
    return n;
}

static void take_row(void *object, int row)
{
    ((struct find *)object)->at = row;
}

static void draw_pointer(struct find *f, struct canvas *c, int i, int y)
{
    canvas_place(c, &(struct place){ 0, y, c->w, 1, .object = f, .index = i, .take = take_row });
    if (f->at != i)
        return;
    frame_pointer(c, 0, y);
    canvas_cursor(c, 1, y);
}

static void draw_row(struct find *f, struct canvas *c, int i, int y, struct day today)
{
    const struct row *row = &f->rows[i];
    int title = c->w >= 132 ? 60 : 38;
    if (row->kind >= ROW_ACT)
        title = c->w - 6;
    if (i < 9)
        canvas_printf(c, 1, y, ROLE_MUTED, "%d", i + 1);
    int x = 4;
    if (row->kind == ROW_DOSSIER) { /* its title says procedure and person; the detail repeats the code */
        char code[CODE_SHORT_SIZE];
        x = canvas_put(c, x, y, 10, ROLE_BASE, code_short(code, row->id, today)) + 1;
        canvas_put(c, x, y, c->w - 2 - x, ROLE_BASE, row->title);
        draw_pointer(f, c, i, y);
        return;
    }
    if (row->kind == ROW_PROCEDURE || row->kind == ROW_HELP)
        x = canvas_put(c, x, y, 9, ROLE_BASE, row->id) + 1;
    x = canvas_put(c, x, y, 4 + title - x, ROLE_BASE, row->title) + 1;
    if (row->kind < ROW_ACT)
        canvas_put(c, x, y, c->w - 2 - x, ROLE_MUTED, row->detail);
    draw_pointer(f, c, i, y);
}

/* Groups under each other, with blank rows between them while there is room. */
static void draw_groups(struct find *f, struct canvas *c, struct day today)
{
    int y = ROW_BODY, helps = group_count(f, ROW_HELP) > 0, groups = ROW_HELP + helps;
    int needed = f->count + groups;
    for (int kind = ROW_PERSON; kind <= ROW_ACT; kind++)
        needed += !group_count(f, (enum row_kind)kind);
    int gap = needed + groups - 1 <= BODY_ROWS(c);
    for (int kind = ROW_PERSON, i = 0; kind < ROW_KINDS; kind++) {
        int here = group_count(f, (enum row_kind)kind);
        if (kind == ROW_HELP && !here)
            continue; /* no sign of it where nobody asked */
        int end = canvas_print(c, 1, y, ROLE_TITLE, group_name((enum row_kind)kind));
        if (kind == ROW_PERSON && f->near)
            canvas_put(c, end + 2, y, c->w - 4 - end, ROLE_MUTED, _("nobody of just this name; alike:"));
        y++;
        if (!here)
            canvas_put(c, 4, y++, c->w - 6, ROLE_MUTED, _("nothing fits"));
        for (int n = 0; n < here && y < ROW_SAY(c); n++)
            draw_row(f, c, i++, y++, today);
        y += gap;
    }
}

void finding_draw(const struct screen *s, struct canvas *c)
{
    struct find *f = s->state;
    char right[60];
    int people = group_count(f, ROW_PERSON);
    snprintf(right, sizeof right, _("%d citizens, %d dossiers, %d procedures"), people,
        group_count(f, ROW_DOSSIER), group_count(f, ROW_PROCEDURE));
    frame_place(c, _("Find anything"), right);
    draw_groups(f, c, day_of(clock_now(s->desk->clock)));
    if (editor_empty(&f->query))
        frame_hint(c, _("name without marks, birth year, card number, telephone, code, old name"));
    else if (!people && f->command.kind == COMMAND_NAME)
        frame_hint(c, _("nobody of this name yet: try fewer words or a birth year, or receive"));
    else
        frame_say(c, _("May I ask the full name and the year of birth?"));
    frame_command(c, &f->query, f->at < 0, _("type a name, card number, dossier code, procedure or command"),
        f->command.understood);
}
