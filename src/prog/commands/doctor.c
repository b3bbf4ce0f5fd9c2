/* doctor.c - `motcua doctor`: what is wrong with this machine and this book, in plain words, and what to do. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/backup.h"
#include "book/book.h"
#include "book/check.h"
#include "book/journal.h"
#include "book/settings.h"
#include "dossier/office_calendar.h"
#include "outbox/delivery.h"
#include "prog/verb.h"

enum health { HEALTH_GOOD, HEALTH_LOOK, HEALTH_BAD };

struct finding {
    enum health health;
    char text[200];    /* what it is */
    char advice[200];  /* what to do; "" when nothing */
};

typedef void (*examine)(struct finding *f, const struct office *of);

static void say(struct finding *f, enum health health, const char *text, const char *advice)
{
    f->health = health;
    snprintf(f->text, sizeof f->text, "%s", text);
    snprintf(f->advice, sizeof f->advice, "%s", advice);
}

static void database(struct finding *f, const struct office *of)
{
    struct err e = { 0 };
    enum rc rc = book_check_integrity(of->db, &e);
    if (rc)
        say(f, HEALTH_BAD, _("The database is damaged"), _("Stop working and restore the last backup"));
    else
        say(f, HEALTH_GOOD, _("The database is sound"), "");
}

static void journal(struct finding *f, const struct office *of)
{
    struct journal_report r;
    struct err e = { 0 };
    if (journal_verify(&r, of->db, NULL, &e) || r.first_bad)
        say(f, HEALTH_BAD, _("The journal was changed behind the program's back"),
            _("Keep the machine as it is and call the administrator"));
    else
        say(f, HEALTH_GOOD, _("The journal is whole"), "");
}

static void disk(struct finding *f, const struct office *of)
{
    int64_t mb = fs_free_bytes(of->book->dir) >> 20;
    char text[200];
    snprintf(text, sizeof text, _("%lld MB are free on the book's disk"), (long long)mb);
    say(f, mb < 500 ? HEALTH_BAD : mb < 2000 ? HEALTH_LOOK : HEALTH_GOOD, text,
        mb < 2000 ? _("Free some space before the disk is full") : "");
}

/* A disk behind dm-crypt has a device-mapper directory with a uuid that begins with CRYPT-. */
static bool disk_is_encrypted(const char *dir)
{
    struct stat st;
    char path[128], uuid[64] = "";
    if (stat(dir, &st))
        return false;
    snprintf(path, sizeof path, "/sys/dev/block/%u:%u/dm/uuid", major(st.st_dev), minor(st.st_dev));
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    bool read = fgets(uuid, sizeof uuid, file) != NULL;
    fclose(file);
    return read && strncmp(uuid, "CRYPT-", 6) == 0;
}

static void encryption(struct finding *f, const struct office *of)
{
    if (disk_is_encrypted(of->book->dir))
        say(f, HEALTH_GOOD, _("The book's disk is encrypted"), "");
    else
        say(f, HEALTH_LOOK, _("The book's disk is not encrypted: a stolen machine tells everything"),
            _("Install the system with an encrypted disk (LUKS)"));
}

static void keys(struct finding *f, const struct office *of)
{
    char path[PATH_MAX];
    struct stat st;
    bool closed = stat(book_path(path, of->book, "keys"), &st) == 0 && !(st.st_mode & 077);
    say(f, closed ? HEALTH_GOOD : HEALTH_BAD, closed ? _("The keys are closed to other accounts") : _("The keys are open to other accounts"),
        closed ? "" : _("Set the mode of the directory keys to 0700"));
}

static void clock_of_machine(struct finding *f, const struct office *of)
{
    struct journal_head head;
    int64_t now = clock_now(of->clock);
    bool back = journal_head(&head, of->db, NULL) == RC_OK && now < head.at - 300;
    say(f, back ? HEALTH_BAD : HEALTH_GOOD, back ? _("The clock stands before the newest entry of the book") : _("The clock agrees with the book"),
        back ? _("Set date and time; a dead battery in an old machine does this") : "");
}

static void holidays(struct finding *f, const struct office *of)
{
    AUTO_CALENDAR calendar = { 0 };
    struct err e = { 0 };
    struct day in_a_month = day_add(day_of(clock_now(of->clock)), 31);
    if (office_calendar(&calendar, of, &e))
        say(f, HEALTH_BAD, e.message, _("Import the holidays again: motcua calendar import FILE"));
    else if (!calendar_covers(&calendar, in_a_month))
        say(f, HEALTH_LOOK, _("The holidays of the coming month are not in the calendar"),
            _("Import the Government's list: motcua calendar import FILE"));
    else
        say(f, HEALTH_GOOD, _("The calendar covers the coming month"), "");
}

