/* backup.c - see backup.h. Inside the encrypted stream: entries of name length (1 byte), name, size (8 bytes), bytes;
 * a name length of 0 ends it. Names are "book.db", "keys/..." and "files/..." only. */
#include "book/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "book/check.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/migrate.h"
#include "book/seal.h"
#include "book/tx.h"

#define ENTRY_NAME_MAX 200
#define COPY_CHUNK     65536

/* --- proving a book file --- */

static enum rc count_rows(int64_t *ret, struct db *db, const char *sql, struct err *e)
{
    return stmt_number(ret, stmt_of(db, sql), e);
}

static enum rc prove(struct backup_report *r, const char *path, struct err *e)
{
    AUTO_DB db = NULL;
    struct journal_report journal = { 0 };
    enum rc rc = db_open(&db, path, DB_READ_ONLY, BOOK_APPLICATION_ID, e);
    if (!rc)
        rc = book_check_integrity(db, e);
    if (!rc)
        rc = journal_verify(&journal, db, NULL, e);
    if (!rc && journal.first_bad)
        rc = err_set(e, RC_STORAGE, "journal_broken", N_("The journal was changed at event %lld"),
            (long long)journal.first_bad);
    if (!rc)
        rc = migrate_version(&r->schema, db, e);
    if (!rc)
        rc = count_rows(&r->dossiers, db, "SELECT count(*) FROM dossier", e);
    if (rc)
        return rc;
    r->events = journal.checked;
    r->newest_at = journal.head.at;
    snprintf(r->head, sizeof r->head, "%s", journal.head.hash);
    return RC_OK;
}

/* --- writing --- */

static enum rc put_number(struct seal_writer *w, uint64_t value, int bytes, struct err *e)
{
    uint8_t text[8];
    for (int i = 0; i < bytes; i++)
        text[i] = (uint8_t)(value >> (8 * i));
    return seal_writer_add(w, text, (size_t)bytes, e);
}

static enum rc put_file(struct seal_writer *w, const char *name, const char *path, struct err *e)
{
    AUTO_FD fd = -1;
    int64_t size;
    static uint8_t chunk[COPY_CHUNK];
    enum rc rc = fs_open_regular(&fd, &size, path, INT64_MAX, e);
    if (!rc)
        rc = put_number(w, strlen(name), 1, e);
    if (!rc)
        rc = seal_writer_add(w, name, strlen(name), e);
    if (!rc)
        rc = put_number(w, (uint64_t)size, 8, e);
    while (!rc && size > 0) {
        ssize_t n = read(fd, chunk, size < COPY_CHUNK ? (size_t)size : COPY_CHUNK);
        if (n <= 0)
            return err_errno(e, n < 0 ? errno : EIO, path);
        rc = seal_writer_add(w, chunk, (size_t)n, e);
        size -= n;
    }
    return rc;
}

/* Every plain file of one folder of the book, temporary ones left out. */
static enum rc put_folder(struct seal_writer *w, int64_t *count, const struct book *book, const char *folder,
    struct err *e)
{
    char dir[PATH_MAX], path[PATH_MAX], name[ENTRY_NAME_MAX];
    DIR *d = opendir(book_path(dir, book, folder));
    if (!d)
        return err_errno(e, errno, dir);
    enum rc rc = RC_OK;
    for (struct dirent *entry; !rc && (entry = readdir(d));) {
        if (entry->d_name[0] == '.' || strcmp(entry->d_name, "backup.secret") == 0)
            continue;
        snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
        snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
        rc = put_file(w, name, path, e);
        *count += 1;
    }
    closedir(d);
    return rc;
}

