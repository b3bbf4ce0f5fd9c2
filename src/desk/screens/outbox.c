/* outbox.c - where is it, why has it not gone, when is the next try; and exactly what will be sent. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "desk/desk.h"
#include "desk/route.h"
#include "desk/session.h"
#include "desk/widget_list.h"
#include "desk/work.h"
#include "outbox/delivery.h"

#define ROWS_AT_ONCE 300
#define DETAIL_ROWS  7

enum filter { FILTER_OPEN, FILTER_PERSON, FILTER_HELD, FILTER_DONE, FILTERS };

struct outbox {
    struct arena memory;
    struct delivery *rows;
    struct list list;
    enum filter filter;
    int64_t shown_id; /* x: the whole of what will be sent */
    int scroll;
    char *packet; /* of shown_id, in memory */
    int page;     /* rows of it shown last time */
};

static const char *event_words(const char *event)
{
    static const struct {
        const char *slug, *words;
    } names[] = { { "received", N_("reception") }, { "moved", N_("a step") }, { "attached", N_("papers") },
        { "corrected", N_("a correction") }, { "voided", N_("taken back") },
        { "promise", N_("a new date") } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].slug, event) == 0)
            return _(names[i].words);
    return event;
}

static const char *reason_words(char *out, size_t size, const struct delivery *d, bool portal_set)
{
    static const char *const words[DELIVERY_STATES] = {
        [DELIVERY_SENDING] = N_("being sent now"),
        [DELIVERY_UNKNOWN] = N_("sent, no answer yet: asking, not sending again"),
        [DELIVERY_DONE] = N_("received there"),
        [DELIVERY_HELD] = N_("kept back by a person"),
    };
    if (d->state == DELIVERY_WAITING)
        snprintf(out, size, "%s",
            d->answer[0] ? d->answer
            : portal_set ? _("waits for its turn")
                         : _("no portal is set yet"));
    else if (d->state == DELIVERY_REFUSED)
        snprintf(out, size, "%s", d->answer[0] ? d->answer : _("refused there"));
    else
        snprintf(out, size, "%s", _(words[d->state]));
    utf8_mend(out);
    return out;
}

static void next_words(char *out, size_t size, const struct delivery *d, int64_t now)
{
    int second = second_of_day(d->state == DELIVERY_DONE ? d->done_at : d->next_at);
    if (d->state == DELIVERY_REFUSED)
        snprintf(out, size, "%s", _("PERSON"));
    else if (d->state == DELIVERY_HELD)
        snprintf(out, size, "%s", _("kept"));
    else if (d->state == DELIVERY_UNKNOWN)
        snprintf(out, size, "%s", _("ask"));
    else if (d->state != DELIVERY_DONE && d->next_at <= now)
        snprintf(out, size, "%s", _("now"));
    else
        snprintf(out, size, "%02d:%02d", second / 3600, second / 60 % 60);
}

/* --- reading --- */

static bool may(const void *context, int row, char letter)
{
    const struct outbox *o = context;
    enum delivery_state state = o->rows[row].state;
    if (letter == 'g')
        return delivery_next(state, DELIVERY_NOW) != 0 || state == DELIVERY_HELD;
    if (letter == 'h')
        return delivery_next(state, DELIVERY_HOLD) != 0 || state == DELIVERY_HELD;
    return true;
}

static enum rc load(struct screen *s, struct err *e)
{
    struct outbox *o = s->state;
    struct arena fresh = { 0 };
    struct delivery *rows;
    size_t count;
    int64_t at = o->list.count ? o->rows[o->list.at].id : 0;
    const struct delivery_filter filter = {
        .state = o->filter == FILTER_PERSON ? DELIVERY_REFUSED
                 : o->filter == FILTER_HELD ? DELIVERY_HELD
                 : o->filter == FILTER_DONE ? DELIVERY_DONE
                                            : 0,
        .with_done = o->filter == FILTER_DONE,
        .limit = ROWS_AT_ONCE,
    };
    enum rc rc = delivery_list(&rows, &count, s->desk->office->db, &filter, &fresh, e);
    if (!rc)
        rc = list_set_count(&o->list, (int)count, e);
    if (rc) {
        arena_release(&fresh);
        return rc;
    }
    arena_release(&o->memory);
    o->memory = fresh;
    o->rows = rows;
    o->packet = NULL;
    o->shown_id = 0;
    for (size_t i = 0; i < count; i++) /* the pointer stays on its delivery */
        if (rows[i].id == at)
            o->list.at = (int)i;
    return RC_OK;
}

