/* db.c - see db.h. */
#include "book/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "book/db_private.h"

#define BUSY_MS 10000

/* --- opening --- */

/* What every connection must answer. F1 of the promises: only FULL keeps what was acknowledged through a power cut. */
static const struct {
    const char *set;
    const char *ask;
    const char *expected;
    bool writers_only;
} pragmas[] = {
    { "PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal", true },
    { "PRAGMA synchronous = FULL", "PRAGMA synchronous", "2", false },
    { "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1", false },
    { "PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0", false },
    { "PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers", "1", false },
    { "PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1", false },
    { "PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2", false },
    { "PRAGMA wal_autocheckpoint = 1000", "PRAGMA wal_autocheckpoint", "1000", false },
};

static const struct {
    int option, value;
} switches[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },      { SQLITE_DBCONFIG_DQS_DML, 0 },          { SQLITE_DBCONFIG_DQS_DDL, 0 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 }, { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
};

static enum rc ask_one(sqlite3 *sqlite, const char *sql, char *out, size_t size)
{
    sqlite3_stmt *q = NULL;
    out[0] = '\0';
    if (sqlite3_prepare_v2(sqlite, sql, -1, &q, NULL))
        return RC_STORAGE;
    if (sqlite3_step(q) == SQLITE_ROW && sqlite3_column_text(q, 0))
        snprintf(out, size, "%s", (const char *)sqlite3_column_text(q, 0));
    return sqlite3_finalize(q) ? RC_STORAGE : RC_OK;
}

static enum rc make_safe(struct db *db, bool writer, struct err *e)
{
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (sqlite3_db_config(db->sqlite, switches[i].option, switches[i].value, (int *)NULL))
            return db_trouble(db, e, "db config");
    for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++) {
        char answer[32];
        if (pragmas[i].writers_only && !writer)
            continue;
        if (sqlite3_exec(db->sqlite, pragmas[i].set, NULL, NULL, NULL))
            return db_trouble(db, e, pragmas[i].set);
        enum rc rc = ask_one(db->sqlite, pragmas[i].ask, answer, sizeof answer);
        if (rc)
            return db_trouble(db, e, pragmas[i].ask);
        if (strcmp(answer, pragmas[i].expected)) {
            err_set(e, RC_STORAGE, "unsafe_storage", N_("The book cannot be kept safely on this disk"));
            err_cause(e, "%s answers %s", pragmas[i].ask, answer);
            return RC_STORAGE;
        }
    }
    sqlite3_limit(db->sqlite, SQLITE_LIMIT_LENGTH, 64 << 20);
    sqlite3_limit(db->sqlite, SQLITE_LIMIT_ATTACHED, 0);
    return RC_OK;
}

static enum rc check_application_id(struct db *db, int32_t application_id, struct err *e)
{
    char answer[32], expected[32];
    if (!application_id)
        return RC_OK;
    if (ask_one(db->sqlite, "PRAGMA application_id", answer, sizeof answer))
        return db_trouble(db, e, "PRAGMA application_id");
    snprintf(expected, sizeof expected, "%d", (int)application_id);
    if (strcmp(answer, expected) == 0)
        return RC_OK;
    err_set(e, RC_STORAGE, "not_a_book", N_("%s is not a book of motcua"), db->path);
    err_cause(e, "application_id is %s", answer);
    return RC_STORAGE;
}

/* The file is made by us with mode 0600 before SQLite sees it. */
static enum rc create_file(const char *path, struct err *e)
{
    AUTO_FD fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    return fd < 0 ? err_errno(e, errno, path) : RC_OK;
}

enum rc db_open(struct db **ret, const char *path, enum db_mode mode, int32_t application_id, struct err *e)
{
    enum rc rc = mode == DB_CREATE ? create_file(path, e) : RC_OK;
    if (rc)
        return rc;
    if (!fs_exists(path))
        return err_errno(e, ENOENT, path);
    AUTO_DB db = calloc(1, sizeof *db);
    if (!db || !(db->path = strdup(path)))
        return err_no_memory(e);
    db->broken = (struct stmt){ .db = db, .trouble = SQLITE_NOMEM };
    int flags = (mode == DB_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOFOLLOW |
        SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(path, &db->sqlite, flags, NULL))
        return db_trouble(db, e, "open");
    sqlite3_busy_timeout(db->sqlite, BUSY_MS);
    rc = make_safe(db, mode != DB_READ_ONLY, e);
    if (!rc && mode != DB_CREATE)
        rc = check_application_id(db, application_id, e);
    if (rc)
        return rc;
    *ret = db;
    db = NULL;
    return RC_OK;
}

