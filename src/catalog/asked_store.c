/* asked_store.c - see asked.h. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/viet.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "catalog/asked.h"

static enum rc forget_old(struct db *db, struct day today, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(db, "DELETE FROM asked WHERE day < :day");
    stmt_bind_text(q, ":day", iso_day(day, day_add(today, -ASKED_DAYS)));
    return stmt_run(q, e);
}

enum rc asked_count(const struct office *of, const char *question, const char *procedure, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct day today = day_of(clock_now(of->clock));
    AUTO_BUF folded = buf_limit(8000);
    AUTO_TX tx = tx_for(of->db);
    if (viet_search_key(&folded, question, strlen(question)) || !folded.len)
        return RC_OK; /* nothing that could be asked again */
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO asked (day, folded, question, procedure_code)"
        " VALUES (:day, :folded, :question, :procedure)"
        " ON CONFLICT (day, folded) DO UPDATE SET times = times + 1, procedure_code = :procedure");
    stmt_bind_text(q, ":day", iso_day(day, today));
    stmt_bind_text(q, ":folded", buf_text(&folded));
    stmt_bind_text(q, ":question", question);
    stmt_bind_text(q, ":procedure", procedure);
    rc = stmt_run(q, e);
    if (!rc)
        rc = forget_old(of->db, today, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc asked_week(struct asked_most list[ASKED_MOST], size_t *count, const struct office *of,
    struct arena *a, struct err *e)
{
    char from[ISO_DAY_SIZE];
    bool more = true;
    *count = 0;
    struct stmt *q = stmt_of(of->db, "SELECT max(question), max(procedure_code), sum(times) AS n FROM asked"
                                     " WHERE day > :from AND procedure_code <> ''"
                                     " GROUP BY folded ORDER BY n DESC, folded LIMIT :most");
    stmt_bind_text(q, ":from", iso_day(from, day_add(day_of(clock_now(of->clock)), -7)));
    stmt_bind_int(q, ":most", ASKED_MOST);
    for (;;) {
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc ? rc : arena_failed(a) ? err_no_memory(e) : RC_OK;
        list[(*count)++] = (struct asked_most){ stmt_copy(q, 0, a), stmt_copy(q, 1, a), stmt_int(q, 2) };
    }
}

/* --- reports --- */

static enum rc note(
    const struct office *of, const char *action, int64_t id, const struct js *facts, struct err *e)
{
    char object[24];
    snprintf(object, sizeof object, "%lld", (long long)id);
    const struct journal_entry entry = {
        .action = action, .object_kind = "answer_report", .object = object, .payload = facts
    };
    return journal_append(NULL, NULL, of, &entry, e);
}

enum rc answer_report_add(
    const struct office *of, const char *question, const char *answered, const char *said, struct err *e)
{
    AUTO_JS facts = js_object();
    AUTO_TX tx = tx_for(of->db);
    if (!*said || strlen(said) > 500)
        return err_set(e, RC_REFUSED, "report_said", N_("Please say in a few words what would be right."));
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db, "INSERT INTO answer_report (at, staff_id, question, answered, said)"
                                     " VALUES (:at, :staff, :question, :answered, :said) RETURNING id");
    stmt_bind_int(q, ":at", clock_now(of->clock));
    stmt_bind_int(q, ":staff", of->staff_id);
    stmt_bind_text(q, ":question", question);
    stmt_bind_text(q, ":answered", answered);
    stmt_bind_text(q, ":said", said);
    int64_t id;
    rc = stmt_number(&id, q, e);
    if (rc)
        return rc;
    js_put_text(facts, "question", question);
    js_put_text(facts, "answered", answered);
    js_put_text(facts, "said", said);
    rc = note(of, "answer_reported", id, facts, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc answer_report_list(
    struct answer_report **ret, size_t *count, const struct office *of, struct arena *a, struct err *e)
{
    bool more = true;
    *count = 0;
    *ret = arena_array(a, ANSWER_REPORTS_MAX, sizeof **ret);
    if (!*ret)
        return err_no_memory(e);
    struct stmt *q = stmt_of(of->db,
        "SELECT r.id, r.at, s.name, r.question, r.answered, r.said FROM answer_report AS r"
        "  JOIN staff AS s ON s.id = r.staff_id WHERE r.closed_at IS NULL ORDER BY r.at, r.id LIMIT :most");
    stmt_bind_int(q, ":most", ANSWER_REPORTS_MAX);
    for (;;) {
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc ? rc : arena_failed(a) ? err_no_memory(e) : RC_OK;
        (*ret)[(*count)++] = (struct answer_report){ stmt_int(q, 0), stmt_int(q, 1), stmt_copy(q, 2, a),
            stmt_copy(q, 3, a), stmt_copy(q, 4, a), stmt_copy(q, 5, a) };
    }
}

enum rc answer_report_close(const struct office *of, int64_t id, struct err *e)
{
    bool any = false;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db,
        "UPDATE answer_report SET closed_at = :now WHERE id = :id AND closed_at IS NULL RETURNING id");
    stmt_bind_int(q, ":now", clock_now(of->clock));
    stmt_bind_int(q, ":id", id);
    rc = stmt_next(q, &any, e);
    stmt_done(q);
    if (!rc && !any)
        return err_set(
            e, RC_NOT_FOUND, "report_unknown", N_("There is no open report number %lld."), (long long)id);
    if (!rc)
        rc = note(of, "answer_report_closed", id, NULL, e);
    return rc ? rc : tx_commit(&tx, e);
}
