/* feed.c - bursts, pastes and scanners on a line reach the right place. All people are invented. */

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "check.h"
#include "desk/feed.h"
#include "desk/scan_tty.h"
#include "desk/typing.h"
#include "stage.h"

#define CARD    "062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3|10052021"
#define RECEIPT "MC1|H48.25-260105-0001|202601050110Z|1.001193|1a2b3c4d|Kx9baaQ0Kx9baaQ0"

/* A screen with one field that remembers scans. */
struct taker {
    struct editor field;
    char scanned[500];
    bool deaf; /* has no use for scans */
    int saves, enters; /* Ctrl-S, Enter */
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct taker *t = s->state;
    if (event->kind == EVENT_SCAN && !t->deaf) {
        snprintf(t->scanned, sizeof t->scanned, "%s", event->text);
        return EVENT_USED;
    }
    if (event->kind == EVENT_PASTE)
        return editor_paste(&t->field, event->text) == EDIT_CHANGED ? EVENT_USED : EVENT_UNUSED;
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    t->saves += event->key == K_CTRL('S');
    t->enters += event->key == K_ENTER;
    enum edit edit = editor_key(&t->field, event->key, s->desk->typing);
    return edit == EDIT_UNUSED || edit == EDIT_REFUSED ? EVENT_UNUSED : EVENT_USED;
}

static void draw(const struct screen *s, struct canvas *c)
{
    editor_draw_box(&((struct taker *)s->state)->field, c, 1, ROW_BODY, 72, true);
}

static void close_(struct screen *s)
{
    editor_release(&((struct taker *)s->state)->field);
}

static const struct key_row keys[] = { { K_ESC, "taker.end", "End", "End", NULL, screen_close }, { 0 } };

static const struct screen_class taker_class = {
    .name = "taker",
    .title = "Taker",
    .keys = keys,
    .state_size = sizeof(struct taker),
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};

static struct taker *taker(struct stage *s)
{
    struct screen *screen = s->desk.top;
    while (screen->below)
        screen = screen->below;
    return screen->state;
}

static void assert_field(struct stage *s, const char *want)
{
    AUTO_STRING text = editor_text(&taker(s)->field);
    assert_string_equal(text ? text : "", want);
}

static void burst(struct stage *s, const char *text)
{
    uint32_t code;
    for (int n; (n = glyph_decode(&code, text)); text += n)
        assert_ok(term_memory_feed(s->term, code == '\n' ? (uint32_t)K_ENTER : code, NULL), NULL);
    while (s->term->next < s->term->count)
        desk_step(&s->desk, 0);
}

TEST(feed__card_and_receipt_bursts__are_scans_and_leave_the_field_alone)
{
    struct stage s;
    stage_open(&s, 80, 24, &taker_class);
    burst(&s, "Hoa\002" CARD "\n");
    assert_string_equal(taker(&s)->scanned, CARD);
    assert_field(&s, "Hoa");
    burst(&s, RECEIPT "\n");
    assert_string_equal(taker(&s)->scanned, RECEIPT);
    assert_field(&s, "Hoa");
    stage_close(&s);
}

TEST(feed__terminator_behind_a_pause__presses_no_enter_in_the_form)
{
    struct stage s;
    int64_t now = 5000;
    stage_open(&s, 80, 24, &taker_class);
    uint32_t code;
    const char *text = CARD;
    for (int n; (n = glyph_decode(&code, text)); text += n)
        feed_key(&s.desk, code, now++);
    feed_quiet(&s.desk);
    assert_string_equal(taker(&s)->scanned, CARD);
    feed_key(&s.desk, K_ENTER, now + 300);
    assert_int_equal(taker(&s)->enters, 0);
    feed_key(&s.desk, K_ENTER, now + 400); /* the second one is a finger's */
    assert_int_equal(taker(&s)->enters, 1);
    stage_close(&s);
}

TEST(feed__control_key_typed_ahead_behind_a_number__is_not_lost)
{
    struct stage s;
    stage_open(&s, 80, 24, &taker_class);
    burst(&s, "062185001234\023Hoa");
    assert_int_equal(taker(&s)->saves, 1);
    assert_field(&s, "062185001234Hoa");
    stage_close(&s);
}

