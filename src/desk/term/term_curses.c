/* term_curses.c - see term_curses.h.
 *
 * ncurses decodes the keys (no home-made escape parser) and knows what stands on the screen; the desk hands
 * over a whole canvas and only the cells that differ are written, so that a plain key costs a few bytes.
 */
#include "desk/term/term_curses.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include <ncursesw/curses.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "desk/canvas.h"
#include "desk/frame.h"
#include "desk/keys.h"
#include "desk/term/osc52.h"
#include "desk/term/sequences.h"
#include "desk/term/term_plain.h"
#include "desk/term/terminal.h"

#define ESC_DELAY_MS 25

struct term_curses {
    struct terminal terminal;
    SCREEN *screen;
    struct canvas shown;
    char theme[32]; /* the theme the pairs were made for */
    attr_t attributes[ROLES];
    short pairs[ROLES];
    char bytes[UTF8_MAX]; /* of a letter that has not come whole */
    size_t byte_count;
    bool gone;
    bool cursor_line;
};

static volatile sig_atomic_t ending;

static void on_ending(int signal_number)
{
    ending = signal_number;
}

static struct term_curses *self(struct terminal *t)
{
    return (struct term_curses *)t;
}

static void size(struct terminal *t, int *w, int *h)
{
    (void)t;
    *w = COLS;
    *h = LINES;
}

static int colours(struct terminal *t)
{
    (void)t;
    return has_colors() ? COLORS : 0;
}

/* --- out --- */

static void make_pairs(struct term_curses *s, const struct theme *theme)
{
    const struct look *base = &theme->looks[ROLE_BASE];
    if (has_colors())
        assume_default_colors(base->fg, base->bg); /* base = pair 0: plain text needs no colour sequence */
    for (int i = 0; i < ROLES; i++) {
        const struct look *look = &theme->looks[i];
        bool plain = look->fg == base->fg && look->bg == base->bg;
        s->attributes[i] = (look->attributes & LOOK_BOLD ? A_BOLD : 0) |
                           (look->attributes & LOOK_UNDERLINE ? A_UNDERLINE : 0) |
                           (look->attributes & LOOK_REVERSE ? A_REVERSE : 0);
        s->pairs[i] = 0;
        if (!has_colors() || plain)
            continue;
        if (init_pair((short)(i + 1), look->fg, look->bg) == OK)
            s->pairs[i] = (short)(i + 1);
    }
    memcpy(s->theme, theme->name, sizeof s->theme);
}

static void put_cell(const struct term_curses *s, int x, int y, const struct cell *cell)
{
    wchar_t wide[CCHARW_MAX + 1] = { 0 };
    const char *text = cell->text;
    uint32_t code;
    for (int n = 0, length; n < CCHARW_MAX && (length = glyph_decode(&code, text)); n++, text += length)
        wide[n] = (wchar_t)code;
    cchar_t out;
    setcchar(&out, wide, s->attributes[cell->role], s->pairs[cell->role], NULL);
    mvadd_wch(y, x, &out);
}

static void put_row(struct term_curses *s, const struct canvas *c, int y, int first, int last)
{
    while (first > 0 && canvas_at(c, first, y)->width == 0)
        first--;
    for (int x = first; x <= last; x++)
        if (canvas_at(c, x, y)->width)
            put_cell(s, x, y, canvas_at(c, x, y));
}

static void repaint_all(struct term_curses *s)
{
    canvas_release(&s->shown);
    clearok(curscr, TRUE);
}

static void show_cursor(struct term_curses *s, const struct canvas *c)
{
    /* A change of shape is sent only when it changes (DECSCUSR: 2 = block, 4 = underline). */
    if (c->cursor_line != s->cursor_line && strncmp(termname(), "linux", 5) != 0) {
        fputs(c->cursor_line ? "\033[4 q" : "\033[2 q", stdout);
        fflush(stdout);
        s->cursor_line = c->cursor_line;
    }
    move(c->cursor_y, c->cursor_x);
}

