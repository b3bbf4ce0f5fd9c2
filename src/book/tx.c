/* tx.c - see tx.h. */
#include "book/tx.h"

#include "base/i18n.h"
#include "book/db.h"
#include "book/db_private.h"
#include "book/queue.h"

#define TURN_MS 10000

struct tx tx_for(struct db *db)
{
    return (struct tx){ .db = db };
}

enum rc tx_begin(struct tx *tx, struct err *e)
{
    struct db *db = tx->db;
    if (db->tx_depth) {
        db->tx_depth++;
        tx->open = tx->nested = true;
        return RC_OK;
    }
    enum rc rc = queue_enter(&tx->place, db->path, TURN_MS, e);
    /* IMMEDIATE: the write lock is taken now, so nothing read inside can be stale when it is written (F3). */
    if (!rc)
        rc = stmt_run(stmt_of(db, "BEGIN IMMEDIATE"), e);
    if (rc) {
        queue_leave(&tx->place);
        return rc;
    }
    db->tx_depth = 1;
    db->tx_doomed = false;
    tx->open = true;
    return RC_OK;
}

static void close_tx(struct tx *tx)
{
    tx->open = false;
    tx->db->tx_depth--;
    if (!tx->nested) {
        queue_leave(&tx->place);
    }
}

enum rc tx_commit(struct tx *tx, struct err *e)
{
    if (tx->nested) {
        close_tx(tx);
        return RC_OK;
    }
    if (tx->db->tx_doomed)
        return err_set(e, RC_STORAGE, "rolled_back", N_("Nothing was recorded: a part of the work failed"));
    enum rc rc = stmt_run(stmt_of(tx->db, "COMMIT"), e);
    if (rc)
        return rc; /* the cleanup rolls back */
    close_tx(tx);
    return RC_OK;
}

void tx_auto_rollback(struct tx *tx)
{
    if (!tx->open)
        return;
    if (tx->nested)
        tx->db->tx_doomed = true;
    else if (db_in_transaction(tx->db)) {
        enum rc ignored =
            stmt_run(stmt_of(tx->db, "ROLLBACK"), NULL); /* SQLite may have rolled back already */
        (void)ignored;
    }
    close_tx(tx);
}
