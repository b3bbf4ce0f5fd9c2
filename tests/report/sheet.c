/* sheet.c - cells as they stand in the file; the file as the checker sees it. */
#include "report/sheet.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/text.h"
#include "book_of.h"
#include "report/list.h"
#include "report/zip_check.h"

static struct sheets *open_book(const char *path, bool big, int rows_max)
{
    struct err e = { 0 };
    struct sheets *w = NULL;
    assert_ok(sheets_new(&w, path,
                  &(struct sheets_options){ .title = "Thử",
                      .tmp_dir = test_dir(),
                      .made_at = 1767575400,
                      .big = big,
                      .rows_max = rows_max },
                  &e),
        &e);
    return w;
}

static void close_book(struct sheets *w)
{
    struct err e = { 0 };
    assert_ok(sheets_close(&w, &e), &e);
    assert_null(w);
}

/* What people type, what goes wrong elsewhere (PROMISES T17). */
static const char *const traps[] = { "=cmd|' /C calc'!A0", "+84912345678", "-1+1", "@SUM(A1)", "\t=1+1",
    "{=1}", "=HYPERLINK(\"http://x\")", "0912345678", "062185001234", "1E5", "00", "2026-01-05", "_x0041_",
    "<&>'\"" };
#define TRAPS ((int)(sizeof traps / sizeof *traps))

static void write_traps(const char *path, bool big)
{
    struct sheets *w = open_book(path, big, 0);
    struct sheet *s = sheets_add(w, "Bẫy");
    for (int i = 0; i < TRAPS; i++)
        sheet_text(s, i, 0, STYLE_CELL_CODE, traps[i]);
    close_book(w);
}

TEST(sheet_text__makes__text_of_everything_and_never_a_formula)
{
    for (int big = 0; big < 2; big++) {
        struct zip_facts facts;
        struct err e = { 0 };
        const char *path = test_path(big ? "traps-big.xlsx" : "traps.xlsx");
        write_traps(path, big);
        assert_ok(zip_check(&facts, path, &e), &e);
        assert_int_equal(facts.formulas, 0);
        assert_int_equal(facts.last_rows[0], TRAPS);
        const char *xml = part_of(path, "xl/worksheets/sheet1.xml");
        assert_int_equal(count_of(xml, big ? "t=\"inlineStr\"" : "t=\"s\""), TRAPS);
        assert_int_equal(count_of(xml, "<f"), 0);
        xml = part_of(path, big ? "xl/worksheets/sheet1.xml" : "xl/sharedStrings.xml");
        assert_int_equal(count_of(xml, ">0912345678<"), 1);
        assert_int_equal(count_of(xml, ">00<"), 1);
        assert_int_equal(count_of(xml, "_x005F_x0041_"), 1);
        assert_int_equal(count_of(part_of(path, "xl/styles.xml"), "numFmtId=\"49\""), 1); /* "@": Text */
    }
}

TEST(sheet_text__leaves__a_readable_book_after_bytes_that_are_no_text)
{
    const char *path = test_path("broken-text.xlsx");
    struct sheets *w = open_book(path, false, 0);
    sheet_text(sheets_add(w, "A"), 0, 0, STYLE_CELL, "x\xff\xfe\xed\xa0\x80\xef\xbf\xbey");
    close_book(w);
    const char *xml = part_of(path, "xl/sharedStrings.xml");
    assert_null(strstr(xml, "\xff"));
    assert_null(strstr(xml, "\xed\xa0"));
    assert_non_null(strstr(xml, "\xef\xbf\xbd"));
}

/* G16: names of any bytes; the same on every run. */
TEST(sheet_text__stays_readable__after_5000_names_of_random_bytes)
{
    for (int big = 0; big < 2; big++) {
        uint32_t seed = 766;
        struct err e = { 0 };
        struct zip_facts facts;
        const char *path = test_path(big ? "random-big.xlsx" : "random.xlsx");
        struct sheets *w = open_book(path, big, 0);
        struct sheet *s = sheets_add(w, "A");
        for (int i = 0; i < 5000; i++) {
            char name[24];
            size_t len = 1 + (seed >> 16) % 20;
            for (size_t b = 0; b < len; b++) {
                seed = seed * 1664525 + 1013904223;
                name[b] = (char)(1 + (seed >> 24) % 255);
            }
            name[len] = '\0';
            sheet_text(s, i, 0, STYLE_CELL, name);
        }
        close_book(w);
        assert_ok(zip_check(&facts, path, &e), &e);
        assert_int_equal(facts.formulas, 0);
        assert_int_equal(facts.last_rows[0], 5000);
        const char *xml = part_of(path, big ? "xl/worksheets/sheet1.xml" : "xl/sharedStrings.xml");
        assert_true(text_xml_ok(xml, strlen(xml)));
        assert_true(count_of(xml, "<t") > 4000);
    }
}

TEST(sheet_day__writes__true_days_and_moments)
{
    const char *path = test_path("days.xlsx");
    struct sheets *w = open_book(path, false, 0);
    struct sheet *s = sheets_add(w, "Ngày");
    sheet_day(s, 0, 0, STYLE_CELL_DAY, (struct day){ 2026, 1, 5 });
    sheet_moment(s, 1, 0, STYLE_CELL_MOMENT, 1767578400); /* 09:00 in Vietnam */
    sheet_moment(s, 2, 0, STYLE_CELL_MOMENT, 0);
    close_book(w);
    const char *xml = part_of(path, "xl/worksheets/sheet1.xml");
    assert_non_null(strstr(xml, "<v>46027</v>"));
    assert_non_null(strstr(xml, "<v>46027.375</v>"));
    assert_int_equal(count_of(xml, "<v>"), 2);
}

