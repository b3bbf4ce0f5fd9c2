/* shadow_draw.c - the portal's boxes as lines: the whole list on its own screen, the links beside our form.
 */
#include <string.h>

#include "base/i18n.h"
#include "desk/canvas.h"
#include "desk/frame.h"
#include "desk/shadow.h"

#define LABEL_W 32

/* A heading stands before the first box of a section. */
static bool heads(const struct shadow *sh, int i)
{
    return i == 0 || strcmp(sh->lines[i].section, sh->lines[i - 1].section) != 0;
}

static int line_of(const struct shadow *sh, int at)
{
    int line = 0;
    for (int i = 0; i <= at && i < (int)sh->count; i++)
        line += heads(sh, i) + (i < at);
    return line;
}

static void draw_box(const struct shadow *sh, int i, struct canvas *c, int x, int y, int w, bool at)
{
    const struct portal_line *line = &sh->lines[i];
    bool done = shadow_ticked(sh, (size_t)i);
    canvas_print(c, x + 1, y, ROLE_OK, done ? "✓" : " ");
    canvas_put(c, x + 3, y, LABEL_W, at ? ROLE_SELECT : done ? ROLE_MUTED : ROLE_BASE, line->label);
    if (*line->value)
        canvas_put(c, x + 4 + LABEL_W, y, w - LABEL_W - 4, done ? ROLE_MUTED : ROLE_BASE, line->value);
    else
        canvas_put(c, x + 4 + LABEL_W, y, w - LABEL_W - 4, ROLE_MUTED,
            line->optional  ? _("– need not be filled in")
            : *line->answer ? _("– our form is still empty here")
                            : _("– the citizen says it, or a list of the portal"));
}

void shadow_draw_list(struct shadow *sh, struct canvas *c, int x, int y, int w, int rows, bool focused)
{
    int total = sh->count ? line_of(sh, (int)sh->count - 1) + 1 : 0, here = line_of(sh, sh->at);
    int least = heads(sh, sh->at) && here ? here - 1 : here;
    sh->top = least < sh->top ? least : here >= sh->top + rows ? here - rows + 1 : sh->top;
    for (int i = 0, line; i < (int)sh->count && (line = line_of(sh, i) - sh->top) <= rows; i++) {
        if (heads(sh, i) && line > 0 && line <= rows)
            canvas_put(c, x + 1, y + line - 1, w - 1, ROLE_TITLE, sh->lines[i].section);
        if (line < 0 || line >= rows)
            continue;
        draw_box(sh, i, c, x, y + line, w, i == sh->at);
        if (i == sh->at)
            frame_pointer(c, x, y + line);
        if (i == sh->at && focused)
            canvas_cursor(c, x + 1, y + line);
    }
    frame_scroll_mark(c, y, rows, sh->top, rows, total);
}

/* "Họ, chữ đệm, tên  = 11": the portal's box, and the number of our field that goes into it. */
void shadow_draw_links(const struct shadow *sh, struct canvas *c, int x, int y, int w, int rows, int at,
    shadow_number *number_of, const void *context)
{
    int label_w = w - 20, first = at < 0 ? 0 : at - rows / 2;
    first = first + rows > (int)sh->count ? (int)sh->count - rows : first;
    first = first < 0 ? 0 : first;
    for (int i = first; i < (int)sh->count && i < first + rows; i++, y++) {
        const struct portal_line *line = &sh->lines[i];
        int number = number_of(context, line->answer);
        bool done = shadow_ticked(sh, (size_t)i);
        canvas_put(c, x, y, label_w, i == at ? ROLE_SELECT : done ? ROLE_MUTED : ROLE_BASE, line->label);
        if (number)
            canvas_printf(c, x + label_w + 1, y, ROLE_MUTED, "= %2d", number);
        else
            canvas_print(c, x + label_w + 1, y, ROLE_MUTED, *line->value ? "=" : "–");
        enum role role = done ? ROLE_OK : *line->value || line->optional ? ROLE_MUTED : ROLE_WARN;
        canvas_put(c, x + label_w + 6, y, w - label_w - 6, role,
            done                      ? _("✓ copied")
            : *line->value || !number ? ""
            : line->optional          ? _("need not")
                                      : _("empty"));
        if (i == at)
            frame_pointer(c, x - 1, y);
    }
}
