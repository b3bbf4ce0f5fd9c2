/* move_ask.c - see move_ask.h. */
#include "desk/move_ask.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "catalog/field.h"
#include "desk/desk.h"
#include "dossier/dossier.h"
#include "dossier/move.h"

#define BOX_W 70
#define ITEMS 3

enum line {
    LINE_REASON,
    LINE_ITEM,
    LINE_DUE = LINE_ITEM + ITEMS,
    LINE_RESULT,
    LINE_NAME,
    LINE_NUMBER,
    LINES
};

struct state_of_box {
    char code[DOSSIER_CODE_SIZE];
    enum state from, to;
    const struct move_row *row;
    bool shown[LINES];
    struct editor lines[LINES];
    int at;
};

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

static struct js *items_of(const struct state_of_box *st)
{
    struct js *items = js_array();
    for (int i = 0; i < ITEMS; i++) {
        AUTO_STRING name = editor_text(&st->lines[LINE_ITEM + i]);
        if (!name || !*name)
            continue;
        struct js *item = js_object();
        js_put_text(item, "name", name);
        js_put_int(item, "originals", 1);
        js_add(items, item);
    }
    return items;
}

static struct js *collector_of(const struct state_of_box *st)
{
    AUTO_STRING name = editor_text(&st->lines[LINE_NAME]);
    AUTO_STRING number = editor_text(&st->lines[LINE_NUMBER]);
    if (!name || !*name)
        return NULL;
    struct js *who = js_object();
    js_put_text(who, "name", name);
    js_put_text(who, "id_number", number ? number : "");
    return who;
}

/* As dates are typed everywhere at the desk: 15012026, 15/1, +10. Nothing typed: no day is named. */
static enum rc day_to_bring(struct day *ret, const struct desk *d, const struct editor *line, struct err *e)
{
    static const struct field_rule any;
    AUTO_BUF iso = buf_limit(64);
    AUTO_STRING typed = editor_text(line);
    *ret = (struct day){ 0 };
    enum rc rc =
        field_parse(&iso, field_type_find("date"), typed ? typed : "", &any, day_of(clock_now(d->clock)), e);
    if (!rc && *buf_text(&iso) && !iso_day_parse(ret, buf_text(&iso)))
        rc = err_set(e, RC_REFUSED, "day", N_("Day, month and year are needed, like 15/01/2026."));
    return rc;
}

static enum rc take_step(struct desk *d, const struct state_of_box *st, struct err *e)
{
    struct move_answer answer;
    AUTO_STRING reason = editor_text(&st->lines[LINE_REASON]);
    AUTO_STRING result = editor_text(&st->lines[LINE_RESULT]);
    AUTO_JS items = st->row->needs & MOVE_ITEMS ? items_of(st) : NULL;
    AUTO_JS collector = collector_of(st);
    struct day by;
    enum rc rc = day_to_bring(&by, d, &st->lines[LINE_DUE], e);
    if (rc)
        return rc;
    const struct move_request request = { .to = st->to,
        .items_due = by,
        .reason = reason && *reason ? reason : NULL,
        .items = items,
        .result_path = result && *result ? result : NULL,
        .collector = collector };
    rc = dossier_move(&answer, d->office, st->code, &request, e);
    if (!rc)
        desk_say(d, ROLE_OK, N_("%s is now: %s."), st->code, gettext(state_row(st->to)->name));
    return rc;
}

