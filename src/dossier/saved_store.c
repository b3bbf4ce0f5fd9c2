/* saved_store.c - see saved.h. */
#include "dossier/saved.h"

#include "book/db.h"

#define ROWS_MAX 1200 /* ten years of ten databases */

static enum rc totals(struct saved *ret, struct db *db, const char *from, const char *to, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT COUNT(DISTINCT d.id), COUNT(DISTINCT c.dossier_id), COUNT(c.id)"
        "  FROM dossier AS d LEFT JOIN component AS c ON c.dossier_id = d.id AND c.replaced_by IS NOT NULL"
        " WHERE d.received_day BETWEEN :from AND :to");
    stmt_bind_text(q, ":from", from);
    stmt_bind_text(q, ":to", to);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    ret->dossiers = stmt_int(q, 0);
    ret->relieved = stmt_int(q, 1);
    ret->papers = stmt_int(q, 2);
    stmt_done(q);
    return RC_OK;
}

static enum rc by_month(
    struct saved *ret, struct db *db, const char *from, const char *to, struct arena *a, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "SELECT substr(d.received_day, 1, 7), c.replaced_by, COUNT(DISTINCT d.id), COUNT(*)"
                    "  FROM dossier AS d JOIN component AS c ON c.dossier_id = d.id"
                    " WHERE d.received_day BETWEEN :from AND :to AND c.replaced_by IS NOT NULL"
                    " GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 1200");
    stmt_bind_text(q, ":from", from);
    stmt_bind_text(q, ":to", to);
    ret->rows = arena_array(a, ROWS_MAX, sizeof *ret->rows);
    if (!ret->rows)
        return err_no_memory(e);
    for (bool more = true;;) {
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc;
        ret->rows[ret->count++] =
            (struct saved_row){ stmt_copy(q, 0, a), stmt_copy(q, 1, a), stmt_int(q, 2), stmt_int(q, 3) };
    }
}

enum rc saved_count(
    struct saved *ret, struct db *db, struct day from, struct day to, struct arena *a, struct err *e)
{
    char first[ISO_DAY_SIZE], last[ISO_DAY_SIZE];
    *ret = (struct saved){ 0 };
    iso_day(first, from);
    iso_day(last, to);
    enum rc rc = totals(ret, db, first, last, e);
    if (!rc)
        rc = by_month(ret, db, first, last, a, e);
    return !rc && arena_failed(a) ? err_no_memory(e) : rc;
}
