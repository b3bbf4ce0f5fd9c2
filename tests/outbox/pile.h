/* pile.h - a book with invented dossiers whose events wait to be sent. Every person here is made up. */
#ifndef TESTS_OUTBOX_PILE_H
#define TESTS_OUTBOX_PILE_H

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "book/desk.h"
#include "book/journal.h"
#include "book/tx.h"
#include "outbox/delivery.h"

/* One procedure and one person: what every invented dossier refers to. */
static inline void pile_ground(struct test_desk *t)
{
    struct err e = { 0 };
    AUTO_TX tx = tx_for(t->book.db);
    assert_ok(tx_begin(&tx, &e), &e);
    assert_ok(
        db_run_script(t->book.db,
            "INSERT INTO procedure (id, code, version, effective_from, name, short_name, name_folded, field,"
            " field_code, agency, level, decision, served, place, direct_limit, direct_unit, online_limit,"
            " online_unit, post_limit, post_unit, limit_confidence, fee_per, fee_next_from, fee_next, "
            "fee_cap,"
            " council, fee_note, result, result_code, confidence, imported_at)"
            " VALUES (900001, '1.001193', 99, '2025-07-01', 'Đăng ký khai sinh', '', 'dang ky khai sinh',"
            " 'Hộ tịch', 'G15-TP05', 'G15', 'Cấp xã', '', 'here', '', 1, 'working_day', 1, 'working_day', 1,"
            " 'working_day', 'A', '', 0, 0, 0, 0, '', '', '', 'A', 0);"
            "INSERT INTO person (id, kind, id_number, name, name_folded, name_key, created_at, updated_at)"
            " VALUES (1, 'citizen', '062185001234', 'Nguyễn Thị Mẫu', 'nguyen thi mau', x'00', 0, 0);",
            &e),
        &e);
    assert_ok(tx_commit(&tx, &e), &e);
}

/* Facts as the dossier room freezes them: state 2, received, of one invented citizen. */
static inline struct js *pile_facts(const char *code, int state)
{
    static const char text[] =
        "{\"event\":\"received\",\"at\":\"2026-01-05T08:10:00+07:00\","
        "\"actor\":{\"name\":\"Lê Thị Cán Bộ\",\"title\":\"Công chức tư pháp\",\"desk\":\"quay-1\"},"
        "\"reason\":null,\"items\":[],\"unit\":{\"code\":\"H48.25\",\"name\":\"UBND xã Đăk Tô\"},"
        "\"procedure\":{\"code\":\"1.001193\",\"name\":\"Đăng ký khai sinh\",\"field\":\"Hộ tịch\","
        "\"field_code\":\"G15-TP05\",\"version\":1},\"variant\":null,\"channel\":\"direct\","
        "\"applicant\":{\"kind\":\"citizen\",\"id_number\":\"062185001234\",\"name\":\"Nguyễn Thị Mẫu\","
        "\"phone\":\"0900000001\",\"vneid_verified\":true},\"submitter\":null,"
        "\"summary\":\"Đăng ký khai sinh cho Trần Văn Thử\",\"answers\":{},\"components\":[],\"fee\":0,"
        "\"submitted_at\":\"2026-01-05T08:10:00+07:00\",\"received_at\":\"2026-01-05T08:10:00+07:00\","
        "\"due_at\":\"2026-01-05T17:00:00+07:00\",\"finished_at\":null,\"returned_at\":null,"
        "\"refused_at\":null,\"result_by\":\"counter\",\"note\":\"\"}";
    struct err e = { 0 };
    struct js *facts = NULL;
    assert_ok(js_parse(&facts, text, sizeof text - 1, &e), &e);
    js_put_text(facts, "code", code);
    js_put_int(facts, "state_code", state);
    return facts;
}

static inline void pile_code(char out[40], int number)
{
    snprintf(out, 40, "H48.25-260105-%04d", number);
}

/* Appends one event of dossier `number` (its row is made by the first). Takes `facts`. Returns the event's
 * seq. */
static inline int64_t pile_event_with(struct test_desk *t, int number, const char *action, struct js *facts)
{
    struct err e = { 0 };
    char code[40];
    pile_code(code, number);
    AUTO_TX tx = tx_for(t->book.db);
    assert_ok(tx_begin(&tx, &e), &e);
    struct stmt *q = stmt_of(t->book.db,
        "INSERT INTO dossier (id, code, procedure_id, procedure_code, channel, state, applicant_id, "
        "applicant, answers,"
        " result_by, submitted_at, received_at)"
        " VALUES (:id, :code, 900001, '1.001193', 'direct', 2, 1, '{\"name\":\"Nguyễn Thị Mẫu\"}', '{}',"
        " 'counter', 0, 0) ON CONFLICT DO NOTHING");
    stmt_bind_int(q, ":id", number);
    stmt_bind_text(q, ":code", code);
    assert_ok(stmt_run(q, &e), &e);
    int64_t seq = 0;
    const struct journal_entry entry = { .action = action,
        .object_kind = "dossier",
        .object = code,
        .dossier_id = number,
        .deliver = true,
        .payload = facts };
    assert_ok(journal_append(&seq, NULL, &t->of, &entry, &e), &e);
    assert_ok(tx_commit(&tx, &e), &e);
    js_free(facts);
    return seq;
}

static inline int64_t pile_event(struct test_desk *t, int number, int state)
{
    char code[40];
    pile_code(code, number);
    return pile_event_with(t, number, state == 2 ? "received" : "moved", pile_facts(code, state));
}

static inline struct test_desk *pile_open(const char *name)
{
    struct test_desk *t = test_desk_open(name);
    pile_ground(t);
    return t;
}

#endif
