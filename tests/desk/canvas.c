/* canvas.c - cells, clipping by columns, pictures; and what must never reach a terminal. */
#include "desk/canvas.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "check.h"

static struct canvas grid(int w, int h)
{
    struct canvas c = { 0 };
    assert_ok(canvas_resize(&c, w, h, NULL), NULL);
    return c;
}

static void assert_row(const struct canvas *c, int y, const char *want)
{
    AUTO_BUF row = buf_limit(4096);
    canvas_row_text(c, y, &row);
    assert_string_equal(buf_text(&row), want);
}

TEST(canvas__print__cuts_at_the_right_edge)
{
    struct canvas c = grid(6, 1);
    assert_int_equal(canvas_print(&c, 2, 0, ROLE_BASE, "Đăk Tô"), 6);
    assert_row(&c, 0, "  Đăk");
    canvas_release(&c);
}

TEST(canvas__print__keeps_marks_on_their_letter)
{
    struct canvas c = grid(4, 1);
    assert_int_equal(canvas_print(&c, 0, 0, ROLE_BASE, "e\xCC\x82\xCC\x81n"), 2);
    assert_string_equal(canvas_at(&c, 1, 0)->text, "n");
    canvas_release(&c);
}

TEST(canvas__print__leaves_out_a_wide_letter_that_would_be_halved)
{
    struct canvas c = grid(3, 1);
    canvas_print(&c, 0, 0, ROLE_BASE, "ab漢");
    assert_row(&c, 0, "ab");
    canvas_print(&c, 0, 0, ROLE_BASE, "漢");
    assert_int_equal(canvas_at(&c, 1, 0)->width, 0);
    canvas_print(&c, 1, 0, ROLE_BASE, "x"); /* breaks the wide letter: both halves must go */
    assert_row(&c, 0, " x");
    canvas_release(&c);
}

TEST(canvas__put__shows_that_text_was_cut)
{
    struct canvas c = grid(10, 1);
    canvas_put(&c, 0, 0, 5, ROLE_BASE, "Nguyễn Thị");
    assert_row(&c, 0, "Nguy…");
    canvas_put(&c, 0, 0, 5, ROLE_BASE, "An");
    assert_row(&c, 0, "An");
    canvas_release(&c);
}

TEST(canvas__print__shows_steering_characters_as_a_mark)
{
    static const char *const hostile[] = { "\033]0;x\007", "\xC2\x9B", "\xE2\x80\xAE", "\xEF\xBB\xBF",
        "\x7F" };
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct canvas c = grid(12, 1);
        canvas_print(&c, 0, 0, ROLE_BASE, hostile[i]);
        assert_string_equal(canvas_at(&c, 0, 0)->text, "?");
        assert_int_equal(canvas_at(&c, 0, 0)->role, ROLE_ALARM);
        canvas_release(&c);
    }
}

TEST(canvas__print__survives_broken_bytes)
{
    struct canvas c = grid(12, 1);
    canvas_print(&c, 0, 0, ROLE_BASE, "a\xFF\xC0\xAF\xED\xA0\x80z\xE1\xBB");
    for (int x = 0; x < 12; x++)
        assert_int_equal(canvas_at(&c, x, 0)->width, 1);
    canvas_release(&c);
}

TEST(canvas__wrap__breaks_at_blanks)
{
    struct canvas c = grid(12, 4);
    assert_int_equal(canvas_wrap(&c, 0, 0, 8, 4, ROLE_BASE, "một hai ba bốn"), 2);
    assert_row(&c, 0, "một hai");
    assert_row(&c, 1, "ba bốn");
    canvas_release(&c);
}

TEST(canvas__row_diff__finds_first_and_last_change)
{
    struct canvas a = grid(9, 2), b = grid(9, 2);
    int first, last;
    canvas_print(&b, 3, 1, ROLE_BASE, "xyz");
    assert_false(canvas_row_diff(&a, &b, 0, &first, &last));
    assert_true(canvas_row_diff(&a, &b, 1, &first, &last));
    assert_int_equal(first, 3);
    assert_int_equal(last, 5);
    canvas_copy(&a, &b);
    assert_false(canvas_row_diff(&a, &b, 1, &first, &last));
    canvas_release(&a);
    canvas_release(&b);
}

TEST(theme__fall_back__keeps_the_geometry)
{
    struct theme t;
    struct err e = { 0 };
    assert_ok(theme_pick(&t, "mono", 0, false, &e), &e);
    t.glyphs = GLYPHS_ASCII;
    struct canvas c = grid(9, 3);
    canvas_box(&c, 0, 0, 9, 3, ROLE_RULE, "Đ");
    theme_fall_back(&t, &c);
    assert_row(&c, 0, "+ Đ ----+");
    assert_row(&c, 1, "|       |");
    canvas_release(&c);
}

TEST(theme__pick__obeys_no_color)
{
    struct theme t;
    struct err e = { 0 };
    assert_ok(theme_pick(&t, NULL, 256, true, &e), &e);
    assert_string_equal(t.name, "mono");
    assert_int_equal(theme_pick(&t, "pink", 256, true, &e), RC_USAGE);
}

TEST(theme__contrast__is_at_least_4_5_for_every_text_role)
{
    static const char *const names[] = { "dark", "light", "eight" };
    for (int n = 0; n < 3; n++)
        for (int role = 0; role < ROLES; role++) {
            struct theme t;
            assert_ok(theme_pick(&t, names[n], 256, false, NULL), NULL);
            if (role != ROLE_RULE)
                assert_true(theme_contrast(&t, (enum role)role) >= 45);
        }
}

TEST(theme__parse__tells_the_line_of_a_mistake)
{
    struct theme t = { 0 };
    struct err e = { 0 };
    assert_ok(theme_parse(&t, "# mine\nfocus 16 222 bold\n", "x.theme", &e), &e);
    assert_int_equal(t.looks[ROLE_FOCUS].fg, 16);
    assert_int_equal(theme_parse(&t, "\n\nfocus 16 999\n", "x.theme", &e), RC_REFUSED);
    assert_non_null(strstr(e.message, "line 3"));
}

/* The cell of any text, whatever it is made of, holds printable text only. */
static void assert_cell_harmless(const char *text)
{
    char cell[GLYPH_BYTES];
    int columns;
    bool unsafe;
    uint32_t code;
    for (int n; (n = glyph_next(cell, &columns, &unsafe, text)); text += n) {
        assert_in_range(columns, 1, 2);
        const char *at = cell;
        for (int k; (k = glyph_decode(&code, at)); at += k)
            if (glyph_unsafe(code) || code < 32)
                fail_msg("U+%04X reaches the terminal", code);
    }
}

TEST(glyph__every_code_point__is_harmless_on_the_way_out)
{
    char text[16];
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        int n = glyph_encode(text, code);
        text[n] = 'x';
        text[n + 1] = '\0';
        assert_cell_harmless(text);
    }
}

TEST(glyph__random_bytes__are_harmless_on_the_way_out)
{
    uint32_t seed = 20261123;
    for (int round = 0; round < 100000; round++) {
        char text[12] = "";
        for (int i = 0; i < 11; i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = (char)(seed >> 24);
        }
        assert_cell_harmless(text);
    }
}
