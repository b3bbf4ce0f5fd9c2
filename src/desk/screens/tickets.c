/* tickets.c - the walk-in line: give out a number, call the next by the rule, begin the intake with it. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/viet.h"
#include "desk/desk.h"
#include "desk/session.h"
#include "desk/tickets_view.h"
#include "desk/widget_dialog.h"
#include "people/permission.h"

#define READ_MS 2000 /* other desks call, too */

/* --- which lines --- */

static bool in_chip(const struct ticket *t, enum ticket_chip chip)
{
    static const enum ticket_chip of_state[TICKET_STATES] = { [TICKET_WAITING] = TICKETS_WAITING,
        [TICKET_CALLED] = TICKETS_CALLED,
        [TICKET_SKIPPED] = TICKETS_ABSENT,
        [TICKET_SERVED] = TICKETS_OVER,
        [TICKET_CANCELLED] = TICKETS_OVER };
    return chip == TICKETS_ALL || of_state[t->state] == chip;
}

static bool has_words(const struct tickets *st, const struct ticket *t, const char *words)
{
    AUTO_BUF line = buf_limit(8192), text = buf_limit(8192);
    buf_addf(&text, "%s %s %s %s %s %s", t->label, ticket_group_name(&st->line.setup, t->service),
        ticket_priority_words(t->priority), t->desk, t->dossier, ticket_state_words(t));
    return !viet_search_key(&line, buf_text(&text), text.len) && strstr(buf_text(&line), words);
}

static void refilter(struct tickets *st)
{
    AUTO_STRING typed = editor_text(&st->words);
    AUTO_BUF key = buf_limit(1024);
    int n = 0;
    if (typed && viet_search_key(&key, typed, strlen(typed)))
        return;
    memset(st->counts, 0, sizeof st->counts);
    for (size_t i = 0; i < st->line.count; i++) {
        const struct ticket *t = &st->line.list[st->line.order[i]];
        if (key.len && !has_words(st, t, buf_text(&key)))
            continue;
        for (int chip = 0; chip < TICKET_CHIPS; chip++)
            st->counts[chip] += in_chip(t, (enum ticket_chip)chip);
        if (in_chip(t, st->chip))
            st->shown[n++] = st->line.order[i];
    }
    if (list_set_count(&st->list, n, NULL))
        st->list.count = 0;
}

static enum rc read_line(struct screen *s, struct err *e)
{
    struct tickets *st = s->state;
    struct arena fresh = { 0 };
    struct waiting line;
    enum rc rc = waiting_load(&line, s->desk->office, &fresh, e);
    int *shown = rc ? NULL : arena_array(&fresh, line.count + 1, sizeof *shown);
    if (!rc && !shown)
        rc = err_no_memory(e);
    st->read_ms = clock_mono_ms(s->desk->clock);
    if (rc) {
        arena_release(&fresh); /* what stands there stays */
        return rc;
    }
    arena_release(&st->arena);
    st->arena = fresh;
    st->line = line;
    st->shown = shown;
    refilter(st);
    return RC_OK;
}

/* The pointer stays on its ticket, wherever that moved to. */
static void reread(struct screen *s)
{
    struct tickets *st = s->state;
    struct err e = { 0 };
    int64_t id = st->list.at < st->list.count ? tickets_row(st, st->list.at)->id : 0;
    if (read_line(s, &e)) {
        desk_say_error(s->desk, &e);
        return;
    }
    for (int i = 0; i < st->list.count; i++)
        if (tickets_row(st, i)->id == id)
            st->list.at = i;
}

/* --- letters --- */

static bool letter_fits(const void *context, int row, char letter)
{
    const struct tickets *st = context;
    const struct ticket *t = tickets_row(st, row);
    bool here = t->id == st->line.here.id, waits = t->state == TICKET_WAITING;
    switch (letter) {
    case 'n':
        return here;
    case 'l':
        return here || t->state == TICKET_SKIPPED;
    case 'c':
        return waits || t->state == TICKET_CALLED || t->state == TICKET_SKIPPED;
    default: /* k, i */
        return waits;
    }
}

static void receive(struct screen *s)
{
    desk_push_named(s->desk, "intake", NULL); /* takes this desk's ticket by itself */
}

/* The list is read again whatever came of it; true when the step was done. */
static bool done_step(struct screen *s, enum rc rc, const struct err *e)
{
    if (rc)
        desk_say_error(s->desk, e);
    reread(s);
    return rc == RC_OK;
}

