/* supervisor.c - the day for whoever answers for it: what only she can decide, what will be late, whether it
 * is sent.
 *
 * d and k beside requests approve and decline them, d beside a reported answer says that it is seen to; Enter
 * plays the letters from the top. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/journal.h"
#include "catalog/asked.h"
#include "desk/desk.h"
#include "desk/line_ask.h"
#include "desk/route.h"
#include "desk/session.h"
#include "desk/widget_list.h"
#include "desk/work.h"
#include "dossier/day_counts.h"
#include "dossier/message.h"
#include "dossier/owed.h"
#include "dossier/promise.h"
#include "dossier/request.h"
#include "dossier/saved.h"
#include "outbox/delivery.h"

#define ROWS_MAX 200

struct matter {
    const char *code, *what, *who, *why;
    enum { MATTER_REQUEST, MATTER_STUCK, MATTER_LATE, MATTER_OWED, MATTER_REPORT } kind;
    int64_t request;    /* its number, or that of a report */
    const char *reason; /* of a request, and who asks; of a report, what would be right */
};

struct supervisor {
    struct arena memory;
    struct matter *rows;
    struct list list;
    struct work work;
    struct day_counts today;
    struct saved saved; /* this month */
    size_t to_call; /* citizens whom no gateway could tell */
    struct journal_head head;
    int64_t read_at;
    struct promise_move *moved; /* a new calendar moved them, and nobody told the citizen */
    size_t moved_count;
    bool running; /* letters are being played */
    int run_row, decided, seen_to;
};

static enum rc add_stuck(
    struct supervisor *v, size_t *n, const struct office *of, struct arena *a, struct err *e)
{
    struct delivery *list;
    size_t count;
    const struct delivery_filter filter = { .state = DELIVERY_REFUSED, .limit = ROWS_MAX / 2 };
    enum rc rc = delivery_list(&list, &count, of->db, &filter, a, e);
    for (size_t i = 0; !rc && i < count; i++)
        v->rows[(*n)++] = (struct matter){ list[i].dossier, _("not taken by the portal"), list[i].applicant,
            list[i].answer, MATTER_STUCK };
    return rc;
}

static enum rc add_requests(
    struct supervisor *v, size_t *n, const struct office *of, struct arena *a, struct err *e)
{
    struct request *list;
    size_t count;
    enum rc rc = request_list(&list, &count, of, NULL, true, a, e);
    for (size_t i = 0; !rc && i < count && *n < ROWS_MAX / 2; i++)
        v->rows[(*n)++] = (struct matter){ list[i].code, gettext(request_kind_row(list[i].kind)->name),
            list[i].applicant, list[i].asked_by, MATTER_REQUEST, list[i].id,
            arena_printf(a, "%s: %s", list[i].asked_by, list[i].reason) };
    return rc;
}

/* Only what should have come already; the rest is reminded on its dossier. */
static enum rc add_owed(struct supervisor *v, size_t *n, const struct office *of, struct arena *a, struct err *e)
{
    struct owed *list;
    size_t count;
    enum rc rc = owed_list(&list, &count, of, NULL, a, e);
    for (size_t i = 0; !rc && i < count && *n < ROWS_MAX; i++)
        if (list[i].late)
            v->rows[(*n)++] = (struct matter){ list[i].code, arena_printf(a, _("owes %s"), list[i].name),
                list[i].applicant, arena_printf(a, "%02d/%02d", list[i].due.d, list[i].due.m), MATTER_OWED };
    return rc;
}

/* Answers of the assistant that staff found wrong: somebody has to mend the tables. */
static enum rc add_reports(struct supervisor *v, size_t *n, const struct office *of, struct arena *a, struct err *e)
{
    struct answer_report *list;
    size_t count;
    enum rc rc = answer_report_list(&list, &count, of, a, e);
    for (size_t i = 0; !rc && i < count && *n < ROWS_MAX; i++)
        v->rows[(*n)++] = (struct matter){ "", arena_printf(a, _("wrong answer: %s"), list[i].question),
            list[i].staff, "", MATTER_REPORT, list[i].id,
            arena_printf(a, _("%s: answered %s; right would be: %s"), list[i].staff,
                *list[i].answered ? list[i].answered : _("nothing"), list[i].said) };
    return rc;
}

/* d and k are for requests; a report is only seen to. */
static bool letter_fits(const void *context, int row, char letter)
{
    const struct supervisor *v = context;
    return v->rows[row].kind == MATTER_REQUEST || (v->rows[row].kind == MATTER_REPORT && letter == 'd');
}

