/* dossier.c - the whole truth of one dossier, and what may be done with it now. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "book/journal.h"
#include "catalog/procedure.h"
#include "desk/desk.h"
#include "desk/line_ask.h"
#include "desk/move_ask.h"
#include "desk/worker.h"
#include "dossier/attachment.h"
#include "dossier/deadline.h"
#include "dossier/dossier.h"
#include "dossier/step.h"
#include "people/permission.h"

#define EVENTS_MAX 400
#define LEFT_W     46

struct view {
    char code[DOSSIER_CODE_SIZE];
    struct arena arena; /* of what is shown; fresh after each step */
    struct dossier d;
    struct procedure procedure;
    const char *name, *delivery;
    struct journal_event *events;
    size_t count;
    struct js *why;
    int at, top; /* of the timeline; the newest at first */
    int paper, paper_top;
    bool in_papers; /* the arrows walk the papers, not the timeline */
    bool explaining;
    struct worker printing;
};

/* --- reading --- */

static void read_delivery(struct screen *s)
{
    struct view *v = s->state;
    struct dossier_row *rows;
    size_t count;
    const struct dossier_filter filter = { .find = v->code, .limit = 1, .now = clock_now(s->desk->clock) };
    v->delivery = "";
    if (dossier_list(&rows, &count, s->desk->office->db, &filter, &v->arena, NULL) == RC_OK && count)
        v->delivery = rows[0].delivery;
}

static enum rc read_events(struct screen *s, struct err *e)
{
    struct view *v = s->state;
    enum rc rc = journal_list(
        &v->events, &v->count, s->desk->office->db, "dossier", v->code, 0, EVENTS_MAX, &v->arena, e);
    v->at = v->count ? (int)v->count - 1 : 0;
    v->paper = v->paper < (int)v->d.components_count ? v->paper : 0;
    return rc;
}

static enum rc read_all(struct screen *s, struct err *e)
{
    struct view *v = s->state;
    AUTO_JS applicant = NULL;
    arena_release(&v->arena);
    js_free(v->why);
    v->why = NULL;
    enum rc rc = dossier_load(&v->d, s->desk->office->db, &v->arena, v->code, e);
    if (!rc)
        rc = procedure_load_id(&v->procedure, s->desk->office->db, &v->arena, v->d.procedure_id, e);
    if (!rc)
        rc = js_parse(&applicant, v->d.applicant, strlen(v->d.applicant), e);
    if (!rc && *v->d.due_why)
        rc = js_parse(&v->why, v->d.due_why, strlen(v->d.due_why), e);
    if (!rc)
        rc = read_events(s, e);
    if (rc)
        return rc;
    v->name = arena_strdup(&v->arena, js_get_text(applicant, "name"));
    read_delivery(s);
    return RC_OK;
}

/* --- acts --- */

static void print_receipt(struct screen *s)
{
    struct view *v = s->state;
    struct err e = { 0 };
    const char *const words[] = { "receipt", v->code, "--print", NULL };
    if (v->printing.pid)
        desk_say(s->desk, ROLE_BUSY, N_("The printer is still at work."));
    else if (worker_start(&v->printing, s->desk->office, "motcua-paper", words, &e))
        desk_say_error(s->desk, &e);
    else
        desk_say(s->desk, ROLE_BUSY, N_("Printing the receipt ..."));
}

static void told_by_printer(struct screen *s)
{
    struct view *v = s->state;
    if (!worker_poll(&v->printing, 0) || !v->printing.ended)
        return;
    if (v->printing.status == 0)
        desk_say(s->desk, ROLE_OK, N_("The receipt went to the printer."));
    else
        desk_say(s->desk, ROLE_WARN, N_("Not printed: %s The number stays; F9 prints again."),
            v->printing.complaint);
}

static enum rc take_note(struct screen *s, const char *text, struct err *e)
{
    struct view *v = s->state;
    struct step_answer answer;
    enum rc rc = dossier_add_note(&answer, s->desk->office, v->code, text, e);
    if (!rc)
        desk_say(s->desk, ROLE_OK, N_("The note stands in the dossier; colleagues see it."));
    return rc;
}

static void ask_note(struct screen *s)
{
    enum rc rc = line_ask(s, &(struct line_ask){ .title = _("A note for colleagues"),
                                 .label = _("Note"),
                                 .consequence = _("It stays in the dossier, with your name and the time."),
                                 .take = take_note });
    (void)rc;
}

static enum rc take_file(struct screen *s, const char *path, struct err *e)
{
    struct view *v = s->state;
    const char *const paths[] = { path };
    const struct dossier_component *p = &v->d.components[v->paper];
    enum rc rc = attachment_add(s->desk->office, v->code, p->id, paths, 1, e);
    if (!rc)
        desk_say(s->desk, ROLE_OK, N_("The file is sealed into the dossier."));
    return rc;
}

