/* index_draw.c - see index_draw.h. */
#include "desk/index_draw.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/text.h"
#include "desk/canvas.h"
#include "dossier/index766.h"

#define NAME_W 19 /* "! 3.3 trực tuyến" */
#define GAP    2  /* five points side by side fit into 78 columns */

static const struct {
    const char *glyph;
    enum role role;
} marks[] = {
    [INDEX_EARNED] = { "✓", ROLE_OK },
    [INDEX_COMING] = { "✓", ROLE_OK },
    [INDEX_MISSED] = { "!", ROLE_WARN },
    [INDEX_NOT_ASKED] = { "-", ROLE_MUTED },
};

static int draw_mark(const struct index766 *x, int point, struct canvas *c, int left, int y)
{
    enum index_standing standing = x->points[point].standing;
    canvas_print(c, left, y, marks[standing].role, marks[standing].glyph);
    left = canvas_printf(c, left + 2, y, ROLE_BASE, "%s ", index_number((enum index_point)point));
    return canvas_print(c, left, y, ROLE_BASE, gettext(index_name((enum index_point)point)));
}

/* "why  mend": the reason in plain, what helps behind it. */
static void draw_reason(const struct index_verdict *v, struct canvas *c, int left, int y, int w)
{
    int end = left + w;
    left = *v->why
               ? canvas_put(c, left, y, text_columns(gettext(v->why)) < w ? text_columns(gettext(v->why)) : w,
                     ROLE_MUTED, gettext(v->why))
               : left;
    if (*v->mend && left + 3 < end)
        canvas_put(c, left + 2, y, end - left - 2, ROLE_TITLE, gettext(v->mend));
}

static void draw_line(const struct index766 *x, int point, struct canvas *c, int left, int y, int w)
{
    draw_mark(x, point, c, left, y);
    draw_reason(&x->points[point], c, left + NAME_W, y, w - NAME_W);
}

static int width_of(int point)
{
    return 2 + text_columns(index_number((enum index_point)point)) + 1 +
           text_columns(gettext(index_name((enum index_point)point))) + GAP;
}

void index_draw(const struct index766 *x, struct canvas *c, int left, int y, int w, int rows)
{
    bool drawn[INDEX_POINTS] = { false };
    int row = 0;
    for (int i = 0; i < INDEX_POINTS && row < rows - 1; i++)
        if (x->points[i].standing == INDEX_MISSED) {
            draw_line(x, i, c, left, y + row++, w);
            drawn[i] = true;
        }
    for (int i = 0, at = left; i < INDEX_POINTS && row < rows; i++) {
        if (drawn[i])
            continue;
        if (at + width_of(i) - GAP > left + w) {
            at = left;
            if (++row >= rows)
                return;
        }
        draw_mark(x, i, c, at, y + row);
        at += width_of(i);
    }
}

/* A narrow pane has no room beside the name: what is missed first, its reason and what would mend it below.
 */
static int draw_narrow(const struct index766 *x, struct canvas *c, int left, int y, int w, int rows)
{
    int used = 0;
    for (int i = 0; i < INDEX_POINTS && used < rows; i++) {
        const struct index_verdict *v = &x->points[i];
        if (v->standing != INDEX_MISSED)
            continue;
        draw_mark(x, i, c, left, y + used++);
        if (used < rows)
            canvas_put(c, left + 2, y + used++, w - 2, ROLE_MUTED, gettext(v->why));
        if (*v->mend && used < rows)
            canvas_put(c, left + 2, y + used++, w - 2, ROLE_TITLE, gettext(v->mend));
    }
    for (int i = 0; i < INDEX_POINTS && used < rows; i++)
        if (x->points[i].standing != INDEX_MISSED)
            draw_line(x, i, c, left, y + used++, w);
    return used;
}

int index_draw_all(const struct index766 *x, struct canvas *c, int left, int y, int w, int rows)
{
    if (w < 60)
        return draw_narrow(x, c, left, y, w, rows);
    for (int i = 0; i < INDEX_POINTS && i < rows; i++)
        draw_line(x, i, c, left, y + i, w);
    return rows < INDEX_POINTS ? rows : INDEX_POINTS;
}

const char *index_text(char out[INDEX_TEXT], const struct index766 *x)
{
    int n = snprintf(out, INDEX_TEXT, "%d/%d", index766_good(x), index766_asked(x));
    const char *before = "  ! ";
    for (int i = 0; i < INDEX_POINTS && n < INDEX_TEXT - 12; i++)
        if (x->points[i].standing == INDEX_MISSED) {
            n += snprintf(
                out + n, (size_t)(INDEX_TEXT - n), "%s%s", before, index_number((enum index_point)i));
            before = " ";
        }
    return out;
}
