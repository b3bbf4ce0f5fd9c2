/* checks.c - see checks.h. */
#include "desk/checks.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/timex.h>

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

static void look_disk(struct check *c, const char *dir)
{
    int64_t bytes = fs_free_bytes(dir);
    if (bytes < 0)
        put(c, '.', "%s", _("disk: not known"));
    else
        put(c,
            bytes < BOOK_FREE_BYTES_MIN ? '!'
            : bytes < DISK_ENOUGH       ? '?'
                                        : 'v',
            _("disk has %d GB left"), (int)(bytes / GIGABYTE));
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

static void look_backup(struct check *c, struct db *db, int64_t now)
{
    AUTO_ARENA a = { 0 };
    const char *dir = setting_text(db, "backup.dir", &a);
    char age[AGE_SIZE];
    int64_t at = dir && *dir ? newest_file(dir) : 0;
    if (!dir || !*dir)
        put(c, '?', "%s", _("no backup set"));
    else if (!at)
        put(c, '!', "%s", _("no backup yet"));
    else
        put(c, now - at < 2 * DAY_SECONDS ? 'v' : '?', _("backup %s old"), age_words(age, now - at));
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

void checks_look(struct check out[CHECKS], struct session *s)
{
    int64_t now = clock_now(s->desk->clock);
    look_clock(&out[0]);
    look_backup(&out[1], s->office->db, now);
    look_disk(&out[2], s->office->book->dir);
    look_printer(&out[3], s->office->db);
    put(&out[4], 'v', "%s", _("typing: Đăk Tô"));
    look_portal(&out[5], s, now);
}
