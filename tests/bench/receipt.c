/* receipt.c - how fast receipts are drawn: one, one as a process of its own, and a day's 200 in one run.
 *
 *     receipt MOTCUA BOOK WORK_DIR      the book is a practice book with at least one dossier
 *
 * The peer in process is the drawing library itself: as many sheets and lines, each line set anew, no square.
 * The peer of a process is wkhtmltopdf with a page of the same length.
 */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/json.h"
#include "bench.h"
#include "book/book.h"
#include "book/db.h"
#include "paper/layout.h"
#include "paper/page.h"
#include "paper/paper.h"

#define DAY     200
#define SINGLES 20
#define LINES   78 /* of both sheets of our sample, counted in the text of its PDF */

/* Receipts of a day differ in code, name, phone and square, as real ones do. */
static struct js *facts_of(const struct js *sample, int i)
{
    char text[64];
    struct js *facts = js_copy(sample), *applicant = js_copy(js_get(sample, "applicant"));
    snprintf(text, sizeof text, "H48.25-260105-%04d", i + 1);
    js_put_text(facts, "code", text);
    snprintf(text, sizeof text, "Nguyễn Thị Hoa %d (mẫu)", i);
    js_put_text(applicant, "name", text);
    snprintf(text, sizeof text, "0912%06d", i);
    js_put_text(applicant, "phone", text);
    js_put(facts, "applicant", applicant);
    return facts;
}

static struct js *print_of(int i)
{
    char payload[200];
    struct js *print = js_object();
    snprintf(payload, sizeof payload,
        "MC1|H48.25-260105-%04d|202601050110Z|1.001193|1a2b3c4d|"
        "Zm9sZGVkLWluLWEtcG9ja2V0-_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB",
        i + 1);
    js_put_text(print, "qr", payload);
    js_put_text(print, "place", "Đăk Tô");
    js_put_text(print, "limit", "trong ngày làm việc");
    return print;
}

static cairo_status_t count_bytes(void *closure, const unsigned char *bytes, unsigned int len)
{
    (void)bytes;
    *(size_t *)closure += len;
    return CAIRO_STATUS_SUCCESS;
}

/* Two sheets with the lines of a receipt, by the library alone. */
static void draw_plain(PangoFontMap *map)
{
    size_t size = 0;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(count_bytes, &size, 595, 842);
    cairo_t *cr = cairo_create(surface);
    PangoContext *context = pango_font_map_create_context(map);
    PangoFontDescription *font = pango_font_description_from_string("Liberation Serif 11");
    for (int i = 0; i < LINES; i++) {
        char text[200];
        snprintf(text, sizeof text, "%d. Tiếp nhận hồ sơ của: <b>Nguyễn Thị Hoa %d (mẫu)</b>, Thôn 3, Xã Mẫu",
            i, i);
        PangoLayout *layout = pango_layout_new(context);
        pango_layout_set_font_description(layout, font);
        pango_layout_set_width(layout, 480 * PANGO_SCALE);
        pango_layout_set_markup(layout, text, -1);
        cairo_move_to(cr, 56, 56 + i % (LINES / 2) * 18);
        pango_cairo_show_layout(cr, layout);
        g_object_unref(layout);
        if (i == LINES / 2 - 1)
            cairo_show_page(cr);
    }
    pango_font_description_free(font);
    g_object_unref(context);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
}

static double plain(void)
{
    double s[SINGLES];
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    draw_plain(map);
    for (int i = 0; i < SINGLES; i++) {
        double start = bench_now();
        draw_plain(map);
        s[i] = bench_now() - start;
    }
    g_object_unref(map);
    return share_of(s, SINGLES, 0.5);
}

static double in_process(struct press *press, const struct paper *papers)
{
    double s[SINGLES];
    struct err e = { 0 };
    for (int i = 0; i < SINGLES; i++) {
        AUTO_BUF pdf = buf_limit(64 << 20);
        double start = bench_now();
        must(paper_pdf(&pdf, press, &papers[i], 1, NULL, &e), &e);
        s[i] = bench_now() - start;
    }
    return share_of(s, SINGLES, 0.5);
}

