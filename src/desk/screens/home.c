/* home.c - today's counter: everything that can go wrong today on one screen, the next citizen one key away.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/lunar.h"
#include "base/office.h"
#include "base/text.h"
#include "book/book.h"
#include "desk/desk.h"
#include "desk/home_view.h"
#include "desk/route.h"
#include "desk/session.h"
#include "people/permission.h"

#define RELOAD_MS 30000
#define LINE_MS   3000
#define STEPS_MAX 20

/* --- what is shown --- */

static void reload_line(struct screen *s)
{
    struct home *h = s->state;
    struct arena fresh = { 0 };
    struct waiting line;
    h->line_ms = clock_mono_ms(s->desk->clock);
    if (waiting_load(&line, s->desk->office, &fresh, NULL)) {
        arena_release(
            &fresh); /* what stands there stays; reading the work says what is wrong with the book */
        return;
    }
    arena_release(&h->line_memory);
    h->line_memory = fresh;
    h->line = line;
}

static void reload(struct screen *s)
{
    struct home *h = s->state;
    struct desk *d = s->desk;
    struct arena fresh = { 0 };
    struct err e = { 0 };
    struct work work;
    struct day_step *steps = NULL;
    size_t steps_count = 0;
    int64_t due[HOME_WEEK];
    session_recount(session_of(d)); /* something may just have been filed */
    reload_line(s);
    enum rc rc = work_load(&work, d->office, &fresh, &e);
    if (!rc)
        rc = day_counts(&h->today, d->office->db, d->office->desk, day_of(clock_now(d->clock)), &e);
    if (!rc)
        rc = due_per_day(due, HOME_WEEK, d->office->db, day_of(clock_now(d->clock)), &e);
    if (!rc)
        rc = day_steps(&steps, &steps_count, d->office->db, d->office->desk, day_of(clock_now(d->clock)),
            STEPS_MAX, &fresh, &e);
    if (!rc)
        rc = list_set_count(&h->list, (int)work.count, &e);
    h->read_ms = clock_mono_ms(d->clock);
    if (rc) {
        arena_release(&fresh); /* what stands there stays */
        desk_say_error(d, &e);
        return;
    }
    arena_release(&h->memory);
    h->memory = fresh;
    h->work = work;
    h->steps = steps;
    h->steps_count = steps_count;
    memcpy(h->due, due, sizeof due);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    struct home *h = s->state;
    if (!session_of(s->desk) || !s->desk->office->staff_id)
        return err_set(e, RC_REFUSED, "not_signed_in", N_("Sign in first."));
    h->list.digits = true;
    h->box.max = 500;
    reload(s);
    return RC_OK;
}

static void understand(struct screen *s)
{
    struct home *h = s->state;
    struct finder *finder = NULL;
    AUTO_STRING text = editor_text(&h->box);
    if (session_finder(&finder, session_of(s->desk), NULL))
        finder = NULL;
    const struct command_place place = { s->desk->office->book->unit_code, day_of(clock_now(s->desk->clock)),
        finder };
    command_read(&h->command, text ? text : "", &place);
}

/* --- acts --- */

static void open_work(struct screen *s, int row)
{
    struct home *h = s->state;
    if (row < 0 || (size_t)row >= h->work.count) {
        desk_refuse(s->desk);
        return;
    }
    const struct work_item *item = &h->work.items[row];
    enum rc said = item->draft_id ? route_draft(s->desk, item->draft_id) : route_dossier(s->desk, item->code);
    (void)said; /* told on the message line */
}

static void to_command(struct screen *s)
{
    struct home *h = s->state;
    h->pane = PANE_COMMAND;
}

static void play_command(struct screen *s)
{
    struct home *h = s->state;
    understand(s);
    if (h->command.kind == COMMAND_NONE) {
        if (h->work.count)
            h->pane = PANE_WORK;
        else
            desk_refuse(s->desk);
        return;
    }
    struct command command = h->command;
    if (command.kind == COMMAND_LINE)
        open_work(s, command.text[0] - '1');
    else if (route_command(s->desk, &command) && command.kind != COMMAND_DOSSIER)
        return; /* the text stays for another try */
    else if (command.kind == COMMAND_DOSSIER && s->desk->top == s)
        return;
    editor_reset(&h->box);
    h->command = (struct command){ 0 };
}

static void open_current(struct screen *s)
{
    struct home *h = s->state;
    if (h->pane == PANE_COMMAND) {
        play_command(s);
    } else if (h->pane == PANE_WORK) {
        open_work(s, h->list.at);
    } else {
        const struct due_item *item = home_due_row(h, h->due_at);
        if (!item || route_dossier(s->desk, item->code))
            desk_refuse(s->desk);
    }
}

