/* tickets.c - the walk-in line at the desk, and the numbers that go along with intakes. All people are
 * invented. */
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "book/settings.h"
#include "counter.h"
#include "desk/errand.h"
#include "desk/receipt_start.h"
#include "dossier/ticket.h"
#include "golden.h"

#define CARD "062185004321|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi|10052021"
#define FILE_A_BIRTH                                                                                         \
    "scan \"" CARD                                                                                           \
    "\"\nEnter\ntext \"ks\"\nEnter\nEnter\nF8\nF8\ntext \"Trần Minh An\"\nEnter\nF10\nF10\nF10\n"

static const char *top(const struct counter *c)
{
    return c->desk.top ? c->desk.top->class->name : "";
}

static void sit(struct counter *c, const char *name)
{
    counter_open(c, name, 80, 24);
    counter_play(c, "Enter\n");
}

static void give(struct counter *c, char group, const char *priority)
{
    struct err e = { 0 };
    struct ticket t;
    assert_ok(ticket_take(&t, &c->shop->of, group, priority, &e), &e);
}

/* Idles until the picture shows the text; false when it does not come. */
static bool comes(struct counter *c, const char *text)
{
    for (int i = 0; i < 3000; i++) {
        c->ms += 50;
        if (!desk_step(&c->desk, 0))
            return false;
        if (counter_shows(c, text))
            return true;
        usleep(1000); /* the child gets the processor; the condition above decides */
    }
    return false;
}

/* --- the line --- */

TEST(tickets__number_is_taken_called_and_received__and_filing_links_the_two)
{
    struct counter c;
    sit(&c, "tickets-visit");
    counter_play(&c, "F4\nexpect \"Nobody took a number today\"\nF4\nexpect \"Number for\"\n1\n2\n");
    counter_play(&c, "expect \"Number A001, elderly. Please read it\"\nexpect \"waits, 1.\"\n");
    counter_play(&c, "F2\nexpect \"Number A001 to desk\"\nEnter\nexpect \"Number A001 ─\"\n");
    assert_string_equal(top(&c), "intake");
    assert_int_equal(
        shop_count(c.shop, "SELECT count(*) FROM ticket_dossier"), 0); /* nothing before the commit */
    counter_play(&c, FILE_A_BIRTH);
    assert_string_equal(top(&c), "receipt_done");
    assert_int_equal(
        shop_count(c.shop, "SELECT count(*) FROM ticket_dossier l JOIN dossier d ON d.id = l.dossier_id"
                           " WHERE d.code LIKE '%-0002'"),
        1);
    counter_close(&c);
}

TEST(tickets__ctrl_n__takes_the_number_off_the_intake)
{
    struct counter c;
    sit(&c, "tickets-off");
    give(&c, 'A', NULL);
    counter_play(&c, "F9\nexpect \"Number A001 to desk\"\nF2\nexpect \"Number A001 ─\"\nCtrl-N\n");
    counter_play(&c, "expect \"does not belong to number A001\"\nexpect \"New dossier\"\n" FILE_A_BIRTH);
    assert_string_equal(top(&c), "receipt_done");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM ticket_dossier"), 0);
    counter_close(&c);
}

TEST(tickets__absent_recalled_sent_on_and_cancelled__by_their_keys)
{
    struct counter c;
    sit(&c, "tickets-keys");
    give(&c, 'A', NULL);
    give(&c, 'B', NULL);
    counter_play(&c, "F4\nF8\n");
    assert_true(c.desk.blink); /* nobody is here yet */
    counter_play(&c, "F2\nF5\nexpect \"called 2 times\"\nF8\nexpect \"A001 did not come\"\n");
    counter_play(&c,
        "4\nl\nEnter\nexpect \"Number A001 to desk\"\n1\nHome\nc\nEnter\nexpect \"Send A001 on to\"\n3\n");
    counter_play(&c, "expect \"A001 waits in group C now\"\n");
    counter_play(&c, "2\nHome\nl\nexpect \"Not possible for this line\"\nEnd\nk\nEnter\nexpect \"is never "
                     "called\"\nEnter\n");
    assert_int_equal(
        shop_count(c.shop, "SELECT count(*) FROM ticket WHERE state = 'cancelled'"), 0); /* Enter is safe */
    counter_play(&c, "k\nEnter\nF10\nexpect \"is cancelled\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM ticket WHERE state = 'cancelled'"), 1);
    counter_play(&c, "F2\nF10\nexpect \"is served\"\nF2\nexpect \"Nobody waits in this line\"\n");
    counter_close(&c);
}

