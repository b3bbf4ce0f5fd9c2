/* receipt_done.c - it is on the book: the code, the promise, the square the citizen may photograph; printing
 * and sending go on beside it and tell their last word here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "catalog/procedure.h"
#include "desk/desk.h"
#include "desk/intake_start.h"
#include "desk/line_ask.h"
#include "desk/receipt_start.h"
#include "desk/session.h"
#include "desk/square.h"
#include "desk/waiting.h"
#include "desk/widget_list.h"
#include "desk/worker.h"
#include "dossier/deadline.h"
#include "dossier/dossier.h"
#include "dossier/print_state.h"
#include "people/permission.h"

#define LOOK_MS 1000 /* between two looks at the book */

struct done {
    struct dossier dossier;
    const char *procedure, *name, *delivery;
    int seconds, typed, known;
    struct square square;
    struct worker printing, voiding;
    struct print_state print; /* as the book's journal says */
    char next[64];            /* who would be called: "A003"; "" = nobody waits */
    int64_t looked_ms;
    char *reason; /* of the void, kept until the book has it */
    bool voided;
    bool big;
    struct list ways;
};

/* --- what the book says --- */

static void look_at_outbox(struct screen *s)
{
    struct done *st = s->state;
    AUTO_ARENA a = { 0 };
    struct dossier_row *rows;
    size_t count;
    const struct dossier_filter filter = {
        .find = st->dossier.code, .limit = 1, .now = clock_now(s->desk->clock)
    };
    static const char *const known[] = { "done", "refused", "waiting", "sending", "unknown", "held" };
    st->delivery = "";
    if (dossier_list(&rows, &count, s->desk->office->db, &filter, &a, NULL) || !count)
        return;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(rows[0].delivery, known[i]) == 0)
            st->delivery = known[i];
}

static void look_at_line(struct screen *s)
{
    struct done *st = s->state;
    AUTO_ARENA a = { 0 };
    struct waiting line;
    st->next[0] = '\0';
    if (waiting_load(&line, s->desk->office, &a, NULL) || line.next < 0)
        return;
    const struct ticket *t = &line.list[line.next];
    snprintf(st->next, sizeof st->next, "%s %s", t->label, ticket_priority_words(t->priority));
    utf8_mend(st->next);
}

static void look(struct screen *s)
{
    struct done *st = s->state;
    enum rc rc = print_state(&st->print, s->desk->office->db, st->dossier.id, "receipt", NULL);
    (void)rc; /* what stands there stays */
    look_at_outbox(s);
    look_at_line(s);
    st->looked_ms = clock_mono_ms(s->desk->clock);
}

/* --- children --- */

static void draw_square(struct screen *s)
{
    struct done *st = s->state;
    char small[80];
    /* the short square holds the code alone, so that it fits beside the words; F6 shows the receipt's own */
    snprintf(small, sizeof small, "=%s", st->dossier.code);
    enum rc rc = square_begin(&st->square, s->desk, st->big ? st->dossier.code : small, NULL);
    (void)rc; /* without it the picture says where the square is: on the paper */
    s->desk->hurry_ms = ERRAND_LOOK;
}

static void print(struct screen *s)
{
    struct done *st = s->state;
    const char *const words[] = { "receipt", st->dossier.code, "--print", NULL };
    struct err e = { 0 };
    if (st->printing.pid) {
        desk_say(s->desk, ROLE_BUSY, N_("The printer is still at work."));
        return;
    }
    if (worker_start(&st->printing, s->desk->office, "motcua-paper", words, &e))
        desk_say_error(s->desk, &e);
}

/* Also when the clerk is three screens further: the code says which receipt is meant. */
static void print_ended(struct desk *d, const struct errand *errand)
{
    if (errand->worker.status == 0)
        desk_say(d, ROLE_OK, N_("The receipt of %s went to the printer."), errand->about);
    else
        desk_say(d, ROLE_WARN, N_("Receipt of %s not printed: %s"), errand->about,
            *errand->worker.complaint ? errand->worker.complaint : _("the printer did not answer."));
}

static void void_ended(struct desk *d, const struct errand *errand)
{
    if (errand->worker.status == 0)
        desk_say(d, ROLE_OK, N_("The printed receipt of %s is void."), errand->about);
    else
        desk_say(d, ROLE_WARN, N_("The printed receipt of %s is NOT void: %s"), errand->about,
            errand->worker.complaint);
}