static double day_per_second(struct press *press, const struct paper *papers, double *kb)
{
    struct err e = { 0 };
    AUTO_BUF pdf = buf_limit(64 << 20);
    double start = bench_now();
    must(paper_pdf(&pdf, press, papers, DAY, NULL, &e), &e);
    *kb = (double)pdf.len / 1024 / DAY;
    return DAY / (bench_now() - start);
}

static double one_process(const char *motcua, const char *book_dir, const char *dir)
{
    char code[64], file[4096];
    struct err e = { 0 };
    AUTO_BOOK book = { 0 };
    must(book_open(&book, book_dir, &e), &e);
    struct stmt *q =
        stmt_of(book.db, "SELECT code FROM dossier WHERE received_at IS NOT NULL ORDER BY id LIMIT 1");
    must(stmt_one(q, &e), &e);
    snprintf(code, sizeof code, "%s", stmt_text(q, 0));
    stmt_done(q);
    snprintf(file, sizeof file, "%s/receipt.pdf", dir);
    const char *const argv[] = { motcua, "--book", book_dir, "paper", "receipt", code, "-o", file, NULL };
    return bench_run_middle(argv, 7);
}

static double wkhtmltopdf(const char *dir)
{
    char page[4096], file[4096];
    snprintf(page, sizeof page, "%s/page.html", dir);
    snprintf(file, sizeof file, "%s/page.pdf", dir);
    FILE *f = fopen(page, "we");
    if (!f || !bench_has("wkhtmltopdf"))
        return UNKNOWN;
    fputs("<meta charset=utf-8><body style=\"font-family:Liberation Serif\">", f);
    for (int i = 0; i < LINES; i++)
        fprintf(f, "<p>%d. Tiếp nhận hồ sơ của: <b>Nguyễn Thị Hoa (mẫu)</b>, Thôn 3, Xã Mẫu</p>", i);
    fclose(f);
    setenv("QT_QPA_PLATFORM", "offscreen", 1);
    setenv("XDG_RUNTIME_DIR", dir, 1);
    const char *const argv[] = { "wkhtmltopdf", "-q", page, file, NULL };
    return bench_run_middle(argv, 3);
}

int main(int argc, char **argv)
{
    struct err e = { 0 };
    struct press *press = NULL;
    struct paper papers[DAY];
    AUTO_LAYOUT layout = NULL;
    AUTO_JS sample = NULL;
    AUTO_BUF text = buf_limit(1 << 20);
    double kb;
    if (argc < 4)
        return 2;
    must(fs_read(&text, ROOT_DIR "/tests/paper/data/receipt.json", 1 << 20, &e), &e);
    must(js_parse(&sample, buf_text(&text), text.len, &e), &e);
    must(layout_read(&layout, (struct layout_place){ NULL, ROOT_DIR }, "receipt", &e), &e);
    for (int i = 0; i < DAY; i++)
        papers[i] = (struct paper){ layout, facts_of(sample, i), print_of(i), "2025" };
    must(press_new(&press, &e), &e);
    double alone = plain(), ours = in_process(press, papers), day = day_per_second(press, papers, &kb);
    double process = one_process(argv[1], argv[2], argv[3]), html = wkhtmltopdf(argv[3]);
    bench_part("6. Receipts (two A4 copies, signed square)");
    bench_row("in process, ms : cairo+pango, as many lines", ours * 1e3, alone * 1e3, "R <= 1");
    bench_row("a process each, ms : wkhtmltopdf", process * 1e3, html < 0 ? UNKNOWN : html * 1e3, "R <= 0.1");
    bench_row("a day's 200 in one run, receipts/s : cairo+pango", day, 1 / alone, "A >= 1,000/s");
    bench_row("KB a receipt in the day's file", kb, UNKNOWN, "");
    for (int i = 0; i < DAY; i++) {
        js_free((struct js *)papers[i].facts);
        js_free((struct js *)papers[i].print);
    }
    press_free(press);
    return 0;
}
