/* owed.c - papers that are to come, results taken back, and who may carry a result away. */
#include "dossier/owed.h"

#include "colleagues.h"

static const struct day fri16 = { 2026, 1, 16 };
#define PAPER "giay-chung-sinh"

TEST(owed__is_listed__until_the_paper_comes_and_then_stands_in_the_checklist)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("owed");
    struct intake_answer in;
    AUTO_ARENA a = { 0 };
    struct owed *list;
    size_t count;
    shop_receive(&in, t, 1, "1.001193");
    assert_ok(owed_note(&t->of, in.code, PAPER, fri16, &e), &e);
    must_refuse(owed_note(&t->of, in.code, PAPER, fri16, &e), &e, "owed_already");
    assert_ok(owed_list(&list, &count, &t->of, NULL, &a, &e), &e);
    assert_int_equal(count, 1);
    assert_false(list[0].late);
    t->now += 12 * DAY_SECONDS;
    assert_ok(owed_list(&list, &count, &t->of, in.code, &a, &e), &e);
    assert_true(list[0].late);
    must_refuse(owed_brought(&t->of, in.code, PAPER, 0, 0, &e), &e, "owed_sheets");
    assert_ok(owed_brought(&t->of, in.code, PAPER, 1, 2, &e), &e);
    assert_ok(owed_list(&list, &count, &t->of, NULL, &a, &e), &e);
    assert_int_equal(count, 0);
    assert_int_equal(shop_count(t, "SELECT originals * 10 + copies FROM component"), 12);
    AUTO_JS facts = facts_of(t, in.dossier_id, "paper_brought");
    assert_int_equal(js_get_int(js_at(js_get(facts, "components"), 0), "copies", 0), 2);
    assert_int_equal(owed_brought(&t->of, in.code, PAPER, 1, 0, &e), RC_NOT_FOUND);
    e = (struct err){ 0 };
    must_refuse(owed_note(&t->of, in.code, PAPER, (struct day){ 2026, 2, 27 }, &e), &e, "owed_present");
    test_desk_close(t);
}

TEST(owed__open__keeps_the_result_here_until_a_supervisor_says_otherwise)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("owed-return");
    struct intake_answer in;
    struct staff lan = colleague(t, "lan", ROLE_OFFICER), boss = colleague(t, "sep", ROLE_SUPERVISOR);
    sits(t, &lan);
    shop_receive(&in, t, 1, "1.001193");
    must_refuse(owed_note(&t->of, in.code, PAPER, (struct day){ 2026, 1, 5 }, &e), &e, "owed_day");
    assert_int_equal(owed_note(&t->of, in.code, "giay-la", fri16, &e), RC_NOT_FOUND);
    e = (struct err){ 0 };
    assert_ok(owed_note(&t->of, in.code, PAPER, fri16, &e), &e);
    assert_ok(step_to(t, in.code, STATE_FINISHED, NULL, &e), &e);
    must_refuse(step_to(t, in.code, STATE_RETURNED, NULL, &e), &e, "papers_owed");
    must_refuse(owed_waive(&t->of, in.code, PAPER, "đã có dữ liệu", &e), &e, "no_permission");
    sits(t, &boss);
    must_refuse(owed_waive(&t->of, in.code, PAPER, NULL, &e), &e, "reason_missing");
    assert_ok(owed_waive(&t->of, in.code, PAPER, "đã có dữ liệu", &e), &e);
    sits(t, &lan);
    assert_ok(step_to(t, in.code, STATE_RETURNED, NULL, &e), &e);
    test_desk_close(t);
}

/* --- who takes the result --- */

static enum rc hand_over(struct test_desk *t, const char *code, const char *collector, struct err *e)
{
    struct move_answer out;
    AUTO_JS who = NULL;
    assert_ok(js_parse(&who, collector, strlen(collector), e), e);
    return dossier_move(
        &out, &t->of, code, &(struct move_request){ .to = STATE_RETURNED, .collector = who }, e);
}

