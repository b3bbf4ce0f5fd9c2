/* work_list.c - many lines, few keys: letters beside the lines, one Enter plays them from the top. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/viet.h"
#include "desk/desk.h"
#include "desk/give_ask.h"
#include "desk/move_ask.h"
#include "desk/widget_list.h"
#include "desk/work_forward.h"
#include "desk/worker.h"
#include "dossier/dossier.h"
#include "people/permission.h"

enum chip { CHIP_MINE, CHIP_ALL, CHIP_DUE, CHIP_LATE, CHIP_CITIZEN, CHIP_SEND, CHIP_COLLECT, CHIP_OWED, CHIPS };

struct work {
    struct arena arena; /* of the rows */
    struct dossier_row *rows;
    size_t count;
    int *shown; /* numbers of the rows that the chip and the words let through */
    int counts[CHIPS];
    enum chip chip;
    struct editor words;
    bool filtering;
    struct list list;
    bool running;  /* marks are being played */
    bool choosing; /* to whom: the list of colleagues lies above */
    struct forward forward;
    int run_row;
    struct worker printing;
    int64_t now;
    int64_t me;
    const char *my_name;
};

/* --- which lines --- */

static bool in_chip(const struct work *w, const struct dossier_row *r, enum chip chip)
{
    bool sent = !*r->delivery || strcmp(r->delivery, "done") == 0;
    switch (chip) {
    case CHIP_MINE:
        return w->my_name && strcmp(r->holder, w->my_name) == 0;
    case CHIP_DUE:
        return r->due_at && day_compare(day_of(r->due_at), day_of(w->now)) == 0;
    case CHIP_LATE:
        return r->late;
    case CHIP_CITIZEN:
        return r->state == STATE_SUPPLEMENT || r->state == STATE_PAYMENT;
    case CHIP_SEND:
        return !sent;
    case CHIP_COLLECT:
        return r->state == STATE_FINISHED;
    case CHIP_OWED:
        return r->owed > 0;
    default:
        return true;
    }
}

static bool has_words(const struct dossier_row *r, const char *words)
{
    AUTO_BUF line = buf_limit(8192), text = buf_limit(8192);
    buf_addf(&text, "%s %s %s %s", r->code, r->procedure, r->applicant, r->holder);
    return !viet_search_key(&line, buf_text(&text), text.len) && strstr(buf_text(&line), words);
}

static void refilter(struct work *w)
{
    AUTO_STRING typed = editor_text(&w->words);
    AUTO_BUF key = buf_limit(1024);
    int n = 0;
    if (typed && viet_search_key(&key, typed, strlen(typed)))
        return;
    memset(w->counts, 0, sizeof w->counts);
    for (size_t i = 0; i < w->count; i++) {
        if (key.len && !has_words(&w->rows[i], buf_text(&key)))
            continue;
        for (int chip = 0; chip < CHIPS; chip++)
            w->counts[chip] += in_chip(w, &w->rows[i], (enum chip)chip);
        if (in_chip(w, &w->rows[i], w->chip))
            w->shown[n++] = (int)i;
    }
    if (list_set_count(&w->list, n, NULL))
        w->list.count = 0;
}

static enum rc read_rows(struct screen *s, struct err *e)
{
    struct work *w = s->state;
    arena_release(&w->arena);
    w->count = 0;
    w->now = clock_now(s->desk->clock);
    const struct dossier_filter filter = { .open_only = true, .today = day_of(w->now), .now = w->now };
    enum rc rc = dossier_list(&w->rows, &w->count, s->desk->office->db, &filter, &w->arena, e);
    if (rc)
        return rc;
    w->shown = arena_array(&w->arena, w->count + 1, sizeof *w->shown);
    if (!w->shown)
        return err_no_memory(e);
    refilter(w);
    return RC_OK;
}

static void reread(struct screen *s)
{
    struct err e = { 0 };
    struct work *w = s->state;
    int at = w->list.at;
    if (read_rows(s, &e))
        desk_say_error(s->desk, &e);
    w->list.at = at < w->list.count ? at : w->list.count ? w->list.count - 1 : 0;
}

static const struct dossier_row *row_at(const struct work *w, int i)
{
    return &w->rows[w->shown[i]];
}

/* --- letters --- */

static bool letter_fits(const void *context, int row, char letter)
{
    const struct work *w = context;
    enum state to = move_of_letter(letter);
    return letter == 'x' || letter == 'i' || letter == 'h' || (to && move_find(row_at(w, row)->state, to));
}

