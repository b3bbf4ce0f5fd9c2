/* calls.c - whom to call: the messages that no gateway could tell, one citizen a line, what to say below;
 * what came of the call is one key. Tab turns to what the heads of the hamlets are asked to pass on. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/office.h"
#include "desk/desk.h"
#include "desk/route.h"
#include "desk/session.h"
#include "desk/widget_dialog.h"
#include "desk/widget_list.h"
#include "desk/work.h"
#include "dossier/message.h"

#define SCRIPT_ROWS 4

struct calls {
    struct arena memory;
    struct message *rows;
    struct list list;
    bool hamlets; /* the other list */
};

/* --- reading --- */

static enum rc load(struct screen *s, struct err *e)
{
    struct calls *v = s->state;
    const struct office *of = s->desk->office;
    struct arena memory = { 0 };
    struct message *rows;
    size_t count = 0;
    const struct message_filter filter = { .rung = v->hamlets ? RUNG_HAMLET : RUNG_CALL,
        .state = MESSAGE_OPEN };
    enum rc rc = message_list(&rows, &count, of, &filter, &memory, e);
    if (!rc)
        rc = list_set_count(&v->list, (int)count, e);
    if (rc) {
        arena_release(&memory);
        return rc;
    }
    arena_release(&v->memory);
    v->memory = memory;
    v->rows = rows;
    return RC_OK;
}

static void reload(struct screen *s)
{
    struct err e = { 0 };
    if (load(s, &e))
        desk_say_error(s->desk, &e);
}

/* What lies too long comes onto the list first. */
static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    if (!session_of(s->desk))
        return err_set(e, RC_REFUSED, "not_signed_in", N_("Sign in first."));
    enum rc rc = permission_check(s->desk->office->role, ACTION_DOSSIER_WORK, e);
    if (!rc)
        rc = message_tend(NULL, s->desk->office, e);
    return rc ? rc : load(s, e);
}

static const struct message *chosen(const struct screen *s)
{
    const struct calls *v = s->state;
    return v->list.count ? &v->rows[v->list.at] : NULL;
}

/* --- what came of it --- */

static void say_result(struct screen *s, const struct message *m, enum call_result result)
{
    if (m->state == MESSAGE_TOLD)
        desk_say(s->desk, ROLE_OK, N_("%s: told. It stands in the dossier."), m->name);
    else if (result == CALL_WRONG_NUMBER)
        desk_say(s->desk, ROLE_WARN, N_("%s: wrong number. It is asked for at the next visit."), m->name);
    else if (m->state == MESSAGE_UNREACHED)
        desk_say(s->desk, ROLE_WARN, N_("%s: not found. The dossier says so."), m->name);
    else if (m->rung == RUNG_HAMLET)
        desk_say(
            s->desk, ROLE_WARN, N_("%s: three calls in vain; the head of the hamlet is asked now."), m->name);
    else
        desk_say(s->desk, ROLE_OK, N_("%s: nobody answered; call again later."), m->name);
}

static void called(struct screen *s, enum call_result result)
{
    AUTO_ARENA a = { 0 };
    struct message m;
    struct err e = { 0 };
    const struct message *row = chosen(s);
    if (!row) {
        desk_refuse(s->desk);
        return;
    }
    if (message_called(&m, s->desk->office, row->id, result, &a, &e)) {
        desk_say_error(s->desk, &e);
        return;
    }
    reload(s);
    say_result(s, &m, result);
}

static bool calling(const struct screen *s)
{
    return !((const struct calls *)s->state)->hamlets;
}

static bool handing(const struct screen *s)
{
    return !calling(s);
}

static void reached(struct screen *s)
{
    called(s, CALL_REACHED);
}

static void not_reached(struct screen *s)
{
    called(s, CALL_NOT_REACHED);
}

static void wrong_number(struct screen *s)
{
    called(s, CALL_WRONG_NUMBER);
}

static void handed(struct screen *s)
{
    called(s, CALL_HANDED);
}

static void not_found(struct screen *s)
{
    called(s, CALL_NOT_FOUND);
}

static void turn(struct screen *s)
{
    struct calls *v = s->state;
    v->hamlets = !v->hamlets;
    v->list.at = 0;
    reload(s);
}

static void open_dossier(struct screen *s)
{
    const struct message *row = chosen(s);
    if (!row || route_dossier(s->desk, row->code))
        desk_refuse(s->desk);
}

/* How this citizen wants to be told from now on. */
static void wished(struct screen *s, void *context, int line)
{
    (void)context;
    struct err e = { 0 };
    const struct message *row = chosen(s);
    if (!row || line < 0 || line >= MESSAGE_WISHES)
        return;
    if (message_set_wish(s->desk->office, row->person_id, (enum message_wish)line, &e))
        desk_say_error(s->desk, &e);
    else
        desk_say(s->desk, ROLE_OK, N_("%s: kept; the next message follows it."), row->name);
}

