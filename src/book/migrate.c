/* migrate.c - see migrate.h. */
#include "book/migrate.h"

#include <stdio.h>

#include "base/i18n.h"
#include "book/db.h"
#include "book/tx.h"

static const struct {
    int version;
    const char *name;
    const char *sql;
} migrations[] = {
#include "migrations.inc"
};

#define COUNT (sizeof migrations / sizeof *migrations)

int migrate_newest(void)
{
    return migrations[COUNT - 1].version;
}

enum rc migrate_version(int *ret, struct db *db, struct err *e)
{
    struct stmt *q = stmt_of(db, "PRAGMA user_version");
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    *ret = (int)stmt_int(q, 0);
    stmt_done(q);
    return RC_OK;
}

static enum rc run_missing(struct db *db, int version, struct err *e)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (migrations[i].version <= version)
            continue;
        char mark[64];
        snprintf(mark, sizeof mark, "PRAGMA user_version = %d", migrations[i].version);
        enum rc rc = db_run_script(db, migrations[i].sql, e);
        if (!rc)
            rc = db_run_script(db, mark, e);
        if (rc)
            return rc;
    }
    return RC_OK;
}

enum rc migrate_to_newest(struct db *db, struct err *e)
{
    int version;
    enum rc rc = migrate_version(&version, db, e);
    if (rc)
        return rc;
    if (version > migrate_newest()) {
        err_set(e, RC_STORAGE, "newer_book", N_("This book was written by a newer motcua (version %d, this one knows %d)"),
            version, migrate_newest());
        err_hint(e, N_("Update motcua on this machine; the book was not touched"));
        return RC_STORAGE;
    }
    if (version == migrate_newest())
        return RC_OK;
    AUTO_TX tx = tx_for(db);
    rc = tx_begin(&tx, e);
    if (!rc)
        rc = migrate_version(&version, db, e); /* another desk may have been first */
    if (!rc)
        rc = run_missing(db, version, e);
    return rc ? rc : tx_commit(&tx, e);
}
