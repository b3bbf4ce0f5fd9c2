/* frame.c - see frame.h. */
#include "desk/frame.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "desk/canvas.h"
#include "desk/editor.h"
#include "desk/keys.h"
#include "desk/mouse.h"

static const char *weekday_short(struct day day)
{
    static const char *const vi[] = { "CN", "T2", "T3", "T4", "T5", "T6", "T7" };
    static const char *const en[] = { "Su", "Mo", "Tu", "We", "Th", "Fr", "Sa" };
    enum weekday w = day_weekday(day);
    return strcmp(i18n_language(), "vi") == 0 ? vi[w] : en[w];
}

/* Level 0 shows everything; each level drops one thing more, in the order of the law. */
static void right_cells(char *out, size_t size, const struct header *h, int level)
{
    static const char *const marks[] = { "○", "●", "◐", "○" };
    char waiting[64] = "", oldest[40] = "", date[24] = "", clock[16];
    struct day day = day_of(h->now);
    int second = second_of_day(h->now);
    if (h->oldest[0] && level < 3 && h->waiting > 0)
        snprintf(oldest, sizeof oldest, ", %s", h->oldest);
    if (h->waiting > 0)
        snprintf(waiting, sizeof waiting, _("↑ %d waiting%s  "), h->waiting, oldest);
    else if (h->waiting == 0)
        snprintf(waiting, sizeof waiting, "↑ 0  ");
    if (level < 1)
        snprintf(date, sizeof date, "%s %02d/%02d ", weekday_short(day), day.d, day.m);
    else if (level < 2)
        snprintf(date, sizeof date, "%02d/%02d ", day.d, day.m);
    snprintf(clock, sizeof clock, "%02d:%02d%s", second / 3600, second / 60 % 60, h->clock_unsure ? "?" : "");
    const char *mark = h->portal[0] ? marks[h->line] : "";
    snprintf(out, size, "%s%s%s%s%s[%c] %s%s ", mark, *mark ? " " : "", h->portal, h->portal[0] ? "  " : "",
        waiting, h->typing ? h->typing : 'E', date, clock);
}

static void left_cells(char *out, size_t size, const struct header *h, int level)
{
    const char *first = h->practice ? _("PRACTICE") : h->commune;
    const char *parts[] = { first, level < 4 ? h->desk : "", h->person };
    snprintf(out, size, " ");
    for (int i = 0; i < 3; i++) {
        size_t used = strlen(out);
        if (parts[i][0])
            snprintf(out + used, size - used, "%s%s", used > 1 ? " · " : "", parts[i]);
    }
}

void frame_header(struct canvas *c, const struct header *h)
{
    char left[160], right[240];
    int level = 0;
    do {
        left_cells(left, sizeof left, h, level);
        right_cells(right, sizeof right, h, level);
    } while (text_columns(left) + 1 + text_columns(right) > c->w && level++ < 4);
    enum role role = h->practice ? ROLE_PRACTICE_BAR : ROLE_BAR;
    canvas_fill(c, 0, ROW_HEADER, c->w, 1, role, " ");
    canvas_print(c, 0, ROW_HEADER, role, left);
    canvas_put_right(c, c->w, ROW_HEADER, role, right);
}

void frame_command(
    struct canvas *c, struct editor *box, bool focused, const char *hint, const char *understood)
{
    int right = c->w - 1;
    canvas_place(c, &(struct place){ 0, ROW_COMMAND, c->w, 1, .object = box });
    canvas_print(c, 1, ROW_COMMAND, focused ? ROLE_FOCUS : ROLE_TITLE, "/");
    if (understood && *understood)
        right = canvas_put_right(c, c->w - 1, ROW_COMMAND, ROLE_MUTED, understood) - 2;
    if (box && (focused || !editor_empty(box)))
        editor_draw(box, c, 3, ROW_COMMAND, right - 3, focused);
    else
        canvas_hint(c, 3, ROW_COMMAND, right - 3, ROLE_MUTED, hint);
}

void frame_rule(struct canvas *c, int x, int y, int w, const char *left, const char *right)
{
    canvas_fill(c, x, y, w, 1, ROLE_RULE, "─");
    int end = x + w;
    char words[240];
    if (right && *right) {
        right = key_words(words, sizeof words, right, c->missing_keys);
        int at = x + w - 3 - text_columns(right);
        end = at;
        at = canvas_print(c, at, y, ROLE_TITLE, " ");
        at = canvas_print(c, at, y, ROLE_TITLE, right);
        canvas_print(c, at, y, ROLE_TITLE, " ");
    }
    if (left && *left && end - x > 6) {
        int columns = text_columns(left), room = end - x - 4;
        int at = canvas_print(c, x + 1, y, ROLE_TITLE, " ");
        at = canvas_put(c, at, y, columns < room ? columns : room, ROLE_TITLE, left);
        canvas_print(c, at, y, ROLE_TITLE, " ");
    }
}

