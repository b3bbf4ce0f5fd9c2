/* message.c - who is told what over which channel: the ladder, the letters, the words and the hours. */
#include "dossier/message.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/problem.h"
#include "check.h"
#include "dossier/message_text.h"

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
