/* The desk's own help among what is found. All people are invented. */
#include "desk/help_find.h"

#include "catalog/find.h"
#include "check.h"
#include "counter.h"

static const struct {
    const char *typed, *id; /* "" = nothing */
} meant[] = {
    { "bc", "bc" },
    { "báo cáo", "bc" },
    { "bao cao", "bc" },
    { "KIEM KET", "kk" },
    { "f3", "F3" },
    { "supervisor's day", "ca" },
    { "lock the desk", "khoa" },
    { "day", "" }, /* one word of a title may be anybody's name */
    { "nguyen van hai", "" },
    { "report of nguyen", "" },
    { "", "" },
    { "\xff\xfe", "" },
};

TEST(help_find__finds__what_is_clearly_meant_and_nothing_else)
{
    for (size_t i = 0; i < sizeof meant / sizeof *meant; i++) {
        AUTO_ARENA a = { 0 };
        struct found list[HELP_FOUND_MAX];
        size_t n = help_find(list, HELP_FOUND_MAX, meant[i].typed, &a);
        if ((n > 0) != (*meant[i].id != '\0'))
            print_error("\"%s\" found %s\n", meant[i].typed, n ? list[0].id : "nothing");
        assert_int_equal(n > 0, *meant[i].id != '\0');
        if (!n)
            continue;
        assert_string_equal(list[0].id, meant[i].id);
        assert_int_equal(list[0].kind, FOUND_HELP);
        assert_true(*list[0].title && *list[0].detail);
    }
}

TEST(help_find__stops__at_the_room_given)
{
    AUTO_ARENA a = { 0 };
    struct found list[1];
    assert_int_equal(help_find(list, 0, "bc", &a), 0);
    assert_int_equal(help_find(list, 1, "the desk", &a), 1);
}

/* Past the last row the pointer stays on it. */
static void enter_the_last_row(struct counter *c)
{
    for (int i = 0; i < 60; i++)
        counter_play(c, "Down\n");
    counter_play(c, "Enter\n");
}

TEST(find_screen__shows__help_last_and_opens_what_it_names)
{
    struct counter c;
    counter_open(&c, "find-help", 80, 24);
    counter_play(&c, "Enter\n"); /* the founder signs in */
    assert_int_equal(desk_push_named(&c.desk, "find", "nguyen van hai"), RC_OK);
    desk_paint(&c.desk);
    assert_false(counter_shows(&c, "HELP"));
    counter_play(&c, "Esc\n");
    assert_int_equal(desk_push_named(&c.desk, "find", "supervisor's day"), RC_OK);
    desk_paint(&c.desk);
    assert_true(counter_shows(&c, "HELP"));
    enter_the_last_row(&c);
    assert_string_equal(c.desk.top->class->name, "supervisor");
    counter_close(&c);
}

TEST(find_screen__of_a_key__opens_the_page_of_keys)
{
    struct counter c;
    counter_open(&c, "find-key", 80, 24);
    counter_play(&c, "Enter\n");
    assert_int_equal(desk_push_named(&c.desk, "find", "F3"), RC_OK);
    desk_paint(&c.desk);
    assert_true(counter_shows(&c, "HELP"));
    enter_the_last_row(&c);
    assert_string_equal(c.desk.top->class->name, "help");
    counter_close(&c);
}
