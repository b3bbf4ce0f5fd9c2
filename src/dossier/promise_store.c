/* promise_store.c - see promise.h. */
#include "dossier/promise.h"

#include "base/arena.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "catalog/procedure.h"
#include "dossier/deadline.h"
#include "dossier/dossier.h"
#include "dossier/facts.h"
#include "people/permission.h"

#define MOVES_MAX 10000 /* open dossiers looked at; a commune has a few hundred */

struct open_dossier {
    struct promise_move move;
    int64_t procedure_id, received;
    const char *channel;
};

static enum rc read_open(
    struct open_dossier *list, size_t *count, const struct office *of, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "SELECT code, procedure_id, channel, received_at, due_at,"
        "       ifnull(json_extract(applicant, '$.name'), ''), ifnull(json_extract(applicant, '$.phone'), '')"
        "  FROM dossier WHERE state IN (2, 4, 5, 6) AND due_at IS NOT NULL AND received_at IS NOT NULL"
        " ORDER BY due_at LIMIT 10000");
    enum rc rc = RC_OK;
    for (bool row = true; !(rc = stmt_next(q, &row, e)) && row && *count < MOVES_MAX;) {
        struct open_dossier *one = &list[(*count)++];
        one->move.code = stmt_copy(q, 0, a);
        one->procedure_id = stmt_int(q, 1);
        one->channel = stmt_copy(q, 2, a);
        one->received = stmt_int(q, 3);
        one->move.due = stmt_int(q, 4);
        one->move.name = stmt_copy(q, 5, a);
        one->move.phone = stmt_copy(q, 6, a);
    }
    stmt_done(q);
    return rc ? rc : arena_failed(a) ? err_no_memory(e) : RC_OK;
}

/* The days between the two answers are what the promise moves by: a pause it had stays in it. */
static enum rc moved_due(int64_t *ret, const struct open_dossier *one, const struct office *of,
    const struct calendar *old, const struct calendar *new, struct err *e)
{
    AUTO_ARENA arena = { 0 };
    struct procedure p;
    enum channel channel = CHANNEL_DIRECT;
    struct limit limit = { 0 };
    struct deadline before = { 0 }, after = { 0 };
    enum rc rc = procedure_load_id(&p, of->db, &arena, one->procedure_id, e);
    if (rc)
        return rc;
    (void)!channel_parse(&channel, one->channel);
    struct procedure_limit stated = procedure_limit_for(&p, channel, NULL);
    limit.value = stated.value;
    rc = limit_unit_parse(&limit.unit, stated.unit, e);
    if (!rc)
        rc = deadline_compute(&before, limit, p.field, one->channel, one->received, old, e);
    if (!rc)
        rc = deadline_compute(&after, limit, p.field, one->channel, one->received, new, e);
    *ret = one->move.due + (after.due - before.due);
    return rc;
}

enum rc promise_moves(struct promise_move **ret, size_t *count, const struct office *of,
    const struct calendar *old, const struct calendar *new, struct arena *a, struct err *e)
{
    size_t open = 0, moved = 0;
    struct open_dossier *list = arena_array(a, MOVES_MAX, sizeof *list);
    enum rc rc = list ? read_open(list, &open, of, a, e) : err_no_memory(e);
    struct promise_move *moves = rc ? NULL : arena_array(a, open + 1, sizeof *moves);
    if (!rc && !moves)
        rc = err_no_memory(e);
    for (size_t i = 0; !rc && i < open; i++) {
        moves[moved] = list[i].move;
        rc = moved_due(&moves[moved].due_by_new_calendar, &list[i], of, old, new, e);
        moved += !rc && moves[moved].due_by_new_calendar != moves[moved].due;
    }
    if (rc)
        return rc;
    *ret = moves;
    *count = moved;
    return RC_OK;
}

static enum rc draft_notice(const struct office *of, const struct promise_move *m, struct err *e)
{
    AUTO_ARENA arena = { 0 };
    AUTO_JS more = js_object();
    struct dossier d;
    char when[MOMENT_TEXT_SIZE], at[ISO_TIME_SIZE];
    enum rc rc = dossier_load(&d, of->db, &arena, m->code, e);
    const char *text = arena_printf(&arena, _("Dossier %s: because of a new holiday the result is expected on %s."),
        m->code, moment_text(when, m->due_by_new_calendar));
    if (rc || !text)
        return rc ? rc : err_no_memory(e);
    struct js *message = js_object();
    js_put_text(message, "channel", *m->phone ? "sms" : "hamlet_list");
    js_put_text(message, "to", *m->phone ? m->phone : NULL);
    js_put_text(message, "text", text);
    js_put(more, "message", message);
    js_put_text(more, "due_by_new_calendar", iso_time(at, m->due_by_new_calendar));
    return facts_append(NULL, of, &d,
        &(struct facts_event){ .action = "promise_moved", .before = d.state, .more = more }, e);
}

