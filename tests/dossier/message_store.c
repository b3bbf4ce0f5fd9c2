/* message_store.c - messages in the book: drafted with their step, down the ladder, on lists. */
#include "dossier/message.h"

#include "base/fs.h"
#include "base/problem.h"
#include "message_shop.h"
#include "people/citizen.h"

TEST(message_on_event__drafts__with_the_step_it_tells_of_and_drops_what_is_overtaken)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-draft");
    shop_receive(&answer, t, 1, MARITAL);
    struct message m = last_of(t, answer.code, &a);
    assert_int_equal(m.kind, MESSAGE_RECEIVED);
    assert_int_equal(m.rung, RUNG_ZALO);
    assert_int_equal(m.state, MESSAGE_OPEN);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM delivery WHERE target = 'zalo' AND message = 1"), 1);
    /* nothing of the person but the initials */
    assert_null(strstr(m.text, "Nguyễn"));
    assert_null(strstr(m.text, "062185"));
    assert_null(strstr(m.text, "hôn nhân"));
    assert_non_null(strstr(m.text, "(N.T.T.)"));
    move(t, answer.code, STATE_PROCESSING, NULL);
    assert_int_equal(last_of(t, answer.code, &a).state, MESSAGE_DROPPED);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM delivery WHERE state = 'waiting'"), 0);
    move(t, answer.code, STATE_SUPPLEMENT, "Thiếu một giấy");
    assert_int_equal(last_of(t, answer.code, &a).kind, MESSAGE_SUPPLEMENT);
    move(t, answer.code, STATE_PROCESSING, NULL);
    move(t, answer.code, STATE_FINISHED, NULL);
    m = last_of(t, answer.code, &a);
    assert_int_equal(m.kind, MESSAGE_READY);
    assert_int_equal(m.state, MESSAGE_OPEN);
    move(t, answer.code, STATE_RETURNED, NULL);
    assert_int_equal(last_of(t, answer.code, &a).state, MESSAGE_DROPPED); /* they have it in hand */
    test_desk_close(t);
}

TEST(message_on_event__is_gone__when_its_step_is_rolled_back)
{
    struct err e = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-rollback");
    {
        AUTO_TX tx = tx_for(t->book.db);
        assert_ok(tx_begin(&tx, &e), &e);
        AUTO_JS document = shop_document(1, MARITAL);
        assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
        assert_int_equal(shop_count(t, "SELECT count(*) FROM message"), 1);
    }
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message"), 0);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE dossier_id IS NOT NULL"), 0);
    test_desk_close(t);
}

TEST(message_on_event__leaves__the_counter_working_when_the_words_are_broken)
{
    struct err e = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-broken");
    shop_receive(&answer, t, 1, MARITAL);
    assert_ok(fs_make_dir(test_path("share/data/messages"), &e), &e);
    assert_ok(fs_replace(test_path("share/data/messages/vi.yaml"), "received: [", 11, 0600, &e), &e);
    const char *whole = t->of.share_dir;
    t->of.share_dir = test_path("share");
    move(t, answer.code, STATE_PROCESSING, NULL);
    move(t, answer.code, STATE_FINISHED, NULL);
    t->of.share_dir = whole;
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE kind = 'ready'"), 0);
    assert_int_equal(shop_count(t, "SELECT state FROM dossier"), STATE_FINISHED);
    test_desk_close(t);
}

TEST(message_on_event__calls__when_no_gateway_is_set_but_not_about_a_mere_receipt)
{
    AUTO_ARENA a = { 0 };
    size_t count;
    struct intake_answer answer;
    struct test_desk *t = shop_open("message-calls");
    shop_receive(&answer, t, 1, MARITAL);
    messages_of(&count, t, answer.code, &a);
    assert_int_equal(count, 0); /* the receipt is in their hand */
    move(t, answer.code, STATE_PROCESSING, NULL);
    move(t, answer.code, STATE_FINISHED, NULL);
    struct message m = last_of(t, answer.code, &a);
    assert_int_equal(m.rung, RUNG_CALL);
    assert_string_equal(m.phone, "0912345678");
    assert_int_equal(shop_count(t, "SELECT count(*) FROM delivery WHERE message = 1"), 0);
    test_desk_close(t);
}

static void receive_without_phone(
    struct intake_answer *answer, struct test_desk *t, const char *submitter_phone)
{
    struct err e = { 0 };
    AUTO_JS document = shop_document(7, MARITAL);
    struct js *applicant = js_copy(js_get(document, "applicant"));
    js_remove(applicant, "phone");
    js_put(document, "applicant", applicant);
    if (submitter_phone) {
        struct js *submitter = js_copy(applicant);
        js_put_text(submitter, "id_number", "062185000008");
        js_put_text(submitter, "phone", submitter_phone);
        js_put(document, "submitter", submitter);
    }
    assert_ok(intake_receive(answer, &t->of, document, &e), &e);
    move(t, answer->code, STATE_PROCESSING, NULL);
    move(t, answer->code, STATE_FINISHED, NULL);
}