static void receive(struct screen *s)
{
    enum rc said = route_intake(s->desk, 0, NULL);
    (void)said;
}

static void line(struct screen *s)
{
    desk_push_named(s->desk, "tickets", NULL);
}

static void call_next(struct screen *s)
{
    struct ticket t;
    if (waiting_call(s->desk, &t) == RC_OK)
        desk_say(s->desk, ROLE_OK, N_("%s is called. F2 receives, Ctrl-Z takes it back."), t.label);
    reload_line(s);
}

static void put_back(struct screen *s)
{
    enum rc said = waiting_put_back(s->desk);
    (void)said;
    reload_line(s);
}

static bool somebody_here(const struct screen *s)
{
    return ((const struct home *)s->state)->line.here.id != 0;
}

static bool may_receive(const struct screen *s)
{
    return permission_has(s->desk->office->role, ACTION_INTAKE);
}

static void find(struct screen *s)
{
    struct home *h = s->state;
    AUTO_STRING text = editor_text(&h->box);
    if (desk_push_named(s->desk, "find", text ? text : "") == RC_OK) {
        editor_reset(&h->box);
        h->command = (struct command){ 0 };
    }
}

static void outbox(struct screen *s)
{
    desk_push_named(s->desk, "outbox", NULL);
}

static void next_pane(struct screen *s)
{
    struct home *h = s->state;
    h->pane = (enum pane)((h->pane + 1) % 3);
    if (h->pane == PANE_WORK && !h->work.count)
        h->pane = PANE_DUE;
    if (h->pane == PANE_DUE && !home_due_shown(h))
        h->pane = PANE_COMMAND;
}

static void work_list(struct screen *s)
{
    desk_push_named(s->desk, "work_list", NULL);
}

static void supervisor(struct screen *s)
{
    desk_push_named(s->desk, "supervisor", NULL);
}

static bool may_supervise(const struct screen *s)
{
    return permission_has(s->desk->office->role, ACTION_DOSSIER_REVIEW);
}

static void lock_or_back(struct screen *s)
{
    struct home *h = s->state;
    if (h->pane != PANE_COMMAND) {
        to_command(s);
    } else if (!editor_empty(&h->box)) {
        editor_reset(&h->box);
        h->command = (struct command){ 0 };
    } else {
        desk_lock(s->desk);
    }
}

static const char *back_label(const struct screen *s)
{
    const struct home *h = s->state;
    return h->pane != PANE_COMMAND  ? _("Back to the box")
           : !editor_empty(&h->box) ? _("Empty the box")
                                    : NULL;
}

static const struct key_row keys[] = {
    { K_ENTER, "home.open", NULL, N_("Do what stands in the box, or open the line"), NULL, open_current },
    { K_F(1), "home.help", N_("Help"), N_("Show every key"), NULL, NULL },
    { K_F(2), "home.receive", N_("Receive"), N_("Receive a new dossier"), NULL, receive },
    { K_F(3), "home.find", N_("Find"), N_("Find people, dossiers and procedures"), NULL, find },
    { K_F(4), "home.line", N_("Line"), N_("The waiting line: numbers, who is next, who did not come"),
        may_receive, line },
    { K_F(9), "home.call", NULL, N_("Call the next number to this desk; F2 then receives"), may_receive,
        call_next },
    { K_CTRL('Z'), "home.put_back", NULL, N_("Take the call back: the number waits again in its old place"),
        somebody_here, put_back },
    { K_F(5), "home.outbox", N_("Outbox"), N_("What waits to be sent to the portal"), NULL, outbox },
    { K_F(6), "home.pane", NULL, N_("From the box to my work, to what is due, and back"), NULL, next_pane },
    { K_F(7), "home.list", N_("Tasks"), N_("The list of all work"), NULL, work_list },
    { K_F(8), "home.supervisor", N_("Day"), N_("The supervisor's day"), may_supervise, supervisor },
    { K_ESC, "home.lock", N_("Lock"), N_("Lock the desk: names leave the screen, the work stays"), NULL,
        lock_or_back },
    { 0 },
};

/* --- events --- */