static void told_by_printer(struct screen *s)
{
    struct done *st = s->state;
    if (!worker_poll(&st->printing, 0) || !st->printing.ended)
        return;
    look(s);
    if (st->printing.status == 0)
        desk_say(s->desk, ROLE_OK, N_("The receipt went to the printer."));
    else
        desk_say(s->desk, ROLE_WARN, N_("Not printed: %s The number stays."),
            *st->printing.complaint ? st->printing.complaint : _("the printer did not answer."));
}

static void told_by_void(struct screen *s)
{
    struct done *st = s->state;
    if (!worker_poll(&st->voiding, 0) || !st->voiding.ended)
        return;
    look(s);
    st->voided = st->voiding.status == 0;
    if (st->voided)
        desk_say(
            s->desk, ROLE_OK, N_("The printed receipt is void. F9 prints a new one, with the next number."));
    else
        desk_say(s->desk, ROLE_WARN, N_("Not voided: %s F2 tries again."), st->voiding.complaint);
}

/* --- acts --- */

static enum rc take_reason(struct screen *s, const char *reason, struct err *e)
{
    struct done *st = s->state;
    char option[LINE_ASK_TEXT * 4 + 16]; /* one word, so that a reason may begin with a dash */
    snprintf(option, sizeof option, "--reason=%s", reason);
    const char *const words[] = { "void", "receipt", st->dossier.code, option, NULL };
    char *kept = strdup(reason);
    if (!kept)
        return err_no_memory(e);
    free(st->reason);
    st->reason = kept;
    enum rc rc = worker_start(&st->voiding, s->desk->office, "motcua-paper", words, e);
    if (!rc)
        desk_say(s->desk, ROLE_BUSY, N_("Voiding the printed receipt ..."));
    return rc;
}

static void void_receipt(struct screen *s)
{
    struct done *st = s->state;
    if (st->voiding.pid) {
        desk_say(s->desk, ROLE_BUSY, N_("The printed receipt is being voided."));
        return;
    }
    enum rc rc =
        line_ask(s, &(struct line_ask){ .title = _("Void the printed receipt"),
                        .label = _("Reason"),
                        .consequence = _("Paper and reason stay in the book; the dossier keeps its number."),
                        .typed = st->voided ? NULL : st->reason,
                        .legal = true,
                        .take = take_reason });
    (void)rc;
}

static bool may_void(const struct screen *s)
{
    return permission_check(s->desk->office->role, ACTION_DOSSIER_VOID, NULL) == RC_OK;
}

static void bigger(struct screen *s)
{
    struct done *st = s->state;
    st->big = !st->big;
    draw_square(s);
}

/* The next by the rule comes to this desk and her number goes along; when nobody waits, an intake without
 * one. */
static void next_citizen(struct screen *s)
{
    struct ticket t;
    enum rc rc = waiting_call(s->desk, &t);
    if (rc == RC_NOT_FOUND) {
        enum rc over = ticket_done(&t, s->desk->office, NULL); /* who was here is served, if anybody */
        (void)over;
    }
    if (!rc || rc == RC_NOT_FOUND)
        rc = screen_replace(s, "intake", NULL);
}

static void once_more(struct screen *s)
{
    const struct done *st = s->state;
    struct intake_start start = { .person_id = st->dossier.applicant_id };
    enum rc rc = screen_replace(s, "intake", &start);
    (void)rc;
}

static void look_at_dossier(struct screen *s)
{
    const struct done *st = s->state;
    enum rc rc = screen_replace(s, "dossier", st->dossier.code);
    (void)rc;
}

static void leave(struct screen *s)
{
    screen_close(s);
}

enum way { WAY_NEXT, WAY_MORE, WAY_HOME, WAY_LOOK, WAYS };

static void take_way(struct screen *s)
{
    static void (*const ways[WAYS])(struct screen *) = { next_citizen, once_more, leave, look_at_dossier };
    ways[((struct done *)s->state)->ways.at](s);
}

