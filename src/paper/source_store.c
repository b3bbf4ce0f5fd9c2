/* source_store.c - the SQL behind source.h. */
#include "paper/source.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "book/db.h"

/* Which event a paper tells of: the newest that led into `state` or `other`, or the newest of that name.
 * `ahead`: when there is none yet, the newest in that state will do, and the rest is written by hand. */
static const struct {
    const char *kind, *event, *state, *other, *ahead;
} sources[] = {
    { "receipt", "received", "received", "received", "" },
    { "supplement", "supplement", "supplement", "supplement", "" },
    { "refusal", "not_accepted", "not_accepted", "not_accepted", "" },
    { "apology", "apology", "", "", "" },
    { "stop", "stopped", "stopped", "withdrawn", "" },
    { "result", "returned", "returned", "returned", "finished" },
    { "control", "", "", "", "" },
    { "payment", "", "", "", "" },
    { "cash_receipt", "paid", "", "", "" },
};

enum rc source_dossier(int64_t *ret, struct db *db, const char *code, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT id FROM dossier WHERE code = :code");
    stmt_bind_text(q, ":code", code);
    enum rc rc = stmt_number(ret, q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "dossier_unknown", N_("There is no dossier %.60s in this book."), code);
    return rc;
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

/* A receipt whose money went back in full says so, with the number under which it went. */
static enum rc add_given_back(struct js *facts, struct db *db, int64_t dossier_id, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "SELECT coalesce(sum(amount) FILTER (WHERE kind = 'pay'), 0)\n"
                    "         - coalesce(sum(amount) FILTER (WHERE kind = 'refund'), 0),\n"
                    "       coalesce((SELECT book || '/' || year || '/' || printf('%06d', number)\n"
                    "                   FROM payment WHERE dossier_id = :dossier AND kind = 'refund'\n"
                    "                  ORDER BY id DESC LIMIT 1), '')\n"
                    "  FROM payment WHERE dossier_id = :dossier");
    stmt_bind_int(q, ":dossier", dossier_id);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    const char *event = js_get_text(facts, "event");
    if (event && strcmp(event, "refunded") == 0)
        js_put_bool(facts, "refund", true);
    else if (stmt_int(q, 0) == 0 && stmt_text(q, 1)[0])
        js_put_text(facts, "given_back", stmt_text(q, 1));
    stmt_done(q);
    return RC_OK;
}

static enum rc take_source(struct paper_source *ret, struct stmt *q, struct err *e)
{
    const char *payload = stmt_text(q, 1);
    ret->event_seq = stmt_int(q, 0);
    enum rc rc = js_parse(&ret->facts, payload, strlen(payload), e);
    stmt_done(q);
    return rc;
}

static struct stmt *ahead_query(struct db *db, size_t i, int64_t dossier_id)
{
    struct stmt *q = stmt_of(db, "SELECT seq, payload FROM event\n"
                                 " WHERE dossier_id = :dossier AND payload IS NOT NULL\n"
                                 "   AND json_extract(payload, '$.state') = :state\n"
                                 " ORDER BY seq DESC\n"
                                 " LIMIT 1");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":state", sources[i].ahead);
    return q;
}

static enum rc too_early(const char *code, struct err *e)
{
    err_set(e, RC_REFUSED, "paper_too_early", N_("Dossier %.60s has no step yet that this paper tells of."),
        code);
    err_hint(e, N_("Take the step first (dossier move), then print."));
    return RC_REFUSED;
}

/* The dossier's event for the paper `i` of the table. */
static enum rc find_event(
    struct paper_source *source, struct db *db, size_t i, const char *code, struct err *e)
{
    enum rc rc = source_dossier(&source->dossier_id, db, code, e);
    if (rc)
        return rc;
    struct stmt *q = source_query(db, i, source->dossier_id);
    rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND && sources[i].ahead[0]) {
        q = ahead_query(db, i, source->dossier_id);
        rc = stmt_one(q, e);
    }
    if (rc == RC_NOT_FOUND)
        return too_early(code, e);
    return rc ? rc : take_source(source, q, e);
}

/* A receipt for money by its own number: "BL1/2026/17", as in the receipt book. */
static enum rc find_number(struct paper_source *source, struct db *db, const char *number, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT seq, payload, dossier_id FROM event\n"
                                 " WHERE action IN ('paid', 'refunded') AND payload IS NOT NULL\n"
                                 "   AND json_extract(payload, '$.fee_receipt.book') || '/'\n"
                                 "       || json_extract(payload, '$.fee_receipt.year') || '/'\n"
                                 "       || json_extract(payload, '$.fee_receipt.number') = :number");
    stmt_bind_text(q, ":number", number);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND) {
        err_set(e, rc, "fee_receipt_unknown", N_("There is no fee receipt %.60s in this book."), number);
        err_hint(e, N_("Write BOOK/YEAR/NUMBER, such as BL1/2026/17, or the dossier's code."));
        return rc;
    }
    if (rc)
        return rc;
    source->dossier_id = stmt_int(q, 2);
    return take_source(source, q, e);
}

static bool find_kind(size_t *ret, const char *kind)
{
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
        if (strcmp(sources[i].kind, kind) == 0) {
            *ret = i;
            return true;
        }
    return false;
}

enum rc paper_source(
    struct paper_source *ret, struct db *db, const char *kind, const char *code, struct err *e)
{
    size_t i;
    struct paper_source source = { 0 };
    if (!find_kind(&i, kind))
        return err_set(e, RC_NOT_FOUND, "paper_unknown", N_("There is no paper called \"%.40s\"."), kind);
    bool by_number = strcmp(kind, "cash_receipt") == 0 && strchr(code, '/');
    enum rc rc = by_number ? find_number(&source, db, code, e) : find_event(&source, db, i, code, e);
    if (!rc && strcmp(kind, "control") == 0)
        rc = add_steps(source.facts, db, source.dossier_id, e);
    if (!rc && strcmp(kind, "cash_receipt") == 0)
        rc = add_given_back(source.facts, db, source.dossier_id, e);
    if (rc) {
        js_free(source.facts);
        return rc;
    }
    *ret = source;
    return RC_OK;
}

enum rc source_at(struct js **ret, struct db *db, int64_t event_seq, struct err *e)
{
    struct paper_source source = { 0 };
    struct stmt *q = stmt_of(db, "SELECT seq, payload FROM event WHERE seq = :seq AND payload IS NOT NULL");
    stmt_bind_int(q, ":seq", event_seq);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(
            e, rc, "facts_erased", N_("The facts of this paper were erased from the book by law."));
    if (!rc)
        rc = take_source(&source, q, e);
    if (!rc)
        *ret = source.facts;
    return rc;
}

static void put_time(struct js *row, const char *key, struct stmt *q, int column)
{
    char text[ISO_TIME_SIZE];
    if (stmt_is_null(q, column))
        js_put_null(row, key);
    else
        js_put_text(row, key, iso_time(text, stmt_int(q, column)));
}

enum rc source_book_rows(struct js **ret, struct db *db, const char *from, const char *to, struct err *e)
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
