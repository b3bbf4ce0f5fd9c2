/* pty.c - the real terminal: a desk in a child process on a pseudo-terminal, its bytes read into libvterm. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <vterm.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "check.h"
#include "desk/clip.h"
#include "desk/desk.h"
#include "desk/term/osc52.h"
#include "desk/term/term_curses.h"
#include "desk/widget_list.h"

#define DEADLINE_MS 5000

/* --- the program in the child: a field above a list, and a file it saves to when the line drops --- */

struct bench {
    struct editor field;
    struct list list;
    bool in_list;
};

static void draw_row(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    (void)context;
    char text[80];
    snprintf(text, sizeof text, "row %d of a list that is long enough to cost bytes", row);
    canvas_put(c, x, y, width, ROLE_BASE, text);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    struct bench *b = s->state;
    return list_set_count(&b->list, 12, e);
}

static void to_list(struct screen *s)
{
    struct bench *b = s->state;
    b->in_list = !b->in_list;
}

static void copy(struct screen *s)
{
    char *text = editor_text(&((struct bench *)s->state)->field);
    clip_copy(s->desk, "Ô", text);
    auto_free_string(&text);
}

static const struct key_row keys[] = {
    { K_CTRL('Y'), "bench.copy", NULL, "Copy", NULL, copy },
    { K_F(6), "bench.pane", "Pane", "Other pane", NULL, to_list },
    { K_ESC, "bench.end", "End", "End", NULL, screen_close },
    { 0 },
};

static const char *draft_path;

static void save(const struct bench *b)
{
    char *text = editor_text(&b->field);
    if (fs_replace(draft_path, text, strlen(text), 0600, NULL))
        _exit(9);
    auto_free_string(&text);
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct bench *b = s->state;
    if (event->kind == EVENT_HANGUP)
        save(b);
    if (event->kind == EVENT_PASTE)
        return editor_paste(&b->field, event->text) == EDIT_CHANGED ? EVENT_USED : EVENT_UNUSED;
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (b->in_list)
        return list_key(&b->list, event->key) == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
    enum edit edit = editor_key(&b->field, event->key, s->desk->typing);
    return edit == EDIT_UNUSED || edit == EDIT_REFUSED ? EVENT_UNUSED : EVENT_USED;
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct bench *b = s->state;
    frame_place(c, "Bench", NULL);
    editor_draw(&b->field, c, 2, ROW_BODY, 70, !b->in_list);
    list_draw(&b->list, c, 1, ROW_BODY + 2, 70, 12, b->in_list, "", draw_row, NULL);
}

static void close_(struct screen *s)
{
    struct bench *b = s->state;
    save(b);
    editor_release(&b->field);
    list_release(&b->list);
}

static const struct screen_class bench_class = {
    .name = "bench",
    .title = "Bench",
    .keys = keys,
    .state_size = sizeof(struct bench),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};

/* The header's clock must not tick while bytes are counted. */
static int64_t still(void *context)
{
    (void)context;
    return 1795402320;
}

static int64_t mono(void *context)
{
    (void)context;
    return clock_mono_ms(&clock_system);
}

static void child(void)
{
    struct terminal *t;
    struct desk d;
    struct err e = { 0 };
    static const struct clock clock = { still, mono, NULL };
    if (term_curses_open(&t, &e) || desk_open(&d, t, NULL, &clock, &e) || desk_push(&d, &bench_class, NULL))
        _exit(8);
    desk_run(&d);
    desk_close(&d);
    _exit(0);
}

/* --- the test's side --- */

struct line {
    int fd;
    pid_t pid;
    VTerm *vt;
    VTermScreen *screen;
    struct buf bytes; /* all that came, for what a screen does not show */
};

static int64_t now_ms(void)
{
    return clock_mono_ms(&clock_system);
}

/* Reads until nothing comes for `quiet_ms`; returns the bytes. */
static long drain(struct line *l, int quiet_ms)
{
    char bytes[4096];
    long sum = 0;
    struct pollfd in = { .fd = l->fd, .events = POLLIN };
    while (poll(&in, 1, quiet_ms) > 0) {
        ssize_t n = read(l->fd, bytes, sizeof bytes);
        if (n <= 0)
            break;
        vterm_input_write(l->vt, bytes, (size_t)n);
        if (buf_add(&l->bytes, bytes, (size_t)n))
            break;
        sum += n;
    }
    return sum;
}

static bool on_row(struct line *l, int row, const char *want)
{
    char text[1024] = "";
    VTermRect rect = { row, row + 1, 0, 80 };
    size_t n = vterm_screen_get_text(l->screen, text, sizeof text - 1, rect);
    text[n] = '\0';
    return strstr(text, want) != NULL;
}

