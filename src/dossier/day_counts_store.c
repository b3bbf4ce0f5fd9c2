/* day_counts_store.c - see day_counts.h. */
#include "dossier/day_counts.h"

#include "book/db.h"
#include "dossier/state.h"

enum rc day_counts(struct day_counts *ret, struct db *db, const char *desk, struct day day, struct err *e)
{
    /* The journal knows at which desk a step was made; a dossier only knows where it was received. A day of one
     * commune is far below 5000 events, and the newest are found without reading the rest. */
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

enum rc count_in_state(int64_t *ret, struct db *db, int state, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT count(*) FROM dossier WHERE state = :state");
    stmt_bind_int(q, ":state", state);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    *ret = stmt_int(q, 0);
    stmt_done(q);
    return RC_OK;
}
