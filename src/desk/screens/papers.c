/* papers.c - papers on the way: lists that are for me to confirm, and lists that others have not confirmed yet. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "desk/desk.h"
#include "desk/line_ask.h"
#include "desk/widget_list.h"
#include "desk/work.h"
#include "dossier/handover.h"
#include "people/permission.h"

struct papers_desk {
    struct arena arena;
    struct handover *lists; /* on the way: to me first, then from me */
    size_t count;
    struct handover open; /* the list under the pointer, with its lines; id 0 = none */
    struct list pick;     /* of the lists */
    struct list lines;    /* of the open one: m marks what is not there */
    bool inside;          /* the pointer walks the lines */
    int64_t me;
};

/* --- reading --- */

static enum rc read_lists(struct papers_desk *p, const struct office *of, struct err *e)
{
    struct handover *to_me, *from_me;
    size_t to = 0, from = 0;
    enum rc rc = handover_list(&to_me, &to, of,
        &(struct handover_filter){ .on_way = true, .receiver_id = of->staff_id }, &p->arena, e);
    if (!rc)
        rc = handover_list(&from_me, &from, of,
            &(struct handover_filter){ .on_way = true, .giver_id = of->staff_id }, &p->arena, e);
    if (rc)
        return rc;
    p->lists = arena_array(&p->arena, to + from + 1, sizeof *p->lists);
    if (!p->lists)
        return err_no_memory(e);
    memcpy(p->lists, to_me, to * sizeof *to_me);
    memcpy(p->lists + to, from_me, from * sizeof *from_me);
    p->count = to + from;
    return list_set_count(&p->pick, (int)p->count, e);
}

static enum rc read_open(struct papers_desk *p, const struct office *of, struct err *e)
{
    p->open = (struct handover){ 0 };
    if (!p->count)
        return list_set_count(&p->lines, 0, e);
    enum rc rc = handover_load(&p->open, of, p->lists[p->pick.at].id, &p->arena, e);
    return rc ? rc : list_set_count(&p->lines, (int)p->open.lines_count, e);
}

static enum rc read_all(struct screen *s, struct err *e)
{
    struct papers_desk *p = s->state;
    arena_release(&p->arena);
    p->inside = false;
    enum rc rc = read_lists(p, s->desk->office, e);
    return rc ? rc : read_open(p, s->desk->office, e);
}

static void reread(struct screen *s)
{
    struct err e = { 0 };
    if (read_all(s, &e))
        desk_say_error(s->desk, &e);
}

/* --- confirming --- */

static bool mine(const struct screen *s)
{
    const struct papers_desk *p = s->state;
    return p->open.id && p->open.receiver_id == p->me;
}

/* Only the receiver says what is missing. */
static bool letter_fits(const void *context, int row, char letter)
{
    const struct papers_desk *p = context;
    (void)row;
    (void)letter;
    return p->open.receiver_id == p->me;
}

static enum rc confirm(struct screen *s, const char *reason, struct err *e)
{
    struct papers_desk *p = s->state;
    const char *missing[HANDOVER_LINES_MAX];
    size_t count = 0;
    for (int i = 0; i < p->lines.count && count < HANDOVER_LINES_MAX; i++)
        if (p->lines.marks[i])
            missing[count++] = p->open.lines[i].code;
    enum rc rc = handover_receive(s->desk->office, p->open.id, missing, count, reason, e);
    if (!rc)
        desk_say(s->desk, ROLE_OK, N_("Confirmed: papers of %d dossiers are here, %d are missing."),
            p->lines.count - (int)count, (int)count);
    return rc;
}

static void receive(struct screen *s)
{
    struct papers_desk *p = s->state;
    struct err e = { 0 };
    enum rc rc = RC_OK;
    if (!list_marked(&p->lines)) {
        rc = confirm(s, NULL, &e);
        if (rc)
            desk_say_error(s->desk, &e);
        reread(s);
        return;
    }
    rc = line_ask(s, &(struct line_ask){ .title = _("Papers that are not there"), .label = _("Reason"),
                         .consequence = _("They stay with the giver; the rest is confirmed."), .take = confirm });
    (void)rc;
}

static void other_pane(struct screen *s)
{
    struct papers_desk *p = s->state;
    p->inside = !p->inside && p->lines.count;
}

static const struct key_row keys[] = {
    { K_F(10), "papers.receive", N_("Confirm"), N_("Everything on the list is here, but the marked lines"), mine,
        receive },
    { 'm', "papers.missing", N_("Missing"), N_("m marks a line whose papers are not there"), mine, NULL },
    { K_F(5), "papers.again", NULL, N_("Read the book again"), NULL, reread },
    { K_F(6), "papers.pane", N_("Lines"), N_("From the lists to the lines, and back"), NULL, other_pane },
    { K_ESC, "papers.back", N_("Back"), N_("Leave the papers"), NULL, screen_close },
    { 0 },
};

