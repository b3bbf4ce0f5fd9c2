/* checks.c - see checks.h. */
#include "desk/checks.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/text.h"
#include "book/book.h"
#include "book/settings.h"
#include "desk/desk.h"
#include "desk/session.h"

#define GIGABYTE     ((int64_t)1 << 30)
#define DISK_ENOUGH  (2 * GIGABYTE)
#define FILES_LOOKED 2000

#define LOOK_EVERY_MS 60000
#define FIRST_WAIT_MS 40   /* most disks answer before the first picture */
#define PATIENCE_MS   5000 /* then a person should look */

static void PRINTF_LIKE(3, 4) put(struct check *c, char mark, const char *format, ...)
{
    va_list ap;
    c->mark = mark;
    va_start(ap, format);
    vsnprintf(c->text, sizeof c->text, format, ap);
    va_end(ap);
    utf8_mend(c->text);
}

/* The kernel knows whether somebody disciplines the clock. Promised dates hang on it. */
static void look_clock(struct check *c)
{
    struct timex t = { 0 };
    if (adjtimex(&t) == TIME_ERROR || (t.status & STA_UNSYNC))
        put(c, '?', "%s", _("clock not checked by ntp"));
    else
        put(c, 'v', "%s", _("clock right (ntp)"));
}

static void look_disk(struct check *c, const struct checks *k)
{
    if (k->free_bytes < 0)
        put(c, '.', "%s", _("disk: not known"));
    else
        put(c,
            k->free_bytes < BOOK_FREE_BYTES_MIN ? '!'
            : k->free_bytes < DISK_ENOUGH       ? '?'
                                                : 'v',
            _("disk has %d GB left"), (int)(k->free_bytes / GIGABYTE));
}

/* When the newest file of the directory was written; 0 = none. */
static int64_t newest_file(const char *dir)
{
    DIR *d = opendir(dir);
    int64_t newest = 0;
    struct dirent *entry;
    for (int i = 0; d && i < FILES_LOOKED && (entry = readdir(d)); i++) {
        struct stat st;
        if (fstatat(dirfd(d), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
            st.st_mtime > newest)
            newest = st.st_mtime;
    }
    if (d)
        closedir(d);
    return newest;
}

static void look_backup(struct check *c, const struct checks *k, bool set, int64_t now)
{
    char age[AGE_SIZE];
    if (!set)
        put(c, '?', "%s", _("no backup set"));
    else if (!k->newest)
        put(c, '!', "%s", _("no backup yet"));
    else
        put(c, now - k->newest < 2 * DAY_SECONDS ? 'v' : '?', _("backup %s old"),
            age_words(age, now - k->newest));
}

static void look_printer(struct check *c, struct db *db)
{
    AUTO_ARENA a = { 0 };
    const char *name = setting_text(db, "printer.name", &a),
               *thermal = setting_text(db, "printer.thermal", &a);
    const char *which = name && *name ? name : thermal && *thermal ? thermal : NULL;
    put(c, '.', which ? _("printer %s") : "%s", which ? which : _("printer: the system's own"));
}

static void look_portal(struct check *c, struct session *s, int64_t now)
{
    session_counts(s);
    char words[64];
    enum line_state state = portal_words(words, sizeof words, &s->portal, s->portal_set, now);
    put(c, state == LINE_GOOD ? 'v' : state == LINE_NONE ? '.' : '?', "%s", words);
}

/* --- what is looked at behind --- */

/* In the child: two numbers, nothing of the book is touched. */
static void answer(int out, const char *book, const char *backups)
{
    dprintf(out, "%lld %lld\n", (long long)fs_free_bytes(book), (long long)(*backups ? newest_file(backups) : 0));
    _exit(0);
}

static void begin(struct checks *c, const char *book, const char *backups, int64_t ms)
{
    int ends[2];
    c->begun_ms = ms ? ms : 1;
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK))
        return;
    c->pid = fork();
    if (c->pid == 0)
        answer(ends[1], book, backups);
    close(ends[1]);
    c->out = ends[0];
    if (c->pid < 0)
        checks_end(c);
}

static void hear(struct checks *c, int wait_ms)
{
    char said[80];
    long long bytes, newest;
    struct pollfd in = { .fd = c->out, .events = POLLIN };
    if (!c->pid || poll(&in, 1, wait_ms) <= 0)
        return;
    ssize_t n = read(c->out, said, sizeof said - 1);
    said[n > 0 ? n : 0] = '\0';
    if (sscanf(said, "%lld %lld", &bytes, &newest) == 2) {
        c->free_bytes = bytes;
        c->newest = newest;
        c->answered = true;
    }
    checks_end(c);
}

void checks_end(struct checks *c)
{
    if (!c->pid)
        return;
    close(c->out);
    if (c->pid > 0) {
        kill(c->pid, SIGKILL);
        waitpid(c->pid, NULL, c->answered ? 0 : WNOHANG); /* one that hangs in a dead disk is not waited for */
    }
    c->pid = 0;
}

void checks_look(struct checks *c, struct session *s)
{
    AUTO_ARENA a = { 0 };
    int64_t now = clock_now(s->desk->clock), ms = clock_mono_ms(s->desk->clock);
    const char *backups = setting_text(s->office->db, "backup.dir", &a);
    bool first = !c->begun_ms;
    backups = backups ? backups : "";
    if (!c->pid && (first || ms - c->begun_ms >= LOOK_EVERY_MS))
        begin(c, s->office->book->dir, backups, ms);
    hear(c, first ? FIRST_WAIT_MS : 0);
    look_clock(&c->rows[0]);
    look_backup(&c->rows[1], c, *backups, now);
    look_disk(&c->rows[2], c);
    for (int i = 1; i <= 2 && !c->answered; i++)
        put(&c->rows[i], ms - c->begun_ms < PATIENCE_MS ? 'o' : '?', "%s",
            i == 1 ? _("backup: being looked at") : _("disk: being looked at"));
    look_printer(&c->rows[3], s->office->db);
    put(&c->rows[4], 'v', "%s", _("typing: Đăk Tô"));
    look_portal(&c->rows[5], s, now);
}
