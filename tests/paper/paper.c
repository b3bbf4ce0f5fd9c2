/* paper.c - the papers as people and scanners read them. All people in the facts are invented. */
#include "paper/paper.h"

#include <unistd.h>

#include "draw.h"
#include "paper/thermal.h"

/* Compares with tests/paper/data/NAME.txt; GOLDEN=write in the environment writes it anew (then look at it!).
 */
static void check_golden(const char *name, const struct buf *text)
{
    struct err e = { 0 };
    char path[512];
    AUTO_BUF expected = buf_limit(1 << 20);
    snprintf(path, sizeof path, "%s/tests/paper/data/%s.txt", test_root(), name);
    const char *mode = getenv("GOLDEN");
    if (mode && strcmp(mode, "write") == 0)
        assert_ok(fs_replace(path, buf_text(text), text->len, 0644, &e), &e);
    assert_ok(fs_read(&expected, path, 1 << 20, &e), &e);
    assert_string_equal(buf_text(text), buf_text(&expected));
}

static void check_paper(const char *name)
{
    AUTO_JS facts = read_facts(name);
    AUTO_JS print = strcmp(name, "payment") == 0 ? owed_print() : sample_print();
    AUTO_BUF text = buf_limit(1 << 20);
    const char *pdf = test_path("golden.pdf");
    draw_paper(pdf, name, facts, print, NULL);
    text_of(&text, pdf);
    check_golden(name, &text);
}

TEST(receipt__reads__as_the_kept_text)
{
    check_paper("receipt");
}

TEST(supplement__reads__as_the_kept_text)
{
    check_paper("supplement");
}

TEST(refusal__reads__as_the_kept_text)
{
    check_paper("refusal");
}

TEST(apology__reads__as_the_kept_text)
{
    check_paper("apology");
}

TEST(stop__reads__as_the_kept_text)
{
    check_paper("stop");
}

TEST(control__reads__as_the_kept_text)
{
    check_paper("control");
}

TEST(book__reads__as_the_kept_text)
{
    check_paper("book");
}

TEST(cash_receipt__reads__as_the_kept_text)
{
    check_paper("cash_receipt");
}

TEST(payment__reads__as_the_kept_text)
{
    check_paper("payment");
}

TEST(result__reads__as_the_kept_text)
{
    check_paper("result");
}

TEST(handover__reads__as_the_kept_text)
{
    check_paper("handover");
}

TEST(ticket__reads__as_the_kept_text)
{
    check_paper("ticket");
}

static size_t count_of(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *c = strstr(text, word); c; c = strstr(c + 1, word))
        n++;
    return n;
}

TEST(receipt__carries__a_square_on_both_copies_that_a_150_dpi_scan_reads)
{
    AUTO_JS facts = read_facts("receipt");
    AUTO_JS print = sample_print();
    char command[600];
    const char *pdf = test_path("scan.pdf");
    draw_paper(pdf, "receipt", facts, print, NULL);
    AUTO_BUF none = buf_limit(100);
    snprintf(command, sizeof command, "pdftoppm -r 150 -gray '%s' '%s'", pdf, test_path("scan"));
    output_of(&none, command);
    for (int page = 1; page <= 2; page++) {
        char name[40];
        AUTO_BUF text = buf_limit(4096);
        snprintf(name, sizeof name, "scan-%d.pgm", page);
        read_codes(&text, test_path(name));
        assert_string_equal(buf_text(&text), SAMPLE_PAYLOAD "\n");
    }
    assert_int_not_equal(access(test_path("scan-3.pgm"), F_OK), 0); /* two sheets and no more */
}

