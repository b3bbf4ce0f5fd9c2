/* prints.c - prints of an earlier sitting that nobody saw come out. All people are invented. */
#include <unistd.h>

#include "base/buf.h"
#include "book/db.h"
#include "counter.h"
#include "dossier/prints.h"
#include "golden.h"

/* As a power cut leaves it: sent two minutes ago, no word since. */
static void leave_print(struct counter *c, const char *kind, const char *state)
{
    struct err e = { 0 };
    struct stmt *q = stmt_of(c->shop->book.db,
        "INSERT INTO paper (dossier_id, event_seq, kind, issue, state, printer, at, staff_id)\n"
        "SELECT 1, max(seq), :kind, 1, :state, 'may-in', :at, 1 FROM event");
    stmt_bind_text(q, ":kind", kind);
    stmt_bind_text(q, ":state", state);
    stmt_bind_int(q, ":at", c->shop->now - 120);
    assert_ok(stmt_run(q, &e), &e);
}

static int64_t count_of(struct counter *c, const char *state)
{
    struct err e = { 0 };
    struct stmt *q = stmt_of(c->shop->book.db, "SELECT COUNT(*) FROM paper WHERE state = :state");
    stmt_bind_text(q, ":state", state);
    assert_ok(stmt_one(q, &e), &e);
    int64_t n = stmt_int(q, 0);
    stmt_done(q);
    return n;
}

/* Idles until the condition holds; false when it does not come. */
static bool comes(struct counter *c, const char *text, const char *state, int64_t count)
{
    for (int i = 0; i < 3000; i++) {
        c->ms += 50;
        if (!desk_step(&c->desk, 0))
            return false;
        if (text ? counter_shows(c, text) : count_of(c, state) == count)
            return true;
        usleep(1000); /* the child gets the processor; the condition above decides */
    }
    return false;
}

TEST(home__asks__about_each_print_that_nobody_saw_and_believes_the_answer)
{
    struct counter c;
    counter_open(&c, "prints-asked", 80, 24);
    leave_print(&c, "receipt", "sent");
    leave_print(&c, "control", "queued");
    counter_play(&c, "Enter\n");
    assert_true(comes(&c, "Did this paper come out?", NULL, 0));
    counter_play(&c, "expect \"0001: the receipt\"\n2\n");
    assert_true(comes(&c, NULL, "confirmed", 1));
    assert_true(comes(&c, "0001: the control slip", NULL, 0));
    assert_picture(&c.term->shown, "prints");
    counter_play(&c, "3\n");
    assert_true(comes(&c, NULL, "failed", 1));
    counter_close(&c);
}

TEST(home__leaves__a_print_for_later_and_does_not_nag)
{
    struct counter c;
    counter_open(&c, "prints-later", 80, 24);
    leave_print(&c, "receipt", "sent");
    counter_play(&c, "Enter\n");
    assert_true(comes(&c, "Did this paper come out?", NULL, 0));
    counter_play(&c, "Enter\n");
    for (int i = 0; i < 50; i++) {
        c.ms += 1000;
        desk_step(&c.desk, 0);
    }
    assert_false(counter_shows(&c, "Did this paper come out?"));
    assert_int_equal(count_of(&c, "sent"), 1);
    counter_close(&c);
}

TEST(print_unsure_next__leaves__what_is_just_being_printed_alone)
{
    struct counter c;
    struct err e = { 0 };
    struct print_unsure print;
    counter_open(&c, "prints-fresh", 80, 24);
    leave_print(&c, "receipt", "sent");
    assert_ok(print_unsure_next(&print, c.shop->book.db, 0, c.shop->now - 120, &e), &e);
    assert_int_equal(print.id, 0);
    assert_ok(print_unsure_next(&print, c.shop->book.db, 0, c.shop->now - 60, &e), &e);
    assert_int_equal(print.id, 1);
    assert_string_equal(print.kind, "receipt");
    assert_ok(print_unsure_next(&print, c.shop->book.db, 1, c.shop->now - 60, &e), &e);
    assert_int_equal(print.id, 0);
    counter_close(&c);
}
