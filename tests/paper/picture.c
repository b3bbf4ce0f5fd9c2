/* picture.c - every paper as a picture made of letters: how dark each cell is, " .:+#" from white to black.
 *
 * The pictures are kept in tests/paper/data/NAME.picture; GOLDEN=write in the environment writes them anew
 * (then look at them!). Another version of the font library shades a few cells otherwise, so one cell in a
 * hundred may differ.
 */
#include <stdlib.h>

#include "draw.h"
#include "paper/thermal.h"

#define CELL_WIDTH  7
#define CELL_HEIGHT 14
#define LEVELS      " .:+#"

static char shade(const struct raster *raster, int left, int top)
{
    int dark = 0, all = CELL_WIDTH * CELL_HEIGHT;
    for (int y = top; y < top + CELL_HEIGHT && y < raster->height; y++)
        for (int x = left; x < left + CELL_WIDTH && x < raster->width; x++)
            dark += raster->bits[y * raster->stride + x / 8] >> (7 - x % 8) & 1;
    int level = dark == 0 ? 0 : 1 + dark * 8 / all;
    return LEVELS[level > 4 ? 4 : level];
}

static void picture_of(struct buf *out, const struct raster *raster)
{
    for (int y = 0; y < raster->height; y += CELL_HEIGHT) {
        size_t end = out->len;
        for (int x = 0; x < raster->width; x += CELL_WIDTH) {
            char c = shade(raster, x, y);
            buf_putc(out, c);
            end = c == ' ' ? end : out->len;
        }
        out->len = end; /* no blanks at the end of a line */
        buf_putc(out, '\n');
    }
}

/* The rest of a line that is shorter counts as white. */
static int difference(const char *a, const char *b)
{
    int n = 0;
    while (*a || *b) {
        while ((*a && *a != '\n') || (*b && *b != '\n')) {
            char one = *a && *a != '\n' ? *a++ : ' ', two = *b && *b != '\n' ? *b++ : ' ';
            n += one != two;
        }
        a += *a == '\n';
        b += *b == '\n';
    }
    return n;
}

static void check_picture(const char *name, const struct raster *raster)
{
    struct err e = { 0 };
    char path[512];
    AUTO_BUF now = buf_limit(1 << 20);
    AUTO_BUF kept = buf_limit(1 << 20);
    picture_of(&now, raster);
    snprintf(path, sizeof path, "%s/tests/paper/data/%s.picture", test_root(), name);
    const char *mode = getenv("GOLDEN");
    if (mode && strcmp(mode, "write") == 0)
        assert_ok(fs_replace(path, buf_text(&now), now.len, 0644, &e), &e);
    assert_ok(fs_read(&kept, path, 1 << 20, &e), &e);
    int cells = raster->width / CELL_WIDTH * (raster->height / CELL_HEIGHT);
    int differ = difference(buf_text(&now), buf_text(&kept));
    if (differ * 100 > cells)
        print_error("%s: %d of %d cells differ\n%s", name, differ, cells, buf_text(&now));
    assert_true(differ * 100 <= cells);
}

static void draw_and_check(const char *name, const char *layout_name, const char *facts_name,
    struct js *print, const char *watermark)
{
    struct err e = { 0 };
    struct press *press = NULL;
    struct raster raster = { 0 };
    AUTO_LAYOUT layout = NULL;
    AUTO_JS facts = read_facts(facts_name);
    assert_ok(layout_read(&layout, DELIVERED, layout_name, &e), &e);
    assert_ok(press_new(&press, &e), &e);
    const struct paper paper = { layout, facts, print, NULL };
    int width = layout->size == PAGE_ROLL80 ? THERMAL_DOTS : 595;
    assert_ok(paper_raster(&raster, press, &paper, watermark, width, 1, &e), &e);
    check_picture(name, &raster);
    raster_release(&raster);
    press_free(press);
    js_free(print);
}

TEST(paper__looks__as_the_kept_picture)
{
    static const char *const names[] = { "receipt", "supplement", "refusal", "apology", "stop", "control",
        "book", "cash_receipt", "result", "handover", "ticket" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        draw_and_check(names[i], names[i], names[i], sample_print(), NULL);
}

TEST(paper_with_the_square_of_the_bank__looks__as_the_kept_picture)
{
    draw_and_check("payment", "payment", "payment", owed_print(), NULL);
    draw_and_check("payment-roll", "payment-roll", "payment", owed_print(), NULL);
    draw_and_check("receipt-owed", "receipt", "receipt", owed_print(), NULL);
    draw_and_check("receipt-roll", "receipt-roll", "receipt", sample_print(), NULL);
}

TEST(paper_of_a_practice_book__looks__as_the_kept_picture)
{
    draw_and_check("receipt-practice", "receipt", "receipt", sample_print(), WATERMARK_PRACTICE);
    draw_and_check("receipt-draft", "receipt", "receipt", sample_print(), WATERMARK_DRAFT);
}

TEST(paper_that_was_taken_back__looks__as_the_kept_picture)
{
    struct js *print = sample_print();
    js_put_text(print, "void", "ĐÃ HỦY: sai ngày hẹn (thử)");
    draw_and_check("receipt-void", "receipt", "receipt", print, NULL);
}