static void stmt_free(struct stmt *q)
{
    sqlite3_finalize(q->sqlite);
    free(q->sql);
    free(q);
}

void db_close(struct db *db)
{
    if (!db)
        return;
    for (size_t i = 0; i < STMT_BUCKETS; i++)
        for (struct stmt *q = db->cache[i], *next; q; q = next) {
            next = q->next;
            stmt_free(q);
        }
    sqlite3_close_v2(db->sqlite);
    free(db->path);
    free(db);
}

void db_auto_close(struct db **db)
{
    db_close(*db);
    *db = NULL;
}

/* --- trouble --- */

static enum rc say_trouble(int code, struct err *e)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return err_no_memory(e);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        err_set(e, RC_AGAIN, "busy", N_("The book is in use by another desk"));
        err_hint(e, N_("Nothing is lost; try again in a moment"));
        return RC_AGAIN;
    case SQLITE_FULL:
        err_set(e, RC_STORAGE, "disk_full", N_("The disk is full: nothing was written to the book"));
        err_hint(e, N_("Free some space, then try again; what was typed is kept"));
        return RC_STORAGE;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return err_set(e, RC_STORAGE, "read_only", N_("The book can only be read here, not written"));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        err_set(e, RC_STORAGE, "damaged", N_("The book is damaged"));
        err_hint(e, N_("Stop working on it and restore the last backup: motcua restore"));
        return RC_STORAGE;
    case SQLITE_CONSTRAINT:
        return err_set(e, RC_CONFLICT, "conflict", N_("Somebody else was first, or a rule of the book says no"));
    default:
        err_set(e, RC_STORAGE, "storage", N_("The book could not be read or written"));
        err_hint(e, N_("Nothing was recorded; run motcua doctor"));
        return RC_STORAGE;
    }
}

enum rc db_trouble(struct db *db, struct err *e, const char *doing)
{
    int code = db->sqlite ? sqlite3_extended_errcode(db->sqlite) : SQLITE_NOMEM;
    enum rc rc = say_trouble(code, e);
    err_cause(e, "%s: %s", doing, db->sqlite ? sqlite3_errmsg(db->sqlite) : "no connection");
    return rc;
}

static enum rc stmt_trouble(struct stmt *q, int code, struct err *e)
{
    q->busy = false;
    if (q->missing[0]) {
        enum rc rc = say_trouble(SQLITE_MISUSE, e);
        err_cause(e, "no parameter %s in: %s", q->missing, q->sql ? q->sql : "");
        q->missing[0] = '\0';
        q->trouble = 0;
        return rc;
    }
    enum rc rc = say_trouble(code, e);
    err_cause(e, "%s", code == SQLITE_NOMEM ? "out of memory" : sqlite3_errmsg(q->db->sqlite));
    if (q->sqlite) { /* a statement that could not be prepared stays in trouble */
        sqlite3_reset(q->sqlite);
        sqlite3_clear_bindings(q->sqlite);
        q->trouble = 0;
    }
    return rc;
}

/* --- statements --- */

static unsigned bucket_of(const char *sql)
{
    unsigned hash = 5381;
    for (; *sql; sql++)
        hash = hash * 33 + (unsigned char)*sql;
    return hash % STMT_BUCKETS;
}

static struct stmt *prepare(struct db *db, const char *sql)
{
    struct stmt *q = calloc(1, sizeof *q);
    if (!q || !(q->sql = strdup(sql))) {
        free(q);
        return NULL;
    }
    q->db = db;
    q->trouble = sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &q->sqlite, NULL);
    return q;
}

struct stmt *stmt_of(struct db *db, const char *sql)
{
    struct stmt **head = &db->cache[bucket_of(sql)];
    for (struct stmt *q = *head; q; q = q->next)
        if (!q->busy && q->sqlite && strcmp(q->sql, sql) == 0) {
            q->trouble = 0;
            q->missing[0] = '\0';
            q->turn = 0;
            return q;
        }
    struct stmt *q = prepare(db, sql);
    if (!q)
        return &db->broken;
    q->next = *head;
    *head = q;
    return q;
}

/* Finding a name among many costs more than binding it. A call site binds the same names in the same order
 * each time, so the one that had this turn last time is looked at first. */
static int parameter(struct stmt *q, const char *name)
{
    unsigned char *last = q->turn < STMT_TURNS ? &q->turns[q->turn++] : NULL;
    const char *guess = last && *last && q->sqlite ? sqlite3_bind_parameter_name(q->sqlite, *last) : NULL;
    if (guess && strcmp(guess, name) == 0)
        return *last;
    int index = q->sqlite ? sqlite3_bind_parameter_index(q->sqlite, name) : 0;
    if (!index && q->sqlite && !q->missing[0]) {
        snprintf(q->missing, sizeof q->missing, "%s", name);
        q->trouble = SQLITE_MISUSE;
    }
    if (last)
        *last = (unsigned char)(index < 256 ? index : 0);
    return index;
}