static void ask_file(struct screen *s)
{
    struct view *v = s->state;
    if (!v->d.components_count) {
        desk_say(s->desk, ROLE_WARN, N_("No paper is written down here, so no file can belong to one."));
        desk_refuse(s->desk);
        return;
    }
    if (!v->in_papers && v->d.components_count > 1) {
        v->in_papers = true;
        desk_say(s->desk, ROLE_BASE, N_("Choose the paper by arrow, then press q once more."));
        return;
    }
    enum rc rc = line_ask(s, &(struct line_ask){ .title = v->d.components[v->paper].name,
                                 .label = _("File"),
                                 .consequence = _("PDF, JPEG, PNG or TIFF, at most 20 MB."),
                                 .kind = EDITOR_CODE,
                                 .take = take_file });
    (void)rc;
}

static void other_pane(struct screen *s)
{
    struct view *v = s->state;
    v->in_papers = !v->in_papers && v->d.components_count;
}

static void reread(struct screen *s)
{
    struct err e = { 0 };
    if (read_all(s, &e))
        desk_say_error(s->desk, &e);
}

static void explain(struct screen *s)
{
    struct view *v = s->state;
    v->explaining = !v->explaining;
}

static void leave(struct screen *s)
{
    screen_close(s);
}

static bool may(const struct screen *s, enum state to)
{
    const struct view *v = s->state;
    return move_find(v->d.state, to) != NULL;
}
static bool may_receive(const struct screen *s)
{
    return may(s, STATE_RECEIVED);
}
static bool may_refuse(const struct screen *s)
{
    return may(s, STATE_NOT_ACCEPTED);
}
static bool may_go_on(const struct screen *s)
{
    return may(s, STATE_PROCESSING);
}
static bool may_ask(const struct screen *s)
{
    return may(s, STATE_SUPPLEMENT);
}
static bool may_charge(const struct screen *s)
{
    return may(s, STATE_PAYMENT);
}
static bool may_withdraw(const struct screen *s)
{
    return may(s, STATE_WITHDRAWN);
}
static bool may_stop(const struct screen *s)
{
    return may(s, STATE_STOPPED);
}
static bool may_finish(const struct screen *s)
{
    return may(s, STATE_FINISHED);
}
static bool may_return(const struct screen *s)
{
    return may(s, STATE_RETURNED);
}

static bool may_work(const struct screen *s)
{
    return permission_check(s->desk->office->role, ACTION_DOSSIER_WORK, NULL) == RC_OK;
}

static const struct key_row keys[] = {
    { 'n', "dossier.receive", N_("Receive"), N_("Receive it"), may_receive, NULL },
    { 'c', "dossier.go_on", N_("Go on"), N_("Forward it, or go on with the work"), may_go_on, NULL },
    { 'b', "dossier.supplement", N_("Ask for papers"), N_("Ask for missing papers; the clock stops"), may_ask,
        NULL },
    { 'y', "dossier.finish", N_("Finish"), N_("Finish it: the result is signed"), may_finish, NULL },
    { 't', "dossier.return", N_("Hand over"), N_("Hand the result over"), may_return, NULL },
    { 'p', "dossier.payment", N_("Payment"), N_("Ask for payment; the clock stops"), may_charge, NULL },
    { 'r', "dossier.withdraw", N_("Withdraw"), N_("The citizen takes it back"), may_withdraw, NULL },
    { 'd', "dossier.stop", N_("Stop"), N_("Stop it, with the reason on paper"), may_stop, NULL },
    { 'k', "dossier.refuse", N_("Refuse"), N_("Refuse it, with the reason on paper"), may_refuse, NULL },
    { 'g', "dossier.note", N_("Note"), N_("Write a note for colleagues"), may_work, ask_note },
    { 'q', "dossier.attach", N_("File"), N_("Attach a file to the chosen paper"), may_work, ask_file },
    { K_F(6), "dossier.pane", NULL, N_("From what happened to the papers, and back"), NULL, other_pane },
    { K_F(2), "dossier.why", N_("Why this day"), N_("The arithmetic of the promised day"), NULL, explain },
    { K_F(5), "dossier.again", NULL, N_("Read it again from the book"), NULL, reread },
    { K_F(9), "dossier.print", N_("Print"), N_("Print the receipt once more"), NULL, print_receipt },
    { K_ESC, "dossier.back", N_("Back"), N_("Leave the dossier"), NULL, leave },
    { 0 },
};

/* --- events --- */

static enum used letter(struct screen *s, uint32_t code)
{
    struct view *v = s->state;
    enum state to = code < 128 ? move_of_letter((char)code) : STATE_NONE;
    if (code == 'i') {
        print_receipt(s);
        return EVENT_USED;
    }
    if (to == STATE_NONE)
        return EVENT_UNUSED;
    if (move_ask(s, v->code, v->d.state, to) == RC_OK && s->desk->top == s)
        reread(s);
    return EVENT_USED;
}

