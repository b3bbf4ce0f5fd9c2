/* text.c - the text border: what comes in, what goes out, what it measures. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "check.h"

static const char *accepted(const char *text)
{
    static char results[4][8192];
    static int turn;
    struct err e = { 0 };
    AUTO_BUF out = buf_limit(sizeof results[0] - 1);
    assert_ok(text_accept(&out, text, strlen(text), &text_line_limits, NULL, &e), &e);
    char *result = results[turn++ % 4];
    snprintf(result, sizeof results[0], "%s", buf_text(&out));
    return result;
}

static size_t from_hex(char *out, const char *hex)
{
    size_t n = 0;
    for (; hex[0] && hex[1]; hex += 2) {
        char pair[3] = { hex[0], hex[1], '\0' };
        out[n++] = (char)strtol(pair, NULL, 16);
    }
    out[n] = '\0';
    return n;
}

TEST(text_accept__composes__decomposed_cp1258_and_deprecated_marks)
{
    AUTO_CSV table = { 0 };
    struct err e = { 0 };
    char path[512], in[64], nfc[64];
    snprintf(path, sizeof path, "%s/tests/base/data/nfc.csv", test_root());
    assert_ok(csv_read(&table, path, 1 << 16, &e), &e);
    for (size_t i = 1; i < table.count; i++) {
        from_hex(in, table.rows[i].cells[1]);
        from_hex(nfc, table.rows[i].cells[2]);
        assert_string_equal(accepted(in), nfc);
        assert_string_equal(accepted(nfc), nfc);
    }
}

/* --- what may not come in --- */

static void assert_refused(
    const char *text, size_t len, const struct text_limits *limits, const char *code, const char *words)
{
    struct err e = { 0 };
    AUTO_BUF out = buf_limit(1 << 20);
    buf_puts(&out, "before");
    assert_int_equal(text_accept(&out, text, len, limits, "applicant.name", &e), RC_REFUSED);
    assert_string_equal(e.code, code);
    assert_string_equal(e.field, "applicant.name");
    if (!strstr(e.message, words))
        fail_msg("\"%s\" does not say \"%s\"", e.message, words);
    assert_string_equal(buf_text(&out), "before");
}

#define REFUSED(text, code, words) assert_refused(text, sizeof(text) - 1, &text_line_limits, code, words)

TEST(text_accept__refuses__bytes_that_are_not_utf8_and_names_the_byte)
{
    REFUSED("Ho\xFF", "text_utf8", "Byte 3 (FF)");
    REFUSED("\xC0\xAF", "text_utf8", "Byte 1 ");
    REFUSED("ab\xED\xA0\x80", "text_utf8", "Byte 3 ");
    REFUSED("\xF4\x90\x80\x80", "text_utf8", "Byte 1 ");
    REFUSED("Ti\xE1\xBA", "text_utf8", "Byte 3 ");
    REFUSED("\x9B", "text_utf8", "Byte 1 ");
}

TEST(text_accept__refuses__controls_and_names_the_character)
{
    REFUSED("Hoa\0x", "text_nul", "Character 4 ");
    REFUSED("Đ\x1B]0;x\a", "text_control", "Character 2 is a control code (U+001B)");
    REFUSED("a\tb", "text_control", "U+0009");
    REFUSED("a\rb", "text_control", "U+000D");
    REFUSED("a\nb", "text_control", "U+000A");
    REFUSED("a\bb", "text_control", "U+0008");
    REFUSED("a\x7F", "text_control", "U+007F");
    REFUSED("a\xC2\x9B", "text_control", "U+009B");
    REFUSED("a\xC2\x85", "text_control", "U+0085");
    REFUSED("a\xE2\x80\xA8", "text_control", "U+2028");
}

