/* editor.c - typing: graphemes, limits, composition, and streams as input methods send them. */
#include "desk/editor.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/fs.h"
#include "check.h"
#include "desk/canvas.h"
#include "desk/keys.h"

static void type(struct editor *ed, const char *text, enum typing typing)
{
    uint32_t code;
    for (int n; (n = glyph_decode(&code, text)); text += n)
        editor_key(ed, code == '\b' ? (uint32_t)K_BACKSPACE : code, typing);
}

#define assert_text(ed, want)                                                                                \
    do {                                                                                                     \
        AUTO_STRING have = editor_text(ed);                                                                  \
        assert_string_equal(have, want);                                                                     \
    } while (0)

TEST(editor__backspace__takes_a_whole_letter_with_its_marks)
{
    struct editor ed = { 0 };
    type(&ed, "a\xCC\xA7\xCC\xA8", TYPING_OFF); /* marks without a precomposed form stay on their letter */
    editor_key(&ed, K_BACKSPACE, TYPING_OFF);
    assert_text(&ed, "");
    editor_release(&ed);
}

TEST(editor__combining_marks__become_one_letter)
{
    struct editor ed = { 0 };
    type(&ed, "Vie\xCC\x82\xCC\xA3t e\xCC\x81", TYPING_OFF);
    assert_text(&ed, "Việt é");
    assert_int_equal(ed.len, 6);
    editor_release(&ed);
}

TEST(editor__mark_at_the_start__is_refused)
{
    struct editor ed = { 0 };
    assert_int_equal(editor_key(&ed, 0x301, TYPING_OFF), EDIT_REFUSED);
    editor_release(&ed);
}

TEST(editor__insert_in_the_middle__keeps_both_sides)
{
    struct editor ed = { 0 };
    assert_ok(editor_set(&ed, "Nguyễn Hoa", NULL), NULL);
    for (int i = 0; i < 3; i++)
        editor_key(&ed, K_LEFT, TYPING_OFF);
    type(&ed, "Thị ", TYPING_OFF);
    assert_text(&ed, "Nguyễn Thị Hoa");
    editor_key(&ed, K_HOME, TYPING_OFF);
    editor_key(&ed, K_DELETE, TYPING_OFF);
    assert_text(&ed, "guyễn Thị Hoa");
    editor_release(&ed);
}

TEST(editor__limit__refuses_and_never_cuts)
{
    struct editor ed = { .max = 3 };
    type(&ed, "abc", TYPING_OFF);
    assert_int_equal(editor_key(&ed, 'd', TYPING_OFF), EDIT_REFUSED);
    assert_text(&ed, "abc");
    struct err e = { 0 };
    assert_int_equal(editor_set(&ed, "abcd", &e), RC_REFUSED);
    assert_text(&ed, "abc");
    editor_release(&ed);
}

TEST(editor__digits__takes_pasted_numbers_with_blanks_and_dots)
{
    struct editor ed = { .kind = EDITOR_DIGITS, .max = 12 };
    assert_int_equal(editor_paste(&ed, "062 083.004417\n"), EDIT_CHANGED);
    assert_text(&ed, "062083004417");
    assert_int_equal(editor_key(&ed, 'x', TYPING_OFF), EDIT_REFUSED);
    editor_release(&ed);
}

TEST(editor__control_characters__never_enter)
{
    struct editor ed = { 0 };
    editor_paste(&ed, "a\033]0;x\007b\xE2\x80\xAE");
    assert_text(&ed, "a]0;xb");
    editor_release(&ed);
}

TEST(editor__overwrite__replaces_letter_by_letter)
{
    struct editor ed = { 0 };
    assert_ok(editor_set(&ed, "Tý", NULL), NULL);
    editor_key(&ed, K_HOME, TYPING_OFF);
    editor_key(&ed, K_INSERT, TYPING_OFF);
    type(&ed, "Đú", TYPING_OFF);
    assert_text(&ed, "Đú");
    editor_release(&ed);
}

TEST(editor__telex__composes_in_the_field)
{
    struct editor ed = { 0 };
    type(&ed, "Nguyeenx Vawn Hair", TYPING_TELEX);
    assert_text(&ed, "Nguyễn Văn Hải");
    editor_release(&ed);
}

TEST(editor__vni__composes_and_leaves_codes_alone)
{
    struct editor ed = { 0 };
    type(&ed, "Tra62n Thi5 Mai", TYPING_VNI);
    assert_text(&ed, "Trần Thị Mai");
    editor_release(&ed);
    struct editor code = { .kind = EDITOR_CODE };
    type(&code, "H48", TYPING_VNI);
    assert_text(&code, "H48");
    editor_release(&code);
}

TEST(editor__telex__adds_a_mark_to_a_word_one_came_back_to)
{
    struct editor ed = { 0 };
    type(&ed, "Hai an", TYPING_TELEX);
    for (int i = 0; i < 3; i++)
        editor_key(&ed, K_LEFT, TYPING_TELEX);
    type(&ed, "r", TYPING_TELEX);
    assert_text(&ed, "Hải an");
    editor_release(&ed);
}

TEST(editor__draw__keeps_the_cursor_inside_the_field)
{
    struct canvas c = { 0 };
    struct editor ed = { 0 };
    assert_ok(canvas_resize(&c, 20, 1, NULL), NULL);
    assert_ok(editor_set(&ed, "Số 12 đường Hùng Vương, xã Đăk Tô", NULL), NULL);
    for (int i = 0; i < 40; i++, editor_key(&ed, K_LEFT, TYPING_OFF)) {
        editor_draw(&ed, &c, 2, 0, 8, true);
        assert_in_range(c.cursor_x, 2, 9);
    }
    assert_int_equal(c.cursor_x, 2);
    editor_release(&ed);
    canvas_release(&c);
}

TEST(editor__secret__is_never_drawn)
{
    struct canvas c = { 0 };
    struct editor ed = { .kind = EDITOR_SECRET };
    assert_ok(canvas_resize(&c, 20, 1, NULL), NULL);
    type(&ed, "4711", TYPING_TELEX);
    editor_draw(&ed, &c, 0, 0, 8, true);
    AUTO_BUF row = buf_limit(200);
    canvas_row_text(&c, 0, &row);
    assert_string_equal(buf_text(&row), "••••");
    editor_release(&ed);
    canvas_release(&c);
}

/* Each line of the data: who sends so, the keys (\b = backspace), what must stand in the field. */
TEST(editor__streams_of_input_methods__leave_the_text_right)
{
    char path[600];
    AUTO_BUF file = buf_limit(1 << 16);
    struct err e = { 0 };
    snprintf(path, sizeof path, "%s/tests/desk/data/ime_streams.txt", test_root());
    assert_ok(fs_read(&file, path, 1 << 16, &e), &e);
    int played = 0;
    char *save = NULL;
    for (char *line = strtok_r(file.data, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        char *part = NULL;
        char *name = strtok_r(line, "|", &part), *keys = strtok_r(NULL, "|", &part),
             *want = strtok_r(NULL, "|", &part);
        if (*name == '#' || !want)
            continue;
        struct editor ed = { 0 };
        for (char *k = keys; *k; k++)
            if (k[0] == '\\' && k[1] == 'b')
                memmove(k + 1, k + 2, strlen(k + 2) + 1), *k = '\b';
        type(&ed, keys, TYPING_OFF);
        AUTO_STRING have = editor_text(&ed);
        if (strcmp(have, want) != 0)
            print_error("%s\n", name);
        assert_string_equal(have, want);
        editor_release(&ed);
        played++;
    }
    assert_true(played >= 10);
}
