/* move_ask.c - see move_ask.h. */
#include "desk/move_ask.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "desk/desk.h"
#include "desk/move_take.h"

#define BOX_W   70
#define LABEL_W 13

static const struct {
    enum state to;
    char letter;
} letters[] = { { STATE_RECEIVED, 'n' }, { STATE_NOT_ACCEPTED, 'k' }, { STATE_PROCESSING, 'c' },
    { STATE_SUPPLEMENT, 'b' }, { STATE_PAYMENT, 'p' }, { STATE_WITHDRAWN, 'r' }, { STATE_STOPPED, 'd' },
    { STATE_FINISHED, 'y' }, { STATE_RETURNED, 't' } };

char move_letter(enum state to)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].to == to)
            return letters[i].letter;
    return 0;
}

enum state move_of_letter(char letter)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].letter == letter)
            return letters[i].to;
    return STATE_NONE;
}

/* --- the step --- */

/* The box stays on every refusal: nothing typed is lost. */
static void act(struct screen *s)
{
    struct move_box *box = s->state;
    struct err e = { 0 };
    box->may_ask = false;
    if (move_take(s->desk, box, &e) == RC_OK) {
        screen_close(s);
        return;
    }
    box->may_ask = move_needs_supervisor(box, &e);
    if (box->may_ask)
        desk_say(s->desk, ROLE_WARN, N_("This takes a supervisor. Press n to send the request with the dossier."));
    else if (e.code && strcmp(e.code, "changed_meanwhile") == 0)
        move_say_changes(s->desk, box);
    else
        desk_say_error(s->desk, &e);
    desk_beep(s->desk, 2);
}

static void send_request(struct screen *s)
{
    struct move_box *box = s->state;
    struct err e = { 0 };
    box->may_ask = false;
    if (move_send_request(s->desk, box, &e)) {
        desk_say_error(s->desk, &e);
        desk_beep(s->desk, 2);
        return;
    }
    screen_close(s);
}

static void leave(struct screen *s)
{
    screen_close(s);
}

static const struct key_row keys[] = {
    { K_ENTER, "move.next", N_("Next line"), N_("Go to the next line of the box"), NULL, NULL },
    { K_F(10), "move.act", N_("Do it"), N_("Take this step; it is written into the journal"), NULL, act },
    { K_ESC, "move.back", N_("Back"), N_("Leave everything as it is"), NULL, leave },
    { 0 },
};

/* --- keys --- */

static void go(struct move_box *box, int step)
{
    for (int at = box->at + step; at >= 0 && at < MOVE_LINES; at += step)
        if (move_line_shown(box, at)) {
            box->at = at;
            return;
        }
}

static enum used type(struct screen *s, uint32_t key)
{
    struct move_box *box = s->state;
    if (!move_line_shown(box, box->at))
        return EVENT_UNUSED;
    if (box->at == MOVE_WAY)
        return choice_key(&box->way, key) ? EVENT_USED : EVENT_UNUSED;
    enum edit edit = editor_key(&box->lines[box->at], key, s->desk->typing);
    if (edit == EDIT_REFUSED)
        desk_refuse(s->desk);
    return edit == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct move_box *box = s->state;
    if (event->kind == EVENT_PASTE && move_line_shown(box, box->at) && box->at != MOVE_WAY)
        return editor_paste(&box->lines[box->at], event->text) == EDIT_REFUSED ? EVENT_UNUSED : EVENT_USED;
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (box->may_ask && event->key == 'n') {
        send_request(s);
        return EVENT_USED;
    }
    if (event->key == K_ENTER || event->key == K_DOWN || event->key == K_TAB)
        go(box, 1);
    else if (event->key == K_UP || event->key == K_BACK_TAB)
        go(box, -1);
    else
        return type(s, event->key);
    box->may_ask = false;
    return EVENT_USED;
}

/* --- picture --- */

static void take_line(void *object, int line)
{
    ((struct move_box *)object)->at = line;
}

