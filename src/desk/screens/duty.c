/* duty.c - who is away and who takes over, and who usually holds which field: the same acts as `motcua
 * absence` and `motcua duty`. Reached from the supervisor's day. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/text.h"
#include "catalog/field.h"
#include "catalog/procedure.h"
#include "desk/desk.h"
#include "desk/line_ask.h"
#include "desk/session.h"
#include "desk/widget_list.h"
#include "desk/widget_pick.h"
#include "dossier/duty.h"
#include "people/absence.h"
#include "people/permission.h"

#define LIST_X     4
#define LIST_Y     (ROW_BODY + 2)
#define FIELDS_MAX 200
#define WHAT_SIZE  200

struct duty_view {
    struct arena memory, asked; /* of the list; of the boxes, until the next one */
    struct absence *away;
    size_t away_count;
    struct duty *duties;
    size_t duties_count;
    struct list list; /* the absences, then the duties */
    /* what is being put together */
    char login[STAFF_LOGIN_SIZE];
    struct day until;
    bool until_typed; /* who takes over is asked next */
    char what[WHAT_SIZE];
};

/* --- reading --- */

static enum rc load(struct screen *s, struct err *e)
{
    struct duty_view *v = s->state;
    struct duty_view fresh = *v;
    const struct office *of = s->desk->office;
    fresh.memory = (struct arena){ 0 };
    enum rc rc = absence_list(&fresh.away, &fresh.away_count, of, &fresh.memory, e);
    if (!rc)
        rc = duty_list(&fresh.duties, &fresh.duties_count, of, &fresh.memory, e);
    if (!rc)
        rc = list_set_count(&fresh.list, (int)(fresh.away_count + fresh.duties_count), e);
    if (rc) {
        arena_release(&fresh.memory);
        return rc;
    }
    arena_release(&v->memory);
    *v = fresh;
    return RC_OK;
}

static void reload(struct screen *s)
{
    struct err e = { 0 };
    if (load(s, &e))
        desk_say_error(s->desk, &e);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    if (!session_of(s->desk))
        return err_set(e, RC_REFUSED, "not_signed_in", N_("Sign in first."));
    enum rc rc = permission_check(s->desk->office->role, ACTION_DOSSIER_REVIEW, e);
    return rc ? rc : load(s, e);
}

/* --- asking --- */