static void draw(struct terminal *t, const struct canvas *c, const struct theme *theme)
{
    struct term_curses *s = self(t);
    if (s->gone)
        return;
    if (strcmp(s->theme, theme->name) != 0)
        make_pairs(s, theme);
    bool fresh = s->shown.w != c->w || s->shown.h != c->h;
    if (fresh && canvas_resize(&s->shown, c->w, c->h, NULL))
        return;
    if (fresh)
        erase();
    int first, last;
    for (int y = 0; y < c->h && y < LINES; y++) {
        if (fresh)
            put_row(s, c, y, 0, c->w - 1);
        else if (canvas_row_diff(&s->shown, c, y, &first, &last))
            put_row(s, c, y, first, last);
    }
    canvas_copy(&s->shown, c);
    show_cursor(s, c);
    refresh();
}

/* --- in --- */

static const struct {
    int curses;
    uint32_t key;
} decoded[] = {
    { KEY_UP, K_UP },
    { KEY_DOWN, K_DOWN },
    { KEY_LEFT, K_LEFT },
    { KEY_RIGHT, K_RIGHT },
    { KEY_HOME, K_HOME },
    { KEY_END, K_END },
    { KEY_PPAGE, K_PAGE_UP },
    { KEY_NPAGE, K_PAGE_DOWN },
    { KEY_IC, K_INSERT },
    { KEY_DC, K_DELETE },
    { KEY_BTAB, K_BACK_TAB },
    { KEY_ENTER, K_ENTER },
    { KEY_BACKSPACE, K_BACKSPACE },
    { KEY_RESIZE, K_RESIZE },
    { KEY_FIND, K_HOME },
    { KEY_SELECT, K_END },
    { OWN_PASTE_BEGIN, K_PASTE_BEGIN },
    { OWN_PASTE_END, K_PASTE_END },
    { OWN_CTRL_HOME, K_CTRL_HOME },
    { OWN_CTRL_END, K_CTRL_END },
    { OWN_SHIFT_F1, K_SHIFT_F1 },
    { KEY_F0 + 13, K_SHIFT_F1 },
};

static uint32_t function_key(int code)
{
    for (size_t i = 0; i < sizeof decoded / sizeof *decoded; i++)
        if (decoded[i].curses == code)
            return decoded[i].key;
    if (code >= OWN_PAD + '*' && code <= OWN_PAD + '9')
        return (uint32_t)(code - OWN_PAD);
    if (code > KEY_F0 && code <= KEY_F0 + 12)
        return K_F((uint32_t)(code - KEY_F0));
    return K_NONE;
}

static bool understood(int code)
{
    return function_key(code) != K_NONE;
}

static uint32_t plain_key(uint32_t code)
{
    if (code == '\n' || code == '\r')
        return K_ENTER;
    if (code == '\b') /* some terminals send it for Backspace */
        return K_BACKSPACE;
    return code;
}

/* get_wch() forgets the first bytes of a letter when its time-out falls between them; on a slow line that is
 * every tenth letter. So bytes are kept here until the letter is whole. K_NONE = more bytes are needed, or
 * they are none. */
static uint32_t assemble(struct term_curses *s, int byte)
{
    uint32_t code;
    bool continues = ((unsigned)byte & 0xC0) == 0x80;
    if (!continues)
        s->byte_count = 0;
    if (continues && s->byte_count == 0)
        return K_NONE;
    s->bytes[s->byte_count++] = (char)byte;
    if (s->byte_count < utf8_expected((unsigned char)s->bytes[0]))
        return K_NONE;
    size_t n = utf8_decode(&code, s->bytes, s->byte_count);
    s->byte_count = 0;
    return n ? code : (uint32_t)K_NONE;
}

/* Esc followed at once, or later, by a digit is an F-key: mc's twins for terminals that steal F1, F10, F11.
 */