static void reload(struct screen *s)
{
    struct err e = { 0 };
    if (load(s, &e))
        desk_say_error(s->desk, &e);
    session_recount(session_of(s->desk));
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    struct outbox *o = s->state;
    if (!session_of(s->desk))
        return err_set(e, RC_REFUSED, "not_signed_in", N_("Sign in first."));
    enum rc rc = permission_check(s->desk->office->role, ACTION_OUTBOX_VIEW, e);
    o->list.letters = "xghs";
    o->list.may = may;
    o->list.context = o;
    return rc ? rc : load(s, e);
}

/* --- acts --- */

static void show_packet(struct screen *s, const struct delivery *row)
{
    struct outbox *o = s->state;
    struct err e = { 0 };
    struct delivery whole;
    AUTO_JS facts = NULL;
    AUTO_STRING text = NULL;
    enum rc rc = delivery_show(&whole, s->desk->office->db, row->id, &o->memory, &e);
    if (!rc && !whole.facts[0]) {
        desk_say(s->desk, ROLE_WARN, N_("What was sent has been erased by law; only the fact remains."));
        return;
    }
    if (!rc)
        rc = js_parse(&facts, whole.facts, strlen(whole.facts), &e);
    if (!rc)
        rc = js_write(&text, facts, JS_PRETTY, &e);
    if (rc) {
        desk_say_error(s->desk, &e);
        return;
    }
    o->packet = arena_strdup(&o->memory, text);
    o->shown_id = row->id;
    o->scroll = 0;
}

static enum rc play(struct screen *s, const struct delivery *row, char letter, struct err *e)
{
    const struct office *of = s->desk->office;
    if (letter == 'h')
        return row->state == DELIVERY_HELD ? delivery_release(of, row->id, e) : delivery_hold(of, row->id, e);
    if (letter == 'g')
        return row->state == DELIVERY_HELD ? delivery_release(of, row->id, e)
                                           : delivery_retry(of, row->id, e);
    return RC_OK;
}

static void sync_now(struct screen *s);

/* Marked letters of all lines, from the top. The rows are read again only afterwards, so no number shifts
 * meanwhile. */
static void play_all(struct screen *s)
{
    struct outbox *o = s->state;
    struct err e = { 0 };
    int row = -1, done = 0;
    bool sending = false;
    char letter;
    enum rc rc = RC_OK;
    while (!rc && list_take(&o->list, &row, &letter)) {
        const struct delivery *d = &o->rows[row];
        if (letter == 0 || letter == 'x') {
            show_packet(s, d);
            return;
        }
        if (letter == 's') {
            if (route_dossier(s->desk, d->dossier))
                desk_refuse(s->desk);
            return;
        }
        rc = play(s, d, letter, &e);
        done += !rc;
        sending = sending || letter == 'g';
    }
    reload(s);
    if (rc)
        desk_say_error(s->desk, &e);
    else if (done)
        desk_say(s->desk, ROLE_OK, N_("Done for %d lines."), done);
    if (!rc && sending)
        sync_now(s);
}

static void sync_now(struct screen *s)
{
    static const char *const words[] = { "sync", "--once", NULL };
    struct err e = { 0 };
    if (session_start(session_of(s->desk), N_("sending"), words, &e))
        desk_say_error(s->desk, &e);
    else
        desk_say(s->desk, ROLE_BUSY, N_("Sending in the background. Work goes on; the result comes here."));
}

/* What the child said last, in one line. */
static void say_result(struct screen *s)
{
    struct session *session = session_of(s->desk);
    struct child *child = &session->child;
    const char *last = child_last_line(child);
    if (child->status == 0)
        desk_say(s->desk, ROLE_OK, N_("Sending ended. %s"), last);
    else
        desk_say(s->desk, ROLE_WARN, N_("Not everything went. %s"), last);
    reload(s);
}

static void leave(struct screen *s)
{
    struct outbox *o = s->state;
    if (o->packet) {
        o->packet = NULL;
        return;
    }
    screen_close(s);
}

static const char *back_label(const struct screen *s)
{
    const struct outbox *o = s->state;
    return o->packet ? _("Back to the list") : NULL;
}

static bool on_list(const struct screen *s)
{
    return !((const struct outbox *)s->state)->packet;
}

static bool in_packet(const struct screen *s)
{
    return !on_list(s);
}

