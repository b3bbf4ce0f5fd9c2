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
#include "desk/mouse.h"
#include "desk/move_ask.h"
#include "dossier/deadline.h"
#include "dossier/owed.h"
#include "dossier/request.h"
#include "dossier/reuse.h"

#define LEFT_W 46

static const char *event_word(const struct journal_event *ev, const struct js *facts)
{
    static const struct {
        const char *action, *words;
    } names[] = { { "received", N_("received") }, { "attached", N_("papers digitised") },
        { "printed", N_("printed") }, { "noted", N_("note") }, { "paper_voided", N_("paper voided") },
        { "viewed", N_("looked at") }, { "portal_coded", N_("filed on the portal") },
        { "told_zalo", N_("Zalo: sent") }, { "told_sms", N_("SMS: sent") },
        { "seen_zalo", N_("Zalo: seen") },
        { "called", N_("telephone call") }, { "message_failed", N_("message failed") },
        { "late_told", N_("told: late") }, { "reminded", N_("reminded: result lies here") },
        { "assigned", N_("another holder") }, { "apology", N_("apology, new day") },
        { "undone", N_("step taken back") }, { "result", N_("result noted") }, { "amended", N_("amended") },
        { "papers_given", N_("papers given") }, { "papers_received", N_("papers received") },
        { "papers_missing", N_("papers missing") }, { "paper_owed", N_("paper owed") },
        { "paper_brought", N_("owed paper came") }, { "paper_waived", N_("owed paper let go") },
        { "request_sent", N_("request sent") }, { "request_approved", N_("request approved") },
        { "request_declined", N_("request declined") }, { "promise_moved", N_("notice drafted") },
        { "charged", N_("fee set") }, { "paid", N_("paid") }, { "refunded", N_("paid back") } };
    enum state state;
    const char *slug = js_get_text(facts, "state");
    if (strcmp(ev->action, "moved") == 0 && slug && state_parse(&state, slug))
        return gettext(state_row(state)->name);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].action, ev->action) == 0)
            return gettext(names[i].words);
    return ev->action;
}

static void take_event(void *object, int line)
{
    struct dossier_view *v = object;
    v->in_papers = false;
    v->at = line;
}

static void roll_events(void *object, int lines)
{
    struct dossier_view *v = object;
    int last = v->count ? (int)v->count - 1 : 0, to = v->at + lines;
    v->at = to < 0 ? 0 : to > last ? last : to;
}

static void draw_event(struct dossier_view *v, int i, struct canvas *c, int y, int width)
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
    canvas_place(c, &(struct place){ 0, y, width, 1, .object = v, .index = i, .take = take_event, .roll = roll_events });
    if (i == v->at)
        frame_pointer(c, 0, y);
    js_free(facts);
}

/* "applicant.phone" as people call it; an answer by its name in the form. */
static const char *field_word(const char *path)
{
    static const struct {
        const char *path, *word;
    } names[] = { { "applicant.phone", N_("Telephone") }, { "applicant.email", N_("E-mail") },
        { "applicant.address", N_("Residence") }, { "result_by", N_("way of the result") } };
    for (size_t i = 0; path && i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].path, path) == 0)
            return gettext(names[i].word);
    const char *dot = path ? strrchr(path, '.') : NULL;
    return dot ? dot + 1 : path ? path : "";
}

/* One line or two on the chosen event: what changed, which papers went to whom, why. */
static void event_detail(char *out, size_t size, const struct js *facts)
{
    const struct js *papers = js_get(facts, "handover"), *change = js_at(js_get(facts, "changes"), 0);
    const char *reason = js_get_text(facts, "reason"), *receiver = js_get_text(facts, "receiver");
    out[0] = '\0';
    if (papers)
        snprintf(out, size, _("%s to %s, %d originals, %d copies"), js_get_text(papers, "giver"),
            js_get_text(papers, "receiver"), (int)js_get_int(papers, "originals", 0),
            (int)(js_get_int(papers, "certified", 0) + js_get_int(papers, "copies", 0)));
    else if (change)
        snprintf(out, size, "%s: %s > %s", field_word(js_get_text(change, "field")), js_get_text(change, "before"),
            js_get_text(change, "now"));
    else if (reason)
        snprintf(out, size, "%s", reason);
    else if (receiver)
        snprintf(out, size, _("to %s"), receiver);
    utf8_mend(out);
}