TEST(feed__spoilt_card__is_mended_or_never_delivered)
{
    struct stage s;
    stage_open(&s, 80, 24, &taker_class);
    feed_scan(&s.desk, "062185001234|233112345|Nguyá»…n Thá»‹ Hoa|15081985|Ná»¯|ThÃ´n 3|10052021");
    assert_string_equal(taker(&s)->scanned, CARD);
    assert_non_null(strstr(s.desk.message, "put right"));
    taker(&s)->scanned[0] = '\0';
    feed_scan(&s.desk, "062185001234||Nguy\xC2\xBB\xE2\x80\xA6n Th\xEF\xBF\xBD Hoa|15081985|Nam|Th|10052021");
    assert_string_equal(taker(&s)->scanned, "");
    assert_non_null(strstr(s.desk.message, "Letters were lost"));
    stage_close(&s);
}

TEST(feed__unknown_payload__is_offered_and_goes_into_the_field_only_when_asked)
{
    struct stage s;
    stage_open(&s, 80, 24, &taker_class);
    taker(&s)->deaf = true;
    burst(&s, "\0028934588012345\n"); /* a scanner with STX reads a bar code of a shop */
    stage_play(&s, "expect \"8934588012345\"\nexpect \"Read by the scanner\"");
    assert_field(&s, "");
    stage_play(&s, "F2");
    assert_field(&s, "8934588012345");
    assert_string_equal(
        s.desk.top->class->name, "taker"); /* the popup is gone although it sent an event itself */
    burst(&s, "\0028934588012345\n");
    stage_play(&s, "Esc");
    assert_field(&s, "8934588012345");
    stage_close(&s);
}

/* --- a scanner on a line --- */