static uint32_t after_esc(void)
{
    timeout(ESC_DELAY_MS * 2);
    int next = getch();
    if (next >= '0' && next <= '9')
        return K_F(next == '0' ? 10u : (uint32_t)next - '0');
    if (next != ERR)
        ungetch(next);
    return K_ESC;
}

static bool input_lost(int timeout_ms)
{
    struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
    if (poll(&in, 1, 0) < 0)
        return false;
    if (in.revents & (POLLHUP | POLLERR | POLLNVAL))
        return true;
    /* Readable, and yet ncurses found no key although it waited: the end of the file. */
    char byte;
    if (!(in.revents & POLLIN) || timeout_ms == 0)
        return false;
    ssize_t n = read(STDIN_FILENO, &byte, 1);
    if (n == 1)
        ungetch((unsigned char)byte);
    return n == 0 || (n < 0 && errno == EIO);
}

static enum key_read hang_up(struct term_curses *s, struct key *ret)
{
    s->gone = s->gone || ending != SIGTERM;
    ret->code = K_HANGUP;
    return KEY_READ_ONE;
}

static uint32_t mouse_report(void)
{
    MEVENT m;
    if (getmouse(&m) != OK || m.x < 0 || m.y < 0 || m.x >= CANVAS_W_MAX || m.y >= CANVAS_H_MAX)
        return K_NONE;
    if (m.bstate & BUTTON1_PRESSED)
        return K_MOUSE_AT(MOUSE_CLICK, m.x, m.y);
    if (m.bstate & (BUTTON4_PRESSED | BUTTON5_PRESSED))
        return K_MOUSE_AT(m.bstate & BUTTON4_PRESSED ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN, m.x, m.y);
    return K_NONE;
}

static uint32_t decode(struct term_curses *s, int got)
{
    if (got == KEY_MOUSE)
        return mouse_report();
    if (got > 0xFF)
        return function_key(got);
    uint32_t code = plain_key(assemble(s, got));
    return code == K_ESC ? after_esc() : code;
}

/* With a scanner's line to watch, ncurses is asked only for what waits: it would not wake up for the other.
 */
static int next_byte(struct term_curses *s, int timeout_ms, bool *watched)
{
    *watched = false;
    timeout(s->terminal.watch_fd ? 0 : timeout_ms);
    int got = getch();
    if (got != ERR || !s->terminal.watch_fd)
        return got;
    *watched = terminal_wait(&s->terminal, STDIN_FILENO, timeout_ms);
    return *watched ? ERR : getch();
}

static enum key_read read_key(struct terminal *t, struct key *ret, int timeout_ms)
{
    struct term_curses *s = self(t);
    bool watched;
    do {
        if (ending || s->gone)
            return hang_up(s, ret);
        int got = next_byte(s, timeout_ms, &watched);
        if (watched)
            return KEY_READ_WATCH;
        if (ending || (got == ERR && input_lost(timeout_ms)))
            return hang_up(s, ret);
        if (got == ERR)
            return KEY_READ_NONE;
        ret->code = decode(s, got);
    } while (ret->code == K_NONE);
    if (ret->code == K_RESIZE)
        repaint_all(s);
    return KEY_READ_ONE;
}

/* --- begin and end --- */

static void modes_on(void)
{
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    intrflush(stdscr, FALSE);
    fputs("\033[?2004h", stdout);
    fflush(stdout);
}

static void modes_off(void)
{
    fputs("\033[?2004l\033[0 q", stdout);
    fflush(stdout);
}

static void suspend(struct terminal *t)
{
    (void)t;
    modes_off();
    endwin();
}

static void restore(struct terminal *t)
{
    modes_on();
    repaint_all(self(t));
    refresh();
}

static bool told_to_end(void)
{
    return ending != 0;
}

static enum rc lines(struct terminal *t, struct terminal **ret, struct err *e)
{
    enum rc rc = term_plain_open(ret, STDIN_FILENO, STDOUT_FILENO, e);
    if (rc)
        return rc;
    term_plain_stand_in(*ret, SCREEN_W_MIN, SCREEN_H_MIN, told_to_end);
    suspend(t);
    return RC_OK;
}

