/* dossier.c - the whole truth of one dossier, and what may be done with it now. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/journal.h"
#include "desk/desk.h"
#include "desk/dossier_view.h"
#include "desk/give_ask.h"
#include "desk/line_ask.h"
#include "desk/move_ask.h"
#include "dossier/attachment.h"
#include "dossier/message.h"
#include "dossier/owed.h"
#include "dossier/request.h"
#include "dossier/step.h"
#include "people/permission.h"

#define EVENTS_MAX 400

/* --- reading --- */

/* The four axes, and what waits for somebody. */
static enum rc read_standing(struct screen *s, struct err *e)
{
    struct dossier_view *v = s->state;
    const struct office *of = s->desk->office;
    enum rc rc = axes_load(&v->axes, of, &v->d, e);
    if (!rc)
        rc = owed_list(&v->owed, &v->owed_count, of, v->code, &v->arena, e);
    return rc ? rc : request_list(&v->requests, &v->requests_count, of, v->code, true, &v->arena, e);
}

static void read_told(struct screen *s)
{
    struct dossier_view *v = s->state;
    struct message *rows;
    size_t count = 0;
    v->told = "";
    if (message_list(&rows, &count, s->desk->office, &(struct message_filter){ .code = v->code }, &v->arena, NULL) ||
        !count)
        return;
    const struct message *last = &rows[count - 1];
    const char *text = arena_printf(&v->arena, "%s, %s", message_rung_name(last->rung), message_state_name(last->state));
    v->told = last->state == MESSAGE_DROPPED || !text ? "" : text;
}

static enum rc read_events(struct screen *s, struct err *e)
{
    struct dossier_view *v = s->state;
    enum rc rc = journal_list(
        &v->events, &v->count, s->desk->office->db, "dossier", v->code, 0, EVENTS_MAX, &v->arena, e);
    v->at = v->count ? (int)v->count - 1 : 0;
    v->paper = v->paper < (int)v->d.components_count ? v->paper : 0;
    return rc;
}

static enum rc read_all(struct screen *s, struct err *e)
{
    struct dossier_view *v = s->state;
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
    if (!rc)
        rc = read_standing(s, e);
    if (rc)
        return rc;
    v->name = arena_strdup(&v->arena, js_get_text(applicant, "name"));
    read_told(s);
    return RC_OK;
}

/* --- acts --- */

static void print_receipt(struct screen *s)
{
    struct dossier_view *v = s->state;
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
    struct dossier_view *v = s->state;
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
    struct dossier_view *v = s->state;
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
    struct dossier_view *v = s->state;
    const char *const paths[] = { path };
    const struct dossier_component *p = &v->d.components[v->paper];
    enum rc rc = attachment_add(s->desk->office, v->code, p->id, paths, 1, e);
    if (!rc)
        desk_say(s->desk, ROLE_OK, N_("The file is sealed into the dossier."));
    return rc;
}

static void ask_file(struct screen *s)
{
    struct dossier_view *v = s->state;
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

static void ask_apology(struct screen *s)
{
    struct dossier_view *v = s->state;
    enum rc rc = apology_ask(s, v->code, v->d.state, v->d.version);
    (void)rc;
}

static void ask_undo(struct screen *s)
{
    struct dossier_view *v = s->state;
    enum rc rc = undo_ask(s, v->code, v->d.state, v->d.version);
    (void)rc;
}

static void amend(struct screen *s)
{
    struct dossier_view *v = s->state;
    desk_push_named(s->desk, "amend", v->code);
}

static void give_papers(struct screen *s)
{
    struct dossier_view *v = s->state;
    const char *codes[] = { v->code };
    enum rc rc = give_ask(s, codes, 1);
    (void)rc;
}

static void other_pane(struct screen *s)
{
    struct dossier_view *v = s->state;
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
    struct dossier_view *v = s->state;
    v->explaining = !v->explaining;
}

static void leave(struct screen *s)
{
    screen_close(s);
}

static bool may(const struct screen *s, enum state to)
{
    const struct dossier_view *v = s->state;
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

static bool may_amend(const struct screen *s)
{
    const struct dossier_view *v = s->state;
    return may_work(s) && state_row(v->d.state)->open;
}

/* While the clock runs or stands still there is a promise to put off. */
static bool may_apologise(const struct screen *s)
{
    const struct dossier_view *v = s->state;
    enum state_clock clock = state_row(v->d.state)->clock;
    return may_work(s) && v->d.due_at && (clock == CLOCK_RUNS || clock == CLOCK_PAUSED);
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
    { 's', "dossier.amend", N_("Amend"), N_("Put right phone, address, answers; before and after are kept"),
        may_amend, amend },
    { 'e', "dossier.apologise", N_("Apologise"), N_("A letter of apology with a later day, once"), may_apologise,
        ask_apology },
    { 'u', "dossier.undo", N_("Step back"), N_("Take the last step back, with a reason (supervisor)"), may_work,
        ask_undo },
    { 'h', "dossier.papers", N_("Papers"), N_("Give the papers to a colleague, on a hand-over list"), may_amend,
        give_papers },
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
    struct dossier_view *v = s->state;
    enum state to = code < 128 ? move_of_letter((char)code) : STATE_NONE;
    if (code == 'i') {
        print_receipt(s);
        return EVENT_USED;
    }
    if (to == STATE_NONE)
        return EVENT_UNUSED;
    if (move_ask(s, v->code, v->d.state, to, v->d.version) == RC_OK && s->desk->top == s)
        reread(s);
    return EVENT_USED;
}

static enum used move(struct dossier_view *v, uint32_t code)
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
    struct dossier_view *v = s->state;
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
    struct dossier_view *v = s->state;
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
    struct dossier_view *v = s->state;
    worker_release(&v->printing);
    js_free(v->why);
    arena_release(&v->arena);
}

const struct screen_class screen_dossier = {
    .name = "dossier",
    .title = N_("Dossier"),
    .keys = keys,
    .state_size = sizeof(struct dossier_view),
    .open = open_,
    .on_event = on_event,
    .draw = dossier_draw,
    .close = close_,
};
