/* amend.c - what may be put right after reception, and two who do it at once. */
#include "dossier/amend.h"

#include "colleagues.h"
#include "dossier/changes.h"

static enum rc amend(struct amend_answer *ret, struct test_desk *t, const char *code, const char *text,
    const char *reason, int version, struct err *e)
{
    AUTO_JS document = NULL;
    assert_ok(js_parse(&document, text, strlen(text), e), e);
    return dossier_amend(ret, &t->of, code, &(struct amend_request){ document, reason, version }, e);
}

TEST(dossier_amend__changes__phone_and_answers_with_before_and_after_in_the_journal)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("amend");
    struct intake_answer in;
    AUTO_AMEND out = { 0 };
    shop_receive(&in, t, 1, "1.001193");
    assert_ok(amend(&out, t, in.code,
                  "{\"applicant\":{\"phone\":\"0987 654 321\"},\"answers\":{\"child_name\":\"Trần Minh An (thử)\"}}",
                  "gõ sai tên cháu", 1, &e),
        &e);
    assert_int_equal(out.version, 2);
    assert_int_equal(out.step.deliveries, 1);
    AUTO_JS facts = facts_of(t, in.dossier_id, "amended");
    const struct js *changes = js_get(facts, "changes");
    assert_int_equal(js_len(changes), 2);
    assert_string_equal(js_get_text(js_at(changes, 0), "field"), "applicant.phone");
    assert_string_equal(js_get_text(js_at(changes, 0), "before"), "0912345678");
    assert_string_equal(js_get_text(js_at(changes, 0), "now"), "0987654321");
    assert_string_equal(js_get_text(js_at(changes, 1), "field"), "answers.child_name");
    assert_string_equal(js_get_text(js_get(facts, "answers"), "child_name"), "Trần Minh An (thử)");
    assert_string_equal(js_get_text(facts, "reason"), "gõ sai tên cháu");
    assert_int_equal(shop_count(t, "SELECT count(*) FROM person WHERE phone = '0987654321'"), 1);
    /* Papers already issued are drawn from their own event: that one is as it was. */
    AUTO_JS received = facts_of(t, in.dossier_id, "received");
    assert_string_equal(js_get_text(js_get(received, "answers"), "child_name"), "Trần Minh Thử");
    test_desk_close(t);
}

TEST(dossier_amend__refuses__who_it_is_wrong_phones_no_reason_and_what_is_finished)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("amend-no");
    struct intake_answer in;
    AUTO_AMEND out = { 0 };
    shop_receive(&in, t, 1, "1.001193");
    must_refuse(amend(&out, t, in.code, "{\"applicant\":{\"name\":\"Ai Khác\"}}", "x", 1, &e), &e, "amend_field");
    must_refuse(amend(&out, t, in.code, "{\"state\":\"finished\"}", "x", 1, &e), &e, "amend_field");
    must_refuse(amend(&out, t, in.code, "{\"submitter\":{\"phone\":\"0987654321\"}}", "x", 1, &e), &e, "amend_field");
    assert_int_equal(amend(&out, t, in.code, "{\"applicant\":{\"phone\":\"12\"}}", NULL, 1, &e), RC_REFUSED);
    assert_true(out.problems.refusals > 0);
    e = (struct err){ 0 };
    assert_int_equal(amend(&out, t, in.code, "{\"answers\":{\"child_name\":\"\"}}", "x", 1, &e), RC_REFUSED);
    e = (struct err){ 0 };
    must_refuse(amend(&out, t, in.code, "{\"answers\":{\"child_name\":\"Tên Mới\"}}", " ", 1, &e), &e, "reason_missing");
    must_refuse(amend(&out, t, in.code, "{\"applicant\":{\"phone\":\"0912345678\"}}", NULL, 1, &e), &e, "nothing_changed");
    assert_ok(step_to(t, in.code, STATE_FINISHED, NULL, &e), &e);
    must_refuse(amend(&out, t, in.code, "{\"answers\":{\"child_name\":\"Tên Mới\"}}", "x", 0, &e), &e, "amend_frozen");
    assert_ok(amend(&out, t, in.code, "{\"result_by\":\"post\"}", NULL, 0, &e), &e);
    amend_answer_release(&out);
    assert_ok(step_to(t, in.code, STATE_RETURNED, NULL, &e), &e);
    must_refuse(amend(&out, t, in.code, "{\"result_by\":\"counter\"}", NULL, 0, &e), &e, "closed");
    t->of.role = ROLE_AUDITOR;
    must_refuse(amend(&out, t, in.code, "{\"result_by\":\"counter\"}", NULL, 0, &e), &e, "no_permission");
    test_desk_close(t);
}

