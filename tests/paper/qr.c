/* qr.c - squares that are read back by another program. */
#include "paper/qr.h"

#include "draw.h"

/* What a terminal of light letters on a dark ground shows: '█' both halves light, '▀' the upper, '▄' the
 * lower. */
static void show_on_terminal(const char *picture, const char *lines)
{
    enum { WIDTH = 128 };
    static unsigned char bits[WIDTH / 8 * 128];
    int x = 0, y = 0, width = 0;
    memset(bits, 0, sizeof bits);
    for (const char *c = lines; *c;) {
        if (*c == '\n') {
            width = x, x = 0, y += 2, c++;
            continue;
        }
        bool upper = strncmp(c, "█", 3) == 0 || strncmp(c, "▀", 3) == 0;
        bool lower = strncmp(c, "█", 3) == 0 || strncmp(c, "▄", 3) == 0;
        if (!upper)
            bits[y * (WIDTH / 8) + x / 8] |= (unsigned char)(0x80 >> (x % 8));
        if (!lower)
            bits[(y + 1) * (WIDTH / 8) + x / 8] |= (unsigned char)(0x80 >> (x % 8));
        c += *c == ' ' ? 1 : 3;
        x++;
    }
    write_pbm(picture, bits, width, y - 1, WIDTH / 8, 4);
}

TEST(qr_half_blocks__show__a_square_that_a_phone_reads)
{
    struct err e = { 0 };
    AUTO_QR qr = { 0 };
    AUTO_BUF lines = buf_limit(1 << 16);
    AUTO_BUF text = buf_limit(4096);
    assert_ok(qr_make(&qr, SAMPLE_PAYLOAD, &e), &e);
    assert_ok(qr_half_blocks(&lines, &qr, 4), &e);
    show_on_terminal(test_path("terminal.pgm"), buf_text(&lines));
    read_codes(&text, test_path("terminal.pgm"));
    assert_string_equal(buf_text(&text), SAMPLE_PAYLOAD "\n");
}

TEST(qr_make__keeps__a_receipt_within_version_8)
{
    struct err e = { 0 };
    AUTO_QR qr = { 0 };
    assert_ok(qr_make(&qr, SAMPLE_PAYLOAD, &e), &e);
    assert_int_equal(qr.size, 49);
}

TEST(qr_make__refuses__nothing_and_too_much)
{
    struct err e = { 0 };
    struct qr qr = { 0 };
    char much[QR_TEXT_MAX + 2];
    memset(much, 'a', sizeof much - 1);
    much[sizeof much - 1] = '\0';
    assert_int_equal(qr_make(&qr, "", &e), RC_REFUSED);
    assert_int_equal(qr_make(&qr, much, &e), RC_REFUSED);
    assert_string_equal(e.code, "qr_length");
    much[QR_TEXT_MAX] = '\0';
    assert_ok(qr_make(&qr, much, &e), &e);
    qr_release(&qr);
}

TEST(qr_dark__is__light_outside_the_square)
{
    struct err e = { 0 };
    AUTO_QR qr = { 0 };
    assert_ok(qr_make(&qr, "a", &e), &e);
    assert_true(qr_dark(&qr, 0, 0));
    assert_false(qr_dark(&qr, -1, 0));
    assert_false(qr_dark(&qr, qr.size, qr.size));
}
