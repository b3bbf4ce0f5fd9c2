/* paper_store.c - the SQL of printed papers. */
#include "paper/paper_store.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"

/* --- the facts --- */

/* Which event a paper tells of: the newest that led into `state`, or the newest of that name. */
static const struct {
    const char *kind, *event, *state, *other;
} sources[] = {
    { "receipt", "received", "received", "received" },
    { "supplement", "supplement", "supplement", "supplement" },
    { "refusal", "not_accepted", "not_accepted", "not_accepted" },
    { "apology", "apology", "", "" },
    { "stop", "stopped", "stopped", "withdrawn" },
    { "control", "", "", "" },
};

static enum rc dossier_id_of(int64_t *ret, struct db *db, const char *code, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT id FROM dossier WHERE code = :code");
    stmt_bind_text(q, ":code", code);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "dossier_unknown", N_("There is no dossier %.60s in this book."), code);
    if (rc)
        return rc;
    *ret = stmt_int(q, 0);
    stmt_done(q);
    return RC_OK;
}

static struct stmt *source_query(struct db *db, size_t i, int64_t dossier_id)
{
    /* The step into a state comes before later events that only happened in it. */
    struct stmt *q =
        stmt_of(db, "SELECT seq, payload FROM event\n"
                    " WHERE dossier_id = :dossier AND payload IS NOT NULL AND json_extract(payload, "
                    "'$.code') IS NOT NULL\n"
                    "   AND (:event = '' OR action = :event OR json_extract(payload, '$.event') = :event\n"
                    "        OR (:state <> '' AND json_extract(payload, '$.state') IN (:state, :other)))\n"
                    " ORDER BY (:event = '' OR action = :event OR json_extract(payload, '$.event') = :event\n"
                    "           OR json_extract(payload, '$.state') IS NOT json_extract(payload, "
                    "'$.state_before')) DESC, seq DESC\n"
                    " LIMIT 1");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":event", sources[i].event);
    stmt_bind_text(q, ":state", sources[i].state);
    stmt_bind_text(q, ":other", sources[i].other);
    return q;
}

/* A hand-over slip lists every step so far: who gave, when, into which state. */
static enum rc add_steps(struct js *facts, struct db *db, int64_t dossier_id, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT staff_name, at, json_extract(payload, '$.state'), COALESCE(json_extract(payload, "
        "'$.reason'), ''), COALESCE(json_extract(payload, '$.giver'), ''),\n"
        "       COALESCE(json_extract(payload, '$.receiver'), '')\n"
        "  FROM event\n"
        " WHERE dossier_id = :dossier AND payload IS NOT NULL AND json_extract(payload, "
        "'$.state') IS NOT NULL\n"
        "   AND (action = 'assigned'\n"
        "        OR json_extract(payload, '$.state') IS NOT json_extract(payload, '$.state_before'))\n"
        " ORDER BY seq");
    stmt_bind_int(q, ":dossier", dossier_id);
    struct js *steps = js_array();
    bool row;
    enum rc rc;
    while (!(rc = stmt_next(q, &row, e)) && row) {
        char at[ISO_TIME_SIZE];
        struct js *step = js_object();
        js_put_text(step, "giver", stmt_text(q, *stmt_text(q, 4) ? 4 : 0));
        if (*stmt_text(q, 5))
            js_put_text(step, "receiver", stmt_text(q, 5));
        js_put_text(step, "at", iso_time(at, stmt_int(q, 1)));
        js_put_text(step, "result", stmt_text(q, 2));
        js_put_text(step, "note", stmt_text(q, 3));
        js_add(steps, step);
    }
    js_put(facts, "steps", steps);
    return rc;
}

static enum rc take_source(struct paper_source *ret, struct stmt *q, struct err *e)
{
    const char *payload = stmt_text(q, 1);
    ret->event_seq = stmt_int(q, 0);
    enum rc rc = js_parse(&ret->facts, payload, strlen(payload), e);
    stmt_done(q);
    return rc;
}

enum rc paper_source(
    struct paper_source *ret, struct db *db, const char *kind, const char *code, struct err *e)
{
    size_t i = 0, count = sizeof sources / sizeof sources[0];
    while (i < count && strcmp(sources[i].kind, kind) != 0)
        i++;
    if (i == count)
        return err_set(e, RC_NOT_FOUND, "paper_unknown", N_("There is no paper called \"%.40s\"."), kind);

    struct paper_source source = { 0 };
    enum rc rc = dossier_id_of(&source.dossier_id, db, code, e);
    if (rc)
        return rc;
    struct stmt *q = source_query(db, i, source.dossier_id);
    rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND) {
        err_set(e, RC_REFUSED, "paper_too_early",
            N_("Dossier %.60s has no step yet that this paper tells of."), code);
        err_hint(e, N_("Take the step first (dossier move), then print."));
        return RC_REFUSED;
    }
    if (!rc)
        rc = take_source(&source, q, e);
    if (!rc && strcmp(kind, "control") == 0)
        rc = add_steps(source.facts, db, source.dossier_id, e);
    if (rc) {
        js_free(source.facts);
        return rc;
    }
    *ret = source;
    return RC_OK;
}

