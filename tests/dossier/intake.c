/* intake.c - receiving: one transaction, gapless numbers, nothing lost, nothing half. */
#include "dossier/intake.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "book/tx.h"
#include "dossier/draft.h"
#include "shop.h"

TEST(intake_receive__writes__dossier_event_and_delivery_together)
{
    struct test_desk *t = shop_open("together");
    struct intake_answer answer;
    shop_receive(&answer, t, 1, "1.001193");
    assert_string_equal(answer.code, "H48.25-260105-0001");
    assert_int_equal(answer.deliveries, 1);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM dossier"), 1);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE action = 'received'"), 1);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM delivery WHERE state = 'waiting'"), 1);
    test_desk_close(t);
}

TEST(intake_receive__promises__birth_registration_the_same_day_until_15_00)
{
    struct test_desk *t = shop_open("same-day");
    struct intake_answer answer;
    char text[ISO_TIME_SIZE];
    shop_receive(&answer, t, 1, "1.001193");
    assert_string_equal(iso_time(text, answer.due_at), "2026-01-05T17:00:00+07:00");
    t->now += 7 * 3600; /* 15:10 */
    shop_receive(&answer, t, 2, "1.001193");
    assert_string_equal(iso_time(text, answer.due_at), "2026-01-06T17:00:00+07:00");
    test_desk_close(t);
}

TEST(intake_receive__starts__numbers_anew_each_day)
{
    struct test_desk *t = shop_open("next-day");
    struct intake_answer answer;
    shop_receive(&answer, t, 1, "1.001193");
    t->now += DAY_SECONDS;
    shop_receive(&answer, t, 2, "1.001193");
    assert_string_equal(answer.code, "H48.25-260106-0001");
    test_desk_close(t);
}

TEST(intake_receive__tells__a_clock_that_stands_an_hour_before_the_newest_dossier)
{
    struct test_desk *t = shop_open("clock-hour");
    struct intake_answer answer;
    shop_receive(&answer, t, 1, "1.001193");
    assert_false(problems_have(&answer.problems, "clock_back"));
    t->now -= 3600;
    shop_receive(&answer, t, 2, "1.001193");
    assert_true(problems_have(&answer.problems, "clock_back"));
    test_desk_close(t);
}

TEST(intake_receive__wants_a_supervisors_word__when_the_clock_fell_back_over_new_year)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("clock-year");
    struct intake_answer answer;
    shop_receive(&answer, t, 1, "1.001193");
    t->now -= 6 * DAY_SECONDS;
    AUTO_JS document = shop_document(2, "1.001193");
    assert_int_equal(intake_receive(&answer, &t->of, document, &e), RC_REFUSED);
    assert_string_equal(e.code, "clock_back");
    struct js *confirmed = js_array();
    js_add_text(confirmed, "clock_back");
    js_put(document, "confirmed", confirmed);
    t->of.role = ROLE_OFFICER;
    assert_int_equal(intake_receive(&answer, &t->of, document, &e), RC_REFUSED);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM dossier"), 1);
    t->of.role = ROLE_SUPERVISOR;
    assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
    assert_string_equal(answer.code, "H48.25-251230-0001");
    test_desk_close(t);
}

TEST(intake_receive__asks_for_a_word__before_a_second_dossier_of_the_day)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("second");
    struct intake_answer answer;
    shop_receive(&answer, t, 1, "1.001193");
    AUTO_JS document = shop_document(1, "1.001193");
    assert_int_equal(intake_receive(&answer, &t->of, document, &e), RC_REFUSED);
    assert_string_equal(e.code, "same_day");
    assert_int_equal(shop_count(t, "SELECT count(*) FROM dossier"), 1);
    struct js *confirmed = js_array();
    js_add_text(confirmed, "same_day");
    js_put(document, "confirmed", confirmed);
    assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
    assert_string_equal(answer.code, "H48.25-260105-0002");
    assert_true(problems_have(&answer.problems, "same_day"));
    test_desk_close(t);
}

TEST(intake_receive__keeps__a_refused_document_as_one_draft_and_drops_it_once_filed)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("draft");
    struct intake_answer answer;
    AUTO_JS document = shop_document(1, "1.001193");
    js_put(document, "answers", js_object());
    for (int i = 0; i < 3; i++)
        assert_int_equal(intake_receive(&answer, &t->of, document, &e), RC_REFUSED);
    assert_true(answer.draft_id > 0);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM draft"), 1);
    shop_receive(&answer, t, 1, "1.001193");
    assert_int_equal(shop_count(t, "SELECT count(*) FROM draft"), 0);
    test_desk_close(t);
}

TEST(intake_receive__keeps__the_procedure_version_it_was_received_under)
{
    struct test_desk *t = shop_open("version");
    struct intake_answer answer;
    shop_receive(&answer, t, 1, "1.001193");
    assert_int_equal(shop_count(t, "SELECT count(*) FROM dossier d JOIN procedure p ON p.id = d.procedure_id"
                                   " WHERE p.code = d.procedure_code AND p.version = 1"), 1);
    test_desk_close(t);
}

TEST(intake_receive__refuses__an_auditor)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("auditor");
    struct intake_answer answer;
    AUTO_JS document = shop_document(1, "1.001193");
    t->of.role = ROLE_AUDITOR;
    assert_int_equal(intake_receive(&answer, &t->of, document, &e), RC_REFUSED);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM dossier"), 0);
    test_desk_close(t);
}

TEST(intake_review__writes__nothing)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("review");
    struct intake_answer answer;
    AUTO_JS document = shop_document(1, "1.001193");
    assert_ok(intake_review(&answer, &t->of, document, &e), &e);
    assert_true(answer.due_at > t->now);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM dossier") + shop_count(t, "SELECT count(*) FROM draft"), 0);
    test_desk_close(t);
}

/* C01: desks racing for numbers. Each desk is a process with its own connection. */
TEST(intake_receive__eight_desks__give_distinct_gapless_numbers)
{
    enum { DESKS = 8 };
    const char *wanted = getenv("MOTCUA_RACE_EACH"); /* make soak: 500 */
    const int EACH = wanted ? (int)strtol(wanted, NULL, 10) : 50;
    struct test_desk *t = shop_open("race");
    for (int desk = 0; desk < DESKS; desk++)
        if (fork() == 0) {
            struct book book = { 0 };
            bool ok = book_open(&book, t->book.dir, NULL) == RC_OK;
            struct office of = t->of;
            of.db = book.db;
            of.book = &book;
            for (int i = 0; i < EACH && ok; i++) {
                struct intake_answer answer;
                AUTO_JS document = shop_document(1000 + desk * EACH + i, "1.001193");
                ok = intake_receive(&answer, &of, document, NULL) == RC_OK;
            }
            _exit(ok ? 0 : 1);
        }
    for (int desk = 0; desk < DESKS; desk++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    assert_int_equal(shop_count(t, "SELECT count(DISTINCT code) FROM dossier"), DESKS * EACH);
    assert_int_equal(shop_count(t, "SELECT max(CAST(substr(code, -4) AS INTEGER)) FROM dossier"), DESKS * EACH);
    test_desk_close(t);
}
