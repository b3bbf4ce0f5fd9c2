/* provenance.c - the mark behind each value: from the card, the book, another field; a value typed has none.
 */
#include "desk/provenance.h"

#include "base/i18n.h"
#include "check.h"
#include "counter.h"

/* Invented. */
#define SCAN "scan \"062185004321|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3, Xã Đăk Tô|10052021\"\n"

static const char *mark_of(struct counter *c, const char *label)
{
    AUTO_BUF picture = buf_limit(1 << 20);
    static char mark[16];
    canvas_text(&c->term->shown, &picture);
    const char *row = strstr(buf_text(&picture), label), *tick = row ? strstr(row, "✓") : NULL;
    const char *end = row ? strchr(row, '\n') : NULL;
    mark[0] = '\0';
    if (tick && end && tick < end)
        snprintf(mark, sizeof mark, "%.*s", (int)(end - tick - 3), tick + 3);
    return mark + strspn(mark, " ");
}

static void to_form(struct counter *c, const char *name)
{
    counter_open(c, name, 132, 40);
    counter_play(c, "Enter\n");
    assert_ok(desk_push_named(&c->desk, "intake", NULL), NULL);
    counter_play(c, SCAN "text \"0912345678\"\nEnter\ntext ks\nEnter\nEnter\n");
}

static bool starts(const char *mark, const char *want)
{
    return strncmp(mark, want, strlen(want)) == 0 && (mark[strlen(want)] == ' ' || !mark[strlen(want)]);
}

TEST(provenance__of_card_first_step_and_typed_values__stands_behind_them)
{
    struct counter c;
    to_form(&c, "marks");
    assert_true(starts(mark_of(&c, "3 Số định danh cá nhân"), "QR"));
    assert_true(starts(mark_of(&c, "5 Số điện thoại"), "b.1"));
    counter_play(&c, "F8\nF8\ntext \"Trần Minh An\"\nEnter\n");
    assert_true(starts(mark_of(&c, "7 Họ, chữ đệm, tên của trẻ"), "│") || !*mark_of(&c, "7 Họ, chữ đệm"));
    counter_close(&c);
}

TEST(provenance__of_recalled_and_copied_values__is_not_typed)
{
    struct counter c;
    to_form(&c, "marks-recall"); /* the book has one birth registration of today */
    counter_play(&c, "F8\nF8\nSpace\n");
    assert_true(starts(mark_of(&c, "7 Họ, chữ đệm, tên của trẻ"), "HS"));
    counter_play(&c, "Ctrl-G\ntext 21\nEnter\n=\n");
    assert_true(starts(mark_of(&c, "21 Họ, chữ đệm, tên"), "="));
    counter_close(&c);
}

TEST(provenance__f1__says_the_mark_in_words)
{
    struct counter c;
    to_form(&c, "marks-help");
    counter_play(&c, "Ctrl-G\ntext 3\nEnter\nF1\nexpect \"QR: the square of the card\"\n");
    assert_string_equal(provenance_words(""), "");
    assert_string_equal(provenance_words("XY"), "");
    counter_close(&c);
}
