/* home.c - sign-in, today's counter, find, lock: the screens around the intake. All people are invented. */
#include "base/buf.h"
#include "base/i18n.h"
#include "counter.h"
#include "desk/command.h"
#include "desk/route.h"
#include "golden.h"

static const char *test_name(const char *screen, const char *language)
{
    static char name[64];
    snprintf(name, sizeof name, "%s-%s", screen, language);
    return name;
}

static const char *top(const struct counter *c)
{
    return c->desk.top ? c->desk.top->class->name : "";
}

TEST(signin__account_without_password__opens_by_enter_and_advises)
{
    struct counter c;
    counter_open(&c, "signin-enter", 80, 24);
    assert_int_equal(c.shop->of.staff_id, 0);
    counter_play(&c, "expect \"Người Mẫu (thử)\"\nEnter\nexpect \"No password yet\"\n");
    assert_string_equal(top(&c), "home");
    assert_int_equal(c.shop->of.staff_id, 1);
    counter_close(&c);
}

TEST(signin__wrong_password__tells_the_tries_left_and_keeps_the_name)
{
    struct counter c;
    struct err e = { 0 };
    counter_open(&c, "signin-wrong", 80, 24);
    c.shop->of.staff_id = 1;
    c.shop->of.role = ROLE_FOUNDER;
    assert_ok(staff_set_password(&c.shop->of, "mau", "bốn từ rất dài", &e), &e);
    counter_play(&c, "Esc\n");
    assert_true(c.desk.quit);
    c.desk.quit = false;
    assert_ok(desk_push_named(&c.desk, "signin", NULL), NULL);
    counter_play(
        &c, "Enter\ntext \"sai\"\nEnter\nexpect \"Not right yet. 4 more tries\"\nexpect \"Người Mẫu\"\n");
    assert_int_equal(c.shop->of.staff_id, 0);
    counter_play(&c, "text \"bốn từ rất dài\"\nEnter\nexpect \"The desk is open\"\n");
    assert_string_equal(top(&c), "home");
    counter_close(&c);
}

TEST(home__picture__of_a_day_with_one_dossier)
{
    struct counter c;
    counter_open(&c, "home-picture", 80, 24);
    counter_play(&c, "Enter\n");
    assert_picture(&c.term->shown, "home");
    counter_play(&c, "size 132x40\n");
    assert_picture(&c.term->shown, "home-wide");
    counter_close(&c);
}

TEST(home__unknown_words__open_find_with_them)
{
    struct counter c;
    counter_open(&c, "home-find", 80, 24);
    counter_play(&c, "Enter\ntext \"nguyen thi thu\"\nexpect \"look for this name\"\nEnter\n");
    assert_string_equal(top(&c), "find");
    counter_play(&c, "expect \"Nguyễn Thị Thử\"\nexpect \"062******234\"\n");
    assert_false(counter_shows(&c, "062185001234"));
    int64_t before = shop_count(c.shop, "SELECT count(*) FROM event");
    counter_play(&c, "F2\nexpect \"062185001234\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM event"), before + 1);
    c.ms += 21000;
    assert_true(desk_step(&c.desk, 0));
    assert_false(counter_shows(&c, "062185001234"));
    counter_close(&c);
}

TEST(home__serial_that_is_not_there__keeps_the_text)
{
    struct counter c;
    counter_open(&c, "home-serial", 80, 24);
    counter_play(&c, "Enter\ntext \"0777\"\nEnter\nexpect \"is not in this book\"\nexpect \"/ 0777\"\n");
    assert_string_equal(top(&c), "home");
    counter_close(&c);
}

TEST(home__card__opens_the_intake_even_when_read_as_cp1252)
{
    struct counter c;
    counter_open(&c, "home-card", 80, 24);
    counter_play(&c, "scan \"062185001234|233112345|Nguyễn Thị Thử|15081985|Nữ|Thôn 3|10052021\"\n"
                     "expect \"Sign in first\"\n");
    assert_string_equal(top(&c), "signin");
    counter_play(&c, "Enter\n"
                     "scan \"062185001234|233112345|Nguyá»…n Thá»‹ Thá»­|15081985|Ná»¯|ThÃ´n 3|10052021\"\n");
    assert_string_equal(top(&c), "intake");
    counter_close(&c);
}