TEST(sheets_new__tells__nothing_of_the_writer)
{
    const char *path = test_path("about.xlsx");
    struct sheets *w = open_book(path, false, 0);
    sheet_text(sheets_add(w, "A"), 0, 0, STYLE_CELL, "a");
    close_book(w);
    const char *xml = part_of(path, "docProps/core.xml");
    assert_non_null(strstr(xml, "<dc:creator></dc:creator>"));
    assert_non_null(strstr(xml, "<cp:lastModifiedBy></cp:lastModifiedBy>"));
    assert_int_equal(count_of(part_of(path, "xl/workbook.xml"), "state=\"hidden\""), 0);
}

TEST(sheets_add__keeps__names_different)
{
    const char *path = test_path("names.xlsx");
    struct sheets *w = open_book(path, false, 0);
    assert_string_equal(sheet_name(sheets_add(w, "quá hạn")), "quá hạn");
    assert_string_equal(sheet_name(sheets_add(w, "a/b")), "a-b");
    assert_string_equal(sheet_name(sheets_add(w, "A-B")), "A-B (2)");
    for (int i = 0; i < 3; i++)
        sheet_text(sheets_at(w, i), 0, 0, STYLE_CELL, "x");
    close_book(w);
}

TEST(sheets_close__tells__what_the_library_refused)
{
    struct err e = { 0 };
    struct sheets *w = open_book(test_path("columns.xlsx"), false, 0);
    sheet_int(sheets_add(w, "A"), 0, 20000, STYLE_CELL_INT, 1); /* there are 16,384 columns */
    assert_int_equal(sheets_failed(w), RC_STORAGE);
    assert_int_equal(sheets_close(&w, &e), RC_STORAGE);
    assert_string_equal(e.code, "report_not_written");
}

TEST(sheets_close__tells__that_the_place_is_gone)
{
    struct err e = { 0 };
    struct sheets *w = open_book(test_path("no/such/dir.xlsx"), false, 0);
    sheet_text(sheets_add(w, "A"), 0, 0, STYLE_CELL, "a");
    assert_int_equal(sheets_close(&w, &e), RC_STORAGE);
}

/* --- lists --- */

TEST(list_row__goes_on_on_a_further_sheet__when_one_is_full)
{
    static const struct list_column columns[] = { { "TT", 5, LIST_NUMBER }, { "Tên", 20, LIST_TEXT } };
    const char *path = test_path("long.xlsx");
    struct sheets *w = open_book(path, true, 20);
    struct list l = {
        .book = w, .name = "Dài", .title = "DANH SÁCH", .subtitle = "thử", .columns = columns, .count = 2
    };
    list_begin(&l);
    for (int i = 0; i < 40; i++) {
        list_row(&l);
        list_text(&l, "người mẫu");
    }
    list_end(&l);
    assert_int_equal(l.rows, 40);
    assert_int_equal(sheets_count(w), 3);
    assert_string_equal(sheet_name(sheets_at(w, 2)), "Dài (3)");
    for (int i = 0; i < 3; i++)
        assert_true(sheet_rows_written(sheets_at(w, i)) <= 20);
    close_book(w);
    int rows = 0;
    rows += count_of(part_of(path, "xl/worksheets/sheet1.xml"), "người mẫu");
    assert_non_null(strstr(part_of(path, "xl/worksheets/sheet1.xml"), "đã đầy"));
    rows += count_of(part_of(path, "xl/worksheets/sheet2.xml"), "người mẫu");
    rows += count_of(part_of(path, "xl/worksheets/sheet3.xml"), "người mẫu");
    assert_int_equal(rows, 40);
}

/* --- the checker --- */

static void copy_part_of(const char *from, const char *to, size_t drop, size_t flip)
{
    struct err e = { 0 };
    AUTO_BUF bytes = buf_limit(1 << 20);
    assert_ok(fs_read(&bytes, from, 1 << 20, &e), &e);
    if (flip)
        bytes.data[flip] ^= 0x20;
    assert_ok(fs_replace(to, bytes.data, bytes.len - drop, 0600, &e), &e);
}

TEST(zip_check__refuses__a_file_that_was_cut_changed_or_is_another)
{
    struct zip_facts facts;
    const char *whole = test_path("whole.xlsx"), *bad = test_path("bad.xlsx");
    write_traps(whole, false);
    for (size_t drop = 1; drop < 5000; drop += 97) {
        copy_part_of(whole, bad, drop, 0);
        assert_int_equal(zip_check(&facts, bad, NULL), RC_STORAGE);
    }
    for (size_t flip = 60; flip < 300; flip += 13) { /* inside the first part's packed data */
        copy_part_of(whole, bad, 0, flip);
        assert_int_equal(zip_check(&facts, bad, NULL), RC_STORAGE);
    }
    struct err e = { 0 };
    assert_ok(fs_replace(bad, "", 0, 0600, &e), &e);
    assert_int_equal(zip_check(&facts, bad, NULL), RC_STORAGE);
}
