/* index766_store.c - see index766.h. */
#include "report/index766.h"

#include "book/db.h"

/* One pass over the dossiers received in the period. Columns stand in the order of enum share. */
static const char sql[] =
    "SELECT COUNT(*),"
    "       COALESCE(SUM(EXISTS (SELECT 1 FROM delivery AS y JOIN event AS v ON v.seq = y.event_seq"
    "                             WHERE y.dossier_id = d.id AND v.action = 'received' AND y.message = 0 AND y.state = "
    "'done')), 0),"
    "       COALESCE(SUM(d.channel = 'online'), 0),"
    "       COUNT(DISTINCT d.procedure_code),"
    "       COUNT(DISTINCT CASE WHEN d.channel = 'online' THEN d.procedure_code END),"
    "       COALESCE(SUM(d.finished_at IS NOT NULL AND d.state IN (9, 10)), 0),"
    "       COALESCE(SUM(d.finished_at IS NOT NULL AND d.state IN (9, 10) AND EXISTS"
    "           (SELECT 1 FROM attachment AS a WHERE a.dossier_id = d.id AND a.result = 1)), 0),"
    "       COALESCE(SUM(d.finished_at IS NOT NULL AND d.state IN (9, 10) AND EXISTS"
    "           (SELECT 1 FROM attachment AS a WHERE a.dossier_id = d.id AND a.result = 1) AND EXISTS"
    "           (SELECT 1 FROM attachment AS a WHERE a.dossier_id = d.id AND a.result = 0)), 0),"
    "       COALESCE(SUM(EXISTS (SELECT 1 FROM component AS c"
    "                             WHERE c.dossier_id = d.id AND c.replaced_by IS NOT NULL)), 0),"
    "       COALESCE(SUM(COALESCE(d.applicant ->> 'vneid_verified', 0) = 1 OR EXISTS (SELECT 1 FROM "
    "component AS c"
    "                             WHERE c.dossier_id = d.id AND c.replaced_by = 'dan_cu')), 0)"
    "  FROM dossier AS d"
    " WHERE d.received_at IS NOT NULL AND d.received_day BETWEEN :from AND :to";

enum rc index_shares(int64_t ret[INDEX_SHARES], struct db *db, const struct period *p, struct err *e)
{
    char from[ISO_DAY_SIZE], to[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(db, sql);
    stmt_bind_text(q, ":from", iso_day(from, p->from));
    stmt_bind_text(q, ":to", iso_day(to, p->to));
    enum rc rc = stmt_one(q, e);
    for (int i = 0; i < INDEX_SHARES && !rc; i++)
        ret[i] = stmt_int(q, i);
    if (!rc)
        stmt_done(q);
    return rc;
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
