/* shadow.c - the portal's form beside ours: pictures, ticks, copies, its code; and what a field said before.
 *
 * All people here are invented. */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "book/journal.h"
#include "check.h"
#include "counter.h"
#include "desk/feed.h"
#include "desk/intake_desk.h"
#include "desk/intake_start.h"
#include "desk/shadow.h"
#include "dossier/draft.h"
#include "dossier/portal_code.h"
#include "golden.h"

#define CARD "062185004321|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi|10052021"
#define SCAN "scan \"" CARD "\"\n"

/* To step 4 of a birth registration, the cursor on the child's name. */
#define TO_FORM                                                                                              \
    SCAN "text \"0912345678\"\nEnter\ntext ks\nEnter\nEnter\nF8\nF8\nexpect \"Họ, chữ đệm, tên của trẻ\"\n"

static void sign_in(struct counter *c, const char *name, int w, int h)
{
    counter_open(c, name, w, h);
    counter_play(c, "Enter\n");
}

static void begin_intake(struct counter *c)
{
    assert_ok(desk_push_named(&c->desk, "intake", NULL), NULL);
    counter_play(c, TO_FORM);
}

static void open_dossier(struct counter *c)
{
    assert_ok(desk_push_named(&c->desk, "shadow", &(struct shadow_start){ .code = c->answer.code }), NULL);
    desk_paint(&c->desk);
}

static int64_t ticks(struct counter *c)
{
    return shop_count(c->shop, "SELECT count(*) FROM portal_tick");
}

TEST(shadow__pictures__of_both_sizes)
{
    struct counter c;
    pictures_in_vietnamese();
    sign_in(&c, "shadow-picture", 80, 24);
    open_dossier(&c);
    counter_play(&c, "Down\nDown\nDown\nEnter\nEnter\n");
    assert_picture(&c.term->shown, "shadow");
    counter_play(&c, "size 132x40\n");
    assert_picture(&c.term->shown, "shadow-wide");
    counter_close(&c);
    i18n_init("en", "/nowhere");
}

TEST(shadow__from_step_four__stands_on_the_field_and_comes_back_to_it)
{
    struct counter c;
    sign_in(&c, "shadow-f6", 80, 24);
    begin_intake(&c);
    counter_play(
        &c, "text \"Trần Minh An\"\nF6\nexpect \"▌  Họ, chữ đệm, tên của trẻ\"\nexpect \"Trần Minh An\"\n");
    assert_string_equal(c.desk.top->class->name, "shadow");
    counter_play(&c, "F6\nexpect \"[4 Form]\"\nexpect \"▌ 7\"\n");
    counter_close(&c);
}

TEST(shadow__enter__ticks_and_goes_on__space_takes_it_back)
{
    struct counter c;
    sign_in(&c, "shadow-tick", 80, 24);
    open_dossier(&c);
    counter_play(&c, "Enter\nEnter\n");
    assert_int_equal(ticks(&c), 2);
    counter_play(&c, "Up\nSpace\n");
    assert_int_equal(ticks(&c), 1);
    counter_play(&c, "Enter\nEsc\n");
    open_dossier(&c); /* read again from the book */
    counter_play(&c, "expect \"2/46 boxes\"\n");
    counter_close(&c);
}

TEST(shadow__f8__goes_round_the_boxes_without_a_tick)
{
    struct counter c;
    sign_in(&c, "shadow-f8", 80, 24);
    open_dossier(&c);
    counter_play(&c, "Enter\nHome\nF8\n");
    assert_true(counter_shows(&c, "▌  Xã, phường, đặc khu"));
    counter_play(&c, "F7\n"); /* the last of all, past the ticked first */
    assert_true(counter_shows(&c, "▌  Hình thức nhận kết quả"));
    counter_close(&c);
}

TEST(shadow__ctrl_y__copies_the_value_as_a_web_form_takes_it)
{
    struct counter c;
    sign_in(&c, "shadow-copy", 80, 24);
    begin_intake(&c);
    counter_play(&c, "text \"Trần Minh An\"\nCtrl-Y\n");
    assert_string_equal(c.term->copied, "Trần Minh An");
    counter_play(&c, "Enter\ntext 02012026\nUp\nCtrl-Y\n");
    assert_string_equal(c.term->copied, "02/01/2026");
    counter_play(&c, "Ctrl-G\ntext 5\nEnter\nCtrl-Y\n");
    assert_string_equal(c.term->copied, "0912345678"); /* shown as 0912 345 678 */
    counter_close(&c);
}