void frame_place(struct canvas *c, const char *left, const char *right)
{
    frame_rule(c, 0, ROW_PLACE, c->w, left, right);
}

static void labelled(struct canvas *c, const char *label, const char *text)
{
    int columns = text_columns(label);
    canvas_print(c, 1, ROW_SAY(c), ROLE_MUTED, label);
    int x = columns < 7 ? 9 : columns + 3;
    canvas_hint(c, x, ROW_SAY(c), c->w - 1 - x, ROLE_SAY, text);
}

void frame_say(struct canvas *c, const char *sentence)
{
    labelled(c, _("Say"), sentence);
}

void frame_hint(struct canvas *c, const char *hint)
{
    labelled(c, _("Hint"), hint);
}

void frame_pointer(struct canvas *c, int x, int y)
{
    canvas_print(c, x, y, ROLE_BASE, "▌"); /* no colour: it moves with every arrow key */
}

void frame_focus(struct canvas *c, int x, int y)
{
    frame_pointer(c, x - 1, y);
    canvas_cursor(c, x, y);
}

void frame_scroll_mark(struct canvas *c, int y, int rows, int first, int shown, int total)
{
    if (total <= shown || rows < 1)
        return;
    int hidden = total - shown;
    int at = rows > 2 ? 1 + first * (rows - 3) / (hidden ? hidden : 1) : 0;
    canvas_print(c, c->w - 1, y, first > 0 ? ROLE_MUTED : ROLE_RULE, first > 0 ? "▲" : " ");
    canvas_print(c, c->w - 1, y + rows - 1, ROLE_MUTED, first < hidden ? "▼" : " ");
    if (rows > 2)
        canvas_print(c, c->w - 1, y + at, ROLE_METER, "█");
}

void frame_pane(struct canvas *c, int x, int y, int rows)
{
    canvas_fill(c, x, y, 1, rows, ROLE_RULE, "│");
}

static bool blank_row(const struct canvas *c, int y)
{
    for (int x = 0; x < c->w; x++)
        if (strcmp(canvas_at(c, x, y)->text, " ") != 0)
            return false;
    return true;
}

static void practice_rule(struct canvas *c, int y, const char *left, const char *right)
{
    static const char *const from[] = { "─", "═" };
    bool bare = blank_row(c, y); /* a box on an empty screen: the frame is whole all the same */
    for (int x = 1; x < c->w - 1; x++)
        if (bare || strcmp(canvas_at(c, x, y)->text, from[0]) == 0)
            canvas_print(c, x, y, ROLE_PRACTICE, from[1]);
    canvas_print(c, 0, y, ROLE_PRACTICE, left);
    canvas_print(c, c->w - 1, y, ROLE_PRACTICE, right);
}

void frame_practice(struct canvas *c)
{
    practice_rule(c, ROW_PLACE, "╔", "╗");
    for (int y = ROW_BODY; y < ROW_SAY(c); y++) {
        if (strcmp(canvas_at(c, 0, y)->text, " ") == 0)
            canvas_print(c, 0, y, ROLE_PRACTICE, "║");
        if (strcmp(canvas_at(c, c->w - 1, y)->text, " ") == 0)
            canvas_print(c, c->w - 1, y, ROLE_PRACTICE, "║");
    }
}

static int small_text(struct canvas *c, int y, bool airy, const char *text)
{
    return y + canvas_wrap(c, 1, y, c->w - 2, 3, ROLE_BASE, text) + airy;
}

void frame_too_small(struct canvas *c, bool lines)
{
    bool airy = c->h >= 14;
    int y = 1 + airy;
    canvas_clear(c);
    canvas_put(c, 0, 0, c->w, ROLE_BAR, _(" motcua · the window is too small"));
    canvas_printf(c, 1, y++, ROLE_BASE, _("There are  %d × %d"), c->w, c->h);
    canvas_printf(c, 1, y++, ROLE_BASE, _("Needed     %d × %d"), SCREEN_W_MIN, SCREEN_H_MIN);
    y = small_text(c, y + airy, airy, _("Make the window larger,\nor press Ctrl and -"));
    y = small_text(c, y, airy, _("Your work is all there,\nnothing typed is lost."));
    if (lines)
        small_text(c, y, airy, _("F10 goes on line by line\n    (no wide window is needed)"));
    frame_focus(c, 1, lines ? y : 1 + airy);
}
