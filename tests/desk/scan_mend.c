/* scan_mend.c - payloads as scanners and typing programs spoil them. All people are invented. */
#include "desk/scan_mend.h"

#include "base/buf.h"
#include "check.h"

#define CARD "062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi|10052021"

static void assert_mend(const char *payload, enum scan_state state, const char *want)
{
    AUTO_BUF out = buf_limit(8192);
    assert_int_equal(scan_mend(&out, payload), state);
    if (want)
        assert_string_equal(buf_text(&out), want);
}

TEST(scan_mend__good_card__is_left_alone)
{
    assert_mend(CARD, SCAN_CLEAN, CARD);
    assert_mend("062185001234|233112345|Y Hoa|15081985|Nam|Kon Ray|10052021", SCAN_CLEAN,
        "062185001234|233112345|Y Hoa|15081985|Nam|Kon Ray|10052021");
}

TEST(scan_mend__control_and_unseen_characters__are_taken_out)
{
    assert_mend("\x02" CARD "\x1d\x03", SCAN_CLEAN, CARD);
    assert_mend("\xEF\xBB\xBF" CARD "\xE2\x80\x8B", SCAN_CLEAN, CARD);
}

TEST(scan_mend__utf8_read_as_cp1252__is_turned_back)
{
    assert_mend(
        "062185001234|233112345|Nguyá»…n Thá»‹ Hoa|15081985|Ná»¯|ThÃ´n 3, XÃ£ Ä\xC4\x83k TÃ´|10052021",
        SCAN_DAMAGED, NULL);
    assert_mend("062185001234|233112345|Nguyá»…n Thá»‹ Hoa|15081985|Ná»¯|ThÃ´n 3|10052021", SCAN_MENDED,
        "062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3|10052021");
}

TEST(scan_mend__half_turned_letters__are_said_to_be_lost)
{
    assert_mend(
        "062185001234||Nguy\xC2\xBB\xE2\x80\xA6n Th\xEF\xBF\xBD Hoa|15081985|Nam|Th\xC2\xB4n|10052021",
        SCAN_DAMAGED, NULL);
}

TEST(scan_mend__card_that_came_as_telex_or_vni_keys__is_composed)
{
    assert_mend("062185001234|233112345|Nguyeexn Thij Hoa|15081985|Nuwx|Thoon 3, Xax DDawk Too|10052021",
        SCAN_MENDED, "062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3, Xã Đăk Tô|10052021");
    assert_mend("062185001234|233112345|Nguye64n Thi5 Hoa|15081985|Nu74|Tho6n 3|10052021", SCAN_MENDED,
        "062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3|10052021");
}

TEST(scan_mend__receipt_with_eaten_keys__keeps_only_its_code)
{
    assert_mend(
        "MC1|H48.25-260105-0001|202601050110Z|1.001193|1a2b3c4d|Kx9bâQ", SCAN_DAMAGED, "H48.25-260105-0001");
    assert_mend("MC1|H48.25-260105-0001|202601050110Z|1.001193|1a2b3c4d|Kx9baaQ", SCAN_CLEAN, NULL);
}

TEST(scan_mend__eaten_keys_of_a_cards_back__are_restored_when_one_reading_fits)
{
    assert_mend("IDVNM1850012346062185001234<<4LẢ<<Y", SCAN_MENDED, "IDVNM1850012346062185001234<<4LAR<<Y");
    assert_mend("IDVNM1850012346062185001234<<4BLÓT<<Y", SCAN_DAMAGED, NULL); /* BLOST or BLOTS */
}

TEST(scan_mend__anything_else__is_only_cleaned)
{
    assert_mend("https://example.invalid/?a=1", SCAN_CLEAN, "https://example.invalid/?a=1");
    assert_mend("\x1b]52;c;\x07", SCAN_CLEAN, "]52;c;");
    assert_mend("", SCAN_CLEAN, "");
}
