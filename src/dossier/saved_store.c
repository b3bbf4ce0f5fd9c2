/* saved_store.c - see saved.h. */
#include "dossier/saved.h"

#include "book/db.h"

#define ROWS_MAX   1200 /* ten years of ten databases */
#define MONTHS_MAX 120

/* Each month, and the sum of them in *ret. */
static enum rc months(
    struct saved *ret, struct db *db, const char *from, const char *to, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "WITH one AS (SELECT substr(d.received_day, 1, 7) AS month, coalesce(p.saved, 0) AS fields,"
        "                    coalesce(p.typed, 0) AS typed,"
        "                    (SELECT count(*) FROM component AS c WHERE c.dossier_id = d.id"
        "                        AND c.replaced_by IS NOT NULL AND c.replaced_by <> 'eform') AS papers"
        "               FROM dossier AS d LEFT JOIN provenance AS p ON p.dossier_id = d.id"
        "              WHERE d.received_day BETWEEN :from AND :to)"
        " SELECT month, count(*), sum(papers + fields > 0), sum(papers), sum(fields), sum(typed)"
        "   FROM one GROUP BY month ORDER BY month LIMIT 120");
    stmt_bind_text(q, ":from", from);
    stmt_bind_text(q, ":to", to);
    ret->months = arena_array(a, MONTHS_MAX, sizeof *ret->months);
    if (!ret->months)
        return err_no_memory(e);
    for (bool more = true;;) {
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc;
        struct saved_month *m = &ret->months[ret->months_count++];
        *m = (struct saved_month){ stmt_copy(q, 0, a), stmt_int(q, 1), stmt_int(q, 2), stmt_int(q, 3),
            stmt_int(q, 4), stmt_int(q, 5) };
        ret->dossiers += m->dossiers;
        ret->relieved += m->relieved;
        ret->papers += m->papers;
        ret->fields += m->fields;
        ret->typed += m->typed;
    }
}

static enum rc by_month(
    struct saved *ret, struct db *db, const char *from, const char *to, struct arena *a, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "SELECT substr(d.received_day, 1, 7), c.replaced_by, COUNT(DISTINCT d.id), COUNT(*)"
                    "  FROM dossier AS d JOIN component AS c ON c.dossier_id = d.id"
                    " WHERE d.received_day BETWEEN :from AND :to AND c.replaced_by IS NOT NULL"
                    "   AND c.replaced_by <> 'eform'"
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
    enum rc rc = months(ret, db, first, last, a, e);
    if (!rc)
        rc = by_month(ret, db, first, last, a, e);
    return !rc && arena_failed(a) ? err_no_memory(e) : rc;
}