static void draw_reason(const struct dossier_view *v, struct canvas *c, int y, int width)
{
    struct js *facts = NULL;
    char detail[600];
    if (!v->count || !*v->events[v->at].payload ||
        js_parse(&facts, v->events[v->at].payload, strlen(v->events[v->at].payload), NULL))
        return;
    event_detail(detail, sizeof detail, facts);
    canvas_wrap(c, BODY_LEFT + 13, y, width - 14, 2, ROLE_MUTED, detail);
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

static void take_paper(void *object, int line)
{
    struct dossier_view *v = object;
    v->in_papers = true;
    v->paper = line;
}

static void roll_papers(void *object, int lines)
{
    struct dossier_view *v = object;
    int last = v->d.components_count ? (int)v->d.components_count - 1 : 0, to = v->paper + lines;
    v->paper = to < 0 ? 0 : to > last ? last : to;
}

static void draw_paper(struct dossier_view *v, int i, struct canvas *c, int x, int y)
{
    const struct dossier_component *p = &v->d.components[i];
    int w = c->w - 1 - x, name_w = w > 40 ? w - 20 : w - 12, files = files_of(v, p);
    bool at = v->in_papers && i == v->paper;
    bool again = strcmp(p->replaced_by, REUSE_DATABASE) == 0;
    canvas_print(
        c, x, y, *p->replaced_by ? ROLE_DATA : ROLE_OK, again ? "↻" : *p->replaced_by ? "◆" : "✓");
    canvas_put(c, x + 2, y, name_w - 2, at ? ROLE_SELECT : ROLE_BASE, p->name);
    if (files)
        canvas_printf(c, x + name_w + 1, y, ROLE_MUTED, _("%d files"), files);
    else if (*p->replaced_by)
        canvas_put(c, x + name_w + 1, y, w - name_w - 1, ROLE_DATA, _("data"));
    else
        canvas_printf(c, x + name_w + 1, y, ROLE_MUTED, _("%d orig."), p->originals);
    canvas_place(c, &(struct place){ x - 1, y, w + 1, 1, .object = v, .index = i, .take = take_paper, .roll = roll_papers });
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

/* What is owed and what was asked stand below the papers: two lines at most, the rest is counted. */
static int draw_waiting(const struct dossier_view *v, struct canvas *c, int x, int y)
{
    int w = c->w - 1 - x;
    char text[300];
    if (v->owed_count) {
        const struct owed *first = &v->owed[0];
        snprintf(text, sizeof text, _("owed until %02d/%02d: %s"), first->due.d, first->due.m, first->name);
        utf8_mend(text);
        canvas_print(c, x, y, first->late ? ROLE_ERROR : ROLE_WARN, "!");
        canvas_put(c, x + 2, y, w - 7, first->late ? ROLE_ERROR : ROLE_WARN, text);
        if (v->owed_count > 1)
            canvas_printf(c, x + w - 4, y, ROLE_MUTED, "+%d", (int)v->owed_count - 1);
        y++;
    }
    if (v->requests_count) {
        canvas_print(c, x, y, ROLE_BUSY, "?");
        snprintf(text, sizeof text, _("asked: %s"), gettext(request_kind_row(v->requests[0].kind)->name));
        canvas_put(c, x + 2, y++, w - 2, ROLE_BASE, text);
    }
    return y;
}

static void axis(struct canvas *c, int x, int y, const char *label, enum role role, const char *text)
{
    canvas_put(c, x, y, 9, ROLE_MUTED, label);
    canvas_put(c, x + 9, y, c->w - 1 - x - 9, role, text);
}

static int draw_axes(const struct screen *s, struct canvas *c, int x, int y)
{
    const struct dossier_view *v = s->state;
    char text[AXIS_TEXT_SIZE], due[MOMENT_TEXT_SIZE];
    canvas_put(c, x, y++, c->w - 1 - x, ROLE_TITLE, _("WHERE IT STANDS"));
    snprintf(text, sizeof text, "%d %s", (int)v->d.state, gettext(state_row(v->d.state)->name));
    axis(c, x, y++, _("work"), ROLE_BASE, text);
    axis(c, x, y++, _("money"), v->axes.open ? ROLE_WARN : ROLE_BASE, axes_money(text, &v->axes));
    axis(c, x, y++, _("papers"), ROLE_BASE, axes_papers(text, &v->axes));
    axis(c, x, y++, _("portal"), v->axes.portal == PORTAL_REFUSED ? ROLE_ERROR : ROLE_BASE, axes_portal(text, &v->axes));
    axis(c, x, y++, _("held by"), ROLE_BASE, *v->d.holder ? v->d.holder : _("nobody"));
    if (*v->told)
        axis(c, x, y++, _("told by"), ROLE_BASE, v->told);
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
    if (y < end && state_row(v->d.state)->open)
        canvas_put(c, x, y, c->w - 1 - x, ROLE_MUTED, _("s amend  e sorry  u undo  h papers"));
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
    int waiting = (v->owed_count > 0) + (v->requests_count > 0) + (*v->told != 0);
    int y = draw_papers(v, c, x, ROW_BODY, rows - 15 - waiting);
    y = draw_waiting(v, c, x, y);
    y = draw_axes(s, c, x, y + (y + 15 < ROW_BODY + rows)); /* a blank line where there is room for it */
    draw_now(v, c, x, y + (c->h > SCREEN_H_MIN), ROW_BODY + rows);
    frame_say(c, v->d.state == STATE_FINISHED
                     ? _("Your result is ready; may I see your card before I hand it over?")
                 : v->d.state == STATE_SUPPLEMENT
                     ? _("One paper is still missing; when you bring it we go on at once.")
                     : _("Your dossier is being worked on; we keep to the promised day."));
}