static void ask_staff(struct screen *s, const char *title, const char *hint,
    void (*chosen)(struct screen *, void *, const struct pick_item *))
{
    struct duty_view *v = s->state;
    struct staff *list;
    size_t count, n = 0;
    struct err e = { 0 };
    arena_release(&v->asked);
    enum rc rc = staff_list(&list, &count, s->desk->office->db, &v->asked, &e);
    struct pick_item *items = rc ? NULL : arena_array(&v->asked, count + 1, sizeof *items);
    if (!items) {
        desk_say_error(s->desk, &e);
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (!list[i].locked && strcmp(list[i].login, v->login) != 0 &&
            permission_has(list[i].role, ACTION_DOSSIER_WORK))
            items[n++] = (struct pick_item){ list[i].login, list[i].name, list[i].title };
    rc = pick_ask(s, &(struct pick){ .title = title,
                         .items = items,
                         .count = (int)n,
                         .x = LIST_X,
                         .y = LIST_Y,
                         .hint = hint,
                         .chosen = chosen });
    (void)rc;
}

/* --- away --- */

static void leave_to(struct screen *s, void *context, const struct pick_item *deputy)
{
    (void)context;
    struct duty_view *v = s->state;
    struct err e = { 0 };
    int moved = 0;
    if (duty_leave(&moved, s->desk->office, v->login, v->until, deputy->id, &e)) {
        desk_say_error(s->desk, &e);
        desk_beep(s->desk, 2);
        return;
    }
    desk_say(
        s->desk, ROLE_OK, N_("%d dossiers went to %.40s, who takes new work as well."), moved, deputy->text);
    reload(s);
}

static void ask_deputy(struct screen *s)
{
    ask_staff(s, _("Who takes over"), _("What the person holds goes there until the last day."), leave_to);
}

static enum rc take_until(struct screen *s, const char *text, struct err *e)
{
    struct duty_view *v = s->state;
    struct day today = day_of(clock_now(s->desk->clock));
    static const struct field_rule any;
    AUTO_BUF iso = buf_limit(32);
    enum rc rc = field_parse(&iso, field_type_find("date"), text, &any, today, e);
    if (rc)
        return rc;
    if (!iso_day_parse(&v->until, buf_text(&iso)) || day_compare(v->until, today) < 0)
        return err_set(
            e, RC_REFUSED, "absence_day", N_("The last day away must be today or later, within a year"));
    v->until_typed = true;
    return RC_OK;
}

static void away_chosen(struct screen *s, void *context, const struct pick_item *who)
{
    (void)context;
    struct duty_view *v = s->state;
    snprintf(v->login, sizeof v->login, "%s", who->id);
    enum rc rc = line_ask(s, &(struct line_ask){ .title = who->text,
                                 .label = _("Away until"),
                                 .consequence = _("The last day away: 28/02, 28022026 or h+3."),
                                 .kind = EDITOR_DATE,
                                 .take = take_until });
    (void)rc;
}

static void add_away(struct screen *s)
{
    struct duty_view *v = s->state;
    v->login[0] = '\0';
    ask_staff(s, _("Who is away"), NULL, away_chosen);
}

/* --- usual holders --- */

static void hold_by(struct screen *s, void *context, const struct pick_item *who)
{
    (void)context;
    struct duty_view *v = s->state;
    struct err e = { 0 };
    if (duty_set(s->desk->office, v->what, who->id, &e)) {
        desk_say_error(s->desk, &e);
        desk_beep(s->desk, 2);
        return;
    }
    desk_say(s->desk, ROLE_OK, N_("New dossiers of this go to %.40s."), who->text);
    reload(s);
}

static void field_chosen(struct screen *s, void *context, const struct pick_item *field)
{
    (void)context;
    struct duty_view *v = s->state;
    snprintf(v->what, sizeof v->what, "%s", field->id);
    utf8_mend(v->what);
    ask_staff(s, _("Usual holder"), _("New dossiers go there, or to the deputy of who is away."), hold_by);
}

static bool listed(const struct pick_item *items, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(items[i].id, id) == 0)
            return true;
    return false;
}

/* Every field first, then every procedure of the catalogue: typing finds either. */
static size_t subjects(struct pick_item *items, const struct procedure *list, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count && n < FIELDS_MAX; i++)
        if (list[i].field && *list[i].field && !listed(items, n, list[i].field))
            items[n++] = (struct pick_item){ list[i].field, list[i].field, NULL };
    for (size_t i = 0; i < count; i++)
        items[n++] = (struct pick_item){ list[i].code, list[i].name, list[i].code };
    return n;
}

static void add_duty(struct screen *s)
{
    struct duty_view *v = s->state;
    struct procedure *list;
    size_t count;
    struct err e = { 0 };
    v->login[0] = '\0';
    arena_release(&v->asked);
    enum rc rc =
        procedure_list(&list, &count, s->desk->office->db, &v->asked, day_of(clock_now(s->desk->clock)), &e);
    struct pick_item *items = rc ? NULL : arena_array(&v->asked, count + FIELDS_MAX + 1, sizeof *items);
    if (!items) {
        desk_say_error(s->desk, &e);
        return;
    }
    size_t n = subjects(items, list, count);
    rc = pick_ask(s, &(struct pick){ .title = _("Field or procedure"),
                         .items = items,
                         .count = (int)n,
                         .x = LIST_X,
                         .y = LIST_Y,
                         .chosen = field_chosen });
    (void)rc;
}

/* --- ending --- */

