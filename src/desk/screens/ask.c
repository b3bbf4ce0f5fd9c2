/* ask.c - a citizen's question answered from the commune's own catalogue, with its ground, or an honest "no".
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "catalog/assistant.h"
#include "desk/desk.h"
#include "desk/route.h"
#include "desk/session.h"

struct ask {
    struct editor question;
    struct js *answer; /* NULL = nothing asked yet */
    int at;            /* -1 = the question has the cursor */
};

static int procedures(const struct ask *a)
{
    return a->answer ? (int)js_len(js_get(a->answer, "procedures")) : 0;
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
    a->answer = fresh;
    a->at = procedures(a) ? 0 : -1;
    desk_say(s->desk, ROLE_BASE, N_("A proposal from the catalogue. The officer decides."));
    return true;
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct ask *a = s->state;
    if (!session_of(s->desk) || !s->desk->office->staff_id)
        return err_set(e, RC_REFUSED, "not_signed_in", N_("Sign in first."));
    a->question.max = 500;
    a->at = -1;
    const char *text = argument;
    enum rc rc = text ? editor_set(&a->question, text, e) : RC_OK;
    if (!rc && text && *text)
        answer(s);
    return rc;
}

static void enter(struct screen *s)
{
    struct ask *a = s->state;
    if (a->at < 0) {
        answer(s);
        return;
    }
    const struct js *row = js_at(js_get(a->answer, "procedures"), (size_t)a->at);
    enum rc said = route_intake(s->desk, 0, js_get_text(row, "code"));
    (void)said;
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
    return a->at >= 0 ? _("Back to the question") : NULL;
}

static const struct key_row keys[] = {
    { K_ENTER, "ask.enter", N_("Ask, or receive"), N_("Answer the question; on a procedure, receive it"),
        NULL, enter },
    { K_DOWN, "ask.choose", N_("Choose"), N_("Into the procedures"), NULL, NULL },
    { K_F(1), "ask.help", N_("Help"), N_("Show every key"), NULL, NULL },
    { K_ESC, "ask.back", N_("Back"), N_("Back to where you were"), NULL, back },
    { 0 },
};

static enum used in_rows(struct ask *a, uint32_t code)
{
    if (code == K_UP)
        a->at--;
    else if (code == K_DOWN)
        a->at += a->at + 1 < procedures(a);
    else if (code >= '1' && code <= '9' && (int)(code - '1') < procedures(a))
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
    if (a->at < 0 && event->key == K_DOWN && procedures(a)) {
        a->at = 0;
        return EVENT_USED;
    }
    if (a->at >= 0 && !key_is_text(event->key) && event->key != K_BACKSPACE)
        return EVENT_UNUSED;
    a->at = -1; /* a letter begins to change the question */
    enum edit did = editor_key(&a->question, event->key, s->desk->typing);
    if (did == EDIT_REFUSED)
        desk_refuse(s->desk);
    return did == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static int draw_lines(const struct ask *a, struct canvas *c, int y, int limit)
{
    const struct js *lines = js_get(a->answer, "answer");
    int width = (c->w < 102 ? c->w : 102) - 3;
    for (size_t i = 0; i < js_len(lines) && y < limit; i++)
        y += canvas_wrap(c, 1, y, width, limit - y, ROLE_BASE, js_text(js_at(lines, i)));
    return y;
}

static void take_row(void *object, int row)
{
    ((struct ask *)object)->at = row;
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct ask *a = s->state;
    frame_place(c, _("Ask the assistant"), _("only with grounds, nothing leaves this machine"));
    int y = ROW_BODY, rows = procedures(a), foot = ROW_SAY(c) - (rows ? rows + 2 : 0);
    const char *warning = js_get_text(a->answer, "warning");
    if (!a->answer)
        canvas_wrap(c, 1, y, c->w - 2, 4, ROLE_MUTED,
            _("Type the question as the citizen says it, marks or not, then Enter."));
    if (warning)
        canvas_put(c, 1, y++, c->w - 2, ROLE_WARN,
            _("! This sounds like fraud. Nobody here ever asks for an OTP or a password."));
    draw_lines(a, c, y, foot);
    if (rows)
        canvas_print(c, 1, foot + 1, ROLE_TITLE, _("PROCEDURES"));
    for (int i = 0; i < rows; i++) {
        const struct js *row = js_at(js_get(a->answer, "procedures"), (size_t)i);
        int x = canvas_printf(c, 1, foot + 2 + i, ROLE_MUTED, "%d  ", i + 1);
        x = canvas_put(c, x, foot + 2 + i, 9, ROLE_BASE, js_get_text(row, "code")) + 1;
        x = canvas_put(c, x, foot + 2 + i, c->w > 100 ? 50 : 30, ROLE_BASE, js_get_text(row, "name")) + 1;
        canvas_put(c, x, foot + 2 + i, c->w - 2 - x, ROLE_MUTED, js_get_text(row, "why"));
        canvas_place(
            c, &(struct place){ 0, foot + 2 + i, c->w, 1, .object = a, .index = i, .take = take_row });
        if (a->at == i) {
            frame_pointer(c, 0, foot + 2 + i);
            canvas_cursor(c, 1, foot + 2 + i);
        }
    }
    frame_hint(c, _("read the papers and the fee to the citizen before anything is typed"));
    frame_command(c, &a->question, a->at < 0, _("the citizen's question"), NULL);
    canvas_print(c, 1, ROW_COMMAND, a->at < 0 ? ROLE_FOCUS : ROLE_TITLE, "?");
}

static void close_(struct screen *s)
{
    struct ask *a = s->state;
    js_free(a->answer);
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