/* The lock: nothing a citizen could scroll back to may stay (3J clears the lines saved above the screen). */
static void wipe(struct terminal *t)
{
    repaint_all(self(t));
    erase();
    refresh();
    fputs("\033[3J", stdout);
    fflush(stdout);
}

static enum rc copy(struct terminal *t, const char *text, struct err *e)
{
    AUTO_BUF sequence = buf_limit(3 * OSC52_MAX);
    enum rc rc = self(t)->gone ? RC_REFUSED
                               : osc52_sequence(&sequence, osc52_way(termname(), getenv("TMUX")), text, e);
    if (rc)
        return rc;
    fputs(buf_text(&sequence), stdout);
    fflush(stdout);
    return RC_OK;
}

/* The Linux console takes pitch and length with it; every other terminal has one bell. */
static void beep_(struct terminal *t, bool brief)
{
    bool tuned = brief && strncmp(t->name, "linux", 5) == 0;
    if (tuned)
        fputs("\033[10;300]\033[11;50]", stdout);
    fputs("\a", stdout);
    if (tuned)
        fputs("\033[10]\033[11]", stdout);
    fflush(stdout);
}

static void watch_signals(void (*handler)(int))
{
    struct sigaction action = { .sa_handler = handler };
    sigemptyset(&action.sa_mask);
    sigaction(SIGHUP, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    struct sigaction ignore = { .sa_handler = SIG_IGN };
    sigaction(SIGPIPE, &ignore, NULL);
}

/* Only presses: a click needs no second, and the terminal keeps dragging with Shift for its own selecting. */
static void mouse(struct terminal *t, bool on)
{
    (void)t;
    mouseinterval(0);
    mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

static void close_(struct terminal *t)
{
    struct term_curses *s = self(t);
    if (!s->gone)
        modes_off();
    endwin();
    delscreen(s->screen);
    canvas_release(&s->shown);
    watch_signals(SIG_DFL);
    free(s);
}

/* A description the machine lacks is no reason to keep a clerk from her desk. */
static SCREEN *new_screen(const char *name)
{
    SCREEN *screen = newterm(name, stdout, stdin);
    const char *like = sequences_like(name);
    return !screen && like ? newterm(like, stdout, stdin) : screen;
}

/* A terminal that cannot place its cursor (dumb, an editor's shell window) would get every line on top of the last. */
static bool places_cursor(void)
{
    const char *cup = tigetstr("cup");
    return cup && cup != (const char *)-1;
}

enum rc term_curses_open(struct terminal **ret, struct err *e)
{
    const char *name = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_set(e, RC_REFUSED, "no_terminal", "The desk needs a terminal with a keyboard.");
    struct term_curses *s = calloc(1, sizeof *s);
    if (!s)
        return err_no_memory(e);
    s->screen = name && strlen(name) < 64 ? new_screen(name) : NULL;
    if (s->screen && !places_cursor()) {
        endwin();
        delscreen(s->screen);
        s->screen = NULL;
    }
    if (!s->screen) {
        free(s);
        return err_set(e, RC_REFUSED, "terminal_unknown",
            "This terminal is not known (TERM=%.40s). Try TERM=xterm-256color or desk --plain.",
            name ? name : "");
    }
    s->terminal = (struct terminal){ .size = size, .colours = colours, .draw = draw, .read = read_key, .suspend = suspend, .restore = restore, .wipe = wipe, .beep = beep_, .close = close_, .copy = copy };
    set_escdelay(ESC_DELAY_MS);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    modes_on();
    sequences_define(understood);
    ending = 0;
    watch_signals(on_ending);
    s->terminal.name = name;
    s->terminal.mouse = mouse;
    s->terminal.lines = lines;
    *ret = &s->terminal;
    return RC_OK;
}