static enum rc load(struct screen *s, struct err *e)
{
    struct supervisor *v = s->state;
    const struct office *of = s->desk->office;
    struct supervisor fresh = *v;
    char due[DUE_SIZE];
    size_t n = 0;
    fresh.memory = (struct arena){ 0 };
    fresh.read_at = clock_now(of->clock);
    fresh.rows = arena_array(&fresh.memory, ROWS_MAX, sizeof *fresh.rows);
    enum rc rc = fresh.rows ? work_load(&fresh.work, of, &fresh.memory, e) : err_no_memory(e);
    if (!rc)
        rc = add_requests(&fresh, &n, of, &fresh.memory, e);
    if (!rc)
        rc = add_stuck(&fresh, &n, of, &fresh.memory, e);
    for (size_t i = 0; !rc && i < fresh.work.due_late && n < ROWS_MAX; i++) {
        const struct due_item *item = &fresh.work.due[fresh.work.due_today + i];
        fresh.rows[n++] = (struct matter){ item->code, item->what, item->who,
            arena_strdup(&fresh.memory, due_words(due, item->due_at, fresh.read_at)), MATTER_LATE };
    }
    if (!rc)
        rc = add_owed(&fresh, &n, of, &fresh.memory, e);
    if (!rc)
        rc = add_reports(&fresh, &n, of, &fresh.memory, e);
    if (!rc)
        rc = promise_untold(&fresh.moved, &fresh.moved_count, of, &fresh.memory, e);
    if (!rc)
        rc = day_counts(&fresh.today, of->db, NULL, day_of(fresh.read_at), e);
    struct day day = day_of(fresh.read_at), first = { day.y, day.m, 1 };
    if (!rc)
        rc = saved_count(&fresh.saved, of->db, first, day, &fresh.memory, e);
    struct message *calls;
    if (!rc)
        rc = message_list(&calls, &fresh.to_call, of,
            &(struct message_filter){ .rung = RUNG_CALL, .state = MESSAGE_OPEN }, &fresh.memory, e);
    if (!rc)
        rc = journal_head(&fresh.head, of->db, e);
    if (!rc)
        rc = list_set_count(&fresh.list, (int)n, e);
    if (rc) {
        arena_release(&fresh.memory);
        return rc;
    }
    arena_release(&v->memory);
    *v = fresh;
    return RC_OK;
}

static void reload(struct screen *s)
{
    struct err e = { 0 };
    if (load(s, &e))
        desk_say_error(s->desk, &e);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    struct supervisor *v = s->state;
    if (!session_of(s->desk))
        return err_set(e, RC_REFUSED, "not_signed_in", N_("Sign in first."));
    enum rc rc = permission_check(s->desk->office->role, ACTION_DOSSIER_REVIEW, e);
    v->list.digits = true;
    v->list.letters = "dk";
    v->list.may = letter_fits;
    v->list.context = v;
    return rc ? rc : load(s, e);
}

static void open_matter(struct screen *s)
{
    struct supervisor *v = s->state;
    if (!v->list.count)
        desk_refuse(s->desk);
    else if (v->rows[v->list.at].kind == MATTER_REPORT)
        desk_say(s->desk, ROLE_BASE, N_("d beside it, then Enter: this report has been seen to."));
    else if (route_dossier(s->desk, v->rows[v->list.at].code))
        desk_refuse(s->desk);
}

/* --- deciding --- */

static enum rc decline(struct screen *s, const char *reason, struct err *e)
{
    struct supervisor *v = s->state;
    enum rc rc = request_decline(s->desk->office, v->rows[v->run_row].request, reason, e);
    v->decided += !rc;
    return rc;
}

/* One line; false when a box was opened or it was refused: the lines after it keep their letters. */
static bool play_line(struct screen *s, char letter)
{
    struct supervisor *v = s->state;
    struct err e = { 0 };
    const struct matter *m = &v->rows[v->run_row];
    if (letter != 'd' && letter != 'k') {
        open_matter(s);
        return false;
    }
    if (letter == 'k')
        return line_ask(s, &(struct line_ask){ .title = _("Not approved"), .label = _("Reason"),
                               .consequence = m->reason, .take = decline }) != RC_OK;
    bool report = m->kind == MATTER_REPORT;
    if (report ? answer_report_close(s->desk->office, m->request, &e)
               : request_approve(s->desk->office, m->request, &e)) {
        desk_say_error(s->desk, &e);
        desk_refuse(s->desk);
        v->decided = 0; /* why it stopped is what must be read; the decided ones are off the list */
        return false;
    }
    v->decided += !report;
    v->seen_to += report;
    return true;
}

