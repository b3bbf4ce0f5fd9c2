/* find.c - find as you type, letter by letter, every third query with two letters swapped.
 *
 *     find BOOK      a book made by bigbook
 *
 * The peer is bare FTS5 with prefixes: it finds no slip of the finger, so its empty answers are printed, too.
 */
#include "catalog/find.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/office.h"
#include "bench.h"
#include "book/book.h"
#include "book/db.h"

#define QUERIES 1000

struct typed {
    double ms[QUERIES];
    size_t count, empty;
};

typedef size_t (*ask_fn)(void *context, const char *text);

/* Every beginning of `words` from its first letter on; folded text only, so bytes are letters. */
static void type(struct typed *t, const char *words, bool slip, ask_fn ask, void *context)
{
    char text[FIND_TEXT_MAX];
    size_t len = strlen(words);
    if (len >= sizeof text || len < 6)
        return;
    for (size_t n = 1; n <= len && t->count < QUERIES; n++) {
        memcpy(text, words, n);
        text[n] = '\0';
        if (slip && n > 5 && text[3] != ' ' && text[4] != ' ') {
            char c = text[3];
            text[3] = text[4];
            text[4] = c;
        }
        double start = bench_now();
        t->empty += ask(context, text) == 0;
        t->ms[t->count++] = (bench_now() - start) * 1e3;
    }
}

static void type_rows(struct typed *t, struct db *db, const char *sql, ask_fn ask, void *context)
{
    struct err e = { 0 };
    bool row;
    char words[400];
    struct stmt *q = stmt_of(db, sql);
    must(stmt_next(q, &row, &e), &e);
    for (int i = 0; row; i++) {
        snprintf(words, sizeof words, "%.60s", stmt_text(q, 0));
        type(t, words, i % 3 == 2, ask, context);
        must(stmt_next(q, &row, &e), &e);
    }
}

static size_t ask_procedures(void *context, const char *text)
{
    AUTO_ARENA a = { 0 };
    struct found list[10];
    return finder_procedures(list, 10, context, text, &a);
}

static size_t ask_people(void *context, const char *text)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct found list[10];
    size_t count = 0;
    must(find_people(list, &count, 10, context, text, &a, &e), &e);
    return count;
}

/* "tran thi ho" -> "tran* thi* ho*" */
static size_t ask_fts(struct db *db, const char *sql, const char *text)
{
    AUTO_BUF match = buf_limit(1000);
    struct err e = { 0 };
    bool row;
    size_t count = 0;
    for (const char *c = text; *c; c++)
        if (*c != ' ')
            buf_addf(&match, "%s%c%s", c == text || c[-1] == ' ' ? "\"" : "", *c,
                !c[1] || c[1] == ' ' ? "\"* " : "");
    struct stmt *q = stmt_of(db, sql);
    stmt_bind_text(q, ":match", buf_text(&match));
    must(stmt_next(q, &row, &e), &e);
    while (row) {
        count++;
        must(stmt_next(q, &row, &e), &e);
    }
    return count;
}

static size_t ask_people_fts(void *context, const char *text)
{
    return ask_fts(
        context, "SELECT rowid FROM person_search WHERE person_search MATCH :match LIMIT 10", text);
}

static size_t ask_procedures_fts(void *context, const char *text)
{
    return ask_fts(context, "SELECT rowid FROM temp.bare WHERE bare MATCH :match LIMIT 10", text);
}

static void rows(const char *what, struct typed *ours, struct typed *peer, const char *goal)
{
    char name[100];
    double share = 100.0 * (double)ours->empty / (double)ours->count;
    double peer_share = 100.0 * (double)peer->empty / (double)peer->count;
    snprintf(name, sizeof name, "%s, a letter p50 ms : bare FTS5", what);
    bench_row(name, share_of(ours->ms, ours->count, 0.5), share_of(peer->ms, peer->count, 0.5), "");
    snprintf(name, sizeof name, "%s, a letter p99 ms : bare FTS5", what);
    bench_row(name, share_of(ours->ms, ours->count, 0.99), share_of(peer->ms, peer->count, 0.99), goal);
    snprintf(name, sizeof name, "%s, %% of answers empty : bare FTS5", what);
    bench_row(name, share, peer_share, "A <= 2 %");
}

int main(int argc, char **argv)
{
    static struct typed procedures, procedures_fts, people, people_fts;
    struct err e = { 0 };
    AUTO_BOOK book = { 0 };
    AUTO_FINDER finder = NULL;
    if (argc < 2)
        return 2;
    must(book_open(&book, argv[1], &e), &e);
    struct office of = { .db = book.db, .book = &book, .clock = &clock_system, .share_dir = ROOT_DIR };
    must(db_run_script(book.db,
             "CREATE VIRTUAL TABLE temp.bare USING fts5(name_folded, prefix = '1 2 3');"
             "INSERT INTO temp.bare (name_folded) SELECT name_folded FROM procedure;",
             &e),
        &e);
    double start = bench_now();
    must(finder_open(&finder, &of, day_of(clock_now(&clock_system)), &e), &e);
    double opened = (bench_now() - start) * 1e3;
    const char *some = "SELECT name_folded FROM procedure WHERE id % 97 = 0";
    const char *names = "SELECT name_folded FROM person WHERE id % 1511 = 0 AND id <= 100000";
    type_rows(&procedures, book.db, some, ask_procedures, finder);
    type_rows(&procedures_fts, book.db, some, ask_procedures_fts, book.db);
    type_rows(&people, book.db, names, ask_people, book.db);
    type_rows(&people_fts, book.db, names, ask_people_fts, book.db);
    bench_part("4. Find as you type (one query in three with a slip)");
    bench_row("opening the finder of 6,000 procedures, ms", opened, UNKNOWN, "");
    rows("6,000 procedures", &procedures, &procedures_fts, "R <= 1.2 ms");
    rows("people", &people, &people_fts, "A <= 16.7 ms");
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    bench_row("RSS, MB", (double)usage.ru_maxrss / 1024, UNKNOWN, "A <= 128 MB");
    return 0;
}
