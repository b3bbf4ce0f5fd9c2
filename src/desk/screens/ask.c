/* ask.c - a citizen's question answered from the commune's own catalogue, with its ground, or an honest "no".
 *
 * The question is kept without names and numbers (catalog/privacy.h), so that the five asked most this week
 * can stand here when nothing has been asked yet. Nothing leaves this machine.
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "catalog/asked.h"
#include "catalog/assistant.h"
#include "catalog/awareness.h"
#include "catalog/privacy.h"
#include "catalog/procedure.h"
#include "desk/desk.h"
#include "desk/guide.h"
#include "desk/intake_desk.h"
#include "desk/line_ask.h"
#include "desk/route.h"
#include "desk/session.h"

struct ask {
    struct editor question;
    struct arena memory; /* of the present answer */
    struct js *answer;   /* NULL = nothing asked yet */
    const char *masked;  /* the question as it is kept */
    int dropped;         /* personal things left out of it */
    const char *say[SUGGESTIONS_MAX];
    struct asked_most most[ASKED_MOST];
    size_t most_count;
    struct awareness warnings[AWARENESS_MAX];
    const struct awareness *warning; /* today's; NULL = none */
    int at;                          /* -1 = the question has the cursor */
};

static int procedures(const struct ask *a)
{
    return a->answer ? (int)js_len(js_get(a->answer, "procedures")) : 0;
}

/* The lines that can be chosen: citations, or before the first question what others asked. */
static int lines(const struct ask *a)
{
    return a->answer ? procedures(a) : (int)a->most_count;
}

static const char *code_at(const struct ask *a, int i)
{
    return js_get_text(js_at(js_get(a->answer, "procedures"), (size_t)i), "code");
}

/* --- asking --- */

/* The sentence for each procedure found, read once. */
static void read_sentences(struct screen *s)
{
    struct ask *a = s->state;
    struct day today = day_of(clock_now(s->desk->clock));
    for (int i = 0; i < procedures(a) && i < SUGGESTIONS_MAX; i++) {
        struct procedure p;
        bool known = !procedure_load(&p, s->desk->office->db, &a->memory, code_at(a, i), today, NULL);
        a->say[i] = known ? guide_say(s->desk->office, &p, GUIDE_MATTER, &a->memory) : "";
    }
}

/* Counting the question is a service to others: its failure does not spoil the answer. */
static void keep(struct screen *s, const char *text)
{
    struct ask *a = s->state;
    struct err e = { 0 };
    AUTO_BUF masked = buf_limit(8000);
    enum rc rc = privacy_mask(&masked, text, &a->dropped, &e);
    a->masked = rc ? "" : arena_strdup(&a->memory, buf_text(&masked));
    if (!rc && !js_get_text(a->answer, "warning"))
        rc = asked_count(s->desk->office, a->masked, procedures(a) ? code_at(a, 0) : "", &e);
    if (rc)
        desk_say_error(s->desk, &e);
}

static bool answer(struct screen *s)
{
    struct ask *a = s->state;
    struct err e = { 0 };
    struct js *fresh = NULL;
    AUTO_STRING text = editor_text(&a->question);
    if (!text || !*text) {
        desk_refuse(s->desk);
        return false;
    }
    if (assistant_ask(&fresh, s->desk->office, text, &e)) {
        desk_say_error(s->desk, &e);
        return false;
    }
    js_free(a->answer);
    arena_release(&a->memory);
    a->answer = fresh;
    a->at = procedures(a) ? 0 : -1;
    desk_say(s->desk, ROLE_BASE, N_("A proposal, the officer decides. Wrong or incomplete? k reports it."));
    keep(s, text);
    read_sentences(s);
    return true;
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct ask *a = s->state;
    size_t count = 0;
    struct day today = day_of(clock_now(s->desk->clock));
    if (!session_of(s->desk) || !s->desk->office->staff_id)
        return err_set(e, RC_REFUSED, "not_signed_in", N_("Sign in first."));
    a->question.max = 500;
    a->at = -1;
    const char *text = argument;
    enum rc rc = text ? editor_set(&a->question, text, e) : RC_OK;
    if (!rc)
        rc = asked_week(a->most, &a->most_count, s->desk->office, &s->arena, e);
    if (!rc && !awareness_read(a->warnings, &count, s->desk->office->share_dir, &s->arena, NULL))
        a->warning = awareness_of_day(a->warnings, count, AWARE_ASSISTANT, today);
    if (!rc && text && *text)
        answer(s);
    return rc;
}

