/* scan_wedge.c - a card never lands in a text field, and no typed key is lost or reordered. */
#include "desk/scan_wedge.h"

#include <string.h>

#include "check.h"
#include "desk/glyph.h"
#include "desk/keys.h"

#define CARD "062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3, Xã Đăk Tô|10052021"

/* Plays text with `gap` ms between keys; what passes goes to `passed`, a payload to `scanned`. */
static void play(const char *text, int gap, bool enter, char *passed, char *scanned)
{
    struct scan_wedge w = { 0 };
    uint32_t code;
    int64_t at = 1000;
    passed[0] = scanned[0] = '\0';
    for (int n; (n = glyph_decode(&code, text)) || enter; text += n, at += gap) {
        if (!n) {
            code = K_ENTER;
            enter = false;
        }
        enum wedge did = scan_wedge_key(&w, code, at, scan_shape);
        if (did == WEDGE_FLUSH) {
            scan_wedge_text(&w, passed + strlen(passed), 500);
            w.count = 0;
            did = scan_wedge_key(&w, code, at, scan_shape);
        }
        if (did == WEDGE_SCAN) {
            scan_wedge_text(&w, scanned, 500);
            w.count = 0;
        } else if (did == WEDGE_PASS && code != K_ENTER)
            glyph_encode(passed + strlen(passed), code);
    }
    if (scan_wedge_quiet(&w, scan_shape) == WEDGE_SCAN)
        scan_wedge_text(&w, scanned, 500);
    else
        scan_wedge_text(&w, passed + strlen(passed), 500);
}

static char passed[1000], scanned[1000];

TEST(scan_wedge__card_burst__is_a_scan)
{
    play(CARD, 8, true, passed, scanned);
    assert_string_equal(scanned, CARD);
    assert_string_equal(passed, "");
}

TEST(scan_wedge__card_without_terminator__is_a_scan_after_a_pause)
{
    play(CARD, 1, false, passed, scanned);
    assert_string_equal(scanned, CARD);
}

TEST(scan_wedge__paper_code__is_a_scan)
{
    play("H48.25-260105-0001", 3, true, passed, scanned);
    assert_string_equal(scanned, "H48.25-260105-0001");
}

TEST(scan_wedge__robot_typing_fast__stays_typing)
{
    play("062185001234", 1, true, passed, scanned);
    assert_string_equal(passed, "062185001234");
    assert_string_equal(scanned, "");
    play("Hoa 12, H4x 15/08/1985 I am", 0, true, passed, scanned);
    assert_string_equal(passed, "Hoa 12, H4x 15/08/1985 I am");
    assert_string_equal(scanned, "");
}

TEST(scan_wedge__slow_fingers_typing_a_card__stay_typing)
{
    play("062185001234|1|2|3|4|5|6", 120, true, passed, scanned);
    assert_string_equal(passed, "062185001234|1|2|3|4|5|6");
    assert_string_equal(scanned, "");
}

TEST(scan_shape__knows_cards_zones_and_papers_only)
{
    assert_true(scan_shape(CARD));
    assert_true(scan_shape("H48.25-260105-0001"));
    assert_true(scan_shape("IDVNM1850012346062185001234<<4"));
    assert_false(scan_shape("062185001234"));
    assert_false(scan_shape("Nguyễn|Thị|Hoa|a|b|c|d"));
    assert_false(scan_shape(""));
}
