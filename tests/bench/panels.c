/* panels.c - what home and the supervisor's day read, in a book of 10,000 dossiers and in a big one.
 *
 *     panels SMALL_BOOK BIG_BOOK      both made by bigbook
 *
 * The goal is that a commune's tenth year opens as fast as its first month. The bytes of a dossier are those
 * of whole intakes through the program, journal and delivery included, because that is what a disk sees.
 */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/office.h"
#include "bench.h"
#include "book/book.h"
#include "book/db.h"
#include "book/journal.h"
#include "dossier/day_counts.h"
#include "dossier/dossier.h"
#include "dossier/intake.h"
#include "outbox/delivery.h"
#include "people/staff.h"

#define ROUNDS  200
#define INTAKES 300
#define PAGE    50 /* lines of a list */

struct figures {
    double panels, one; /* ms p99 */
};

static void read_list(struct db *db, struct dossier_filter filter)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct dossier_row *rows;
    size_t count;
    filter.now = clock_now(&clock_system);
    filter.today = day_of(filter.now);
    filter.limit = PAGE;
    must(dossier_list(&rows, &count, db, &filter, &a, &e), &e);
}

/* The six: today's figures, the week's promises, due today, late, unclaimed, the outbox. */
static void read_panels(struct db *db)
{
    struct err e = { 0 };
    struct day_counts today;
    struct delivery_counts outbox;
    int64_t due[7], now = clock_now(&clock_system);
    must(day_counts(&today, db, NULL, day_of(now), &e), &e);
    must(due_per_day(due, 7, db, day_of(now), &e), &e);
    read_list(db, (struct dossier_filter){ .open_only = true, .due = "today" });
    read_list(db, (struct dossier_filter){ .open_only = true, .due = "late" });
    read_list(db, (struct dossier_filter){ .unclaimed = true });
    must(delivery_count(&outbox, db, NULL, now, &e), &e);
}

static void read_one(struct db *db, int64_t id)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct dossier d;
    struct journal_event *events;
    size_t count;
    must(dossier_load_id(&d, db, &a, id, &e), &e);
    must(journal_list(&events, &count, db, "dossier", d.code, 0, 100, &a, &e), &e);
}

static struct figures figures_of(const char *path)
{
    double panels[ROUNDS], one[ROUNDS];
    struct err e = { 0 };
    AUTO_BOOK book = { 0 };
    must(book_open(&book, path, &e), &e);
    struct stmt *q = stmt_of(book.db, "SELECT max(id) FROM dossier");
    must(stmt_one(q, &e), &e);
    int64_t last = stmt_int(q, 0);
    stmt_done(q);
    read_panels(book.db); /* what every start pays once is not the question here */
    for (int i = 0; i < ROUNDS; i++) {
        double start = bench_now();
        read_panels(book.db);
        panels[i] = (bench_now() - start) * 1e3;
        start = bench_now();
        read_one(book.db, 1 + i * 7919 % last);
        one[i] = (bench_now() - start) * 1e3;
    }
    return (struct figures){ share_of(panels, ROUNDS, 0.99), share_of(one, ROUNDS, 0.99) };
}

/* --- what one dossier takes on the disk --- */

static int64_t pages_of(struct db *db)
{
    struct err e = { 0 };
    struct stmt *q =
        stmt_of(db, "SELECT (SELECT page_count FROM pragma_page_count) * page_size FROM pragma_page_size");
    must(stmt_one(q, &e), &e);
    int64_t bytes = stmt_int(q, 0);
    stmt_done(q);
    return bytes;
}

static double bytes_of_a_dossier(const char *path)
{
    struct err e = { 0 };
    AUTO_BOOK book = { 0 };
    must(book_open(&book, path, &e), &e);
    struct office of = { .db = book.db,
        .book = &book,
        .clock = &clock_system,
        .share_dir = ROOT_DIR,
        .desk = "quay-1",
        .staff_id = 1,
        .staff_name = "Người Mẫu (thử)",
        .role = ROLE_FOUNDER };
    int64_t before = pages_of(book.db);
    for (int i = 0; i < INTAKES; i++) {
        AUTO_JS document = NULL;
        struct intake_answer answer;
        char text[600];
        int len = snprintf(text, sizeof text,
            "{\"procedure\":\"1.001193\",\"channel\":\"direct\",\"applicant\":{\"kind\":\"citizen\",\"id_"
            "number\":"
            "\"0621859%05d\",\"name\":\"Nguyễn Thị Thử\",\"birth_date\":\"1985-08-15\",\"sex\":\"female\","
            "\"address\":\"Thôn 3\",\"phone\":\"0912345678\"},\"answers\":{\"child_name\":\"Trần Minh Thử\"},"
            "\"components\":[],\"result_by\":\"counter\"}",
            i);
        must(js_parse(&document, text, (size_t)len, &e), &e);
        must(intake_receive(&answer, &of, document, &e), &e);
    }
    return (double)(pages_of(book.db) - before) / INTAKES;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    bench_part("8. Ten years of dossiers");
    struct figures small = figures_of(argv[1]), big = figures_of(argv[2]);
    bench_row("six panels ms p99, big book : book of 10,000", big.panels, small.panels, "R <= 8 ms, 1.2x");
    bench_row("one dossier and its steps ms p99, big : 10,000", big.one, small.one, "R <= 0.1 ms");
    bench_row("bytes of one dossier, journal and delivery included", bytes_of_a_dossier(argv[1]), UNKNOWN,
        "R <= 480");
    return 0;
}
