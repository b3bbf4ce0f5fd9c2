/* find_index_store.c - brings the index of names up to date with the people who changed since. */
#include "book/db.h"
#include "book/tx.h"
#include "catalog/find.h"

/* Takes out what the index holds of the first `max` changed people, puts in what they are called now. */
static enum rc move_some(struct db *db, int64_t max, struct err *e)
{
    struct stmt *out = stmt_of(db, "INSERT INTO person_search (person_search, rowid, name, name_folded)"
                                   " SELECT 'delete', id, old_name, old_folded"
                                   "   FROM (SELECT * FROM person_changed ORDER BY id LIMIT :max)"
                                   "  WHERE old_name IS NOT NULL");
    stmt_bind_int(out, ":max", max);
    enum rc rc = stmt_run(out, e);
    if (rc)
        return rc;
    struct stmt *in = stmt_of(db, "INSERT INTO person_search (rowid, name, name_folded)"
                                  " SELECT p.id, p.name, p.name_folded"
                                  "   FROM (SELECT id FROM person_changed ORDER BY id LIMIT :max) AS c JOIN "
                                  "person AS p ON p.id = c.id");
    stmt_bind_int(in, ":max", max);
    rc = stmt_run(in, e);
    if (rc)
        return rc;
    struct stmt *done = stmt_of(
        db, "DELETE FROM person_changed WHERE id IN (SELECT id FROM person_changed ORDER BY id LIMIT :max)");
    stmt_bind_int(done, ":max", max);
    return stmt_run(done, e);
}

enum rc find_people_index(struct db *db, int64_t max, struct err *e)
{
    bool any;
    struct stmt *q = stmt_of(db, "SELECT 1 FROM person_changed LIMIT 1");
    enum rc rc = stmt_next(q, &any, e);
    stmt_done(q);
    if (rc || !any)
        return rc;
    AUTO_TX tx = tx_for(db);
    rc = tx_begin(&tx, e);
    if (!rc)
        rc = move_some(db, max, e);
    return rc ? rc : tx_commit(&tx, e);
}