static void end_row(struct screen *s)
{
    struct duty_view *v = s->state;
    struct err e = { 0 };
    size_t row = (size_t)v->list.at;
    int back = 0;
    enum rc rc;
    if (!v->list.count) {
        desk_refuse(s->desk);
        return;
    }
    bool away = row < v->away_count;
    if (away)
        rc = duty_return(&back, s->desk->office, v->away[row].staff.login, &e);
    else
        rc = duty_end(s->desk->office, v->duties[row - v->away_count].what, &e);
    if (rc)
        desk_say_error(s->desk, &e);
    else if (away)
        desk_say(s->desk, ROLE_OK, N_("Back again: %d dossiers came back."), back);
    else
        desk_say(s->desk, ROLE_OK, N_("Ended. New dossiers stay with the one who receives them."));
    reload(s);
}

static const struct key_row keys[] = {
    { K_F(2), "duty.away", N_("Away"), N_("Somebody is away: until when, and who takes over"), NULL,
        add_away },
    { K_F(3), "duty.holder", N_("Usual holder"), N_("Who gets new dossiers of a field or a procedure"), NULL,
        add_duty },
    { K_F(8), "duty.end", N_("End the line"),
        N_("The person is back, or nobody is the usual holder any more"), NULL, end_row },
    { K_F(5), "duty.refresh", NULL, N_("Read the book again"), NULL, reload },
    { K_F(1), "duty.help", NULL, N_("Show every key"), NULL, NULL },
    { K_ESC, "duty.back", N_("Back"), N_("Back to where you were"), NULL, screen_close },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct duty_view *v = s->state;
    if (event->kind == EVENT_BACK && v->until_typed) {
        v->until_typed = false;
        ask_deputy(s);
        return EVENT_USED;
    }
    if (event->kind != EVENT_KEY || event->key == K_ENTER)
        return EVENT_UNUSED;
    enum list_did did = list_key(&v->list, event->key);
    if (did == LIST_REFUSED)
        desk_refuse(s->desk);
    return did == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

/* --- picture --- */

static void draw_row(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    const struct duty_view *v = context;
    int left = (size_t)row < v->away_count ? 22 : (width - 10) / 2;
    char right[160];
    if ((size_t)row < v->away_count) {
        const struct absence *away = &v->away[row];
        canvas_put(c, x, y, 10, ROLE_WARN, _("away"));
        canvas_put(c, x + 10, y, left, ROLE_BASE, away->staff.name);
        snprintf(right, sizeof right, _("until %02d/%02d, %s takes over"), away->until.d, away->until.m,
            away->deputy.name);
        utf8_mend(right);
        canvas_put(c, x + 11 + left, y, width - 11 - left, ROLE_BASE, right);
        return;
    }
    const struct duty *duty = &v->duties[(size_t)row - v->away_count];
    canvas_put(c, x, y, 10, ROLE_MUTED, _("holds"));
    canvas_put(c, x + 10, y, left, ROLE_BASE, duty->what);
    canvas_put(c, x + 11 + left, y, width - 11 - left, ROLE_BASE, duty->staff.name);
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct duty_view *v = s->state;
    char right[80];
    snprintf(right, sizeof right, _("%d away, %d usual holders"), (int)v->away_count, (int)v->duties_count);
    frame_place(c, _("Who is away, who usually holds what"), right);
    frame_command(c, NULL, false, "", NULL);
    list_draw(&v->list, c, 1, ROW_BODY + 1, c->w - 2, BODY_ROWS(c) - 1, true,
        _("Everybody is here and nobody is named: a new dossier stays with the one who receives it."),
        draw_row, v);
    frame_hint(c, _("F2 somebody is away, F3 who usually holds a field, F8 ends the line"));
}

static void close_(struct screen *s)
{
    struct duty_view *v = s->state;
    arena_release(&v->memory);
    arena_release(&v->asked);
    list_release(&v->list);
}

const struct screen_class screen_duty = {
    .name = "duty",
    .title = N_("Away and on duty"),
    .keys = keys,
    .state_size = sizeof(struct duty_view),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
