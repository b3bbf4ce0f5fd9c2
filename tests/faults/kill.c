/* kill.c - the process dies at any moment: what it was told is done is there, whole; numbers have no gap (F2, G1, P01). */
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../dossier/shop.h"
#include "book/check.h"
#include "book/journal.h"

/* Receives one dossier after the other and tells each acknowledged code through the pipe. */
static void serve(struct test_desk *t, int from, int out)
{
    struct book book = { 0 };
    if (book_open(&book, t->book.dir, NULL))
        _exit(2);
    struct office of = t->of;
    of.db = book.db;
    of.book = &book;
    for (int i = from;; i++) {
        struct intake_answer answer;
        AUTO_JS document = shop_document(i, "1.001193");
        if (intake_receive(&answer, &of, document, NULL))
            _exit(3);
        if (write(out, answer.code, DOSSIER_CODE_SIZE) != DOSSIER_CODE_SIZE)
            _exit(4);
    }
}

static int rounds_wanted(void)
{
    const char *text = getenv("MOTCUA_KILL_ROUNDS");
    return text ? (int)strtol(text, NULL, 10) : 60;
}

TEST(kill__at_random_moments__loses_nothing_that_was_acknowledged)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("kill");
    unsigned seed = 42;
    int64_t acknowledged = 0;
    for (int round = 0; round < rounds_wanted(); round++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        pid_t pid = fork();
        if (pid == 0) {
            close(ends[0]);
            serve(t, 10000 + round * 1000, ends[1]);
        }
        close(ends[1]);
        if (round % 2) /* every other round dies after an acknowledgement, the others perhaps before the first */
            assert_int_equal(poll(&(struct pollfd){ .fd = ends[0], .events = POLLIN }, 1, 20000), 1);
        struct timespec pause = { 0, (long)(rand_r(&seed) % 25000) * 1000 };
        nanosleep(&pause, NULL); /* not waiting for anything: the moment of death is the random input */
        kill(pid, SIGKILL);
        char code[DOSSIER_CODE_SIZE];
        while (read(ends[0], code, sizeof code) == (ssize_t)sizeof code) {
            struct stmt *q = stmt_of(t->book.db,
                "SELECT 1 FROM dossier d JOIN event e ON e.dossier_id = d.id JOIN delivery v ON v.event_seq = e.seq"
                " WHERE d.code = :code");
            stmt_bind_text(q, ":code", code);
            assert_ok(stmt_one(q, &e), &e);
            stmt_done(q);
            acknowledged++;
        }
        close(ends[0]);
        int status;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFSIGNALED(status));
    }
    struct journal_report report;
    assert_true(acknowledged > rounds_wanted() / 4);
    assert_ok(book_check_integrity(t->book.db, &e), &e);
    assert_ok(journal_verify(&report, t->book.db, NULL, &e), &e);
    assert_int_equal(report.first_bad, 0);
    assert_int_equal(shop_count(t, "SELECT count(*) - max(CAST(substr(code, -4) AS INTEGER)) FROM dossier"), 0);
    assert_int_equal(shop_count(t, "SELECT (SELECT count(*) FROM dossier) - (SELECT count(*) FROM delivery)"), 0);
    test_desk_close(t);
}
