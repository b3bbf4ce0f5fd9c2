/* pty_line.c - see pty_line.h. */
#include "pty_line.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
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
#include "desk/desk.h"
#include "desk/term/term_curses.h"
#include "desk/widget_list.h"

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

static const struct key_row keys[] = {
    { K_F(6), "bench.pane", "Pane", "Other pane", NULL, to_list },
    { K_ESC, "bench.end", "End", "End", NULL, screen_close },
    { 0 },
};

static const char *draft_path;
static bool mouse_wanted, no_color;

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

static void child(const char *screen)
{
    struct terminal *t;
    struct desk d;
    struct err e = { 0 };
    static const struct clock clock = { still, mono, NULL };
    if (term_curses_open(&t, &e) || desk_open(&d, t, NULL, &clock, &e) || desk_push(&d, screen ? screen_find(screen) : &bench_class, NULL))
        _exit(8);
    mouse_use(&d, mouse_wanted);
    desk_run(&d);
    desk_close(&d);
    _exit(0);
}

/* --- the test's side --- */


int64_t now_ms(void)
{
    return clock_mono_ms(&clock_system);
}

/* Reads until nothing comes for `quiet_ms`; returns the bytes. */
long drain(struct line *l, int quiet_ms)
{
    char bytes[4096];
    long sum = 0;
    struct pollfd in = { .fd = l->fd, .events = POLLIN };
    while (poll(&in, 1, quiet_ms) > 0) {
        ssize_t n = read(l->fd, bytes, sizeof bytes);
        if (n <= 0)
            break;
        vterm_input_write(l->vt, bytes, (size_t)n);
        size_t keep = sizeof l->said - l->said_len < (size_t)n ? sizeof l->said - l->said_len : (size_t)n;
        memcpy(l->said + l->said_len, bytes, keep);
        l->said_len += keep;
        sum += n;
    }
    return sum;
}

bool on_row(struct line *l, int row, const char *want)
{
    char text[1024] = "";
    int rows, columns;
    vterm_get_size(l->vt, &rows, &columns);
    if (row >= rows)
        return false;
    VTermRect rect = { row, row + 1, 0, columns };
    size_t n = vterm_screen_get_text(l->screen, text, sizeof text - 1, rect);
    text[n] = '\0';
    return strstr(text, want) != NULL;
}

void wait_row(struct line *l, int row, const char *want)
{
    for (int64_t end = now_ms() + DEADLINE_MS; now_ms() < end && !on_row(l, row, want);)
        drain(l, 20);
    if (!on_row(l, row, want))
        fail_msg("\"%s\" is not on row %d", want, row);
}

static void begin(struct line *l, const char *term, const char *screen)
{
    struct winsize size = { .ws_row = 24, .ws_col = 80 };
    draft_path = test_path("draft");
    l->said_len = 0;
    unlink(draft_path);
    l->pid = forkpty(&l->fd, NULL, NULL, &size);
    if (l->pid == 0) {
        setenv("TERM", term, 1);
        unsetenv("NO_COLOR");
        if (no_color)
            setenv("NO_COLOR", "1", 1);
        unsetenv("LINES");
        unsetenv("COLUMNS");
        child(screen);
    }
    assert_true(l->pid > 0);
    l->vt = vterm_new(24, 80);
    vterm_set_utf8(l->vt, 1);
    l->screen = vterm_obtain_screen(l->vt);
    vterm_screen_reset(l->screen, 1);
}

void line_open_mouse(struct line *l, const char *term, bool mouse)
{
    mouse_wanted = mouse;
    line_open(l, term);
    mouse_wanted = false;
}

void line_open_no_color(struct line *l, const char *term)
{
    no_color = true;
    line_open(l, term);
    no_color = false;
}

void line_open_screen(struct line *l, const char *term, const char *screen)
{
    begin(l, term, screen);
    wait_row(l, 23, "Esc");
    drain(l, 50);
}

void line_open(struct line *l, const char *term)
{
    begin(l, term, NULL);
    wait_row(l, 23, "Esc End");
    drain(l, 50);
}

void send_keys(struct line *l, const char *bytes)
{
    assert_int_equal(write(l->fd, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

int line_end(struct line *l)
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
    return status;
}

void assert_draft(const char *want)
{
    AUTO_BUF text = buf_limit(1 << 16);
    struct err e = { 0 };
    assert_ok(fs_read(&text, draft_path, 1 << 16, &e), &e);
    assert_string_equal(buf_text(&text), want);
}

bool was_said(const struct line *l, const char *bytes)
{
    return memmem(l->said, l->said_len, bytes, strlen(bytes)) != NULL;
}

void wait_said(struct line *l, const char *bytes)
{
    for (int64_t end = now_ms() + DEADLINE_MS; now_ms() < end && !was_said(l, bytes);)
        drain(l, 20);
    if (!was_said(l, bytes))
        fail_msg("\"%s\" never came; there was %.*s", bytes, (int)l->said_len, l->said);
}

void line_resize(struct line *l, int w, int h)
{
    struct winsize size = { .ws_row = (unsigned short)h, .ws_col = (unsigned short)w };
    assert_int_equal(ioctl(l->fd, TIOCSWINSZ, &size), 0);
    vterm_set_size(l->vt, h, w);
}