TEST(text_accept__refuses__what_cannot_be_seen_or_turns_the_line)
{
    REFUSED("abc\xE2\x80\xAE", "text_bidi", "Character 4 ");
    REFUSED("\xD8\x9C", "text_bidi", "U+061C");
    REFUSED("\xE2\x81\xA6", "text_bidi", "U+2066");
    REFUSED("\xE2\x80\x8B", "text_invisible", "U+200B");
    REFUSED("\xE2\x81\xA0", "text_invisible", "U+2060");
    REFUSED("\xEF\xBB\xBFHoa", "text_invisible", "U+FEFF");
    REFUSED("a\xC2\xAD", "text_invisible", "U+00AD");
    REFUSED("a\xF3\xA0\x80\x81", "text_tag", "U+E0001");
    REFUSED("\xEF\xBF\xBE", "text_noncharacter", "U+FFFE");
    REFUSED("\xEF\xB7\x90", "text_noncharacter", "U+FDD0");
    REFUSED("\xEE\x80\x80", "text_private", "U+E000");
    REFUSED("\xF4\x8F\xBF\xBD", "text_private", "U+10FFFD");
    REFUSED("Nguy\xEF\xBF\xBDn", "text_damaged", "character 5 ");
}

TEST(text_accept__takes__three_marks_on_a_letter_and_refuses_the_fourth)
{
    assert_string_equal(accepted("b\xCC\x81\xCC\x82\xCC\x83"), "b\xCC\x81\xCC\x82\xCC\x83");
    REFUSED("b\xCC\x81\xCC\x82\xCC\x83\xCC\x84", "text_marks", "Character 5 ");
    REFUSED("\xCC\x81", "text_marks", "Character 1 ");
    REFUSED("b\xCD\x84\xCD\x84", "text_marks", "U+0301"); /* U+0344 is two marks in one code */
}

TEST(text_accept__takes__lines_in_notes_only_and_makes_line_ends_one_kind)
{
    struct err e = { 0 };
    AUTO_BUF out = buf_limit(100);
    assert_ok(text_accept(&out, "một\r\nhai\n", strlen("một\r\nhai\n"), &text_note_limits, NULL, &e), &e);
    assert_string_equal(buf_text(&out), "một\nhai\n");
    assert_refused("a\rb", 3, &text_note_limits, "text_control", "U+000D");
    assert_refused("a\n\xCC\x81", 4, &text_note_limits, "text_marks", "Character 3");
}

TEST(text_accept__makes__every_blank_a_plain_one)
{
    assert_string_equal(accepted("Lê\xC2\xA0Văn\xE3\x80\x80Tám"), "Lê Văn Tám");
}

TEST(text_accept__counts__letters_and_bytes_after_composing)
{
    struct text_limits five = { .points = 5, .bytes = 12 };
    struct err e = { 0 };
    AUTO_BUF out = buf_limit(100);
    assert_ok(text_accept(&out, "Hie\xCC\x82\xCC\x89n", 8, &five, NULL, &e), &e);
    assert_refused("abcdef", 6, &five, "text_too_long", "has 6 letters; at most 5");
    assert_refused(
        "\xE6\xBC\xA2\xE6\xBC\xA2\xE6\xBC\xA2\xE6\xBC\xA2\xE6\xBC\xA2", 15, &five, "text_too_long", "has 5");
    AUTO_BUF many = buf_limit(1 << 20);
    for (int i = 0; i < 65536; i++)
        buf_putc(&many, 'a');
    assert_refused(
        buf_text(&many), many.len, &text_name_limits, "text_too_long", "has 65536 letters; at most 100");
}

TEST(text_mixed_scripts__points__at_the_look_alike)
{
    assert_int_equal(text_mixed_scripts("Nguy\xD0\xB5n", 7), 5);
    assert_int_equal(text_mixed_scripts("\xD0\x90 Brol", 7), 1);
    assert_int_equal(text_mixed_scripts("Nguyễn Thị Ánh", strlen("Nguyễn Thị Ánh")), 0);
    assert_int_equal(text_mixed_scripts("\xD0\x9C\xD0\xB0", 4), 0);
}

