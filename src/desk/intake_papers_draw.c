/* intake_papers_draw.c - the picture of step 3: each paper on a line, the one under the pointer in full
 * below. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "desk/frame.h"
#include "desk/intake_papers.h"
#include "desk/mouse.h"
#include "dossier/deadline.h"
#include "dossier/reuse.h"

#define SHEET_W 5 /* columns of one count */

static const struct intake_paper *here(const struct intake *in)
{
    return in->papers.count ? &in->papers.list[in->papers.at] : NULL;
}

const char *papers_database(const char *slug)
{
    static const struct {
        const char *slug, *name;
    } names[] = { { "dan_cu", N_("population data") }, { "cu_tru", N_("residence data") },
        { "ho_tich", N_("civil status data") }, { "y_te", N_("health data") }, { "dat_dai", N_("land data") },
        { "bhxh", N_("social insurance") }, { "an_sinh", N_("social security") },
        { "dkkd", N_("business register") }, { "eform", N_("filled in at step 4") } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].slug, slug) == 0)
            return gettext(names[i].name);
    return slug;
}

static enum role how_text(char out[64], const struct intake *in, const struct intake_paper *p)
{
    const struct reuse *earlier = known_paper(in, p->component);
    struct day day = earlier ? day_of(earlier->received_at) : (struct day){ 0 };
    switch (p->how) {
    case PAPER_DATA:
        if (earlier && strcmp(p->data, REUSE_DATABASE) == 0) {
            snprintf(out, 64, _("↻ dossier of %02d/%02d/%04d"), day.d, day.m, day.y);
            return ROLE_DATA;
        }
        snprintf(out, 64, "◆ %s", papers_database(p->data));
        return ROLE_DATA;
    case PAPER_FORM:
        snprintf(out, 64, "◆ %s", _("filled in at step 4"));
        return ROLE_DATA;
    case PAPER_GIVEN:
        snprintf(out, 64, "✓ %s", p->component->present_only ? _("seen, given back") : _("handed in"));
        return ROLE_OK;
    case PAPER_OWED:
        snprintf(out, 64, "! %s", _("owed"));
        return ROLE_ERROR;
    case PAPER_NOT_NEEDED:
        snprintf(out, 64, "· %s", _("not in this case"));
        return ROLE_MUTED;
    default:
        if (earlier) {
            snprintf(out, 64, _("? d: ↻ %02d/%02d/%04d"), day.d, day.m, day.y);
            return ROLE_WARN;
        }
        snprintf(out, 64, "? %s", *p->component->replaced_by ? _("here? or d: data") : _("is it here?"));
        return ROLE_WARN;
    }
}

static int name_width(const struct canvas *c)
{
    return c->w - 4 - 3 * SHEET_W - 1 - 25;
}

static void draw_sheets(
    struct intake *in, const struct intake_paper *p, struct canvas *c, int x, int y, bool at)
{
    bool counted = p->how == PAPER_GIVEN || p->how == PAPER_OPEN;
    for (int i = 0; i < 3; i++) {
        bool focus = at && in->papers.column == i && !in->papers.naming;
        char text[8] = "·";
        if (counted && (p->sheets[i] || focus))
            snprintf(text, sizeof text, "%d", p->sheets[i]);
        canvas_printf(c, x + i * SHEET_W, y, focus ? ROLE_FOCUS : ROLE_BASE, focus ? "[%2s]" : " %2s ", text);
        if (focus)
            canvas_cursor(c, x + i * SHEET_W + 2, y);
    }
}

/* While a path is typed the pointer stays with its paper. */
static void take_line(void *object, int line)
{
    struct intake_papers *p = object;
    if (p->naming || line >= p->count)
        return;
    p->at = line;
    p->fresh = true;
}

static void take_count(void *object, int place)
{
    struct intake_papers *p = object;
    take_line(p, place / 3);
    if (!p->naming)
        p->column = place % 3;
}

static void roll(void *object, int lines)
{
    struct intake_papers *p = object;
    int last = p->count ? p->count - 1 : 0, to = p->at + lines;
    take_line(p, to < 0 ? 0 : to > last ? last : to);
}

static void place_line(struct intake_papers *p, int i, struct canvas *c, int y, int sheets)
{
    canvas_place(c, &(struct place){ 0, y, c->w, 1, .object = p, .index = i, .take = take_line, .roll = roll });
    for (int k = 0; k < 3; k++)
        canvas_place(c, &(struct place){ sheets + k * SHEET_W, y, SHEET_W - 1, 1, .object = p, .index = i * 3 + k,
                            .take = take_count, .roll = roll });
}

