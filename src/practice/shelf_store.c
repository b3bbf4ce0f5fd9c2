/* shelf_store.c - see shelf.h. All the SQL of the practice portal. */
#include "practice/shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/json.h"
#include "book/db.h"
#include "book/tx.h"

static enum rc make_tables(struct db *db, struct err *e)
{
    return db_run_script(db,
        "CREATE TABLE IF NOT EXISTS dossier ("
        "  id         INTEGER PRIMARY KEY,"
        "  code       TEXT NOT NULL,"
        "  procedure  TEXT NOT NULL,"
        "  state      TEXT NOT NULL,"
        "  updates    INTEGER NOT NULL DEFAULT 0,"
        "  object     TEXT NOT NULL,"
        "  created_at INTEGER NOT NULL,"
        "  updated_at INTEGER NOT NULL"
        ") STRICT;"
        "CREATE INDEX IF NOT EXISTS dossier_by_code ON dossier (code, id);"
        "CREATE TABLE IF NOT EXISTS progress ("
        "  id      INTEGER PRIMARY KEY,"
        "  code    TEXT NOT NULL,"
        "  row     TEXT NOT NULL,"
        "  kept_at INTEGER NOT NULL,"
        "  UNIQUE (code, row)"
        ") STRICT;",
        e);
}

enum rc shelf_open(struct db **ret, const char *path, struct err *e)
{
    struct db *db = NULL;
    enum rc rc = db_open(&db, path, fs_exists(path) ? DB_READ_WRITE : DB_CREATE, 0, e);
    if (!rc)
        rc = make_tables(db, e);
    if (rc)
        db_close(db);
    else
        *ret = db;
    return rc;
}

enum rc shelf_find(struct shelf_dossier *ret, struct db *db, const char *code, struct err *e)
{
    *ret = (struct shelf_dossier){ 0 };
    struct stmt *q = stmt_of(db, "SELECT id, procedure, state FROM dossier"
                                 " WHERE code = :code"
                                 " ORDER BY id DESC"
                                 " LIMIT 1");
    stmt_bind_text(q, ":code", code);
    bool row = false;
    enum rc rc = stmt_next(q, &row, e);
    if (rc || !row)
        return rc;
    ret->id = stmt_int(q, 0);
    snprintf(ret->procedure, sizeof ret->procedure, "%s", stmt_text(q, 1));
    snprintf(ret->state, sizeof ret->state, "%s", stmt_text(q, 2));
    stmt_done(q);
    return RC_OK;
}

/* Binds what every write of a dossier needs and runs it in a transaction of its own. */
static enum rc write_dossier(
    struct db *db, struct stmt *q, int64_t id, const struct js *object, int64_t now, struct err *e)
{
    AUTO_STRING text = NULL;
    enum rc rc = js_write(&text, object, JS_LINE, e);
    if (rc)
        return rc;
    AUTO_TX tx = tx_for(db);
    rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    if (id)
        stmt_bind_int(q, ":id", id);
    else
        stmt_bind_text(q, ":code", js_get_text(object, "MaHoSo"));
    stmt_bind_text(q, ":procedure", js_get_text(object, "MaTTHC"));
    stmt_bind_text(q, ":state", js_get_text(object, "TrangThaiHoSo"));
    stmt_bind_text(q, ":object", text);
    stmt_bind_int(q, ":now", now);
    rc = stmt_run(q, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc shelf_add(struct db *db, const struct js *object, int64_t now, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "INSERT INTO dossier (code, procedure, state, object, created_at, updated_at)"
                    " VALUES (:code, :procedure, :state, :object, :now, :now)");
    return write_dossier(db, q, 0, object, now, e);
}

enum rc shelf_replace(struct db *db, int64_t id, const struct js *object, int64_t now, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "UPDATE dossier"
                    "   SET procedure = :procedure, state = :state, object = :object, updated_at = :now,"
                    "       updates = updates + 1"
                    " WHERE id = :id");
    return write_dossier(db, q, id, object, now, e);
}

enum rc shelf_add_progress(struct db *db, const struct js *row, int64_t now, struct err *e)
{
    AUTO_STRING text = NULL;
    enum rc rc = js_write(&text, row, JS_LINE, e);
    if (rc)
        return rc;
    AUTO_TX tx = tx_for(db);
    rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(db, "INSERT INTO progress (code, row, kept_at)"
                                 " VALUES (:code, :row, :now)"
                                 " ON CONFLICT (code, row) DO NOTHING");
    stmt_bind_text(q, ":code", js_get_text(row, "MaHoSo"));
    stmt_bind_text(q, ":row", text);
    stmt_bind_int(q, ":now", now);
    rc = stmt_run(q, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc shelf_list(struct js **ret, struct db *db, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT d.id, d.code, d.procedure, d.state, d.updates,"
                                 "       (SELECT count(*) FROM progress p WHERE p.code = d.code)"
                                 "  FROM dossier d"
                                 " ORDER BY d.id");
    AUTO_JS list = js_array();
    for (;;) {
        bool row = false;
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (!row)
            break;
        struct js *one = js_object();
        js_put_int(one, "id", stmt_int(q, 0));
        js_put_text(one, "code", stmt_text(q, 1));
        js_put_text(one, "procedure", stmt_text(q, 2));
        js_put_text(one, "state", stmt_text(q, 3));
        js_put_int(one, "updates", stmt_int(q, 4));
        js_put_int(one, "progress", stmt_int(q, 5));
        js_add(list, one);
    }
    *ret = list;
    list = NULL;
    return RC_OK;
}