static void wait_row(struct line *l, int row, const char *want)
{
    for (int64_t end = now_ms() + DEADLINE_MS; now_ms() < end && !on_row(l, row, want);)
        drain(l, 20);
    assert_true(on_row(l, row, want));
}

static void line_open_in(struct line *l, const char *term, const char *tmux)
{
    struct winsize size = { .ws_row = 24, .ws_col = 80 };
    draft_path = test_path("draft");
    unlink(draft_path);
    l->pid = forkpty(&l->fd, NULL, NULL, &size);
    if (l->pid == 0) {
        setenv("TERM", term, 1);
        unsetenv("TMUX");
        if (tmux)
            setenv("TMUX", tmux, 1);
        unsetenv("NO_COLOR");
        unsetenv("LINES");
        unsetenv("COLUMNS");
        child();
    }
    assert_true(l->pid > 0);
    l->bytes = buf_limit(8 << 20);
    l->vt = vterm_new(24, 80);
    vterm_set_utf8(l->vt, 1);
    l->screen = vterm_obtain_screen(l->vt);
    vterm_screen_reset(l->screen, 1);
    wait_row(l, 23, "Esc End");
    drain(l, 50);
}

static void line_open(struct line *l, const char *term)
{
    line_open_in(l, term, NULL);
}

