/* big_text.c - every letter of Vietnamese has a shape of its own on the large sign. */
#include "desk/big_text.h"

#include <string.h>

#include "base/buf.h"
#include "base/viet.h"
#include "check.h"
#include "desk/canvas.h"

static void picture_of(struct buf *out, const char *letter)
{
    struct canvas c = { 0 };
    assert_ok(canvas_resize(&c, 8, BIG_TEXT_ROWS, NULL), NULL);
    big_text_draw(&c, 0, 0, ROLE_TITLE, letter);
    canvas_text(&c, out);
    canvas_release(&c);
}

TEST(big_text__no_two_letters__look_the_same)
{
    AUTO_BUF seen = buf_limit(1 << 20);
    int letters = 0;
    for (uint32_t code = 'A'; code < 0x1F00; code++) {
        struct viet_letter l;
        char letter[5] = "";
        if (!viet_letter_split(&l, code) || !l.upper)
            continue;
        AUTO_BUF picture = buf_limit(4096);
        glyph_encode(letter, code);
        picture_of(&picture, letter);
        buf_puts(&picture, "#");
        assert_null(strstr(buf_text(&seen), buf_text(&picture)));
        buf_puts(&seen, buf_text(&picture));
        letters++;
    }
    assert_int_equal(letters, 26 + 67); /* A to Z, and those with marks */
}

TEST(big_text__small_letters_are_capitals_and_signs_take_no_room)
{
    AUTO_BUF small = buf_limit(4096), large = buf_limit(4096);
    picture_of(&small, "ệ");
    picture_of(&large, "Ệ");
    assert_string_equal(buf_text(&small), buf_text(&large));
    assert_int_equal(big_text_columns("TẠM"), 17);
    assert_int_equal(big_text_columns("T!1"), 5);
    assert_int_equal(big_text_columns(""), 0);
}
