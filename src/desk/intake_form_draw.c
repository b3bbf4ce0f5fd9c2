/* intake_form_draw.c - the picture of step 4: our form; on a wide window the portal's beside it, and what the
 * field said before. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "catalog/form.h"
#include "desk/frame.h"
#include "desk/index_draw.h"
#include "desk/intake_form.h"

static int pane_line(struct canvas *c, int x, int y, const char *label, const char *text)
{
    if (!text || !*text)
        return y;
    canvas_put(c, x, y, 10, ROLE_MUTED, label);
    return y + canvas_wrap(c, x + 10, y, c->w - 2 - x - 10, 6, ROLE_BASE, text);
}

/* --- wide: the portal's form --- */

static int number_of(const void *context, const char *answer)
{
    return cells_find(context, answer) + 1;
}

static int draw_portal(struct intake *in, struct canvas *c, int x, int y)
{
    const struct shadow *sh = &in->form.shadow;
    const struct cells *cs = &in->form.cells;
    int w = c->w - 1 - x, rows = 11;
    if (!sh->portal)
        return y;
    canvas_put(c, x, y, w, ROLE_TITLE, _("THE PORTAL'S FORM"));
    canvas_put_right(c, c->w - 2, y++, ROLE_MUTED, "F6");
    if (sh->portal->to_confirm)
        canvas_put(c, x, y, w, ROLE_WARN,
            sh->portal->own_order ? _("? our own order and names; compare with the portal")
                                  : _("? names and order are still to be confirmed"));
    y++;
    canvas_put(c, x, y, w - 20, ROLE_MUTED, _("The portal asks"));
    canvas_put(c, c->w - 20, y++, 18, ROLE_MUTED, _("ours"));
    int line = shadow_find(sh, cs->cells[cs->view.at].id);
    shadow_draw_links(sh, c, x, y, w, rows, line, number_of, cs);
    y += rows;
    canvas_put(c, x, y, w, ROLE_MUTED, _("Ctrl-Y copies this field   Ctrl-Q square for the phone"));
    if (in->portal_code[0])
        canvas_printf(c, x, ++y, ROLE_OK, _("✓ on the portal: %s"), in->portal_code);
    return y + 1;
}

/* --- wide: what the form says about the field, and what was spared --- */

static int draw_help(struct intake *in, struct canvas *c, int x, int y)
{
    const struct cells *cs = &in->form.cells;
    const struct form_field *f = cs->cells[cs->view.at].field;
    canvas_printf(c, x, y, ROLE_TITLE, _("FIELD %d"), cs->view.at + 1);
    canvas_put(c, x, y + 1, c->w - 1 - x, ROLE_BASE, f->label);
    y = pane_line(c, x, y + 2, _("Help"), f->help);
    y = pane_line(c, x, y, _("Type"), _(f->type->summary));
    y = pane_line(c, x, y, _("Example"), f->example);
    return pane_line(c, x, y, _("Law"), f->law);
}

/* The promise and the points, as they would be with what stands here now. */
static int draw_promise(struct intake *in, struct canvas *c, int x, int y, int end)
{
    char due[MOMENT_TEXT_SIZE], points[INDEX_TEXT];
    int w = c->w - 1 - x;
    if (y + 4 > end)
        return y;
    canvas_put(c, x, y++, w, ROLE_TITLE, _("PROMISE, IF FILED NOW"));
    canvas_put(c, x, y++, w, ROLE_BASE,
        in->form.promise.due ? moment_text(due, in->form.promise.due) : _("no fixed day"));
    canvas_put(c, x, y, 15, ROLE_MUTED, _("Index 766"));
    canvas_put(c, x + 16, y++, w - 16, ROLE_BASE, index_text(points, &in->form.index));
    return y + 1;
}

static void draw_pane(struct intake *in, struct canvas *c, int x)
{
    const struct cells *cs = &in->form.cells;
    int end = ROW_BODY + BODY_ROWS(c);
    frame_pane(c, x, ROW_BODY, BODY_ROWS(c));
    int y = draw_portal(in, c, x + 2, ROW_BODY);
    frame_rule(c, x + 1, y, c->w - x - 1, NULL, NULL);
    y = draw_help(in, c, x + 2, y + 1);
    y = draw_promise(in, c, x + 2, y + 1, end);
    if (y + 2 > end)
        return;
    canvas_printf(c, x + 2, y, ROLE_TITLE, "%s", _("NEVER ASK TWICE"));
    canvas_printf(c, x + 2, y + 1, ROLE_DATA, _("%d fields were known, %d were typed"),
        cells_filled(cs, true), cells_filled(cs, false));
}