static const struct key_row keys[] = {
    { K_ENTER, "receipt.enter", N_("Choose"), N_("Do what the marked line says"), NULL, NULL },
    { K_F(2), "receipt.void", N_("Void"), N_("Void the printed receipt, with a reason"), may_void,
        void_receipt },
    { K_F(6), "receipt.square", N_("Large code"), N_("The receipt's own square, with its signature"), NULL,
        bigger },
    { K_F(9), "receipt.print", N_("Print again"), N_("Print the receipt once more"), NULL, print },
    { K_ESC, "receipt.back", N_("Back"), N_("Back to the counter"), NULL, leave },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct done *st = s->state;
    bool drawing = square_poll(&st->square);
    told_by_printer(s);
    told_by_void(s);
    if (drawing || st->printing.pid || st->voiding.pid)
        s->desk->hurry_ms = ERRAND_LOOK;
    if (event->kind == EVENT_TICK && clock_mono_ms(s->desk->clock) - st->looked_ms >= LOOK_MS)
        look(s);
    if (event->kind != EVENT_KEY)
        return event->kind == EVENT_TICK ? EVENT_USED : EVENT_UNUSED;
    enum list_did did = list_key(&st->ways, event->key);
    if (did == LIST_ENTER)
        take_way(s);
    return did == LIST_UNUSED || did == LIST_REFUSED ? EVENT_UNUSED : EVENT_USED;
}

/* --- life --- */

static enum rc load(struct screen *s, const char *code, struct err *e)
{
    struct done *st = s->state;
    struct procedure p;
    AUTO_JS applicant = NULL;
    enum rc rc = dossier_load(&st->dossier, s->desk->office->db, &s->arena, code, e);
    if (!rc)
        rc = procedure_load_id(&p, s->desk->office->db, &s->arena, st->dossier.procedure_id, e);
    if (!rc)
        rc = js_parse(&applicant, st->dossier.applicant, strlen(st->dossier.applicant), e);
    if (rc)
        return rc;
    st->procedure = p.short_name;
    st->name = arena_strdup(&s->arena, js_get_text(applicant, "name"));
    return list_set_count(&st->ways, WAYS, e);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct done *st = s->state;
    const struct receipt_start *start = argument;
    square_init(&st->square);
    st->printing.out = st->printing.err = -1;
    st->voiding.out = st->voiding.err = -1;
    if (!start || !start->code || !s->desk->office)
        return err_set(e, RC_USAGE, "no_receipt", N_("There is no receipt to show."));
    enum rc rc = load(s, start->code, e);
    if (rc)
        return rc;
    st->seconds = start->seconds;
    st->typed = start->typed;
    st->known = start->known;
    st->ways.digits = true;
    look(s);
    st->ways.at = st->next[0] ? WAY_NEXT : WAY_HOME;
    draw_square(s);
    print(s);
    return RC_OK;
}

static void close_(struct screen *s)
{
    struct done *st = s->state;
    struct session *session = session_of(s->desk);
    if (st->printing.pid)
        errand_keep(session, &st->printing, st->dossier.code, print_ended);
    if (st->voiding.pid)
        errand_keep(session, &st->voiding, st->dossier.code, void_ended);
    square_release(&st->square);
    worker_release(&st->printing);
    worker_release(&st->voiding);
    free(st->reason);
    list_release(&st->ways);
}

/* --- picture --- */

/* What the book's journal of prints says; while the child works, that it does. */
static const char *printer_word(char out[120], const struct done *st, enum role *role)
{
    static const struct {
        const char *state;
        enum role role;
        const char *words;
    } rows[] = { { "queued", ROLE_BUSY, N_("◌ queued") }, { "sent", ROLE_OK, N_("✓ sent to the printer") },
        { "confirmed", ROLE_OK, N_("✓ printed, as the printer said") },
        { "void", ROLE_WARN, N_("! void, F9 prints a new one") } };
    int second = second_of_day(st->print.at);
    *role = ROLE_BUSY;
    if (st->printing.pid)
        return _("◌ printing");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(st->print.state, rows[i].state) == 0) {
            *role = rows[i].role;
            snprintf(out, 120, "%s  %02d:%02d", _(rows[i].words), second / 3600, second / 60 % 60);
            return out;
        }
    *role = ROLE_WARN;
    return _("! not printed, F9 tries again");
}

