/* index766_store.c - see index766.h. */
#include "report/index766.h"

#include "book/db.h"

static void add(void *context, const struct index_facts *facts)
{
    struct index_share *shares = context;
    struct index766 x;
    index766_judge(&x, facts);
    for (int i = 0; i < INDEX_POINTS; i++) {
        shares[i].under += x.points[i].counted;
        shares[i].over += x.points[i].counted && x.points[i].standing == INDEX_EARNED;
    }
}

enum rc index_shares(
    struct index_share ret[INDEX_POINTS], struct db *db, const struct period *p, int64_t now, struct err *e)
{
    for (int i = 0; i < INDEX_POINTS; i++)
        ret[i] = (struct index_share){ 0 };
    return index_facts_walk(db, p->from, p->to, now, add, ret, e);
}

enum rc index_procedures(struct index_share *ret, struct db *db, const struct period *p, struct err *e)
{
    char from[ISO_DAY_SIZE], to[ISO_DAY_SIZE];
    struct stmt *q =
        stmt_of(db, "SELECT COUNT(DISTINCT CASE WHEN channel = 'online' THEN procedure_code END), "
                    "COUNT(DISTINCT procedure_code)"
                    "  FROM dossier WHERE received_at IS NOT NULL AND received_day BETWEEN :from AND :to");
    stmt_bind_text(q, ":from", iso_day(from, p->from));
    stmt_bind_text(q, ":to", iso_day(to, p->to));
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    *ret = (struct index_share){ stmt_int(q, 0), stmt_int(q, 1) };
    stmt_done(q);
    return RC_OK;
}

enum rc index_mean_seconds(
    index_mean_each *each, void *context, struct db *db, const struct period *p, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT d.procedure_code, p.name, COUNT(*), AVG(d.finished_at - d.received_at - d.paused_seconds)"
        "  FROM dossier AS d JOIN procedure AS p ON p.id = d.procedure_id"
        " WHERE d.finished_at >= :start AND d.finished_at < :end AND d.state IN (9, 10) AND d.received_at IS "
        "NOT NULL"
        " GROUP BY d.procedure_code ORDER BY COUNT(*) DESC, d.procedure_code");
    stmt_bind_int(q, ":start", p->start);
    stmt_bind_int(q, ":end", p->end);
    for (;;) {
        bool more = false;
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc;
        each(context, stmt_text(q, 0), stmt_text(q, 1), stmt_int(q, 2), stmt_int(q, 3));
    }
}