/* --- acts --- */

/* On a citation its page; on a question of others, that question. */
static void enter(struct screen *s)
{
    struct ask *a = s->state;
    struct err e = { 0 };
    if (a->at >= 0 && a->answer) {
        desk_push_named(s->desk, "basis", code_at(a, a->at));
        return;
    }
    if (a->at >= 0 && editor_set(&a->question, a->most[a->at].question, &e))
        desk_say_error(s->desk, &e);
    answer(s);
}

static bool on_citation(const struct screen *s)
{
    const struct ask *a = s->state;
    return a->at >= 0 && procedures(a) > 0;
}

static bool answered(const struct screen *s)
{
    const struct ask *a = s->state;
    return a->answer && a->at >= 0;
}

static void receive(struct screen *s)
{
    const struct ask *a = s->state;
    enum rc said = route_intake(s->desk, 0, code_at(a, a->at));
    (void)said; /* told on the message line */
}

/* Into the note of the dossier being received below; without one, of a new dossier of this procedure. */
static void take_sentence(struct screen *s)
{
    const struct ask *a = s->state;
    struct desk *d = s->desk;
    struct screen *intake = s->below;
    const char *say = a->at < SUGGESTIONS_MAX ? a->say[a->at] : NULL;
    if (!say || !*say) {
        desk_say(d, ROLE_WARN, N_("Nobody has written a sentence for this procedure yet."));
        return;
    }
    AUTO_STRING sentence = strdup(say);
    while (intake && strcmp(intake->class->name, "intake") != 0)
        intake = intake->below;
    if (!intake) {
        if (route_intake(d, 0, code_at(a, a->at)))
            return;
        intake = d->top;
    }
    if (sentence && intake_note_add(intake, sentence))
        desk_say(d, ROLE_OK, N_("The sentence stands in the note of the dossier."));
    else
        desk_say(d, ROLE_WARN, N_("The note has no room for this sentence."));
}

static enum rc send_report(struct screen *s, const char *text, struct err *e)
{
    const struct ask *a = s->state;
    AUTO_BUF codes = buf_limit(400);
    for (int i = 0; i < procedures(a); i++)
        buf_addf(&codes, "%s%s", i ? " " : "", code_at(a, i));
    AUTO_BUF masked = buf_limit(2000);
    enum rc rc = privacy_mask(&masked, text, NULL, e);
    if (!rc)
        rc = answer_report_add(s->desk->office, a->masked, buf_text(&codes), buf_text(&masked), e);
    if (!rc)
        desk_say(s->desk, ROLE_OK, N_("Reported to the supervisor, without names and numbers."));
    return rc;
}

static void report(struct screen *s)
{
    const struct line_ask box = { .title = _("Report a wrong answer"),
        .label = _("What would be right?"),
        .consequence = _("The supervisor gets the question without names and numbers."),
        .take = send_report };
    line_ask(s, &box);
}

static void warnings(struct screen *s)
{
    desk_push_named(s->desk, "warnings", NULL);
}

static void back(struct screen *s)
{
    struct ask *a = s->state;
    if (a->at >= 0)
        a->at = -1;
    else
        screen_close(s);
}

static const char *back_label(const struct screen *s)
{
    const struct ask *a = s->state;
    return a->at >= 0 ? _("Question") : NULL;
}

