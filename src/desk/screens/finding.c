/* finding.c - the screen "find": one box over people, dossiers, procedures and verbs; ranked anew with each
 * letter. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/book.h"
#include "catalog/find.h"
#include "desk/command.h"
#include "desk/desk.h"
#include "desk/route.h"
#include "desk/session.h"
#include "desk/work.h"
#include "people/citizen.h"

#define EACH      12
#define GROUPS    4
#define ACTS_MAX  3
#define ROWS_MAX  60
#define REVEAL_MS 20000
#define QUERY_MAX 200

enum row_kind { ROW_PERSON, ROW_DOSSIER, ROW_PROCEDURE, ROW_ACT };
enum act { ACT_RECEIVE_CHOSEN, ACT_RECEIVE_NEW, ACT_COMMAND };

struct row {
    enum row_kind kind;
    enum act act;
    const char *id, *title, *detail;
};

struct find {
    struct arena memory; /* of the present results */
    struct editor query;
    struct row rows[ROWS_MAX];
    int count;
    int at;     /* -1 = the query has the cursor */
    int person; /* the row of the person that "receive for" means; -1 = none */
    bool near;  /* the people only bear names like the one typed */
    struct command command;
    int64_t revealed_until_ms;
    int64_t revealed_id;
};

/* --- searching --- */

static void add(
    struct find *f, enum row_kind kind, enum act act, const char *id, const char *title, const char *detail)
{
    if (f->count < ROWS_MAX)
        f->rows[f->count++] = (struct row){ kind, act, id, title, detail };
}

/* How many of each kind have room: the longest group gives way first, so every group shows its best. */
static void share_room(int shown[3], const struct found *list, size_t count, int room)
{
    for (size_t i = 0; i < count; i++)
        shown[list[i].kind]++;
    for (;;) {
        int longest = 0, sum = 0;
        for (int kind = 0; kind < 3; kind++) {
            sum += shown[kind] ? shown[kind] : 1;
            longest = shown[kind] > shown[longest] ? kind : longest;
        }
        if (sum <= room || shown[longest] <= 1)
            return;
        shown[longest]--;
    }
}

static void add_found(struct find *f, const struct found *list, size_t count, int room)
{
    static const enum row_kind kinds[] = {
        [FOUND_PERSON] = ROW_PERSON, [FOUND_DOSSIER] = ROW_DOSSIER, [FOUND_PROCEDURE] = ROW_PROCEDURE
    };
    int left[3] = { 0 };
    share_room(left, list, count, room);
    for (size_t i = 0; i < count; i++)
        if (left[list[i].kind]-- > 0)
            add(f, kinds[list[i].kind], ACT_COMMAND, list[i].id, list[i].title, list[i].detail);
}

/* What can be done at once with what was typed: the last group, always there. */
static void add_acts(struct find *f, const char *text)
{
    if (f->person >= 0)
        add(f, ROW_ACT, ACT_RECEIVE_CHOSEN, "",
            arena_printf(&f->memory, _("Receive a dossier of %s"), f->rows[f->person].title), "");
    if (*text && f->command.kind != COMMAND_NAME && f->command.kind != COMMAND_NONE &&
        f->command.kind != COMMAND_LINE)
        add(f, ROW_ACT, ACT_COMMAND, "", arena_strdup(&f->memory, f->command.understood), "");
    add(f, ROW_ACT, ACT_RECEIVE_NEW, "", _("Receive a dossier of somebody new"), "");
}