TEST(receipt__of_a_fee_still_due__carries_the_square_of_the_bank_too)
{
    AUTO_JS facts = read_facts("receipt");
    AUTO_JS print = owed_print();
    AUTO_BUF none = buf_limit(100);
    AUTO_BUF text = buf_limit(4096);
    char command[600];
    draw_paper(test_path("owed.pdf"), "receipt", facts, print, NULL);
    snprintf(
        command, sizeof command, "pdftoppm -r 150 -gray '%s' '%s'", test_path("owed.pdf"), test_path("owed"));
    output_of(&none, command);
    read_codes(&text, test_path("owed-2.pgm"));
    assert_non_null(strstr(buf_text(&text), SAMPLE_PAYLOAD "\n"));
    assert_non_null(strstr(buf_text(&text), sample_payment()));
    assert_int_not_equal(access(test_path("owed-3.pgm"), F_OK), 0); /* still one sheet a copy */
}

TEST(receipt__is__the_same_bytes_for_the_same_facts)
{
    struct err e = { 0 };
    AUTO_JS facts = read_facts("receipt");
    AUTO_JS print = sample_print();
    AUTO_BUF one = buf_limit(1 << 20);
    AUTO_BUF two = buf_limit(1 << 20);
    draw_paper(test_path("one.pdf"), "receipt", facts, print, NULL);
    draw_paper(test_path("two.pdf"), "receipt", facts, print, NULL);
    assert_ok(fs_read(&one, test_path("one.pdf"), 1 << 20, &e), &e);
    assert_ok(fs_read(&two, test_path("two.pdf"), 1 << 20, &e), &e);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.data, two.data, one.len);
}

TEST(receipt__of_a_practice_book__says_so_on_every_sheet)
{
    AUTO_JS facts = read_facts("receipt");
    AUTO_JS print = sample_print();
    AUTO_BUF text = buf_limit(1 << 20);
    draw_paper(test_path("practice.pdf"), "receipt", facts, print, WATERMARK_PRACTICE);
    char command[512];
    snprintf(command, sizeof command, "pdftotext -raw '%s' -", test_path("practice.pdf"));
    output_of(&text, command);
    assert_int_equal(count_of(buf_text(&text), "LUYỆN TẬP - KHÔNG CÓ GIÁ TRỊ"), 2);
}

TEST(receipt__printed_again__says_so_on_every_sheet)
{
    AUTO_JS facts = read_facts("receipt");
    AUTO_JS print = sample_print();
    AUTO_BUF text = buf_limit(1 << 20);
    js_put_text(print, "reprint", "Bản in lại lần 2");
    draw_paper(test_path("again.pdf"), "receipt", facts, print, NULL);
    text_of(&text, test_path("again.pdf"));
    assert_int_equal(count_of(buf_text(&text), "Bản in lại lần 2"), 2);
}

TEST(receipt__keeps__markup_of_strangers_as_plain_letters)
{
    AUTO_JS facts = read_facts("receipt");
    AUTO_JS print = sample_print();
    AUTO_BUF text = buf_limit(1 << 20);
    struct js *applicant = js_copy(js_get(facts, "applicant"));
    js_put_text(applicant, "name", "<b>Nguyễn & Con</b> {code}");
    js_put(facts, "applicant", applicant);
    draw_paper(test_path("markup.pdf"), "receipt", facts, print, NULL);
    text_of(&text, test_path("markup.pdf"));
    assert_non_null(strstr(buf_text(&text), "<b>Nguyễn & Con</b> {code}"));
}

/* A hundred papers, one of them with a name longer than a sheet: nothing may be cut off. */
TEST(receipt__with_many_long_components__loses_no_word)
{
    AUTO_JS facts = read_facts("receipt");
    AUTO_JS print = sample_print();
    AUTO_BUF text = buf_limit(4 << 20);
    AUTO_BUF name = buf_limit(64 * 1024);
    struct js *list = js_array();
    for (int i = 0; i < 100; i++) {
        struct js *component = js_object();
        buf_clear(&name);
        for (int word = 0; word < (i == 50 ? 900 : 12); word++)
            buf_addf(&name, "tu%d.%d ", i, word);
        js_put_text(component, "name", buf_text(&name));
        js_put_int(component, "originals", 1);
        js_add(list, component);
    }
    js_put(facts, "components", list);
    draw_paper(test_path("long.pdf"), "receipt", facts, print, NULL);
    text_of(&text, test_path("long.pdf"));
    for (int i = 0; i < 100; i++) {
        char word[32];
        snprintf(word, sizeof word, "tu%d.%d", i, i == 50 ? 899 : 11);
        assert_int_equal(count_of(buf_text(&text), word), 2);
    }
    assert_true(count_of(buf_text(&text), "trang 2") == 2);
}

