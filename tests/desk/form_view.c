/* form_view.c - the key law in a form: going on, jumping, undo across fields, faults, lists, saving. */
#include "desk/form_view.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "check.h"
#include "desk/help.h"
#include "desk/widget_dialog.h"
#include "desk/widget_pick.h"
#include "golden.h"
#include "stage.h"

#define ROWS 5

/* A small form of invented fields on a screen of its own. */
struct sheet {
    struct form_row rows[ROWS];
    struct form_view view;
    struct screen *screen;
    int saves, ended, filed;
    char saved[ROWS][64];
    char scanned[64];
};

static struct sheet *current; /* so that a test can look at the screen's state */

static void check(void *owner, struct form_row *row)
{
    (void)owner;
    bool short_year = strcmp(row->id, "since") == 0 && row->editor.len > 0 && row->editor.len < 8;
    row->mark =
        short_year || (editor_empty(&row->editor) && strcmp(row->id, "name") == 0) ? MARK_MUST : MARK_FINE;
    snprintf(row->fault, sizeof row->fault, "%s", short_year ? "năm mới có 3 số. Gõ 122019." : "");
}

static void save(void *owner, struct form_row *row)
{
    struct sheet *sh = owner;
    AUTO_STRING text = editor_text(&row->editor);
    snprintf(sh->saved[row - sh->rows], sizeof sh->saved[0], "%s", text);
    sh->saves++;
}

static const char *recall(void *owner, const struct form_row *row)
{
    (void)owner;
    return strcmp(row->id, "place") == 0 ? "Thôn 2, xã Đăk Tô" : NULL;
}

static const char *offered(void *owner, const struct form_row *row, const char **source)
{
    (void)owner, (void)row;
    *source = "CT";
    return "Thôn 5";
}

static const struct pick_item states[] = {
    { "single", "chưa kết hôn", NULL },
    { "divorced", "đã ly hôn, chưa kết hôn với ai", NULL },
    { "divorced_abroad", "đã ly hôn với người nước ngoài", NULL },
};

static void chosen(struct screen *asker, void *context, const struct pick_item *item)
{
    struct sheet *sh = asker->state;
    (void)context;
    form_view_set(&sh->view, form_view_find(&sh->view, "state"), item->text, "");
}

static void list(void *owner, struct form_row *row, int x, int y, const char *typed)
{
    struct sheet *sh = owner;
    pick_ask(sh->screen, &(struct pick){ .title = row->label,
                             .items = states,
                             .count = 3,
                             .x = x,
                             .y = y,
                             .typed = typed,
                             .chosen = chosen,
                             .hint = "số chọn   Enter nhận   Esc giữ cũ" });
}

static void help(void *owner, struct form_row *row, int y)
{
    struct sheet *sh = owner;
    help_ask(sh->screen, &(struct field_help){ .title = row->label,
                             .what = "Ghi ngày bắt đầu ở nơi này.",
                             .type_in = "15122019 · 122019 · h",
                             .say = "Anh về thôn 2 ở từ ngày nào ạ?",
                             .y = y });
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument, (void)e;
    static const struct form_hooks hooks = {
        .check = check, .save = save, .recall = recall, .offered = offered, .list = list, .help = help
    };
    struct sheet *sh = s->state;
    sh->rows[0] =
        (struct form_row){ .id = "name", .label = "Họ, chữ đệm, tên", .section = "A  NGƯỜI ĐƯỢC CẤP GIẤY" };
    sh->rows[1] = (struct form_row){
        .id = "number", .label = "Số định danh", .kind = EDITOR_DIGITS, .max = 12, .fixed = 12, .width = 14
    };
    sh->rows[2] =
        (struct form_row){ .id = "since", .label = "Cư trú từ ngày", .kind = EDITOR_DATE, .width = 12 };
    sh->rows[3] =
        (struct form_row){ .id = "state", .label = "Tình trạng hôn nhân", .list = true, .list_only = true };
    sh->rows[4] = (struct form_row){ .id = "place", .label = "Nơi cư trú", .section = "B  NƠI Ở" };
    sh->screen = s;
    form_view_init(&sh->view, sh->rows, ROWS, &hooks, sh);
    current = sh;
    return RC_OK;
}

static void filed(struct screen *s, void *context)
{
    (void)context;
    ((struct sheet *)s->state)->filed++;
}

static void file(struct screen *s)
{
    dialog_ask(s, &(struct dialog){ .title = "Ghi sổ và in",
                      .act = "Ghi sổ và in",
                      .safe = "Xem lại",
                      .acted = filed,
                      .text = "Cấp số 0217 cho Nguyễn Văn Hải, hẹn T6 27/11 10:02.\n"
                              "In 2 liên. Sau bước này muốn sửa phải hủy phiếu." });
}

