/* tour.c - `motcua tour`: the first morning at the desk, on a practice book made for the lesson and thrown
 * away. */
#include <dirent.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/book.h"
#include "catalog/catalogue.h"
#include "desk/desk.h"
#include "desk/session.h"
#include "desk/term/term_curses.h"
#include "desk/term/term_memory.h"
#include "desk/tour.h"
#include "desk/typing.h"
#include "people/staff.h"
#include "prog/identity.h"
#include "prog/practice_week.h"
#include "prog/verb.h"

#define LESSONS_MAX 20

struct lessons {
    char names[LESSONS_MAX][NAME_MAX + 1]; /* "1-mo-quay.yaml", in order */
    int count;
};

static int only_lessons(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);
    return entry->d_name[0] != '.' && len > 5 && strcmp(entry->d_name + len - 5, ".yaml") == 0;
}

static enum rc find_lessons(struct lessons *ret, const char *dir, struct err *e)
{
    struct dirent **entries;
    int n = scandir(dir, &entries, only_lessons, versionsort);
    ret->count = 0;
    for (int i = 0; i < n; i++) {
        if (ret->count < LESSONS_MAX)
            snprintf(ret->names[ret->count++], sizeof ret->names[0], "%s", entries[i]->d_name);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
    return ret->count ? RC_OK : err_set(e, RC_NOT_FOUND, "no_lessons", N_("There are no lessons in %s"), dir);
}

/* --- a book for one lesson --- */

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *walk)
{
    (void)st;
    (void)flag;
    (void)walk;
    return remove(path);
}

static void throw_away(const char *dir)
{
    if (*dir)
        nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static enum rc make_dir(char dir[PATH_MAX], struct err *e)
{
    const char *below = getenv("TMPDIR");
    snprintf(dir, PATH_MAX, "%s/motcua-tour-XXXXXX", below && *below ? below : "/tmp");
    if (mkdtemp(dir))
        return RC_OK;
    dir[0] = '\0';
    return err_set(e, RC_STORAGE, "tour_place", N_("No place for the practice book; is the disk full?"));
}

/* The learner is the founder of a commune of invented people and a week of work. */
static enum rc furnish(struct office *of, struct arena *a, struct err *e)
{
    char user[64];
    struct staff learner = { .role = ROLE_FOUNDER };
    identity_unix_user(user, sizeof user);
    snprintf(learner.login, sizeof learner.login, "%.32s", user);
    snprintf(learner.unix_user, sizeof learner.unix_user, "%.32s", user);
    snprintf(learner.name, sizeof learner.name, "%s", _("Learner"));
    enum rc rc = staff_found(of, &learner, e);
    if (!rc)
        rc = identity_sign_in(of, NULL, a, e);
    if (!rc)
        rc = catalogue_install(of, e);
    return rc ? rc : practice_week_fill(of, e);
}

static enum rc make_book(
    struct book *book, struct office *of, const char *dir, struct arena *a, struct err *e)
{
    char path[PATH_MAX];
    const struct book_facts facts = { "H48.99", "UBND xã Mẫu", "Tỉnh Quảng Ngãi", true };
    if (snprintf(path, sizeof path, "%s/book", dir) >= (int)sizeof path)
        return err_set(e, RC_STORAGE, "tour_place", N_("No place for the practice book; is the disk full?"));
    enum rc rc = book_create(path, &facts, of->clock, e);
    if (!rc)
        rc = book_open(book, path, e);
    if (rc)
        return rc;
    of->book = book;
    of->db = book->db;
    of->desk = "quay-tap";
    return furnish(of, a, e);
}

/* --- one lesson --- */

static enum rc play(struct tour *tour, struct office *of, const struct tour_lesson *lesson,
    struct terminal *t, struct term_memory *memory, const char *name, struct err *e)
{
    struct desk d;
    struct session session = { 0 };
    enum rc rc = desk_open(&d, t, of, of->clock, e);
    if (!rc)
        rc = session_open(&session, &d, of, e);
    if (!rc) {
        d.lock_after_ms = 0; /* nobody is locked out while reading */
        tour_begin(tour, &d, lesson);
        rc = desk_push_named(&d, "signin", NULL);
    }
    if (!rc && memory) {
        typing_begin(&d, "telex", "old");
        desk_paint(&d);
        rc = tour_check(tour, &d, memory, name, e);
    } else if (!rc) {
        desk_run(&d);
    }
    desk_close(&d);
    session_close(&session);
    return rc;
}

static enum rc with_book(struct tour *tour, const struct office *caller, const struct tour_lesson *lesson,
    bool check, const char *name, struct err *e)
{
    AUTO_ARENA a = { 0 };
    AUTO_BOOK book = { 0 };
    char dir[PATH_MAX] = "";
    struct office of = *caller;
    struct term_memory *memory = NULL;
    struct terminal *t = NULL;
    enum rc rc = make_dir(dir, e);
    if (!rc)
        rc = make_book(&book, &of, dir, &a, e);
    if (!rc && check) {
        rc = term_memory_open(&memory, 80, 24, e);
        t = rc ? NULL : &memory->terminal;
    } else if (!rc) {
        rc = term_curses_open(&t, e);
    }
    if (!rc)
        rc = play(tour, &of, lesson, t, memory, name, e);
    throw_away(dir);
    return rc;
}

/* --- the learner's own best --- */

static bool record_path(char out[PATH_MAX], const char *name)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int n = state && *state ? snprintf(out, PATH_MAX, "%s/motcua/tour/%s", state, name)
            : home && *home ? snprintf(out, PATH_MAX, "%s/.local/state/motcua/tour/%s", home, name)
                            : 0;
    return n > 0 && n < PATH_MAX;
}

