/* list.c - option letters on several lines, one Enter. */
#include "desk/widget_list.h"

#include <stdio.h>

#include "check.h"
#include "desk/canvas.h"
#include "desk/keys.h"

static bool may(const void *context, int row, char letter)
{
    (void)context;
    return !(row == 1 && letter == 'i');
}

static void draw_row(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    (void)context, (void)width;
    canvas_printf(c, x, y, ROLE_BASE, "row %d", row);
}

TEST(list__letters_on_several_lines__come_in_order_once)
{
    struct list l = { .letters = "xsi", .may = may };
    assert_int_equal(list_set_count(&l, 5, NULL), 0);
    assert_int_equal(list_key(&l, 'x'), LIST_MARKED);
    assert_int_equal(list_key(&l, 'i'), LIST_REFUSED); /* this line cannot be printed */
    assert_int_equal(list_key(&l, 's'), LIST_MARKED);
    assert_int_equal(list_key(&l, 'q'), LIST_REFUSED);
    assert_int_equal(list_marked(&l), 2);
    assert_int_equal(list_key(&l, K_ENTER), LIST_ENTER);
    int row = -1;
    char letter;
    assert_true(list_take(&l, &row, &letter));
    assert_int_equal(row * 1000 + letter, 0 * 1000 + 'x');
    assert_true(list_take(&l, &row, &letter));
    assert_int_equal(row * 1000 + letter, 1 * 1000 + 's');
    assert_false(list_take(&l, &row, &letter));
    assert_int_equal(list_marked(&l), 0);
    list_release(&l);
}

TEST(list__enter_without_letters__is_the_current_line)
{
    struct list l = { .digits = true };
    assert_int_equal(list_set_count(&l, 3, NULL), 0);
    int row = -1;
    char letter;
    assert_int_equal(list_key(&l, '3'), LIST_ENTER);
    assert_true(list_take(&l, &row, &letter));
    assert_int_equal(row, 2);
    assert_int_equal(letter, 0);
    assert_false(list_take(&l, &row, &letter));
    assert_int_equal(list_key(&l, '7'), LIST_REFUSED);
    list_release(&l);
}

TEST(list__empty__says_so_and_refuses_enter)
{
    struct list l = { 0 };
    struct canvas c = { 0 };
    assert_int_equal(canvas_resize(&c, 80, 24, NULL), 0);
    assert_int_equal(list_set_count(&l, 0, NULL), 0);
    assert_int_equal(list_key(&l, K_ENTER), LIST_REFUSED);
    list_draw(&l, &c, 1, 3, 78, 5, true, "Nothing yet.", draw_row, NULL);
    assert_string_equal(canvas_at(&c, 3, 3)->text, "N");
    list_release(&l);
    canvas_release(&c);
}

TEST(list__moving__changes_only_the_pointer_column)
{
    struct list l = { 0 };
    struct canvas a = { 0 }, b = { 0 };
    assert_int_equal(canvas_resize(&a, 80, 24, NULL) | canvas_resize(&b, 80, 24, NULL), 0);
    assert_int_equal(list_set_count(&l, 30, NULL), 0);
    list_draw(&l, &a, 1, 3, 70, 10, true, "", draw_row, NULL);
    assert_int_equal(list_key(&l, K_DOWN), LIST_MOVED);
    list_draw(&l, &b, 1, 3, 70, 10, true, "", draw_row, NULL);
    int first, last;
    for (int y = 0; y < 24; y++)
        if (canvas_row_diff(&a, &b, y, &first, &last))
            assert_int_equal(first + last, 0);
    assert_int_equal(b.cursor_y, 4);
    assert_int_equal(list_key(&l, K_END), LIST_MOVED);
    list_draw(&l, &b, 1, 3, 70, 10, true, "", draw_row, NULL);
    assert_int_equal(l.top, 20);
    list_release(&l);
    canvas_release(&a);
    canvas_release(&b);
}