static void play(struct screen *s)
{
    struct supervisor *v = s->state;
    char letter;
    while (v->running && s->desk->top == s) {
        bool first = v->run_row < 0;
        if ((!first && !list_marked(&v->list)) || !list_take(&v->list, &v->run_row, &letter))
            v->running = false;
        else if (!play_line(s, letter) && s->desk->top == s)
            v->running = false;
    }
    if (v->running || s->desk->top != s)
        return;
    if (v->decided)
        desk_say(s->desk, ROLE_OK, N_("%d requests are decided; their clerks see it in the dossier."), v->decided);
    else if (v->seen_to)
        desk_say(s->desk, ROLE_OK, N_("%d reports of answers are closed."), v->seen_to);
    v->decided = v->seen_to = 0;
    if (!list_marked(&v->list))
        reload(s);
}

static void begin(struct screen *s)
{
    struct supervisor *v = s->state;
    v->running = true;
    v->run_row = -1;
    v->decided = v->seen_to = 0;
    play(s);
}

static bool has_moved(const struct screen *s)
{
    const struct supervisor *v = s->state;
    return v->moved_count > 0;
}

static void draft_notices(struct screen *s)
{
    struct supervisor *v = s->state;
    struct err e = { 0 };
    if (promise_draft_notices(s->desk->office, v->moved, v->moved_count, &e))
        desk_say_error(s->desk, &e);
    else
        desk_say(s->desk, ROLE_OK, N_("%d notices are drafted; no promised day was changed."), (int)v->moved_count);
    reload(s);
}

static void outbox(struct screen *s)
{
    desk_push_named(s->desk, "outbox", NULL);
}

static void reports(struct screen *s)
{
    desk_push_named(s->desk, "reports", NULL);
}

static void drawers(struct screen *s)
{
    desk_push_named(s->desk, "drawer", NULL);
}

static void calls(struct screen *s)
{
    desk_push_named(s->desk, "calls", NULL);
}

static void duty(struct screen *s)
{
    desk_push_named(s->desk, "duty", NULL);
}

