/* intake_due.c - step 5: how it comes, how the result goes, what it costs, when it is there and why; then
 * F10. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "desk/frame.h"
#include "desk/index_draw.h"
#include "desk/intake_days.h"
#include "desk/intake_desk.h"
#include "desk/mouse.h"

#define TITLE_ROWS 5 /* the choices above everything */

/* The small window gives the points that count to their number: F2 shows them all. */
static int index_rows(const struct canvas *c)
{
    return c->h > SCREEN_H_MIN ? 3 : 2;
}

/* What is to be mended gets a third line where the window has one to spare. */
static int problem_rows(const struct canvas *c)
{
    return c->h > SCREEN_H_MIN ? 3 : 2;
}
#define NOTE_MAX     500 /* letters */

static const char *const channel_words[] = { N_("at the counter"), N_("on line, helped here"),
    N_("by post") };
static const char *const result_words[] = { N_("handed out here"), N_("on line"), N_("by post") };
static const char *const result_slugs[] = { "counter", "online", "post" };

/* --- the review: the same checks as the legal act, without it --- */

static void review(struct intake *in)
{
    struct intake_due *d = &in->due;
    struct err e = { 0 };
    AUTO_JS document = intake_document(in);
    d->reviewed = intake_review(&d->answer, in->of, document, &e);
    snprintf(
        d->trouble, sizeof d->trouble, "%s", d->reviewed && !d->answer.problems.refusals ? e.message : "");
    if (!d->answer.due_at) { /* a refused document is not computed to its end; the clerk wants the day all the
                                same */
        d->answer.received_at = clock_now(in->of->clock);
        if (promise_of(&d->answer.deadline, in, &in->procedure, d->answer.received_at))
            d->answer.due_at = d->answer.deadline.due;
    }
    d->first_problem = 0;
}

static void load_saved(struct intake *in)
{
    struct intake_due *d = &in->due;
    const char *channel = js_get_text(in->saved, "channel"), *result = js_get_text(in->saved, "result_by");
    const char *note = js_get_text(in->saved, "note");
    enum channel which;
    if (channel && channel_parse(&which, channel))
        d->channel.at = (int)which;
    for (int i = 0; result && i < 3; i++)
        if (strcmp(result_slugs[i], result) == 0)
            d->result.at = i;
    if (note && editor_set(&d->note, note, NULL))
        desk_say(in->screen->desk, ROLE_WARN, N_("The note of the draft is too long to be shown whole."));
}

bool intake_note_add(struct screen *s, const char *text)
{
    struct intake *in = strcmp(s->class->name, "intake") == 0 ? s->state : NULL;
    if (!in)
        return false;
    struct intake_due *d = &in->due;
    AUTO_STRING typed = editor_text(&d->note);
    const char *saved = d->channel.labels ? NULL : js_get_text(in->saved, "note");
    const char *old = typed && *typed ? typed : saved ? saved : "";
    AUTO_BUF both = buf_limit(2000);
    d->note.max = NOTE_MAX;
    if (buf_addf(&both, "%s%s%s", old, *old ? " - " : "", text) ||
        editor_set(&d->note, buf_text(&both), NULL))
        return false;
    if (saved)
        js_put_text(in->saved, "note", buf_text(&both)); /* step 5 begins with what is saved */
    in->typed = true;
    return true;
}

static const char **translate(struct arena *a, const char *const *words, int count)
{
    const char **list = arena_array(a, (size_t)count, sizeof *list);
    for (int i = 0; list && i < count; i++)
        list[i] = gettext(words[i]);
    return list;
}

static enum rc enter(struct intake *in, struct err *e)
{
    struct intake_due *d = &in->due;
    if (!d->channel.labels) {
        d->channel = (struct choice){ translate(&in->screen->arena, channel_words, 3), 3, 0 };
        d->result = (struct choice){ translate(&in->screen->arena, result_words, 3), 3, 0 };
        if (!d->channel.labels || !d->result.labels)
            return err_no_memory(e);
        d->note.max = NOTE_MAX;
        load_saved(in);
    }
    if (in->portal_code[0])
        d->channel.at = CHANNEL_ONLINE;
    enum rc rc = tell_enter(in, e);
    if (rc)
        return rc;
    d->at = DUE_CHANNEL;
    review(in);
    return RC_OK;
}

