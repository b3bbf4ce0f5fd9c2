/* step.c - apology, holder, note, undo and result: what they change, whom they tell, and what they refuse. */
#include "dossier/step.h"

#include "base/arena.h"
#include "dossier/facts.h"
#include "dossier/move.h"
#include "people/absence.h"
#include "shop.h"

static enum rc move(struct test_desk *t, const char *code, enum state to, const char *reason, struct err *e)
{
    struct move_answer answer;
    return dossier_move(&answer, &t->of, code, &(struct move_request){ .to = to, .reason = reason }, e);
}

static struct staff colleague(struct test_desk *t, const char *login, enum staff_role role)
{
    struct err e = { 0 };
    struct staff staff = { .role = role };
    snprintf(staff.login, sizeof staff.login, "%s", login);
    snprintf(staff.name, sizeof staff.name, "Đồng nghiệp %s (thử)", login);
    assert_ok(staff_add(&t->of, &staff, &e), &e);
    return staff;
}

static void refused(enum rc rc, const struct err *e, const char *code)
{
    assert_int_equal(rc, RC_REFUSED);
    assert_string_equal(e->code, code);
    assert_true(e->message[0]);
}

static const struct day fri16 = { 2026, 1, 16 };

/* --- apology --- */

TEST(dossier_apologise__gives_a_new_date__at_the_same_time_of_day_and_tells_the_portal)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("apology");
    struct intake_answer in;
    struct step_answer out;
    AUTO_JS facts = NULL;
    char before[ISO_TIME_SIZE];
    shop_receive(&in, t, 1, "1.004222"); /* due Tuesday 13 January (Saturday 10 is worked), 08:10 */
    assert_ok(dossier_apologise(&out, &t->of, in.code, fri16, "người ký đi vắng", &e), &e);
    assert_int_equal(out.due_at, in.due_at + 3 * DAY_SECONDS);
    assert_int_equal(out.deliveries, 1);
    assert_string_equal(out.paper, "apology");
    assert_ok(facts_load(&facts, NULL, &t->of, in.dossier_id, "apology", &e), &e);
    assert_string_equal(js_get_text(facts, "due_before"), iso_time(before, in.due_at));
    assert_string_equal(js_get_text(facts, "reason"), "người ký đi vắng");
    refused(dossier_apologise(&out, &t->of, in.code, (struct day){ 2026, 1, 20 }, "lần hai", &e), &e, "apology_twice");
    test_desk_close(t);
}

TEST(dossier_apologise__refuses__late_without_reason_on_a_closed_day_and_to_officers)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("apology-no");
    struct intake_answer in;
    struct step_answer out;
    shop_receive(&in, t, 1, "1.004222");
    refused(dossier_apologise(&out, &t->of, in.code, fri16, "  ", &e), &e, "reason_missing");
    e = (struct err){ 0 };
    refused(dossier_apologise(&out, &t->of, in.code, (struct day){ 2026, 1, 13 }, "lý do", &e), &e, "apology_day");
    e = (struct err){ 0 };
    refused(dossier_apologise(&out, &t->of, in.code, (struct day){ 2026, 1, 18 }, "chủ nhật", &e), &e, "apology_day");
    t->of.role = ROLE_OFFICER;
    e = (struct err){ 0 };
    refused(dossier_apologise(&out, &t->of, in.code, fri16, "lý do", &e), &e, "no_permission");
    t->of.role = ROLE_SUPERVISOR;
    t->now = in.due_at + 1;
    e = (struct err){ 0 };
    refused(dossier_apologise(&out, &t->of, in.code, fri16, "lý do", &e), &e, "apology_late");
    assert_int_equal(shop_count(t, "SELECT due_at FROM dossier"), in.due_at);
    assert_ok(move(t, in.code, STATE_FINISHED, NULL, &e), &e);
    e = (struct err){ 0 };
    refused(dossier_apologise(&out, &t->of, in.code, fri16, "lý do", &e), &e, "no_promise");
    test_desk_close(t);
}

/* --- supplement --- */

TEST(dossier_move__names_the_day__until_which_papers_may_be_brought)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("items-due");
    struct intake_answer in;
    struct move_answer out;
    AUTO_JS facts = NULL;
    struct move_request request = { .to = STATE_SUPPLEMENT, .reason = "thiếu giấy", .items_due = { 2026, 1, 5 } };
    shop_receive(&in, t, 1, "1.004222");
    refused(dossier_move(&out, &t->of, in.code, &request, &e), &e, "items_due");
    request.items_due = fri16;
    assert_ok(dossier_move(&out, &t->of, in.code, &request, &e), &e);
    assert_ok(facts_load(&facts, NULL, &t->of, in.dossier_id, "moved", &e), &e);
    assert_string_equal(js_get_text(facts, "items_due"), "2026-01-16");
    request.to = STATE_PROCESSING;
    e = (struct err){ 0 };
    refused(dossier_move(&out, &t->of, in.code, &request, &e), &e, "items_due");
    test_desk_close(t);
}

/* --- holder --- */

