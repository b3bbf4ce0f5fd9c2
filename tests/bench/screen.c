/* screen.c - what a person at the screen feels: the first picture, the cost of a key, silence when nothing
 * happens.
 *
 *     screen MOTCUA SMALL_BOOK BIG_BOOK WORK_DIR FLOOR
 *
 * Each program runs on a pseudo-terminal of 80x24. "First full paint" is from fork to the last byte before a
 * pause; "key" is from writing it to the last byte of its answer. Keys of ours are measured on the desk's own
 * field and list with a clock that stands still, so that the figures stay comparable when screens change.
 */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>

#include "base/clock.h"
#include "base/fs.h"
#include "bench.h"
#include "desk/desk.h"
#include "desk/term/term_curses.h"
#include "desk/widget_list.h"

#define STARTS    9
#define KEYS      120
#define PAUSE_MS  30  /* nothing for so long: the answer to a key is over */
#define START_MS  200 /* the same for the first picture */
#define LATEST_MS 4000

struct measured {
    double paint_ms, key_ms, key99_ms, bytes, rss_mb;
};

struct line {
    int fd;
    pid_t pid;
};

/* --- our field and our list --- */

struct panel {
    struct editor field;
    struct list list;
    bool in_list;
};

static void draw_row(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    (void)context;
    char text[120];
    snprintf(text, sizeof text, "H48.25-260105-%04d  Nguyễn Thị Hoa  Đăng ký khai sinh  07/01/2026", row);
    canvas_put(c, x, y, width, ROLE_BASE, text);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    struct panel *p = s->state;
    return list_set_count(&p->list, 400, e);
}

static void change(struct screen *s)
{
    struct panel *p = s->state;
    p->in_list = !p->in_list;
}

static const struct key_row keys[] = {
    { K_F(6), "panel.change", "Other", "The other half", NULL, change },
    { K_ESC, "panel.end", "End", "End", NULL, screen_close },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct panel *p = s->state;
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (p->in_list)
        return list_key(&p->list, event->key) == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
    enum edit edit = editor_key(&p->field, event->key, s->desk->typing);
    return edit == EDIT_UNUSED || edit == EDIT_REFUSED ? EVENT_UNUSED : EVENT_USED;
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct panel *p = s->state;
    frame_place(c, "Panel", NULL);
    editor_draw(&p->field, c, 2, ROW_BODY, 70, !p->in_list);
    list_draw(&p->list, c, 1, ROW_BODY + 2, 76, 16, p->in_list, "", draw_row, NULL);
}

static void close_(struct screen *s)
{
    struct panel *p = s->state;
    editor_release(&p->field);
    list_release(&p->list);
}

static const struct screen_class panel_class = {
    .name = "panel",
    .title = "Panel",
    .keys = keys,
    .state_size = sizeof(struct panel),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};

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

static void run_panel(void)
{
    struct terminal *t;
    struct desk d;
    struct err e = { 0 };
    static const struct clock clock = { still, mono, NULL };
    if (term_curses_open(&t, &e) || desk_open(&d, t, NULL, &clock, &e) || desk_push(&d, &panel_class, NULL))
        _exit(8);
    desk_run(&d);
    desk_close(&d);
    _exit(0);
}

/* --- the other end of the line --- */

/* Reads until nothing comes for `pause_ms`; bytes in *bytes, seconds of the last byte returned (start when
 * none). */
static double drain(struct line *l, int pause_ms, double start, long *bytes)
{
    char text[16384];
    double last = start;
    struct pollfd in = { .fd = l->fd, .events = POLLIN };
    while (poll(&in, 1, pause_ms) > 0) {
        ssize_t n = read(l->fd, text, sizeof text);
        if (n <= 0)
            break;
        last = bench_now();
        *bytes += n;
        if ((last - start) * 1e3 > LATEST_MS)
            break;
    }
    return last;
}

