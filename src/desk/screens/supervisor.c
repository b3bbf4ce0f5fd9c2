/* supervisor.c - the day for whoever answers for it: what only she can decide, what will be late, whether it
 * is sent. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/journal.h"
#include "desk/desk.h"
#include "desk/route.h"
#include "desk/session.h"
#include "desk/widget_list.h"
#include "desk/work.h"
#include "dossier/day_counts.h"
#include "dossier/message.h"
#include "outbox/delivery.h"

#define ROWS_MAX 200

struct matter {
    const char *code, *what, *who, *why;
    bool stuck; /* not sent; otherwise late */
};

struct supervisor {
    struct arena memory;
    struct matter *rows;
    struct list list;
    struct work work;
    struct day_counts today;
    size_t to_call; /* citizens whom no gateway could tell */
    struct journal_head head;
    int64_t read_at;
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
            list[i].answer, true };
    return rc;
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
        rc = add_stuck(&fresh, &n, of, &fresh.memory, e);
    for (size_t i = 0; !rc && i < fresh.work.due_late && n < ROWS_MAX; i++) {
        const struct due_item *item = &fresh.work.due[fresh.work.due_today + i];
        fresh.rows[n++] = (struct matter){ item->code, item->what, item->who,
            arena_strdup(&fresh.memory, due_words(due, item->due_at, fresh.read_at)), false };
    }
    if (!rc)
        rc = day_counts(&fresh.today, of->db, NULL, day_of(fresh.read_at), e);
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
    return rc ? rc : load(s, e);
}

static void open_matter(struct screen *s)
{
    struct supervisor *v = s->state;
    if (!v->list.count)
        desk_refuse(s->desk);
    else if (route_dossier(s->desk, v->rows[v->list.at].code))
        desk_refuse(s->desk);
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

static const struct key_row keys[] = {
    { K_ENTER, "supervisor.open", N_("Open"), N_("Open the dossier under the pointer"), NULL, open_matter },
    { K_F(1), "supervisor.help", N_("Help"), N_("Show every key"), NULL, NULL },
    { K_F(5), "supervisor.refresh", NULL, N_("Read the book again"), NULL, reload },
    { K_F(7), "supervisor.outbox", N_("Outbox"), N_("What waits to be sent to the portal"), NULL, outbox },
    { K_F(8), "supervisor.reports", N_("Reports"), N_("Workbooks that are ready to sign"), NULL, reports },
    { K_F(6), "supervisor.drawers", N_("Drawers"), N_("Count the drawer; every desk's count of today"), NULL, drawers },
    { K_F(9), "supervisor.calls", N_("Calls"), N_("Whom to call, and the lists for the hamlets"), NULL, calls },
    { K_ESC, "supervisor.back", N_("Back"), N_("Back to where you were"), NULL, screen_close },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct supervisor *v = s->state;
    if (event->kind == EVENT_BACK)
        reload(s);
    if (event->kind != EVENT_KEY || event->key == K_ENTER)
        return EVENT_UNUSED;
    enum list_did did = list_key(&v->list, event->key);
    if (did == LIST_ENTER)
        open_matter(s);
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
    canvas_print(c, x, y, ROLE_ERROR, "!");
    canvas_put(c, x + 2, y, 10, ROLE_BASE, code_short(code, m->code, day_of(v->read_at)));
    what_fit(what, sizeof what, m->what, room);
    name_fit(name, sizeof name, m->who, room);
    canvas_put(c, x + 13, y, room, ROLE_BASE, what);
    canvas_put(c, x + 14 + room, y, room - 3, ROLE_MUTED, name);
    canvas_put_right(c, x + width, y, ROLE_WARN, m->stuck ? _("mend") : m->why);
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
        c, x, y, ROLE_BASE, _("%d events, head %.4s·%.4s"), (int)v->head.seq, v->head.hash, v->head.hash + 4);
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
    list_draw(&v->list, c, 1, ROW_BODY + 1, left - 2, BODY_ROWS(c) - 1, true,
        _("Nothing waits for a decision."), draw_matter, s);
    frame_pane(c, left, ROW_BODY, BODY_ROWS(c));
    draw_right(s, c, left + 2, 32);
    frame_hint(c, _("an overdue line stays until it is handed back or apologised for"));
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