static const struct key_row keys[] = {
    { K_ENTER, "supervisor.open", N_("Open"), N_("Play the letters; without any: open the dossier"), NULL, begin },
    { 'd', "supervisor.approve", N_("Approve"), N_("d beside requests: the step is taken, in your name; beside reports: seen to"), NULL, NULL },
    { 'k', "supervisor.decline", N_("Decline"), N_("k beside a request: not approved, with the reason"), NULL, NULL },
    { K_F(10), "supervisor.notices", N_("Notices"), N_("Draft a notice to everybody whose day a new holiday moved"),
        has_moved, draft_notices },
    { K_F(5), "supervisor.refresh", NULL, N_("Read the book again"), NULL, reload },
    { K_F(7), "supervisor.outbox", NULL, N_("What waits to be sent to the portal"), NULL, outbox },
    { K_F(8), "supervisor.reports", N_("Reports"), N_("Workbooks that are ready to sign"), NULL, reports },
    { K_F(4), "supervisor.drawers", N_("Drawers"), N_("Count the drawer; every desk's count of today"), NULL, drawers },
    { K_F(9), "supervisor.calls", N_("Calls"), N_("Whom to call, and the lists for the hamlets"), NULL, calls },
    { K_F(6), "supervisor.duty", NULL, N_("Who is away and who takes over; who usually holds which field"),
        NULL, duty },
    { K_F(1), "supervisor.help", NULL, N_("Show every key"), NULL, NULL },
    { K_ESC, "supervisor.back", N_("Back"), N_("Back to where you were"), NULL, screen_close },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct supervisor *v = s->state;
    if (event->kind == EVENT_BACK) {
        if (v->running)
            play(s);
        else
            reload(s);
    }
    if (event->kind != EVENT_KEY || event->key == K_ENTER)
        return EVENT_UNUSED;
    enum list_did did = list_key(&v->list, event->key);
    if (did == LIST_ENTER)
        open_matter(s);
    if (did == LIST_REFUSED && v->list.count && (event->key == 'd' || event->key == 'k'))
        desk_say(s->desk, ROLE_WARN, N_("Only requests are approved or declined; Enter opens this dossier."));
    if (did == LIST_REFUSED)
        desk_refuse(s->desk);
    return did == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static void draw_matter(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    const struct screen *s = context;
    const struct supervisor *v = s->state;
    const struct matter *m = &v->rows[row];
    char code[CODE_SHORT_SIZE], what[256], name[128];
    int room = (width - 24) / 2;
    bool report = m->kind == MATTER_REPORT, asked = m->kind == MATTER_REQUEST || report;
    canvas_print(c, x, y, asked ? ROLE_BUSY : ROLE_ERROR, asked ? "?" : "!");
    if (!report)
        canvas_put(c, x + 2, y, 10, ROLE_BASE, code_short(code, m->code, day_of(v->read_at)));
    if (report)
        canvas_put(c, x + 2, y, width - 10, ROLE_BASE, m->what);
    else if (asked || m->kind == MATTER_OWED) /* who it is stands below the list, or in the dossier */
        canvas_put(c, x + 13, y, width - 21, ROLE_BASE, m->what);
    else {
        what_fit(what, sizeof what, m->what, room);
        name_fit(name, sizeof name, m->who, room);
        canvas_put(c, x + 13, y, room, ROLE_BASE, what);
        canvas_put(c, x + 14 + room, y, room - 3, ROLE_MUTED, name);
    }
    canvas_put_right(c, x + width, y, ROLE_WARN, m->kind == MATTER_STUCK || report ? _("mend") : asked ? _("decide") : m->why);
}

static int fact(struct canvas *c, int x, int y, int width, const char *label, int64_t number)
{
    canvas_put(c, x, y, width - 6, ROLE_BASE, label);
    char text[24];
    snprintf(text, sizeof text, "%d", (int)number);
    canvas_put_right(c, x + width, y, ROLE_BASE, text);
    return y + 1;
}

static void draw_right(const struct screen *s, struct canvas *c, int x, int width)
{
    const struct supervisor *v = s->state;
    struct session *session = session_of(s->desk);
    const struct delivery_counts *counts = session_counts(session);
    char words[64];
    int y = ROW_BODY;
    canvas_print(c, x, y++, ROLE_TITLE, _("TODAY, ALL DESKS"));
    y = fact(c, x, y, width, _("Received"), v->today.received);
    y = fact(c, x, y, width, _("Returned"), v->today.returned);
    y = fact(c, x, y, width, _("Refused"), v->today.refused);
    y = fact(c, x, y, width, _("To come"), v->today.supplements);
    y = fact(c, x, y, width, _("Due today"), (int64_t)v->work.due_today);
    y = fact(c, x, y, width, _("To be called"), (int64_t)v->to_call) + 1;
    canvas_print(c, x, y++, ROLE_TITLE, _("WHAT IS SENT"));
    portal_words(words, sizeof words, &session->portal, session->portal_set, clock_now(s->desk->clock));
    canvas_put(c, x, y++, width, ROLE_BASE, words);
    y = fact(c, x, y, width, _("Received over there today"), counts->done_today);
    y = fact(c, x, y, width, _("Waiting"),
        counts->by_state[DELIVERY_WAITING] + counts->by_state[DELIVERY_UNKNOWN]);
    y = fact(c, x, y, width, _("Need a person"), counts->by_state[DELIVERY_REFUSED]) + 1;
    canvas_print(c, x, y++, ROLE_TITLE, _("THE BOOK"));
    canvas_printf(
        c, x, y++, ROLE_BASE, _("%d events, head %.4s·%.4s"), (int)v->head.seq, v->head.hash, v->head.hash + 4);
    canvas_printf(c, x, y, ROLE_DATA, _("Spared: %d papers, %d fields"), (int)v->saved.papers, (int)v->saved.fields);
}

/* The words of the request under the pointer, and the promises a new holiday moved. */
static void draw_below(const struct supervisor *v, struct canvas *c, int left)
{
    int y = ROW_SAY(c) - 3;
    if (v->list.count && v->rows[v->list.at].reason)
        canvas_wrap(c, 1, y, left - 3, 2, ROLE_MUTED, v->rows[v->list.at].reason);
    char moved[120];
    snprintf(moved, sizeof moved, _("%d promises moved by a holiday: F10 drafts"), (int)v->moved_count);
    if (v->moved_count)
        canvas_hint(c, 1, y + 2, left - 3, ROLE_WARN, moved);
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct supervisor *v = s->state;
    char right[60], number[24];
    int second = second_of_day(v->read_at), left = c->w - 36;
    snprintf(right, sizeof right, _("counted at %02d:%02d, all desks"), second / 3600, second / 60 % 60);
    frame_place(c, _("The day"), right);
    frame_command(c, NULL, false, "", NULL);
    snprintf(number, sizeof number, "%d", v->list.count);
    canvas_print(c, 1, ROW_BODY, ROLE_TITLE, _("TO BE DECIDED"));
    canvas_put_right(c, left - 1, ROW_BODY, ROLE_MUTED, number);
    list_draw(&v->list, c, 1, ROW_BODY + 1, left - 2, BODY_ROWS(c) - 4, true,
        _("Nothing waits for a decision."), draw_matter, s);
    frame_pane(c, left, ROW_BODY, BODY_ROWS(c));
    draw_right(s, c, left + 2, 32);
    draw_below(v, c, left);
    frame_hint(c, _("F6 who is away; an overdue line stays until handed back or apologised for"));
}

static void close_(struct screen *s)
{
    struct supervisor *v = s->state;
    arena_release(&v->memory);
    list_release(&v->list);
}

const struct screen_class screen_supervisor = {
    .name = "supervisor",
    .title = N_("The day"),
    .keys = keys,
    .state_size = sizeof(struct supervisor),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
