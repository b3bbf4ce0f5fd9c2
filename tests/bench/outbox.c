/* outbox.c - how fast what waits reaches the practice portal on this machine, each outcome durable in the
 * book.
 *
 *     outbox MOTCUA BOOK      a practice book whose settings name a portal that listens
 */
#include "base/clock.h"
#include "base/json.h"
#include "base/office.h"
#include "bench.h"
#include "book/book.h"
#include "book/db.h"
#include "dossier/intake.h"
#include "people/staff.h"

#define ROWS 300

static int64_t count(struct db *db, const char *sql)
{
    struct err e = { 0 };
    struct stmt *q = stmt_of(db, sql);
    must(stmt_one(q, &e), &e);
    int64_t n = stmt_int(q, 0);
    stmt_done(q);
    return n;
}

static void receive(const struct office *of, int n)
{
    char text[1024];
    struct err e = { 0 };
    struct intake_answer answer;
    AUTO_JS document = NULL;
    int len = snprintf(text, sizeof text,
        "{\"procedure\":\"1.001193\",\"channel\":\"direct\",\"applicant\":{\"kind\":\"citizen\",\"id_"
        "number\":"
        "\"0621859%05d\",\"name\":\"Nguyễn Thị Thử\",\"birth_date\":\"1985-08-15\",\"sex\":\"female\","
        "\"address\":\"Thôn 3\",\"phone\":\"0912345678\"},\"answers\":{\"child_name\":\"Trần Minh Thử\"},"
        "\"components\":[{\"id\":\"giay-chung-sinh\",\"originals\":1,\"copies\":0}],\"result_by\":"
        "\"counter\"}",
        n);
    must(js_parse(&document, text, (size_t)len, &e), &e);
    must(intake_receive(&answer, of, document, &e), &e);
}

int main(int argc, char **argv)
{
    struct err e = { 0 };
    AUTO_BOOK book = { 0 };
    if (argc < 3)
        return 2;
    must(book_open(&book, argv[2], &e), &e);
    struct office of = { .db = book.db,
        .book = &book,
        .clock = &clock_system,
        .share_dir = ROOT_DIR,
        .desk = "quay",
        .staff_id = 1,
        .staff_name = "Người Mẫu (thử)",
        .role = ROLE_FOUNDER };
    for (int i = 0; i < ROWS; i++)
        receive(&of, i);
    int64_t before = count(book.db, "SELECT count(*) FROM delivery WHERE state = 'done'");
    const char *const sync[] = { argv[1], "--book", argv[2], "sync", "--once", NULL };
    double start = bench_now();
    double spent = bench_run(sync, NULL);
    if (spent < 0)
        spent = bench_now() - start;
    int64_t sent = count(book.db, "SELECT count(*) FROM delivery WHERE state = 'done'") - before;
    bench_part("3. Outbox to the practice portal (loopback)");
    bench_row("rows/s end to end, outcomes durable", sent ? (double)sent / spent : UNKNOWN, UNKNOWN,
        "R >= 1.8x plainjob");
    return 0;
}
