/* intake.c - the guided intake: who, what, papers, form, promise; Enter goes on, Esc one step back, F10
 * files. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "desk/desk.h"
#include "desk/intake_desk.h"
#include "desk/intake_start.h"
#include "desk/widget_dialog.h"

static const struct intake_step_row *const steps[] = {
    [STEP_WHO] = &intake_who_step,
    [STEP_WHAT] = &intake_what_step,
    [STEP_PAPERS] = &intake_papers_step,
    [STEP_FORM] = &intake_form_step,
    [STEP_DUE] = &intake_due_step,
};

const struct intake_step_row *intake_step(enum intake_step step)
{
    return steps[step];
}

/* --- moving --- */

void intake_go(struct intake *in, enum intake_step step)
{
    struct err e = { 0 };
    if (steps[step]->enter(in, &e)) {
        desk_say_error(in->screen->desk, &e);
        desk_beep(in->screen->desk, 2);
        return;
    }
    if (in->step != step)
        desk_say(in->screen->desk, ROLE_BASE, "%s", ""); /* the last step's word is old */
    in->step = step;
    if (step > in->reached)
        in->reached = step;
}

static void continue_draft(struct screen *asker, void *context, int line)
{
    struct intake *in = context;
    (void)asker;
    if (line == 0) {
        struct intake_start start = { .draft_id = intake_other_draft(in) };
        intake_throw_away(in); /* this one holds no more than what was just scanned */
        if (screen_replace(in->screen, "intake", &start) == RC_OK)
            return;
    }
    in->typed = true;
    intake_go(in, STEP_PAPERS);
    intake_save(in);
}

/* The same citizen and procedure were begun before: go on with that, or begin anew. */
static bool offer_draft(struct intake *in)
{
    if (in->step != STEP_WHAT || in->reached > STEP_WHAT || in->saved || !intake_other_draft(in))
        return false;
    char text[300];
    snprintf(text, sizeof text, _("A draft of %.100s for this procedure was begun before."), who_name(in));
    return dialog_ask(in->screen, &(struct dialog){ .title = _("A draft is there"),
                                      .text = text,
                                      .lines = { _("Go on with the draft"), _("Begin anew") },
                                      .line_chosen = continue_draft,
                                      .context = in }) == RC_OK;
}

void intake_next(struct intake *in)
{
    enum intake_step before = in->step;
    if (in->step == STEP_DUE || !steps[in->step]->done(in) || in->step != before)
        return; /* done() may have gone on by itself */
    if (offer_draft(in))
        return;
    intake_go(in, in->step + 1);
    intake_save(in);
}

static void leave(struct screen *s)
{
    struct intake *in = s->state;
    form_view_save(&in->who.cells.view);
    intake_save(in);
    screen_close(s);
}

static void kept_or_not(struct screen *asker, void *context, int line)
{
    struct intake *in = context;
    if (line == 2)
        return;
    if (line == 1)
        intake_throw_away(in);
    desk_say(in->screen->desk, ROLE_OK,
        line == 1 ? N_("The draft was thrown away.") : N_("The draft is kept; home shows it."));
    if (line == 0)
        leave(asker);
    else
        screen_close(asker);
}

static void back(struct screen *s)
{
    struct intake *in = s->state;
    if (in->step > STEP_WHO) {
        intake_save(in);
        intake_go(in, in->step - 1);
        return;
    }
    if (!in->typed) {
        screen_close(s);
        return;
    }
    enum rc rc = dialog_ask(s, &(struct dialog){ .title = _("Leave this intake"),
                                   .text = _("Something new was typed."),
                                   .lines = { _("Keep it as a draft"), _("Throw it away"), _("Stay here") },
                                   .line_chosen = kept_or_not,
                                   .context = in });
    (void)rc;
}

static void go_on(struct screen *s)
{
    struct intake *in = s->state;
    if (in->step == STEP_DUE)
        intake_ask_to_file(in);
    else
        intake_next(in);
}