static void send_keys(struct line *l, const char *bytes)
{
    assert_int_equal(write(l->fd, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

static int line_end(struct line *l)
{
    int status = -1;
    for (int64_t end = now_ms() + DEADLINE_MS; now_ms() < end && waitpid(l->pid, &status, WNOHANG) == 0;)
        drain(l, 10);
    if (status == -1) {
        kill(l->pid, SIGKILL);
        waitpid(l->pid, NULL, 0);
    }
    close(l->fd);
    vterm_free(l->vt);
    buf_release(&l->bytes);
    return status;
}

static void assert_draft(const char *want)
{
    AUTO_BUF text = buf_limit(1 << 16);
    struct err e = { 0 };
    assert_ok(fs_read(&text, draft_path, 1 << 16, &e), &e);
    assert_string_equal(buf_text(&text), want);
}

TEST(term_curses__plain_key__costs_at_most_12_bytes)
{
    struct line l;
    line_open(&l, "xterm-256color");
    send_keys(&l, "ab");
    drain(&l, 60);
    long worst = 0;
    for (const char *k = "cdefghij"; *k; k++) {
        send_keys(&l, (char[]){ *k, 0 });
        long cost = drain(&l, 40);
        worst = cost > worst ? cost : worst;
    }
    assert_in_range(worst, 1, 12);
    assert_true(on_row(&l, 3, "abcdefghij"));
    assert_int_equal(drain(&l, 1200), 0); /* idle, a tick included: nothing is sent */
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
}

TEST(term_curses__moving_the_pointer__costs_at_most_64_bytes)
{
    struct line l;
    line_open(&l, "xterm-256color");
    send_keys(&l, "\033[17~"); /* F6 */
    drain(&l, 60);
    long worst = 0;
    for (int i = 0; i < 5; i++) {
        send_keys(&l, "\033OB");
        long cost = drain(&l, 40);
        worst = cost > worst ? cost : worst;
    }
    assert_in_range(worst, 1, 64);
    wait_row(&l, 10, "▌");
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(l.vt), &at);
    assert_int_equal(at.row, 10); /* the hardware cursor is on the focus */
    assert_int_equal(at.col, 1);
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
}

TEST(term_curses__letter_split_between_reads__arrives_whole)
{
    struct line l;
    line_open(&l, "xterm-256color");
    send_keys(&l, "Nguy\xE1");
    drain(&l, 60);
    send_keys(&l, "\xBB");
    drain(&l, 60);
    send_keys(&l, "\x85n");
    wait_row(&l, 3, "Nguyễn");
    send_keys(&l, "\177\177\177yễn V\177Văn"); /* an input method's burst */
    wait_row(&l, 3, "Nguyễn Văn");
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
    assert_draft("Nguyễn Văn");
}

/* --- recorded input methods --- */

static size_t bytes_of(char *ret, size_t size, const char *hex)
{
    size_t n = 0;
    unsigned byte;
    for (; n < size && sscanf(hex, "%2x", &byte) == 1; hex += 2)
        ret[n++] = (char)byte;
    return n;
}

/* Plays the reads of one recording: each as it came (cut = 0), or all of them in pieces of `cut` bytes. */
static void play(struct line *l, char *reads, size_t cut)
{
    char all[2048];
    size_t len = 0;
    char *save = NULL;
    for (char *read = strtok_r(reads, " ", &save); read; read = strtok_r(NULL, " ", &save)) {
        size_t n = bytes_of(all + len, sizeof all - len, read);
        if (!cut)
            assert_int_equal(write(l->fd, all + len, n), (ssize_t)n);
        drain(l, cut ? 0 : 1);
        len += n;
    }
    for (size_t at = 0; cut && at < len; at += cut) {
        size_t n = len - at < cut ? len - at : cut;
        assert_int_equal(write(l->fd, all + at, n), (ssize_t)n);
        drain(l, cut == 1 ? 1 : 0);
    }
}

/* Each recording in one burst, as it came, and cut in the middle of letters: the field holds what the
 * terminal saw. */
TEST(term_curses__recorded_input_methods__leave_the_text_right)
{
    static const size_t cuts[] = { 0, 2048, 7, 1 };
    char path[600];
    AUTO_BUF file = buf_limit(1 << 16);
    struct err e = { 0 };
    snprintf(path, sizeof path, "%s/tests/desk/data/ime_recorded.txt", test_root());
    assert_ok(fs_read(&file, path, 1 << 16, &e), &e);
    int played = 0;
    char *save = NULL;
    for (char *row = strtok_r(file.data, "\n", &save); row; row = strtok_r(NULL, "\n", &save)) {
        char *part = NULL, reads[4096];
        char *name = strtok_r(row, "|", &part), *ms = strtok_r(NULL, "|", &part),
             *text = strtok_r(NULL, "|", &part);
        if (*name == '#')
            continue;
        assert_non_null(ms);
        struct line l;
        snprintf(reads, sizeof reads, "%s", part);
        line_open(&l, "xterm-256color");
        play(&l, reads, cuts[played++ % 4]);
        send_keys(&l, "\0336"); /* to the list, so that the Esc below is heard alone */
        drain(&l, 80);
        send_keys(&l, "\033");
        assert_int_equal(line_end(&l), 0);
        assert_draft(text);
    }
    assert_true(played >= 6);
}

TEST(term_curses__bracketed_paste_and_esc_digit__are_understood)
{
    struct line l;
    line_open(&l, "xterm-256color");
    send_keys(&l, "\033[200~Thôn 2,\txã\033[201~");
    wait_row(&l, 3, "Thôn 2, xã");
    send_keys(&l, "\0336"); /* Esc 6 = F6: now in the list */
    drain(&l, 80);
    send_keys(&l, "\033[B");
    drain(&l, 80);
    send_keys(&l, "\0330"); /* F10 means nothing here and must not end anything */
    drain(&l, 80);
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
    assert_draft("Thôn 2, xã");
}

TEST(term_curses__thousand_keys_at_once__are_all_kept_in_few_pictures)
{
    struct line l;
    char keys_sent[201];
    for (int i = 0; i < 200; i++)
        keys_sent[i] = (char)('a' + i % 26);
    keys_sent[200] = '\0';
    line_open(&l, "xterm-256color");
    send_keys(&l, keys_sent);
    long bytes = drain(&l, 150);
    assert_in_range(bytes, 1, 5 * 80 * 24);
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
    assert_draft(keys_sent);
}

TEST(term_curses__lost_line__saves_and_ends)
{
    struct line l;
    line_open(&l, "xterm-256color");
    send_keys(&l, "Nguyễn");
    wait_row(&l, 3, "Nguyễn");
    int64_t begin = now_ms();
    kill(l.pid, SIGHUP);
    assert_int_equal(line_end(&l), 0);
    assert_true(now_ms() - begin < 1000);
    assert_draft("Nguyễn");
}

TEST(term_curses__closed_terminal__saves_and_ends)
{
    struct line l;
    int status = -1;
    line_open(&l, "xterm-256color");
    send_keys(&l, "Hoa");
    wait_row(&l, 3, "Hoa");
    close(l.fd);
    for (int64_t end = now_ms() + DEADLINE_MS; now_ms() < end && waitpid(l.pid, &status, WNOHANG) == 0;)
        poll(NULL, 0, 10);
    if (status == -1)
        kill(l.pid, SIGKILL);
    assert_int_equal(status, 0);
    vterm_free(l.vt);
    buf_release(&l.bytes);
    assert_draft("Hoa");
}

TEST(term_curses__sigterm__leaves_the_terminal_sane)
{
    struct line l;
    struct termios before, after;
    line_open(&l, "xterm-256color");
    assert_int_equal(tcgetattr(l.fd, &before), 0);
    assert_int_equal(before.c_lflag & ICANON, 0); /* raw while the desk is open */
    kill(l.pid, SIGTERM);
    int fd = dup(l.fd);
    assert_int_equal(line_end(&l), 0);
    assert_int_equal(tcgetattr(fd, &after), 0);
    assert_true(after.c_lflag & ICANON);
    close(fd);
}

TEST(term_curses__resizes_of_every_kind__are_survived)
{
    struct line l;
    static const struct winsize sizes[] = { { 1, 1, 0, 0 }, { 5, 20, 0, 0 }, { 200, 500, 0, 0 },
        { 24, 80, 0, 0 } };
    line_open(&l, "xterm-256color");
    send_keys(&l, "Hoa");
    for (int i = 0; i < 400; i++) {
        assert_int_equal(ioctl(l.fd, TIOCSWINSZ, &sizes[i % 4]), 0);
        drain(&l, 0);
    }
    wait_row(&l, 3, "Hoa");
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
}

TEST(term_curses__poor_terminals__are_served)
{
    static const char *const terms[] = { "linux", "vt100", "screen", "xterm" };
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct line l;
        line_open(&l, terms[i]);
        send_keys(&l, "Hoa");
        wait_row(&l, 3, "Hoa");
        send_keys(&l, "\033");
        assert_int_equal(line_end(&l), 0);
    }
}

TEST(term_curses__own_typing__composes_and_shows_its_method)
{
    struct line l;
    line_open(&l, "xterm-256color");
    wait_row(&l, 0, "[E]");
    send_keys(&l, "\034");
    wait_row(&l, 0, "[T]");
    send_keys(&l, "Nguyeenx Thij Hoaf ");
    wait_row(&l, 3, "Nguyễn Thị Hòa");
    send_keys(&l, "\034");
    wait_row(&l, 0, "[V]");
    send_keys(&l, "D9a8k To6");
    wait_row(&l, 3, "Hòa Đăk Tô");
    send_keys(&l, "\034as");
    wait_row(&l, 0, "[E]");
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
    assert_draft("Nguyễn Thị Hòa Đăk Tôas");
}

static bool came(const struct line *l, const char *bytes)
{
    return memmem(l->bytes.data, l->bytes.len, bytes, strlen(bytes)) != NULL;
}

/* "Hoa" typed, Ctrl-Y struck: what the terminal is sent, and what the clerk is told. */
static void copy_on(const char *term, const char *tmux, const char *sequence, const char *told)
{
    struct line l;
    line_open_in(&l, term, tmux);
    send_keys(&l, "Hoa");
    wait_row(&l, 3, "Hoa");
    send_keys(&l, "\031");
    wait_row(&l, 22, told);
    if (sequence)
        assert_true(came(&l, sequence));
    else
        assert_false(came(&l, "]52;"));
    assert_true(on_row(&l, 3, "Hoa")); /* nothing of the sequence stands on the screen */
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
}

TEST(term_curses__copy__is_osc_52_in_base64)
{
    copy_on("xterm-256color", NULL, "\033]52;c;SG9h\a", "Copied");
}

TEST(term_curses__copy_inside_tmux_or_screen__is_wrapped_for_them)
{
    copy_on("screen-256color", "/tmp/t,1,0", "\033Ptmux;\033\033]52;c;SG9h\a\033\\", "Copied");
    copy_on("screen", NULL, "\033P\033]52;c;SG9h\a\033\\", "Copied");
}

/* They would print it. */
TEST(term_curses__copy_on_a_plain_terminal__sends_nothing)
{
    copy_on("linux", NULL, NULL, "Not copied");
    copy_on("vt100", NULL, NULL, "Not copied");
}

TEST(osc52_sequence__any_length__is_right_base64)
{
    static const struct {
        const char *text, *base64;
    } known[] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
        { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" }, { "Đăk Tô", "xJDEg2sgVMO0" } }; /* RFC 4648, 10 */
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        AUTO_BUF out = buf_limit(200);
        char want[100];
        assert_ok(osc52_sequence(&out, OSC52_BARE, known[i].text, NULL), NULL);
        snprintf(want, sizeof want, "\033]52;c;%s\a", known[i].base64);
        assert_string_equal(buf_text(&out), want);
    }
    AUTO_BUF out = buf_limit(1 << 20);
    char *much = calloc(OSC52_MAX + 2, 1);
    memset(much, 'a', OSC52_MAX + 1);
    assert_int_equal(osc52_sequence(&out, OSC52_BARE, much, NULL), RC_REFUSED);
    free(much);
}