static void put_time(struct js *row, const char *key, struct stmt *q, int column)
{
    char text[ISO_TIME_SIZE];
    if (stmt_is_null(q, column))
        js_put_null(row, key);
    else
        js_put_text(row, key, iso_time(text, stmt_int(q, column)));
}

enum rc paper_book_rows(struct js **ret, struct db *db, const char *from, const char *to, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT code, COALESCE((SELECT json_extract(payload, '$.procedure.name') FROM event\n"
        "                        WHERE event.dossier_id = dossier.id AND payload IS NOT NULL\n"
        "                        ORDER BY seq DESC LIMIT 1), procedure_code),\n"
        "       json_extract(applicant, '$.name'), json_extract(applicant, '$.address'),\n"
        "       json_extract(applicant, '$.phone'), received_at, due_at, returned_at, result_by, note\n"
        "  FROM dossier\n"
        " WHERE received_day BETWEEN :from AND :to\n"
        " ORDER BY received_at, id");
    static const char *const texts[] = { "code", "procedure", "applicant", "address", "phone" };
    struct js *rows = js_array();
    bool row;
    enum rc rc;
    stmt_bind_text(q, ":from", from);
    stmt_bind_text(q, ":to", to);
    while (!(rc = stmt_next(q, &row, e)) && row) {
        struct js *line = js_object();
        for (int i = 0; i < 5; i++)
            js_put_text(line, texts[i], stmt_text(q, i));
        put_time(line, "received_at", q, 5);
        put_time(line, "due_at", q, 6);
        put_time(line, "returned_at", q, 7);
        js_put_text(line, "result_by", stmt_text(q, 8));
        js_put_text(line, "note", stmt_text(q, 9));
        js_add(rows, line);
    }
    if (rc) {
        js_free(rows);
        return rc;
    }
    *ret = rows;
    return RC_OK;
}

/* --- prints --- */

struct history {
    int last;      /* highest number given */
    int reprint;   /* prints of the same facts that count */
    int64_t again; /* row of a failed or never sent try, 0 = none */
    int again_number;
};

static enum rc read_history(
    struct history *ret, struct db *db, const struct paper_source *source, const char *kind, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT id, issue, state, event_seq FROM paper\n"
                                 " WHERE dossier_id = :dossier AND kind = :kind\n"
                                 " ORDER BY issue");
    bool row;
    enum rc rc;
    stmt_bind_int(q, ":dossier", source->dossier_id);
    stmt_bind_text(q, ":kind", kind);
    while (!(rc = stmt_next(q, &row, e)) && row) {
        const char *state = stmt_text(q, 2);
        bool out = strcmp(state, "sent") == 0 || strcmp(state, "confirmed") == 0;
        ret->last = (int)stmt_int(q, 1);
        ret->again = strcmp(state, "failed") == 0 || strcmp(state, "queued") == 0 ? stmt_int(q, 0) : 0;
        ret->again_number = ret->last;
        if (out && stmt_int(q, 3) == source->event_seq)
            ret->reprint++;
    }
    return rc;
}

static enum rc insert_issue(struct paper_issue *issue, const struct office *of,
    const struct paper_source *source, const char *kind, const char *printer, struct err *e)
{
    struct stmt *q =
        issue->id
            ? stmt_of(of->db,
                  "UPDATE paper SET event_seq = :event, state = 'queued', printer = :printer, reason = '',\n"
                  "       at = :at, staff_id = :staff\n"
                  " WHERE dossier_id = :dossier AND kind = :kind AND issue = :issue")
            : stmt_of(of->db,
                  "INSERT INTO paper (dossier_id, event_seq, kind, issue, state, printer, at, staff_id)\n"
                  "VALUES (:dossier, :event, :kind, :issue, 'queued', :printer, :at, :staff)");
    stmt_bind_int(q, ":dossier", source->dossier_id);
    stmt_bind_int(q, ":event", source->event_seq);
    stmt_bind_text(q, ":kind", kind);
    stmt_bind_int(q, ":issue", issue->number);
    stmt_bind_text(q, ":printer", printer);
    stmt_bind_int(q, ":at", clock_now(of->clock));
    stmt_bind_int(q, ":staff", of->staff_id);
    enum rc rc = stmt_run(q, e);
    if (!rc && !issue->id)
        issue->id = db_last_id(of->db);
    return rc;
}

/* Stands in the timeline by the dossier's code, but without its id: events with the id carry its facts. */
static enum rc journal_print(const struct office *of, const char *action, const char *code, const char *kind,
    int number, const char *reason, struct err *e)
{
    AUTO_JS payload = js_object();
    js_put_text(payload, "paper", kind);
    js_put_int(payload, "issue", number);
    if (reason)
        js_put_text(payload, "reason", reason);
    const struct journal_entry entry = {
        .action = action, .object_kind = "dossier", .object = code, .payload = payload
    };
    return journal_append(NULL, NULL, of, &entry, e);
}