/* --- keys: what on_event does itself stands here for the footer and the help page --- */

static bool on_fields(const struct screen *s)
{
    const struct intake *in = s->state;
    return (in->step == STEP_WHO && !in->who.compare.open) || in->step == STEP_FORM;
}

static bool on_form(const struct screen *s)
{
    return ((const struct intake *)s->state)->step == STEP_FORM;
}

static bool on_who(const struct screen *s)
{
    const struct intake *in = s->state;
    return in->step == STEP_WHO && !in->who.compare.open;
}

static bool on_papers(const struct screen *s)
{
    return ((const struct intake *)s->state)->step == STEP_PAPERS;
}

static bool on_due(const struct screen *s)
{
    return ((const struct intake *)s->state)->step == STEP_DUE;
}

static bool not_what(const struct screen *s)
{
    const struct intake *in = s->state;
    return in->step != STEP_WHAT && !(in->step == STEP_WHO && in->who.compare.open);
}

static bool before_due(const struct screen *s)
{
    return !on_due(s);
}

static const struct key_row keys[] = {
    { K_ENTER, "intake.enter", N_("Go on"), N_("Accept and go on; on the last field to the next step"), NULL,
        NULL },
    { K_SPACE, "intake.recall", N_("Recall"), N_("In an empty field: what was filled in here last today"),
        on_form, NULL },
    { 'd', "intake.data", N_("Data"), N_("A database stands for this paper"), on_papers, NULL },
    { 'q', "intake.attach", N_("File"), N_("Attach a file to this paper"), on_papers, NULL },
    { 'n', "intake.owed", N_("Owed"), N_("The citizen brings this paper later; the dossier stays a draft"),
        on_papers, NULL },
    { 'm', "intake.not_needed", N_("Not needed"), N_("This paper is not needed in this case"), on_papers,
        NULL },
    { K_F(1), "intake.explain", N_("Help"), N_("What belongs here, with the law and an example"), NULL,
        NULL },
    { K_F(4), "intake.pick", N_("List"), N_("Pick from the list of values"), on_fields, NULL },
    { K_F(6), "intake.submitter", N_("Brought by"), N_("Somebody else brings the dossier"), on_who, NULL },
    { K_F(8), "intake.fault", N_("Next fault"), N_("Go to the next thing to mend; F7 goes back"), not_what,
        NULL },
    { K_F(10), "intake.next", N_("Next step"), N_("Go to the next step as it is"), before_due, go_on },
    { K_F(10), "intake.file", N_("File and print"), N_("File the dossier and print the receipt"), on_due,
        go_on },
    { K_F(9), "intake.second", N_("Twice"),
        N_("Let somebody type the critical fields once more, unseen, and compare"), on_form, second_begin },
    { K_CTRL('N'), "intake.ticket", NULL, N_("The number that was called here: belongs to this dossier, or not"),
        NULL, intake_toggle_ticket },
    { K_CTRL('D'), "intake.offered", NULL, N_("Take the value that data offers"), on_form, NULL },
    { '=', "intake.copy", NULL, N_("In an empty field: copy it from the applicant"), on_fields, NULL },
    { K_CTRL('G'), "intake.jump", NULL, N_("Go to a field by number or name"), on_fields, NULL },
    { K_CTRL('Z'), "intake.undo", NULL, N_("Undo, up to 50 steps"), on_fields, NULL },
    { K_ESC, "intake.back", N_("Back"), N_("One step back; from the first step out of the intake"), NULL,
        back },
    { 0 },
};

/* --- events --- */

