/* dossier_draw.c - the picture of one dossier: what happened on the left, how it stands on the right. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"
#include "book/journal.h"
#include "desk/desk.h"
#include "desk/dossier_view.h"
#include "desk/index_draw.h"
#include "desk/move_ask.h"
#include "dossier/deadline.h"

#define LEFT_W 46

static const char *event_word(const struct journal_event *ev, const struct js *facts)
{
    static const struct {
        const char *action, *words;
    } names[] = { { "received", N_("received") }, { "attached", N_("papers digitised") },
        { "printed", N_("printed") }, { "noted", N_("note") }, { "paper_voided", N_("paper voided") },
        { "viewed", N_("looked at") },
        { "portal_coded", N_("filed on the portal") } };
    enum state state;
    const char *slug = js_get_text(facts, "state");
    if (strcmp(ev->action, "moved") == 0 && slug && state_parse(&state, slug))
        return gettext(state_row(state)->name);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].action, ev->action) == 0)
            return gettext(names[i].words);
    return ev->action;
}

static void draw_event(const struct dossier_view *v, int i, struct canvas *c, int y, int width)
{
    const struct journal_event *ev = &v->events[i];
    struct js *facts = NULL;
    struct day day = day_of(ev->at);
    int second = second_of_day(ev->at);
    if (*ev->payload && js_parse(&facts, ev->payload, strlen(ev->payload), NULL))
        facts = NULL;
    canvas_printf(
        c, BODY_LEFT, y, ROLE_MUTED, "%02d/%02d %02d:%02d", day.d, day.m, second / 3600, second / 60 % 60);
    canvas_put(c, BODY_LEFT + 13, y, width - 27, i == v->at ? ROLE_SELECT : ROLE_BASE, event_word(ev, facts));
    canvas_put(c, BODY_LEFT + width - 14, y, 13, ROLE_MUTED, ev->staff_name ? ev->staff_name : "");
    if (i == v->at)
        frame_pointer(c, 0, y);
    js_free(facts);
}

static void draw_reason(const struct dossier_view *v, struct canvas *c, int y, int width)
{
    struct js *facts = NULL;
    if (!v->count || !*v->events[v->at].payload ||
        js_parse(&facts, v->events[v->at].payload, strlen(v->events[v->at].payload), NULL))
        return;
    const char *reason = js_get_text(facts, "reason");
    if (reason)
        canvas_wrap(c, BODY_LEFT + 13, y, width - 14, 2, ROLE_MUTED, reason);
    js_free(facts);
}

static void draw_timeline(struct dossier_view *v, struct canvas *c, int width, int rows)
{
    int y = ROW_BODY;
    canvas_put(c, BODY_LEFT, y++, width - 2, ROLE_TITLE, _("WHAT HAPPENED"));
    rows -= 3;
    v->top = v->at < v->top ? v->at : v->at >= v->top + rows ? v->at - rows + 1 : v->top;
    for (int i = 0; i < rows && v->top + i < (int)v->count; i++)
        draw_event(v, v->top + i, c, y + i, width);
    draw_reason(v, c, y + rows, width);
    if (!v->in_papers)
        frame_focus(c, BODY_LEFT, y + (v->at - v->top));
}

static void draw_why(const struct dossier_view *v, struct canvas *c, int width, int rows)
{
    canvas_put(c, BODY_LEFT, ROW_BODY, width - 2, ROLE_TITLE, _("WHY THIS DAY"));
    int y = ROW_BODY + 1;
    for (size_t i = 0; i < js_len(v->why) && y < ROW_BODY + rows; i++)
        y += canvas_wrap(c, BODY_LEFT, y, width - 2, 2, ROLE_BASE, js_text(js_at(v->why, i)));
    if (y + 3 < ROW_BODY + rows) {
        canvas_put(c, BODY_LEFT, y + 1, width - 2, ROLE_TITLE, _("INDEX 766"));
        index_draw_all(&v->index, c, BODY_LEFT, y + 2, width - 2, ROW_BODY + rows - y - 2);
    }
    frame_focus(c, BODY_LEFT, ROW_BODY);
}

static int files_of(const struct dossier_view *v, const struct dossier_component *p)
{
    int files = 0;
    for (size_t k = 0; k < v->d.files_count; k++)
        files += !v->d.files[k].result && strcmp(v->d.files[k].component_id, p->id) == 0;
    return files;
}

static void draw_paper(const struct dossier_view *v, int i, struct canvas *c, int x, int y)
{
    const struct dossier_component *p = &v->d.components[i];
    int w = c->w - 1 - x, name_w = w > 40 ? w - 20 : w - 12, files = files_of(v, p);
    bool at = v->in_papers && i == v->paper;
    canvas_print(c, x, y, *p->replaced_by ? ROLE_DATA : ROLE_OK, *p->replaced_by ? "◆" : "✓");
    canvas_put(c, x + 2, y, name_w - 2, at ? ROLE_SELECT : ROLE_BASE, p->name);
    if (files)
        canvas_printf(c, x + name_w + 1, y, ROLE_MUTED, _("%d files"), files);
    else if (*p->replaced_by)
        canvas_put(c, x + name_w + 1, y, w - name_w - 1, ROLE_DATA, _("data"));
    else
        canvas_printf(c, x + name_w + 1, y, ROLE_MUTED, _("%d orig."), p->originals);
    if (at) {
        frame_pointer(c, x - 1, y);
        canvas_cursor(c, x, y);
    }
}

static int draw_papers(struct dossier_view *v, struct canvas *c, int x, int y, int rows)
{
    int shown = 0, w = c->w - 1 - x, count = (int)v->d.components_count;
    canvas_put(c, x, y++, w, ROLE_TITLE, _("PAPERS"));
    if (!count)
        canvas_put(c, x, y + shown++, w, ROLE_MUTED, _("none are written down"));
    rows = rows < 1 ? 1 : rows;
    int top = v->paper_top;
    v->paper_top = v->paper < top ? v->paper : v->paper >= top + rows ? v->paper - rows + 1 : top;
    for (; shown < rows && v->paper_top + shown < count; shown++)
        draw_paper(v, v->paper_top + shown, c, x, y + shown);
    return y + shown;
}

static const char *portal_word(const struct dossier_view *v)
{
    static const struct {
        const char *state, *words;
    } names[] = { { "waiting", N_("waits to be sent") }, { "sending", N_("is being sent") },
        { "unknown", N_("sent, no answer yet") }, { "done", N_("has it") }, { "held", N_("held back") },
        { "refused", N_("refused it") } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].state, v->delivery) == 0)
            return gettext(names[i].words);
    return _("nothing to send");
}

static void axis(struct canvas *c, int x, int y, const char *label, enum role role, const char *text)
{
    canvas_put(c, x, y, 9, ROLE_MUTED, label);
    canvas_put(c, x + 9, y, c->w - 1 - x - 9, role, text);
}

static int draw_axes(const struct screen *s, struct canvas *c, int x, int y)
{
    const struct dossier_view *v = s->state;
    char text[160], due[MOMENT_TEXT_SIZE];
    canvas_put(c, x, y++, c->w - 1 - x, ROLE_TITLE, _("WHERE IT STANDS"));
    snprintf(text, sizeof text, "%d %s", (int)v->d.state, gettext(state_row(v->d.state)->name));
    axis(c, x, y++, _("work"), ROLE_BASE, text);
    snprintf(text, sizeof text, "%lld đ", (long long)v->d.fee);
    axis(c, x, y++, _("money"), ROLE_BASE, v->d.fee ? text : _("free of charge"));
    axis(c, x, y++, _("held by"), ROLE_BASE, *v->d.holder ? v->d.holder : _("nobody"));
    axis(
        c, x, y++, _("portal"), strcmp(v->delivery, "refused") == 0 ? ROLE_ERROR : ROLE_BASE, portal_word(v));
    bool late = dossier_late(&v->d, clock_now(s->desk->clock));
    snprintf(text, sizeof text, "%s%s", late ? "! " : "",
        v->d.due_at ? moment_text(due, v->d.due_at) : _("no fixed day"));
    axis(c, x, y++, _("promised"), late ? ROLE_ERROR : ROLE_BASE, text);
    axis(c, x, y++, _("766"), ROLE_BASE, index_text(text, &v->index));
    return y;
}

static void draw_now(const struct dossier_view *v, struct canvas *c, int x, int y, int end)
{
    canvas_put(c, x, y++, c->w - 1 - x, ROLE_TITLE, _("WHAT CAN BE DONE NOW"));
    for (const struct move_row *row = move_table; row->verb && y < end; row++)
        if (row->from == v->d.state && move_letter(row->to)) {
            canvas_printf(c, x, y, ROLE_TITLE, "%c", move_letter(row->to));
            canvas_put(c, x + 2, y++, c->w - 1 - x - 2, ROLE_BASE, gettext(row->verb));
        }
}

void dossier_draw(const struct screen *s, struct canvas *c)
{
    struct dossier_view *v = s->state;
    char left[300], right[80];
    int rows = BODY_ROWS(c), width = c->w >= 120 ? c->w / 2 : LEFT_W - 5, x = width + 2;
    snprintf(left, sizeof left, "%s   %.80s · %.60s", v->code, v->procedure.short_name, v->name);
    utf8_mend(left);
    snprintf(right, sizeof right, "%d %s", (int)v->d.state, gettext(state_row(v->d.state)->name));
    frame_place(c, left, right);
    frame_pane(c, width, ROW_BODY, rows);
    if (v->explaining)
        draw_why(v, c, width, rows);
    else
        draw_timeline(v, c, width, rows);
    int y = draw_papers(v, c, x, ROW_BODY, rows - 14);
    y = draw_axes(s, c, x, y + 1);
    draw_now(v, c, x, y + (c->h > SCREEN_H_MIN), ROW_BODY + rows);
    frame_say(c, v->d.state == STATE_FINISHED
                     ? _("Your result is ready; may I see your card before I hand it over?")
                 : v->d.state == STATE_SUPPLEMENT
                     ? _("One paper is still missing; when you bring it we go on at once.")
                     : _("Your dossier is being worked on; we keep to the promised day."));
}