static void ask_wish(struct screen *s)
{
    if (!chosen(s)) {
        desk_refuse(s->desk);
        return;
    }
    enum rc rc = dialog_ask(
        s, &(struct dialog){ .title = _("How to tell this citizen"),
               .text = chosen(s)->name,
               .lines = { _("Any way"), _("No Zalo"), _("Only by telephone call"), _("Not at all") },
               .line_chosen = wished });
    (void)rc;
}

static const struct key_row keys[] = {
    { K_F(10), "calls.reached", N_("Reached"), N_("The citizen was reached and told"), calling, reached },
    { K_F(3), "calls.not_reached", N_("No answer"),
        N_("Nobody answered; three times in all, then the hamlet"), calling, not_reached },
    { K_F(4), "calls.wrong", N_("Wrong number"), N_("The number is somebody else's; it is asked for again"),
        calling, wrong_number },
    { K_F(10), "calls.handed", N_("Handed over"), N_("The head of the hamlet has taken it over"), handing,
        handed },
    { K_F(4), "calls.not_found", N_("Not found"), N_("The head of the hamlet does not find this person"),
        handing, not_found },
    { K_TAB, "calls.turn", N_("Other list"), N_("Calls, or the heads of the hamlets"), NULL, turn },
    { K_ENTER, "calls.open", NULL, N_("Open the dossier under the pointer"), NULL, open_dossier },
    { K_F(6), "calls.wish", NULL, N_("How this citizen wants to be told: no Zalo, only calls, not at all"),
        NULL, ask_wish },
    { K_F(1), "calls.help", N_("Help"), N_("Show every key"), NULL, NULL },
    { K_F(5), "calls.refresh", NULL, N_("Read the book again"), NULL, reload },
    { K_ESC, "calls.back", N_("Back"), N_("Back to where you were"), NULL, screen_close },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct calls *v = s->state;
    if (event->kind == EVENT_BACK)
        reload(s);
    if (event->kind != EVENT_KEY || event->key == K_ENTER || event->key == K_TAB)
        return EVENT_UNUSED;
    enum list_did did = list_key(&v->list, event->key);
    if (did == LIST_ENTER)
        open_dossier(s);
    if (did == LIST_REFUSED)
        desk_refuse(s->desk);
    return did == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

/* --- the picture --- */

static void draw_row(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    const struct screen *s = context;
    const struct calls *v = s->state;
    const struct message *m = &v->rows[row];
    char code[CODE_SHORT_SIZE], name[128], tries[16] = "";
    int room = width - 59;
    canvas_put(c, x + 2, y, 12, ROLE_BASE, v->hamlets ? *m->hamlet ? m->hamlet : "?" : m->phone);
    name_fit(name, sizeof name, m->name, room);
    canvas_put(c, x + 15, y, room, ROLE_BASE, name);
    canvas_put(c, x + 16 + room, y, 12, ROLE_MUTED,
        code_short(code, m->code, day_of(clock_now(s->desk->office->clock))));
    canvas_put(c, x + 29 + room, y, 26, ROLE_BASE, message_kind_name(m->kind));
    if (m->calls)
        snprintf(tries, sizeof tries, "%d×", m->calls);
    canvas_put_right(c, x + width, y, ROLE_WARN, tries);
}

/* The words for the telephone, and why nobody was told yet. */
static void draw_script(const struct screen *s, struct canvas *c, int y)
{
    const struct message *m = chosen(s);
    frame_rule(c, 0, y++, c->w, handing(s) ? _("What the head of the hamlet passes on") : _("What to say"),
        m ? m->code : "");
    if (!m)
        return;
    y += canvas_wrap(c, BODY_LEFT, y, c->w - 2, 2, ROLE_BASE, m->say);
    if (*m->answer)
        canvas_put(c, BODY_LEFT, y, c->w - 2, ROLE_MUTED, m->answer);
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct calls *v = s->state;
    char right[40];
    int rows = BODY_ROWS(c) - SCRIPT_ROWS;
    snprintf(right, sizeof right, _("%d to be told"), v->list.count);
    frame_place(c, v->hamlets ? _("Heads of the hamlets") : _("Whom to call"), right);
    frame_command(c, NULL, false, "", NULL);
    list_draw(&v->list, c, 1, ROW_BODY, c->w - 2, rows, true,
        v->hamlets ? _("Nobody has to be told through the hamlet.") : _("Nobody has to be called."), draw_row,
        s);
    draw_script(s, c, ROW_BODY + rows);
    frame_hint(c, v->hamlets ? _("the lists for printing: motcua report hamlet_list -o FILE.xlsx")
                             : _("speak only to the person named   F6: how they want to be told"));
}

static void close_(struct screen *s)
{
    struct calls *v = s->state;
    arena_release(&v->memory);
    list_release(&v->list);
}

const struct screen_class screen_calls = {
    .name = "calls",
    .title = N_("Whom to call"),
    .keys = keys,
    .state_size = sizeof(struct calls),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