TEST(collector__must_be__the_applicant_a_delegate_with_authority_a_parcel_or_a_file)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("collectors");
    struct intake_answer in;
    shop_receive(&in, t, 1, "1.001193");
    assert_ok(step_to(t, in.code, STATE_FINISHED, NULL, &e), &e);
    must_refuse(hand_over(t, in.code, "{\"relation\":\"delegate\",\"authority\":\"12/GUQ\"}", &e), &e,
        "collector_name");
    must_refuse(
        hand_over(t, in.code, "{\"relation\":\"delegate\",\"name\":\"Trần Thử\"}", &e), &e, "no_authority");
    must_refuse(hand_over(t, in.code, "{\"relation\":\"con\",\"name\":\"Trần Thử\",\"authority\":\" \"}", &e),
        &e, "no_authority");
    must_refuse(hand_over(t, in.code,
                    "{\"relation\":\"self\",\"name\":\"Trần Thử\",\"id_number\":\"062185009999\"}", &e),
        &e, "collector_not_applicant");
    must_refuse(hand_over(t, in.code, "{\"relation\":\"post\"}", &e), &e, "no_tracking");
    must_refuse(hand_over(t, in.code, "{\"relation\":\"online\"}", &e), &e, "no_electronic_result");
    must_refuse(hand_over(t, in.code, "{\"relation\":\"self\",\"name\":\"Tr\xe2\x80\xaen\"}", &e), &e,
        "collector_text");
    must_refuse(hand_over(t, in.code, "{\"relation\":\"self\",\"name\":7}", &e), &e, "collector_text");
    assert_int_equal(shop_count(t, "SELECT state FROM dossier"), STATE_FINISHED);
    assert_ok(
        hand_over(t, in.code,
            "{\"relation\":\"post\",\"tracking\":\"RR123456789VN\",\"signed\":\"phiếu gửi bưu điện\"}", &e),
        &e);
    AUTO_JS facts = facts_of(t, in.dossier_id, "moved");
    assert_string_equal(js_get_text(js_get(facts, "collector"), "tracking"), "RR123456789VN");
    must_refuse(hand_over(t, in.code, "{\"relation\":\"self\"}", &e), &e, "move_not_possible");
    test_desk_close(t);
}

TEST(collector__with_the_applicant_s_number__needs_no_word_about_the_relation)
{
    struct err e = { 0 };
    char who[200];
    struct test_desk *t = shop_open("own_number");
    struct intake_answer in;
    AUTO_JS document = shop_document(1, "1.001193");
    shop_receive(&in, t, 1, "1.001193");
    assert_ok(step_to(t, in.code, STATE_FINISHED, NULL, &e), &e);
    must_refuse(hand_over(t, in.code, "{\"name\":\"Trần Thử\",\"id_number\":\"062085009999\"}", &e), &e,
        "no_authority");
    snprintf(who, sizeof who, "{\"name\":\"Nguyễn Thị Thử\",\"id_number\":\"%s\"}",
        js_get_text(js_get(document, "applicant"), "id_number"));
    assert_ok(hand_over(t, in.code, who, &e), &e);
    test_desk_close(t);
}

TEST(result__found_wrong__is_issued_again_and_both_are_kept)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("reissue");
    struct intake_answer in;
    struct step_answer out;
    AUTO_JS voided = NULL;
    AUTO_JS stands = NULL;
    struct result_facts wrong = { .number = "12/GKS", .issued_on = { 2026, 1, 5 } },
                        right = { .number = "13/GKS", .issued_on = { 2026, 1, 5 } };
    shop_receive(&in, t, 1, "1.001193");
    assert_ok(step_to(t, in.code, STATE_FINISHED, NULL, &e), &e);
    assert_ok(dossier_set_result(&out, &t->of, in.code, &wrong, &e), &e);
    assert_ok(step_to(t, in.code, STATE_PROCESSING, "sai năm sinh", &e), &e);
    assert_ok(step_to(t, in.code, STATE_FINISHED, NULL, &e), &e);
    assert_ok(dossier_set_result(&out, &t->of, in.code, &right, &e), &e);
    assert_ok(step_load_voided(&voided, t->of.db, in.dossier_id, &e), &e);
    assert_ok(step_load_result(&stands, t->of.db, in.dossier_id, &e), &e);
    assert_int_equal(js_len(voided), 1);
    assert_string_equal(js_get_text(js_at(voided, 0), "number"), "12/GKS");
    assert_non_null(js_get_text(js_at(voided, 0), "voided_at"));
    assert_string_equal(js_get_text(stands, "number"), "13/GKS");
    test_desk_close(t);
}