TEST(dossier_assign__from_another_hand__needs_a_reason)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("assign");
    struct intake_answer in;
    struct step_answer out;
    AUTO_JS facts = NULL;
    struct staff huong = colleague(t, "huong", ROLE_OFFICER), lan = colleague(t, "lan", ROLE_OFFICER);
    shop_receive(&in, t, 1, "1.004222");
    assert_ok(dossier_assign(&out, &t->of, in.code, "huong", NULL, &e), &e); /* one's own: no reason asked */
    assert_int_equal(out.deliveries, 0);
    refused(dossier_assign(&out, &t->of, in.code, "huong", NULL, &e), &e, "already_holds");
    t->of.staff_id = lan.id, t->of.role = ROLE_OFFICER;
    e = (struct err){ 0 };
    refused(dossier_assign(&out, &t->of, in.code, "lan", "", &e), &e, "reason_missing");
    assert_ok(dossier_assign(&out, &t->of, in.code, "lan", "chị Hương nghỉ ốm", &e), &e);
    assert_ok(facts_load(&facts, NULL, &t->of, in.dossier_id, "assigned", &e), &e);
    assert_string_equal(js_get_text(facts, "giver"), huong.name);
    assert_string_equal(js_get_text(facts, "receiver"), lan.name);
    t->of.staff_id = huong.id;
    e = (struct err){ 0 };
    refused(dossier_assign(&out, &t->of, in.code, "mau", "giao người thứ ba", &e), &e, "no_permission");
    test_desk_close(t);
}

TEST(absence__routes__new_work_to_the_deputy_until_the_last_day)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct test_desk *t = shop_open("absence");
    struct intake_answer in;
    struct move_answer out;
    struct absence *away;
    size_t count;
    struct staff huong = colleague(t, "huong", ROLE_OFFICER), lan = colleague(t, "lan", ROLE_OFFICER);
    shop_receive(&in, t, 1, "1.004222");
    assert_ok(absence_set(&t->of, "huong", (struct day){ 2026, 1, 6 }, "lan", &e), &e);
    assert_ok(absence_list(&away, &count, &t->of, &a, &e), &e);
    assert_int_equal(count, 1);
    const struct move_request request = { .to = STATE_PROCESSING, .to_staff = "huong" };
    assert_ok(dossier_move(&out, &t->of, in.code, &request, &e), &e);
    assert_int_equal(shop_count(t, "SELECT holder_id FROM dossier"), lan.id);
    t->now += 2 * DAY_SECONDS; /* the seventh: back again */
    struct staff who;
    assert_ok(absence_route(&who, &t->of, "huong", &e), &e);
    assert_int_equal(who.id, huong.id);
    test_desk_close(t);
}

TEST(absence_set__refuses__oneself_a_ring_a_past_day_and_strangers)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("absence-no");
    struct staff lan;
    colleague(t, "huong", ROLE_OFFICER);
    lan = colleague(t, "lan", ROLE_OFFICER);
    refused(absence_set(&t->of, "huong", fri16, "huong", &e), &e, "absence_self");
    e = (struct err){ 0 };
    refused(absence_set(&t->of, "huong", (struct day){ 2026, 1, 4 }, "lan", &e), &e, "absence_day");
    assert_ok(absence_set(&t->of, "huong", fri16, "lan", &e), &e);
    e = (struct err){ 0 };
    refused(absence_set(&t->of, "lan", fri16, "huong", &e), &e, "absence_ring");
    t->of.staff_id = lan.id, t->of.role = ROLE_OFFICER;
    e = (struct err){ 0 };
    refused(absence_set(&t->of, "huong", fri16, "mau", &e), &e, "no_permission");
    assert_int_equal(absence_end(&t->of, "lan", &e), RC_NOT_FOUND);
    test_desk_close(t);
}

/* --- note --- */

TEST(dossier_add_note__keeps__every_line_with_day_and_name)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct dossier d;
    struct test_desk *t = shop_open("note");
    struct intake_answer in;
    struct step_answer out;
    shop_receive(&in, t, 1, "1.004222");
    assert_ok(dossier_add_note(&out, &t->of, in.code, "đã gọi điện", &e), &e);
    assert_ok(dossier_add_note(&out, &t->of, in.code, "hẹn chiều mai", &e), &e);
    refused(dossier_add_note(&out, &t->of, in.code, " ", &e), &e, "note_empty");
    assert_ok(dossier_load(&d, t->book.db, &a, in.code, &e), &e);
    assert_string_equal(d.note, "2026-01-05 Người Mẫu (thử): đã gọi điện\n2026-01-05 Người Mẫu (thử): hẹn chiều mai");
    test_desk_close(t);
}

/* --- undo --- */