TEST(dossier_amend__two_who_edit__the_later_one_is_shown_each_field_and_nothing_is_written_over)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("amend-two");
    struct intake_answer in;
    AUTO_AMEND first = { 0 };
    AUTO_AMEND second = { 0 };
    AUTO_AMEND third = { 0 };
    struct staff lan = colleague(t, "lan", ROLE_OFFICER);
    shop_receive(&in, t, 1, "1.001193");
    assert_ok(amend(&first, t, in.code, "{\"applicant\":{\"phone\":\"0987654321\"}}", NULL, 1, &e), &e);
    sits(t, &lan);
    must_refuse(amend(&second, t, in.code,
                    "{\"applicant\":{\"phone\":\"0977777777\"},\"answers\":{\"child_name\":\"Trần An\"}}", "sửa", 1, &e),
        &e, "changed_meanwhile");
    assert_int_equal(second.version, 2);
    assert_int_equal(js_len(second.changes), 1); /* nobody touched the child's name: that is no conflict */
    const struct js *row = js_at(second.changes, 0);
    assert_string_equal(js_get_text(row, "field"), "applicant.phone");
    assert_string_equal(js_get_text(row, "before"), "0912345678");
    assert_string_equal(js_get_text(row, "now"), "0987654321");
    assert_string_equal(js_get_text(row, "yours"), "0977777777");
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE action = 'amended'"), 1);
    /* She has looked, and decides: her number, over the version she now knows. */
    assert_ok(amend(&third, t, in.code, "{\"applicant\":{\"phone\":\"0977777777\"}}", NULL, 2, &e), &e);
    AUTO_JS facts = facts_of(t, in.dossier_id, "amended");
    assert_string_equal(js_get_text(js_get(facts, "applicant"), "phone"), "0977777777");
    test_desk_close(t);
}

TEST(dossier_amend__fields_apart__both_stand)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("amend-apart");
    struct intake_answer in;
    struct step_answer noted;
    AUTO_AMEND first = { 0 };
    AUTO_AMEND second = { 0 };
    shop_receive(&in, t, 1, "1.001193");
    assert_ok(amend(&first, t, in.code, "{\"applicant\":{\"email\":\"thu@example.vn\"}}", NULL, 1, &e), &e);
    assert_ok(dossier_add_note(&noted, &t->of, in.code, "đã gọi điện", &e), &e);
    assert_ok(amend(&second, t, in.code, "{\"applicant\":{\"phone\":\"0987654321\"}}", NULL, 1, &e), &e);
    AUTO_JS facts = facts_of(t, in.dossier_id, "amended");
    assert_string_equal(js_get_text(js_get(facts, "applicant"), "email"), "thu@example.vn");
    assert_string_equal(js_get_text(js_get(facts, "applicant"), "phone"), "0987654321");
    test_desk_close(t);
}

TEST(dossier_move__seen_at_an_older_version__is_refused_and_changes_since_tells_what_is_new)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("move-version");
    struct intake_answer in;
    struct move_answer out;
    AUTO_JS since = NULL;
    shop_receive(&in, t, 1, "1.001193");
    assert_ok(step_to(t, in.code, STATE_PROCESSING, NULL, &e), &e);
    const struct move_request request = { .to = STATE_FINISHED, .version = 1 };
    must_refuse(dossier_move(&out, &t->of, in.code, &request, &e), &e, "changed_meanwhile");
    assert_ok(changes_since(&since, &t->of, in.code, 1, &e), &e);
    assert_int_equal(js_get_int(since, "version", 0), 2);
    const struct js *row = js_at(js_get(since, "fields"), 0);
    assert_string_equal(js_get_text(row, "field"), "state");
    assert_string_equal(js_get_text(row, "before"), "received");
    assert_string_equal(js_get_text(row, "now"), "processing");
    test_desk_close(t);
}
