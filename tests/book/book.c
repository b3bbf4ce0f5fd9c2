/* book.c - making and opening a book, and the places and files that are refused. */
#include "book/book.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "book/db.h"
#include "book/migrate.h"
#include "desk.h"

static int64_t ask(struct db *db, const char *sql)
{
    struct err e = { 0 };
    struct stmt *q = stmt_of(db, sql);
    assert_ok(stmt_one(q, &e), &e);
    int64_t value = stmt_int(q, 0);
    stmt_done(q);
    return value;
}

TEST(book_create__makes__a_book_that_opens_with_every_safe_pragma)
{
    struct test_desk *t = test_desk_open("fresh");
    assert_int_equal(ask(t->book.db, "PRAGMA synchronous"), 2);
    assert_int_equal(ask(t->book.db, "PRAGMA foreign_keys"), 1);
    assert_int_equal(ask(t->book.db, "PRAGMA trusted_schema"), 0);
    assert_int_equal(ask(t->book.db, "PRAGMA application_id"), BOOK_APPLICATION_ID);
    assert_int_equal(ask(t->book.db, "PRAGMA user_version"), migrate_newest());
    assert_string_equal(t->book.unit_code, "H48.25");
    test_desk_close(t);
}

TEST(book_create__keeps__keys_and_files_from_other_accounts)
{
    struct test_desk *t = test_desk_open("modes");
    struct stat st;
    char path[PATH_MAX];
    assert_int_equal(stat(book_path(path, &t->book, "keys/receipts.key"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0400);
    assert_int_equal(stat(book_path(path, &t->book, "book.db"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(t->book.dir, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    test_desk_close(t);
}

TEST(book_create__refuses__a_directory_that_has_a_book)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open("twice");
    const struct book_facts facts = { "H48.25", "UBND xã Đăk Tô", "", false };
    assert_int_equal(book_create(t->book.dir, &facts, &t->clock, &e), RC_REFUSED);
    assert_string_equal(e.code, "book_exists");
    test_desk_close(t);
}

TEST(book_create__refuses__a_unit_code_that_cannot_head_a_dossier_code)
{
    struct err e = { 0 };
    const struct book_facts facts = { "h48/25", "UBND xã Đăk Tô", "", false };
    assert_int_equal(book_create(test_path("bad-unit"), &facts, &clock_system, &e), RC_REFUSED);
    assert_string_equal(e.field, "unit");
    assert_false(fs_exists(test_path("bad-unit")));
}

TEST(book_open__refuses__a_directory_open_to_other_accounts)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open("open-dir");
    assert_int_equal(chmod(t->book.dir, 0755), 0);
    struct book again = { 0 };
    assert_int_equal(book_open(&again, t->book.dir, &e), RC_STORAGE);
    assert_string_equal(e.code, "open_to_others");
    test_desk_close(t);
}

TEST(book_open__refuses__a_book_of_a_newer_program_and_leaves_it_alone)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open("newer");
    assert_ok(db_run_script(t->book.db, "PRAGMA user_version = 9999", &e), &e);
    struct book again = { 0 };
    assert_int_equal(book_open(&again, t->book.dir, &e), RC_STORAGE);
    assert_string_equal(e.code, "newer_book");
    assert_int_equal(ask(t->book.db, "PRAGMA user_version"), 9999);
    test_desk_close(t);
}

TEST(book_open__refuses__a_file_that_is_no_book)
{
    struct err e = { 0 };
    struct book book = { 0 };
    char path[512];
    assert_ok(fs_make_dir(test_path("foreign"), &e), &e);
    snprintf(path, sizeof path, "%s/book.db", test_path("foreign"));
    assert_ok(fs_replace(path, "this is a letter, not a database, and long enough to be read", 60, 0600, &e), &e);
    assert_int_equal(book_open(&book, test_path("foreign"), &e), RC_STORAGE);
    assert_int_equal(book_open(&book, test_path("nowhere"), &e), RC_NOT_FOUND);
    assert_string_equal(e.code, "no_book");
}