/* --- keys --- */

static void go(struct intake *in, int step)
{
    struct intake_due *d = &in->due;
    int at = (int)d->at + step;
    d->at = at < 0 ? DUE_CHANNEL : at >= DUE_ROWS ? DUE_BUTTON : (enum due_row)at;
}

static void changed(struct intake *in)
{
    in->typed = true;
    intake_save(in);
    review(in);
}

void due_filed_online(struct intake *in)
{
    if (in->due.channel.at == CHANNEL_ONLINE)
        return;
    in->due.channel.at = CHANNEL_ONLINE;
    papers_prepare(in);
}

static void channel_changed(struct intake *in)
{
    if (in->portal_code[0] && in->due.channel.at != CHANNEL_ONLINE) {
        in->due.channel.at = CHANNEL_ONLINE;
        desk_say(in->screen->desk, ROLE_WARN, N_("It is on the portal as %s: the channel stays on line."),
            in->portal_code);
        desk_refuse(in->screen->desk);
        return;
    }
    papers_prepare(in); /* other papers on line than at the counter */
    changed(in);
    if (papers_with(in, PAPER_OPEN))
        desk_say(in->screen->desk, ROLE_WARN, N_("This channel asks for other papers: Esc back to step 3."));
}

static enum used note_key(struct intake *in, uint32_t code)
{
    enum edit edit = editor_key(&in->due.note, code, in->screen->desk->typing);
    if (edit == EDIT_REFUSED)
        desk_refuse(in->screen->desk);
    in->typed = in->typed || edit == EDIT_CHANGED;
    return edit == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static enum used row_key(struct intake *in, uint32_t code)
{
    struct intake_due *d = &in->due;
    if (d->at == DUE_NOTE)
        return note_key(in, code);
    if (d->at == DUE_BUTTON)
        return EVENT_UNUSED;
    struct choice *rows[] = { [DUE_CHANNEL] = &d->channel, [DUE_RESULT] = &d->result, [DUE_TELL] = &d->tell };
    if (!choice_key(rows[d->at], code))
        return EVENT_UNUSED;
    if (d->at == DUE_TELL)
        tell_changed(in);
    if (d->at == DUE_CHANNEL)
        channel_changed(in);
    else
        changed(in);
    return EVENT_USED;
}

/* Goes to the field the next problem is about. */
static void next_problem(struct intake *in)
{
    const struct problems *p = &in->due.answer.problems;
    for (int k = 0; k < p->count; k++) {
        const struct problem *one = &p->list[(in->due.first_problem + k) % p->count];
        int row = in->form.form ? cells_find(&in->form.cells, one->field) : -1;
        bool who = strncmp(one->field, "applicant", 9) == 0 || strncmp(one->field, "submitter", 9) == 0;
        if (row < 0 && !who && strncmp(one->field, "components", 10))
            continue;
        intake_go(in, row >= 0 ? STEP_FORM : who ? STEP_WHO : STEP_PAPERS);
        if (row >= 0)
            form_view_go(&in->form.cells.view, row);
        desk_say(
            in->screen->desk, one->severity == SEVERITY_REFUSE ? ROLE_ERROR : ROLE_WARN, "%s", one->message);
        return;
    }
    desk_say(in->screen->desk, ROLE_OK, N_("Nothing to mend. F10 files the dossier."));
}

static enum used key(struct intake *in, uint32_t code)
{
    switch (code) {
    case K_ENTER:
        if (in->due.at == DUE_BUTTON)
            desk_say(in->screen->desk, ROLE_BASE, N_("F10 files the dossier; Enter alone never does."));
        if (in->due.at == DUE_NOTE)
            changed(in);
        go(in, 1);
        return EVENT_USED;
    case K_DOWN:
    case K_TAB:
        go(in, 1);
        return EVENT_USED;
    case K_UP:
    case K_BACK_TAB:
        go(in, -1);
        return EVENT_USED;
    case K_F(2):
        in->due.explaining = !in->due.explaining && in->due.answer.indexed;
        return EVENT_USED;
    case K_F(8):
        next_problem(in);
        return EVENT_USED;
    default:
        return row_key(in, code);
    }
}

static void paste(struct intake *in, const char *text)
{
    if (in->due.at != DUE_NOTE || editor_paste(&in->due.note, text) == EDIT_REFUSED)
        desk_refuse(in->screen->desk);
}

static bool done(struct intake *in)
{
    (void)in;
    return true;
}

static void put(struct intake *in, struct js *document)
{
    struct intake_due *d = &in->due;
    if (!d->channel.labels) /* never opened: the catalogue's ordinary way */
        return;
    AUTO_STRING note = editor_text(&d->note);
    js_put_text(document, "channel", channel_slug((enum channel)d->channel.at));
    js_put_text(document, "result_by", result_slugs[d->result.at]);
    js_put_text(document, "note", note ? note : "");
    tell_put(in, document);
}

static void release(struct intake *in)
{
    editor_release(&in->due.note);
}

/* --- picture --- */

static void draw_fee(struct intake *in, struct canvas *c, int y)
{
    const struct intake_answer *a = &in->due.answer;
    char fee[40];
    dong_text(fee, a->fee);
    bool unknown = problems_have(&a->problems, "fee_unknown");
    int x = canvas_print(c, BODY_LEFT + 10, y, ROLE_BASE,
        unknown  ? _("set by the province council, ask before taking money")
        : a->fee ? fee
                 : _("free of charge"));
    canvas_put(c, x + 3, y, c->w - x - 5, ROLE_MUTED, a->fee_note);
}

static void take_row(void *object, int row)
{
    struct intake_due *d = object;
    d->at = (enum due_row)row;
}

static void place_row(struct intake_due *d, struct canvas *c, enum due_row row, int x, int y, int width)
{
    canvas_place(c, &(struct place){ x, y, width, 1, .object = d, .index = row, .take = take_row });
}

static void draw_choice(struct intake_due *d, struct canvas *c, enum due_row row, int y, const char *label)
{
    const struct choice *choices[] = {
        [DUE_CHANNEL] = &d->channel, [DUE_RESULT] = &d->result, [DUE_TELL] = &d->tell
    };
    canvas_put(c, BODY_LEFT, y, 9, ROLE_MUTED, label);
    place_row(d, c, row, 0, y, c->w);
    choice_draw(choices[row], c, BODY_LEFT + 9, y, d->at == row);
}

static void draw_choices(struct intake *in, struct canvas *c, int y)
{
    struct intake_due *d = &in->due;
    draw_choice(d, c, DUE_CHANNEL, y, _("Channel"));
    draw_choice(d, c, DUE_RESULT, y + 1, _("Result by"));
    draw_choice(d, c, DUE_TELL, y + 2, _("Told by"));
    canvas_put(c, BODY_LEFT, y + 3, 9, ROLE_MUTED, _("Fee"));
    draw_fee(in, c, y + 3);
    canvas_put(c, BODY_LEFT, y + 4, 9, ROLE_MUTED, _("Note"));
    place_row(d, c, DUE_NOTE, 0, y + 4, c->w);
    if (d->at == DUE_NOTE)
        editor_draw_box(&d->note, c, BODY_LEFT + 9, y + 4, 60, true);
    else
        editor_draw(&d->note, c, BODY_LEFT + 10, y + 4, 58, false);
}

static void draw_problems(struct intake *in, struct canvas *c, int y)
{
    const struct problems *p = &in->due.answer.problems;
    int shown = 0, rows = problem_rows(c);
    frame_rule(c, 0, y, c->w, _("Checked"), p->count ? _("F8 to the next one") : NULL);
    if (in->due.trouble[0])
        canvas_wrap(c, BODY_LEFT, y + 1, c->w - 2, rows, ROLE_ERROR, in->due.trouble);
    else if (!p->count)
        canvas_put(c, BODY_LEFT, y + 1, c->w - 2, ROLE_OK, _("✓ Everything that is needed is there."));
    for (int pass = 0; pass < 2; pass++) /* refusals first */
        for (int i = 0; i < p->count && shown < rows; i++) {
            bool refused = p->list[i].severity == SEVERITY_REFUSE;
            if (refused != (pass == 0))
                continue;
            canvas_print(c, BODY_LEFT, y + 1 + shown, refused ? ROLE_ERROR : ROLE_WARN, refused ? "!" : "?");
            canvas_put(c, BODY_LEFT + 2, y + 1 + shown++, c->w - 4, ROLE_BASE, p->list[i].message);
        }
}

static void index_rule(const struct intake *in, struct canvas *c, int y, const char *key)
{
    const struct index766 *x = &in->due.answer.index;
    char counted[60];
    snprintf(counted, sizeof counted, _("%d/%d count   %s"), index766_good(x), index766_asked(x), key);
    frame_rule(c, 0, y, c->w, _("Index 766"), counted);
}

static void draw_index(const struct intake *in, struct canvas *c, int y)
{
    if (!in->due.answer.indexed)
        return;
    index_rule(in, c, y, _("F2 every reason"));
    index_draw(&in->due.answer.index, c, BODY_LEFT, y + 1, c->w - 2, index_rows(c));
}

/* F2: in place of the days, each point with its reason. */
static void draw_whole_index(const struct intake *in, struct canvas *c, int y, int rows)
{
    index_rule(in, c, y, _("F2 the days again"));
    index_draw_all(&in->due.answer.index, c, BODY_LEFT, y + 1, c->w - 2, rows - 1);
}

static void draw_button(struct intake *in, struct canvas *c, int y)
{
    const struct problems *p = &in->due.answer.problems;
    const struct cells *cs = &in->form.cells;
    char counts[120];
    char named[80];
    const char *button = key_words(named, sizeof named, _("F10 File and print"), c->missing_keys);
    int filled = cells_filled(cs, true) + cells_filled(cs, false), shown = 0;
    for (int i = 0; i < cs->count; i++)
        shown += !cs->rows[i].hidden && !cs->rows[i].locked;
    snprintf(counts, sizeof counts, _("%d/%d fields, %d/%d papers, %d to mend, %d notes"), filled, shown,
        in->papers.count - papers_open(in), in->papers.count, p->refusals,
        p->count + p->dropped - p->refusals);
    canvas_put(c, BODY_LEFT, y, 11, ROLE_MUTED, _("Review"));
    canvas_put(c, BODY_LEFT + 10, y, c->w - 38, p->refusals ? ROLE_ERROR : ROLE_BASE, counts);
    bool focus = in->due.at == DUE_BUTTON;
    int x = c->w - text_columns(button) - 6;
    place_row(&in->due, c, DUE_BUTTON, x, y, text_columns(button) + 4);
    canvas_printf(c, x, y, focus ? ROLE_FOCUS : ROLE_FIELD, "[ %s ]", button);
    if (focus)
        canvas_cursor(c, x + 2, y);
}

static void draw(struct intake *in, struct canvas *c)
{
    int y = ROW_BODY + TITLE_ROWS + (c->h > SCREEN_H_MIN), problems = ROW_SAY(c) - problem_rows(c) - 2;
    int index = problems - index_rows(c) - 1;
    draw_choices(in, c, ROW_BODY);
    if (in->due.explaining)
        draw_whole_index(in, c, y, problems - y);
    else {
        days_draw(in, c, y, index - y);
        draw_index(in, c, index);
    }
    draw_problems(in, c, problems);
    draw_button(in, c, ROW_SAY(c) - 1);
}

static const char *say(struct intake *in)
{
    struct intake_due *d = &in->due;
    char due[MOMENT_TEXT_SIZE], fee[40];
    if (!d->answer.due_at)
        return _("I tell you when to ask for the result; the office has no fixed day for this.");
    dong_text(fee, d->answer.fee);
    return d->answer.fee
               ? arena_printf(&in->procedure_arena, _("The result is there %s. The fee is %s, please."),
                     moment_text(due, d->answer.due_at), fee)
               : arena_printf(&in->procedure_arena, _("The result is there %s; there is no fee."),
                     moment_text(due, d->answer.due_at));
}

const struct intake_step_row intake_due_step = {
    .label = N_("Promise"),
    .enter = enter,
    .key = key,
    .paste = paste,
    .draw = draw,
    .say = say,
    .done = done,
    .put = put,
    .release = release,
};
