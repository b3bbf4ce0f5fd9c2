/* idcard.c - cards as scanners give them. data/qr.csv: invented people, after the shapes of real cards. */
#include "people/idcard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/problem.h"
#include "check.h"

static const struct day today = { 2026, 11, 22 };

static void read_table(struct csv *ret, const char *name)
{
    char path[600];
    struct err e = { 0 };
    snprintf(path, sizeof path, "%s/tests/people/data/%s", test_root(), name);
    assert_ok(csv_read(ret, path, 1 << 20, &e), &e);
}

static enum rc parse(struct idcard *card, struct problems *warnings, const char *payload, struct err *e)
{
    *warnings = (struct problems){ 0 };
    return idcard_parse(card, warnings, payload, strlen(payload), today, e);
}

TEST(idcard_parse__agrees__with_every_known_payload)
{
    AUTO_CSV csv = { 0 };
    read_table(&csv, "qr.csv");
    assert_int_equal(csv.count, 9);
    for (size_t row = 1; row < csv.count; row++) {
        struct idcard card = { 0 };
        struct problems warnings;
        struct err e = { 0 };
        const char *kind = csv_cell(&csv, row, 1);
        enum rc rc = parse(&card, &warnings, csv_cell(&csv, row, 0), &e);
        if (strcmp(kind, "bad") == 0) {
            assert_int_equal(rc, RC_REFUSED);
            continue;
        }
        assert_ok(rc, &e);
        if (strcmp(kind, "warn") == 0)
            assert_int_equal(warnings.count, 1);
        else
            assert_string_equal(idcard_kind_slug(card.kind), kind);
        assert_int_equal(warnings.refusals, 0);
    }
}

TEST(idcard_parse__reads__every_part_of_a_card)
{
    struct idcard card;
    struct problems warnings;
    struct err e = { 0 };
    assert_ok(parse(&card, &warnings,
                  "062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3, Xã Đăk Tô, Tỉnh Quảng "
                  "Ngãi|10052021\r\n",
                  &e),
        &e);
    AUTO_JS js = idcard_json(&card, &warnings);
    AUTO_STRING text = NULL;
    assert_ok(js_write(&text, js, JS_LINE, &e), &e);
    assert_string_equal(text,
        "{\"kind\":\"cccd2021\",\"id_number\":\"062185001234\",\"old_id\":\"233112345\",\"name\":\"Nguyễn "
        "Thị Hoa\","
        "\"birth_date\":\"1985-08-15\",\"sex\":\"female\",\"address\":\"Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi\","
        "\"issued\":\"2021-05-10\",\"warnings\":[]}");
}

TEST(idcard_parse__makes__capitals_only_into_a_name_and_closes_gaps)
{
    struct idcard card;
    struct problems warnings;
    struct err e = { 0 };
    assert_ok(
        parse(&card, &warnings,
            "051060000001|210000001|PHẠM VĂN ĐỀ|01011960|Nam|Đội 4, , Xã Sơn Tịnh, Quảng Ngãi|01072021", &e),
        &e);
    assert_string_equal(card.name, "Phạm Văn Đề");
    assert_string_equal(card.address, "Đội 4, Xã Sơn Tịnh, Quảng Ngãi");
}

TEST(idcard_parse__finds__the_parents_on_a_childs_card)
{
    struct idcard card;
    struct problems warnings;
    struct err e = { 0 };
    assert_ok(parse(&card, &warnings,
                  "062315000777||Y Blưi|20112015|Nữ|Thôn Kon Đào|15072024||A Thủy|Y Hường|", &e),
        &e);
    assert_int_equal(card.kind, CARD_CAN_CUOC_2024);
    assert_string_equal(card.father, "A Thủy");
    assert_string_equal(card.mother, "Y Hường");
    assert_string_equal(card.old_id, "");
}

TEST(idcard_parse__warns__when_the_scanner_lost_the_marks)
{
    struct idcard card;
    struct problems warnings;
    struct err e = { 0 };
    assert_ok(
        parse(&card, &warnings, "051099004321||Tran Van Binh|01021999|Nam|Thon 1, Xa Son Tinh|20122022", &e),
        &e);
    assert_true(problems_have(&warnings, "marks_lost"));
    assert_ok(parse(&card, &warnings, "062199004321||Y Hoa|01021999|Nu|Thôn Kon Đào|20122022", &e), &e);
    assert_false(problems_have(&warnings, "marks_lost"));
}

TEST(idcard_parse__mends__marks_that_a_scanner_read_as_cp1252)
{
    struct idcard card;
    struct problems warnings;
    struct err e = { 0 };
    assert_ok(
        parse(&card, &warnings, "062185001234||Nguyá»…n Thá»‹ Hoa|15081985|Ná»¯|ThÃ´n 3|10052021", &e), &e);
    assert_string_equal(card.name, "Nguyễn Thị Hoa");
    assert_string_equal(card.address, "Thôn 3");
    assert_int_equal(card.sex, SEX_FEMALE);
    assert_true(problems_have(&warnings, "marks_mended"));
}