/* --- wide: what the field said before --- */

/* Today's card or an answer of this form goes first; without one, Ctrl-D takes the newest of these. */
static bool offers(const struct form_field *f)
{
    return !*f->default_from || strncmp(f->default_from, "earlier.", 8) == 0;
}

static void draw_earlier(const struct intake *in, int i, struct canvas *c, int y, int width)
{
    const struct answer_history *h = &in->form.history.list[i];
    const struct form_field *f = in->form.cells.cells[in->form.history.row].field;
    AUTO_BUF shown = buf_limit(4096);
    struct day day = day_of(h->at);
    const char *serial = strrchr(h->code, '-');
    field_show(&shown, f->type, h->value, &f->rule);
    canvas_printf(c, BODY_LEFT, y, ROLE_MUTED, "%02d/%02d/%04d", day.d, day.m, day.y);
    canvas_printf(c, BODY_LEFT + 12, y, ROLE_MUTED, "%s", serial ? serial + 1 : h->code);
    canvas_put(c, BODY_LEFT + 18, y, 26, ROLE_BASE, buf_text(&shown));
    canvas_put(c, BODY_LEFT + 45, y, 14, ROLE_MUTED, h->staff);
    if (i == 0 && offers(f))
        canvas_put(c, BODY_LEFT + 60, y, width - BODY_LEFT - 61, ROLE_DATA, _("◄ Ctrl-D takes it"));
}

static void draw_history(const struct intake *in, struct canvas *c, int y, int width, int rows)
{
    const struct field_history *h = &in->form.history;
    char title[60];
    snprintf(title, sizeof title, _("Field %d before"), in->form.cells.view.at + 1);
    frame_rule(c, 0, y, width, title, NULL);
    if (!h->count || h->row != in->form.cells.view.at)
        canvas_put(c, BODY_LEFT, y + 1, width - 2, ROLE_MUTED,
            _("No earlier dossier of this person says anything here."));
    for (int i = 0; i < (int)h->count && i < rows && h->row == in->form.cells.view.at; i++)
        draw_earlier(in, i, c, y + 1 + i, width);
}

/* --- the whole --- */

static void draw_top(struct intake *in, struct canvas *c, int width)
{
    const struct cells *cs = &in->form.cells;
    char counts[80];
    int must = form_view_faults(&cs->view, MARK_MUST), look = form_view_faults(&cs->view, MARK_LOOK) - must;
    snprintf(counts, sizeof counts, _("field %d/%d   %d to mend   %d to look at"), cs->view.at + 1, cs->count,
        must, look);
    canvas_put_right(c, width - 1, ROW_BODY, must ? ROLE_ERROR : ROLE_MUTED, counts);
    canvas_put(c, BODY_LEFT, ROW_BODY, width - 4 - text_columns(counts), ROLE_TITLE, in->form.form->title);
}

void form_picture(struct intake *in, struct canvas *c)
{
    struct cells *cs = &in->form.cells;
    if (in->form.asking) { /* whoever types it a second time sees nothing */
        canvas_put(c, BODY_LEFT, ROW_BODY, c->w - 2, ROLE_TITLE, in->form.form->title);
        return;
    }
    bool wide = c->w >= FORM_WIDE, trouble = form_view_faults(&cs->view, MARK_LOOK) > 0;
    int width = wide ? 82 : c->w > 102 ? 100 : c->w - 1, faults = 3;
    int history = wide && c->h >= 34 ? 4 : 0, y = ROW_SAY(c) - (history ? history + 1 : 0);
    if (history)
        draw_history(in, c, y, width, history);
    if (trouble)
        y -= faults + 1;
    draw_top(in, c, width);
    form_view_draw(&cs->view, c, 0, ROW_BODY + 1, width, y - ROW_BODY - 1, true);
    if (trouble) {
        frame_rule(c, 0, y, width + !wide, _("To mend"), _("F8 to the next one"));
        form_view_draw_faults(&cs->view, c, BODY_LEFT, y + 1, width - 2, faults);
    }
    if (wide)
        draw_pane(in, c, width);
}
