/* counter.c - numbers without gaps or twins, and "one number from one query". */
#include "book/counter.h"

#include "book/tx.h"
#include "desk.h"

/* Takes `count` numbers in a transaction of its own, which is kept or thrown away. */
static int64_t taken(struct db *db, const char *name, const char *period, int64_t count, bool keep)
{
    struct err e = { 0 };
    int64_t first = 0;
    AUTO_TX tx = tx_for(db);
    assert_ok(tx_begin(&tx, &e), &e);
    assert_ok(counter_next(&first, db, name, period, count, &e), &e);
    if (keep)
        assert_ok(tx_commit(&tx, &e), &e);
    return first;
}

TEST(counter_next__starts_at_one__for_each_name_and_period)
{
    struct test_desk *t = test_desk_open("periods");
    assert_int_equal(taken(t->book.db, "a", "2026", 1, true), 1);
    assert_int_equal(taken(t->book.db, "a", "2026", 1, true), 2);
    assert_int_equal(taken(t->book.db, "a", "2027", 1, true), 1);
    assert_int_equal(taken(t->book.db, "b", "2026", 1, true), 1);
    test_desk_close(t);
}

TEST(counter_next__several_at_once__answers_the_lowest)
{
    struct test_desk *t = test_desk_open("several");
    assert_int_equal(taken(t->book.db, "a", "2026", 3, true), 1);
    assert_int_equal(taken(t->book.db, "a", "2026", 5, true), 4);
    assert_int_equal(taken(t->book.db, "a", "2026", 1, true), 9);
    test_desk_close(t);
}

TEST(counter_next__rolled_back__gives_its_numbers_back)
{
    struct test_desk *t = test_desk_open("back");
    assert_int_equal(taken(t->book.db, "a", "2026", 1, true), 1);
    assert_int_equal(taken(t->book.db, "a", "2026", 7, false), 2);
    assert_int_equal(taken(t->book.db, "a", "2026", 1, true), 2);
    test_desk_close(t);
}

TEST(stmt_number__no_row__is_not_found_and_writes_nothing)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open("no-row");
    int64_t number = 77;
    size_t count = 77;
    const char *none = "SELECT last FROM counter WHERE name = 'nobody'";
    assert_int_equal(stmt_number(&number, stmt_of(t->book.db, none), &e), RC_NOT_FOUND);
    assert_int_equal(stmt_count(&count, stmt_of(t->book.db, none), &e), RC_NOT_FOUND);
    assert_int_equal(number, 77);
    assert_int_equal(count, 77);
    assert_string_equal(e.message, "");
    test_desk_close(t);
}

TEST(stmt_number__leaves_the_statement_ready__so_a_script_may_change_its_table)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open("ready");
    int64_t number;
    assert_int_equal(taken(t->book.db, "a", "2026", 4, true), 1);
    assert_ok(stmt_number(&number, stmt_of(t->book.db, "SELECT last FROM counter"), &e), &e);
    assert_int_equal(number, 4);
    assert_ok(
        db_run_script(t->book.db, "DROP TABLE counter", &e), &e); /* refused while a reader stands open */
    test_desk_close(t);
}

TEST(stmt_number__broken_query__tells_trouble)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open("broken");
    int64_t number = 77;
    enum rc rc = stmt_number(&number, stmt_of(t->book.db, "SELECT x FROM no_such_table"), &e);
    assert_true(rc && rc != RC_NOT_FOUND);
    assert_int_equal(number, 77);
    test_desk_close(t);
}