static void read_record(struct tour *tour, const char *name)
{
    char path[PATH_MAX];
    AUTO_BUF text = buf_limit(100);
    int keys, seconds;
    if (record_path(path, name) && fs_read(&text, path, 100, NULL) == RC_OK &&
        sscanf(buf_text(&text), "%6d keys %6d seconds", &keys, &seconds) == 2) {
        tour->record_keys = keys;
        tour->record_seconds = seconds;
    }
}

/* Where it cannot be kept, the lesson was learnt all the same. */
static void keep_record(const struct tour *tour, const char *name)
{
    char path[PATH_MAX], dir[PATH_MAX];
    AUTO_BUF text = buf_limit(100);
    bool better = !tour->record_keys || tour->keys < tour->record_keys ||
                  (tour->keys == tour->record_keys && tour_seconds(tour) < tour->record_seconds);
    if (!better || !record_path(path, name))
        return;
    snprintf(dir, sizeof dir, "%.*s", (int)(strrchr(path, '/') - path), path);
    buf_addf(&text, "%d keys %d seconds\n", tour->keys, tour_seconds(tour));
    if (fs_make_dir(dir, NULL) == RC_OK && fs_replace(path, text.data, text.len, 0600, NULL))
        return;
}

static enum rc lesson(
    struct office *of, const char *dir, const char *name, bool check, bool *stopped, struct err *e)
{
    char path[PATH_MAX];
    struct tour_lesson lesson = { 0 };
    struct tour tour = { 0 };
    snprintf(path, sizeof path, "%.3000s/%.255s", dir, name);
    enum rc rc = tour_read(&lesson, path, e);
    if (rc)
        return rc;
    read_record(&tour, name);
    rc = with_book(&tour, of, &lesson, check, name, e);
    *stopped = rc || !tour_done(&tour);
    if (!rc && check)
        printf(_("%s: %d keys, it works\n"), lesson.title, tour.keys);
    else if (!rc && tour_done(&tour))
        printf(_("%s: %d keys in %d seconds; at least %d keys\n"), lesson.title, tour.keys,
            tour_seconds(&tour), lesson.best);
    if (!rc && !check && tour_done(&tour))
        keep_record(&tour, name);
    tour_release(&lesson);
    return rc;
}

static enum rc list(const struct lessons *all, const char *dir, struct err *e)
{
    enum rc rc = RC_OK;
    for (int i = 0; i < all->count && !rc; i++) {
        char path[PATH_MAX];
        struct tour_lesson one = { 0 };
        snprintf(path, sizeof path, "%.3000s/%.255s", dir, all->names[i]);
        rc = tour_read(&one, path, e);
        if (!rc)
            printf(_("%d  %s (%d keys)\n"), i + 1, one.title, one.best);
        tour_release(&one);
    }
    return rc;
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    char dir[PATH_MAX];
    struct lessons all;
    bool stopped = false;
    char *end = NULL;
    long one = args->count == 1 ? strtol(args->words[0], &end, 10) : 0;
    snprintf(dir, sizeof dir, "%s/data/tour", of->share_dir);
    enum rc rc = find_lessons(&all, dir, e);
    if (rc)
        return rc;
    if (args->count > 1 || (end && (*end || one < 1 || one > all.count)))
        return verb_usage(args, e);
    if (arg_given(args, "list"))
        return list(&all, dir, e);
    for (int i = 0; i < all.count && !rc && !stopped; i++)
        if (!one || one == i + 1)
            rc = lesson(of, dir, all.names[i], arg_given(args, "check"), &stopped, e);
    return rc;
}

static const struct option_row options[] = {
    { "list", NULL, N_("print the lessons") },
    { "check", NULL, N_("play each lesson's model keys and say whether it still works") },
    { 0 },
};

static const struct example_row examples[] = {
    { "tour", N_("all lessons, one after the other") },
    { "tour 2", N_("the second lesson alone") },
    { 0 },
};

const struct verb verb_tour = {
    .name = "tour",
    .summary = N_("learn the desk in one morning"),
    .usage = "[NUMBER] [--list] [--check]",
    .needs = NEEDS_NOTHING,
    .options = options,
    .examples = examples,
    .run = run,
    .description =
        N_("Lessons on the real screens with invented citizens. Each makes a practice book of its own and "
           "throws "
           "it away. Keys and seconds are counted; only your own best is kept, in your home directory."),
};
