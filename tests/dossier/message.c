/* message.c - who is told what over which channel: the ladder, the letters, the hours, and the book behind
 * them. */
#include "dossier/message.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/problem.h"
#include "book/journal.h"
#include "book/settings.h"
#include "book/tx.h"
#include "dossier/message_text.h"
#include "dossier/move.h"
#include "dossier/shop.h"
#include "dossier/step.h"
#include "people/citizen.h"

#define MARITAL "1.004194" /* three working days */

/* --- pure --- */

TEST(message_next_rung__walks__only_rungs_that_this_citizen_can_be_reached_by)
{
    const struct message_means all = { true, true, true, true, true, WISH_ANY };
    assert_int_equal(message_next_rung(RUNG_NONE, &all), RUNG_ZALO);
    assert_int_equal(message_next_rung(RUNG_ZALO, &all), RUNG_SMS);
    assert_int_equal(message_next_rung(RUNG_SMS, &all), RUNG_CALL);
    assert_int_equal(message_next_rung(RUNG_CALL, &all), RUNG_HAMLET);
    assert_int_equal(message_next_rung(RUNG_HAMLET, &all), RUNG_NONE);
    static const struct {
        struct message_means means;
        enum message_rung first;
    } rows[] = {
        { { true, true, true, true, true, WISH_NO_ZALO }, RUNG_SMS },
        { { true, true, true, true, true, WISH_CALL }, RUNG_CALL },
        { { true, true, true, true, true, WISH_NOTHING }, RUNG_NONE },
        { { true, true, false, true, true, WISH_ANY }, RUNG_SMS },     /* Zalo is off */
        { { true, true, false, false, true, WISH_ANY }, RUNG_CALL },   /* both are off */
        { { true, false, true, true, true, WISH_ANY }, RUNG_CALL },    /* a telephone on a wall */
        { { false, false, true, true, true, WISH_ANY }, RUNG_HAMLET }, /* no number */
        { { true, true, false, false, false, WISH_ANY }, RUNG_NONE },  /* not worth a call */
        { { false, true, true, true, false, WISH_ANY }, RUNG_NONE },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(message_next_rung(RUNG_NONE, &rows[i].means), rows[i].first);
}

TEST(phone_is_mobile__knows__a_telephone_on_a_wall)
{
    assert_true(phone_is_mobile("0912345678"));
    assert_true(phone_is_mobile("0345678901"));
    assert_false(phone_is_mobile("02603863000"));
    assert_false(phone_is_mobile("0212345678"));
    assert_false(phone_is_mobile(""));
}

TEST(message_plain__drops__marks_and_keeps_capitals)
{
    AUTO_BUF out = buf_limit(200);
    assert_int_equal(message_plain(&out, "Đắk Tô: hồ sơ “ĐĂNG KÝ” – ông/bà… ₫"), RC_OK);
    assert_string_equal(buf_text(&out), "Dak To: ho so \"DANG KY\" - ong/ba... ?");
}

static int parts_of_repeated(const char *letter, int times)
{
    AUTO_BUF text = buf_limit(4000);
    for (int i = 0; i < times; i++)
        buf_puts(&text, letter);
    return message_parts(buf_text(&text));
}

TEST(message_parts__counts__160_letters_without_marks_and_70_with_them)
{
    assert_int_equal(message_parts(""), 0);
    assert_int_equal(parts_of_repeated("a", 160), 1);
    assert_int_equal(parts_of_repeated("a", 161), 2);
    assert_int_equal(parts_of_repeated("a", 306), 2);
    assert_int_equal(parts_of_repeated("a", 307), 3);
    assert_int_equal(parts_of_repeated("[", 80), 1); /* counts twice */
    assert_int_equal(parts_of_repeated("[", 81), 2);
    assert_int_equal(parts_of_repeated("ồ", 70), 1);
    assert_int_equal(parts_of_repeated("ồ", 71), 2);
    assert_int_equal(parts_of_repeated("ồ", 134), 2);
    assert_int_equal(parts_of_repeated("ồ", 135), 3);
    assert_int_equal(parts_of_repeated("😀", 35), 1); /* two units each */
    assert_int_equal(parts_of_repeated("😀", 36), 2);
}

TEST(message_initials__tells__no_name)
{
    AUTO_BUF out = buf_limit(100);
    assert_int_equal(message_initials(&out, "Nguyễn Thị Ánh (thử)"), RC_OK);
    assert_string_equal(buf_text(&out), "N.T.Á.");
}

static int64_t at(const char *iso)
{
    int64_t ret = 0;
    assert_true(iso_time_parse(&ret, iso));
    return ret;
}

TEST(message_after_quiet__waits__until_the_morning)
{
    assert_int_equal(
        message_after_quiet(at("2026-01-05T19:59:59+07:00"), 20, 7), at("2026-01-05T19:59:59+07:00"));
    assert_int_equal(
        message_after_quiet(at("2026-01-05T20:00:00+07:00"), 20, 7), at("2026-01-06T07:00:00+07:00"));
    assert_int_equal(
        message_after_quiet(at("2026-01-06T06:59:59+07:00"), 20, 7), at("2026-01-06T07:00:00+07:00"));
    assert_int_equal(
        message_after_quiet(at("2026-01-06T07:00:00+07:00"), 20, 7), at("2026-01-06T07:00:00+07:00"));
    assert_int_equal(
        message_after_quiet(at("2026-12-31T23:00:00+07:00"), 20, 7), at("2027-01-01T07:00:00+07:00"));
    assert_int_equal(
        message_after_quiet(at("2026-01-06T12:30:00+07:00"), 12, 13), at("2026-01-06T13:00:00+07:00"));
    assert_int_equal(
        message_after_quiet(at("2026-01-06T03:00:00+07:00"), 7, 7), at("2026-01-06T03:00:00+07:00"));
}

TEST(message_words__leaves_out__what_is_not_known_and_what_one_message_cannot_hold)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct message_words words;
    struct message_blanks blanks = { "UBND xã Đăk Tô", "H48.25-260105-0001", "N.T.T.", "", "", "", "" };
    assert_ok(message_words(&words, ROOT_DIR, "received", &blanks, false, &a, &e), &e);
    assert_string_equal(words.text, "UBND xã Đăk Tô: hồ sơ H48.25-260105-0001 (N.T.T.) đã được tiếp nhận.");
    assert_string_equal(words.sms, "UBND xa Dak To: ho so H48.25-260105-0001 (N.T.T.) da duoc tiep nhan.");
    assert_int_equal(words.parts, 1);
    assert_false(words.lists);
    blanks.due = "17:00 05/01/2026";
    blanks.phone = "02603863000";
    assert_ok(message_words(&words, ROOT_DIR, "received", &blanks, false, &a, &e), &e);
    assert_non_null(strstr(words.sms, "Hen tra 17:00 05/01/2026"));
    assert_non_null(strstr(words.sms, "Hoi: 02603863000"));
    blanks.unit = "UBND xã có một cái tên rất là dài dòng để thử xem tin nhắn ra sao";
    assert_ok(message_words(&words, ROOT_DIR, "received", &blanks, false, &a, &e), &e);
    assert_null(strstr(words.sms, "Hoi:")); /* the last bracket goes first */
    assert_non_null(strstr(words.text, "Hỏi:"));
    assert_int_equal(words.parts, 1);
}