TEST(home__altered_receipt__is_told_and_opens_nothing)
{
    struct counter c;
    counter_open(&c, "home-receipt", 80, 24);
    counter_play(&c, "Enter\nscan \"MC1|H48.25-260105-0001|202601050110Z|1.001193|1a2b3c4d|xx\"\n");
    assert_string_equal(top(&c), "home");
    assert_true(c.desk.message[0]);
    counter_close(&c);
}

TEST(lock__shows_no_name_number_or_phone__and_keeps_the_screen_below)
{
    struct counter c;
    counter_open(&c, "lock-names", 80, 24);
    counter_play(&c, "Enter\nF3\ntext \"nguyen\"\nF2\nexpect \"0912345678\"\nCtrl-L\n");
    assert_string_equal(top(&c), "lock");
    static const char *const secrets[] = { "Nguyễn", "Mẫu", "062", "0912", "H48.25-" };
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        assert_false(counter_shows(&c, secrets[i]));
    counter_play(&c, "Enter\nexpect \"Open again\"\n");
    assert_string_equal(top(&c), "find");
    counter_close(&c);
}

TEST(lock__pin__opens_after_a_wrong_one_and_counts_it)
{
    struct counter c;
    struct err e = { 0 };
    counter_open(&c, "lock-pin", 80, 24);
    counter_play(&c, "Enter\n");
    assert_ok(staff_set_pin(&c.shop->of, "mau", "480215", &e), &e);
    c.session.staff.has_pin = true;
    counter_play(&c, "Ctrl-L\nEnter\n");
    assert_string_equal(top(&c), "lock");
    counter_play(&c, "text \"480216\"\nEnter\nexpect \"Not right yet. 4 more tries\"\n");
    assert_string_equal(top(&c), "lock");
    counter_play(&c, "text \"480215\"\nEnter\n");
    assert_string_equal(top(&c), "home");
    counter_close(&c);
}

TEST(signin__second_time_of_a_day__asks_for_the_pin)
{
    struct counter c;
    struct err e = { 0 };
    counter_open(&c, "signin-pin", 80, 24);
    counter_play(&c, "Enter\n");
    assert_ok(staff_set_pin(&c.shop->of, "mau", "480215", &e), &e);
    counter_play(&c, "Ctrl-L\nF2\nEnter\n");
    assert_string_equal(top(&c), "signin");
    counter_play(&c, "text \"480215\"\nEnter\n");
    assert_string_equal(top(&c), "home");
    counter_close(&c);
}

TEST(outbox__keep_and_show__do_what_they_say)
{
    struct counter c;
    counter_open(&c, "outbox-keep", 80, 24);
    counter_play(&c, "Enter\nF5\nh\nEnter\nexpect \"Done for 1 lines\"\nexpect \"kept back by a person\"\n");
    counter_play(&c, "x\nEnter\nexpect \"What will be sent\"\n");
    counter_play(&c, "PageDown 20\nexpect \"}\"\n");
    counter_play(&c, "Esc\n");
    assert_string_equal(top(&c), "outbox");
    counter_play(&c, "q\n");
    assert_true(c.desk.blink); /* an unknown letter is refused, the line stays */
    counter_close(&c);
}

TEST(desk__hang_up__ends_without_a_picture)
{
    struct counter c;
    counter_open(&c, "home-hup", 80, 24);
    counter_play(&c, "Enter\n");
    desk_key(&c.desk, K_HANGUP);
    assert_true(c.desk.hung_up && c.desk.quit);
    counter_close(&c);
}

TEST(lock__idle__locks_after_the_setting_and_not_the_sign_in)
{
    struct counter c;
    counter_open(&c, "lock-idle", 80, 24);
    c.ms += 10 * 60000;
    assert_true(desk_step(&c.desk, 0));
    assert_string_equal(top(&c), "signin");
    counter_play(&c, "Enter\n");
    c.ms += 5 * 60000;
    assert_true(desk_step(&c.desk, 0));
    assert_string_equal(top(&c), "lock");
    counter_close(&c);
}