TEST(tickets__enter_on_a_waiting_line__calls_nobody_past_the_others)
{
    struct counter c;
    sit(&c, "tickets-past");
    give(&c, 'A', NULL);
    give(&c, 'A', NULL);
    counter_play(&c, "F4\nEnd\nEnter\nexpect \"nobody is called past the others\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM ticket WHERE state = 'called'"), 0);
    counter_close(&c);
}

TEST(tickets__ctrl_z__takes_a_call_back_from_home_and_from_the_line)
{
    struct counter c;
    sit(&c, "tickets-undo");
    give(&c, 'A', NULL);
    counter_play(&c, "F9\nCtrl-Z\nexpect \"A001 waits again\"\nexpect \"nobody called yet\"\n");
    counter_play(&c, "F4\nF2\nCtrl-Z\nexpect \"A001 waits again\"\nexpect \"waits, 1.\"\n");
    counter_close(&c);
}

TEST(tickets__filter__shows_lines_with_the_words)
{
    struct counter c;
    sit(&c, "tickets-filter");
    give(&c, 'A', NULL);
    give(&c, 'B', "merit");
    counter_play(&c, "F4\nF7\ntext \"dat dai\"\nEnter\nexpect \"B001\"\nexpect \"1 all numbers 1\"\n");
    assert_false(counter_shows(&c, "A001 "));
    counter_close(&c);
}

TEST(tickets__picture__of_a_line)
{
    struct counter c;
    counter_open(&c, "tickets-picture", 80, 24);
    c.shop->of.desk = "quay-2";
    counter_play(&c, "Enter\n");
    for (int i = 0; i < 3; i++) {
        give(&c, 'A', NULL);
        counter_play(&c, "F9\n");
        c.shop->now += 420; /* three visits tell the pace */
    }
    give(&c, 'A', NULL);
    c.shop->now += 60;
    give(&c, 'B', "elderly");
    give(&c, 'C', "pregnant");
    give(&c, 'A', NULL);
    c.shop->now += 660;
    counter_play(&c, "F9\nF4\n");
    assert_picture(&c.term->shown, "tickets");
    counter_play(&c, "size 132x40\n");
    assert_picture(&c.term->shown, "tickets-wide");
    counter_play(&c, "Esc\n");
    assert_picture(&c.term->shown, "home-line-wide");
    counter_play(&c, "size 80x24\n");
    assert_picture(&c.term->shown, "home-line");
    counter_close(&c);
}

/* --- the printer is off --- */

static void with_dead_printer(struct counter *c, const char *name)
{
    struct err e = { 0 };
    sit(c, name);
    assert_ok(setting_set(&c->shop->of, "printer.thermal", "tcp:127.0.0.1:1", &e), &e);
    counter_play(c, "F4\nF4\n1\n1\n");
    assert_true(comes(c, "Did the number come out?"));
}

TEST(tickets__printer_off__number_waits_for_an_answer_and_is_not_called)
{
    struct counter c;
    with_dead_printer(&c, "tickets-off-wait");
    counter_play(&c, "Esc\nexpect \"? not out\"\nF2\nexpect \"Nobody waits in this line\"\n");
    counter_play(&c, "Home\nEnter\nexpect \"Did the number come out?\"\n1\nexpect \"A001 counts\"\n");
    counter_play(&c, "F2\nexpect \"Number A001 to desk\"\n");
    counter_close(&c);
}

TEST(tickets__printer_off__cancelled_number_is_no_ghost)
{
    struct counter c;
    with_dead_printer(&c, "tickets-off-cancel");
    counter_play(&c, "3\nexpect \"A001 is cancelled\"\nF2\nexpect \"Nobody waits in this line\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM ticket WHERE state = 'cancelled'"), 1);
    counter_close(&c);
}