static void draw_line(struct move_box *box, int line, struct canvas *c, int x, int y)
{
    static const char *const labels[MOVE_LINES] = { N_("Reason"), N_("Paper 1"), N_("Paper 2"), N_("Paper 3"),
        N_("Bring by"), N_("Result file"), N_("Who takes it"), N_("Handed to"), N_("Their number"), N_("Authority"),
        N_("Tracking no."), N_("Signed on"), N_("New date") };
    canvas_place(c, &(struct place){ x - 1, y, BOX_W - 2, 1, .object = box, .index = line, .take = take_line });
    canvas_put(c, x, y, LABEL_W, ROLE_MUTED, gettext(labels[line]));
    canvas_place(c, &(struct place){ x - 1, y, BOX_W - 2, 1, .object = box, .index = line, .take = take_line });
    if (line == MOVE_WAY)
        choice_draw(&box->way, c, x + LABEL_W, y, box->at == line);
    else
        editor_draw_box(&box->lines[line], c, x + LABEL_W + 1, y, BOX_W - LABEL_W - 6, line == box->at);
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct move_box *box = s->state;
    int count = 0, x = (c->w - BOX_W) / 2, line = 0;
    char title[160];
    for (int i = 0; i < MOVE_LINES; i++)
        count += move_line_shown(box, i);
    int h = count + 6, y = ROW_BODY + (BODY_ROWS(c) - h) / 2;
    snprintf(title, sizeof title, "%s: %s", box->code, gettext(box->verb));
    canvas_box(c, x, y, BOX_W, h, ROLE_RULE, title);
    if (box->act == MOVE_ACT_STEP)
        canvas_printf(c, x + 2, y + 2, ROLE_BASE, "%s  >  %s", gettext(state_row(box->from)->name),
            gettext(state_row(box->to)->name));
    else
        canvas_put(c, x + 2, y + 2, BOX_W - 4, ROLE_BASE, gettext(box->consequence));
    for (int i = 0; i < MOVE_LINES; i++)
        if (move_line_shown(box, i))
            draw_line(box, i, c, x + 2, y + 4 + line++);
    if (!count)
        canvas_cursor(c, x + 2, y + 4);
    canvas_hint(
        c, x + 2, y + h - 2, BOX_W - 4, ROLE_MUTED, _("F10 takes the step. Esc leaves everything as it is."));
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct move_box *box = s->state;
    *box = *(const struct move_box *)argument;
    enum rc rc = move_fill(box, e);
    box->at = -1;
    go(box, 1);
    box->at = box->at < 0 ? 0 : box->at;
    return rc;
}

static void close_(struct screen *s)
{
    struct move_box *box = s->state;
    for (int i = 0; i < MOVE_LINES; i++)
        editor_release(&box->lines[i]);
}

static const struct screen_class box_class = {
    .name = "move_ask",
    .title = N_("A step"),
    .keys = keys,
    .state_size = sizeof(struct move_box),
    .popup = true,
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};

enum rc move_ask(struct screen *asker, const char *code, enum state from, enum state to, int version)
{
    struct err e = { 0 };
    struct move_box box = { .from = from, .to = to, .version = version };
    const struct move_row *row = NULL;
    snprintf(box.code, sizeof box.code, "%s", code);
    enum rc rc = move_check(&row, from, to, &e);
    bool at_once = !rc && !row->needs && to == STATE_PROCESSING;
    if (!rc) {
        box.needs = row->needs;
        box.verb = row->verb;
    }
    if (at_once)
        rc = move_take(asker->desk, &box, &e);
    if (rc) {
        desk_say_error(asker->desk, &e);
        desk_refuse(asker->desk);
        return rc;
    }
    return at_once ? RC_OK : desk_push(asker->desk, &box_class, &box);
}

enum rc apology_ask(struct screen *asker, const char *code, enum state state, int version)
{
    struct move_box box = { .act = MOVE_ACT_APOLOGY, .from = state, .to = state, .needs = MOVE_REASON,
        .version = version, .verb = N_("apologise and promise a later day"),
        .consequence = N_("Once a dossier, before the promised time; a letter is printed.") };
    snprintf(box.code, sizeof box.code, "%s", code);
    return desk_push(asker->desk, &box_class, &box);
}

enum rc undo_ask(struct screen *asker, const char *code, enum state state, int version)
{
    struct move_box box = { .act = MOVE_ACT_UNDO, .from = state, .to = state, .needs = MOVE_REASON,
        .version = version, .verb = N_("take the last step back"),
        .consequence = N_("State and promise become what they were; both steps stay in the journal.") };
    snprintf(box.code, sizeof box.code, "%s", code);
    return desk_push(asker->desk, &box_class, &box);
}