static enum used list_event(struct screen *s, uint32_t key)
{
    struct papers_desk *p = s->state;
    struct err e = { 0 };
    if (p->inside && key == K_ESC) {
        p->inside = false;
        return EVENT_USED;
    }
    enum list_did did = list_key(p->inside ? &p->lines : &p->pick, key);
    if (did == LIST_REFUSED)
        desk_refuse(s->desk);
    if (did == LIST_ENTER)
        p->inside = !p->inside && p->lines.count;
    if (did == LIST_MOVED && !p->inside && read_open(p, s->desk->office, &e))
        desk_say_error(s->desk, &e);
    return did == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    if (event->kind == EVENT_BACK)
        reread(s);
    return event->kind == EVENT_KEY ? list_event(s, event->key) : EVENT_UNUSED;
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct papers_desk *p = s->state;
    (void)argument;
    if (!s->desk->office)
        return err_set(e, RC_CONFLICT, "no_office", N_("No book is open here."));
    enum rc rc = permission_check(s->desk->office->role, ACTION_DOSSIER_WORK, e);
    p->lines.letters = "m";
    p->lines.may = letter_fits;
    p->lines.context = p;
    p->me = s->desk->office->staff_id;
    return rc ? rc : read_all(s, e);
}

static void close_(struct screen *s)
{
    struct papers_desk *p = s->state;
    list_release(&p->pick);
    list_release(&p->lines);
    arena_release(&p->arena);
}

/* --- picture --- */

static void draw_list(const void *context, int i, struct canvas *c, int x, int y, int width)
{
    const struct screen *s = context;
    const struct papers_desk *p = s->state;
    const struct handover *h = &p->lists[i];
    bool to_me = h->receiver_id == p->me;
    int second = second_of_day(h->given_at);
    char when[40];
    struct day day = day_of(h->given_at);
    enum role role = i == p->pick.at && !p->inside ? ROLE_SELECT : ROLE_BASE;
    snprintf(when, sizeof when, "%02d/%02d %02d:%02d", day.d, day.m, second / 3600, second / 60 % 60);
    canvas_put(c, x, y, 12, ROLE_MUTED, when);
    canvas_printf(c, x + 13, y, role, _("list %d"), (int)h->number);
    canvas_printf(c, x + 23, y, role, _("%d dossiers"), (int)h->lines_count);
    canvas_put(c, x + 34, y, 12, to_me ? ROLE_WARN : ROLE_MUTED, to_me ? _("to me, from") : _("to"));
    canvas_put(c, x + 47, y, width - 47, role, to_me ? h->giver : h->receiver);
}

static void draw_line(const void *context, int i, struct canvas *c, int x, int y, int width)
{
    const struct screen *s = context;
    const struct papers_desk *p = s->state;
    const struct handover_line *l = &p->open.lines[i];
    int room = (width - 36) / 2;
    char counted[60], code[CODE_SHORT_SIZE], what[256];
    what_fit(what, sizeof what, l->procedure, room);
    snprintf(counted, sizeof counted, _("%d orig. %d copies"), (int)l->originals, (int)(l->certified + l->copies));
    canvas_put(c, x, y, 11, p->inside && i == p->lines.at ? ROLE_SELECT : ROLE_BASE,
        code_short(code, l->code, day_of(clock_now(s->desk->clock))));
    canvas_put(c, x + 13, y, 20, ROLE_BASE, counted);
    canvas_put(c, x + 34, y, room, ROLE_BASE, what);
    canvas_put(c, x + 35 + room, y, room, ROLE_MUTED, l->applicant);
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct papers_desk *p = s->state;
    char right[60];
    int rows = BODY_ROWS(c), top = rows / 3, width = c->w - 3;
    snprintf(right, sizeof right, _("%d lists on the way"), (int)p->count);
    frame_place(c, _("Papers on the way"), right);
    canvas_print(c, BODY_LEFT, ROW_BODY, ROLE_TITLE, _("LISTS"));
    list_draw(&p->pick, c, BODY_LEFT, ROW_BODY + 1, width, top - 1, !p->inside,
        _("No papers are on the way to you or from you."), draw_list, s);
    canvas_print(c, BODY_LEFT, ROW_BODY + top + 1, ROLE_TITLE, _("ON THIS LIST"));
    list_draw(&p->lines, c, BODY_LEFT, ROW_BODY + top + 2, width, rows - top - 3, p->inside, "", draw_line, s);
    frame_hint(c, mine(s) ? _("Count the sheets; m beside what is not there, then F10.")
                          : _("Only the receiver confirms a list."));
}

const struct screen_class screen_papers = {
    .name = "papers",
    .title = N_("Papers on the way"),
    .keys = keys,
    .state_size = sizeof(struct papers_desk),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