static void search(struct screen *s)
{
    struct find *f = s->state;
    struct finder *finder = NULL;
    struct err e = { 0 };
    struct found *list = NULL;
    size_t count = 0;
    AUTO_STRING text = editor_text(&f->query);
    arena_release(&f->memory);
    f->count = 0;
    f->at = f->person = -1;
    enum rc rc = session_finder(&finder, session_of(s->desk), &e);
    int rows = s->desk->canvas.h < SCREEN_H_MIN ? SCREEN_H_MIN : s->desk->canvas.h;
    if (!rc)
        rc = finder_find(&list, &count, finder, text ? text : "", EACH, &f->memory, &e);
    if (rc)
        desk_say_error(s->desk, &e);
    else
        add_found(f, list, count, rows - 6 - GROUPS - ACTS_MAX);
    f->near = count && list[0].kind == FOUND_PERSON && list[0].near;
    for (int i = 0; i < f->count && f->person < 0; i++)
        if (f->rows[i].kind == ROW_PERSON)
            f->person = i;
    const struct command_place place = { s->desk->office->book->unit_code, day_of(clock_now(s->desk->clock)),
        finder };
    command_read(&f->command, text ? text : "", &place);
    add_acts(f, text ? text : "");
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct find *f = s->state;
    if (!session_of(s->desk) || !s->desk->office->staff_id)
        return err_set(e, RC_REFUSED, "not_signed_in", N_("Sign in first."));
    f->query.max = QUERY_MAX;
    enum rc rc = editor_set(&f->query, argument ? argument : "", e);
    if (!rc)
        search(s);
    return rc;
}

/* --- acts --- */

static void open_row(struct screen *s, int i)
{
    struct find *f = s->state;
    struct desk *d = s->desk;
    if (i < 0 || i >= f->count) {
        desk_refuse(d);
        return;
    }
    const struct row *row = &f->rows[i];
    enum rc said = RC_OK;
    if (row->kind == ROW_PERSON)
        said = route_intake(d, strtoll(row->id, NULL, 10), NULL);
    else if (row->kind == ROW_DOSSIER)
        said = route_dossier(d, row->id);
    else if (row->kind == ROW_PROCEDURE)
        said = route_intake(
            d, f->person >= 0 && f->at == -1 ? strtoll(f->rows[f->person].id, NULL, 10) : 0, row->id);
    else if (row->act == ACT_RECEIVE_CHOSEN)
        said = route_intake(d, strtoll(f->rows[f->person].id, NULL, 10), NULL);
    else if (row->act == ACT_RECEIVE_NEW)
        said = route_intake(d, 0, NULL);
    else
        said = route_command(d, &f->command);
    (void)said; /* told on the message line */
}

/* Enter in the query opens the best: the person, else the first line. */
static void enter(struct screen *s)
{
    struct find *f = s->state;
    bool command = f->command.kind != COMMAND_NAME && f->command.kind != COMMAND_NONE &&
                   f->command.kind != COMMAND_LINE && f->command.kind != COMMAND_PHONE &&
                   f->command.kind != COMMAND_NUMBER;
    if (f->at >= 0)
        open_row(s, f->at);
    else if (command) {
        enum rc said = route_command(s->desk, &f->command);
        (void)said;
    } else if (!editor_empty(&f->query)) {
        open_row(s, 0);
    } else {
        desk_refuse(s->desk);
    }
}

static int chosen_person(const struct find *f)
{
    return f->at >= 0 && f->rows[f->at].kind == ROW_PERSON ? f->at : f->person;
}

static bool can_reveal(const struct screen *s)
{
    return chosen_person(s->state) >= 0;
}

static void reveal(struct screen *s)
{
    struct find *f = s->state;
    struct err e = { 0 };
    struct citizen citizen;
    const char *id = f->rows[chosen_person(f)].id;
    enum rc rc = citizen_find(&citizen, s->desk->office->db, id, &e);
    if (!rc)
        rc = citizen_viewed(s->desk->office, &citizen, "tìm", &e);
    if (rc) {
        desk_say_error(s->desk, &e);
        return;
    }
    f->revealed_id = citizen.id;
    f->revealed_until_ms = clock_mono_ms(s->desk->clock) + REVEAL_MS;
    desk_say(s->desk, ROLE_OK, N_("%s  %s  %s - shown for 20 seconds, noted in the journal."), citizen.name,
        citizen.id_number, citizen.phone);
}

static void hide(struct screen *s)
{
    struct find *f = s->state;
    if (!f->revealed_until_ms)
        return;
    f->revealed_until_ms = 0;
    desk_say(s->desk, ROLE_BASE, "%s", "");
}

