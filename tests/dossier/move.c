/* move.c - every pair of states is tried: allowed as the table says, or refused in words. */
#include "dossier/move.h"

#include "base/arena.h"
#include "shop.h"

static enum rc move(struct test_desk *t, const char *code, enum state to, const char *reason, struct err *e)
{
    struct move_answer answer;
    return dossier_move(&answer, &t->of, code, &(struct move_request){ .to = to, .reason = reason }, e);
}

/* Puts a dossier into a state behind the program's back: only these tests may. */
static void set_state(struct test_desk *t, enum state state)
{
    char sql[80];
    struct err e = { 0 };
    snprintf(sql, sizeof sql, "UPDATE dossier SET state = %d, paused_at = NULL", state);
    assert_ok(db_run_script(t->book.db, sql, &e), &e);
}

TEST(dossier_move__allows__exactly_the_moves_of_the_table)
{
    struct test_desk *t = shop_open("pairs");
    struct intake_answer answer;
    shop_receive(&answer, t, 1, "1.004222");
    int allowed = 0;
    for (enum state from = STATE_NEW; from < STATES; from++)
        for (enum state to = STATE_NEW; to < STATES; to++) {
            struct err e = { 0 };
            set_state(t, from);
            enum rc rc = move(t, answer.code, to, "lý do thử", &e);
            if (move_find(from, to)) {
                assert_ok(rc, &e);
                allowed++;
            } else {
                assert_int_equal(rc, RC_REFUSED);
                assert_string_equal(e.code, "move_not_possible");
                assert_true(e.hint[0]);
            }
        }
    assert_int_equal(allowed, 25);
    test_desk_close(t);
}

TEST(dossier_move__needs_a_reason__where_the_citizen_must_read_one)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("reason");
    struct intake_answer answer;
    shop_receive(&answer, t, 1, "1.004222");
    assert_int_equal(move(t, answer.code, STATE_SUPPLEMENT, NULL, &e), RC_REFUSED);
    assert_string_equal(e.code, "reason_missing");
    assert_int_equal(shop_count(t, "SELECT state FROM dossier"), STATE_RECEIVED);
    test_desk_close(t);
}

TEST(dossier_move__waiting_for_the_citizen__moves_the_due_date)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("pause");
    struct intake_answer answer;
    shop_receive(&answer, t, 1, "1.004222"); /* 7 working days from Monday 5 January: 14 January */
    assert_ok(move(t, answer.code, STATE_SUPPLEMENT, "thiếu giấy", &e), &e);
    t->now += 2 * DAY_SECONDS;
    assert_ok(move(t, answer.code, STATE_PROCESSING, NULL, &e), &e);
    assert_int_equal(shop_count(t, "SELECT due_at FROM dossier"), answer.due_at + 2 * DAY_SECONDS);
    test_desk_close(t);
}

TEST(dossier_move__second_supplement__needs_a_supervisor)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("twice");
    struct intake_answer answer;
    shop_receive(&answer, t, 1, "1.004222");
    t->of.role = ROLE_OFFICER;
    assert_ok(move(t, answer.code, STATE_SUPPLEMENT, "thiếu giấy", &e), &e);
    assert_ok(move(t, answer.code, STATE_PROCESSING, NULL, &e), &e);
    assert_int_equal(move(t, answer.code, STATE_SUPPLEMENT, "lại thiếu", &e), RC_REFUSED);
    assert_string_equal(e.code, "second_supplement");
    t->of.role = ROLE_SUPERVISOR;
    assert_ok(move(t, answer.code, STATE_SUPPLEMENT, "lại thiếu", &e), &e);
    test_desk_close(t);
}

TEST(dossier_move__wrong_result__is_taken_back_by_a_supervisor_only)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("back");
    struct intake_answer answer;
    shop_receive(&answer, t, 1, "1.001193");
    assert_ok(move(t, answer.code, STATE_FINISHED, NULL, &e), &e);
    t->of.role = ROLE_OFFICER;
    assert_int_equal(move(t, answer.code, STATE_PROCESSING, "sai tên", &e), RC_REFUSED);
    t->of.role = ROLE_SUPERVISOR;
    assert_ok(move(t, answer.code, STATE_PROCESSING, "sai tên", &e), &e);
    assert_int_equal(shop_count(t, "SELECT finished_at IS NULL FROM dossier"), 1);
    test_desk_close(t);
}

TEST(dossier_move__somebody_else__takes_the_result_only_with_authority)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("collector");
    struct intake_answer answer;
    struct move_answer moved;
    shop_receive(&answer, t, 1, "1.001193");
    assert_ok(move(t, answer.code, STATE_FINISHED, NULL, &e), &e);
    AUTO_JS collector = js_object();
    js_put_text(collector, "name", "Trần Văn Thử");
    const struct move_request request = { .to = STATE_RETURNED, .collector = collector };
    assert_int_equal(dossier_move(&moved, &t->of, answer.code, &request, &e), RC_REFUSED);
    assert_string_equal(e.code, "no_authority");
    js_put_text(collector, "authority", "Giấy ủy quyền số 12 ngày 05/01/2026");
    assert_ok(dossier_move(&moved, &t->of, answer.code, &request, &e), &e);
    test_desk_close(t);
}

TEST(dossier_update__tells__that_somebody_else_was_first)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("stale");
    struct intake_answer answer;
    AUTO_ARENA a = { 0 };
    struct dossier stale;
    shop_receive(&answer, t, 1, "1.001193");
    assert_ok(dossier_load(&stale, t->book.db, &a, answer.code, &e), &e);
    assert_ok(move(t, answer.code, STATE_PROCESSING, NULL, &e), &e);
    assert_int_equal(dossier_update(t->book.db, &stale, &e), RC_CONFLICT);
    assert_string_equal(e.code, "changed_meanwhile");
    test_desk_close(t);
}