TEST(message_on_event__asks__the_head_of_the_hamlet_when_there_is_no_telephone)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-no-phone");
    receive_without_phone(&answer, t, NULL);
    assert_int_equal(last_of(t, answer.code, &a).rung, RUNG_HAMLET);
    test_desk_close(t);
}

TEST(message_on_event__tells__who_brought_it_when_only_they_left_a_number)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-submitter");
    receive_without_phone(&answer, t, "0987654321");
    struct message m = last_of(t, answer.code, &a);
    assert_int_equal(m.rung, RUNG_ZALO);
    assert_string_equal(m.phone, "0987654321");
    test_desk_close(t);
}

TEST(message_fall__goes_down__rung_by_rung_and_once_only)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-fall");
    shop_receive(&answer, t, 1, MARITAL);
    move(t, answer.code, STATE_PROCESSING, NULL);
    move(t, answer.code, STATE_FINISHED, NULL);
    struct message m = last_of(t, answer.code, &a);
    fall(t, m.event_seq, "zalo", false);
    assert_int_equal(last_of(t, answer.code, &a).rung, RUNG_SMS);
    fall(t, m.event_seq, "zalo", false); /* an old answer moves nothing */
    assert_int_equal(last_of(t, answer.code, &a).rung, RUNG_SMS);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM delivery WHERE target = 'sms'"), 1);
    fall(t, m.event_seq, "sms", false);
    m = last_of(t, answer.code, &a);
    assert_int_equal(m.rung, RUNG_CALL);
    assert_int_equal(m.state, MESSAGE_OPEN);
    assert_string_equal(m.answer, "thử");
    /* the timeline shows each failure, and the facts of the dossier stay those of its own steps */
    assert_int_equal(
        shop_count(t, "SELECT count(*) FROM event WHERE action = 'message_failed' AND dossier_id IS NULL"),
        2);
    test_desk_close(t);
}

TEST(message_fall__ends__for_what_is_not_worth_a_call)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-end");
    shop_receive(&answer, t, 1, MARITAL);
    struct message m = last_of(t, answer.code, &a);
    fall(t, m.event_seq, "zalo", false);
    fall(t, m.event_seq, "sms", false);
    assert_int_equal(last_of(t, answer.code, &a).state, MESSAGE_UNREACHED);
    test_desk_close(t);
}

TEST(message_fall__remembers__a_wrong_number_and_intake_asks_for_it_again)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-wrong");
    shop_receive(&answer, t, 1, MARITAL);
    move(t, answer.code, STATE_PROCESSING, NULL);
    move(t, answer.code, STATE_FINISHED, NULL);
    struct message m = last_of(t, answer.code, &a);
    fall(t, m.event_seq, "zalo", false);
    fall(t, m.event_seq, "sms", true);
    assert_int_equal(last_of(t, answer.code, &a).rung, RUNG_HAMLET); /* nobody calls a number that is wrong */
    AUTO_JS again = shop_document(1, "1.001193");
    assert_ok(intake_review(&answer, &t->of, again, &e), &e);
    assert_true(problems_have(&answer.problems, "phone_wrong"));
    struct js *applicant = js_copy(js_get(again, "applicant"));
    js_put_text(applicant, "phone", "0987654321");
    js_put(again, "applicant", applicant);
    assert_ok(intake_review(&answer, &t->of, again, &e), &e);
    assert_false(problems_have(&answer.problems, "phone_wrong")); /* another number was given */
    AUTO_JS other = shop_document(2, "1.001193");
    assert_ok(intake_review(&answer, &t->of, other, &e), &e);
    assert_false(problems_have(&answer.problems, "phone_wrong")); /* somebody else */
    test_desk_close(t);
}

static int64_t on_the_call_list(struct test_desk *t, struct intake_answer *answer, struct arena *a)
{
    shop_receive(answer, t, 1, MARITAL);
    move(t, answer->code, STATE_PROCESSING, NULL);
    move(t, answer->code, STATE_FINISHED, NULL);
    return last_of(t, answer->code, a).id;
}

TEST(message_called__hands_on__after_three_calls_in_vain)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct intake_answer answer;
    struct message m;
    struct test_desk *t = shop_open("message-called");
    int64_t id = on_the_call_list(t, &answer, &a);
    for (int i = 1; i <= 3; i++) {
        assert_int_equal(last_of(t, answer.code, &a).rung, RUNG_CALL);
        assert_ok(message_called(&m, &t->of, id, CALL_NOT_REACHED, &a, &e), &e);
        assert_int_equal(m.calls, i);
    }
    assert_int_equal(last_of(t, answer.code, &a).rung, RUNG_HAMLET);
    assert_ok(message_called(&m, &t->of, id, CALL_HANDED, &a, &e), &e);
    assert_int_equal(last_of(t, answer.code, &a).state, MESSAGE_TOLD);
    assert_int_equal(message_called(&m, &t->of, id, CALL_REACHED, &a, &e), RC_REFUSED);
    assert_string_equal(e.code, "message_closed");
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE action = 'called'"), 4);
    test_desk_close(t);
}