TEST(shadow__empty_box__is_neither_copied_nor_shown_as_a_square)
{
    struct counter c;
    sign_in(&c, "shadow-empty", 80, 24);
    begin_intake(&c);
    counter_play(&c, "Ctrl-Y\nexpect \"still empty\"\nCtrl-Q\nexpect \"still empty\"\n");
    assert_null(c.term->copied);
    assert_string_equal(c.desk.top->class->name, "intake");
    counter_close(&c);
}

TEST(shadow__line_by_line__says_that_it_cannot_copy)
{
    struct counter c;
    sign_in(&c, "shadow-plain", 80, 24);
    c.desk.linear = true;
    open_dossier(&c);
    counter_play(&c, "Down\nCtrl-Y\nexpect \"cannot copy\"\n");
    assert_null(c.term->copied);
    counter_close(&c);
}

/* --- the portal's code --- */

static bool journalled(struct counter *c)
{
    return shop_count(c->shop,
               "SELECT count(*) FROM event WHERE action = 'portal_coded'"
               " AND payload ->> 'channel' = 'online' AND payload ->> 'channel_before' = 'direct'"
               " AND payload ->> 'portal_code' = '000.00.25.H48-260105-0042'") == 1;
}

TEST(shadow__scanned_code__makes_the_dossier_an_online_one)
{
    struct counter c;
    AUTO_ARENA a = { 0 };
    struct dossier d;
    struct err e = { 0 };
    sign_in(&c, "shadow-scan", 80, 24);
    open_dossier(&c);
    counter_play(&c, "scan \"000.00.25.H48-260105-0042\"\nexpect \"is on the book\"\n");
    assert_ok(dossier_load(&d, c.shop->of.db, &a, c.answer.code, &e), &e);
    assert_string_equal(d.external_code, "000.00.25.H48-260105-0042");
    assert_string_equal(d.channel, "online");
    assert_true(journalled(&c));
    counter_close(&c);
}

TEST(shadow__wrong_code__is_told_and_stays_in_the_box)
{
    struct counter c;
    sign_in(&c, "shadow-wrong", 80, 24);
    open_dossier(&c);
    counter_play(&c, "F10\ntext H48.25-2601\nF10\nexpect \"does not look like\"\nexpect \"H48.25-2601\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM dossier WHERE external_code IS NOT NULL"), 0);
    counter_play(&c, "text 05-0042\nF10\nexpect \"is on the book\"\n");
    assert_int_equal(
        shop_count(c.shop, "SELECT count(*) FROM dossier WHERE external_code = 'H48.25-260105-0042'"), 1);
    counter_close(&c);
}

TEST(shadow__code_of_a_running_intake__is_received_with_its_ticks)
{
    struct counter c;
    sign_in(&c, "shadow-intake", 80, 24);
    begin_intake(&c);
    counter_play(&c, "text \"Trần Minh An\"\nF6\nEnter\nEnter\nF10\ntext h48.25-260105-0042\nF10\nEsc\n");
    counter_play(&c, "F10\nexpect \"▌2 on line\"\n1\nexpect \"stays on line\"\nexpect \"▌2 on line\"\n");
    counter_play(&c, "Esc\nEsc\n"); /* other papers on line: each gets its answer */
    counter_play(&c, "F8\nEnter\nF10\nF10\n");
    counter_play(&c, "F10\nF10\n");
    assert_int_equal(
        shop_count(c.shop, "SELECT count(*) FROM dossier WHERE external_code = 'H48.25-260105-0042'"
                           " AND channel = 'online'"),
        1);
    assert_int_equal(ticks(&c), 2);
    counter_close(&c);
}

/* --- what nothing may lose --- */