static const char *outbox_word(const struct done *st, enum role *role)
{
    *role = ROLE_OK;
    if (!*st->delivery)
        return *role = ROLE_MUTED, _("nowhere to send to");
    if (strcmp(st->delivery, "done") == 0)
        return _("✓ the portal has it");
    *role = strcmp(st->delivery, "refused") == 0 ? ROLE_ERROR : ROLE_DATA;
    return *role == ROLE_ERROR ? _("! the portal refused it, see the outbox")
                               : _("↑ waits for the portal, is sent by itself");
}

static void row(struct canvas *c, int x, int y, const char *label, enum role role, const char *text)
{
    canvas_put(c, x, y, 8, ROLE_MUTED, label);
    canvas_put(c, x + 9, y, c->w - 2 - x - 9, role, text);
}

static void draw_way(const void *context, int i, struct canvas *c, int x, int y, int width)
{
    static const char *const words[WAYS] = { N_("The next citizen: new dossier"),
        N_("One more procedure for the same person"), N_("Back to the counter"), N_("Look at the dossier") };
    const struct done *st = context;
    char call[120];
    snprintf(call, sizeof call, _("Call the next: %s"), st->next);
    utf8_mend(call);
    canvas_put(c, x + 1, y, width - 1, i == st->ways.at ? ROLE_SELECT : ROLE_BASE,
        i == WAY_NEXT && st->next[0] ? call : _(words[i]));
}

static void draw_words(const struct done *st, struct canvas *c, int x, int y)
{
    char text[200], due[MOMENT_TEXT_SIZE], print_words[120];
    enum role role;
    canvas_put(c, x, y, c->w - 1 - x, ROLE_OK, _("RECEIVED"));
    canvas_put(c, x, y + 1, c->w - 1 - x, ROLE_TITLE, st->dossier.code);
    canvas_put(c, x, y + 3, c->w - 1 - x, ROLE_BASE, st->name);
    canvas_put(c, x, y + 4, c->w - 1 - x, ROLE_BASE, st->procedure);
    row(c, x, y + 5, _("Promised"), ROLE_TITLE,
        st->dossier.due_at ? moment_text(due, st->dossier.due_at) : _("no fixed day"));
    snprintf(text, sizeof text, "%lld đ", (long long)st->dossier.fee);
    row(c, x, y + 6, _("Fee"), ROLE_BASE, st->dossier.fee ? text : _("free of charge"));
    const char *words = printer_word(print_words, st, &role);
    row(c, x, y + 8, _("Print"), role, words);
    words = outbox_word(st, &role);
    row(c, x, y + 9, _("Sending"), role, words);
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct done *st = s->state;
    char right[120];
    int left = st->big ? (c->w - 60 > 60 ? 60 : 38) : 36, x = left + 2;
    snprintf(right, sizeof right, _("this visit %d min %02d, %d fields typed, %d were known"),
        st->seconds / 60, st->seconds % 60, st->typed, st->known);
    frame_place(c, _("Done"), st->seconds ? right : NULL);
    bool drawn = square_draw(&st->square, c, BODY_LEFT, ROW_BODY, st->big ? c->w - 2 : left, BODY_ROWS(c));
    if (!drawn)
        canvas_wrap(c, BODY_LEFT + 1, ROW_BODY + 3, left - 3, 6, ROLE_MUTED,
            st->square.child.pid ? _("◌ drawing the code")
                                 : _("The square needs a larger window; it stands on the paper."));
    if (drawn && st->big && c->w < 110) {
        canvas_cursor(c, 0, ROW_KEYS(c));
        return;
    }
    draw_words(st, c, x, ROW_BODY + 1);
    list_draw(&st->ways, c, x, ROW_BODY + 13, c->w - x - 2, 4, true, "", draw_way, st);
    char due[MOMENT_TEXT_SIZE], say[200];
    snprintf(say, sizeof say, _("Here is your receipt. The result is there %s."),
        st->dossier.due_at ? moment_text(due, st->dossier.due_at) : _("as we told you"));
    frame_say(c, say);
}

const struct screen_class screen_receipt_done = {
    .name = "receipt_done",
    .title = N_("Done"),
    .keys = keys,
    .state_size = sizeof(struct done),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