static void next_group(struct screen *s)
{
    struct find *f = s->state;
    int i = f->at;
    enum row_kind kind = i < 0 ? ROW_ACT : f->rows[i].kind;
    for (int n = 0; n < f->count; n++) {
        i = (i + 1) % f->count;
        if (f->at < 0 || f->rows[i].kind != kind)
            break;
    }
    f->at = i;
}

static void receive(struct screen *s)
{
    struct find *f = s->state;
    int person = chosen_person(f);
    enum rc said = route_intake(s->desk, person >= 0 ? strtoll(f->rows[person].id, NULL, 10) : 0,
        f->at >= 0 && f->rows[f->at].kind == ROW_PROCEDURE ? f->rows[f->at].id : NULL);
    (void)said;
}

static void back(struct screen *s)
{
    struct find *f = s->state;
    hide(s);
    if (f->at >= 0)
        f->at = -1;
    else
        screen_close(s);
}

static const char *back_label(const struct screen *s)
{
    const struct find *f = s->state;
    return f->at >= 0 ? _("Back to the box") : NULL;
}

static const struct key_row keys[] = {
    { K_ENTER, "find.open", N_("Open"), N_("Open the best line, or the one under the pointer"), NULL, enter },
    { K_DOWN, "find.choose", N_("Choose"), N_("Into the lines; digits open them there"), NULL, NULL },
    { K_TAB, "find.group", N_("Next group"), N_("People, dossiers, procedures, acts"), NULL, next_group },
    { K_F(1), "find.help", NULL, N_("Show every key"), NULL, NULL },
    { K_F(2), "find.reveal", N_("Whole number"),
        N_("Show number and telephone for 20 seconds; the journal notes it"), can_reveal, reveal },
    { K_F(10), "find.receive", N_("Receive"), N_("Receive a dossier of the chosen person"), NULL, receive },
    { K_ESC, "find.back", N_("Back"), N_("Back to where you were"), NULL, back },
    { 0 },
};