/* The desk of another process ticks boxes off in a draft and is killed without a word. */
static void tick_and_wait(struct counter *c, int out)
{
    struct book book = { 0 };
    if (book_open(&book, c->shop->book.dir, NULL))
        _exit(2);
    c->shop->of.db = book.db;
    c->shop->of.book = &book;
    begin_intake(c);
    counter_play(c, "text \"Trần Minh An\"\nF6\nEnter\nEnter\nEnter\n");
    if (write(out, "x", 1) != 1)
        _exit(3);
    for (;;)
        pause();
}

TEST(shadow__ticks_of_a_draft__survive_kill_9)
{
    struct counter c;
    AUTO_ARENA a = { 0 };
    struct draft *drafts;
    size_t count;
    struct err e = { 0 };
    int ends[2], status;
    char told;
    sign_in(&c, "shadow-kill", 80, 24);
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0)
        tick_and_wait(&c, ends[1]);
    close(ends[1]);
    assert_int_equal(read(ends[0], &told, 1), 1);
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    close(ends[0]);
    assert_ok(draft_list(&drafts, &count, &c.shop->of, &a, &e), &e);
    assert_int_equal(count, 1);
    assert_ok(desk_push_named(&c.desk, "intake", &(struct intake_start){ .draft_id = drafts[0].id }), NULL);
    counter_play(&c, "expect \"Nguyễn Thị Hoa\"\nF6\nexpect \"3/46 boxes\"\n");
    counter_close(&c);
}

/* --- what the field said before --- */

static void know_before(struct counter *c)
{
    shop_count(c->shop,
        "UPDATE person SET id_number = '062185004321', name = 'Nguyễn Thị Hoa', birth_date = '1985-08-15'"
        " RETURNING 1");
    assert_ok(desk_push_named(&c->desk, "intake", NULL), NULL);
    counter_play(c, SCAN);
    counter_play(c, "Enter\nEnter\n"); /* the card is compared with the book: one person */
    counter_play(c, "text \"khai sinh\"\nEnter\nEnter\nF8\nF8\n");
}

TEST(form_history__picture__of_the_wide_form)
{
    struct counter c;
    pictures_in_vietnamese();
    sign_in(&c, "history-picture", 132, 40);
    know_before(&c);
    assert_picture(&c.term->shown, "intake-4-history");
    counter_close(&c);
    i18n_init("en", "/nowhere");
}

TEST(form_history__earlier_dossiers__stand_below_and_ctrl_d_takes_the_newest)
{
    struct counter c;
    sign_in(&c, "shadow-history", 132, 40);
    know_before(&c);
    counter_play(&c, "expect \"Field 7 before\"\nexpect \"Trần Minh Thử\"\nexpect \"Ctrl-D takes it\"\n");
    counter_play(&c, "Ctrl-D\nexpect \"✓ HS\"\n");
    counter_close(&c);
}

/* --- index 766 while the form is filled --- */

static void assert_same_points(const struct index766 *a, const struct index766 *b)
{
    for (int i = 0; i < INDEX_POINTS; i++)
        if (a->points[i].standing != b->points[i].standing) {
            print_error("%s: step 4 says %d, step 5 says %d\n", index_number((enum index_point)i),
                a->points[i].standing, b->points[i].standing);
            fail();
        }
}

/* Step 4 judges from the screen, step 5 from the whole document: they must not contradict each other. */
TEST(form_index__of_step_four__is_that_of_the_review)
{
    static const char *const ways[] = { "", "2\n", "Down\n2\n", "Up\n3\n" };
    struct counter c;
    sign_in(&c, "form-index", 132, 40);
    begin_intake(&c);
    const struct intake *in = c.desk.top->state;
    counter_play(&c, "text \"Trần Minh An\"\nEnter\nF10\n");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_int_equal(in->step, STEP_DUE);
        counter_play(&c, ways[i]);
        struct index766 reviewed = in->due.answer.index;
        assert_true(in->due.answer.indexed);
        counter_play(&c, "Esc\n");
        assert_int_equal(in->step, STEP_FORM);
        counter_play(&c, "Enter\nUp\n"); /* judged anew */
        assert_same_points(&in->form.index, &reviewed);
        counter_play(&c, "F10\n");
    }
    counter_close(&c);
}
