/* term_plain.c - see term_plain.h. */
#include "desk/term/term_plain.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/fs.h"
#include "base/text.h"
#include "desk/canvas.h"
#include "desk/keys.h"
#include "desk/term/terminal.h"

#define PLAIN_W         80
#define PLAIN_H         24
#define PLAIN_NARROWEST 20
#define PANE            0x2502u
#define LINE_MAX_BYTES  4096

struct term_plain {
    struct terminal terminal;
    struct canvas shown;
    int in, out;
    int width; /* of the lines written */
    char line[LINE_MAX_BYTES];
    size_t line_len;
    uint32_t keys[LINE_MAX_BYTES];
    size_t count, next;
    bool unanswered; /* a line was played and its picture is not written yet: the next line waits */
    bool gone;
    int until_w, until_h; /* stands in until the window is so large; 0 = for good */
    bool (*ended)(void);
};

static struct term_plain *self(struct terminal *t)
{
    return (struct term_plain *)t;
}

static void size(struct terminal *t, int *w, int *h)
{
    (void)t;
    *w = PLAIN_W;
    *h = PLAIN_H;
}

static int colours(struct terminal *t)
{
    (void)t;
    return 0;
}

/* --- out --- */

/* The header's clock and the footer are left out unless the screen is a new one: a reader would hear them
 * each time. */
static bool worth_saying(const struct term_plain *p, const struct canvas *c, int y, bool fresh)
{
    int first, last;
    if (fresh)
        return true;
    return y > 0 && y < c->h - 1 && y != c->cursor_y && canvas_row_diff(&p->shown, c, y, &first, &last);
}

/* Frames, rules and bars are for eyes; the pointer, the marks before words and the line between panes stay.
 */
static bool is_ornament(uint32_t code)
{
    return (code >= 0x2500 && code <= 0x259F && code != 0x258C) || code == 0x25B2 || code == 0x25BC;
}

/* The row in words: ornaments are blanks, and no run of blanks is longer than two. */
static void in_words(struct buf *out, const char *row)
{
    int blanks = 2;
    uint32_t code;
    for (int n; (n = glyph_decode(&code, row)); row += n) {
        bool blank = code == ' ' || (is_ornament(code) && code != PANE);
        blanks = blank ? blanks + 1 : 0;
        if (blanks <= 2)
            buf_add(out, blank ? " " : code == PANE ? "|" : row, blank || code == PANE ? 1 : (size_t)n);
    }
    while (out->len && strchr(" |", out->data[out->len - 1]))
        out->data[--out->len] = '\0';
}

/* Bytes of the first line of at most `width` columns, broken at a blank where there is one. */
static size_t first_line(const char *text, int width)
{
    size_t len = strlen(text), n = text_cut(text, len, width, NULL), blank = n;
    if (n == len || !n)
        return n ? n : len;
    while (blank && text[blank] != ' ')
        blank--;
    return blank ? blank : n;
}

static void add_row(
    const struct term_plain *p, struct buf *text, const struct canvas *c, int y, const char *before)
{
    AUTO_BUF row = buf_limit(1 << 16), words = buf_limit(1 << 16);
    canvas_row_text(c, y, &row);
    in_words(&words, buf_text(&row));
    const char *rest = buf_text(&words);
    rest += strspn(rest, " |");
    if (!*rest && !*before)
        return;
    for (const char *head = before; *rest || head == before; head = "  ") {
        size_t n = first_line(rest, p->width - (int)strlen(head));
        buf_puts(text, head);
        size_t ink = n;
        while (ink && rest[ink - 1] == ' ')
            ink--;
        buf_add(text, rest, ink);
        buf_putc(text, '\n');
        rest += n + strspn(rest + n, " ");
    }
}

/* A PIN must not stand on the screen or in the lines above it. */
static void keep_secret(const struct term_plain *p, bool secret)
{
    struct termios modes;
    if (tcgetattr(p->in, &modes))
        return; /* a pipe echoes nothing */
    tcflag_t wanted = secret ? modes.c_lflag & ~(tcflag_t)ECHO : modes.c_lflag | ECHO;
    if (wanted == modes.c_lflag)
        return;
    modes.c_lflag = wanted;
    tcsetattr(p->in, TCSANOW, &modes);
}

static void draw(struct terminal *t, const struct canvas *c, const struct theme *theme)
{
    (void)theme;
    struct term_plain *p = self(t);
    AUTO_BUF text = buf_limit(1 << 18);
    if (p->next < p->count) /* a line is said when it has been played to its end */
        return;
    p->unanswered = false;
    int first, last;
    bool fresh = p->shown.w != c->w, changed = fresh;
    if (fresh && canvas_resize(&p->shown, c->w, c->h, NULL))
        return;
    for (int y = 1; y < c->h && !changed; y++)
        changed = canvas_row_diff(&p->shown, c, y, &first, &last);
    changed = changed || p->shown.cursor_y != c->cursor_y;
    for (int y = 0; y < c->h && changed; y++)
        if (worth_saying(p, c, y, fresh))
            add_row(p, &text, c, y, "");
    if (changed)
        add_row(p, &text, c, c->cursor_y, "> ");
    canvas_copy(&p->shown, c);
    keep_secret(p, c->cursor_secret);
    if (text.len && fs_write_all(p->out, text.data, text.len))
        p->gone = true;
}