TEST(tickets__left_pending_by_a_power_cut__is_asked_about_at_the_next_look)
{
    struct counter c;
    struct err e = { 0 };
    struct ticket t;
    sit(&c, "tickets-power");
    assert_ok(ticket_take_pending(&t, &c.shop->of, 'A', NULL, &e), &e);
    c.shop->of.desk = "quay-9"; /* another desk's print is its own matter */
    assert_ok(ticket_take_pending(&t, &c.shop->of, 'A', NULL, &e), &e);
    c.shop->of.desk = "quay-1";
    counter_play(&c, "F4\n");
    assert_true(comes(&c, "Nobody has number A001 yet"));
    counter_play(&c, "1\n");
    for (int i = 0; i < 100; i++, c.ms += 50)
        desk_step(&c.desk, 0);
    assert_false(counter_shows(&c, "Did the number come out?"));
    counter_close(&c);
}

/* --- after filing --- */

static void show_receipt(struct counter *c)
{
    const struct receipt_start start = { .code = c->answer.code };
    assert_ok(desk_push_named(&c->desk, "receipt_done", &start), NULL);
    desk_paint(&c->desk);
}

TEST(receipt__somebody_waits__enter_calls_the_next_and_begins_with_that_number)
{
    struct counter c;
    sit(&c, "receipt-next");
    give(&c, 'A', NULL);
    give(&c, 'A', "infant");
    counter_play(&c, "F9\nexpect \"Number A002 to desk\"\n");
    show_receipt(&c);
    counter_play(&c, "expect \"Call the next: A001\"\nEnter\nexpect \"A001 is called to this desk\"\nexpect "
                     "\"Number A001 ─\"\n");
    assert_string_equal(top(&c), "intake");
    assert_int_equal(
        shop_count(c.shop, "SELECT count(*) FROM ticket WHERE label = 'A002' AND state = 'served'"), 1);
    counter_close(&c);
}

TEST(receipt__nobody_waits__enter_goes_back_and_the_next_citizen_comes_without_a_number)
{
    struct counter c;
    sit(&c, "receipt-nobody");
    give(&c, 'A', NULL);
    counter_play(&c, "F9\n");
    show_receipt(&c);
    counter_play(&c, "Enter\n");
    assert_string_equal(top(&c), "home");
    show_receipt(&c);
    counter_play(&c, "1\n");
    assert_string_equal(top(&c), "intake");
    counter_play(&c, "expect \"New dossier\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM ticket WHERE state = 'served'"), 1);
    counter_close(&c);
}

/* --- children that outlive their screen --- */

static int told;

static void tell(struct desk *d, const struct errand *errand)
{
    told++;
    desk_say(d, ROLE_OK, "%s ended with %d", errand->about, errand->worker.status);
}

TEST(errand__ends_on_another_screen__is_told_there_once_and_not_under_a_lock)
{
    struct counter c;
    int go[2];
    char byte;
    sit(&c, "errand");
    told = 0;
    assert_int_equal(pipe(go), 0);
    pid_t pid = fork();
    if (pid == 0) {
        ssize_t n = read(go[0], &byte, 1);
        _exit(n == 1 ? 3 : 4);
    }
    struct worker worker = { .pid = pid, .out = -1, .err = -1 };
    assert_true(errand_keep(&c.session, &worker, "A001", tell));
    assert_int_equal(worker.pid, 0);
    counter_play(&c, "F3\nCtrl-L\n");
    assert_string_equal(top(&c), "lock");
    assert_int_equal(write(go[1], "x", 1), 1);
    siginfo_t info;
    assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
    for (int i = 0; i < 20; i++)
        desk_step(&c.desk, 0);
    assert_int_equal(told, 0);
    counter_play(&c, "Enter\n");
    assert_true(comes(&c, "A001 ended with 3"));
    for (int i = 0; i < 20; i++)
        desk_step(&c.desk, 0);
    assert_int_equal(told, 1);
    close(go[0]);
    close(go[1]);
    counter_close(&c);
}

TEST(session_child__whose_screen_was_left__is_told_on_any_screen)
{
    struct counter c;
    int ends[2];
    sit(&c, "child-left");
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        ssize_t n = write(ends[1], "three were sent\n", 16);
        _exit(n == 16 ? 0 : 1);
    }
    close(ends[1]);
    c.session.child = (struct child){ .pid = pid, .out = ends[0], .what = "Sending", .asker = NULL };
    counter_play(&c, "F3\n");
    assert_string_equal(top(&c), "find");
    assert_true(comes(&c, "Done: Sending. three were sent"));
    counter_close(&c);
}