static void print_receipt(struct screen *s, const char *code)
{
    struct work *w = s->state;
    struct err e = { 0 };
    const char *const words[] = { "receipt", code, "--print", NULL };
    if (worker_start(&w->printing, s->desk->office, "motcua-paper", words, &e))
        desk_say_error(s->desk, &e);
    else
        desk_say(s->desk, ROLE_BUSY, N_("Printing the receipt ..."));
}

/* One line; true when the next may follow at once (no box was opened, nothing went wrong). */
static bool play_line(struct screen *s, int row, char letter)
{
    struct work *w = s->state;
    char code[DOSSIER_CODE_SIZE];
    const char *codes[] = { code };
    enum state from = row_at(w, row)->state;
    snprintf(code, sizeof code, "%s", row_at(w, row)->code);
    if (letter == 'i') {
        print_receipt(s, code);
        return true;
    }
    if (letter == 'x' || !letter)
        return desk_push_named(s->desk, "dossier", code) != RC_OK;
    if (letter == 'h')
        return give_ask(s, codes, 1) != RC_OK;
    if (letter == 'c' && w->forward.chosen)
        return forward_line(&w->forward, s->desk, row_at(w, row));
    return move_ask(s, code, from, move_of_letter(letter), row_at(w, row)->version) == RC_OK && s->desk->top == s;
}

/* Plays on until a box or a screen lies above; EVENT_BACK goes on from there. */
static void play_marks(struct screen *s)
{
    struct work *w = s->state;
    char letter;
    while (w->running && s->desk->top == s) {
        bool first = w->run_row < 0;
        if (!first && !list_marked(&w->list))
            w->running = false;
        else if (!list_take(&w->list, &w->run_row, &letter))
            w->running = false;
        else if (!play_line(s, w->run_row, letter) && s->desk->top == s)
            w->running = false; /* refused: the lines after it keep their letters */
    }
    if (!w->running && s->desk->top == s) {
        if (w->forward.count)
            forward_finish(&w->forward, s->desk);
        w->forward.chosen = false;
        if (!list_marked(&w->list))
            reread(s);
    }
}

static void begin(struct screen *s)
{
    struct work *w = s->state;
    w->running = true;
    w->run_row = -1;
    play_marks(s);
}

static void to_whom(struct screen *s, const char *login)
{
    struct work *w = s->state;
    forward_begin(&w->forward, login);
    w->choosing = false;
    begin(s);
}

/* Lines to be forwarded: the colleague is chosen once, before the first step. */
static bool ask_to_whom(struct screen *s)
{
    struct work *w = s->state;
    bool forwards = false;
    for (int i = 0; i < w->list.count; i++)
        forwards |= w->list.marks[i] == 'c' && row_at(w, i)->state == STATE_RECEIVED;
    if (!forwards || !forward_has_colleagues(s->desk))
        return false;
    w->choosing = true;
    if (colleague_ask(s, _("To whom are they forwarded"), _("One hand-over list is made for the papers."), to_whom))
        w->choosing = false;
    return w->choosing;
}

/* --- acts --- */

static void filter(struct screen *s)
{
    struct work *w = s->state;
    w->filtering = !w->filtering;
}

static void papers(struct screen *s)
{
    desk_push_named(s->desk, "papers", NULL);
}

static void leave(struct screen *s)
{
    screen_close(s);
}

static const struct key_row keys[] = {
    { K_ENTER, "work.play", N_("Do"), N_("Play the letters from the top; without any: look at the line"),
        NULL, NULL },
    { 'x', "work.look", NULL,
        N_("x look, c go on, b papers, y finish, t hand over, h give papers, r withdraw, i print"), NULL, NULL },
    { '1', "work.chip", N_("Which"),
        N_("1-8: mine, all, due today, late, for the citizen, to send, to collect, papers owed"), NULL, NULL },
    { K_F(6), "work.papers", N_("Papers"), N_("Papers on the way: to me and from me"), NULL, papers },
    { K_F(5), "work.again", N_("New"), N_("Read the list again from the book"), NULL, reread },
    { K_F(7), "work.filter", N_("Filter"), N_("Only lines with these words; marks are not needed"), NULL,
        filter },
    { K_ESC, "work.back", N_("Back"), N_("Leave the list"), NULL, leave },
    { 0 },
};