static enum used in_box(struct screen *s, uint32_t code)
{
    struct home *h = s->state;
    if (code == K_DOWN || code == K_TAB) {
        next_pane(s);
        return EVENT_USED;
    }
    if (code == '/' && editor_empty(&h->box))
        return EVENT_USED; /* one is there already */
    enum edit did = editor_key(&h->box, code, s->desk->typing);
    if (did == EDIT_REFUSED)
        desk_refuse(s->desk);
    if (did == EDIT_CHANGED)
        understand(s);
    return did == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

/* Any letter on a list begins a command: nothing typed is lost. */
static enum used letter(struct screen *s, uint32_t code)
{
    to_command(s);
    return in_box(s, code);
}

static enum used in_work(struct screen *s, uint32_t code)
{
    struct home *h = s->state;
    if (code == K_UP && h->list.at == 0) {
        to_command(s);
        return EVENT_USED;
    }
    if (code == K_RIGHT && home_due_shown(h)) {
        h->pane = PANE_DUE;
        return EVENT_USED;
    }
    if (code == K_ENTER)
        return EVENT_UNUSED;
    enum list_did did = list_key(&h->list, code);
    if (did == LIST_ENTER)
        open_work(s, h->list.at);
    if (did == LIST_REFUSED)
        desk_refuse(s->desk);
    if (did == LIST_UNUSED && key_is_text(code))
        return letter(s, code);
    return did == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static enum used in_due(struct screen *s, uint32_t code)
{
    struct home *h = s->state;
    int last = home_due_shown(h) - 1;
    if (code == K_UP && h->due_at == 0)
        to_command(s);
    else if (code == K_UP || code == K_DOWN)
        h->due_at += code == K_UP ? -1 : h->due_at < last;
    else if (code == K_LEFT && h->work.count)
        h->pane = PANE_WORK;
    else if (key_is_text(code))
        return letter(s, code);
    else
        return EVENT_UNUSED;
    return EVENT_USED;
}

static enum used on_key(struct screen *s, uint32_t code)
{
    struct home *h = s->state;
    switch (h->pane) {
    case PANE_COMMAND:
        return in_box(s, code);
    case PANE_WORK:
        return in_work(s, code);
    default:
        return in_due(s, code);
    }
}

static enum used on_paste(struct screen *s, const char *text)
{
    struct home *h = s->state;
    to_command(s);
    if (editor_paste(&h->box, text) == EDIT_REFUSED)
        desk_refuse(s->desk);
    understand(s);
    return EVENT_USED;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct home *h = s->state;
    switch (event->kind) {
    case EVENT_KEY:
        return on_key(s, event->key);
    case EVENT_PASTE:
        return on_paste(s, event->text);
    case EVENT_CLICK:
        h->pane = event->object == &h->list ? PANE_WORK : event->object == &h->box ? PANE_COMMAND : h->pane;
        return EVENT_USED;
    case EVENT_BACK:
        reload(s);
        if (h->pane != PANE_COMMAND && (!h->work.count || h->due_at >= home_due_shown(h)))
            to_command(s);
        return EVENT_USED;
    case EVENT_TICK: /* rows may change, the pointer stays on its number */
        session_say_child(session_of(s->desk));
        if (editor_empty(&h->box)) /* who types is not interrupted */
            print_check_look(s);
        if (clock_mono_ms(s->desk->clock) - h->read_ms >= RELOAD_MS)
            reload(s);
        else if (clock_mono_ms(s->desk->clock) - h->line_ms >= LINE_MS)
            reload_line(s);
        return EVENT_USED;
    default:
        return EVENT_UNUSED;
    }
}

/* --- picture --- */

static void place_words(char *out, size_t size, int64_t now)
{
    static const char *const names[] = { N_("Sunday"), N_("Monday"), N_("Tuesday"), N_("Wednesday"),
        N_("Thursday"), N_("Friday"), N_("Saturday") };
    struct day day = day_of(now);
    struct lunar lunar = lunar_of(day);
    snprintf(out, size, _("%s %02d/%02d/%d · lunar %d/%d"), _(names[day_weekday(day)]), day.d, day.m, day.y,
        lunar.d, lunar.m);
    utf8_mend(out);
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct home *h = s->state;
    char place[120];
    int left = c->w >= HOME_WIDE ? 68 : 47;
    bool focused = h->pane == PANE_COMMAND;
    place_words(place, sizeof place, clock_now(s->desk->clock));
    frame_place(c, _("The counter today"), place);
    home_draw_left(s, c, left);
    frame_pane(c, left, ROW_BODY, BODY_ROWS(c));
    home_draw_right(s, c, left + 2, (c->w < 168 ? c->w : 168) - left - 4);
    home_draw_say(h, c);
    frame_command(c, &h->box, focused, _("type a name, card number, dossier code, procedure or command"),
        h->command.understood);
}

static void close_(struct screen *s)
{
    struct home *h = s->state;
    arena_release(&h->memory);
    arena_release(&h->line_memory);
    list_release(&h->list);
    editor_release(&h->box);
}

const struct screen_class screen_home = {
    .name = "home",
    .title = N_("The counter today"),
    .keys = keys,
    .state_size = sizeof(struct home),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
    .back = back_label,
};
