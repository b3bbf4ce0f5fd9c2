/* commits.c - how many dossiers a second become durable, at one desk and at eight.
 *
 *     commits WORK_DIR [POSTGRES_1 POSTGRES_8]
 *
 * The limit is the disk: how often a second a block of a file can be overwritten and made durable. Beside
 * ours stands bare SQLite (three small rows a commit, WAL, FULL) with its own way of waiting, and PostgreSQL
 * when the caller has measured it. Ours is the whole intake: document read and checked, number, people,
 * dossier, journal, deliveries.
 */
#include <sqlite3.h>
#include <sys/mman.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/office.h"
#include "bench.h"
#include "book/book.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "catalog/catalogue.h"
#include "dossier/intake.h"
#include "people/staff.h"

#define DESKS   8
#define SECONDS 2.0 /* of eight desks */
#define SLICE   0.5 /* of one desk: the measures take turns, so that a busy moment meets all of them */
#define TURNS   4
#define WAITS   40000

struct desk_log {
    int count;
    double wait[WAITS]; /* seconds of each commit */
};

struct totals {
    double rate, p50_ms, worst_ms, fairness;
};

/* One desk's work for one dossier; `desk` and `n` make it another person each time. */
struct work {
    void *(*open)(const char *path);
    void (*one)(void *context, int desk, int n);
};

/* --- the disk --- */

static double overwrites_per_second(const char *dir)
{
    char path[4096], block[4096];
    snprintf(path, sizeof path, "%s/overwrite", dir);
    memset(block, 'x', sizeof block);
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return UNKNOWN;
    for (int i = 0; i < 1024; i++)
        if (pwrite(fd, block, sizeof block, i * 4096L) < 0)
            break;
    fsync(fd);
    int n = 0;
    double start = bench_now();
    for (; bench_now() - start < SLICE; n++)
        if (pwrite(fd, block, sizeof block, n % 1024 * 4096L) < 0 || fdatasync(fd))
            break;
    double spent = bench_now() - start;
    close(fd);
    unlink(path);
    return n / spent;
}

/* --- bare SQLite --- */

static void sql(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL)) {
        fprintf(stderr, "%s\n", sqlite3_errmsg(db));
        _exit(1);
    }
}

static void *bare_open(const char *path)
{
    sqlite3 *db = NULL;
    if (sqlite3_open(path, &db))
        _exit(1);
    sqlite3_busy_timeout(db, 60000);
    sql(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE IF NOT EXISTS dossier (id INTEGER PRIMARY KEY, body TEXT);"
            "CREATE TABLE IF NOT EXISTS event (id INTEGER PRIMARY KEY, body TEXT);"
            "CREATE TABLE IF NOT EXISTS delivery (id INTEGER PRIMARY KEY, body TEXT)");
    return db;
}

static void bare_one(void *context, int desk, int n)
{
    (void)desk, (void)n;
    sql(context, "BEGIN IMMEDIATE;"
                 "INSERT INTO dossier (body) VALUES (hex(zeroblob(300)));"
                 "INSERT INTO event (body) VALUES (hex(zeroblob(700)));"
                 "INSERT INTO delivery (body) VALUES (hex(zeroblob(60)));"
                 "COMMIT");
}

/* --- our intake --- */

struct our_desk {
    struct book book;
    struct office of;
};

static void *our_open(const char *path)
{
    struct err e = { 0 };
    struct our_desk *d = calloc(1, sizeof *d);
    if (!d)
        _exit(1);
    must(book_open(&d->book, path, &e), &e);
    d->of = (struct office){ .db = d->book.db,
        .book = &d->book,
        .clock = &clock_system,
        .share_dir = ROOT_DIR,
        .desk = "quay",
        .staff_id = 1,
        .staff_name = "Người Mẫu (thử)",
        .role = ROLE_FOUNDER };
    return d;
}

