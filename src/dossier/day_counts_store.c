/* day_counts_store.c - see day_counts.h. */
#include "dossier/day_counts.h"

#include "base/arena.h"
#include "book/db.h"

enum rc day_counts(struct day_counts *ret, struct db *db, const char *desk, struct day day, struct err *e)
{
    /* The journal knows at which desk a step was made; a dossier only knows where it was received. A day of
     * one commune is far below 5000 events, and the newest are found without reading the rest. */
    struct stmt *q = stmt_of(db,
        "SELECT coalesce(sum(v.action = 'received'), 0),"
        "       coalesce(sum(v.action = 'moved' AND json_extract(v.payload, '$.state') = 'returned'), 0),"
        "       coalesce(sum(v.action = 'moved' AND json_extract(v.payload, '$.state') = 'not_accepted'), 0),"
        "       coalesce(sum(v.action = 'moved' AND json_extract(v.payload, '$.state') = 'supplement'), 0)"
        "  FROM event v"
        " WHERE v.seq > (SELECT coalesce(max(seq), 0) FROM event) - 5000"
        "   AND v.object_kind = 'dossier' AND v.at >= :from AND v.at < :until"
        "   AND v.action IN ('received', 'moved') AND (:desk IS NULL OR v.desk = :desk)");
    stmt_bind_int(q, ":from", utc_of(day, 0));
    stmt_bind_int(q, ":until", utc_of(day, 0) + DAY_SECONDS);
    stmt_bind_text(q, ":desk", desk);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    *ret = (struct day_counts){ stmt_int(q, 0), stmt_int(q, 1), stmt_int(q, 2), stmt_int(q, 3) };
    stmt_done(q);
    return RC_OK;
}

enum rc due_per_day(int64_t *counts, int days, struct db *db, struct day from, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT CAST((due_at - :from) / 86400 AS INTEGER), count(*)"
                                 "  FROM dossier"
                                 " WHERE state IN (1, 2, 4) AND due_at >= :from AND due_at < :until"
                                 " GROUP BY 1");
    stmt_bind_int(q, ":from", utc_of(from, 0));
    stmt_bind_int(q, ":until", utc_of(from, 0) + (int64_t)days * DAY_SECONDS);
    for (int i = 0; i < days; i++)
        counts[i] = 0;
    for (;;) {
        bool more = false;
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc;
        counts[stmt_int(q, 0)] = stmt_int(q, 1);
    }
}

enum rc day_steps(struct day_step **ret, size_t *count, struct db *db, const char *desk, struct day day,
    size_t max, struct arena *a, struct err *e)
{
    struct day_step *list = arena_array(a, max + 1, sizeof *list);
    size_t n = 0;
    struct stmt *q =
        stmt_of(db, "SELECT v.at, coalesce(json_extract(v.payload, '$.state_code'), 0), v.object,"
                    "       coalesce(json_extract(v.payload, '$.procedure.name'), ''),"
                    "       coalesce(json_extract(v.payload, '$.applicant.name'), '')"
                    "  FROM event v"
                    " WHERE v.seq > (SELECT coalesce(max(seq), 0) FROM event) - 5000"
                    "   AND v.object_kind = 'dossier' AND v.at >= :from AND v.at < :until"
                    "   AND v.action IN ('received', 'moved') AND v.desk = :desk"
                    " ORDER BY v.seq DESC"
                    " LIMIT :max");
    stmt_bind_int(q, ":from", utc_of(day, 0));
    stmt_bind_int(q, ":until", utc_of(day, 0) + DAY_SECONDS);
    stmt_bind_text(q, ":desk", desk);
    stmt_bind_int(q, ":max", (int64_t)max);
    bool more = list != NULL;
    enum rc rc = list ? RC_OK : err_no_memory(e);
    while (!rc && more) {
        rc = stmt_next(q, &more, e);
        if (!rc && more && n < max)
            list[n++] = (struct day_step){ stmt_int(q, 0), (int)stmt_int(q, 1), stmt_copy(q, 2, a),
                stmt_copy(q, 3, a), stmt_copy(q, 4, a) };
    }
    if (rc)
        return rc;
    *ret = list;
    *count = n;
    return RC_OK;
}
