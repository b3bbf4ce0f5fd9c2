/* tx.h - a transaction is a block with one way out.
 *
 *     AUTO_TX tx = tx_for(db);
 *     enum rc rc = tx_begin(&tx, e);
 *     if (!rc)
 *         rc = ...;
 *     return rc ? rc : tx_commit(&tx, e);
 *
 * It rolls back at the end of the scope unless committed. Writers of several desks queue in ticket order
 * (queue.h), so nobody starves and "database is locked" never reaches a person. A transaction inside a
 * transaction joins it: its commit means "I agree"; its rollback breaks the outer one.
 */
#ifndef BOOK_TX_H
#define BOOK_TX_H

#include <stdbool.h>

#include "base/err.h"
#include "book/queue.h"

struct db;

struct tx {
    struct db *db;
    bool open;
    bool nested;
    struct queue_place place;
};

struct tx tx_for(struct db *db);
MUST enum rc tx_begin(struct tx *tx, struct err *e);  /* RC_AGAIN after 10 s without a turn */
MUST enum rc tx_commit(struct tx *tx, struct err *e); /* durable when it returns RC_OK */
void tx_auto_rollback(struct tx *tx);

#define AUTO_TX __attribute__((cleanup(tx_auto_rollback))) struct tx

#endif