static void say(int fd, const char *bytes, struct stage *s, int steps)
{
    assert_int_equal(write(fd, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
    for (int i = 0; i < steps; i++)
        desk_step(&s->desk, 1000);
}

TEST(scan_tty__payloads_from_a_line__arrive_whole_on_any_screen)
{
    struct stage s;
    struct err e = { 0 };
    int scanner, line;
    char path[256];
    assert_int_equal(openpty(&scanner, &line, path, NULL, NULL), 0);
    stage_open(&s, 80, 24, &taker_class);
    assert_ok(feed_open_scanner(&s.desk, path, &e), &e);
    say(scanner, CARD "\r\n", &s, 1);
    assert_string_equal(taker(&s)->scanned, CARD);
    assert_field(&s, "");
    say(scanner, "IDVNM1850012346062185001234<<4\r8508159F3105103VNM<<<<<<<<<<<4\r", &s, 1);
    assert_string_equal(taker(&s)->scanned, CARD); /* the third line is still to come */
    say(scanner, "NGUYEN<<THI<HOA<<<<<<<<<<<<<<<\r", &s, 1);
    assert_int_equal(strlen(taker(&s)->scanned), 90);
    say(scanner, RECEIPT, &s, 1); /* no terminator: after a pause */
    assert_int_equal(strlen(taker(&s)->scanned), 90);
    s.ms += SCAN_TTY_PAUSE_MS;
    desk_step(&s.desk, 0);
    assert_string_equal(taker(&s)->scanned, RECEIPT);
    stage_close(&s);
    close(scanner);
    close(line);
}

TEST(scan_tty__endless_payload__is_dropped_and_the_next_one_read)
{
    struct stage s;
    struct err e = { 0 };
    int scanner, line;
    char path[256], much[1001];
    memset(much, 'x', 1000);
    much[1000] = '\0';
    assert_int_equal(openpty(&scanner, &line, path, NULL, NULL), 0);
    stage_open(&s, 80, 24, &taker_class);
    assert_ok(feed_open_scanner(&s.desk, path, &e), &e);
    for (int i = 0; i < 3; i++)
        say(scanner, much, &s, 1);
    say(scanner, "\r" CARD "\r", &s, 1);
    assert_string_equal(taker(&s)->scanned, CARD);
    stage_close(&s);
    close(scanner);
    close(line);
}

TEST(scan_tty__pulled_out__is_said_and_looked_for_again)
{
    struct stage s;
    struct err e = { 0 };
    int scanner, line;
    char path[256];
    assert_int_equal(openpty(&scanner, &line, path, NULL, NULL), 0);
    close(line);
    stage_open(&s, 80, 24, &taker_class);
    assert_ok(feed_open_scanner(&s.desk, path, &e), &e);
    close(scanner);
    desk_step(&s.desk, 1000);
    assert_non_null(strstr(s.desk.message, "The scanner is gone"));
    assert_int_equal(s.desk.scanner->fd, -1);
    assert_int_equal(s.desk.terminal->watch_fd, 0);
    /* it comes back under a name we choose */
    assert_int_equal(openpty(&scanner, &line, path, NULL, NULL), 0);
    snprintf(s.desk.scanner->path, sizeof s.desk.scanner->path, "%s", path);
    s.ms += SCAN_TTY_RETRY_MS;
    desk_step(&s.desk, 0);
    assert_non_null(strstr(s.desk.message, "The scanner is back"));
    say(scanner, CARD "\r", &s, 1);
    assert_string_equal(taker(&s)->scanned, CARD);
    stage_close(&s);
    close(scanner);
    close(line);
}

TEST(scan_tty__no_line_there__is_said_and_the_desk_opens)
{
    struct stage s;
    struct err e = { 0 };
    stage_open(&s, 80, 24, &taker_class);
    assert_ok(feed_open_scanner(&s.desk, "/dev/null", &e), &e);
    assert_non_null(strstr(s.desk.message, "/dev/null cannot be read"));
    stage_close(&s);
}

/* --- typing --- */

TEST(typing__auto__is_telex_until_a_composed_letter_comes)
{
    struct stage s;
    stage_open(&s, 80, 24, &taker_class);
    typing_begin(&s.desk, "auto", "old");
    burst(&s, "Hoaf ");
    assert_field(&s, "Hòa ");
    stage_play(&s, "expect \"[T]\"");
    burst(&s, "Nguyễn asa");
    assert_field(&s, "Hòa Nguyễn asa");
    stage_play(&s, "expect \"[E]\"\nexpect \"Your own typing program\"");
    stage_play(&s, "Ctrl-\\\ntext \" Hoaf\"");
    assert_field(&s, "Hòa Nguyễn asa Hòa");
    burst(&s, "ê"); /* chosen by hand: it stays */
    stage_play(&s, "expect \"[T]\"");
    stage_close(&s);
}

TEST(typing__settings__choose_method_and_tone_style)
{
    static const struct {
        const char *method, *style, *keys, *want;
        char mark;
    } rows[] = {
        { "telex", "new", "hoaf", "hoà", 'T' },
        { "telex", "old", "hoaf", "hòa", 'T' },
        { "vni", "new", "thuy3", "thuỷ", 'V' },
        { "off", "new", "hoaf", "hoaf", 'E' },
        { NULL, NULL, "hoaf", "hoaf", 'E' },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct stage s;
        stage_open(&s, 80, 24, &taker_class);
        typing_begin(&s.desk, rows[i].method, rows[i].style);
        burst(&s, rows[i].keys);
        assert_field(&s, rows[i].want);
        assert_int_equal(typing_mark(s.desk.typing), rows[i].mark);
        stage_close(&s);
    }
}

TEST(typing__fields_of_codes_and_numbers__never_compose)
{
    static const enum editor_kind kinds[] = { EDITOR_CODE, EDITOR_SECRET, EDITOR_DIGITS };
    static const char *const keys_typed[] = { "A1b2aas", "A1b2aas", "0123" };
    for (size_t i = 0; i < 3; i++)
        for (int typing = TYPING_OFF; typing <= TYPING_VNI; typing++) {
            struct editor ed = { .kind = kinds[i] };
            for (const char *k = keys_typed[i]; *k; k++)
                editor_key(&ed, (uint32_t)*k, (enum typing)typing);
            AUTO_STRING text = editor_text(&ed);
            assert_string_equal(text, keys_typed[i]);
            editor_release(&ed);
        }
}
