/* journal.c - the chain: gapless, and every change of it is found (PROMISES 3.7, G12). */
#include "book/journal.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "book/tx.h"
#include "desk.h"

static enum rc append(struct test_desk *t, const char *action, const char *object, struct err *e)
{
    AUTO_TX tx = tx_for(t->book.db);
    enum rc rc = tx_begin(&tx, e);
    AUTO_JS facts = js_object();
    js_put_text(facts, "name", "Nguyễn Thị Mẫu");
    if (!rc)
        rc = journal_append(NULL, NULL, &t->of,
            &(struct journal_entry){
                .action = action, .object_kind = "person", .object = object, .payload = facts },
            e);
    return rc ? rc : tx_commit(&tx, e);
}

static struct test_desk *with_events(const char *name, int count)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open(name);
    for (int i = 0; i < count; i++) {
        t->now += 60;
        assert_ok(append(t, "seen", i % 2 ? "1" : "2", &e), &e);
    }
    return t;
}

/* Does verifying find a change that was made behind the program's back? */
static struct journal_report after(struct test_desk *t, const char *sql)
{
    struct err e = { 0 };
    struct journal_report r = { 0 };
    assert_ok(
        db_run_script(t->book.db, "DROP TRIGGER event_never_changed; DROP TRIGGER event_never_deleted", &e),
        &e);
    assert_ok(db_run_script(t->book.db, sql, &e), &e);
    assert_ok(journal_verify(&r, t->book.db, NULL, &e), &e);
    return r;
}

TEST(journal_append__numbers__events_without_gaps)
{
    struct err e = { 0 };
    struct test_desk *t = with_events("gapless", 5);
    struct journal_report r;
    assert_ok(journal_verify(&r, t->book.db, NULL, &e), &e);
    assert_int_equal(r.checked, 6);
    assert_int_equal(r.head.seq, 6);
    assert_int_equal(r.first_bad, 0);
    test_desk_close(t);
}

TEST(journal_append__marks__an_event_written_with_a_clock_set_back)
{
    struct err e = { 0 };
    struct test_desk *t = with_events("clock-back", 2);
    t->now -= 7200;
    assert_ok(append(t, "seen", "1", &e), &e);
    struct arena a = { 0 };
    struct journal_event *events;
    size_t count;
    assert_ok(journal_list(&events, &count, t->book.db, NULL, NULL, 0, 10, &a, &e), &e);
    assert_int_equal(count, 4);
    assert_false(events[2].clock_back);
    assert_true(events[3].clock_back);
    arena_release(&a);
    test_desk_close(t);
}

TEST(journal_verify__finds__every_changed_field)
{
    static const char *const changes[] = {
        "UPDATE event SET at = at + 1 WHERE seq = 3",
        "UPDATE event SET staff_name = 'Ai khác' WHERE seq = 3",
        "UPDATE event SET desk = 'quay-9' WHERE seq = 3",
        "UPDATE event SET action = 'x' WHERE seq = 3",
        "UPDATE event SET object = 'x' WHERE seq = 3",
        "UPDATE event SET payload = replace(payload, 'Mẫu', 'Giả') WHERE seq = 3",
        "UPDATE event SET payload_digest = zeroblob(32) WHERE seq = 3",
        "UPDATE event SET hash = zeroblob(32) WHERE seq = 3",
        "UPDATE event SET prev = zeroblob(32) WHERE seq = 3",
        "UPDATE event SET mono_ms = mono_ms + 1 WHERE seq = 3",
        "UPDATE event SET clock_back = 1 WHERE seq = 3",
        "UPDATE event SET staff_id = 7 WHERE seq = 3",
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char name[32];
        snprintf(name, sizeof name, "changed-%zu", i);
        struct test_desk *t = with_events(name, 6);
        assert_int_equal(after(t, changes[i]).first_bad, 3);
        test_desk_close(t);
    }
}