static const struct key_row keys[] = {
    { K_F(10), "sheet.file", "Ghi sổ", "Ghi sổ và in", NULL, file },
    { K_ESC, "sheet.back", "Về", "Về", NULL, screen_close },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct sheet *sh = s->state;
    enum form_did did = FORM_UNUSED;
    if (event->kind == EVENT_KEY)
        did = form_view_key(&sh->view, s->desk, event->key);
    else if (event->kind == EVENT_PASTE)
        did = form_view_paste(&sh->view, event->text);
    else if (event->kind == EVENT_TICK || event->kind == EVENT_HANGUP)
        form_view_save(&sh->view);
    else if (event->kind == EVENT_SCAN)
        snprintf(sh->scanned, sizeof sh->scanned, "%.12s", event->text);
    sh->ended += did == FORM_END;
    return did == FORM_UNUSED && event->kind == EVENT_KEY ? EVENT_UNUSED
           : did == FORM_REFUSED                          ? EVENT_UNUSED
                                                          : EVENT_USED;
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct sheet *sh = s->state;
    frame_command(c, NULL, false, "gõ tên, số thẻ, mã hồ sơ, thủ tục hoặc lệnh", NULL);
    frame_place(c, "Tiếp nhận mới", "[4 Tờ khai]  5 Hẹn trả");
    form_view_draw(&sh->view, c, 0, ROW_BODY, 80, 13, true);
    frame_rule(c, 0, ROW_BODY + 13, c->w, "Cần sửa", "F8 tới lỗi kế tiếp");
    form_view_draw_faults(&sh->view, c, 1, ROW_BODY + 14, 78, 3);
    frame_say(c, "Anh về thôn 2 ở từ ngày nào ạ?");
}

static void close_(struct screen *s)
{
    form_view_release(&((struct sheet *)s->state)->view);
}

static const struct screen_class sheet_class = {
    .name = "sheet",
    .title = "Sheet",
    .keys = keys,
    .state_size = sizeof(struct sheet),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};

static void assert_value(int row, const char *want)
{
    AUTO_STRING have = editor_text(&current->rows[row].editor);
    assert_string_equal(have, want);
}

TEST(form_view__enter__goes_on_and_saves_each_field)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "text \"Nguyễn Văn Hải\"\nEnter\ntext \"062083004417\"\n");
    assert_string_equal(current->saved[0], "Nguyễn Văn Hải");
    assert_string_equal(current->saved[1], "062083004417");
    assert_int_equal(current->view.at, 2); /* twelve digits go on by themselves */
    stage_close(&st);
}

TEST(form_view__enter_from_habit__after_a_full_field_skips_nothing)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "Enter\ntext \"062083004417\"\nEnter\n");
    assert_int_equal(current->view.at, 2);
    stage_play(&st, "Enter\n");
    assert_int_equal(current->view.at, 3); /* the second one is meant */
    stage_close(&st);
}

TEST(form_view__digit_in_a_filled_number__types_it_anew_and_undo_brings_it_back)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "Enter\ntext \"062083004417\"\nUp\ntext \"05\"\n");
    assert_value(1, "05");
    stage_play(&st, "Down\nCtrl-Z\n");
    assert_value(1, "062083004417");
    stage_close(&st);
}

TEST(form_view__last_field__ends_without_filing)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "Ctrl-End\nEnter\n");
    assert_int_equal(current->ended, 1);
    assert_int_equal(current->filed, 0);
    stage_close(&st);
}

TEST(form_view__fault__is_listed_and_never_holds_the_cursor)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "text \"Hải\"\nEnter\nEnter\ntext \"12201\"\nEnter\nexpect \"năm mới có 3 số\"\n");
    assert_int_equal(current->view.at, 3);
    stage_play(&st, "F8\n");
    assert_int_equal(current->view.at, 2);
    assert_picture(&st.term->shown, "form-fault");
    stage_close(&st);
}

TEST(form_view__undo__crosses_fields)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "text \"Hải\"\nEnter\ntext \"062\"\nEnter\nCtrl-Z\n");
    assert_value(1, "");
    assert_int_equal(current->view.at, 1);
    stage_play(&st, "Ctrl-Z\n");
    assert_value(0, "");
    assert_int_equal(current->view.at, 0);
    stage_play(&st, "Ctrl-Z\nexpect \"Nothing left to undo\"\n");
    stage_close(&st);
}

TEST(form_view__space_and_ctrl_d__take_known_values)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "Ctrl-G\ntext \"noi cu\"\nEnter\nSpace\n");
    assert_value(4, "Thôn 2, xã Đăk Tô");
    stage_play(&st, "Ctrl-D\n");
    assert_value(4, "Thôn 5");
    assert_string_equal(current->rows[4].source, "CT");
    assert_string_equal(current->saved[4], "Thôn 5");
    stage_close(&st);
}

TEST(form_view__jump__refuses_a_field_that_is_not_there)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "Ctrl-G\ntext \"99\"\nEnter\nexpect \"No field\"\nEsc\n");
    assert_int_equal(current->view.at, 0);
    stage_close(&st);
}

TEST(form_view__list__filters_without_marks_and_digits_pick)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "Ctrl-G\ntext \"4\"\nEnter\nF4\ntext \"ly hon\"\nexpect \"2/3\"\n");
    assert_picture(&st.term->shown, "form-list");
    stage_play(&st, "2\n");
    assert_value(3, "đã ly hôn với người nước ngoài");
    stage_play(&st, "text \"chua\"\nEnter\n");
    assert_value(3, "chưa kết hôn");
    stage_play(&st, "F4\nEsc\n");
    assert_value(3, "chưa kết hôn");
    stage_close(&st);
}