TEST(idcard_parse__refuses__what_is_no_card_and_says_why)
{
    static const struct {
        const char *payload, *code;
    } bad[] = {
        { "", "card_parts" },
        { "https://example.vn/?mahs=1", "card_parts" },
        { "51099004321||Trần Văn Bình|01021999|Nam|Thôn 1|20122022", "id_number_length" },
        { "05109900432x||Trần Văn Bình|01021999|Nam|Thôn 1|20122022", "id_number_digits" },
        { "051099004321||Trần Văn Bình|31021999|Nam|Thôn 1|20122022", "card_birth_date" },
        { "051099004321||Trần Văn Bình|01022062|Nam|Thôn 1|20122022", "birth_date_future" },
        { "051099004321||Trần Văn Bình|01021999|Nam|Thôn 1|2012202", "card_issue_date" },
        { "051099004321|||01021999|Nam|Thôn 1|20122022", "card_name" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct idcard card;
        struct problems warnings;
        struct err e = { 0 };
        assert_int_equal(parse(&card, &warnings, bad[i].payload, &e), RC_REFUSED);
        assert_string_equal(e.code, bad[i].code);
    }
}

TEST(idcard_parse__refuses__broken_bytes_and_hidden_signs)
{
    struct idcard card;
    struct problems warnings;
    struct err e = { 0 };
    assert_int_equal(
        parse(&card, &warnings, "051099004321||Tr\xE1\xBA|01021999|Nam|x|20122022", &e), RC_REFUSED);
    assert_int_equal(
        parse(&card, &warnings, "051099004321||A\u202EB|01021999|Nam|x|20122022", &e), RC_REFUSED);
}

TEST(mrz_parse__reads__both_known_cards)
{
    AUTO_CSV csv = { 0 };
    read_table(&csv, "mrz.csv");
    assert_int_equal(csv.count, 3);
    static const char *const names[] = { "Nguyen Thi Hoa", "Tran Van Binh" };
    for (size_t row = 1; row < csv.count; row++) {
        const char *lines[3] = { csv_cell(&csv, row, 0), csv_cell(&csv, row, 1), csv_cell(&csv, row, 2) };
        struct idcard card;
        struct problems warnings = { 0 };
        struct err e = { 0 };
        assert_ok(mrz_parse(&card, &warnings, lines, today, &e), &e);
        assert_string_equal(card.name, names[row - 1]);
        assert_int_equal(card.sex, row == 1 ? SEX_FEMALE : SEX_MALE);
        assert_int_equal(card.birth.y, row == 1 ? 1985 : 1999);
        assert_int_equal(warnings.count, 1);
        assert_true(problems_have(&warnings, "marks_missing"));
    }
}

/* Any single digit read wrong is found: each digit of the first two lines is changed once. */
TEST(mrz_parse__refuses__every_single_wrong_digit)
{
    char one[] = "IDVNM1850012344062185001234<<4", two[] = "8508155F4510152VNM<<<<<<<<<<<0";
    const char *lines[3] = { one, two, "NGUYEN<<THI<HOA<<<<<<<<<<<<<<<" };
    char *const targets[] = { one, two };
    for (int line = 0; line < 2; line++)
        for (int i = 0; i < 30; i++) {
            char *c = &targets[line][i];
            struct idcard card;
            struct problems warnings = { 0 };
            struct err e = { 0 };
            if (*c < '0' || *c > '9')
                continue;
            char kept = *c;
            *c = (char)('0' + (kept - '0' + 1) % 10);
            assert_int_equal(mrz_parse(&card, &warnings, lines, today, &e), RC_REFUSED);
            assert_string_equal(e.code, "mrz_check");
            *c = kept;
        }
}

TEST(mrz_parse__refuses__short_lines_and_other_countries)
{
    struct idcard card;
    struct problems warnings = { 0 };
    struct err e = { 0 };
    const char *cut[3] = { "IDVNM1850012344062185001234<<", "8508155F4510152VNM<<<<<<<<<<<0", "X" };
    assert_int_equal(mrz_parse(&card, &warnings, cut, today, &e), RC_REFUSED);
    assert_string_equal(e.field, "line1");
    const char *other[3] = { "IDLAO1850012344062185001234<<4", "8508155F4510152VNM<<<<<<<<<<<0",
        "NGUYEN<<THI<HOA<<<<<<<<<<<<<<<" };
    assert_int_equal(mrz_parse(&card, &warnings, other, today, &e), RC_REFUSED);
    assert_string_equal(e.code, "mrz_country");
}

/* Whatever a scanner sends: an answer or a refusal with words, never a crash (the sanitizers watch). */
TEST(idcard_parse__survives__twenty_thousand_damaged_payloads)
{
    static const char good[] =
        "062315000777||Y Blưi|20112015|Nữ|Thôn Kon Đào, , Xã|15072024||A Thủy|Y Hường|";
    unsigned seed = 20260213;
    for (int i = 0; i < 20000; i++) {
        char payload[sizeof good];
        memcpy(payload, good, sizeof good);
        for (int changes = 0; changes < 1 + i % 4; changes++) {
            seed = seed * 1103515245u + 12345u;
            payload[(seed >> 16) % (sizeof good - 1)] = (char)(seed >> 8);
        }
        struct idcard card;
        struct problems warnings = { 0 };
        struct err e = { 0 };
        size_t len = (size_t)(seed >> 20) % sizeof good;
        enum rc rc = idcard_parse(&card, &warnings, payload, len, today, &e);
        assert_true(rc == RC_OK || (rc == RC_REFUSED && e.message[0]));
    }
}
