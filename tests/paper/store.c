/* store.c - numbers, reprints, failures and voids of papers, in a book of invented people. */
#include "paper/paper_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "book/seal.h"
#include "dossier/prints.h"
#include "dossier/receipt.h"
#include "paper/issue.h"
#include "paper/source.h"
#include "paper_desk.h"

TEST(paper_begin__marks__the_second_print_of_the_same_facts)
{
    struct test_desk *t = desk_with_dossier("reprint");
    struct paper_issue one = print_once(t, "confirmed"), two = print_once(t, "confirmed");
    assert_int_equal(one.number, 1);
    assert_int_equal(one.reprint, 0);
    assert_int_equal(two.number, 2);
    assert_int_equal(two.reprint, 1);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM event WHERE action = 'printed'"), 1);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM event WHERE action = 'reprinted'"), 1);
    test_desk_close(t);
}

/* R06: a printer that is off costs no second number, and the journal does not say that it printed. */
TEST(paper_begin__keeps__the_number_of_a_failed_try)
{
    struct test_desk *t = desk_with_dossier("failed");
    struct paper_issue one = print_once(t, "failed"), two = print_once(t, NULL),
                       three = print_once(t, "confirmed");
    assert_int_equal(one.number, 1);
    assert_int_equal(two.number, 1);
    assert_int_equal(three.number, 1);
    assert_int_equal(three.reprint, 0);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM paper"), 1);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM event WHERE action LIKE '%printed'"), 1);
    test_desk_close(t);
}

TEST(paper_list_open__tells__prints_that_nobody_saw)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct paper_open *rows = NULL;
    size_t count = 9;
    struct test_desk *t = desk_with_dossier("open");
    struct paper_issue issue = print_once(t, "sent");
    assert_ok(paper_list_open(&rows, &count, t->book.db, &a, &e), &e);
    assert_int_equal(count, 1);
    assert_string_equal(rows[0].code, CODE);
    assert_string_equal(rows[0].state, "sent");
    assert_ok(print_set_state(&t->of, issue.id, "confirmed", "", &e), &e);
    assert_ok(paper_list_open(&rows, &count, t->book.db, &a, &e), &e);
    assert_int_equal(count, 0);
    assert_int_equal(print_set_state(&t->of, 99, "confirmed", "", &e), RC_NOT_FOUND);
    test_desk_close(t);
}

TEST(paper_source__refuses__a_paper_before_its_step)
{
    struct err e = { 0 };
    struct paper_source source = { 0 };
    struct test_desk *t = desk_with_dossier("early");
    assert_int_equal(paper_source(&source, t->book.db, "supplement", CODE, &e), RC_REFUSED);
    assert_string_equal(e.code, "paper_too_early");
    assert_int_equal(paper_source(&source, t->book.db, "receipt", "H48.25-260105-0009", &e), RC_NOT_FOUND);
    assert_string_equal(e.code, "dossier_unknown");
    assert_int_equal(paper_source(&source, t->book.db, "letter", CODE, &e), RC_NOT_FOUND);
    test_desk_close(t);
}

TEST(paper_source__takes__the_step_that_asked_and_not_what_came_after)
{
    struct err e = { 0 };
    struct paper_source source = { 0 };
    struct test_desk *t = desk_with_dossier("step");
    add_event(t, "moved", "supplement", "processing");
    add_event(t, "attached", "supplement", "supplement");
    assert_ok(paper_source(&source, t->book.db, "supplement", CODE, &e), &e);
    assert_string_equal(js_get_text(source.facts, "event"), "moved");
    js_free(source.facts);
    assert_ok(paper_source(&source, t->book.db, "receipt", CODE, &e), &e);
    assert_string_equal(js_get_text(source.facts, "event"), "received");
    js_free(source.facts);
    assert_ok(paper_source(&source, t->book.db, "control", CODE, &e), &e);
    assert_int_equal(js_len(js_get(source.facts, "steps")), 2);
    js_free(source.facts);
    test_desk_close(t);
}

static void look_up(struct receipt_answer *answer, struct test_desk *t, struct arena *a)
{
    struct err e = { 0 };
    struct paper_source source = { 0 };
    char payload[RECEIPT_MAX + 1];
    assert_ok(paper_source(&source, t->book.db, "receipt", CODE, &e), &e);
    assert_ok(issue_payload(payload, &t->of, source.facts, &e), &e);
    assert_ok(receipt_look_up(answer, t->book.db, payload, strlen(payload), a, &e), &e);
    js_free(source.facts);
}

/* R07 */
TEST(receipt_look_up__tells__a_receipt_that_was_taken_back)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct receipt_answer answer;
    struct test_desk *t = desk_with_dossier("void");
    look_up(&answer, t, &a);
    assert_int_equal(answer.verdict, RECEIPT_GENUINE);
    assert_int_equal(answer.state, 2);
    assert_false(answer.voided);

    print_once(t, "confirmed");
    assert_int_equal(paper_void(&t->of, "receipt", CODE, "", &e), RC_REFUSED);
    assert_ok(paper_void(&t->of, "receipt", CODE, "Sai tên (thử)", &e), &e);
    look_up(&answer, t, &a);
    assert_true(answer.voided);
    assert_string_equal(answer.void_reason, "Sai tên (thử)");
    assert_int_equal(paper_void(&t->of, "receipt", CODE, "nữa", &e), RC_NOT_FOUND);

    print_once(t, "confirmed"); /* given out again with the same words */
    look_up(&answer, t, &a);
    assert_false(answer.voided);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM paper"), 2); /* both stay */
    test_desk_close(t);
}