TEST(message_called__refuses__lists_on_which_it_does_not_stand)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct intake_answer answer;
    struct message m;
    struct test_desk *t = shop_open("message-lists");
    int64_t id = on_the_call_list(t, &answer, &a);
    assert_int_equal(message_called(&m, &t->of, id, CALL_HANDED, &a, &e), RC_REFUSED);
    assert_string_equal(e.code, "not_on_list");
    err_clear(&e);
    assert_int_equal(message_called(&m, &t->of, 999, CALL_REACHED, &a, &e), RC_NOT_FOUND);
    assert_int_equal(message_called(&m, &t->of, 0, CALL_REACHED, &a, &e), RC_NOT_FOUND);
    t->of.role = ROLE_AUDITOR;
    assert_int_equal(message_called(&m, &t->of, id, CALL_REACHED, &a, &e), RC_REFUSED);
    test_desk_close(t);
}

TEST(message_called__remembers__the_wrong_number)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct intake_answer answer;
    struct message m;
    bool bad = false;
    struct test_desk *t = shop_open("message-called-wrong");
    int64_t id = on_the_call_list(t, &answer, &a);
    assert_ok(message_called(&m, &t->of, id, CALL_WRONG_NUMBER, &a, &e), &e);
    assert_int_equal(m.rung, RUNG_HAMLET);
    assert_ok(message_phone_bad(&bad, &t->of, m.person_id, "", &e), &e);
    assert_true(bad);
    test_desk_close(t);
}

TEST(message_set_wish__is_followed__by_the_next_message)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct intake_answer answer;
    size_t before, after;
    struct test_desk *t = shop_with_gateways("message-wish");
    shop_receive(&answer, t, 1, MARITAL);
    int64_t person = last_of(t, answer.code, &a).person_id;
    assert_ok(message_set_wish(&t->of, person, WISH_NO_ZALO, &e), &e);
    move(t, answer.code, STATE_PROCESSING, NULL);
    move(t, answer.code, STATE_FINISHED, NULL);
    assert_int_equal(last_of(t, answer.code, &a).rung, RUNG_SMS);
    assert_ok(message_set_wish(&t->of, person, WISH_NOTHING, &e), &e);
    messages_of(&before, t, answer.code, &a);
    move(t, answer.code, STATE_PROCESSING, "Kết quả sai một chữ");
    move(t, answer.code, STATE_FINISHED, NULL);
    messages_of(&after, t, answer.code, &a);
    assert_int_equal(after, before);
    test_desk_close(t);
}

TEST(message_on_event__waits__through_the_quiet_hours)
{
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-quiet");
    shop_receive(&answer, t, 1, MARITAL);
    t->now = at("2026-01-05T21:00:00+07:00");
    move(t, answer.code, STATE_PROCESSING, NULL);
    move(t, answer.code, STATE_FINISHED, NULL);
    assert_int_equal(shop_count(t, "SELECT not_before FROM delivery ORDER BY id DESC LIMIT 1"),
        at("2026-01-06T07:00:00+07:00"));
    test_desk_close(t);
}

TEST(citizen_erase__leaves__no_telephone_and_no_words_behind)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct intake_answer answer;
    struct message m;
    struct test_desk *t = shop_open("message-erase");
    set(t, "outbox.targets", "");
    int64_t id = on_the_call_list(t, &answer, &a);
    assert_ok(message_called(&m, &t->of, id, CALL_WRONG_NUMBER, &a, &e), &e);
    move(t, answer.code, STATE_RETURNED, NULL);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE phone <> ''"), 1);
    assert_ok(citizen_erase(&t->of, m.person_id, "Người dân yêu cầu", &e), &e);
    assert_int_equal(
        shop_count(
            t, "SELECT count(*) FROM message WHERE phone <> '' OR text <> '' OR say <> '' OR sms <> ''"),
        0);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM contact"), 0);
    test_desk_close(t);
}

TEST(intake_receive__keeps__how_the_applicant_wants_to_be_told)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-tell-by");
    AUTO_JS document = shop_document(1, MARITAL);
    js_put_text(document, "tell_by", "pigeon");
    assert_int_equal(intake_receive(&answer, &t->of, document, &e), RC_REFUSED);
    assert_true(problems_have(&answer.problems, "tell_by"));
    err_clear(&e);
    js_put_text(document, "tell_by", "no_zalo");
    assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
    assert_int_equal(last_of(t, answer.code, &a).rung, RUNG_SMS); /* the first message follows it already */
    test_desk_close(t);
}