TEST(message_words__sends__marks_only_where_seventy_letters_hold_them)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct message_words words;
    const struct message_blanks blanks = { "Xã Tô", "H48.25-260105-0001", "N.T.T.", "", "", "", "" };
    assert_ok(message_words(&words, ROOT_DIR, "received", &blanks, true, &a, &e), &e);
    assert_string_equal(words.sms, "Xã Tô: hồ sơ H48.25-260105-0001 (N.T.T.) đã được tiếp nhận.");
    assert_int_equal(words.parts, 1);
    assert_ok(message_words(&words, ROOT_DIR, "ready", &blanks, true, &a, &e), &e);
    assert_non_null(strstr(words.sms, "da co ket qua"));
    assert_int_equal(words.parts, 1);
}

TEST(message_words_check__finds__every_text_of_the_commune_in_one_short_message)
{
    struct err e = { 0 };
    struct problems p = { 0 };
    int parts[MESSAGE_KINDS] = { 0 };
    assert_ok(message_words_check(&p, parts, ROOT_DIR, "UBND phường Nghĩa Lộ", &e), &e);
    assert_int_equal(p.count, 0);
    for (int i = 1; i < MESSAGE_KINDS; i++)
        assert_int_equal(parts[i], 1);
}

static void share_with(const char *yaml)
{
    struct err e = { 0 };
    assert_ok(fs_make_dir(test_path("share/data/messages"), &e), &e);
    assert_ok(fs_replace(test_path("share/data/messages/vi.yaml"), yaml, strlen(yaml), 0600, &e), &e);
}

TEST(message_words_check__names__the_line_of_words_that_are_wrong)
{
    struct err e = { 0 };
    struct problems p = { 0 };
    int parts[MESSAGE_KINDS] = { 0 };
    share_with("received:\n  lists: no\n  text: \"{unit} {name}\"\n  say: \"x\"\n" /* a name is no blank */
               "ready:\n  lists: perhaps\n  text: \"{code}\"\n  say: \"x\"\n"
               "late:\n  lists: yes\n  text: \"{code}[ {due}\"\n  say: \"x\"\n");
    assert_ok(message_words_check(&p, parts, test_path("share"), "UBND xã Đăk Tô", &e), &e);
    assert_int_equal(p.refusals, MESSAGE_KINDS - 1 + 2); /* three wrong, the others missing */
    assert_string_equal(p.list[0].field, "received");
    assert_non_null(strstr(p.list[0].message, "vi.yaml:2"));
}

