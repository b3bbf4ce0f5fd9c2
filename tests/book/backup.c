/* backup.c - a backup comes back whole, or is refused before anything is touched (G13, S10, F10). */
#include "book/backup.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "book/journal.h"
#include "book/seal.h"
#include "desk.h"

/* A book with one sealed scan, backed up; paths of the backup and of its key. */
static struct test_desk *backed_up(const char *name, char backup[256], char key[PATH_MAX], struct backup_report *report)
{
    struct err e = { 0 };
    struct sealed_file sealed;
    char files[PATH_MAX];
    struct test_desk *t = test_desk_open(name);
    assert_ok(fs_replace(test_path("scan"), "%PDF-1.4 thử", 13, 0600, &e), &e);
    AUTO_FD fd = open(test_path("scan"), O_RDONLY);
    assert_ok(seal_file(&sealed, t->book.keys, book_path(files, &t->book, "files"), fd, "scan", SEAL_FILE_MAX, &e), &e);
    snprintf(backup, 256, "%s.mcb", test_path(name));
    book_path(key, &t->book, "keys/backup.secret");
    assert_ok(backup_write(report, &t->of, backup, &e), &e);
    return t;
}

TEST(backup_restore__gives_back__book_keys_and_scans)
{
    struct err e = { 0 };
    char backup[256], key[PATH_MAX], into[256];
    struct backup_report written, restored;
    struct test_desk *t = backed_up("whole", backup, key, &written);
    assert_int_equal(written.files, 1);
    snprintf(into, sizeof into, "%s", test_path("whole-again"));
    assert_ok(backup_restore(&restored, backup, key, into, &e), &e);
    assert_string_equal(restored.head, written.head);
    struct book book = { 0 };
    struct journal_report journal;
    assert_ok(book_open(&book, into, &e), &e);
    assert_ok(journal_verify(&journal, book.db, NULL, &e), &e);
    assert_int_equal(journal.checked, written.events);
    assert_string_equal(seal_public_id(book.keys), seal_public_id(t->book.keys));
    book_close(&book);
    test_desk_close(t);
}

TEST(backup_write__is_noted__in_the_journal_of_the_book)
{
    struct err e = { 0 };
    char backup[256], key[PATH_MAX];
    struct backup_report written;
    int64_t newest;
    struct test_desk *t = backed_up("noted", backup, key, &written);
    assert_ok(backup_newest(&newest, &t->of, &e), &e);
    assert_int_equal(newest, t->now);
    test_desk_close(t);
}

TEST(backup_restore__refuses__a_directory_that_is_there)
{
    struct err e = { 0 };
    char backup[256], key[PATH_MAX];
    struct backup_report written;
    struct test_desk *t = backed_up("occupied", backup, key, &written);
    assert_int_equal(backup_restore(&written, backup, key, t->book.dir, &e), RC_REFUSED);
    test_desk_close(t);
}

TEST(backup_check__finds__flipped_bytes_cut_ends_and_added_bytes)
{
    struct err e = { 0 };
    char backup[256], key[PATH_MAX];
    struct backup_report report;
    struct test_desk *t = backed_up("damaged", backup, key, &report);
    AUTO_BUF whole = buf_limit(64 << 20);
    assert_ok(fs_read(&whole, backup, 64 << 20, &e), &e);
    for (size_t i = 0; i < whole.len; i += i < 200 ? 7 : whole.len / 40) {
        whole.data[i] ^= 1;
        assert_ok(fs_replace(backup, whole.data, whole.len, 0600, &e), &e);
        assert_int_equal(backup_check(&report, backup, key, &e), RC_STORAGE);
        assert_string_equal(e.code, "backup_damaged");
        whole.data[i] ^= 1;
    }
    for (size_t cut = 1; cut < whole.len; cut += whole.len / 20) {
        assert_ok(fs_replace(backup, whole.data, whole.len - cut, 0600, &e), &e);
        assert_int_equal(backup_check(&report, backup, key, &e), RC_STORAGE);
    }
    buf_puts(&whole, "x");
    assert_ok(fs_replace(backup, whole.data, whole.len, 0600, &e), &e);
    assert_int_equal(backup_check(&report, backup, key, &e), RC_STORAGE);
    test_desk_close(t);
}

TEST(backup_check__refuses__another_books_key)
{
    struct err e = { 0 };
    char backup[256], key[PATH_MAX], other[PATH_MAX];
    struct backup_report report;
    struct test_desk *t = backed_up("mine", backup, key, &report), *u = test_desk_open("other");
    assert_int_equal(backup_check(&report, backup, book_path(other, &u->book, "keys/backup.secret"), &e), RC_STORAGE);
    assert_string_equal(e.code, "backup_damaged");
    test_desk_close(t);
    test_desk_close(u);
}
