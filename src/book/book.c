/* book.c - see book.h. */
#include "book/book.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/memo.h"
#include "base/office.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/migrate.h"
#include "book/seal.h"
#include "book/tx.h"

static const char *path_in(char out[PATH_MAX], const char *dir, const char *name)
{
    snprintf(out, PATH_MAX, "%s/%s", dir, name);
    return out;
}

const char *book_path(char out[PATH_MAX], const struct book *book, const char *name)
{
    return path_in(out, book->dir, name);
}

/* --- is this a place where a book is safe? --- */

static enum rc check_place(const char *dir, struct err *e)
{
    struct stat st;
    if (stat(dir, &st))
        return err_errno(e, errno, dir);
    if (st.st_mode & 077) {
        err_set(e, RC_STORAGE, "open_to_others", N_("The book's directory %s is open to other accounts"), dir);
        err_hint(e, N_("Set its mode to 0700: chmod 0700"));
        return RC_STORAGE;
    }
    const char *kind = fs_unsafe_kind(dir);
    if (kind) {
        err_set(e, RC_STORAGE, "unsafe_place", N_("The book lies on a %s disk, where it can be damaged"), kind);
        err_hint(e, N_("Move it to a disk inside this machine"));
        return RC_STORAGE;
    }
    int64_t free_bytes = fs_free_bytes(dir);
    if (free_bytes >= 0 && free_bytes < BOOK_FREE_BYTES_MIN) {
        err_set(e, RC_STORAGE, "disk_full", N_("Only %lld MB are free on the disk of %s; a book needs %lld MB"),
            (long long)free_bytes >> 20, dir, (long long)BOOK_FREE_BYTES_MIN >> 20);
        err_hint(e, N_("Free some space, then try again"));
        return RC_STORAGE;
    }
    return RC_OK;
}

/* --- making --- */

static enum rc write_first_rows(struct db *db, const struct book_facts *facts, const struct clock *clock, struct err *e)
{
    uint8_t id[16];
    char hex[33];
    seal_random(id, sizeof id);
    struct stmt *q = stmt_of(db,
        "INSERT INTO book (id, book_id, unit_code, unit_name, province, practice, created_at)"
        " VALUES (1, :book_id, :code, :name, :province, :practice, :now)");
    stmt_bind_text(q, ":book_id", seal_hex(hex, id, sizeof id));
    stmt_bind_text(q, ":code", facts->unit_code);
    stmt_bind_text(q, ":name", facts->unit_name);
    stmt_bind_text(q, ":province", facts->province ? facts->province : "");
    stmt_bind_int(q, ":practice", facts->practice);
    stmt_bind_int(q, ":now", clock_now(clock));
    return stmt_run(q, e);
}

static enum rc write_key_row(struct db *db, const struct seal_keys *keys, const struct clock *clock, struct err *e)
{
    struct stmt *q = stmt_of(db, "INSERT INTO receipt_key (id, public_key, created_at) VALUES (:id, :key, :now)");
    stmt_bind_text(q, ":id", seal_public_id(keys));
    stmt_bind_blob(q, ":key", seal_public_key(keys), SEAL_PUBLIC_SIZE);
    stmt_bind_int(q, ":now", clock_now(clock));
    return stmt_run(q, e);
}

static enum rc fill(struct db *db, const struct seal_keys *keys, const struct book_facts *facts,
    const struct clock *clock, struct err *e)
{
    char mark[64];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d", BOOK_APPLICATION_ID);
    enum rc rc = db_run_script(db, mark, e);
    if (!rc)
        rc = migrate_to_newest(db, e);
    if (rc)
        return rc;
    AUTO_TX tx = tx_for(db);
    rc = tx_begin(&tx, e);
    if (!rc)
        rc = write_first_rows(db, facts, clock, e);
    if (!rc)
        rc = write_key_row(db, keys, clock, e);
    const struct office maker = { .db = db, .clock = clock, .staff_name = "motcua", .desk = "init" };
    if (!rc)
        rc = journal_append(NULL, NULL, &maker,
            &(struct journal_entry){ .action = "book_made", .object_kind = "book", .object = facts->unit_code }, e);
    return rc ? rc : tx_commit(&tx, e);
}