static enum rc write_stream(struct backup_report *r, const struct office *of, int fd, const char *snapshot, struct err *e)
{
    char public_path[PATH_MAX];
    struct seal_writer *w = NULL;
    int64_t keys = 0;
    enum rc rc = seal_writer_open(&w, book_path(public_path, of->book, "keys/backup.pub"), fd, e);
    if (!rc)
        rc = put_file(w, "book.db", snapshot, e);
    if (!rc)
        rc = put_folder(w, &keys, of->book, "keys", e);
    if (!rc)
        rc = put_folder(w, &r->files, of->book, "files", e);
    if (!rc)
        rc = put_number(w, 0, 1, e);
    if (!rc)
        rc = seal_writer_end(w, e);
    seal_writer_free(w);
    return rc;
}

static enum rc note_backup(const struct office *of, const struct backup_report *r, struct err *e)
{
    AUTO_JS facts = js_object();
    js_put_int(facts, "dossiers", r->dossiers);
    js_put_int(facts, "events", r->events);
    js_put_int(facts, "files", r->files);
    js_put_text(facts, "head", r->head);
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = journal_append(NULL, NULL, of,
            &(struct journal_entry){ .action = "backup_made", .object_kind = "book", .object = of->book->unit_code,
                .payload = facts },
            e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc backup_write(struct backup_report *ret, const struct office *of, const char *path, struct err *e)
{
    char snapshot[PATH_MAX], temp[PATH_MAX];
    struct backup_report r = { 0 };
    book_path(snapshot, of->book, "backup.snapshot");
    if (snprintf(temp, sizeof temp, "%s.%ld.tmp", path, (long)getpid()) >= (int)sizeof temp)
        return err_errno(e, ENAMETOOLONG, path);
    enum rc rc = fs_check_target(path, e);
    if (rc)
        return rc;
    AUTO_FD fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return err_errno(e, errno, path);
    unlink(snapshot); /* left by a backup that was cut off */
    rc = db_snapshot(of->db, snapshot, e);
    if (!rc)
        rc = prove(&r, snapshot, e);
    if (!rc)
        rc = write_stream(&r, of, fd, snapshot, e);
    if (!rc && (fsync(fd) || rename(temp, path)))
        rc = err_errno(e, errno, path);
    unlink(snapshot);
    if (rc) {
        unlink(temp);
        return rc;
    }
    rc = note_backup(of, &r, e);
    if (!rc)
        *ret = r;
    return rc;
}

/* --- reading --- */

static enum rc damaged(struct err *e, const char *why)
{
    err_set(e, RC_STORAGE, "backup_damaged", N_("The backup is damaged or belongs to another key; nothing was touched"));
    err_cause(e, "%s", why);
    return RC_STORAGE;
}

static enum rc get_number(struct seal_reader *r, uint64_t *ret, int bytes, struct err *e)
{
    uint8_t text[8] = { 0 };
    enum rc rc = seal_reader_get(r, text, (size_t)bytes, e);
    *ret = 0;
    for (int i = 0; i < bytes; i++)
        *ret |= (uint64_t)text[i] << (8 * i);
    return rc;
}

/* A name made by backup_write: no way out of the directory, whatever the file says. */
static bool name_is_ours(const char *name)
{
    if (strcmp(name, "book.db") == 0)
        return true;
    const char *rest = strncmp(name, "keys/", 5) == 0 ? name + 5 : strncmp(name, "files/", 6) == 0 ? name + 6 : NULL;
    return rest && *rest && *rest != '.' && !strchr(rest, '/');
}

static enum rc get_file(struct seal_reader *r, const char *dir, const char *name, uint64_t size, struct err *e)
{
    char path[PATH_MAX];
    static uint8_t chunk[COPY_CHUNK];
    bool key = strncmp(name, "keys/", 5) == 0;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    AUTO_FD fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, key ? 0400 : 0600);
    if (fd < 0)
        return err_errno(e, errno, path);
    enum rc rc = RC_OK;
    while (!rc && size) {
        size_t n = size < COPY_CHUNK ? (size_t)size : COPY_CHUNK;
        rc = seal_reader_get(r, chunk, n, e);
        if (!rc && fs_write_all(fd, chunk, n))
            rc = err_errno(e, errno, path);
        size -= n;
    }
    return rc ? rc : fsync(fd) ? err_errno(e, errno, path) : RC_OK;
}

static enum rc read_entries(struct backup_report *report, struct seal_reader *r, const char *dir, struct err *e)
{
    for (;;) {
        char name[256] = "";
        uint64_t len, size;
        enum rc rc = get_number(r, &len, 1, e);
        if (rc)
            return rc;
        if (!len)
            return seal_reader_at_end(r) ? RC_OK : damaged(e, "bytes behind the end");
        rc = seal_reader_get(r, name, (size_t)len, e);
        if (!rc && !name_is_ours(name))
            rc = damaged(e, "a foreign name");
        if (!rc)
            rc = get_number(r, &size, 8, e);
        if (!rc)
            rc = get_file(r, dir, name, size, e);
        if (rc)
            return rc;
        report->files += strncmp(name, "files/", 6) == 0;
    }
}

static enum rc unpack(struct backup_report *report, const char *path, const char *secret_path, const char *dir,
    struct err *e)
{
    char sub[PATH_MAX], book[PATH_MAX];
    AUTO_FD fd = -1;
    int64_t size;
    struct seal_reader *r = NULL;
    enum rc rc = fs_open_regular(&fd, &size, path, INT64_MAX, e);
    snprintf(sub, sizeof sub, "%s/keys", dir);
    if (!rc)
        rc = fs_make_dir(sub, e);
    snprintf(sub, sizeof sub, "%s/files", dir);
    if (!rc)
        rc = fs_make_dir(sub, e);
    if (!rc)
        rc = seal_reader_open(&r, secret_path, fd, e);
    if (!rc)
        rc = read_entries(report, r, dir, e);
    seal_reader_free(r);
    snprintf(book, sizeof book, "%s/book.db", dir);
    return rc ? rc : prove(report, book, e);
}

static void remove_folder(const char *dir)
{
    char path[PATH_MAX];
    DIR *d = opendir(dir);
    for (struct dirent *entry; d && (entry = readdir(d));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
        if (unlink(path))
            remove_folder(path);
    }
    if (d)
        closedir(d);
    rmdir(dir);
}

enum rc backup_check(struct backup_report *ret, const char *path, const char *secret_path, struct err *e)
{
    char scratch[PATH_MAX];
    snprintf(scratch, sizeof scratch, "%s.check-XXXXXX", path);
    if (!mkdtemp(scratch))
        return err_errno(e, errno, scratch);
    struct backup_report r = { 0 };
    enum rc rc = unpack(&r, path, secret_path, scratch, e);
    remove_folder(scratch);
    if (!rc)
        *ret = r;
    return rc;
}

enum rc backup_restore(struct backup_report *ret, const char *path, const char *secret_path, const char *into,
    struct err *e)
{
    char half[PATH_MAX];
    struct backup_report r = { 0 };
    if (fs_exists(into))
        return err_set(e, RC_REFUSED, "exists", N_("%s exists already and is left as it is"), into);
    if (snprintf(half, sizeof half, "%s.restoring-XXXXXX", into) >= (int)sizeof half)
        return err_errno(e, ENAMETOOLONG, into);
    if (!mkdtemp(half))
        return err_errno(e, errno, half);
    enum rc rc = unpack(&r, path, secret_path, half, e);
    if (!rc)
        rc = fs_sync_dir(half, e);
    if (!rc && rename(half, into))
        rc = err_errno(e, errno, into);
    if (rc) {
        remove_folder(half);
        return rc;
    }
    *ret = r;
    return RC_OK;
}

enum rc backup_newest(int64_t *ret, const struct office *of, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "SELECT coalesce(max(at), 0) FROM event WHERE action = 'backup_made'");
    return stmt_number(ret, q, e);
}
