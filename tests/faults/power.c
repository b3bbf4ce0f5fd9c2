/* power.c - the power goes: whatever was acknowledged must be in the book afterwards, whole (F1, G3, D08).
 *
 * Dossiers are received through the logging VFS. For many moments the disk is built as a cut could have left it:
 * every synced byte, and of the unsynced writes any subset, the last one torn at 512 bytes. The book is opened on it.
 * The control run sets synchronous=NORMAL and must lose something: otherwise this test could not see a loss.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../dossier/shop.h"
#include "base/buf.h"
#include "base/fs.h"
#include "book/check.h"
#include "book/journal.h"
#include "flaky_vfs.h"

#define SECTOR 512

static uint64_t seed;

static uint32_t chance(uint32_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}

struct image {
    unsigned char *bytes;
    size_t size, room;
};

static void image_write(struct image *im, int64_t at, const unsigned char *bytes, size_t len)
{
    size_t end = (size_t)at + len;
    if (end > im->room) {
        im->room = end * 2;
        im->bytes = realloc(im->bytes, im->room);
        assert_non_null(im->bytes);
        memset(im->bytes + im->size, 0, im->room - im->size);
    }
    if (len)
        memcpy(im->bytes + at, bytes, len);
    if (end > im->size)
        im->size = end;
}

static void image_apply(struct image *im, const struct flaky_entry *entry, size_t len)
{
    if (entry->op == FLAKY_WRITE && len)
        image_write(im, entry->offset, entry->bytes, len);
    else if (entry->op == FLAKY_TRUNCATE && (size_t)entry->offset < im->size) {
        memset(im->bytes + entry->offset, 0, im->size - (size_t)entry->offset);
        im->size = (size_t)entry->offset;
    }
}

/* The file as the disk has it after a cut behind entry `cut`. */
static void build_file(struct image *im, int file, size_t cut)
{
    size_t synced = 0;
    for (size_t i = 0; i < cut; i++)
        if (flaky_log[i].file == file && flaky_log[i].op == FLAKY_SYNC)
            synced = i + 1;
    for (size_t i = 0; i < cut; i++) {
        const struct flaky_entry *entry = &flaky_log[i];
        if (entry->file != file || entry->op == FLAKY_SYNC || entry->op == FLAKY_ACK)
            continue;
        if (i < synced)
            image_apply(im, entry, entry->len);
        else if (chance(2))     /* this one never reached the platter */
            continue;
        else if (chance(4) == 0)
            image_apply(im, entry, entry->len > SECTOR ? SECTOR * (1 + chance((uint32_t)(entry->len / SECTOR))) : entry->len);
        else
            image_apply(im, entry, entry->len);
    }
}

static void start_image(struct image *im, const char *path)
{
    AUTO_BUF whole = buf_limit(64 << 20);
    struct err e = { 0 };
    if (fs_exists(path))
        assert_ok(fs_read(&whole, path, 64 << 20, &e), &e);
    image_write(im, 0, (const unsigned char *)buf_text(&whole), whole.len);
}

struct scene {
    struct image base[2]; /* book.db and book.db-wal before the first logged write */
    char dir[256];        /* where the cut disk is put together */
    char codes[64][DOSSIER_CODE_SIZE];
};

static void copy_keys(const char *from, const char *to)
{
    static const char *const names[] = { "files.key", "names.key", "receipts.key" };
    struct err e = { 0 };
    char a[600], b[600];
    snprintf(b, sizeof b, "%s/keys", to);
    assert_ok(fs_make_dir(b, &e), &e);
    for (size_t i = 0; i < 3; i++) {
        AUTO_BUF key = buf_limit(4096);
        snprintf(a, sizeof a, "%s/keys/%s", from, names[i]);
        snprintf(b, sizeof b, "%s/keys/%s", to, names[i]);
        assert_ok(fs_read(&key, a, 4096, &e), &e);
        assert_ok(fs_replace(b, buf_text(&key), key.len, 0400, &e), &e);
    }
}

static void lay_disk(const struct scene *scene, size_t cut)
{
    static const char *const names[] = { "book.db", "book.db-wal" };
    char path[400];
    for (int file = 0; file < 2; file++) {
        struct image im = { 0 };
        int number = -1;
        image_write(&im, 0, scene->base[file].bytes, scene->base[file].size);
        for (int i = 0; i < FLAKY_FILES; i++) {
            const char *slash = strrchr(flaky_files[i], '/');
            if (slash && strcmp(slash + 1, names[file]) == 0)
                number = i;
        }
        if (number >= 0)
            build_file(&im, number, cut);
        snprintf(path, sizeof path, "%s/%s", scene->dir, names[file]);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        assert_true(fd >= 0 && fs_write_all(fd, im.bytes, im.size) == RC_OK);
        close(fd);
        free(im.bytes);
    }
    snprintf(path, sizeof path, "%s/book.db-shm", scene->dir);
    unlink(path);
}