static const struct key_row keys[] = {
    { K_ENTER, "outbox.play", N_("Do"), N_("Do what the letters say; without letters show what will be sent"),
        on_list, play_all },
    { 'g', "outbox.send", N_("send"), N_("Send now: the same packet, byte for byte"), on_list, NULL },
    { 'h', "outbox.hold", N_("keep"), N_("Keep back, or let go again"), on_list, NULL },
    { 'x', "outbox.show", N_("look"), N_("Show exactly what will be sent"), on_list, NULL },
    { 's', "outbox.mend", N_("mend"), N_("Open the dossier to mend it"), on_list, NULL },
    { K_DOWN, "outbox.turn", N_("Turn"), N_("Turn the packet; PageDown and PageUp by pages"), in_packet, NULL },
    { K_F(5), "outbox.sync", N_("Send all"), N_("Ask the portal and send what is due, in the background"),
        NULL, sync_now },
    { K_F(1), "outbox.help", N_("Help"), N_("Show every key"), NULL, NULL },
    { K_ESC, "outbox.back", N_("Back"), N_("Back to where you were"), NULL, leave },
    { 0 },
};

static int packet_lines(const struct outbox *o)
{
    int n = 0;
    for (const char *p = o->packet; *p; p++)
        n += *p == '\n' || !p[1];
    return n;
}

/* Never past the last page. */
static void turn(void *object, int lines)
{
    struct outbox *o = object;
    int last = packet_lines(o) - o->page, to = o->scroll + lines;
    o->scroll = to > last ? last : to;
    o->scroll = o->scroll < 0 ? 0 : o->scroll;
}

