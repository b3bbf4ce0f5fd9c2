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
#include "desk/finding_view.h"
#include "desk/help_find.h"
#include "desk/route.h"
#include "desk/session.h"
#include "desk/work.h"
#include "people/citizen.h"

#define EACH      12
#define GROUPS    4
#define ACTS_MAX  3
#define HELPS     2 /* rows of help: they must not crowd out who is looked for */
#define REVEAL_MS 20000
#define QUERY_MAX 200

/* --- searching --- */

static void add(
    struct find *f, enum row_kind kind, enum act act, const char *id, const char *title, const char *detail)
{
    if (f->count < FIND_ROWS_MAX)
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

static void add_help(struct find *f, const struct found *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(f, ROW_HELP, ACT_COMMAND, list[i].id, list[i].title, list[i].detail);
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
    struct found help[HELPS];
    size_t helps = help_find(help, HELPS, text ? text : "", &f->memory);
    if (!rc)
        add_found(f, list, count, rows - 6 - GROUPS - ACTS_MAX - (int)(helps ? helps + 1 : 0));
    f->near = count && list[0].kind == FOUND_PERSON && list[0].near;
    for (int i = 0; i < f->count && f->person < 0; i++)
        if (f->rows[i].kind == ROW_PERSON)
            f->person = i;
    const struct command_place place = { s->desk->office->book->unit_code, day_of(clock_now(s->desk->clock)),
        finder };
    command_read(&f->command, text ? text : "", &place);
    add_acts(f, text ? text : "");
    add_help(f, help, helps);
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

/* A verb is done as if it had been typed; for a key its page opens. */
static enum rc open_help(struct screen *s, const char *id)
{
    struct command command;
    const struct command_place place = { s->desk->office->book->unit_code, day_of(clock_now(s->desk->clock)),
        NULL };
    if (key_by_name(id) != K_NONE)
        return desk_push_named(s->desk, "help", NULL);
    command_read(&command, id, &place);
    return route_command(s->desk, &command);
}

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
    else if (row->kind == ROW_HELP)
        said = open_help(s, row->id);
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
    { K_TAB, "find.group", N_("Next group"), N_("People, dossiers, procedures, acts, help"), NULL,
        next_group },
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
    .draw = finding_draw,
    .close = close_,
    .back = back_label,
};
