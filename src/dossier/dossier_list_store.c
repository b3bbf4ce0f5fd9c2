/* dossier_list_store.c - the work list: by state, day, desk, holder or words; the most urgent first. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/viet.h"
#include "book/db.h"
#include "dossier/deadline.h"
#include "dossier/dossier.h"

/* The list's SQL: only the conditions that are asked for, each a literal; values are bound. */
static void add_conditions(struct buf *sql, const struct dossier_filter *f)
{
    if (f->state)
        buf_puts(sql, " AND d.state = :state");
    if (f->unclaimed)
        buf_puts(sql, " AND d.state = 9");
    if (f->open_only)
        buf_puts(sql, " AND d.state IN (1, 2, 4, 5, 6, 9)");
    if (f->due && strcmp(f->due, "today") == 0)
        buf_puts(sql, " AND d.due_day = :today AND d.state IN (2, 4)");
    if (f->due && strcmp(f->due, "late") == 0)
        buf_puts(sql, " AND d.due_at < :now AND d.state IN (2, 4)");
    if (f->due && strcmp(f->due, "week") == 0)
        buf_puts(sql, " AND d.due_day BETWEEN :today AND :week AND d.state IN (2, 4)");
    if (f->desk)
        buf_puts(sql, " AND d.desk = :desk");
    if (f->holder_id)
        buf_puts(sql, " AND d.holder_id = :holder");
    if (f->find)
        buf_puts(sql, " AND (instr(lower(d.code), :find) OR instr(p.name_folded, :find)"
                      "      OR instr(t.name_folded, :find) OR d.procedure_code = :find OR p.id_number = :find)");
}

static void bind_conditions(struct stmt *q, const struct dossier_filter *f, const char *folded)
{
    char day[ISO_DAY_SIZE];
    bool by_day = f->due && (strcmp(f->due, "today") == 0 || strcmp(f->due, "week") == 0);
    if (f->state)
        stmt_bind_int(q, ":state", f->state);
    if (by_day)
        stmt_bind_text(q, ":today", iso_day(day, f->today));
    if (by_day && strcmp(f->due, "week") == 0)
        stmt_bind_text(q, ":week", iso_day(day, day_add(f->today, 7)));
    if (f->due && strcmp(f->due, "late") == 0)
        stmt_bind_int(q, ":now", f->now);
    if (f->desk)
        stmt_bind_text(q, ":desk", f->desk);
    if (f->holder_id)
        stmt_bind_int(q, ":holder", f->holder_id);
    if (f->find)
        stmt_bind_text(q, ":find", folded);
    stmt_bind_int(q, ":limit", f->limit ? f->limit : 1000);
}

static void read_row(struct dossier_row *r, struct stmt *q, int64_t now, struct arena *a)
{
    *r = (struct dossier_row){
        .id = stmt_int(q, 0), .code = stmt_copy(q, 1, a), .procedure_code = stmt_copy(q, 2, a),
        .procedure = stmt_copy(q, 3, a), .applicant = stmt_copy(q, 4, a), .state = (enum state)stmt_int(q, 5),
        .channel = stmt_copy(q, 6, a), .received_at = stmt_int(q, 7), .due_at = stmt_int(q, 8),
        .finished_at = stmt_int(q, 9), .holder = stmt_copy(q, 10, a), .desk = stmt_copy(q, 11, a),
        .delivery = stmt_copy(q, 12, a), .version = (int)stmt_int(q, 13), .owed = (int)stmt_int(q, 14),
    };
    const struct dossier d = { .state = r->state, .due_at = r->due_at, .finished_at = r->finished_at };
    r->late = dossier_late(&d, now);
}

static const char rows_sql[] =
    "SELECT d.id, d.code, d.procedure_code, t.short_name, p.name, d.state, d.channel, d.received_at, d.due_at,"
    "       d.finished_at, s.name, d.desk,"
    "       coalesce((SELECT v.state FROM delivery v WHERE v.dossier_id = d.id AND v.state <> 'done' AND v.message = 0"
    "                  ORDER BY v.event_seq LIMIT 1),"
    "                CASE WHEN EXISTS (SELECT 1 FROM delivery v WHERE v.dossier_id = d.id AND v.message = 0) THEN 'done' END),"
    "       d.version, (SELECT count(*) FROM owed o WHERE o.dossier_id = d.id AND o.settled_at IS NULL)"
    "  FROM dossier d JOIN person p ON p.id = d.applicant_id JOIN procedure t ON t.id = d.procedure_id"
    "  LEFT JOIN staff s ON s.id = d.holder_id WHERE 1";

/* Room for one more row: the list doubles, in the arena. NULL when memory ends. */
static struct dossier_row *grown(struct dossier_row *rows, size_t n, size_t *room, struct arena *a)
{
    if (n < *room)
        return rows;
    struct dossier_row *more = arena_array(a, *room = *room ? *room * 2 : 64, sizeof *more);
    if (more && n)
        memcpy(more, rows, n * sizeof *rows);
    return more;
}

static enum rc read_rows(struct dossier_row **ret, size_t *count, struct stmt *q, int64_t now, struct arena *a,
    struct err *e)
{
    size_t n = 0, room = 0;
    struct dossier_row *rows = NULL;
    for (bool row = true;;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (!row)
            break;
        rows = grown(rows, n, &room, a);
        if (!rows) {
            stmt_done(q);
            return err_no_memory(e);
        }
        read_row(&rows[n++], q, now, a);
    }
    if (arena_failed(a))
        return err_no_memory(e);
    *ret = rows;
    *count = n;
    return RC_OK;
}

enum rc dossier_list(struct dossier_row **ret, size_t *count, struct db *db, const struct dossier_filter *f,
    struct arena *a, struct err *e)
{
    AUTO_BUF sql = buf_limit(4096), folded = buf_limit(4096);
    buf_puts(&sql, rows_sql);
    add_conditions(&sql, f);
    buf_puts(&sql, " ORDER BY d.due_at IS NULL, d.due_at, d.id LIMIT :limit");
    if (f->find)
        viet_fold(&folded, f->find, strlen(f->find));
    if (sql.failed || folded.failed)
        return err_no_memory(e);
    struct stmt *q = stmt_of(db, buf_text(&sql));
    bind_conditions(q, f, buf_text(&folded));
    return read_rows(ret, count, q, f->now, a, e);
}