TEST(dossier_undo__brings_back__state_promise_and_pause)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("undo");
    struct intake_answer in;
    struct step_answer out;
    shop_receive(&in, t, 1, "1.004222");
    assert_ok(move(t, in.code, STATE_SUPPLEMENT, "thiếu giấy", &e), &e);
    int64_t paused = t->now;
    t->now += 2 * DAY_SECONDS;
    assert_ok(move(t, in.code, STATE_PROCESSING, NULL, &e), &e);
    assert_ok(dossier_undo(&out, &t->of, in.code, "bấm nhầm", &e), &e);
    assert_int_equal(out.state, STATE_SUPPLEMENT);
    assert_int_equal(out.due_at, in.due_at);
    assert_int_equal(out.deliveries, 1);
    assert_int_equal(shop_count(t, "SELECT paused_at FROM dossier"), paused);
    refused(dossier_undo(&out, &t->of, in.code, "lần nữa", &e), &e, "nothing_to_undo");
    assert_ok(move(t, in.code, STATE_PROCESSING, NULL, &e), &e);
    assert_int_equal(shop_count(t, "SELECT due_at FROM dossier"), in.due_at + 2 * DAY_SECONDS);
    assert_int_equal(shop_count(t, "SELECT supplements FROM dossier"), 1);
    test_desk_close(t);
}

TEST(dossier_undo__refuses__reception_officers_and_silence)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("undo-no");
    struct intake_answer in;
    struct step_answer out;
    shop_receive(&in, t, 1, "1.004222");
    refused(dossier_undo(&out, &t->of, in.code, "nhận nhầm", &e), &e, "nothing_to_undo");
    assert_ok(move(t, in.code, STATE_PROCESSING, NULL, &e), &e);
    e = (struct err){ 0 };
    refused(dossier_undo(&out, &t->of, in.code, NULL, &e), &e, "reason_missing");
    t->of.role = ROLE_OFFICER;
    e = (struct err){ 0 };
    refused(dossier_undo(&out, &t->of, in.code, "bấm nhầm", &e), &e, "no_permission");
    assert_int_equal(shop_count(t, "SELECT state FROM dossier"), STATE_PROCESSING);
    test_desk_close(t);
}

TEST(dossier_undo__leaves__the_date_of_an_apology_that_the_citizen_holds)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("undo-apology");
    struct intake_answer in;
    struct step_answer out;
    shop_receive(&in, t, 1, "1.004222");
    assert_ok(move(t, in.code, STATE_PROCESSING, NULL, &e), &e);
    assert_ok(dossier_apologise(&out, &t->of, in.code, fri16, "người ký đi vắng", &e), &e);
    assert_ok(dossier_undo(&out, &t->of, in.code, "chuyển nhầm", &e), &e);
    assert_int_equal(out.state, STATE_RECEIVED);
    assert_int_equal(out.due_at, in.due_at + 3 * DAY_SECONDS);
    test_desk_close(t);
}

/* --- result --- */

TEST(dossier_set_result__keeps__number_day_and_validity_until_it_is_taken_back)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("result");
    struct intake_answer in;
    struct step_answer out;
    AUTO_JS facts = NULL;
    AUTO_JS later = NULL;
    struct result_facts result = { .number = "12/GKS", .issued_on = { 2026, 1, 5 }, .valid_until = { 2027, 1, 5 } };
    shop_receive(&in, t, 1, "1.001193");
    refused(dossier_set_result(&out, &t->of, in.code, &result, &e), &e, "not_finished");
    assert_ok(move(t, in.code, STATE_FINISHED, NULL, &e), &e);
    assert_ok(dossier_set_result(&out, &t->of, in.code, &result, &e), &e);
    assert_int_equal(out.deliveries, 1);
    assert_ok(facts_load(&facts, NULL, &t->of, in.dossier_id, "result", &e), &e);
    assert_string_equal(js_get_text(js_get(facts, "result_facts"), "number"), "12/GKS");
    assert_string_equal(js_get_text(js_get(facts, "result_facts"), "valid_until"), "2027-01-05");
    assert_ok(move(t, in.code, STATE_PROCESSING, "sai họ tên", &e), &e);
    assert_ok(facts_load(&later, NULL, &t->of, in.dossier_id, NULL, &e), &e);
    assert_null(js_get_text(js_get(later, "result_facts"), "number"));
    test_desk_close(t);
}

TEST(dossier_set_result__refuses__a_day_ahead_and_a_validity_that_ends_before)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("result-no");
    struct intake_answer in;
    struct step_answer out;
    struct result_facts result = { .number = "", .issued_on = { 2026, 1, 5 } };
    shop_receive(&in, t, 1, "1.001193");
    assert_ok(move(t, in.code, STATE_FINISHED, NULL, &e), &e);
    refused(dossier_set_result(&out, &t->of, in.code, &result, &e), &e, "result_number");
    result.number = "12/GKS";
    result.issued_on = (struct day){ 2026, 1, 6 };
    e = (struct err){ 0 };
    refused(dossier_set_result(&out, &t->of, in.code, &result, &e), &e, "result_date");
    result.issued_on = (struct day){ 2026, 1, 5 };
    result.valid_until = (struct day){ 2026, 1, 4 };
    e = (struct err){ 0 };
    refused(dossier_set_result(&out, &t->of, in.code, &result, &e), &e, "result_validity");
    test_desk_close(t);
}
