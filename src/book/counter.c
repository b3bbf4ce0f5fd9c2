/* counter.c - see counter.h. */
#include "book/counter.h"

#include "book/db.h"

enum rc counter_next(
    int64_t *first, struct db *db, const char *name, const char *period, int64_t count, struct err *e)
{
    int64_t last;
    struct stmt *q =
        stmt_of(db, "INSERT INTO counter (name, day, last) VALUES (:name, :period, :count)"
                    " ON CONFLICT (name, day) DO UPDATE SET last = last + :count RETURNING last");
    stmt_bind_text(q, ":name", name);
    stmt_bind_text(q, ":period", period);
    stmt_bind_int(q, ":count", count);
    enum rc rc = stmt_number(&last, q, e);
    if (!rc)
        *first = last - count + 1;
    return rc;
}
