/* together.c - several desks in the same second: each a process with a connection of its own. */
#include <sys/wait.h>
#include <unistd.h>

#include "colleagues.h"
#include "book/tx.h"
#include "dossier/axes.h"
#include "dossier/money.h"

/* Runs `work` in `count` processes on this book; the exit statuses are counted in `ended` (0..9). */
static void at_once(int ended[10], int count, struct test_desk *t, int (*work)(struct office *of, int desk, void *what),
    void *what)
{
    int gate[2];
    assert_int_equal(pipe(gate), 0);
    for (int desk = 0; desk < count; desk++)
        if (fork() == 0) {
            char go;
            struct book book = { 0 };
            struct office of = t->of;
            close(gate[1]);
            if (book_open(&book, t->book.dir, NULL))
                _exit(9);
            of.db = book.db;
            of.book = &book;
            (void)!read(gate[0], &go, 1); /* all begin when the gate is closed */
            _exit(work(&of, desk, what));
        }
    close(gate[0]);
    close(gate[1]);
    for (int i = 0; i < count; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 10);
        ended[WEXITSTATUS(status)]++;
    }
}

static int return_it(struct office *of, int desk, void *what)
{
    struct move_answer out;
    struct err e = { 0 };
    (void)desk;
    enum rc rc = dossier_move(&out, of, what, &(struct move_request){ .to = STATE_RETURNED }, &e);
    return rc == RC_OK ? 0 : rc == RC_REFUSED && strcmp(e.code, "move_not_possible") == 0 ? 1 : 9;
}

TEST(result__returned_by_six_clerks_in_the_same_second__leaves_once)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("six-return");
    struct intake_answer in;
    int ended[10] = { 0 };
    shop_receive(&in, t, 1, "1.001193");
    assert_ok(step_to(t, in.code, STATE_FINISHED, NULL, &e), &e);
    at_once(ended, 6, t, return_it, in.code);
    assert_int_equal(ended[0], 1);
    assert_int_equal(ended[1], 5);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE json_extract(payload, '$.state_code') = 10"), 1);
    assert_int_equal(shop_count(t, "SELECT state FROM dossier"), STATE_RETURNED);
    test_desk_close(t);
}

struct till {
    char codes[8][DOSSIER_CODE_SIZE];
};

/* Desk 0 counts the drawer with what the book says is in it; the others file and take cash. */
static int file_or_close(struct office *of, int desk, void *what)
{
    struct till *till = what;
    struct err e = { 0 };
    struct drawer drawer;
    struct money_payment paid;
    if (desk == 0) {
        AUTO_TX tx = tx_for(of->db); /* looked at and counted in one breath */
        return tx_begin(&tx, &e) || drawer_load(&drawer, of, day_of(clock_now(of->clock)), &e) ||
               drawer_count(&drawer, of, drawer.expected, NULL, &e) || tx_commit(&tx, &e)
            ? 9 : 2;
    }
    struct intake_answer in;
    AUTO_JS document = shop_document(500 + desk, "1.001193");
    if (intake_receive(&in, of, document, &e)) /* filing goes on whatever the drawer does */
        return 9;
    enum rc rc = money_pay(&paid, of, till->codes[desk], &(struct money_taking){ 0 }, &e);
    return rc == RC_OK ? 0 : rc == RC_REFUSED && strcmp(e.code, "drawer_closed") == 0 ? 1 : 9;
}

TEST(drawer__closed_while_others_file__holds_exactly_what_was_counted)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("close-file");
    struct till till;
    int ended[10] = { 0 };
    for (int i = 0; i < 8; i++) {
        struct intake_answer in;
        struct money_account account;
        shop_receive(&in, t, 100 + i, "2.000815");
        snprintf(till.codes[i], sizeof till.codes[i], "%s", in.code);
        assert_ok(money_account(&account, &t->of, in.code, &e), &e);
        if (!account.open) {
            const struct money_request request = { .pieces = 1, .copies = 1 };
            assert_ok(money_charge(&account, &t->of, in.code, &request, &e), &e);
        }
        assert_true(account.open > 0);
    }
    at_once(ended, 8, t, file_or_close, &till);
    assert_int_equal(ended[9], 0);
    assert_int_equal(ended[2], 1);
    assert_int_equal(ended[0] + ended[1], 7);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM payment"), ended[0]);
    assert_int_equal(shop_count(t, "SELECT counted - expected FROM drawer"), 0);
    assert_int_equal(
        shop_count(t, "SELECT (SELECT coalesce(sum(amount), 0) FROM payment WHERE method = 'cash') - counted FROM drawer"), 0);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM dossier"), 15);
    test_desk_close(t);
}

/* --- the four axes --- */

TEST(axes__are_told__each_from_its_own_rows)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("axes");
    struct intake_answer in;
    AUTO_ARENA a = { 0 };
    struct dossier d;
    struct axes axes;
    shop_receive(&in, t, 1, "2.000815");
    const struct money_request pages = { .pieces = 1, .copies = 1 };
    struct money_account account;
    struct money_payment paid;
    assert_ok(money_charge(&account, &t->of, in.code, &pages, &e), &e);
    assert_ok(step_to(t, in.code, STATE_FINISHED, NULL, &e), &e);
    assert_ok(dossier_load(&d, t->of.db, &a, in.code, &e), &e);
    assert_ok(axes_load(&axes, &t->of, &d, &e), &e);
    assert_int_equal(axes.work, STATE_FINISHED); /* finished, not paid, the portal knows nothing yet */
    assert_int_equal(axes.money, MONEY_DUE);
    assert_int_equal(axes.open, account.open);
    assert_int_equal(axes.papers.at, PAPERS_NONE);
    assert_int_equal(axes.portal, PORTAL_BEHIND);
    assert_int_equal(axes.portal_knows, STATE_NONE);
    assert_true(axes.portal_waiting >= 2);

    assert_ok(money_pay(&paid, &t->of, in.code, &(struct money_taking){ 0 }, &e), &e);
    assert_ok(db_run_script(t->of.db,
                  "UPDATE delivery SET state = 'done', done_at = 1767575500 WHERE event_seq ="
                  " (SELECT min(event_seq) FROM delivery)", &e), &e);
    assert_ok(axes_load(&axes, &t->of, &d, &e), &e);
    assert_int_equal(axes.money, MONEY_PAID);
    assert_int_equal(axes.portal, PORTAL_BEHIND);
    assert_int_equal(axes.portal_knows, STATE_RECEIVED);

    assert_ok(db_run_script(t->of.db, "UPDATE delivery SET state = 'refused' WHERE state <> 'done'", &e), &e);
    assert_ok(axes_load(&axes, &t->of, &d, &e), &e);
    assert_int_equal(axes.portal, PORTAL_REFUSED);
    AUTO_JS json = axes_json(&axes);
    assert_string_equal(js_get_text(js_get(json, "portal"), "knows"), "received");
    assert_string_equal(js_get_text(js_get(json, "money"), "state"), "paid");
    assert_string_equal(js_get_text(js_get(json, "papers"), "at"), "none");
    test_desk_close(t);
}
