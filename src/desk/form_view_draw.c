/* form_view_draw.c - the picture of a form_view: sections and fields as display lines, the current one in
 * sight. */
#include <stdio.h>

#include "base/i18n.h"
#include "desk/canvas.h"
#include "desk/form_view.h"
#include "desk/frame.h"
#include "desk/mouse.h"

#define NUMBER_X 1 /* from the pointer's column */
#define LABEL_X  4
#define LABEL_W  27
#define VALUE_X  32 /* its brackets stand one column outside */
#define TAIL_W   14 /* F4, mark, source */

/* Display lines before row `row`: one for each row and section, a blank one between sections. */
static int line_of(const struct form_view *v, int row)
{
    int line = 0;
    for (int i = 0; i <= row && i < v->count; i++) {
        if (v->rows[i].hidden)
            continue;
        if (v->rows[i].section)
            line += line ? 2 : 1;
        line += i < row;
    }
    return line;
}

static void scroll_to(struct form_view *v, int rows)
{
    int line = line_of(v, v->at);
    int total = v->count ? line_of(v, v->count - 1) + 1 : 0;
    int heading = v->rows[v->at].section && line > 0 ? 1 : 0;
    if (line - heading < v->top)
        v->top = line - heading;
    if (line >= v->top + rows)
        v->top = line - rows + 1;
    if (v->top + rows > total)
        v->top = total > rows ? total - rows : 0;
}

static void draw_mark(const struct form_row *r, struct canvas *c, int x, int y)
{
    static const char *const marks[] = { " ", "✓", "?", "!" };
    static const enum role roles[] = { ROLE_BASE, ROLE_OK, ROLE_WARN, ROLE_ERROR };
    if (r->list)
        canvas_print(c, x, y, ROLE_MUTED, "F4");
    canvas_print(c, x + 4, y, roles[r->mark], marks[r->mark]);
    canvas_put(c, x + 6, y, FORM_SOURCE, ROLE_DATA, r->source);
}

static void draw_value(
    struct form_view *v, struct form_row *r, struct canvas *c, int x, int y, int w, bool focused)
{
    if (!focused) {
        struct editor rest =
            r->editor; /* at rest a value shows its beginning, wherever its cursor was left */
        rest.scroll = rest.cursor = 0;
        editor_draw(&rest, c, x, y, w, false);
        return;
    }
    v->value_x = x;
    v->value_y = y;
    editor_draw_box(&r->editor, c, x - 1, y, w + 2, true);
}

static void take_row(void *object, int row)
{
    struct form_view *v = object;
    if (!v->jumping && !v->rows[row].locked)
        form_view_go(v, row);
}

static void draw_row(struct form_view *v, int row, struct canvas *c, int x, int y, int width, bool focused)
{
    struct form_row *r = &v->rows[row];
    int room = width - VALUE_X - TAIL_W;
    int w = r->width > 0 && r->width < room ? r->width : room;
    bool current = row == v->at;
    canvas_printf(c, x + NUMBER_X, y, ROLE_MUTED, "%2d", row + 1);
    canvas_put(c, x + LABEL_X, y, LABEL_W - 1, current ? ROLE_SELECT : ROLE_MUTED, r->label);
    draw_value(v, r, c, x + VALUE_X, y, w, current && focused && !v->jumping);
    draw_mark(r, c, x + width - TAIL_W + 2, y);
    if (current)
        frame_pointer(c, x, y);
    canvas_place(
        c, &(struct place){ x, y, width, 1, .object = v, .index = row, .take = take_row });
}

static void draw_jump(struct form_view *v, struct canvas *c, int x, int y, int width)
{
    canvas_fill(c, x, y, width, 1, ROLE_BASE, " ");
    int at = canvas_print(c, x + 1, y, ROLE_TITLE, _("Go to field (number or name): "));
    editor_draw_box(&v->jump, c, at, y, 22, true);
}

void form_view_draw(struct form_view *v, struct canvas *c, int x, int y, int width, int rows, bool focused)
{
    if (!v->count || rows < 1)
        return;
    scroll_to(v, rows);
    for (int i = 0, line; i < v->count && (line = line_of(v, i) - v->top) < rows; i++) {
        if (v->rows[i].hidden)
            continue;
        if (v->rows[i].section && line > 0)
            canvas_put(c, x + 1, y + line - 1, width - 1, ROLE_TITLE, v->rows[i].section);
        if (line >= 0)
            draw_row(v, i, c, x, y + line, width, focused);
    }
    if (x + width >= c->w - 1)
        frame_scroll_mark(c, y, rows, v->top, rows, line_of(v, v->count - 1) + 1);
    if (v->jumping)
        draw_jump(v, c, x, y + rows - 1, width);
}

void form_view_draw_faults(const struct form_view *v, struct canvas *c, int x, int y, int width, int rows)
{
    for (int k = 0, used = 0; k < v->count && used < rows; k++) {
        const struct form_row *r = &v->rows[(v->at + k) % v->count];
        if (r->mark < MARK_LOOK || r->hidden)
            continue;
        enum role role = r->mark == MARK_MUST ? ROLE_ERROR : ROLE_WARN;
        canvas_print(c, x, y + used, role, r->mark == MARK_MUST ? "!" : "?");
        canvas_printf(c, x + 2, y + used, ROLE_MUTED, "%2d", (v->at + k) % v->count + 1);
        canvas_put(c, x + 5, y + used, 24, ROLE_BASE, r->label);
        canvas_put(c, x + 30, y + used, width - 30, ROLE_BASE, r->fault);
        used++;
    }
}