/* The database is made under another name and renamed last: a book is there whole or not at all. */
static enum rc make_database(const char *dir, const struct seal_keys *keys, const struct book_facts *facts,
    const struct clock *clock, struct err *e)
{
    char half[PATH_MAX], whole[PATH_MAX], left[PATH_MAX];
    static const char *const leftovers[] = { "new.db", "new.db-wal", "new.db-shm", "new.db.queue" };
    for (size_t i = 0; i < sizeof leftovers / sizeof *leftovers; i++)
        unlink(path_in(left, dir, leftovers[i]));
    path_in(half, dir, "new.db");
    struct db *db = NULL;
    enum rc rc = db_open(&db, half, DB_CREATE, 0, e);
    if (!rc)
        rc = fill(db, keys, facts, clock, e);
    if (!rc)
        rc = db_run_script(db, "PRAGMA wal_checkpoint(TRUNCATE)", e);
    db_close(db);
    unlink(path_in(left, dir, "new.db.queue"));
    if (!rc && rename(half, path_in(whole, dir, "book.db")))
        rc = err_errno(e, errno, whole);
    return rc ? rc : fs_sync_dir(dir, e);
}

static enum rc check_facts(const struct book_facts *facts, struct err *e)
{
    size_t len = strspn(facts->unit_code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.");
    if (!len || len > 30 || facts->unit_code[len]) {
        err_set(e, RC_REFUSED, "unit_code", N_("A unit code has capital letters, digits and dots only, for example H48.25"));
        err_field(e, "unit");
        return RC_REFUSED;
    }
    if (!*facts->unit_name || strlen(facts->unit_name) > 200) {
        err_set(e, RC_REFUSED, "unit_name", N_("The unit needs a name of at most 200 bytes"));
        err_field(e, "name");
        return RC_REFUSED;
    }
    return RC_OK;
}

enum rc book_create(const char *dir, const struct book_facts *facts, const struct clock *clock, struct err *e)
{
    char path[PATH_MAX], files[PATH_MAX];
    enum rc rc = check_facts(facts, e);
    if (!rc && fs_exists(path_in(path, dir, "book.db"))) {
        err_set(e, RC_REFUSED, "book_exists", N_("There is a book in %s already; it is left as it is"), dir);
        return RC_REFUSED;
    }
    if (!rc)
        rc = fs_make_dir(dir, e);
    if (!rc)
        rc = check_place(dir, e);
    if (!rc)
        rc = fs_make_dir(path_in(files, dir, "files"), e);
    path_in(path, dir, "keys");
    char first_key[PATH_MAX];
    if (!rc && !fs_exists(path_in(first_key, path, "receipts.key")))
        rc = seal_keys_create(path, e);
    struct seal_keys *keys = NULL;
    if (!rc)
        rc = seal_keys_load(&keys, path, e);
    if (!rc)
        rc = make_database(dir, keys, facts, clock, e);
    seal_keys_free(keys);
    return rc;
}

/* --- opening --- */

static enum rc read_facts(struct book *book, struct err *e)
{
    struct stmt *q = stmt_of(book->db, "SELECT book_id, unit_code, unit_name, province, practice FROM book WHERE id = 1");
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, RC_STORAGE, "not_a_book", N_("%s is not a book of motcua"), book->dir);
    if (rc)
        return rc;
    snprintf(book->book_id, sizeof book->book_id, "%s", stmt_text(q, 0));
    snprintf(book->unit_code, sizeof book->unit_code, "%s", stmt_text(q, 1));
    snprintf(book->unit_name, sizeof book->unit_name, "%s", stmt_text(q, 2));
    snprintf(book->province, sizeof book->province, "%s", stmt_text(q, 3));
    book->practice = stmt_int(q, 4) != 0;
    stmt_done(q);
    return RC_OK;
}

enum rc book_open(struct book *ret, const char *dir, struct err *e)
{
    AUTO_BOOK book = { 0 };
    char path[PATH_MAX];
    if (strlen(dir) > PATH_MAX - 100)
        return err_errno(e, ENAMETOOLONG, dir);
    if (!fs_exists(path_in(path, dir, "book.db"))) {
        err_set(e, RC_NOT_FOUND, "no_book", N_("There is no book in %s"), dir);
        err_hint(e, N_("Make one with: motcua init --unit CODE --name NAME"));
        return RC_NOT_FOUND;
    }
    snprintf(book.dir, sizeof book.dir, "%s", dir);
    enum rc rc = check_place(dir, e);
    if (!rc)
        rc = db_open(&book.db, path, DB_READ_WRITE, BOOK_APPLICATION_ID, e);
    if (!rc)
        rc = migrate_to_newest(book.db, e);
    if (!rc)
        rc = read_facts(&book, e);
    if (!rc)
        rc = seal_keys_load(&book.keys, path_in(path, dir, "keys"), e);
    if (!rc && !(book.memo = memo_new()))
        rc = err_no_memory(e);
    if (rc)
        return rc;
    *ret = book;
    book = (struct book){ 0 };
    return RC_OK;
}

void book_close(struct book *book)
{
    memo_free(book->memo);
    seal_keys_free(book->keys);
    db_close(book->db);
    book->memo = NULL;
    book->keys = NULL;
    book->db = NULL;
}