static void bound(struct stmt *q, int code)
{
    if (code && !q->trouble)
        q->trouble = code;
}

void stmt_bind_text(struct stmt *q, const char *name, const char *text)
{
    int index = parameter(q, name);
    if (index)
        bound(q, sqlite3_bind_text(q->sqlite, index, text, -1, SQLITE_TRANSIENT));
}

void stmt_bind_int(struct stmt *q, const char *name, int64_t value)
{
    int index = parameter(q, name);
    if (index)
        bound(q, sqlite3_bind_int64(q->sqlite, index, value));
}

void stmt_bind_null(struct stmt *q, const char *name)
{
    int index = parameter(q, name);
    if (index)
        bound(q, sqlite3_bind_null(q->sqlite, index));
}

void stmt_bind_blob(struct stmt *q, const char *name, const void *bytes, size_t len)
{
    int index = parameter(q, name);
    if (index)
        bound(q, sqlite3_bind_blob64(q->sqlite, index, bytes, len, SQLITE_TRANSIENT));
}

void stmt_done(struct stmt *q)
{
    q->busy = false;
    if (!q->sqlite)
        return;
    sqlite3_reset(q->sqlite);
    sqlite3_clear_bindings(q->sqlite);
}

enum rc stmt_next(struct stmt *q, bool *row, struct err *e)
{
    *row = false;
    if (q->trouble)
        return stmt_trouble(q, q->trouble, e);
    q->busy = true;
    int code = sqlite3_step(q->sqlite);
    if (code == SQLITE_ROW) {
        *row = true;
        return RC_OK;
    }
    if (code != SQLITE_DONE)
        return stmt_trouble(q, code, e);
    stmt_done(q);
    return RC_OK;
}

enum rc stmt_run(struct stmt *q, struct err *e)
{
    bool row = true;
    enum rc rc = RC_OK;
    while (!rc && row)
        rc = stmt_next(q, &row, e);
    return rc;
}

enum rc stmt_one(struct stmt *q, struct err *e)
{
    bool row;
    enum rc rc = stmt_next(q, &row, e);
    return rc ? rc : row ? RC_OK : RC_NOT_FOUND;
}

enum rc stmt_number(int64_t *ret, struct stmt *q, struct err *e)
{
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    *ret = stmt_int(q, 0);
    stmt_done(q);
    return RC_OK;
}

enum rc stmt_count(size_t *ret, struct stmt *q, struct err *e)
{
    int64_t count;
    enum rc rc = stmt_number(&count, q, e);
    if (!rc)
        *ret = (size_t)count;
    return rc;
}

int64_t stmt_int(struct stmt *q, int column)
{
    return sqlite3_column_int64(q->sqlite, column);
}

bool stmt_is_null(struct stmt *q, int column)
{
    return sqlite3_column_type(q->sqlite, column) == SQLITE_NULL;
}

const char *stmt_text(struct stmt *q, int column)
{
    const char *text = (const char *)sqlite3_column_text(q->sqlite, column);
    return text ? text : "";
}

const void *stmt_blob(struct stmt *q, int column, size_t *len)
{
    const void *bytes = sqlite3_column_blob(q->sqlite, column);
    *len = (size_t)sqlite3_column_bytes(q->sqlite, column);
    return bytes;
}

char *stmt_copy(struct stmt *q, int column, struct arena *a)
{
    return arena_strdup(a, stmt_text(q, column));
}

/* --- the rest --- */

enum rc db_run_script(struct db *db, const char *sql, struct err *e)
{
    return sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) ? db_trouble(db, e, "script") : RC_OK;
}

enum rc db_snapshot(struct db *db, const char *path, struct err *e)
{
    struct stmt *q = stmt_of(db, "VACUUM INTO :path");
    stmt_bind_text(q, ":path", path);
    sqlite3_limit(db->sqlite, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM attaches its target */
    enum rc rc = stmt_run(q, e);
    sqlite3_limit(db->sqlite, SQLITE_LIMIT_ATTACHED, 0);
    return rc;
}

int64_t db_last_id(const struct db *db)
{
    return sqlite3_last_insert_rowid(db->sqlite);
}

int64_t db_changes(const struct db *db)
{
    return sqlite3_changes64(db->sqlite);
}

bool db_in_transaction(const struct db *db)
{
    return !sqlite3_get_autocommit(db->sqlite);
}