static void act(struct screen *s)
{
    struct state_of_box *st = s->state;
    struct err e = { 0 };
    if (take_step(s->desk, st, &e)) {
        desk_say_error(s->desk, &e); /* the box stays: nothing typed is lost */
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

static void go(struct state_of_box *st, int step)
{
    for (int at = st->at + step; at >= 0 && at < LINES; at += step)
        if (st->shown[at]) {
            st->at = at;
            return;
        }
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct state_of_box *st = s->state;
    if (event->kind == EVENT_PASTE && st->shown[st->at])
        return editor_paste(&st->lines[st->at], event->text) == EDIT_REFUSED ? EVENT_UNUSED : EVENT_USED;
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (event->key == K_ENTER || event->key == K_DOWN || event->key == K_TAB)
        go(st, 1);
    else if (event->key == K_UP || event->key == K_BACK_TAB)
        go(st, -1);
    else if (!st->shown[st->at])
        return EVENT_UNUSED;
    else {
        enum edit edit = editor_key(&st->lines[st->at], event->key, s->desk->typing);
        if (edit == EDIT_REFUSED)
            desk_refuse(s->desk);
        return edit == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
    }
    return EVENT_USED;
}

/* --- picture --- */

static void take_line(void *object, int line)
{
    ((struct state_of_box *)object)->at = line;
}

static void draw(const struct screen *s, struct canvas *c)
{
    static const char *const labels[LINES] = { N_("Reason"), N_("Paper 1"), N_("Paper 2"), N_("Paper 3"),
        N_("Bring by"), N_("Result file"), N_("Handed to"), N_("Their number") };
    struct state_of_box *st = s->state;
    int count = 0, x = (c->w - BOX_W) / 2, line = 0;
    char title[160];
    for (int i = 0; i < LINES; i++)
        count += st->shown[i];
    int h = count + 6, y = ROW_BODY + (BODY_ROWS(c) - h) / 2;
    snprintf(title, sizeof title, "%s: %s", st->code, gettext(st->row->verb));
    canvas_box(c, x, y, BOX_W, h, ROLE_RULE, title);
    canvas_printf(c, x + 2, y + 2, ROLE_BASE, "%s  >  %s", gettext(state_row(st->from)->name),
        gettext(state_row(st->to)->name));
    for (int i = 0; i < LINES; i++) {
        if (!st->shown[i])
            continue;
        canvas_put(c, x + 2, y + 4 + line, 13, ROLE_MUTED, gettext(labels[i]));
        canvas_place(
            c, &(struct place){ x + 1, y + 4 + line, BOX_W - 2, 1, .object = st, .index = i, .take = take_line });
        editor_draw_box(&st->lines[i], c, x + 16, y + 4 + line++, BOX_W - 19, i == st->at);
    }
    if (!count)
        canvas_cursor(c, x + 2, y + 4);
    canvas_put(
        c, x + 2, y + h - 2, BOX_W - 4, ROLE_MUTED, _("F10 takes the step. Esc leaves everything as it is."));
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)e;
    struct state_of_box *st = s->state;
    *st = *(const struct state_of_box *)argument;
    st->shown[LINE_REASON] = st->row->needs & MOVE_REASON;
    for (int i = 0; i < ITEMS; i++)
        st->shown[LINE_ITEM + i] = st->row->needs & MOVE_ITEMS;
    st->shown[LINE_DUE] = st->to == STATE_SUPPLEMENT;
    st->lines[LINE_DUE].kind = EDITOR_DATE;
    st->shown[LINE_RESULT] = st->to == STATE_FINISHED;
    st->shown[LINE_NAME] = st->shown[LINE_NUMBER] = st->to == STATE_RETURNED;
    st->lines[LINE_RESULT].kind = EDITOR_CODE;
    st->lines[LINE_NUMBER].kind = EDITOR_DIGITS;
    st->at = -1;
    go(st, 1);
    st->at = st->at < 0 ? 0 : st->at;
    return RC_OK;
}

static void close_(struct screen *s)
{
    struct state_of_box *st = s->state;
    for (int i = 0; i < LINES; i++)
        editor_release(&st->lines[i]);
}

static const struct screen_class box_class = {
    .name = "move_ask",
    .title = N_("A step"),
    .keys = keys,
    .state_size = sizeof(struct state_of_box),
    .popup = true,
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};

enum rc move_ask(struct screen *asker, const char *code, enum state from, enum state to)
{
    struct err e = { 0 };
    struct state_of_box st = { .from = from, .to = to };
    snprintf(st.code, sizeof st.code, "%s", code);
    enum rc rc = move_check(&st.row, from, to, &e);
    bool at_once = !rc && !st.row->needs && to == STATE_PROCESSING;
    if (at_once)
        rc = take_step(asker->desk, &st, &e);
    if (rc) {
        desk_say_error(asker->desk, &e);
        desk_refuse(asker->desk);
        return rc;
    }
    return at_once ? RC_OK : desk_push(asker->desk, &box_class, &st);
}