static void save_all(struct intake *in)
{
    form_view_save(&in->who.cells.view);
    form_view_save(&in->form.cells.view);
    intake_save(in);
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct intake *in = s->state;
    switch (event->kind) {
    case EVENT_KEY:
        return steps[in->step]->key(in, event->key);
    case EVENT_PASTE:
        if (!steps[in->step]->paste)
            return EVENT_UNUSED;
        steps[in->step]->paste(in, event->text);
        return EVENT_USED;
    case EVENT_SCAN:
        if (!strchr(event->text, '|') || strncmp(event->text, "MC", 2) == 0)
            return EVENT_UNUSED;
        who_scan(in, event->text);
        return EVENT_USED;
    case EVENT_TICK:
        form_view_save(&in->who.cells.view);
        form_view_save(&in->form.cells.view);
        return EVENT_USED;
    case EVENT_BACK:
        second_back(in);
        return EVENT_UNUSED;
    case EVENT_HANGUP:
        save_all(in);
        return EVENT_USED;
    default:
        return EVENT_UNUSED;
    }
}

/* --- life --- */

static enum rc begin_with(struct intake *in, const struct intake_start *start, struct err *e)
{
    enum rc rc = RC_OK;
    if (start->draft_id)
        return intake_resume(in, start->draft_id, e);
    if (start->procedure)
        rc = what_choose(in, start->procedure, e);
    if (!rc && start->person_id) {
        struct citizen c;
        rc = citizen_load(&c, in->of->db, start->person_id, e);
        if (!rc)
            who_take(in, &c, "HS");
    }
    if (!rc && start->payload)
        who_scan(in, start->payload);
    return rc;
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct intake *in = s->state;
    static const struct intake_start nothing;
    in->screen = s;
    in->of = s->desk->office;
    if (!in->of)
        return err_set(e, RC_CONFLICT, "no_office", N_("No book is open here."));
    in->today = day_of(clock_now(s->desk->clock));
    in->began_ms = clock_mono_ms(s->desk->clock);
    intake_take_ticket(in);
    enum rc rc = steps[STEP_WHO]->enter(in, e);
    in->step = in->reached = STEP_WHO;
    return rc ? rc : begin_with(in, argument ? argument : &nothing, e);
}

static void close_(struct screen *s)
{
    struct intake *in = s->state;
    for (int step = STEP_WHO; step <= STEPS; step++)
        steps[step]->release(in);
    js_free(in->saved);
    arena_release(&in->procedure_arena);
}

/* --- picture --- */

static void place_text(const struct intake *in, char *out, size_t size)
{
    size_t n = 0;
    for (int i = STEP_WHO; i <= STEPS; i++) {
        const char *label = gettext(steps[i]->label);
        bool here = i == (int)in->step, behind = !here && i < (int)in->reached;
        int used = snprintf(out + n, size - n, "%s%d %s%s%s", here ? "[" : "", i, label,
            here     ? "]"
            : behind ? " ✓"
                     : "",
            i < STEPS ? "  " : "");
        n += used > 0 && (size_t)used < size - n ? (size_t)used : 0;
    }
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct intake *in = s->state;
    char right[200], left[300];
    place_text(in, right, sizeof right);
    bool room = c->w >= 120 && in->procedure.code;
    char name[60]; /* the number stands in place of the words: five steps leave no room for both */
    snprintf(name, sizeof name, in->ticket[0] ? _("Number %s") : "%s", in->ticket[0] ? in->ticket : _("New dossier"));
    if (room)
        snprintf(
            left, sizeof left, "%s   %.60s   %.60s", name, in->procedure.short_name, who_name(in));
    else
        snprintf(left, sizeof left, "%s", name);
    utf8_mend(left);
    frame_place(c, left, right);
    steps[in->step]->draw(in, c);
    frame_say(c, steps[in->step]->say(in));
}

static const char *back_label(const struct screen *s)
{
    static const char *const labels[] = { NULL, N_("Leave"), N_("Back to 1"), N_("Back to 2"),
        N_("Back to 3"), N_("Back to 4") };
    return gettext(labels[((const struct intake *)s->state)->step]);
}

const struct screen_class screen_intake = {
    .name = "intake",
    .title = N_("New dossier"),
    .keys = keys,
    .state_size = sizeof(struct intake),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
    .back = back_label,
};