static bool call_again(struct screen *s, const char *label)
{
    struct err e = { 0 };
    struct ticket t;
    enum rc rc = ticket_recall(&t, s->desk->office, label, &e);
    if (rc)
        desk_say_error(s->desk, &e);
    else
        desk_say(s->desk, ROLE_OK, N_("%s is called again."), t.label);
    return rc == RC_OK;
}

static void cancel_now(struct screen *asker, void *context)
{
    struct tickets *st = context;
    struct err e = { 0 };
    struct ticket t;
    if (done_step(asker, ticket_cancel(&t, asker->desk->office, st->giving.label, &e), &e))
        desk_say(asker->desk, ROLE_OK, N_("Number %s is cancelled and will not be called."), t.label);
}

static void cancel(struct screen *s, const char *label)
{
    struct tickets *st = s->state;
    char text[160];
    snprintf(st->giving.label, sizeof st->giving.label, "%s", label);
    snprintf(text, sizeof text, _("Number %s is never called. Whoever holds it needs a new one."), label);
    enum rc rc = dialog_ask(s, &(struct dialog){ .title = _("Cancel the number"),
                                   .text = text,
                                   .act = _("Cancel it"),
                                   .acted = cancel_now,
                                   .context = st });
    (void)rc;
}

/* What Enter means on a line without a letter. */
static char usual_letter(const struct tickets *st, const struct ticket *t)
{
    return t->id == st->line.here.id ? 'n' : t->state == TICKET_SKIPPED ? 'l' : 0;
}

/* One line; true when the next may follow at once. */
static bool play_line(struct screen *s, int row, char letter)
{
    struct tickets *st = s->state;
    const struct ticket t = *tickets_row(st, row);
    letter = letter ? letter : usual_letter(st, &t);
    if (letter == 'l')
        return call_again(s, t.label);
    if (letter == 'n')
        receive(s);
    else if (letter == 'c')
        giving_send_on(s, &st->giving, t.label);
    else if (letter == 'k')
        cancel(s, t.label);
    else if (letter == 'i' || t.pending)
        (letter == 'i' ? giving_print : giving_settle)(s, &st->giving, t.label);
    else if (t.state == TICKET_WAITING)
        desk_say(s->desk, ROLE_WARN, N_("F2 calls the next by the rule; nobody is called past the others."));
    else
        desk_refuse(s->desk);
    return letter == 'i';
}

/* Plays on until a box or a screen lies above; EVENT_BACK goes on from there. */
static void play_marks(struct screen *s)
{
    struct tickets *st = s->state;
    char letter;
    while (st->running && s->desk->top == s) {
        bool first = st->run_row < 0;
        if (!first && !list_marked(&st->list))
            st->running = false;
        else if (!list_take(&st->list, &st->run_row, &letter))
            st->running = false;
        else if (!play_line(s, st->run_row, letter) && s->desk->top == s)
            st->running = false;
    }
    if (!st->running && s->desk->top == s && !list_marked(&st->list))
        reread(s);
}

/* --- acts --- */

static void call_next(struct screen *s)
{
    struct tickets *st = s->state;
    struct ticket t;
    if (waiting_call(s->desk, &t))
        return;
    desk_say(s->desk, ROLE_OK, N_("%s is called. Enter receives, Ctrl-Z takes it back."), t.label);
    st->list.at = 0;
    reread(s);
    for (int i = 0; i < st->list.count; i++)
        if (tickets_row(st, i)->id == t.id)
            st->list.at = i; /* Enter receives */
}

static void put_back(struct screen *s)
{
    enum rc said = waiting_put_back(s->desk);
    (void)said;
    reread(s);
}

static void take_number(struct screen *s)
{
    giving_ask(s, &((struct tickets *)s->state)->giving);
}

static void again(struct screen *s)
{
    if (call_again(s, NULL))
        reread(s);
}

static void absent(struct screen *s)
{
    struct err e = { 0 };
    struct ticket t;
    if (done_step(s, ticket_skip(&t, s->desk->office, &e), &e))
        desk_say(s->desk, ROLE_OK, N_("%s did not come. The letter l calls it again."), t.label);
}

static void done(struct screen *s)
{
    struct err e = { 0 };
    struct ticket t;
    if (done_step(s, ticket_done(&t, s->desk->office, &e), &e))
        desk_say(s->desk, ROLE_OK, N_("%s is served. F2 calls the next."), t.label);
}

static void filter(struct screen *s)
{
    struct tickets *st = s->state;
    st->filtering = !st->filtering;
}

static void leave(struct screen *s)
{
    screen_close(s);
}

static bool somebody_here(const struct screen *s)
{
    return ((const struct tickets *)s->state)->line.here.id != 0;
}