static enum used scroll(struct outbox *o, uint32_t code)
{
    int step = code == K_DOWN        ? 1
               : code == K_UP        ? -1
               : code == K_PAGE_DOWN ? 15
               : code == K_PAGE_UP   ? -15
                                     : 0;
    if (!step)
        return EVENT_UNUSED;
    turn(o, step);
    return EVENT_USED;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct outbox *o = s->state;
    struct session *session = session_of(s->desk);
    if (event->kind == EVENT_TICK && session->child.pid && session_child_ended(session)) {
        say_result(s);
        return EVENT_USED;
    }
    if (event->kind == EVENT_BACK)
        reload(s);
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (o->packet)
        return scroll(o, event->key);
    if (event->key >= '1' && event->key < '1' + FILTERS) {
        o->filter = (enum filter)(event->key - '1');
        reload(s);
        return EVENT_USED;
    }
    if (event->key == K_ENTER)
        return EVENT_UNUSED;
    enum list_did did = list_key(&o->list, event->key);
    if (did == LIST_REFUSED && event->key == 'g' && o->list.count &&
        o->rows[o->list.at].state == DELIVERY_REFUSED)
        desk_say(
            s->desk, ROLE_ERROR, N_("Sent as it is it would be refused again. Press s and mend it first."));
    if (did == LIST_REFUSED)
        desk_refuse(s->desk);
    return did == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

/* --- picture --- */

static void draw_row(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    const struct screen *s = context;
    const struct outbox *o = s->state;
    const struct delivery *d = &o->rows[row];
    char code[CODE_SHORT_SIZE], name[128], next[24], reason[300];
    int64_t now = clock_now(s->desk->clock);
    int who = c->w >= 132 ? 26 : 14, end = x + width;
    name_fit(name, sizeof name, d->applicant, who);
    next_words(next, sizeof next, d, now);
    reason_words(reason, sizeof reason, d, session_of(s->desk)->portal_set);
    x = canvas_put(c, x, y, 10, ROLE_BASE, code_short(code, d->dossier, day_of(now))) + 1;
    x = canvas_put(c, x, y, 11, ROLE_BASE, event_words(d->event)) + 1;
    x = canvas_put(c, x, y, who, ROLE_BASE, name) + 1;
    canvas_printf(c, x, y, ROLE_MUTED, "%d", d->attempts);
    enum role role = d->state == DELIVERY_REFUSED   ? ROLE_ERROR
                     : d->state == DELIVERY_UNKNOWN ? ROLE_WARN
                                                    : ROLE_MUTED;
    x = canvas_put(c, x + 5, y, 6, role, next) + 1;
    canvas_put(c, x, y, end - x, ROLE_MUTED, reason);
}

static void draw_filters(const struct screen *s, struct canvas *c)
{
    const struct outbox *o = s->state;
    const struct delivery_counts *n = session_counts(session_of(s->desk));
    const int64_t *by = n->by_state;
    const int64_t numbers[FILTERS] = { by[DELIVERY_WAITING] + by[DELIVERY_SENDING] + by[DELIVERY_UNKNOWN] +
                                           by[DELIVERY_REFUSED] + by[DELIVERY_HELD],
        by[DELIVERY_REFUSED], by[DELIVERY_HELD], n->done_today };
    static const char *const labels[] = { N_("waiting"), N_("need a person"), N_("kept back"),
        N_("received today") };
    for (int i = 0, x = 2; i < FILTERS; i++) {
        if ((int)o->filter == i)
            frame_pointer(c, x - 1, ROW_BODY);
        x = canvas_printf(c, x, ROW_BODY, ROLE_MUTED, "%d ", i + 1);
        x = canvas_print(c, x, ROW_BODY, (int)o->filter == i ? ROLE_TITLE : ROLE_MUTED, _(labels[i]));
        x = canvas_printf(
                c, x, ROW_BODY, (int)o->filter == i ? ROLE_TITLE : ROLE_MUTED, " %d", (int)numbers[i]) +
            3;
    }
}

static void draw_detail(const struct screen *s, struct canvas *c, int y)
{
    const struct outbox *o = s->state;
    char title[120], reason[300];
    if (!o->list.count)
        return;
    const struct delivery *d = &o->rows[o->list.at];
    snprintf(title, sizeof title, _("%s to %s"), d->dossier, d->target);
    utf8_mend(title);
    frame_rule(c, 1, y, c->w - 2, title, event_words(d->event));
    struct day day = day_of(d->created_at);
    int second = second_of_day(d->created_at);
    canvas_printf(c, 1, y + 1, ROLE_BASE,
        _("Closed %02d/%02d %02d:%02d, never changed when sent again. Tries: %d."), day.d, day.m,
        second / 3600, second / 60 % 60, d->attempts);
    reason_words(reason, sizeof reason, d, session_of(s->desk)->portal_set);
    canvas_wrap(c, 1, y + 2, c->w - 2, 2, d->state == DELIVERY_REFUSED ? ROLE_WARN : ROLE_BASE, reason);
    if (d->field[0])
        canvas_printf(c, 1, y + 4, ROLE_MUTED, _("Field: %s"), d->field);
    canvas_put(c, 1, y + 5, c->w - 2, ROLE_MUTED,
        _("The far side knows this dossier by its code and takes it only once."));
}

static void draw_packet(struct outbox *o, struct canvas *c)
{
    o->page = BODY_ROWS(c);
    turn(o, 0); /* a window that grew shows more */
    canvas_place(c, &(struct place){ 0, ROW_BODY, c->w, o->page, .object = o, .roll = turn });
    frame_scroll_mark(c, ROW_BODY, o->page, o->scroll, o->page, packet_lines(o));
    const char *line = o->packet;
    for (int i = 0; i < o->scroll && *line; i++)
        line += strcspn(line, "\n") + (line[strcspn(line, "\n")] == '\n');
    char text[400];
    for (int y = ROW_BODY; y < ROW_SAY(c) && *line; y++) {
        size_t n = strcspn(line, "\n");
        snprintf(text, sizeof text, "%.*s", (int)n, line);
        utf8_mend(text);
        canvas_put(c, 1, y, c->w - 2, ROLE_BASE, text);
        line += n + (line[n] == '\n');
    }
    frame_focus(c, 1, ROW_BODY);
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct outbox *o = s->state;
    char right[80];
    int64_t now = clock_now(s->desk->clock);
    struct session *session = session_of(s->desk);
    session_counts(session);
    portal_words(right, sizeof right, &session->portal, session->portal_set, now);
    frame_place(c, o->packet ? _("What will be sent") : _("Waiting to be sent"), right);
    frame_command(c, NULL, false, "", NULL);
    if (o->packet) {
        draw_packet(o, c);
        frame_hint(c, _("exactly these facts, frozen when the step was made; arrows scroll"));
        return;
    }
    draw_filters(s, c);
    int who = c->w >= 132 ? 26 : 14;
    static const char *const heads[] = { N_("Number"), N_("To send"), N_("Applicant"), N_("Try"),
        N_("Next try"), N_("Reason") };
    const int at[] = { 3, 14, 26, 27 + who, 32 + who, 39 + who };
    for (int i = 0; i < 6; i++)
        canvas_print(c, at[i], ROW_BODY + 1, ROLE_MUTED, _(heads[i]));
    int rows = BODY_ROWS(c) - 2 - DETAIL_ROWS;
    list_draw(&o->list, c, 1, ROW_BODY + 2, c->w - 2, rows, true,
        o->filter == FILTER_OPEN ? _("Nothing waits. All that was filed has been received over there.")
                                 : _("none"),
        draw_row, s);
    draw_detail(s, c, ROW_BODY + 2 + rows);
    frame_hint(c, _("a letter beside a line, then Enter; the other lines go on by themselves"));
}

static void close_(struct screen *s)
{
    struct outbox *o = s->state;
    arena_release(&o->memory);
    list_release(&o->list);
}

const struct screen_class screen_outbox = {
    .name = "outbox",
    .title = N_("Waiting to be sent"),
    .keys = keys,
    .state_size = sizeof(struct outbox),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
    .back = back_label,
};