TEST(journal_verify__says__what_is_wrong_with_the_event)
{
    static const struct {
        const char *name, *change, *why;
    } rows[] = {
        { "why-field", "UPDATE event SET desk = 'quay-9' WHERE seq = 3", "a field of it was changed" },
        { "why-facts", "UPDATE event SET payload = replace(payload, 'Mẫu', 'Giả') WHERE seq = 3",
            "its facts were changed" },
        { "why-gap", "DELETE FROM event WHERE seq = 4", "a number is missing before it" },
        { "why-prev", "UPDATE event SET prev = zeroblob(32) WHERE seq = 3",
            "it does not follow the event before it" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct test_desk *t = with_events(rows[i].name, 6);
        assert_string_equal(after(t, rows[i].change).why, rows[i].why);
        test_desk_close(t);
    }
}

TEST(journal_verify__finds__a_removed_event_and_two_swapped_ones)
{
    struct test_desk *t = with_events("removed", 6);
    assert_int_equal(after(t, "DELETE FROM event WHERE seq = 4").first_bad, 5);
    test_desk_close(t);
    t = with_events("swapped", 6);
    assert_int_equal(
        after(t, "UPDATE event SET seq = -1 WHERE seq = 3; UPDATE event SET seq = 3 WHERE seq = 4;"
                 "UPDATE event SET seq = 4 WHERE seq = -1")
            .first_bad,
        3);
    test_desk_close(t);
}

/* Copies event 3 of one book over event 3 of another: a row that is right in itself, but not the next of this
 * chain. */
static void graft(struct test_desk *to, struct test_desk *from)
{
    static const char *const texts[] = { ":staff_name", ":desk", ":action", ":object_kind", ":object",
        ":payload" };
    static const char *const blobs[] = { ":salt", ":payload_digest", ":prev", ":hash" };
    struct err e = { 0 };
    struct stmt *q = stmt_of(from->book.db, "SELECT at, mono_ms, clock_back, staff_id, staff_name, desk, "
                                            "action, object_kind, object, payload, salt,"
                                            "       payload_digest, prev, hash FROM event WHERE seq = 3");
    assert_ok(stmt_one(q, &e), &e);
    struct stmt *u = stmt_of(to->book.db,
        "UPDATE event SET at = :at, mono_ms = :mono_ms, clock_back = :clock_back, staff_id = :staff_id,"
        "    staff_name = :staff_name, desk = :desk, action = :action, object_kind = :object_kind, object = "
        ":object,"
        "    payload = :payload, salt = :salt, payload_digest = :payload_digest, prev = :prev, hash = :hash "
        "WHERE seq = 3");
    stmt_bind_int(u, ":at", stmt_int(q, 0));
    stmt_bind_int(u, ":mono_ms", stmt_int(q, 1));
    stmt_bind_int(u, ":clock_back", stmt_int(q, 2));
    stmt_bind_int(u, ":staff_id", stmt_int(q, 3));
    for (int i = 0; i < 6; i++)
        stmt_bind_text(u, texts[i], stmt_text(q, 4 + i));
    for (int i = 0; i < 4; i++) {
        size_t len;
        const void *bytes = stmt_blob(q, 10 + i, &len);
        stmt_bind_blob(u, blobs[i], bytes, len);
    }
    assert_ok(stmt_run(u, &e), &e);
    stmt_done(q);
}

TEST(journal_verify__finds__an_event_of_another_book)
{
    struct test_desk *t = with_events("host", 6), *u = with_events("guest", 6);
    struct err e = { 0 };
    struct journal_report r;
    assert_ok(db_run_script(t->book.db, "DROP TRIGGER event_never_changed", &e), &e);
    graft(t, u);
    assert_ok(journal_verify(&r, t->book.db, NULL, &e), &e);
    assert_int_equal(r.first_bad, 3);
    test_desk_close(t);
    test_desk_close(u);
}

TEST(journal_verify__needs_an_anchor__to_find_a_cut_tail)
{
    struct err e = { 0 };
    struct test_desk *t = with_events("cut", 6);
    struct journal_head head;
    assert_ok(journal_head(&head, t->book.db, &e), &e);
    struct journal_report r = after(t, "DELETE FROM event WHERE seq > 5");
    assert_int_equal(r.first_bad, 0);
    assert_ok(journal_verify(&r, t->book.db, head.hash, &e), &e);
    assert_true(r.head_differs);
    test_desk_close(t);
}

TEST(journal_erase__removes_the_facts_and__keeps_the_chain_whole)
{
    struct err e = { 0 };
    struct test_desk *t = with_events("erased", 6);
    assert_ok(journal_erase(t->book.db, "person", "1", &e), &e);
    struct journal_report r;
    assert_ok(journal_verify(&r, t->book.db, NULL, &e), &e);
    assert_int_equal(r.first_bad, 0);
    assert_int_equal(r.erased, 3);
    test_desk_close(t);
}

TEST(journal__refuses__changes_and_deletions_by_plain_sql)
{
    struct err e = { 0 };
    struct test_desk *t = with_events("append-only", 2);
    assert_int_equal(db_run_script(t->book.db, "DELETE FROM event WHERE seq = 2", &e), RC_CONFLICT);
    assert_int_equal(
        db_run_script(t->book.db, "UPDATE event SET action = 'x' WHERE seq = 2", &e), RC_CONFLICT);
    test_desk_close(t);
}
