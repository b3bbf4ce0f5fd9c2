/* keys.c - names, twins, and footers that fit. */
#include "desk/keys.h"

#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "check.h"
#include "desk/desk.h"

TEST(key__name_and_back__agree)
{
    static const uint32_t codes[] = { K_F(1), K_F(12), K_CTRL('D'), K_ENTER, K_TAB, K_BACK_TAB, 'a', 0x1EBF,
        K_CTRL_BACKSLASH, K_CTRL_HOME, K_SPACE, K_BACKSPACE };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        char name[KEY_NAME_SIZE];
        assert_int_equal(key_by_name(key_label(name, codes[i])), codes[i]);
    }
    assert_int_equal(key_by_name("F13"), K_NONE);
    assert_int_equal(key_by_name("Ctrl-"), K_NONE);
    assert_int_equal(key_by_name(""), K_NONE);
}

TEST(key_twin__of_every_stolen_function_key__exists)
{
    assert_int_equal(key_twin(K_CTRL('S')), K_F(10));
    assert_int_equal(key_twin_of(K_F(10)), K_CTRL('S'));
    assert_int_equal(key_twin(K_F(12)), K_ESC);
}

static bool never(const struct screen *s)
{
    (void)s;
    return false;
}

static const struct key_row rows[] = {
    { K_F(10), "t.file", "File", "File it", NULL, NULL },
    { K_F(4), "t.list", "List", "List it", never, NULL },
    { K_ESC, "t.back", "Back", "Go back", NULL, NULL },
    { 0 },
};

TEST(key_row__find__obeys_precondition_and_twin)
{
    assert_ptr_equal(key_row_find(rows, NULL, K_CTRL('S')), &rows[0]);
    assert_null(key_row_find(rows, NULL, K_F(4)));
}

TEST(footer__draw__puts_esc_and_its_target_at_the_right_end)
{
    struct canvas c = { 0 };
    assert_int_equal(canvas_resize(&c, 80, 1, NULL), 0);
    assert_int_equal(footer_draw(&c, 0, rows, NULL, "Về 3"), 0);
    AUTO_BUF text = buf_limit(400);
    canvas_row_text(&c, 0, &text);
    assert_string_equal(
        buf_text(&text), " F10 File                                                              Esc Về 3");
    canvas_release(&c);
}

extern const struct screen_class *const screen_table[];

/* Keys that are always valid must all be seen; those with a precondition take turns. */
TEST(footer__of_every_screen__fits_80_columns)
{
    for (const struct screen_class *const *s = screen_table; *s; s++) {
        struct key_row always[40] = { { 0 } };
        struct canvas c = { 0 };
        int n = 0;
        assert_int_equal(canvas_resize(&c, 80, 1, NULL), 0);
        for (const struct key_row *row = (*s)->keys; row && row->key && n < 39; row++)
            if (!row->when)
                always[n++] = *row;
        assert_int_equal(footer_draw(&c, 0, always, NULL, NULL), 0);
        canvas_release(&c);
    }
}

TEST(key_table__of_every_screen__has_help_for_every_key)
{
    for (const struct screen_class *const *s = screen_table; *s; s++)
        for (const struct key_row *row = (*s)->keys; row && row->key; row++) {
            assert_non_null(row->id);
            assert_non_null(row->help);
        }
}