static const struct key_row keys[] = {
    { K_ENTER, "ask.enter", N_("Ask, open"), N_("Answer the question; on a ground, open its page"), NULL,
        enter },
    { K_DOWN, "ask.choose", NULL, N_("Into the grounds, or into what others asked"), NULL, NULL },
    { 'c', "ask.sentence", N_("Sentence"), N_("Take the spoken sentence into the dossier's note"),
        on_citation, take_sentence },
    { 'k', "ask.report", N_("Wrong"), N_("Report a wrong answer to the supervisor"), answered, report },
    { 'd', "ask.warnings", N_("Fraud"), N_("Warnings of fraud, to tell the citizen"), answered, warnings },
    { K_F(8), "ask.fraud", NULL, N_("The same from everywhere on this screen"), NULL, warnings },
    { K_F(10), "ask.receive", N_("Receive"), N_("Receive a dossier of the chosen procedure"), on_citation,
        receive },
    { K_F(1), "ask.help", NULL, N_("Show every key"), NULL, NULL },
    { K_ESC, "ask.back", N_("Back"), N_("Back to where you were"), NULL, back },
    { 0 },
};

/* A letter begins to change the question, but for those that act on an answer. */
static bool acts(const struct ask *a, uint32_t code)
{
    return a->answer && (code == 'c' || code == 'k' || code == 'd');
}

