/* paper_desk.h - a book with one received dossier of an invented person, for the tests of prints. */
#ifndef TESTS_PAPER_DESK_H
#define TESTS_PAPER_DESK_H

#include "../book/desk.h"
#include "base/json.h"
#include "book/journal.h"
#include "book/tx.h"
#include "dossier/prints.h"
#include "draw.h"
#include "paper/paper_store.h"
#include "paper/source.h"
#include "people/permission.h"

#define CODE "H48.25-260105-0001"

static inline void add_event(struct test_desk *t, const char *action, const char *state, const char *before)
{
    struct err e = { 0 };
    AUTO_JS facts = read_facts("receipt");
    js_put_text(facts, "event", action);
    js_put_text(facts, "state", state);
    js_put_text(facts, "state_before", before);
    const struct journal_entry entry = {
        .action = action, .object_kind = "dossier", .object = CODE, .dossier_id = 1, .payload = facts
    };
    AUTO_TX tx = tx_for(t->book.db);
    assert_ok(tx_begin(&tx, &e), &e);
    assert_ok(journal_append(NULL, NULL, &t->of, &entry, &e), &e);
    assert_ok(tx_commit(&tx, &e), &e);
}

/* A book with one received dossier. */
static inline struct test_desk *desk_with_dossier(const char *name)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open(name);
    assert_ok(
        db_run_script(t->book.db,
            "PRAGMA foreign_keys = OFF;"
            "INSERT INTO dossier (id, code, procedure_id, procedure_code, channel, state, applicant_id, "
            "applicant,"
            " answers, result_by, submitted_at, received_at, received_day) VALUES (1, '" CODE
            "', 1, '1.001193', 'direct', 2, 1, '{\"name\":\"Nguyễn Thị Hoa\"}', '{}', 'counter', 1767575400,"
            " 1767575400, '2026-01-05');",
            &e),
        &e);
    t->of.role = ROLE_FOUNDER;
    add_event(t, "received", "received", NULL);
    return t;
}

static inline struct paper_issue print_once(struct test_desk *t, const char *state)
{
    struct err e = { 0 };
    struct paper_source source = { 0 };
    struct paper_issue issue = { 0 };
    assert_ok(paper_source(&source, t->book.db, "receipt", CODE, &e), &e);
    assert_ok(paper_begin(&issue, &t->of, &source, "receipt", "file", &e), &e);
    if (state)
        assert_ok(print_set_state(&t->of, issue.id, state, "", &e), &e);
    js_free(source.facts);
    return issue;
}

static inline int64_t ask(struct test_desk *t, const char *sql)
{
    struct err e = { 0 };
    struct stmt *q = stmt_of(t->book.db, sql);
    assert_ok(stmt_one(q, &e), &e);
    int64_t value = stmt_int(q, 0);
    stmt_done(q);
    return value;
}

#endif