static void outbox(struct finding *f, const struct office *of)
{
    struct delivery_counts counts;
    char text[200];
    int64_t now = clock_now(of->clock);
    if (delivery_count(&counts, of->db, NULL, now, NULL)) {
        say(f, HEALTH_BAD, _("The outbox cannot be read"), "");
        return;
    }
    int64_t hours = counts.oldest_at ? (now - counts.oldest_at) / 3600 : 0;
    int64_t refused = counts.by_state[DELIVERY_REFUSED];
    snprintf(text, sizeof text, _("%lld deliveries wait, the oldest for %lld hours; %lld need a person"),
        (long long)(counts.by_state[DELIVERY_WAITING] + counts.by_state[DELIVERY_UNKNOWN]), (long long)hours,
        (long long)refused);
    say(f, refused || hours > 24 ? HEALTH_LOOK : HEALTH_GOOD, text,
        refused ? _("See why: motcua outbox list") : hours > 24 ? _("Check the line, then: motcua sync --once") : "");
}

static void backups(struct finding *f, const struct office *of)
{
    int64_t newest;
    char path[PATH_MAX];
    if (backup_newest(&newest, of, NULL) || !newest)
        say(f, HEALTH_LOOK, _("There is no backup yet"), _("Write one onto a stick: motcua backup FILE"));
    else if (clock_now(of->clock) - newest > DAY_SECONDS)
        say(f, HEALTH_LOOK, _("The newest backup is more than a day old"), _("Write one onto a stick: motcua backup FILE"));
    else if (fs_exists(book_path(path, of->book, "keys/backup.secret")))
        say(f, HEALTH_LOOK, _("The key that reads backups still lies on this machine"),
            _("Move keys/backup.secret to two sticks and keep them apart"));
    else
        say(f, HEALTH_GOOD, _("The newest backup is of today"), "");
}

static void portal(struct finding *f, const struct office *of)
{
    AUTO_ARENA a = { 0 };
    const char *url = setting_text(of->db, "portal.url", &a), *account = setting_text(of->db, "portal.account_file", &a);
    struct stat st;
    if (!url || !*url)
        say(f, HEALTH_LOOK, _("No portal is set: dossiers wait in the book"), _("Set it: motcua settings set portal.url ADDRESS"));
    else if (!account || !*account || stat(account, &st))
        say(f, HEALTH_BAD, _("The portal's account file is missing"), _("Set it: motcua settings set portal.account_file FILE"));
    else if (st.st_mode & 077)
        say(f, HEALTH_BAD, _("The portal's account file can be read by other accounts"), _("Set its mode to 0400"));
    else
        say(f, HEALTH_GOOD, _("The portal is set"), "");
}

static const struct {
    const char *name;
    examine examine;
} examinations[] = {
    { "database", database }, { "journal", journal },          { "disk", disk },         { "encryption", encryption },
    { "keys", keys },         { "clock", clock_of_machine },   { "calendar", holidays }, { "outbox", outbox },
    { "portal", portal },     { "backup", backups },
};

static const char *health_slug(enum health health)
{
    return health == HEALTH_GOOD ? "good" : health == HEALTH_LOOK ? "look" : "bad";
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    static const char *const marks[] = { "✓", "?", "!" };
    enum health worst = HEALTH_GOOD;
    struct js *list = js_array();
    for (size_t i = 0; i < sizeof examinations / sizeof *examinations; i++) {
        struct finding f = { 0 };
        examinations[i].examine(&f, of);
        worst = f.health > worst ? f.health : worst;
        struct js *node = js_object();
        js_put_text(node, "name", examinations[i].name);
        js_put_text(node, "health", health_slug(f.health));
        js_put_text(node, "message", f.text);
        js_put_text(node, "advice", f.advice[0] ? f.advice : NULL);
        js_add(list, node);
        if (!args->json)
            printf("%s %s\n%s%s%s", marks[f.health], f.text, f.advice[0] ? "  " : "", f.advice, f.advice[0] ? "\n" : "");
    }
    enum rc rc = args->json ? print_json(list, e) : RC_OK;
    if (!args->json)
        js_free(list);
    if (rc || worst != HEALTH_BAD)
        return rc;
    e->printed = true;
    return RC_STORAGE;
}

static const struct example_row examples[] = {
    { "doctor", N_("what is wrong, and what to do about it") },
    { "doctor --json", N_("the same for a program that watches this machine") },
    { 0 },
};

const struct verb verb_doctor = {
    .name = "doctor", .summary = N_("say what is wrong with this machine and book, and what to do"), .usage = "",
    .description = N_("Exit status 5 when something is bad; things to look at do not change it."),
    .needs = NEEDS_BOOK, .examples = examples, .run = run, .prints_data = true,
};