static enum used in_query(struct screen *s, uint32_t code)
{
    struct find *f = s->state;
    if (code == K_DOWN) {
        f->at = f->count ? 0 : -1;
        return EVENT_USED;
    }
    enum edit did = editor_key(&f->query, code, s->desk->typing);
    if (did == EDIT_CHANGED)
        search(s);
    if (did == EDIT_REFUSED)
        desk_refuse(s->desk);
    return did == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static enum used in_rows(struct screen *s, uint32_t code)
{
    struct find *f = s->state;
    if (code == K_UP)
        f->at--;
    else if (code == K_DOWN)
        f->at += f->at + 1 < f->count;
    else if (code >= '1' && code <= '9')
        open_row(s, (int)(code - '1'));
    else if (key_is_text(code) || code == K_BACKSPACE) {
        f->at = -1;
        return in_query(s, code);
    } else
        return EVENT_UNUSED;
    return EVENT_USED;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct find *f = s->state;
    if (event->kind == EVENT_TICK && f->revealed_until_ms &&
        clock_mono_ms(s->desk->clock) >= f->revealed_until_ms)
        hide(s);
    if (event->kind == EVENT_BACK) {
        session_recount(session_of(s->desk));
        search(s);
    }
    if (event->kind == EVENT_PASTE) {
        if (editor_paste(&f->query, event->text) == EDIT_REFUSED)
            desk_refuse(s->desk);
        search(s);
        return EVENT_USED;
    }
    if (event->kind == EVENT_CLICK && event->object == &f->query)
        f->at = -1;
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (event->key != K_F(2))
        hide(s);
    return f->at < 0 ? in_query(s, event->key) : in_rows(s, event->key);
}

/* --- picture --- */

static const char *group_name(enum row_kind kind)
{
    static const char *const names[] = { N_("CITIZENS"), N_("DOSSIERS"), N_("PROCEDURES"), N_("AT ONCE") };
    return _(names[kind]);
}

static int group_count(const struct find *f, enum row_kind kind)
{
    int n = 0;
    for (int i = 0; i < f->count; i++)
        n += f->rows[i].kind == kind;
    return n;
}

static void take_row(void *object, int row)
{
    ((struct find *)object)->at = row;
}

static void draw_pointer(struct find *f, struct canvas *c, int i, int y)
{
    canvas_place(c, &(struct place){ 0, y, c->w, 1, .object = f, .index = i, .take = take_row });
    if (f->at != i)
        return;
    frame_pointer(c, 0, y);
    canvas_cursor(c, 1, y);
}

static void draw_row(struct find *f, struct canvas *c, int i, int y, struct day today)
{
    const struct row *row = &f->rows[i];
    int title = c->w >= 132 ? 60 : 38;
    if (row->kind == ROW_ACT)
        title = c->w - 6;
    if (i < 9)
        canvas_printf(c, 1, y, ROLE_MUTED, "%d", i + 1);
    int x = 4;
    if (row->kind == ROW_DOSSIER) { /* its title says procedure and person; the detail repeats the code */
        char code[CODE_SHORT_SIZE];
        x = canvas_put(c, x, y, 10, ROLE_BASE, code_short(code, row->id, today)) + 1;
        canvas_put(c, x, y, c->w - 2 - x, ROLE_BASE, row->title);
        draw_pointer(f, c, i, y);
        return;
    }
    if (row->kind == ROW_PROCEDURE)
        x = canvas_put(c, x, y, 9, ROLE_BASE, row->id) + 1;
    x = canvas_put(c, x, y, 4 + title - x, ROLE_BASE, row->title) + 1;
    if (row->kind != ROW_ACT)
        canvas_put(c, x, y, c->w - 2 - x, ROLE_MUTED, row->detail);
    draw_pointer(f, c, i, y);
}

/* Groups under each other, with blank rows between them while there is room. */
static void draw_groups(struct find *f, struct canvas *c, struct day today)
{
    int y = ROW_BODY, needed = f->count + GROUPS;
    for (int kind = ROW_PERSON; kind <= ROW_ACT; kind++)
        needed += !group_count(f, (enum row_kind)kind);
    int gap = needed + GROUPS - 1 <= BODY_ROWS(c);
    for (int kind = ROW_PERSON, i = 0; kind <= ROW_ACT; kind++) {
        int here = group_count(f, (enum row_kind)kind);
        int end = canvas_print(c, 1, y, ROLE_TITLE, group_name((enum row_kind)kind));
        if (kind == ROW_PERSON && f->near)
            canvas_put(c, end + 2, y, c->w - 4 - end, ROLE_MUTED, _("nobody of just this name; alike:"));
        y++;
        if (!here)
            canvas_put(c, 4, y++, c->w - 6, ROLE_MUTED, _("nothing fits"));
        for (int n = 0; n < here && y < ROW_SAY(c); n++)
            draw_row(f, c, i++, y++, today);
        y += gap;
    }
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct find *f = s->state;
    char right[60];
    int people = group_count(f, ROW_PERSON);
    snprintf(right, sizeof right, _("%d citizens, %d dossiers, %d procedures"), people,
        group_count(f, ROW_DOSSIER), group_count(f, ROW_PROCEDURE));
    frame_place(c, _("Find anything"), right);
    draw_groups(f, c, day_of(clock_now(s->desk->clock)));
    if (editor_empty(&f->query))
        frame_hint(c, _("name without marks, birth year, card number, telephone, code, old name"));
    else if (!people && f->command.kind == COMMAND_NAME)
        frame_hint(c, _("nobody of this name yet: try fewer words or a birth year, or receive"));
    else
        frame_say(c, _("May I ask the full name and the year of birth?"));
    frame_command(c, &f->query, f->at < 0, _("type a name, card number, dossier code, procedure or command"),
        f->command.understood);
}

static void close_(struct screen *s)
{
    struct find *f = s->state;
    arena_release(&f->memory);
    editor_release(&f->query);
}

/* named after the file; screen_find() is the desk's own */
const struct screen_class screen_finding = {
    .name = "find",
    .title = N_("Find anything"),
    .keys = keys,
    .state_size = sizeof(struct find),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
    .back = back_label,
};
