/* keytest.c - keys a terminal keeps for itself: found once, kept for this desk and terminal, shown by twins.
 */
#include "book/keyboard.h"
#include "counter.h"

/* All F-keys but F1, F10 and F11, as in many a window with menus. */
#define PRESS_MOST "F2\nF3\nF4\nF5\nF6\nF7\nF8\nF9\nF12\n"

static void sit(struct counter *c, const char *book)
{
    struct err e = { 0 };
    counter_open(c, book, 80, 24);
    c->term->terminal.name = "xterm-thử";
    assert_ok(session_open(&c->session, &c->desk, &c->shop->of, &e), &e);
    desk_paint(&c->desk);
}

TEST(keytest__keys_that_never_come__are_kept_after_a_second_enter_and_their_twins_shown)
{
    struct counter c;
    sit(&c, "keytest-twins");
    counter_play(&c, "expect \"F2 once on a new machine\"\nexpect \"F1 Help\"\n");
    counter_play(&c, "F2\n" PRESS_MOST "Enter\nexpect \"Not come: F1 F10 F11. Enter once more\"\n");
    assert_string_equal(c.desk.top->class->name, "keytest");
    counter_play(&c, "Enter\nexpect \"Kept.\"\nexpect \"Esc 1 Help\"\n");
    assert_string_equal(c.desk.top->class->name, "signin");
    assert_false(counter_shows(&c, "F2 once"));
    counter_play(&c, "F1\n"); /* it may come after all, or as Esc 1 */
    counter_play(&c, "expect \"Esc 1\"\nexpect \"Ctrl-S  Esc 0\"\n");
    counter_close(&c);
}

TEST(keytest__answer__is_there_the_next_morning_and_only_for_this_terminal)
{
    struct counter c;
    struct err e = { 0 };
    unsigned missing = 99;
    bool tested = true;
    sit(&c, "keytest-again");
    counter_play(&c, "F2\n" PRESS_MOST "Enter\nEnter\n");
    c.desk.missing_keys = 0;
    assert_ok(session_open(&c.session, &c.desk, &c.shop->of, &e), &e);
    assert_int_equal(c.desk.missing_keys, 1u << 1 | 1u << 10 | 1u << 11);
    assert_false(c.desk.keys_untested);
    assert_ok(keyboard_load(&missing, &tested, &c.shop->of, "linux", &e), &e);
    assert_int_equal(missing, 0);
    assert_false(tested);
    counter_close(&c);
}

TEST(keytest__all_keys_come__one_enter_keeps_it_and_nothing_changes)
{
    struct counter c;
    sit(&c, "keytest-all");
    counter_play(
        &c, "F2\n" PRESS_MOST "F1\nF10\nF11\nEnter\nexpect \"all F-keys reach\"\nexpect \"F1 Help\"\n");
    assert_int_equal(c.desk.missing_keys, 0);
    counter_close(&c);
}

TEST(keytest__esc__keeps_nothing)
{
    struct counter c;
    sit(&c, "keytest-esc");
    counter_play(&c, "F2\nF3\nEnter\nEsc\nexpect \"F1 Help\"\nexpect \"F2 once\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM keyboard"), 0);
    counter_close(&c);
}

TEST(dialog__f10_that_never_comes__shows_its_twin_on_the_button)
{
    struct counter c;
    char name[KEY_NAME_SIZE];
    assert_string_equal(key_shown(name, K_F(10), 1u << 10), "Ctrl-S");
    assert_string_equal(key_shown(name, K_F(7), 1u << 7), "Esc 7");
    assert_string_equal(key_shown(name, K_F(12), 1u << 12), "Esc");
    assert_string_equal(key_shown(name, K_F(11), 1u << 11), "F11"); /* nothing does the same */
    assert_string_equal(key_shown(name, K_F(9), 1u << 10), "F9");
    counter_open(&c, "keytest-button", 80, 24);
    c.desk.missing_keys = 1u << 10;
    counter_play(&c,
        "Enter\nF2\nscan \"062190004321|233112346|Nguyễn Thị Hoa|15081990|Nữ|Thôn 3|10052021\"\n"
        "text \"0912345678\"\nEnter\ntext \"ks\"\nEnter\nEnter\nF8\nF8\ntext \"Trần Minh An\"\nEnter\n"
        "F10\nF10\nexpect \"[ Ctrl-S File\"\n");
    counter_close(&c);
}

TEST(key_words__sentence__names_the_twins_of_keys_that_never_come_and_leaves_the_rest)
{
    char out[80];
    unsigned missing = 1u << 1 | 1u << 10;
    assert_string_equal(key_words(out, sizeof out, "F10 files; F1 helps, F2 too", missing), "Ctrl-S files; Esc 1 helps, F2 too");
    assert_string_equal(key_words(out, sizeof out, "F10 files; F1 helps", 0), "F10 files; F1 helps");
    assert_string_equal(key_words(out, sizeof out, "PDF1 F100 F13 F1a ôF1 F", missing), "PDF1 F100 F13 F1a ôF1 F");
    assert_string_equal(key_words(out, sizeof out, "(F1)", missing), "(Esc 1)");
    char narrow[KEY_NAME_SIZE + 6];
    assert_true(strlen(key_words(narrow, sizeof narrow, "ệệệệệệệệệệ", missing)) <= 6);
}

TEST(keys_that_never_come__hints_and_messages__name_their_twins_but_not_in_what_people_typed)
{
    struct counter c;
    counter_open(&c, "keytest-hints", 80, 24);
    c.desk.missing_keys = 1u << 4 | 1u << 7 | 1u << 10;
    counter_play(&c, "Enter\nexpect \"Ctrl-O gives out numbers\"\n");
    assert_false(counter_shows(&c, "F4"));
    desk_say(&c.desk, ROLE_OK, "%s: kept; the next message follows it.", "Ông F10");
    desk_paint(&c.desk);
    assert_true(counter_shows(&c, "Ông F10: kept"));
    counter_play(&c, "text \"0001\"\nEnter\ng\nexpect \"Ctrl-S does it.\"\n");
    counter_close(&c);
}
