/* tx.c - one way out, nested blocks, and a fair line of writers. */
#include "book/tx.h"

#include <sys/wait.h>
#include <unistd.h>

#include "desk.h"

static int64_t value(struct db *db)
{
    struct err e = { 0 };
    struct stmt *q = stmt_of(db, "SELECT coalesce(max(last), 0) FROM counter WHERE name = 't'");
    assert_ok(stmt_one(q, &e), &e);
    int64_t n = stmt_int(q, 0);
    stmt_done(q);
    return n;
}

static enum rc bump(struct db *db, struct err *e)
{
    return stmt_run(stmt_of(db, "INSERT INTO counter (name, day, last) VALUES ('t', '', 1)"
                                " ON CONFLICT (name, day) DO UPDATE SET last = last + 1"), e);
}

TEST(tx__rolls_back__when_its_block_is_left_without_commit)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open("rollback");
    {
        AUTO_TX tx = tx_for(t->book.db);
        assert_ok(tx_begin(&tx, &e), &e);
        assert_ok(bump(t->book.db, &e), &e);
    }
    assert_int_equal(value(t->book.db), 0);
    assert_false(db_in_transaction(t->book.db));
    test_desk_close(t);
}

TEST(tx__inner_rollback__breaks_the_outer_block)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open("nested");
    {
        AUTO_TX outer = tx_for(t->book.db);
        assert_ok(tx_begin(&outer, &e), &e);
        {
            AUTO_TX inner = tx_for(t->book.db);
            assert_ok(tx_begin(&inner, &e), &e);
            assert_ok(bump(t->book.db, &e), &e);
        }
        assert_int_equal(tx_commit(&outer, &e), RC_STORAGE);
    }
    assert_int_equal(value(t->book.db), 0);
    test_desk_close(t);
}

TEST(tx__eight_writers__lose_nothing_and_see_no_busy_error)
{
    struct test_desk *t = test_desk_open("eight");
    for (int desk = 0; desk < 8; desk++)
        if (fork() == 0) {
            struct book book = { 0 };
            bool ok = book_open(&book, t->book.dir, NULL) == RC_OK;
            for (int i = 0; i < 50 && ok; i++) {
                AUTO_TX tx = tx_for(book.db);
                ok = tx_begin(&tx, NULL) == RC_OK && bump(book.db, NULL) == RC_OK && tx_commit(&tx, NULL) == RC_OK;
            }
            _exit(ok ? 0 : 1);
        }
    for (int desk = 0; desk < 8; desk++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    assert_int_equal(value(t->book.db), 400);
    test_desk_close(t);
}

/* F3: what is read inside a transaction can not be stale when it is written, even against a writer outside the line. */
TEST(tx_begin__takes_the_write_lock__before_anything_is_read)
{
    struct err e = { 0 };
    struct book other = { 0 };
    struct test_desk *t = test_desk_open("immediate");
    assert_ok(book_open(&other, t->book.dir, &e), &e);
    assert_ok(db_run_script(other.db, "PRAGMA busy_timeout = 0", &e), &e);
    AUTO_TX tx = tx_for(t->book.db);
    assert_ok(tx_begin(&tx, &e), &e);
    assert_int_equal(stmt_run(stmt_of(other.db, "BEGIN IMMEDIATE"), &e), RC_AGAIN);
    assert_ok(tx_commit(&tx, &e), &e);
    book_close(&other);
    test_desk_close(t);
}