/* Is this dossier in the book with its event and its delivery? */
static bool is_whole(struct db *db, const char *code)
{
    struct stmt *q = stmt_of(db,
        "SELECT 1 FROM dossier d JOIN event e ON e.dossier_id = d.id JOIN delivery v ON v.event_seq = e.seq"
        " WHERE d.code = :code");
    stmt_bind_text(q, ":code", code);
    bool found = stmt_one(q, NULL) == RC_OK;
    stmt_done(q);
    return found;
}

/* 0 = every promise held. */
static int violations(const struct scene *scene, size_t cut)
{
    struct book book = { 0 };
    struct journal_report report = { 0 };
    int bad = 0;
    lay_disk(scene, cut);
    if (book_open(&book, scene->dir, NULL))
        return 1;
    if (book_check_integrity(book.db, NULL) || journal_verify(&report, book.db, NULL, NULL) || report.first_bad)
        bad = 1;
    for (size_t i = 0; i < cut && !bad; i++)
        if (flaky_log[i].op == FLAKY_ACK && !is_whole(book.db, scene->codes[flaky_log[i].offset]))
            bad = 1;
    struct stmt *q = stmt_of(book.db, /* torn: a dossier without its event, an event without its delivery */
        "SELECT (SELECT count(*) FROM dossier) - (SELECT count(*) FROM delivery),"
        "       (SELECT count(*) FROM dossier) - (SELECT count(*) FROM event WHERE action = 'received')");
    if (stmt_one(q, NULL) || stmt_int(q, 0) || stmt_int(q, 1))
        bad = 1;
    stmt_done(q);
    book_close(&book);
    return bad;
}

/* Receives `dossiers` under the log, then cuts the power `cuts` times. Returns in how many states a promise broke. */
static int play(const char *name, const char *synchronous, int dossiers, int cuts)
{
    struct err e = { 0 };
    struct scene scene = { 0 };
    char path[600];
    seed = 20260105;
    struct test_desk *t = shop_open(name);
    assert_ok(db_run_script(t->book.db, "PRAGMA wal_checkpoint(TRUNCATE)", &e), &e);
    book_close(&t->book);
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", test_path(name), i ? "book.db-wal" : "book.db");
        start_image(&scene.base[i], path);
    }
    snprintf(scene.dir, sizeof scene.dir, "%s.cut", test_path(name));
    assert_ok(fs_make_dir(scene.dir, &e), &e);
    copy_keys(test_path(name), scene.dir);
    snprintf(path, sizeof path, "%s/files", scene.dir);
    assert_ok(fs_make_dir(path, &e), &e);

    flaky_install();
    flaky_forget();
    assert_ok(book_open(&t->book, test_path(name), &e), &e);
    t->of.db = t->book.db;
    assert_ok(db_run_script(t->book.db, synchronous, &e), &e);
    for (int i = 0; i < dossiers; i++) {
        struct intake_answer answer;
        shop_receive(&answer, t, i, "1.001193");
        snprintf(scene.codes[i], sizeof scene.codes[0], "%s", answer.code);
        flaky_ack(i);
    }
    flaky_remove();
    size_t whole = flaky_count;
    int bad = 0;
    for (int i = 0; i < cuts; i++)
        bad += violations(&scene, 1 + chance((uint32_t)whole));
    flaky_forget();
    free(scene.base[0].bytes);
    free(scene.base[1].bytes);
    test_desk_close(t);
    return bad;
}

static int cuts_wanted(void)
{
    const char *text = getenv("MOTCUA_POWER_CUTS");
    return text ? (int)strtol(text, NULL, 10) : 300;
}

TEST(power_loss__never_takes__an_acknowledged_dossier)
{
    assert_int_equal(play("power-full", "PRAGMA synchronous = FULL", 20, cuts_wanted()), 0);
}

TEST(power_loss__control_run_without_syncing_each_commit__loses_some)
{
    assert_true(play("power-normal", "PRAGMA synchronous = NORMAL", 20, 100) > 0);
}
