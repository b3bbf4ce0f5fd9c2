/* request_store.c - the SQL of requests. See request.h. */
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/db.h"
#include "dossier/request.h"

#define REQUEST_COLUMNS                                                                                         \
    "r.id, r.dossier_id, r.kind, d.code, t.short_name, ifnull(json_extract(d.applicant, '$.name'), ''),"        \
    " r.reason, r.details, r.dossier_version, d.version, r.asked_by, s.name, r.asked_at, r.state,"              \
    " ifnull(b.name, ''), r.decided_at, r.answer"                                                               \
    " FROM request r JOIN dossier d ON d.id = r.dossier_id JOIN procedure t ON t.id = d.procedure_id"           \
    " JOIN staff s ON s.id = r.asked_by LEFT JOIN staff b ON b.id = r.decided_by"

static void read_row(struct request *r, struct stmt *q, struct arena *a)
{
    *r = (struct request){ .id = stmt_int(q, 0), .dossier_id = stmt_int(q, 1), .code = stmt_copy(q, 3, a),
        .procedure = stmt_copy(q, 4, a), .applicant = stmt_copy(q, 5, a), .reason = stmt_copy(q, 6, a),
        .details = stmt_copy(q, 7, a), .dossier_version = (int)stmt_int(q, 8), .now_version = stmt_int(q, 9),
        .asked_by_id = stmt_int(q, 10), .asked_by = stmt_copy(q, 11, a), .asked_at = stmt_int(q, 12),
        .state = stmt_copy(q, 13, a), .decided_by = stmt_copy(q, 14, a), .decided_at = stmt_int(q, 15),
        .answer = stmt_copy(q, 16, a) };
    if (!request_kind_parse(&r->kind, stmt_text(q, 2)))
        r->kind = REQUEST_UNDO; /* the table's own CHECK allows no other word */
}

enum rc request_load(struct request *ret, struct db *db, int64_t id, struct arena *a, struct err *e)
{
    struct request r;
    struct stmt *q = stmt_of(db, "SELECT " REQUEST_COLUMNS " WHERE r.id = :id");
    stmt_bind_int(q, ":id", id);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "no_such_request", N_("There is no request %lld"), (long long)id);
    if (rc)
        return rc;
    read_row(&r, q, a);
    stmt_done(q);
    if (arena_failed(a))
        return err_no_memory(e);
    *ret = r;
    return RC_OK;
}

enum rc request_insert(int64_t *id, const struct office *of, int64_t dossier_id, int version,
    const struct request_ask *ask, const char *reason, const char *details, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO request (dossier_id, kind, reason, details, dossier_version, asked_by, asked_at, state)"
        " VALUES (:dossier, :kind, :reason, :details, :version, :by, :now, 'open')"
        " ON CONFLICT DO NOTHING");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":kind", request_kind_row(ask->kind)->slug);
    stmt_bind_text(q, ":reason", reason);
    stmt_bind_text(q, ":details", details);
    stmt_bind_int(q, ":version", version);
    stmt_bind_int(q, ":by", of->staff_id);
    stmt_bind_int(q, ":now", clock_now(of->clock));
    enum rc rc = stmt_run(q, e);
    if (!rc && !db_changes(of->db))
        rc = err_set(e, RC_REFUSED, "request_open", N_("The same is asked of a supervisor already; wait for the answer"));
    if (!rc)
        *id = db_last_id(of->db);
    return rc;
}

enum rc request_settle(const struct office *of, int64_t id, bool approved, const char *answer, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "UPDATE request SET state = :state, decided_by = :by, decided_at = :now, answer = :answer"
        " WHERE id = :id AND state = 'open'");
    stmt_bind_text(q, ":state", approved ? "approved" : "declined");
    stmt_bind_int(q, ":by", of->staff_id);
    stmt_bind_int(q, ":now", clock_now(of->clock));
    stmt_bind_text(q, ":answer", answer);
    stmt_bind_int(q, ":id", id);
    enum rc rc = stmt_run(q, e);
    if (!rc && !db_changes(of->db))
        rc = err_set(e, RC_REFUSED, "request_decided", N_("This request was decided already by %.80s"), "?");
    return rc;
}

#define REQUESTS_MAX 500

enum rc request_list(struct request **ret, size_t *count, const struct office *of, const char *code, bool open_only,
    struct arena *a, struct err *e)
{
    size_t n = 0;
    struct request *list = arena_array(a, REQUESTS_MAX, sizeof *list);
    struct stmt *q = stmt_of(of->db,
        "SELECT " REQUEST_COLUMNS " WHERE (:open = 0 OR r.state = 'open') AND (:code IS NULL OR d.code = :code)"
        " ORDER BY r.id LIMIT 500");
    stmt_bind_int(q, ":open", open_only);
    stmt_bind_text(q, ":code", code);
    for (bool row = true; list && n < REQUESTS_MAX;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (!row)
            break;
        read_row(&list[n++], q, a);
    }
    stmt_done(q);
    if (!list || arena_failed(a))
        return err_no_memory(e);
    *ret = list;
    *count = n;
    return RC_OK;
}