static enum used in_rows(struct ask *a, uint32_t code)
{
    if (code == K_UP)
        a->at--;
    else if (code == K_DOWN)
        a->at += a->at + 1 < lines(a);
    else if (code >= '1' && code <= '9' && (int)(code - '1') < lines(a))
        a->at = (int)(code - '1');
    else
        return EVENT_UNUSED;
    return EVENT_USED;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct ask *a = s->state;
    if (event->kind == EVENT_PASTE) {
        a->at = -1;
        if (editor_paste(&a->question, event->text) == EDIT_REFUSED)
            desk_refuse(s->desk);
        return EVENT_USED;
    }
    if (event->kind == EVENT_CLICK && event->object == &a->question)
        a->at = -1;
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (a->at >= 0 && in_rows(a, event->key))
        return EVENT_USED;
    if (a->at < 0 && event->key == K_DOWN && lines(a)) {
        a->at = 0;
        return EVENT_USED;
    }
    if (a->at >= 0 && (acts(a, event->key) || (!key_is_text(event->key) && event->key != K_BACKSPACE)))
        return EVENT_UNUSED;
    a->at = -1;
    enum edit did = editor_key(&a->question, event->key, s->desk->typing);
    if (did == EDIT_REFUSED)
        desk_refuse(s->desk);
    return did == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

/* --- picture --- */

static void take_row(void *object, int row)
{
    ((struct ask *)object)->at = row;
}

/* The lines of the chosen procedure: its head and what is indented under it. Other answers are shown whole.
 */
static void draw_answer(const struct ask *a, struct canvas *c, int y, int limit)
{
    const struct js *list = js_get(a->answer, "answer");
    int width = (c->w < 102 ? c->w : 102) - 3, at = a->at < 0 ? 0 : a->at;
    const char *code = procedures(a) ? code_at(a, at) : NULL;
    bool mine = !code;
    for (size_t i = 0; i < js_len(list) && y < limit; i++) {
        const char *line = js_text(js_at(list, i));
        if (code && *line != ' ')
            mine = strstr(line, code) || !strchr(line, '[');
        if (mine)
            y += canvas_wrap(c, 1, y, width, limit - y, *line == ' ' || !code ? ROLE_BASE : ROLE_TITLE, line);
    }
}

static void draw_citations(const struct ask *a, struct canvas *c, int y)
{
    canvas_print(c, 1, y, ROLE_TITLE, _("GROUNDS"));
    canvas_put_right(c, c->w - 1, y, ROLE_MUTED, _("Enter opens the page"));
    for (int i = 0; i < procedures(a); i++) {
        const struct js *row = js_at(js_get(a->answer, "procedures"), (size_t)i);
        int x = canvas_printf(c, 1, ++y, ROLE_MUTED, "[%d] ", i + 1);
        x = canvas_put(c, x, y, 9, ROLE_BASE, code_at(a, i)) + 1;
        x = canvas_put(c, x, y, c->w > 100 ? 56 : 34, ROLE_BASE, js_get_text(row, "name")) + 1;
        canvas_put(c, x, y, c->w - 2 - x, ROLE_MUTED, js_get_text(row, "why"));
        canvas_place(c,
            &(struct place){ 0, y, c->w, 1, .object = (void *)(uintptr_t)a, .index = i, .take = take_row });
        if (a->at == i) {
            frame_pointer(c, 0, y);
            canvas_cursor(c, 1, y);
        }
    }
}

static void draw_most(const struct ask *a, struct canvas *c, int y)
{
    y += canvas_wrap(c, 1, y, c->w - 2, 2, ROLE_MUTED,
             _("Type the question as the citizen says it, marks or not, then Enter.")) +
         1;
    if (a->most_count)
        canvas_print(c, 1, y++, ROLE_TITLE, _("ASKED MOST THIS WEEK"));
    for (int i = 0; i < (int)a->most_count; i++, y++) {
        canvas_printf(c, 1, y, ROLE_MUTED, "%d", i + 1);
        canvas_put(c, 4, y, c->w - 14, ROLE_BASE, a->most[i].question);
        canvas_printf(c, c->w - 8, y, ROLE_MUTED, "%lld×", (long long)a->most[i].times);
        canvas_place(c,
            &(struct place){ 0, y, c->w, 1, .object = (void *)(uintptr_t)a, .index = i, .take = take_row });
        if (a->at == i) {
            frame_pointer(c, 0, y);
            canvas_cursor(c, 1, y);
        }
    }
}

static void draw_found(const struct ask *a, struct canvas *c, int limit)
{
    int y = ROW_BODY, rows = procedures(a), foot = limit - (rows ? rows + 1 : 0);
    if (a->dropped)
        canvas_put(c, 1, y++, c->w - 2, ROLE_MUTED,
            _("? Names and numbers were left out of the question kept here."));
    if (js_get_text(a->answer, "warning"))
        canvas_put(c, 1, y++, c->w - 2, ROLE_WARN,
            _("! This sounds like fraud. Nobody here ever asks for an OTP or a password."));
    draw_answer(a, c, y, foot - 1);
    if (rows)
        draw_citations(a, c, foot);
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct ask *a = s->state;
    int limit = ROW_SAY(c) - (a->warning ? 2 : 0);
    frame_place(c, _("Ask the assistant"), _("only with grounds, nothing leaves this machine"));
    if (a->answer)
        draw_found(a, c, limit);
    else
        draw_most(a, c, ROW_BODY);
    if (a->warning)
        canvas_printf(c, 1, ROW_SAY(c) - 1, ROLE_WARN, "! %s", a->warning->text);
    const char *say = a->at >= 0 && a->answer && a->at < SUGGESTIONS_MAX ? a->say[a->at] : NULL;
    if (say && *say)
        frame_say(c, say);
    else
        frame_hint(c, _("read the papers and the fee to the citizen before anything is typed"));
    frame_command(c, &a->question, a->at < 0, _("the citizen's question"), NULL);
    canvas_print(c, 1, ROW_COMMAND, a->at < 0 ? ROLE_FOCUS : ROLE_TITLE, "?");
}

static void close_(struct screen *s)
{
    struct ask *a = s->state;
    js_free(a->answer);
    arena_release(&a->memory);
    editor_release(&a->question);
}

const struct screen_class screen_ask = {
    .name = "ask",
    .title = N_("Ask the assistant"),
    .keys = keys,
    .state_size = sizeof(struct ask),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
    .back = back_label,
};