/* --- what goes out --- */

static const char *out_by(enum rc (*f)(struct buf *, const char *, size_t), const char *text, size_t len)
{
    static char result[1024];
    AUTO_BUF out = buf_limit(sizeof result - 1);
    assert_int_equal(f(&out, text, len), RC_OK);
    snprintf(result, sizeof result, "%s", buf_text(&out));
    return result;
}
#define OUT(f, text) out_by(f, text, sizeof(text) - 1)
#define LOST         "\xEF\xBF\xBD"

TEST(text_safe__shows__a_mark_for_all_that_a_terminal_would_obey)
{
    assert_string_equal(OUT(text_safe, "Đặng\x1B]0;x\a"), "Đặng" LOST "]0;x" LOST);
    assert_string_equal(OUT(text_safe, "a\xE2\x80\xAE\xC2\x9B\xFF\0b"), "a" LOST LOST LOST LOST "b");
    assert_string_equal(OUT(text_safe, "một\nhai\tba"), "một hai ba");
    assert_string_equal(OUT(text_safe, "\r\b"), LOST LOST);
    assert_string_equal(
        OUT(text_safe, "a\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81x"), "a\xCC\x81\xCC\x81\xCC\x81" LOST "x");
    assert_string_equal(OUT(text_safe, "\xCC\x81x"), LOST "x");
}

TEST(text_xml_ok__refuses__what_makes_a_workbook_unreadable)
{
    assert_true(text_xml_ok("Đăk\tTô\n", strlen("Đăk\tTô\n")));
    assert_false(text_xml_ok("\xFF\xFE", 2));
    assert_false(text_xml_ok("\xEF\xBF\xBE", 3));
    assert_false(text_xml_ok("\xED\xA0\x80", 3));
    assert_false(text_xml_ok("a\x01", 2));
    assert_false(text_xml_ok("a\0b", 3));
}

/* --- measures --- */

TEST(text_grapheme__keeps__a_letter_and_its_marks_together)
{
    const char *nfd = "e\xCC\x82\xCC\x81x";
    assert_int_equal(text_grapheme_next(nfd, 6), 5);
    assert_int_equal(text_grapheme_before(nfd, 6), 5);
    assert_int_equal(text_grapheme_before(nfd, 5), 0);
    assert_int_equal(text_grapheme_next("\xFFx", 2), 1);
    assert_int_equal(text_grapheme_next("", 0), 0);
    assert_int_equal(text_width(nfd, 6), 2);
}

TEST(text_cut__never_splits__a_letter_and_leaves_no_half_of_a_wide_one)
{
    int used;
    assert_int_equal(text_cut("Nguyễn", strlen("Nguyễn"), 5, &used), strlen("Nguyễ"));
    assert_int_equal(used, 5);
    assert_int_equal(text_cut("a\xE6\xBC\xA2", 4, 2, &used), 1);
    assert_int_equal(used, 1);
    assert_int_equal(text_cut("ab", 2, 0, &used), 0);
    assert_int_equal(text_width("\xE6\xBC\xA2\xE5\xAD\x97", 6), 4);
}

TEST(utf8_decode__turns_back__what_utf8_encode_wrote)
{
    for (uint32_t code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 17) {
        char bytes[UTF8_MAX];
        uint32_t back = 0;
        size_t n = utf8_encode(bytes, code);
        bool surrogate = code >= 0xD800 && code <= 0xDFFF;
        assert_int_equal(utf8_decode(&back, bytes, n), n);
        assert_int_equal(back, surrogate ? TEXT_LOST : code);
        assert_int_equal(utf8_expected((unsigned char)bytes[0]), n);
        if (n > 1)
            assert_int_equal(utf8_decode(&back, bytes, n - 1), 0);
    }
    assert_int_equal(utf8_bad_byte("ab\xC3", 3), 3);
    assert_int_equal(utf8_bad_byte("abc", 3), 0);
}