static void our_one(void *context, int desk, int n)
{
    char text[1024];
    struct our_desk *d = context;
    struct err e = { 0 };
    struct intake_answer answer;
    AUTO_JS document = NULL;
    int len = snprintf(text, sizeof text,
        "{\"procedure\":\"1.001193\",\"channel\":\"direct\",\"applicant\":{\"kind\":\"citizen\",\"id_"
        "number\":"
        "\"062185%d%05d\",\"name\":\"Nguyễn Thị Thử\",\"birth_date\":\"1985-08-15\",\"sex\":\"female\","
        "\"address\":\"Thôn 3\",\"phone\":\"0912345678\"},\"answers\":{\"child_name\":\"Trần Minh Thử\"},"
        "\"components\":[],\"result_by\":\"counter\"}",
        desk, n);
    must(js_parse(&document, text, (size_t)len, &e), &e);
    must(intake_receive(&answer, &d->of, document, &e), &e);
}

/* The book alone: a number taken and an event frozen into the journal, durable together. */
static void book_one(void *context, int desk, int n)
{
    struct our_desk *d = context;
    struct err e = { 0 };
    char text[700];
    AUTO_JS facts = js_object();
    (void)desk;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    js_put_text(facts, "facts", text);
    js_put_int(facts, "n", n);
    struct journal_entry entry = {
        .action = "measured", .object_kind = "book", .object = "bench", .payload = facts
    };
    AUTO_TX tx = tx_for(d->book.db);
    must(tx_begin(&tx, &e), &e);
    must(
        stmt_run(stmt_of(d->book.db, "INSERT INTO counter (name, day, last) VALUES ('bench', '2026-01-05', 1)"
                                     " ON CONFLICT (name, day) DO UPDATE SET last = last + 1"),
            &e),
        &e);
    must(journal_append(NULL, NULL, &d->of, &entry, &e), &e);
    must(tx_commit(&tx, &e), &e);
}

static void our_book(const char *path)
{
    struct err e = { 0 };
    const struct book_facts facts = { "H48.25", "UBND xã Mẫu", "Tỉnh Quảng Ngãi", true };
    struct staff founder = {
        .login = "mau", .unix_user = "mau", .name = "Người Mẫu (thử)", .role = ROLE_FOUNDER
    };
    must(book_create(path, &facts, &clock_system, &e), &e);
    struct our_desk *d = our_open(path);
    d->of.staff_id = 0;
    must(staff_found(&d->of, &founder, &e), &e);
    d->of.staff_id = founder.id;
    must(catalogue_install(&d->of, &e), &e);
    book_close(&d->book);
    free(d);
}

/* --- several desks at once --- */

static void desk_runs(
    struct desk_log *log, const struct work *work, const char *path, int desk, double from, double seconds)
{
    void *context = work->open(path);
    while (bench_now() < from)
        usleep(200);
    for (double last = bench_now(); last < from + seconds && log->count < WAITS;) {
        work->one(context, desk, log->count);
        double now = bench_now();
        log->wait[log->count++] = now - last;
        last = now;
    }
    _exit(0);
}

static struct totals add_up(struct desk_log *logs, int desks, double seconds)
{
    struct totals t = { 0 };
    int sum = 0, least = WAITS, most = 0;
    double *all = calloc((size_t)desks * WAITS, sizeof *all);
    for (int i = 0; all && i < desks; i++) {
        memcpy(all + sum, logs[i].wait, (size_t)logs[i].count * sizeof *all);
        sum += logs[i].count;
        least = logs[i].count < least ? logs[i].count : least;
        most = logs[i].count > most ? logs[i].count : most;
    }
    t.rate = sum / seconds;
    t.fairness = most ? (double)least / most : UNKNOWN;
    t.p50_ms = all ? share_of(all, (size_t)sum, 0.5) * 1e3 : UNKNOWN;
    t.worst_ms = all ? share_of(all, (size_t)sum, 1) * 1e3 : UNKNOWN;
    free(all);
    return t;
}