static void draw_line(struct intake *in, int i, struct canvas *c, int y)
{
    const struct intake_paper *p = &in->papers.list[i];
    bool at = i == in->papers.at;
    char how[64];
    enum role role = how_text(how, in, p);
    int name_w = name_width(c);
    canvas_printf(c, BODY_LEFT, y, ROLE_MUTED, "%2d", i + 1);
    canvas_put(c, BODY_LEFT + 3, y, name_w - 1,
        at                           ? ROLE_SELECT
        : p->how == PAPER_NOT_NEEDED ? ROLE_MUTED
                                     : ROLE_BASE,
        p->component->name);
    draw_sheets(in, p, c, BODY_LEFT + 3 + name_w, y, at);
    canvas_put(c, BODY_LEFT + 4 + 3 * SHEET_W + name_w, y, 25, role, how);
    if (p->files_count)
        canvas_printf(c, c->w - 4, y, ROLE_DATA, "+%d", p->files_count);
    place_line(&in->papers, i, c, y, BODY_LEFT + 3 + name_w);
    if (at)
        frame_pointer(c, 0, y);
}

static void draw_details(struct intake *in, struct canvas *c, int y)
{
    const struct intake_paper *p = here(in);
    char title[40];
    snprintf(title, sizeof title, _("Paper %d"), in->papers.at + 1);
    frame_rule(c, 0, y, c->w, title, p->component->form);
    int used = canvas_wrap(c, BODY_LEFT, y + 1, c->w - 2, 2, ROLE_BASE, p->component->name);
    if (*p->component->case_note)
        canvas_put(c, BODY_LEFT, y + 1 + used++, c->w - 2, ROLE_MUTED, p->component->case_note);
    const struct reuse *earlier = known_paper(in, p->component);
    if (earlier) {
        char when[MOMENT_TEXT_SIZE], words[160];
        snprintf(words, sizeof words, _("↻ %s has it: %d files, received %s"), earlier->dossier, earlier->files,
            moment_text(when, earlier->received_at));
        canvas_put(c, BODY_LEFT, y + 1 + used++, c->w - 2, ROLE_DATA, words);
    }
    for (int i = 0; i < p->files_count && i < 2; i++)
        canvas_put(c, BODY_LEFT, y + 1 + used++, c->w - 2, ROLE_DATA, p->files[i]);
    if (in->papers.naming) {
        canvas_put(c, BODY_LEFT, y + 1 + used, 10, ROLE_MUTED, _("File"));
        editor_draw_box(&in->papers.path, c, BODY_LEFT + 10, y + 1 + used, c->w - 13, true);
    }
}

void papers_picture(struct intake *in, struct canvas *c)
{
    struct intake_papers *p = &in->papers;
    int rows = BODY_ROWS(c) - 10, y = ROW_BODY, settled = p->count - papers_open(in);
    char saved[96];
    canvas_printf(c, BODY_LEFT, y, ROLE_TITLE, "%.60s", in->procedure.short_name);
    char counted[40];
    snprintf(counted, sizeof counted, _("%d/%d settled"), settled, p->count);
    canvas_put_right(c, BODY_RIGHT(c), y, ROLE_MUTED, counted);
    if (!p->count) {
        canvas_put(
            c, BODY_LEFT, y + 2, c->w - 2, ROLE_BASE, _("This needs no papers. Enter goes to the form."));
        return;
    }
    int name_w = name_width(c);
    canvas_put(c, BODY_LEFT + 3, y + 1, name_w, ROLE_MUTED, _("Paper"));
    canvas_put(c, BODY_LEFT + 3 + name_w, y + 1, 18, ROLE_MUTED, _("Orig Cert Copy"));
    canvas_put(c, BODY_LEFT + 4 + 3 * SHEET_W + name_w, y + 1, 20, ROLE_MUTED, _("How we have it"));
    p->top = p->at < p->top ? p->at : p->at >= p->top + rows ? p->at - rows + 1 : p->top;
    for (int i = 0; i < rows && p->top + i < p->count; i++)
        draw_line(in, p->top + i, c, y + 2 + i);
    frame_scroll_mark(c, y + 2, rows, p->top, rows, p->count);
    draw_details(in, c, y + 3 + rows);
    snprintf(saved, sizeof saved, _("Papers the citizen need not bring: %d"),
        papers_with(in, PAPER_DATA) + papers_with(in, PAPER_FORM));
    canvas_put(c, BODY_LEFT, ROW_SAY(c) - 1, 34, ROLE_DATA, saved);
    canvas_put_right(c, BODY_RIGHT(c), ROW_SAY(c) - 1, ROLE_MUTED, _("◆ data  ↻ earlier  ✓ here  ! owed  · not needed"));
}

const char *papers_spoken(struct intake *in)
{
    const struct intake_paper *p = here(in);
    if (!p)
        return "";
    if (p->how == PAPER_DATA)
        return _("You need not bring this one: we look it up ourselves.");
    if (p->how == PAPER_OWED)
        return _("I keep what we have done; please bring the missing paper, then we go on from here.");
    if (p->how != PAPER_OPEN)
        return _("Thank you, this paper is in order.");
    return *in->papers.spoken ? in->papers.spoken : _("May I see this paper, please?");
}