/* --- remembered until the citizens are told --- */

static enum rc keep_move(const struct office *of, const struct promise_move *m, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO promise_moved (dossier_id, due_at, due_by_new)"
        " SELECT id, :due, :new FROM dossier WHERE code = :code"
        " ON CONFLICT (dossier_id) DO UPDATE SET due_at = :due, drafted_at = NULL,"
        "    due_by_new = CASE WHEN drafted_at IS NULL THEN due_by_new + (:new - :due) ELSE :new END");
    stmt_bind_int(q, ":due", m->due);
    stmt_bind_int(q, ":new", m->due_by_new_calendar);
    stmt_bind_text(q, ":code", m->code);
    return stmt_run(q, e);
}

enum rc promise_keep_moves(
    const struct office *of, const struct promise_move *moves, size_t count, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_CALENDAR_CHANGE, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    for (size_t i = 0; i < count && !rc; i++)
        rc = keep_move(of, &moves[i], e);
    if (!rc) /* a calendar put right again moves nothing */
        rc = stmt_run(stmt_of(of->db, "DELETE FROM promise_moved WHERE due_by_new = due_at AND drafted_at IS NULL"), e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc promise_untold(
    struct promise_move **ret, size_t *count, const struct office *of, struct arena *a, struct err *e)
{
    size_t n = 0;
    struct promise_move *list = arena_array(a, MOVES_MAX, sizeof *list);
    struct stmt *q = stmt_of(of->db,
        "SELECT d.code, ifnull(json_extract(d.applicant, '$.name'), ''), ifnull(json_extract(d.applicant, '$.phone'), ''),"
        "       d.due_at, p.due_by_new + (d.due_at - p.due_at)"
        "  FROM promise_moved p JOIN dossier d ON d.id = p.dossier_id"
        " WHERE p.drafted_at IS NULL AND d.state IN (2, 4, 5, 6) AND d.due_at IS NOT NULL ORDER BY d.due_at LIMIT 10000");
    for (bool row = true; list && n < MOVES_MAX;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (!row)
            break;
        list[n++] = (struct promise_move){ stmt_copy(q, 0, a), stmt_copy(q, 1, a), stmt_copy(q, 2, a), stmt_int(q, 3),
            stmt_int(q, 4) };
    }
    stmt_done(q);
    if (!list || arena_failed(a))
        return err_no_memory(e);
    *ret = list;
    *count = n;
    return RC_OK;
}

static enum rc told(const struct office *of, const char *code, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "UPDATE promise_moved SET drafted_at = :now WHERE dossier_id = (SELECT id FROM dossier WHERE code = :code)");
    stmt_bind_int(q, ":now", clock_now(of->clock));
    stmt_bind_text(q, ":code", code);
    return stmt_run(q, e);
}

enum rc promise_draft_notices(
    const struct office *of, const struct promise_move *moves, size_t count, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_CALENDAR_CHANGE, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    for (size_t i = 0; i < count && !rc; i++) {
        rc = draft_notice(of, &moves[i], e);
        if (!rc)
            rc = told(of, moves[i].code, e);
    }
    return rc ? rc : tx_commit(&tx, e);
}

static enum rc keep_table(
    const struct office *of, const char *name, const char *version, const char *text, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO fact_file (name, version, content, imported_at) VALUES (:name, :version, :content, "
        ":now) "
        "ON CONFLICT (name) DO UPDATE SET version = :version, content = :content, imported_at = :now");
    stmt_bind_text(q, ":name", name);
    stmt_bind_text(q, ":version", version);
    stmt_bind_text(q, ":content", text);
    stmt_bind_int(q, ":now", clock_now(of->clock));
    return stmt_run(q, e);
}

enum rc calendar_install(const struct office *of, const char *name, const char *version, const char *text,
    size_t moved, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_CALENDAR_CHANGE, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = keep_table(of, name, version, text, e);
    if (rc)
        return rc;
    AUTO_JS payload = js_object();
    js_put_text(payload, "version", version);
    js_put_int(payload, "promises_that_move", (int64_t)moved);
    const struct journal_entry entry = {
        .action = "calendar_imported", .object_kind = "calendar", .object = name, .payload = payload
    };
    rc = journal_append(NULL, NULL, of, &entry, e);
    return rc ? rc : tx_commit(&tx, e);
}