/* NULL argv = the panel. */
static bool line_open(struct line *l, const char *const argv[])
{
    struct winsize size = { .ws_row = 24, .ws_col = 80 };
    l->pid = forkpty(&l->fd, NULL, NULL, &size);
    if (l->pid == 0) {
        setenv("TERM", "xterm-256color", 1);
        unsetenv("NO_COLOR");
        unsetenv("LINES");
        unsetenv("COLUMNS");
        if (!argv)
            run_panel();
        execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    return l->pid > 0;
}

static void line_close(struct line *l)
{
    kill(l->pid, SIGKILL);
    waitpid(l->pid, NULL, 0);
    close(l->fd);
}

static double rss_mb(pid_t pid)
{
    char path[64], row[256];
    long kb = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *f = fopen(path, "re");
    while (f && fgets(row, sizeof row, f))
        if (strncmp(row, "VmRSS:", 6) == 0)
            kb = strtol(row + 6, NULL, 10);
    if (f)
        fclose(f);
    return kb < 0 ? UNKNOWN : (double)kb / 1024;
}

static double first_paint(const char *const argv[], double *rss)
{
    double ms[STARTS];
    for (int i = 0; i < STARTS; i++) {
        struct line l;
        long bytes = 0;
        double start = bench_now();
        if (!line_open(&l, argv))
            return UNKNOWN;
        ms[i] = (drain(&l, START_MS, start, &bytes) - start) * 1e3;
        *rss = rss_mb(l.pid);
        line_close(&l);
        if (bytes < 400)
            return UNKNOWN; /* that was an excuse, not a picture */
    }
    return share_of(ms, STARTS, 0.5);
}

static long press(struct line *l, const char *key, double *ms)
{
    long bytes = 0;
    double start = bench_now();
    if (write(l->fd, key, strlen(key)) < 0)
        return -1;
    *ms = (drain(l, PAUSE_MS, start, &bytes) - start) * 1e3;
    return bytes;
}

/* Down and up in turns of `turn`, so that no program runs out of rows. NULL down = letters. */
static void press_all(struct measured *ret, struct line *l, const char *down, const char *up, int turn)
{
    double ms[KEYS], bytes[KEYS];
    size_t n = 0;
    for (int i = 0; i < KEYS; i++) {
        char letter[2] = { (char)('a' + i % 26), 0 };
        const char *key = !down ? i % 50 < 25 ? letter : "\177" : i / turn % 2 ? up : down;
        double spent = 0;
        long cost = press(l, key, &spent);
        if (cost <= 0)
            continue;
        ms[n] = spent;
        bytes[n++] = (double)cost;
    }
    ret->bytes = share_of(bytes, n, 0.5);
    ret->key_ms = share_of(ms, n, 0.5);
    ret->key99_ms = share_of(ms, n, 0.99);
}

static struct measured measure(const char *const argv[], const char *down, const char *up)
{
    struct measured m = { UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN };
    struct line l;
    long bytes = 0;
    if (argv && !bench_has(argv[0]) && access(argv[0], X_OK) != 0)
        return m;
    m.paint_ms = first_paint(argv, &m.rss_mb);
    if (m.paint_ms < 0 || !line_open(&l, argv))
        return m;
    drain(&l, START_MS, bench_now(), &bytes);
    press_all(&m, &l, down, up, 15);
    line_close(&l);
    return m;
}

/* --- what only ours is asked --- */

struct panel_costs {
    struct measured field, list;
    double burst_bytes, burst_ms, idle_bytes;
};

static struct panel_costs panel_costs(void)
{
    struct panel_costs costs = { 0 };
    struct line l;
    char burst[201];
    long bytes = 0;
    double start;
    if (!line_open(&l, NULL))
        return costs;
    drain(&l, START_MS, bench_now(), &bytes);
    press_all(&costs.field, &l, NULL, NULL, 0);
    for (int i = 0; i < 200; i++)
        burst[i] = (char)('a' + i % 26);
    burst[200] = '\0';
    bytes = press(&l, burst, &costs.burst_ms);
    costs.burst_bytes = (double)bytes;
    press(&l, "\033[17~", &start);
    press_all(&costs.list, &l, "\033OB", "\033OA", 12);
    bytes = 0;
    drain(&l, 3000, bench_now(), &bytes);
    costs.idle_bytes = (double)bytes;
    line_close(&l);
    return costs;
}

/* A thousand commits for tig, written at once. */
static void write_history(const char *dir)
{
    char command[5000];
    snprintf(command, sizeof command, "cd '%s' && git init -q && git fast-import --quiet", dir);
    FILE *f = bench_has("git") ? popen(command, "we") : NULL;
    for (int i = 1; f && i <= 1000; i++)
        fprintf(f,
            "commit refs/heads/main\ncommitter Mau <a@example.invalid> %d +0700\ndata 8\nSua %04d\n"
            "M 100644 inline a\ndata 5\n%05d\n",
            1767575400 + i * 60, i, i);
    if (f)
        pclose(f);
    snprintf(command, sizeof command, "%s/.git/HEAD", dir);
    f = fopen(command, "we");
    if (f) {
        fputs("ref: refs/heads/main\n", f);
        fclose(f);
    }
}

static void write_mails(const char *path)
{
    FILE *f = fopen(path, "we");
    for (int i = 0; f && i < 5000; i++)
        fprintf(f,
            "From a@example.invalid Mon Jan  5 08:10:00 2026\nFrom: Mau %d <a@example.invalid>\nSubject: Thu "
            "%d\n"
            "Date: Mon, 5 Jan 2026 08:10:00 +0700\nMessage-ID: <%d@example.invalid>\n\nMau.\n\n",
            i, i, i);
    if (f)
        fclose(f);
}

static void peer_row(const char *name, struct measured m)
{
    char a[16], b[16], c[16], d[16], g[16];
    bench_cell(a, m.paint_ms);
    bench_cell(b, m.key_ms);
    bench_cell(c, m.key99_ms);
    bench_cell(d, m.bytes);
    bench_cell(g, m.rss_mb);
    printf("  %-30s %9s %9s %9s %9s %9s\n", name, a, b, c, d, g);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    char mails[4096], diary[4096];
    if (argc != 6)
        return 2;
    snprintf(mails, sizeof mails, "%s/mails", argv[4]);
    snprintf(diary, sizeof diary, "%s/diary", argv[4]);
    write_mails(mails);
    write_history(argv[4]);
    const char *const small[] = { argv[1], "--book", argv[2], "desk", NULL };
    const char *const big[] = { argv[1], "--book", argv[3], "desk", NULL };
    const char *const floor_[] = { argv[5], NULL };
    const char *const less[] = { "less", mails, NULL };
    const char *const htop[] = { "htop", NULL };
    const char *const tig[] = { "tig", "-C", argv[4], NULL };
    const char *const mutt[] = { "mutt", "-n", "-F", "/dev/null", "-e", "set folder=/", "-R", "-f", mails,
        NULL };
    const char *const calcurse[] = { "calcurse", "-D", diary, NULL };
    setenv("HOME", argv[4], 1);

    bench_part("1. Screen (80x24)");
    struct measured f = measure(floor_, "\033OB", "\033OA"), h = measure(htop, "\033OB", "\033OA"),
                    t = measure(tig, "j", "k"), ours = { 0 };
    struct measured l = measure(less, "j", "k"), m = measure(mutt, "j", "k"), c = measure(calcurse, "j", "k");
    struct panel_costs costs = panel_costs();
    ours.paint_ms = first_paint(big, &ours.rss_mb);
    double small_rss, small_ms = first_paint(small, &small_rss);
    bench_row("first full paint, big book, ms : htop", ours.paint_ms, h.paint_ms, "R <= 0.25");
    bench_row("first full paint, big book, ms : ncurses floor", ours.paint_ms, f.paint_ms, "A <= 3");
    bench_row("first full paint, ms, big book : small book", ours.paint_ms, small_ms, "A <= 1.2");
    bench_row("key to last byte p50, ms : tig", costs.list.key_ms, t.key_ms, "");
    bench_row("key to last byte p99, ms : tig", costs.list.key99_ms, t.key99_ms, "R <= 1");
    bench_row("bytes a letter in a field p50", costs.field.bytes, UNKNOWN, "R <= 12 bytes");
    bench_row("bytes moving the highlight p50 : floor", costs.list.bytes, f.bytes, "A <= 64 bytes");
    bench_row(
        "bytes for 200 keys at once (a screen is 1,920 cells)", costs.burst_bytes, UNKNOWN, "R <= 5 screens");
    bench_row("bytes in 3 s of silence", costs.idle_bytes, UNKNOWN, "R = 0");
    bench_row("RSS with the big book, MB : mutt", ours.rss_mb, m.rss_mb, "R <= 16 MB");
    printf("  %-30s %9s %9s %9s %9s %9s\n", "programs beside it", "paint ms", "key p50", "key p99",
        "bytes/key", "RSS MB");
    ours.key_ms = costs.list.key_ms;
    ours.key99_ms = costs.list.key99_ms;
    ours.bytes = costs.list.bytes;
    peer_row("motcua (list)", ours);
    peer_row("floor: smallest ncurses list", f);
    peer_row("less", l);
    peer_row("calcurse", c);
    peer_row("mutt (5,000 mails)", m);
    peer_row("htop", h);
    peer_row("tig", t);
    return 0;
}