enum rc paper_begin(struct paper_issue *ret, const struct office *of, const struct paper_source *source,
    const char *kind, const char *printer, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    struct history history = { 0 };
    struct paper_issue issue = { 0 };
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = read_history(&history, of->db, source, kind, e);
    if (rc)
        return rc;
    issue.id = history.again;
    issue.number = history.again ? history.again_number : history.last + 1;
    issue.reprint = history.reprint;
    rc = insert_issue(&issue, of, source, kind, printer, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        *ret = issue;
    return rc;
}

/* What a row says of itself, for the journal. */
struct print_row {
    char kind[32], code[64];
    int number, reprint;
    bool was_queued;
};

static enum rc read_row(struct print_row *ret, struct db *db, int64_t id, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "SELECT kind, code, issue, paper.state = 'queued',\n"
                    "       (SELECT COUNT(*) FROM paper AS old\n"
                    "         WHERE old.dossier_id = paper.dossier_id AND old.kind = paper.kind AND "
                    "old.issue < paper.issue\n"
                    "           AND old.event_seq = paper.event_seq AND old.state IN ('sent', 'confirmed'))\n"
                    "  FROM paper JOIN dossier ON dossier.id = paper.dossier_id\n"
                    " WHERE paper.id = :id");
    stmt_bind_int(q, ":id", id);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "print_unknown", N_("There is no print %lld in this book."), (long long)id);
    if (rc)
        return rc;
    snprintf(ret->kind, sizeof ret->kind, "%s", stmt_text(q, 0));
    snprintf(ret->code, sizeof ret->code, "%s", stmt_text(q, 1));
    ret->number = (int)stmt_int(q, 2);
    ret->was_queued = stmt_int(q, 3) != 0;
    ret->reprint = (int)stmt_int(q, 4);
    stmt_done(q);
    return RC_OK;
}

enum rc paper_set_state(
    const struct office *of, int64_t id, const char *state, const char *reason, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "UPDATE paper SET state = :state, reason = :reason WHERE id = :id");
    struct print_row row = { 0 };
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = read_row(&row, of->db, id, e);
    if (rc)
        return rc;
    stmt_bind_text(q, ":state", state);
    stmt_bind_text(q, ":reason", reason ? reason : "");
    stmt_bind_int(q, ":id", id);
    rc = stmt_run(q, e);
    bool out = strcmp(state, "sent") == 0 || strcmp(state, "confirmed") == 0;
    if (!rc && out && row.was_queued)
        rc =
            journal_print(of, row.reprint ? "reprinted" : "printed", row.code, row.kind, row.number, NULL, e);
    return rc ? rc : tx_commit(&tx, e);
}

static enum rc newest_valid(int64_t *id, int *number, struct db *db, const char *kind, int64_t dossier_id,
    const char *code, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "SELECT id, issue FROM paper\n"
                    " WHERE dossier_id = :dossier AND kind = :kind AND state IN ('sent', 'confirmed')\n"
                    " ORDER BY issue DESC LIMIT 1");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":kind", kind);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(
            e, rc, "paper_none", N_("No paper of this kind was given out for dossier %.60s."), code);
    if (rc)
        return rc;
    *id = stmt_int(q, 0);
    *number = (int)stmt_int(q, 1);
    stmt_done(q);
    return RC_OK;
}

enum rc paper_void(
    const struct office *of, const char *kind, const char *code, const char *reason, struct err *e)
{
    int64_t id = 0, dossier_id = 0;
    int number = 0;
    if (!reason || !reason[0])
        return err_set(e, RC_REFUSED, "reason_missing", N_("A paper is only voided with a reason."));
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = dossier_id_of(&dossier_id, of->db, code, e);
    if (!rc)
        rc = newest_valid(&id, &number, of->db, kind, dossier_id, code, e);
    if (!rc)
        rc = paper_set_state(of, id, "void", reason, e);
    if (!rc)
        rc = journal_print(of, "paper_voided", code, kind, number, reason, e);
    return rc ? rc : tx_commit(&tx, e);
}

#define OPEN_MAX 200

enum rc paper_list_open(struct paper_open **ret, size_t *count, struct db *db, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT paper.id, paper.at, issue, code, kind, paper.state, printer\n"
                                 "  FROM paper JOIN dossier ON dossier.id = paper.dossier_id\n"
                                 " WHERE paper.state IN ('queued', 'sent', 'failed')\n"
                                 " ORDER BY paper.id DESC LIMIT 200");
    struct paper_open *rows = arena_array(a, OPEN_MAX, sizeof *rows);
    size_t n = 0;
    bool row;
    enum rc rc;
    if (!rows)
        return err_no_memory(e);
    while (!(rc = stmt_next(q, &row, e)) && row && n < OPEN_MAX)
        rows[n++] = (struct paper_open){ stmt_int(q, 0), stmt_int(q, 1), (int)stmt_int(q, 2),
            stmt_copy(q, 3, a), stmt_copy(q, 4, a), stmt_copy(q, 5, a), stmt_copy(q, 6, a) };
    if (rc)
        return rc;
    *ret = rows, *count = n;
    return RC_OK;
}