static const struct key_row keys[] = {
    { K_ENTER, "tickets.play", N_("Do"),
        N_("Play the letters from the top; without any: receive who is here"), NULL, NULL },
    { K_F(2), "tickets.call", N_("Call"),
        N_("The next by the rule comes to this desk; whoever was here is served"), NULL, call_next },
    { K_F(4), "tickets.take", N_("Ticket"), N_("Give out a number: group and priority"), NULL, take_number },
    { K_F(5), "tickets.again", N_("Again"), N_("Call this desk's number out once more"), somebody_here,
        again },
    { K_F(7), "tickets.filter", N_("Find"), N_("Only lines with these words"), NULL, filter },
    { K_F(8), "tickets.absent", N_("Absent"), N_("This desk's number did not come"), somebody_here, absent },
    { K_F(10), "tickets.done", N_("Done"), N_("The work with this desk's number is over"), somebody_here,
        done },
    { K_CTRL('Z'), "tickets.put_back", NULL,
        N_("Take the call back: the number waits again in its old place"), somebody_here, put_back },
    { 'n', "tickets.letters", NULL, N_("n receive, l call again, c send on, k cancel the number, i print it"),
        NULL, NULL },
    { '1', "tickets.chip", NULL, N_("1-5: all, waiting, at desks, absent, over"), NULL, NULL },
    { K_ESC, "tickets.back", N_("Back"), N_("Leave the line"), NULL, leave },
    { 0 },
};

/* --- events --- */

static enum used filter_key(struct screen *s, uint32_t code)
{
    struct tickets *st = s->state;
    if (code == K_ESC)
        editor_reset(&st->words);
    if (code == K_ESC || code == K_ENTER || code == K_DOWN) {
        st->filtering = false;
        refilter(st);
        return EVENT_USED;
    }
    enum edit edit = editor_key(&st->words, code, s->desk->typing);
    if (edit == EDIT_CHANGED)
        refilter(st);
    return edit == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static enum used key(struct screen *s, uint32_t code)
{
    struct tickets *st = s->state;
    if (st->filtering)
        return filter_key(s, code);
    if (code >= '1' && code < '1' + TICKET_CHIPS) {
        st->chip = (enum ticket_chip)(code - '1');
        st->list.at = 0;
        refilter(st);
        return EVENT_USED;
    }
    enum list_did did = list_key(&st->list, code);
    if (did == LIST_REFUSED && key_is_text(code) && st->list.count)
        desk_say(s->desk, ROLE_WARN, N_("Not possible for this line: it is \"%s\"."),
            ticket_state_words(tickets_row(st, st->list.at)));
    if (did == LIST_REFUSED)
        desk_refuse(s->desk);
    if (did == LIST_ENTER) {
        st->running = true;
        st->run_row = -1;
        play_marks(s);
    }
    return did == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static enum used tick(struct screen *s)
{
    struct tickets *st = s->state;
    struct giving *g = &st->giving;
    bool ended = g->printing[0] && !errand_about(session_of(s->desk), g->printing);
    bool old = clock_mono_ms(s->desk->clock) - st->read_ms >= READ_MS;
    if (st->running || list_marked(&st->list))
        return EVENT_USED; /* lines with letters keep still */
    if (ended || old)
        reread(s);
    giving_look(s, g, &st->line);
    if (ended)
        g->printing[0] = '\0';
    return EVENT_USED;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct tickets *st = s->state;
    switch (event->kind) {
    case EVENT_KEY:
        return key(s, event->key);
    case EVENT_BACK:
        if (st->running)
            play_marks(s);
        else
            reread(s);
        return EVENT_USED;
    case EVENT_TICK:
        return tick(s);
    default:
        return EVENT_UNUSED;
    }
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct tickets *st = s->state;
    (void)argument;
    if (!s->desk->office)
        return err_set(e, RC_CONFLICT, "no_office", N_("No book is open here."));
    enum rc rc = permission_check(s->desk->office->role, ACTION_INTAKE, e);
    st->list.letters = "nlcki";
    st->list.may = letter_fits;
    st->list.context = st;
    st->words.max = 60;
    return rc ? rc : read_line(s, e);
}

static void draw(const struct screen *s, struct canvas *c)
{
    tickets_picture(s->state, c);
}

static void close_(struct screen *s)
{
    struct tickets *st = s->state;
    list_release(&st->list);
    editor_release(&st->words);
    arena_release(&st->arena);
}

const struct screen_class screen_tickets = {
    .name = "tickets",
    .title = N_("Waiting line"),
    .keys = keys,
    .state_size = sizeof(struct tickets),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
