/* receipt_done.c - it is on the book: the code, the promise, the square the citizen may photograph; printing
 * and sending go on beside it and tell their last word here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "catalog/procedure.h"
#include "desk/desk.h"
#include "desk/intake_start.h"
#include "desk/line_ask.h"
#include "desk/receipt_start.h"
#include "desk/square.h"
#include "desk/widget_list.h"
#include "desk/worker.h"
#include "dossier/deadline.h"
#include "dossier/dossier.h"
#include "people/permission.h"

#define QR_WAIT_MS 150 /* a square of a few bytes; a slow machine shows it on a later tick */

struct done {
    struct dossier dossier;
    const char *procedure, *name, *delivery;
    int seconds, typed, known;
    struct worker square, printing, voiding;
    char *reason; /* of the void, kept until the book has it */
    bool voided;
    bool big;
    struct list ways;
};

/* --- children --- */

static void draw_square(struct screen *s)
{
    struct done *st = s->state;
    char small[80];
    /* the short square holds the code alone, so that it fits beside the words; F6 shows the receipt's own */
    snprintf(small, sizeof small, "=%s", st->dossier.code);
    const char *const words[] = { "qr", st->big ? st->dossier.code : small, NULL };
    struct err e = { 0 };
    if (worker_start(&st->square, s->desk->office, "motcua-paper", words, &e) == RC_OK)
        worker_poll(&st->square, QR_WAIT_MS);
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

static void told_by_printer(struct screen *s)
{
    struct done *st = s->state;
    if (!worker_poll(&st->printing, 0) || !st->printing.ended)
        return;
    if (st->printing.status == 0)
        desk_say(s->desk, ROLE_OK, N_("The receipt went to the printer."));
    else
        desk_say(s->desk, ROLE_WARN, N_("Not printed: %s The number stays; F9 prints again."),
            *st->printing.complaint ? st->printing.complaint : _("the printer did not answer."));
}

static void told_by_void(struct screen *s)
{
    struct done *st = s->state;
    if (!worker_poll(&st->voiding, 0) || !st->voiding.ended)
        return;
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

static void next_citizen(struct screen *s)
{
    enum rc rc = screen_replace(s, "intake", NULL);
    (void)rc;
}

static void once_more(struct screen *s)
{
    const struct done *st = s->state;
    struct intake_start start = { .person_id = st->dossier.applicant_id };
    enum rc rc = screen_replace(s, "intake", &start);
    (void)rc;
}

static void look(struct screen *s)
{
    const struct done *st = s->state;
    enum rc rc = screen_replace(s, "dossier", st->dossier.code);
    (void)rc;
}

static void leave(struct screen *s)
{
    screen_close(s);
}

static void take_way(struct screen *s)
{
    static void (*const ways[])(struct screen *) = { leave, next_citizen, once_more, look };
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

static void look_at_outbox(struct screen *s)
{
    struct done *st = s->state;
    struct arena *a = &s->arena;
    struct dossier_row *rows;
    size_t count;
    const struct dossier_filter filter = {
        .find = st->dossier.code, .limit = 1, .now = clock_now(s->desk->clock)
    };
    st->delivery = "";
    if (dossier_list(&rows, &count, s->desk->office->db, &filter, a, NULL) == RC_OK && count)
        st->delivery = rows[0].delivery;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct done *st = s->state;
    worker_poll(&st->square, 0);
    told_by_printer(s);
    told_by_void(s);
    if (event->kind == EVENT_TICK)
        look_at_outbox(s);
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
    return list_set_count(&st->ways, 4, e);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct done *st = s->state;
    const struct receipt_start *start = argument;
    st->square.out = st->square.err = st->printing.out = st->printing.err = -1;
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
    look_at_outbox(s);
    draw_square(s);
    print(s);
    return RC_OK;
}

static void close_(struct screen *s)
{
    struct done *st = s->state;
    worker_release(&st->square);
    worker_release(&st->printing);
    worker_release(&st->voiding);
    free(st->reason);
    list_release(&st->ways);
}

/* --- picture --- */

static const char *printer_word(const struct done *st, enum role *role)
{
    *role = ROLE_BUSY;
    if (st->printing.pid)
        return _("◌ printing");
    *role = st->printing.ended && st->printing.status == 0 ? ROLE_OK : ROLE_WARN;
    return *role == ROLE_OK ? _("✓ sent to the printer") : _("! not printed, F9 tries again");
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
    static const char *const words[] = { N_("Back to the counter"), N_("The next citizen: new dossier"),
        N_("One more procedure for the same person"), N_("Look at the dossier") };
    const struct done *st = context;
    canvas_put(c, x + 1, y, width - 1, i == st->ways.at ? ROLE_SELECT : ROLE_BASE, gettext(words[i]));
}

static void draw_words(const struct done *st, struct canvas *c, int x, int y)
{
    char text[200], due[MOMENT_TEXT_SIZE];
    enum role role;
    canvas_put(c, x, y, c->w - 1 - x, ROLE_OK, _("RECEIVED"));
    canvas_put(c, x, y + 1, c->w - 1 - x, ROLE_TITLE, st->dossier.code);
    canvas_put(c, x, y + 3, c->w - 1 - x, ROLE_BASE, st->name);
    canvas_put(c, x, y + 4, c->w - 1 - x, ROLE_BASE, st->procedure);
    row(c, x, y + 5, _("Promised"), ROLE_TITLE,
        st->dossier.due_at ? moment_text(due, st->dossier.due_at) : _("no fixed day"));
    snprintf(text, sizeof text, "%lld đ", (long long)st->dossier.fee);
    row(c, x, y + 6, _("Fee"), ROLE_BASE, st->dossier.fee ? text : _("free of charge"));
    const char *words = printer_word(st, &role);
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
            st->square.pid ? _("◌ drawing the code")
                           : _("The square needs a larger window; it stands on the paper."));
    if (drawn && st->big && st->square.text && c->w < 110) {
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
