/* xlsx_text.c - what may stand in cells, on sheets' tabs and in place of persons' names. */
#include "report/xlsx_text.h"

#include <string.h>

#include "base/text.h"
#include "check.h"
#include "report/mask.h"

static void assert_cell(const char *text, const char *expected)
{
    AUTO_BUF out = buf_limit(0);
    assert_int_equal(xlsx_cell_text(&out, text, strlen(text)), RC_OK);
    assert_string_equal(buf_text(&out), expected);
}

TEST(xlsx_cell_text__keeps__good_text_as_it_is)
{
    assert_cell("Đăk Tô\nThôn 3", "Đăk Tô\nThôn 3");
    assert_cell("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0");
    assert_cell("<&>\"", "<&>\"");
    assert_cell("", "");
}

TEST(xlsx_cell_text__replaces__what_xml_cannot_hold)
{
    assert_cell("a\xff\xfe", "a\xef\xbf\xbd\xef\xbf\xbd");
    assert_cell("a\xef\xbf\xbe", "a\xef\xbf\xbd"); /* U+FFFE */
    assert_cell("a\xed\xa0\x80", "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    AUTO_BUF out = buf_limit(0);
    assert_int_equal(xlsx_cell_text(&out, "a\x01z", 3), RC_OK);
    assert_true(text_xml_ok(out.data, out.len));
}

TEST(xlsx_cell_text__keeps__seven_letters_that_look_like_an_escape)
{
    assert_cell("_x0041_", "_x005F_x0041_");
    assert_cell("_x004_", "_x004_");
    assert_cell("a_x00e1_b_xZZZZ_", "a_x005F_x00e1_b_xZZZZ_");
}

static size_t cell_units(size_t letters, const char *letter)
{
    AUTO_BUF text = buf_limit(0);
    AUTO_BUF out = buf_limit(0);
    for (size_t i = 0; i < letters; i++)
        assert_int_equal(buf_puts(&text, letter), RC_OK);
    assert_int_equal(xlsx_cell_text(&out, text.data, text.len), RC_OK);
    assert_true(text_xml_ok(out.data, out.len));
    if (letters * xlsx_units(letter, strlen(letter)) > XLSX_CELL_MAX)
        assert_non_null(strstr(out.data, XLSX_CUT_NOTE));
    return xlsx_units(out.data, out.len);
}

TEST(xlsx_cell_text__cuts__at_32767_units_and_says_so)
{
    assert_int_equal(cell_units(32767, "a"), 32767);
    assert_int_equal(cell_units(32768, "a"), 32767);
    assert_int_equal(cell_units(32767, "ộ"), 32767);
    assert_true(cell_units(20000, "\xf0\x9f\x90\x83") <= 32767); /* two units each */
    assert_true(cell_units(40000, "o\xcc\xa3") <= 32767);        /* a letter with its mark stays whole */
}

static void assert_name(const char *wish, int number, const char *expected)
{
    char out[XLSX_NAME_SIZE];
    xlsx_sheet_name(out, wish, number);
    assert_string_equal(out, expected);
    assert_true(xlsx_units(out, strlen(out)) <= XLSX_SHEET_NAME);
}

TEST(xlsx_sheet_name__follows__the_rules_of_tabs)
{
    assert_name("Hồ sơ", 1, "Hồ sơ");
    assert_name("Hồ sơ", 2, "Hồ sơ (2)");
    assert_name("a[b]c:d*e?f/g\\h", 1, "a-b-c-d-e-f-g-h");
    assert_name("'Quá hạn'", 1, "Quá hạn");
    assert_name("", 1, "Trang");
    assert_name("history", 1, "Trang");
    assert_name("Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)", 1, "Thành lập và hoạt động doanh ng");
    assert_name("Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)", 12, "Thành lập và hoạt động doa (12)");
}

static void assert_mask(const char *name, const char *expected)
{
    AUTO_BUF out = buf_limit(0);
    assert_int_equal(mask_name(&out, name), RC_OK);
    assert_string_equal(buf_text(&out), expected);
}

TEST(mask_name__leaves__the_first_word_and_first_letters)
{
    assert_mask("Nguyễn Thị Ánh", "Nguyễn T. Á.");
    assert_mask("A Thiết", "A T.");
    assert_mask("Hoa", "H.");
    assert_mask("  Y   Bông  ", "Y B.");
    assert_mask("Trần Văn Thử (mẫu)", "Trần V. T.");
    assert_mask("", "");
}