TEST(control__carries__a_bar_code_of_the_dossier)
{
    AUTO_JS facts = read_facts("control");
    AUTO_JS print = sample_print();
    AUTO_BUF text = buf_limit(4096);
    char command[600];
    draw_paper(test_path("bars.pdf"), "control", facts, print, NULL);
    AUTO_BUF none = buf_limit(100);
    snprintf(
        command, sizeof command, "pdftoppm -r 200 -gray '%s' '%s'", test_path("bars.pdf"), test_path("bars"));
    output_of(&none, command);
    read_codes(&text, test_path("bars-1.pgm"));
    assert_string_equal(buf_text(&text), "H48.25-260105-0001\n");
}

/* Decodes what a printer would be sent, as the printer does. */
static void print_on_paper(const char *picture, const struct buf *bytes)
{
    const unsigned char *c = (const unsigned char *)bytes->data, *end = c + bytes->len;
    AUTO_BUF bits = buf_limit(1 << 20);
    int stride = 0, height = 0;
    assert_memory_equal(c, "\033@", 2);
    for (c += 2; c + 8 < end && c[0] == 0x1d && c[1] == 'v';) {
        int rows = c[6] | c[7] << 8;
        stride = c[4] | c[5] << 8;
        assert_in_range(rows, 1, THERMAL_BAND);
        buf_add(&bits, c + 8, (size_t)(stride * rows));
        height += rows;
        c += 8 + stride * rows;
    }
    assert_int_equal(stride, THERMAL_DOTS / 8);
    assert_int_equal(end - c, 7);
    assert_memory_equal(c, "\033d\005\035VB\0", 7);
    write_pbm(picture, (const unsigned char *)bits.data, THERMAL_DOTS, height, stride, 1);
}

TEST(receipt_roll__is__a_slip_whose_square_reads)
{
    struct err e = { 0 };
    struct press *press = NULL;
    struct raster raster = { 0 };
    AUTO_LAYOUT layout = NULL;
    AUTO_JS facts = read_facts("receipt");
    AUTO_JS print = sample_print();
    AUTO_BUF bytes = buf_limit(1 << 20);
    AUTO_BUF text = buf_limit(4096);
    assert_ok(layout_read(&layout, DELIVERED, "receipt-roll", &e), &e);
    assert_ok(press_new(&press, &e), &e);
    const struct paper paper = { layout, facts, print, NULL };
    assert_ok(paper_raster(&raster, press, &paper, WATERMARK_PRACTICE, THERMAL_DOTS, 1, &e), &e);
    assert_ok(thermal_write(&bytes, &raster, &e), &e);
    print_on_paper(test_path("slip.pgm"), &bytes);
    read_codes(&text, test_path("slip.pgm"));
    assert_string_equal(buf_text(&text), SAMPLE_PAYLOAD "\n");
    raster_release(&raster);
    press_free(press);
}

TEST(paper_raster__refuses__a_sheet_that_does_not_exist)
{
    struct err e = { 0 };
    struct press *press = NULL;
    struct raster raster = { 0 };
    AUTO_LAYOUT layout = NULL;
    AUTO_JS facts = read_facts("receipt");
    assert_ok(layout_read(&layout, DELIVERED, "receipt", &e), &e);
    assert_ok(press_new(&press, &e), &e);
    const struct paper paper = { layout, facts, NULL, NULL };
    assert_ok(paper_raster(&raster, press, &paper, NULL, 595, 2, &e), &e);
    assert_int_equal(raster.height, 842);
    raster_release(&raster);
    assert_int_equal(paper_raster(&raster, press, &paper, NULL, 595, 3, &e), RC_NOT_FOUND);
    raster_release(&raster);
    press_free(press);
}