static enum used move(struct view *v, uint32_t code)
{
    int *at = v->in_papers ? &v->paper : &v->at;
    size_t count = v->in_papers ? v->d.components_count : v->count;
    int last = count ? (int)count - 1 : 0;
    int to = code == K_UP     ? *at - 1
             : code == K_DOWN ? *at + 1
             : code == K_HOME ? 0
             : code == K_END  ? last
                              : -2;
    if (to == -2)
        return EVENT_UNUSED;
    *at = to < 0 ? 0 : to > last ? last : to;
    return EVENT_USED;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct view *v = s->state;
    told_by_printer(s);
    if (event->kind == EVENT_BACK) {
        reread(s);
        return EVENT_USED;
    }
    if (event->kind == EVENT_TICK)
        return EVENT_USED;
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (key_is_text(event->key))
        return letter(s, event->key);
    return move(v, event->key);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct view *v = s->state;
    const char *code = argument;
    v->printing.out = v->printing.err = -1;
    if (!code || !s->desk->office)
        return err_set(e, RC_USAGE, "no_dossier", N_("Which dossier? Type or scan its code."));
    enum rc rc = permission_check(s->desk->office->role, ACTION_DOSSIER_VIEW, e);
    snprintf(v->code, sizeof v->code, "%s", code);
    return rc ? rc : read_all(s, e);
}

static void close_(struct screen *s)
{
    struct view *v = s->state;
    worker_release(&v->printing);
    js_free(v->why);
    arena_release(&v->arena);
}

/* --- picture --- */

static const char *event_word(const struct journal_event *ev, const struct js *facts)
{
    static const struct {
        const char *action, *words;
    } names[] = { { "received", N_("received") }, { "attached", N_("papers digitised") },
        { "printed", N_("printed") }, { "noted", N_("note") }, { "paper_voided", N_("paper voided") },
        { "viewed", N_("looked at") } };
    enum state state;
    const char *slug = js_get_text(facts, "state");
    if (strcmp(ev->action, "moved") == 0 && slug && state_parse(&state, slug))
        return gettext(state_row(state)->name);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].action, ev->action) == 0)
            return gettext(names[i].words);
    return ev->action;
}

static void draw_event(const struct view *v, int i, struct canvas *c, int y, int width)
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

static void draw_reason(const struct view *v, struct canvas *c, int y, int width)
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

static void draw_timeline(struct view *v, struct canvas *c, int width, int rows)
{
    int y = ROW_BODY;
    canvas_put(c, BODY_LEFT, y++, width - 2, ROLE_TITLE, _("WHAT HAPPENED"));
    rows -= 3;
    v->top = v->at < v->top ? v->at : v->at >= v->top + rows ? v->at - rows + 1 : v->top;
    for (int i = 0; i < rows && v->top + i < (int)v->count; i++)
        draw_event(v, v->top + i, c, y + i, width);
    draw_reason(v, c, y + rows, width);
    if (!v->in_papers)
        canvas_cursor(c, BODY_LEFT, y + (v->at - v->top));
}

static void draw_why(const struct view *v, struct canvas *c, int width, int rows)
{
    canvas_put(c, BODY_LEFT, ROW_BODY, width - 2, ROLE_TITLE, _("WHY THIS DAY"));
    int y = ROW_BODY + 1;
    for (size_t i = 0; i < js_len(v->why) && y < ROW_BODY + rows; i++)
        y += canvas_wrap(c, BODY_LEFT, y, width - 2, 2, ROLE_BASE, js_text(js_at(v->why, i)));
    canvas_cursor(c, BODY_LEFT, ROW_BODY);
}

static int files_of(const struct view *v, const struct dossier_component *p)
{
    int files = 0;
    for (size_t k = 0; k < v->d.files_count; k++)
        files += !v->d.files[k].result && strcmp(v->d.files[k].component_id, p->id) == 0;
    return files;
}

static void draw_paper(const struct view *v, int i, struct canvas *c, int x, int y)
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

static int draw_papers(struct view *v, struct canvas *c, int x, int y, int rows)
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

static const char *portal_word(const struct view *v)
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
    const struct view *v = s->state;
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
    return y;
}

static void draw_now(const struct view *v, struct canvas *c, int x, int y, int end)
{
    canvas_put(c, x, y++, c->w - 1 - x, ROLE_TITLE, _("WHAT CAN BE DONE NOW"));
    for (const struct move_row *row = move_table; row->verb && y < end; row++)
        if (row->from == v->d.state && move_letter(row->to)) {
            canvas_printf(c, x, y, ROLE_TITLE, "%c", move_letter(row->to));
            canvas_put(c, x + 2, y++, c->w - 1 - x - 2, ROLE_BASE, gettext(row->verb));
        }
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct view *v = s->state;
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
    int y = draw_papers(v, c, x, ROW_BODY, rows - 13);
    y = draw_axes(s, c, x, y + 1);
    draw_now(v, c, x, y + (c->h > SCREEN_H_MIN), ROW_BODY + rows);
    frame_say(c, v->d.state == STATE_FINISHED
                     ? _("Your result is ready; may I see your card before I hand it over?")
                 : v->d.state == STATE_SUPPLEMENT
                     ? _("One paper is still missing; when you bring it we go on at once.")
                     : _("Your dossier is being worked on; we keep to the promised day."));
}

const struct screen_class screen_dossier = {
    .name = "dossier",
    .title = N_("Dossier"),
    .keys = keys,
    .state_size = sizeof(struct view),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