static enum used filter_key(struct screen *s, uint32_t code)
{
    struct work *w = s->state;
    if (code == K_ESC)
        editor_reset(&w->words);
    if (code == K_ESC || code == K_ENTER || code == K_DOWN) {
        w->filtering = false;
        refilter(w);
        return EVENT_USED;
    }
    enum edit edit = editor_key(&w->words, code, s->desk->typing);
    if (edit == EDIT_CHANGED)
        refilter(w);
    return edit == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static enum used key(struct screen *s, uint32_t code)
{
    struct work *w = s->state;
    if (w->filtering)
        return filter_key(s, code);
    if (code >= '1' && code < '1' + CHIPS) {
        w->chip = (enum chip)(code - '1');
        w->list.at = 0;
        refilter(w);
        return EVENT_USED;
    }
    enum list_did did = list_key(&w->list, code);
    if (did == LIST_REFUSED && key_is_text(code) && w->list.count)
        desk_say(s->desk, ROLE_WARN, N_("Not possible for this line: it is \"%s\"."),
            gettext(state_row(row_at(w, w->list.at)->state)->name));
    if (did == LIST_REFUSED)
        desk_refuse(s->desk);
    if (did == LIST_ENTER && !ask_to_whom(s))
        begin(s);
    return did == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static void told_by_printer(struct screen *s)
{
    struct work *w = s->state;
    if (!worker_poll(&w->printing, 0) || !w->printing.ended)
        return;
    if (w->printing.status == 0)
        desk_say(s->desk, ROLE_OK, N_("The receipt went to the printer."));
    else
        desk_say(s->desk, ROLE_WARN, N_("Not printed: %s The number stays; F9 prints again."),
            w->printing.complaint);
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct work *w = s->state;
    told_by_printer(s);
    switch (event->kind) {
    case EVENT_KEY:
        return key(s, event->key);
    case EVENT_BACK:
        if (w->running)
            play_marks(s);
        else if (!w->choosing) /* Esc from the list of colleagues keeps the letters */
            reread(s);
        w->choosing = false;
        return EVENT_USED;
    case EVENT_CLICK:
        w->filtering = w->filtering && event->object != &w->list;
        return EVENT_USED;
    case EVENT_TICK:
        return EVENT_USED;
    default:
        return EVENT_UNUSED;
    }
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct work *w = s->state;
    (void)argument;
    w->printing.out = w->printing.err = -1;
    if (!s->desk->office)
        return err_set(e, RC_CONFLICT, "no_office", N_("No book is open here."));
    enum rc rc = permission_check(s->desk->office->role, ACTION_DOSSIER_VIEW, e);
    w->list.letters = "xcbytrpdknih";
    w->list.may = letter_fits;
    w->list.context = w;
    w->words.max = 60;
    w->my_name = arena_strdup(&s->arena, s->desk->office->staff_name);
    if (!rc)
        rc = read_rows(s, e);
    if (!rc && !w->counts[CHIP_MINE]) {
        w->chip = CHIP_ALL;
        refilter(w);
    }
    return rc;
}

static void close_(struct screen *s)
{
    struct work *w = s->state;
    worker_release(&w->printing);
    list_release(&w->list);
    editor_release(&w->words);
    arena_release(&w->arena);
}

/* --- picture --- */

static const char *due_word(char out[40], const struct work *w, const struct dossier_row *r)
{
    static const char *const names[] = { N_("Sun"), N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"),
        N_("Sat") };
    struct day day = day_of(r->due_at), today = day_of(w->now);
    int second = second_of_day(r->due_at), late = day_number(today) - day_number(day);
    if (!r->due_at)
        snprintf(out, 40, "–");
    else if (r->late && late > 0)
        snprintf(out, 40, _("!late %d days"), late);
    else if (late == 0)
        snprintf(out, 40, _("%stoday %02d:%02d"), r->late ? "!" : "", second / 3600, second / 60 % 60);
    else
        snprintf(out, 40, "%s %02d/%02d", gettext(names[day_weekday(day)]), day.d, day.m);
    return out;
}

static const char *portal_mark(const struct dossier_row *r)
{
    if (!*r->delivery)
        return "·";
    return strcmp(r->delivery, "done") == 0 ? "✓" : strcmp(r->delivery, "refused") == 0 ? "!" : "↑";
}

static int procedure_width(int width)
{
    return width > 110 ? 46 : width - 52;
}

static void draw_line(const void *context, int i, struct canvas *c, int x, int y, int width)
{
    const struct work *w = context;
    const struct dossier_row *r = row_at(w, i);
    char due[40], number[16]; /* "22-0001": the day of the month and the serial */
    const char *serial = strrchr(r->code, '-');
    int p = procedure_width(width);
    enum role role = i == w->list.at ? ROLE_SELECT : ROLE_BASE;
    snprintf(number, sizeof number, "%.7s", serial && serial - r->code > 2 ? serial - 2 : r->code);
    canvas_put(c, x, y, 7, role, number);
    canvas_put(c, x + 9, y, p - 4, role, r->procedure);
    canvas_put(c, x + 6 + p, y, 16, role, r->applicant);
    canvas_put(c, x + 23 + p, y, 12, r->late ? ROLE_ERROR : role, due_word(due, w, r));
    canvas_printf(c, x + 35 + p, y, ROLE_MUTED, "%2d", (int)r->state);
    canvas_put(c, x + 38 + p, y, 10, ROLE_MUTED, gettext(state_row(r->state)->name));
    canvas_put(c, x + width - 2, y, 1, ROLE_DATA, portal_mark(r));
}

static int draw_chip(const struct work *w, struct canvas *c, int x, int y, int chip)
{
    static const char *const names[CHIPS] = { N_("mine"), N_("all"), N_("due today"), N_("late"), N_("citizen"),
        N_("to send"), N_("to collect"), N_("papers owed") };
    bool at = chip == (int)w->chip;
    if (at)
        canvas_print(c, x - 1, y, ROLE_BASE, "▌");
    return canvas_printf(c, x, y, at ? ROLE_SELECT : ROLE_MUTED, "%d %s %d", chip + 1, gettext(names[chip]),
               w->counts[chip]) +
           3;
}

/* Six fill a row of 80 columns; the last two stand at the end of the next. */
static void draw_chips(const struct work *w, struct canvas *c, int y)
{
    int x = BODY_LEFT + 1;
    for (int i = 0; i < CHIP_COLLECT; i++)
        x = draw_chip(w, c, x, y, i);
    if (c->w < 120)
        x = BODY_LEFT + 51, y++;
    for (int i = CHIP_COLLECT; i < CHIPS; i++)
        x = draw_chip(w, c, x, y, i);
}

static void draw_heads(struct canvas *c, int y, int width)
{
    int x = BODY_LEFT + 2, p = procedure_width(width - 2);
    canvas_put(c, x, y, 5, ROLE_MUTED, _("No."));
    canvas_put(c, x + 9, y, p - 4, ROLE_MUTED, _("Procedure"));
    canvas_put(c, x + 6 + p, y, 16, ROLE_MUTED, _("Applicant"));
    canvas_put(c, x + 23 + p, y, 12, ROLE_MUTED, _("Promised"));
    canvas_put(c, x + 36 + p, y, 10, ROLE_MUTED, _("State"));
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct work *w = s->state;
    char right[100];
    int y = ROW_BODY, width = c->w - 2 > 120 ? 120 : c->w - 2, rows = BODY_ROWS(c) - 5;
    snprintf(right, sizeof right, _("%d lines · by promised day"), w->list.count);
    frame_place(c, _("Work list"), right);
    draw_chips(w, c, y);
    canvas_put(c, BODY_LEFT + 1, y + 1, 8, ROLE_MUTED, _("Filter"));
    if (w->filtering)
        editor_draw_box(&w->words, c, BODY_LEFT + 9, y + 1, 40, true);
    else
        editor_draw(&w->words, c, BODY_LEFT + 10, y + 1, 38, false);
    draw_heads(c, y + 2, width);
    list_draw(&w->list, c, BODY_LEFT, y + 3, width, rows, !w->filtering,
        _("No line fits. 2 shows all; F7 changes the words."), draw_line, w);
    canvas_put(c, BODY_LEFT, ROW_SAY(c) - 2, c->w - 2, ROLE_MUTED,
        _("Letters: x look  c go on  b papers  y finish  t hand over  h papers  r withdraw"));
    canvas_put(c, BODY_LEFT, ROW_SAY(c) - 1, c->w - 2, ROLE_MUTED,
        _("Mark several lines, then Enter: from the top, one after the other."));
    frame_hint(c, _("What is late or due today stands above; finished ones wait to be handed over."));
}

const struct screen_class screen_work_list = {
    .name = "work_list",
    .title = N_("Work list"),
    .keys = keys,
    .state_size = sizeof(struct work),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