/* --- in --- */

static void queue(struct term_plain *p, uint32_t key)
{
    if (key && p->count < LINE_MAX_BYTES)
        p->keys[p->count++] = key;
}

static void queue_names(struct term_plain *p, char *names)
{
    char *save = NULL;
    for (char *n = strtok_r(names, " ", &save); n; n = strtok_r(NULL, " ", &save))
        queue(p, key_by_name(n));
}

/* An arrow or an F-key struck from habit comes as a sequence; its letters are no text. */
static size_t sequence_bytes(const char *text)
{
    size_t n = 2;
    if (text[0] != '\033' || (text[1] != '[' && text[1] != 'O'))
        return 0;
    while (text[n] && (text[n] < '@' || text[n] > '~'))
        n++;
    return n + (text[n] != '\0');
}

static void queue_line(struct term_plain *p)
{
    uint32_t code;
    char *text = p->line;
    p->count = p->next = 0;
    p->unanswered = true;
    if (text[0] == ':' && text[1] != ':') {
        queue_names(p, text + 1);
        return;
    }
    text += text[0] == ':';
    for (int n; (n = glyph_decode(&code, text)); text += n) {
        text += sequence_bytes(text);
        n = glyph_decode(&code, text);
        if (n && code >= 32)
            queue(p, code);
    }
    p->count -= p->count == LINE_MAX_BYTES;
    queue(p, K_ENTER);
}

/* Takes a whole line when there is one. A line too long for any field is cut; the field's own limit speaks
 * up. */
static bool read_line(struct term_plain *p, int timeout_ms)
{
    struct pollfd in = { .fd = p->in, .events = POLLIN };
    while (poll(&in, 1, timeout_ms) > 0) {
        char byte;
        ssize_t n = read(p->in, &byte, 1);
        if (n < 0 && errno == EINTR)
            continue;
        p->gone = p->gone || n <= 0;
        if (p->gone)
            return false;
        if (byte == '\n') {
            p->line[p->line_len] = '\0';
            p->line_len = 0;
            queue_line(p);
            return true;
        }
        if (p->line_len + 1 < LINE_MAX_BYTES)
            p->line[p->line_len++] = byte;
    }
    return false;
}

static bool large_enough(const struct term_plain *p)
{
    struct winsize size = { 0 };
    return p->until_w && ioctl(p->out, TIOCGWINSZ, &size) == 0 && size.ws_col >= p->until_w &&
           size.ws_row >= p->until_h;
}

static enum key_read read_key(struct terminal *t, struct key *ret, int timeout_ms)
{
    struct term_plain *p = self(t);
    bool idle = p->next == p->count && !p->unanswered && !p->gone;
    if (idle && t->watch_fd && terminal_wait(t, p->in, timeout_ms))
        return KEY_READ_WATCH;
    if (idle)
        read_line(p, t->watch_fd ? 0 : timeout_ms); /* cut short when the window changes */
    p->gone = p->gone || (p->ended && p->ended());
    if (p->next == p->count && !p->unanswered && !p->gone && large_enough(p)) {
        ret->code = K_RESIZE;
        return KEY_READ_ONE;
    }
    if (p->next < p->count)
        ret->code = p->keys[p->next++];
    else if (p->gone && !p->unanswered)
        ret->code = K_HANGUP;
    else
        return KEY_READ_NONE;
    return KEY_READ_ONE;
}

static void nothing(struct terminal *t)
{
    (void)t;
}

static void beep(struct terminal *t, bool brief)
{
    struct term_plain *p = self(t);
    (void)brief;
    if (isatty(p->out) && !p->gone)
        p->gone = fs_write_all(p->out, "\a", 1) != RC_OK;
}

static void close_(struct terminal *t)
{
    keep_secret(self(t), false);
    canvas_release(&self(t)->shown);
    free(t);
}

void term_plain_stand_in(struct terminal *t, int w, int h, bool (*ended)(void))
{
    struct term_plain *p = self(t);
    p->until_w = w;
    p->until_h = h;
    p->ended = ended;
}

/* Big print is 40 columns: the screens stay as wide as they are, their lines are wrapped. */
static int width_of(int out)
{
    struct winsize size = { 0 };
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;
    if (ioctl(out, TIOCGWINSZ, &size) == 0 && size.ws_col)
        width = size.ws_col;
    return width >= PLAIN_NARROWEST && width <= PLAIN_W ? (int)width : PLAIN_W;
}

enum rc term_plain_open(struct terminal **ret, int in, int out, struct err *e)
{
    struct term_plain *p = calloc(1, sizeof *p);
    if (!p)
        return err_no_memory(e);
    p->terminal = (struct terminal){ .size = size, .colours = colours, .draw = draw, .read = read_key, .suspend = nothing, .restore = nothing, .wipe = nothing, .beep = beep, .close = close_ };
    p->in = in;
    p->out = out;
    p->width = width_of(out);
    signal(SIGPIPE, SIG_IGN);
    *ret = &p->terminal;
    return RC_OK;
}