TEST(form_view__unsaved_letters__are_saved_when_the_terminal_hangs_up)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "text \"Nguyễn V\"\n");
    current->saved[0][0] = '\0';
    struct sheet *sh = current;
    desk_key(&st.desk, K_HANGUP);
    assert_string_equal(sh->saved[0], "Nguyễn V");
    assert_true(st.desk.quit);
    stage_close(&st);
}

TEST(form_view__help__never_covers_its_field)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "Ctrl-G\ntext \"3\"\nEnter\nF1\n");
    assert_picture(&st.term->shown, "form-help");
    stage_play(&st, "F1\nexpect \"All keys\"\nEsc\n");
    assert_int_equal(current->view.at, 2);
    stage_close(&st);
}

TEST(dialog__enter__is_the_safe_side_and_f10_acts)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "F10\n");
    assert_picture(&st.term->shown, "dialog");
    stage_play(&st, "Enter\n");
    assert_int_equal(current->filed, 0);
    stage_play(&st, "F10\nEsc\nF10\nTab\nTab\nEnter\n");
    assert_int_equal(current->filed, 0);
    stage_play(&st, "F10\nF10\n");
    assert_int_equal(current->filed, 1);
    stage_play(&st, "Ctrl-S\nTab\nEnter\n");
    assert_int_equal(current->filed, 2);
    stage_close(&st);
}

TEST(desk__card_burst__goes_to_the_scanner_and_not_into_the_field)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "text \"062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3|10052021\\n\"\n");
    assert_string_equal(current->scanned, "062185001234");
    assert_value(0, "");
    stage_close(&st);
}

TEST(desk__paste__is_one_event_and_a_card_in_it_is_a_scan)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "paste \"Nguyễn\\tVăn\\nHải\\n\"\n");
    assert_value(0, "Nguyễn Văn Hải");
    stage_play(&st, "paste \"062185001234|1|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3|10052021\"\n");
    assert_string_equal(current->scanned, "062185001234");
    assert_value(0, "Nguyễn Văn Hải");
    stage_close(&st);
}

TEST(desk__burst_of_200_keys__repaints_at_most_five_times_and_loses_none)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    for (int i = 0; i < 200; i++)
        assert_ok(term_memory_feed(st.term, 'a' + (uint32_t)i % 26, NULL), NULL);
    long before = st.desk.paints;
    while (st.term->next < st.term->count)
        desk_step(&st.desk, 0);
    assert_in_range(st.desk.paints - before, 1, 5);
    assert_int_equal(current->rows[0].editor.len, 200);
    stage_close(&st);
}

TEST(desk__small_window__keeps_the_work_and_acts_on_nothing)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "text \"Hải\"\nsize 58x17\n");
    assert_picture(&st.term->shown, "small");
    stage_play(&st, "F10\ntext \"x\"\nsize 132x40\n");
    assert_value(0, "Hải");
    assert_picture(&st.term->shown, "form-wide");
    stage_play(&st, "size 1x1\nsize 500x200\nsize 80x24\n");
    stage_close(&st);
}

TEST(desk__plain_key_in_a_field__changes_one_cell)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "text \"ab\"\n");
    long cells = st.term->cells;
    stage_play(&st, "c\n");
    assert_int_equal(st.term->cells - cells, 1);
    cells = st.term->cells;
    assert_true(desk_step(&st.desk, 0));
    assert_int_equal(st.term->cells, cells); /* idle: nothing is sent */
    stage_close(&st);
}

TEST(desk__cursor__is_always_on_the_focus)
{
    struct stage st;
    stage_open(&st, 80, 24, &sheet_class);
    stage_play(&st, "text \"Hải\"\n");
    assert_int_equal(st.term->shown.cursor_y, current->view.value_y);
    assert_int_equal(st.term->shown.cursor_x, current->view.value_x + 3);
    assert_int_equal(
        canvas_at(&st.term->shown, current->view.value_x - 1, current->view.value_y)->role, ROLE_FOCUS);
    stage_close(&st);
}

TEST(script__mistakes__are_told_with_their_line)
{
    struct stage st;
    struct err e = { 0 };
    stage_open(&st, 80, 24, &sheet_class);
    assert_int_equal(script_play(&st.desk, st.term, "# one\n\nF99\n", "k", &e), RC_REFUSED);
    assert_non_null(strstr(e.message, "line 3"));
    err_clear(&e);
    assert_int_equal(script_play(&st.desk, st.term, "expect \"never there\"\n", "k", &e), RC_REFUSED);
    assert_non_null(strstr(e.message, "line 1"));
    err_clear(&e);
    assert_int_equal(script_play(&st.desk, st.term, "text \"open\n", "k", &e), RC_REFUSED);
    int w, h;
    assert_int_equal(script_size(&w, &h, "80", &e), RC_USAGE);
    stage_close(&st);
}