/* `first` tells the desks of one turn from those of another. */
static struct totals run_desks(
    const struct work *work, const char *path, int desks, int first, double seconds)
{
    pid_t pids[DESKS];
    struct totals t = { UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN };
    struct desk_log *logs =
        mmap(NULL, sizeof *logs * DESKS, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (logs == MAP_FAILED)
        return t;
    double from = bench_now() + 0.3;
    fflush(stdout);
    for (int i = 0; i < desks; i++) {
        pids[i] = fork();
        if (pids[i] == 0)
            desk_runs(&logs[i], work, path, first + i, from, seconds);
    }
    for (int i = 0; i < desks; i++)
        if (pids[i] > 0)
            waitpid(pids[i], NULL, 0);
    t = add_up(logs, desks, seconds);
    munmap(logs, sizeof *logs * DESKS);
    return t;
}

int main(int argc, char **argv)
{
    static const struct work bare = { bare_open, bare_one }, ours = { our_open, our_one },
                             book = { our_open, book_one };
    char path[4096], one[4096], eight[4096];
    if (argc < 2)
        return 2;
    double pg1 = argc > 2 ? strtod(argv[2], NULL) : UNKNOWN, pg8 = argc > 3 ? strtod(argv[3], NULL) : UNKNOWN;
    bench_part("2. Durable commits");
    snprintf(path, sizeof path, "%s/bare.db", argv[1]);
    snprintf(one, sizeof one, "%s/one", argv[1]);
    snprintf(eight, sizeof eight, "%s/eight", argv[1]);
    our_book(one);
    our_book(eight);
    double disk = 0;
    struct totals bare1 = { 0 }, book1 = { 0 }, our1 = { 0 };
    for (int i = 0; i < TURNS; i++) {
        disk += overwrites_per_second(argv[1]) / TURNS;
        bare1.rate += run_desks(&bare, path, 1, i, SLICE).rate / TURNS;
        book1.rate += run_desks(&book, one, 1, i, SLICE).rate / TURNS;
        struct totals turn = run_desks(&ours, one, 1, i, SLICE);
        our1.rate += turn.rate / TURNS;
        our1.p50_ms += turn.p50_ms / TURNS;
    }
    struct totals our8 = run_desks(&ours, eight, DESKS, 0, SECONDS);
    struct totals book8 = run_desks(&book, eight, DESKS, 0, SECONDS);
    struct totals bare8 = run_desks(&bare, path, DESKS, 0, SECONDS);
    bench_row("the book, number + journal /s : fdatasync-overwrite/s", book1.rate, disk, "R >= 0.70");
    bench_row("the book, number + journal /s : bare SQLite commits/s", book1.rate, bare1.rate, "");
    bench_row("one desk, whole intakes/s : fdatasync-overwrite/s", our1.rate, disk, "R >= 0.70");
    bench_row("one desk, whole intakes/s : bare SQLite commits/s", our1.rate, bare1.rate, "");
    bench_row("one desk, whole intakes/s : PostgreSQL, 1 client", our1.rate, pg1 > 0 ? pg1 : UNKNOWN, "");
    bench_row("bare SQLite, commits/s : fdatasync-overwrite/s", bare1.rate, disk, "");
    bench_row("one desk, ms of one intake p50", our1.p50_ms, UNKNOWN, "");
    bench_row("eight desks, whole intakes/s : one desk", our8.rate, our1.rate, "R >= 1");
    bench_row(
        "eight desks, whole intakes/s : PostgreSQL, 8 clients", our8.rate, pg8 > 0 ? pg8 : UNKNOWN, "A >= 1");
    bench_row("the book from eight desks /s : from one", book8.rate, book1.rate, "R >= 1");
    bench_row("the book from eight desks, worst wait ms : p50", book8.worst_ms, book8.p50_ms, "R <= 20");
    bench_row("the book from eight desks, fairness min/max", book8.fairness, bare8.fairness, "R >= 0.5");
    bench_row("eight desks, worst wait ms : p50", our8.worst_ms, our8.p50_ms, "R <= 20");
    bench_row("eight desks, fairness min/max : bare SQLite", our8.fairness, bare8.fairness, "R >= 0.5");
    bench_row("bare SQLite with eight, worst wait ms : p50", bare8.worst_ms, bare8.p50_ms, "");
    return 0;
}