TEST(lock__another_person__begins_with_fresh_screens)
{
    struct counter c;
    counter_open(&c, "lock-other", 80, 24);
    counter_play(&c, "Enter\nF3\ntext \"nguyen\"\nCtrl-L\nF2\n");
    assert_string_equal(top(&c), "signin");
    assert_null(c.desk.top->below);
    assert_int_equal(c.shop->of.staff_id, 0);
    assert_false(counter_shows(&c, "Nguyễn"));
    counter_close(&c);
}

TEST(command__understands__what_clerks_type)
{
    static const struct {
        const char *text;
        enum command_kind kind;
        const char *code;
    } lines[] = {
        { "", COMMAND_NONE, "" },
        { "3", COMMAND_LINE, "" },
        { "0198", COMMAND_DOSSIER, "H48.25-260105-0198" },
        { "h48.25-251231-0002", COMMAND_DOSSIER, "H48.25-251231-0002" },
        { "tr 0198", COMMAND_DOSSIER, "H48.25-260105-0198" },
        { "1.001193", COMMAND_PROCEDURE, "1.001193" },
        { "tiếp nhận 1.000656", COMMAND_PROCEDURE, "1.000656" },
        { "tn", COMMAND_PROCEDURE, "" },
        { "0912 345 678", COMMAND_PHONE, "" },
        { "062.185.001.234", COMMAND_NUMBER, "" },
        { "bc", COMMAND_SCREEN, "" },
        { "? mất thẻ", COMMAND_ASK, "" },
        { "trần văn bình", COMMAND_NAME, "" },
        { "MC1|H48.25-260105-0001|202601050110Z|1.001193|1a2b3c4d|xx", COMMAND_RECEIPT, "" },
    };
    const struct command_place place = { "H48.25", { 2026, 1, 5 }, NULL };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct command command;
        command_read(&command, lines[i].text, &place);
        assert_int_equal(command.kind, lines[i].kind);
        assert_string_equal(command.code, lines[i].code);
        assert_true(!*lines[i].text == !command.understood[0]);
    }
}

TEST(age__stands_still_between_its_steps)
{
    char a[AGE_SIZE], b[AGE_SIZE];
    assert_string_equal(age_words(a, 31), age_words(b, 39));
    assert_string_equal(age_words(a, 61), "1 minutes");
    assert_string_equal(age_words(a, 5), "just now");
}

/* Every screen of the table that opens without an argument, in both languages: the cursor is shown where the
 * frame has its focus, and no key of the footer is left out. */
static int keys_left_out(const char *name, const char *language)
{
    struct counter c;
    counter_open(&c, test_name(name, language), 80, 24);
    if (strcmp(name, "signin") != 0) {
        counter_play(&c, "Enter\n");
        assert_ok(desk_push_named(&c.desk, name, NULL), NULL);
        desk_paint(&c.desk);
    }
    const struct canvas *shown = &c.term->shown;
    assert_in_range(shown->cursor_x, 1, 78);
    assert_in_range(shown->cursor_y, 1, 20);
    struct canvas scratch = { 0 };
    assert_ok(canvas_resize(&scratch, 80, 24, NULL), NULL);
    const struct screen_class *class = c.desk.top->class;
    int left_out =
        footer_draw(&scratch, 23, class->keys, c.desk.top, class->back ? class->back(c.desk.top) : NULL);
    if (left_out)
        print_error("%s in %s: %d keys have no room\n", name, language, left_out);
    canvas_release(&scratch);
    counter_close(&c);
    return left_out;
}

TEST(screens__footer_fits_and_cursor_is_inside__in_both_languages)
{
    static const char *const names[] = { "signin", "home", "find", "outbox", "supervisor", "ask", "reports",
        "lock", "help", "keytest", "tickets", "drawer", "calls" };
    static const char *const languages[] = { "en", "vi" };
    int left_out = 0;
    for (size_t l = 0; l < 2; l++) {
        i18n_init(languages[l], ROOT_DIR "/build/locale");
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            left_out += keys_left_out(names[i], languages[l]);
    }
    i18n_init("en", ROOT_DIR "/build/locale"); /* the other tests read English */
    assert_int_equal(left_out, 0);
}