/* --- in the book --- */

static void set(struct test_desk *t, const char *name, const char *value)
{
    struct err e = { 0 };
    assert_ok(setting_set(&t->of, name, value, &e), &e);
}

static struct test_desk *shop_with_gateways(const char *name)
{
    struct test_desk *t = shop_open(name);
    set(t, "outbox.targets", "");
    set(t, "zalo.url", "http://127.0.0.1:9");
    set(t, "sms.url", "http://127.0.0.1:9");
    return t;
}

static struct message *messages_of(size_t *count, struct test_desk *t, const char *code, struct arena *a)
{
    struct err e = { 0 };
    struct message *list;
    assert_ok(message_list(&list, count, &t->of, &(struct message_filter){ .code = code }, a, &e), &e);
    return list;
}

static struct message last_of(struct test_desk *t, const char *code, struct arena *a)
{
    size_t count;
    struct message *list = messages_of(&count, t, code, a);
    assert_true(count > 0);
    return list[count - 1];
}

static void move(struct test_desk *t, const char *code, enum state to, const char *reason)
{
    struct err e = { 0 };
    struct move_answer answer;
    assert_ok(
        dossier_move(&answer, &t->of, code, &(struct move_request){ .to = to, .reason = reason }, &e), &e);
}

static void fall(struct test_desk *t, int64_t seq, const char *target, bool wrong)
{
    struct err e = { 0 };
    AUTO_TX tx = tx_for(t->book.db);
    assert_ok(tx_begin(&tx, &e), &e);
    assert_ok(message_fall(&t->of, seq, target, wrong, "thử", &e), &e);
    assert_ok(tx_commit(&tx, &e), &e);
}

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
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-broken");
    shop_receive(&answer, t, 1, MARITAL);
    share_with("received: [");
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

/* --- tending --- */

static int tend(struct test_desk *t)
{
    struct err e = { 0 };
    int moved = 0;
    assert_ok(message_tend(&moved, &t->of, &e), &e);
    return moved;
}

TEST(message_tend__hands_on__what_a_gateway_did_not_take_for_a_day)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-stale");
    shop_receive(&answer, t, 1, MARITAL);
    move(t, answer.code, STATE_PROCESSING, NULL);
    move(t, answer.code, STATE_FINISHED, NULL);
    t->now += 23 * 3600;
    assert_int_equal(tend(t), 0);
    t->now += 2 * 3600;
    assert_int_equal(tend(t), 1);
    assert_int_equal(last_of(t, answer.code, &a).rung, RUNG_SMS);
    assert_int_equal(tend(t), 0); /* the SMS has its own day */
    t->now += 25 * 3600;
    assert_int_equal(tend(t), 1);
    assert_int_equal(last_of(t, answer.code, &a).rung, RUNG_CALL);
    test_desk_close(t);
}

TEST(message_tend__puts__unclaimed_results_on_the_call_list_once_a_week)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-unclaimed");
    shop_receive(&answer, t, 1, MARITAL);
    move(t, answer.code, STATE_PROCESSING, NULL);
    move(t, answer.code, STATE_FINISHED, NULL);
    t->now += 6 * DAY_SECONDS;
    tend(t); /* only what the gateway left */
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE kind = 'unclaimed'"), 0);
    t->now += 2 * DAY_SECONDS;
    tend(t);
    struct message m = last_of(t, answer.code, &a);
    assert_int_equal(m.kind, MESSAGE_UNCLAIMED);
    assert_int_equal(m.rung, RUNG_CALL); /* a text did not bring them */
    tend(t);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE kind = 'unclaimed'"), 1);
    t->now += 8 * DAY_SECONDS;
    tend(t);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE kind = 'unclaimed'"), 2);
    assert_int_equal(
        shop_count(t, "SELECT count(*) FROM message WHERE state = 'open'"), 1); /* never twice on a list */
    move(t, answer.code, STATE_RETURNED, NULL);
    t->now += 30 * DAY_SECONDS;
    assert_int_equal(tend(t), 0);
    test_desk_close(t);
}

TEST(message_tend__tells__once_that_the_promised_time_has_passed)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct intake_answer answer;
    struct step_answer apology;
    struct test_desk *t = shop_with_gateways("message-late");
    shop_receive(&answer, t, 1, MARITAL);
    assert_ok(
        dossier_apologise(&apology, &t->of, answer.code, (struct day){ 2026, 1, 12 }, "Chờ xác minh", &e),
        &e);
    struct message m = last_of(t, answer.code, &a);
    assert_int_equal(m.kind, MESSAGE_APOLOGY);
    assert_non_null(strstr(m.text, "12/01/2026"));
    assert_non_null(strstr(m.text, "08/01/2026"));
    t->now = apology.due_at - 60;
    tend(t);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE kind = 'late'"), 0);
    t->now = apology.due_at + 60;
    tend(t);
    tend(t);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE kind = 'late'"), 1);
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
