/* counts_store.c - see counts_store.h. */
#include "report/counts_store.h"

#include "base/json.h"
#include "book/db.h"

enum rc snapshot_begin(struct db *db, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT 1 FROM book");
    enum rc rc = stmt_run(stmt_of(db, "BEGIN"), e);
    /* a deferred transaction sees the book from its first read on */
    if (!rc)
        rc = stmt_one(q, e);
    if (!rc)
        stmt_done(q);
    else
        snapshot_end(db);
    return rc;
}

void snapshot_end(struct db *db)
{
    /* nothing was written, so nothing can be lost */
    enum rc ignored = db_in_transaction(db) ? stmt_run(stmt_of(db, "ROLLBACK"), NULL) : RC_OK;
    (void)ignored;
}

/* Open ones, those closed since the period began, and those received in it (so that broken ones are found,
 * too): each part by an index, so that a month of a million dossiers costs a month. */
#define CHOSEN                                                                                               \
    "WITH chosen (id) AS ("                                                                                  \
    " SELECT id FROM dossier WHERE state IN (2, 4, 5, 6)"                                                    \
    " UNION SELECT id FROM dossier WHERE finished_at >= :start"                                              \
    " UNION SELECT id FROM dossier WHERE state = 3 AND received_at IS NOT NULL"                              \
    " UNION SELECT id FROM dossier WHERE received_day BETWEEN :from AND :to) "

#define TIMES                                                                                                \
    "SELECT d.id, d.code, p.field, d.channel, d.state, d.received_at, d.due_at, d.finished_at, "             \
    "d.returned_at,"                                                                                         \
    "       d.refused_at, d.paused_at, d.supplements"

/* What only a list shows. */
#define DETAILS                                                                                              \
    ",      d.procedure_code, p.name, COALESCE(s.name, ''), d.desk, d.summary, d.fee, d.fee_note,"           \
    "       d.applicant ->> 'name', d.applicant ->> 'address', d.applicant ->> 'phone',"                     \
    "       COALESCE(d.submitter ->> 'name', ''),"                                                           \
    "       (SELECT COALESCE(SUM(c.originals + c.certified + c.copies), 0) FROM component AS c"              \
    "         WHERE c.dossier_id = d.id)"

#define SOURCES                                                                                              \
    "  FROM chosen JOIN dossier AS d ON d.id = chosen.id"                                                    \
    "  JOIN procedure AS p ON p.id = d.procedure_id"                                                         \
    "  LEFT JOIN staff AS s ON s.id = d.holder_id"                                                           \
    " WHERE d.received_at < :end"

static const char *const statements[] = {
    [ORDER_NONE] = CHOSEN TIMES SOURCES,
    [ORDER_CODE] = CHOSEN TIMES DETAILS SOURCES " ORDER BY d.code",
    [ORDER_DUE] = CHOSEN TIMES DETAILS SOURCES " ORDER BY d.due_at, d.code",
};

static void read_times(struct counted_row *row, struct stmt *q)
{
    *row = (struct counted_row){
        .id = stmt_int(q, 0), .code = stmt_text(q, 1), .field = stmt_text(q, 2), .channel = stmt_text(q, 3)
    };
    row->times = (struct counted){ .state = (enum state)stmt_int(q, 4),
        .received_at = stmt_int(q, 5),
        .due_at = stmt_int(q, 6),
        .finished_at = stmt_int(q, 7),
        .returned_at = stmt_int(q, 8),
        .refused_at = stmt_int(q, 9),
        .paused_at = stmt_int(q, 10),
        .supplements = (int)stmt_int(q, 11) };
}

static void read_details(struct counted_row *row, struct stmt *q)
{
    row->procedure_code = stmt_text(q, 12);
    row->procedure = stmt_text(q, 13);
    row->holder = stmt_text(q, 14);
    row->desk = stmt_text(q, 15);
    row->summary = stmt_text(q, 16);
    row->fee = stmt_int(q, 17);
    row->fee_note = stmt_text(q, 18);
    row->name = stmt_text(q, 19);
    row->address = stmt_text(q, 20);
    row->phone = stmt_text(q, 21);
    row->submitter_name = stmt_text(q, 22);
    row->papers = (int)stmt_int(q, 23);
}

enum rc counted_walk(struct db *db, const struct period *p, enum counted_order order, counted_each *each,
    void *context, struct err *e)
{
    char from[ISO_DAY_SIZE], to[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(db, statements[order]);
    stmt_bind_int(q, ":start", p->start);
    stmt_bind_int(q, ":end", p->end);
    stmt_bind_text(q, ":from", iso_day(from, p->from));
    stmt_bind_text(q, ":to", iso_day(to, p->to));
    for (;;) {
        bool more = false;
        struct counted_row row;
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc;
        read_times(&row, q);
        row.class = counted_class(&row.times, p);
        if (row.class != COUNT_NONE && order != ORDER_NONE)
            read_details(&row, q);
        if (row.class != COUNT_NONE)
            rc = each(context, &row, e);
        if (rc) {
            stmt_done(q);
            return rc;
        }
    }
}

enum rc counted_guess(int64_t *count, struct db *db, const struct period *p, struct err *e)
{
    char from[ISO_DAY_SIZE], to[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(db, CHOSEN "SELECT COUNT(*) FROM chosen");
    stmt_bind_int(q, ":start", p->start);
    stmt_bind_text(q, ":from", iso_day(from, p->from));
    stmt_bind_text(q, ":to", iso_day(to, p->to));
    return stmt_number(count, q, e);
}

enum rc waiting_to_send(int64_t *count, int64_t *oldest, struct db *db, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "SELECT COUNT(*), COALESCE(MIN(created_at), 0) FROM delivery WHERE state <> 'done' AND message = 0");
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    *count = stmt_int(q, 0);
    *oldest = stmt_int(q, 1);
    stmt_done(q);
    return RC_OK;
}

enum rc refused_at_desk(int64_t *count, struct db *db, const struct period *p, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT COUNT(*) FROM dossier"
        " WHERE state = 3 AND received_at IS NULL AND refused_at >= :start AND refused_at < :end");
    stmt_bind_int(q, ":start", p->start);
    stmt_bind_int(q, ":end", p->end);
    return stmt_number(count, q, e);
}
