/* intake_file.c - F10 on the last step: the question with its consequence, then the legal act, one call.
 *
 * Nothing is shown as done before intake_receive() returned RC_OK. When it does not, everything stays on the
 * screen: what did not happen, what is safe, what can be done.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "desk/intake_desk.h"
#include "desk/receipt_start.h"
#include "desk/widget_dialog.h"
#include "dossier/draft.h"
#include "people/permission.h"

static void file_now(struct screen *asker, void *context);

static void show_done(struct intake *in, const struct intake_answer *answer)
{
    struct desk *d = in->screen->desk;
    const struct cells *form = &in->form.cells, *who = &in->who.cells;
    if (in->draft_id) {
        enum rc gone = draft_delete(in->of, in->draft_id, NULL); /* its own call deletes it, too */
        (void)gone;
    }
    in->draft_id = 0;
    in->typed = false;
    struct receipt_start start = { .code = answer->code,
        .seconds = (int)((clock_mono_ms(d->clock) - in->began_ms) / 1000),
        .typed = cells_filled(form, false) + cells_filled(who, false),
        .known = cells_filled(form, true) + cells_filled(who, true) };
    desk_say(d, ROLE_OK, N_("On the book: %s. Switching the machine off now loses nothing."), answer->code);
    intake_link_ticket(in, answer->code);
    if (screen_replace(in->screen, "receipt_done", &start)) {
        desk_say(
            d, ROLE_OK, N_("On the book: %s. The receipt can be printed from the dossier."), answer->code);
        screen_close(in->screen);
    }
}

enum { WAY_AGAIN, WAY_DRAFT };

static void way_chosen(struct screen *asker, void *context, int line)
{
    if (line == WAY_AGAIN)
        file_now(asker, context);
}

/* First what did not happen, then what is safe, then what to do. */
static void show_trouble(struct intake *in, const struct err *e)
{
    char text[900];
    snprintf(text, sizeof text,
        _("%s\nThe dossier of %s is NOT on the book and has NO number.\nEverything typed is still on this "
          "screen. Nothing was printed."),
        e->message, who_name(in));
    desk_say(in->screen->desk, ROLE_ERROR, N_("Not filed. Everything typed is still here."));
    desk_beep(in->screen->desk, 2);
    enum rc rc = dialog_ask(
        in->screen, &(struct dialog){ .title = _("Not on the book"),
                        .text = text,
                        .lines = { _("Try once more"), _("Back to the dossier; it stays a draft") },
                        .alarm = true,
                        .line_chosen = way_chosen,
                        .context = in });
    (void)rc;
}

static void file_again(struct screen *asker, void *context)
{
    struct intake *in = context;
    in->confirmed_same_day = true;
    file_now(asker, context);
}

static void ask_second(struct intake *in, const struct err *e)
{
    enum rc rc = dialog_ask(in->screen, &(struct dialog){ .title = _("A second dossier today?"),
                                            .text = e->message,
                                            .act = _("File a second one"),
                                            .acted = file_again,
                                            .context = in });
    (void)rc;
}

static void file_at_this_time(struct screen *asker, void *context)
{
    struct intake *in = context;
    in->confirmed_clock = true;
    file_now(asker, context);
}

/* More than a day back: a supervisor may say that the clock is right; anybody else sets it right or calls one. */
static void ask_clock(struct intake *in, const struct err *e)
{
    bool may = permission_has(in->of->role, ACTION_DOSSIER_REVIEW) && !in->confirmed_clock;
    if (!may) {
        show_trouble(in, e);
        return;
    }
    enum rc rc = dialog_ask(in->screen, &(struct dialog){ .title = _("Is the clock right?"),
                                            .text = e->message,
                                            .act = _("The clock is right: file"),
                                            .acted = file_at_this_time,
                                            .context = in });
    (void)rc;
}

static void file_now(struct screen *asker, void *context)
{
    struct intake *in = context;
    struct intake_answer answer;
    struct err e = { 0 };
    (void)asker;
    AUTO_JS document = intake_document(in);
    enum rc rc = intake_receive(&answer, in->of, document, &e);
    if (!rc) {
        show_done(in, &answer);
        return;
    }
    if (answer.draft_id)
        in->draft_id = answer.draft_id;
    if (e.code && strcmp(e.code, "same_day") == 0)
        ask_second(in, &e);
    else if (e.code && strcmp(e.code, "clock_back") == 0)
        ask_clock(in, &e);
    else
        show_trouble(in, &e);
}

static bool may_file(struct intake *in)
{
    struct desk *d = in->screen->desk;
    const struct problems *p = &in->due.answer.problems;
    if (papers_with(in, PAPER_OWED)) {
        desk_say(d, ROLE_WARN,
            N_("A paper is still owed: the dossier stays a draft until the citizen brings it."));
        return false;
    }
    if (papers_with(in, PAPER_OPEN)) {
        desk_say(d, ROLE_WARN, N_("Papers without an answer: %d. Esc goes back to step 3."),
            papers_with(in, PAPER_OPEN));
        return false;
    }
    if (p->refusals) {
        desk_say(
            d, ROLE_ERROR, N_("Things to mend before filing: %d. F8 goes to the next one."), p->refusals);
        return false;
    }
    return true;
}

void intake_ask_to_file(struct intake *in)
{
    char text[400], due[MOMENT_TEXT_SIZE];
    struct err e = { 0 };
    if (intake_due_step.enter(in, &e)) { /* the review once more: time may have passed */
        desk_say_error(in->screen->desk, &e);
        return;
    }
    in->due.at = DUE_BUTTON;
    if (!may_file(in)) {
        desk_refuse(in->screen->desk);
        return;
    }
    snprintf(text, sizeof text,
        _("%.120s gets a number; the result is promised for %s.\nThe receipt is printed. After that a "
          "mistake is mended by voiding it."),
        who_name(in), in->due.answer.due_at ? moment_text(due, in->due.answer.due_at) : _("no fixed day"));
    enum rc rc = dialog_ask(in->screen, &(struct dialog){ .title = _("File and print"),
                                            .text = text,
                                            .act = _("File and print"),
                                            .acted = file_now,
                                            .context = in });
    (void)rc;
}
