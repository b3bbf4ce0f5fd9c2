/* portal_code.c - the code a dossier got on the portal: its shape, and what recording it does. */
#include "dossier/portal_code.h"

#include "../dossier/shop.h"
#include "base/arena.h"
#include "check.h"
#include "dossier/dossier.h"
#include "dossier/history.h"
#include "dossier/move.h"
#include "dossier/step.h"

/* Codes seen in public systems, and ours. */
TEST(portal_code_read__codes_that_were_seen__are_taken)
{
    static const char *const good[][2] = { { "000.00.53.H48-220921-0099", NULL },
        { "H56.14-240823-0001", NULL }, { "G09.20-20260609-0092637", NULL }, { "H48.25-260105-0001", NULL },
        { "H48-260105-00001", NULL }, { " h48.25 - 260105 - 0001 ", "H48.25-260105-0001" } };
    char code[PORTAL_CODE_SIZE];
    struct err e = { 0 };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_ok(portal_code_read(code, good[i][0], &e), &e);
        assert_string_equal(code, good[i][1] ? good[i][1] : good[i][0]);
    }
}

TEST(portal_code_read__anything_else__is_refused_with_an_example)
{
    static const char *const bad[] = { "", "H48.25", "H48.25-260105", "H48.25-260105-001",
        "H48.25-260105-00000001", "X48.25-260105-0001", "H48.-260105-0001", "H48.25-2601051-0001",
        "00.00.53.H48-220921-0099", "H48.25-260105-0001;", "H48.25-260105-0001-1", "H48.25/260105/0001",
        "062185001234", "H48.25-260105-\xef\xbc\x90\xef\xbc\x90\xef\xbc\x90\xef\xbc\x91",
        "H48.25.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1-260105-0001" };
    char code[PORTAL_CODE_SIZE] = "untouched";
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = { 0 };
        if (portal_code_read(code, bad[i], &e) != RC_REFUSED)
            print_error("taken: %s\n", bad[i]), fail();
        assert_string_equal(e.code, "portal_code");
        assert_string_equal(e.field, "portal_code");
        assert_true(e.hint[0]);
    }
    assert_string_equal(code, "untouched");
}

static enum rc record(
    struct test_desk *t, const char *code, const char *portal, const char *reason, struct err *e)
{
    struct step_answer answer = { 0 };
    *e = (struct err){ 0 };
    return dossier_set_portal_code(&answer, &t->of, code, portal, reason, e);
}

static void assert_dossier(struct test_desk *t, const char *code, const char *portal, const char *channel)
{
    AUTO_ARENA a = { 0 };
    struct dossier d;
    struct err e = { 0 };
    assert_ok(dossier_load(&d, t->of.db, &a, code, &e), &e);
    assert_string_equal(d.external_code, portal);
    assert_string_equal(d.channel, channel);
}

TEST(dossier_set_portal_code__records_it_once_and_makes_it_online)
{
    struct test_desk *t = shop_open("portal-code");
    struct intake_answer one;
    struct err e;
    shop_receive(&one, t, 1, "1.001193");
    assert_ok(record(t, one.code, "h48.25-260105-0042", NULL, &e), &e);
    assert_dossier(t, one.code, "H48.25-260105-0042", "online");
    assert_ok(record(t, one.code, "H48.25-260105-0042", NULL, &e), &e); /* typed twice: nothing new */
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE action = 'portal_coded'"), 1);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event AS e JOIN delivery AS d ON d.event_seq = e.seq"
                                   " WHERE e.action = 'portal_coded'"),
        1);
    test_desk_close(t);
}

TEST(dossier_set_portal_code__another_code__needs_a_reason)
{
    struct test_desk *t = shop_open("portal-again");
    struct intake_answer one;
    struct err e;
    shop_receive(&one, t, 1, "1.001193");
    assert_ok(record(t, one.code, "H48.25-260105-0042", NULL, &e), &e);
    assert_int_equal(record(t, one.code, "H48.25-260105-0043", " ", &e), RC_REFUSED);
    assert_string_equal(e.code, "portal_code_known");
    assert_dossier(t, one.code, "H48.25-260105-0042", "online");
    assert_ok(record(t, one.code, "H48.25-260105-0043", "gõ nhầm số cuối", &e), &e);
    assert_dossier(t, one.code, "H48.25-260105-0043", "online");
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE action = 'portal_coded'"
                                   " AND payload ->> 'portal_code_before' = 'H48.25-260105-0042'"),
        1);
    test_desk_close(t);
}

TEST(dossier_set_portal_code__code_of_another_dossier__is_refused)
{
    struct test_desk *t = shop_open("portal-taken");
    struct intake_answer one, two;
    struct err e;
    shop_receive(&one, t, 1, "1.001193");
    shop_receive(&two, t, 2, "1.001193");
    assert_ok(record(t, one.code, "H48.25-260105-0042", NULL, &e), &e);
    assert_int_equal(record(t, two.code, "H48.25-260105-0042", "vì sao không", &e), RC_REFUSED);
    assert_string_equal(e.code, "portal_code_taken");
    assert_non_null(strstr(e.message, one.code));
    assert_dossier(t, two.code, "", "direct");
    test_desk_close(t);
}

TEST(dossier_set_portal_code__refuses__closed_unknown_and_without_right)
{
    struct test_desk *t = shop_open("portal-closed");
    struct intake_answer one;
    struct move_answer moved;
    struct err e;
    shop_receive(&one, t, 1, "1.001193");
    assert_int_equal(record(t, "H48.25-260105-9999", "H48.25-260105-0042", NULL, &e), RC_NOT_FOUND);
    t->of.role = ROLE_AUDITOR;
    assert_int_equal(record(t, one.code, "H48.25-260105-0042", NULL, &e), RC_REFUSED);
    t->of.role = ROLE_FOUNDER;
    assert_ok(dossier_move(&moved, &t->of, one.code,
                  &(struct move_request){ .to = STATE_WITHDRAWN, .reason = "dân rút" }, &e),
        &e);
    assert_int_equal(record(t, one.code, "H48.25-260105-0042", NULL, &e), RC_REFUSED);
    assert_string_equal(e.code, "closed");
    test_desk_close(t);
}

TEST(intake_receive__with_a_portal_code__keeps_code_channel_and_ticks)
{
    struct test_desk *t = shop_open("portal-intake");
    struct intake_answer answer;
    struct err e = { 0 };
    AUTO_JS document = shop_document(1, "1.001193");
    struct js *boxes = js_array();
    js_add_text(boxes, "answer.child_name");
    js_add_text(boxes, "filer.name");
    js_put_text(document, "portal_code", "h48.25-260105-0042");
    js_put(document, "portal_ticks", boxes);
    assert_int_equal(
        intake_receive(&answer, &t->of, document, &e), RC_REFUSED); /* its channel says "direct" */
    assert_string_equal(answer.problems.list[0].code, "portal_channel");
    js_put_text(document, "channel", "online");
    assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
    assert_dossier(t, answer.code, "H48.25-260105-0042", "online");
    AUTO_JS ticks = NULL;
    assert_ok(portal_tick_load(&ticks, t->of.db, answer.dossier_id, &e), &e);
    assert_int_equal(js_len(ticks), 2);
    assert_string_equal(js_text(js_at(ticks, 0)), "answer.child_name");
    AUTO_JS second = shop_document(2, "1.001193");
    js_put_text(second, "channel", "online");
    js_put_text(second, "portal_code", "H48.25-260105-0042");
    e = (struct err){ 0 };
    assert_int_equal(intake_receive(&answer, &t->of, second, &e), RC_REFUSED);
    assert_string_equal(e.code, "portal_code_taken");
    test_desk_close(t);
}

TEST(portal_tick_set__twice_and_back__leaves_what_was_meant)
{
    struct test_desk *t = shop_open("portal-tick");
    struct intake_answer one;
    struct err e = { 0 };
    shop_receive(&one, t, 1, "1.001193");
    assert_ok(portal_tick_set(&t->of, one.dossier_id, "filer.name", true, &e), &e);
    assert_ok(portal_tick_set(&t->of, one.dossier_id, "filer.name", true, &e), &e);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM portal_tick"), 1);
    assert_ok(portal_tick_set(&t->of, one.dossier_id, "filer.name", false, &e), &e);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM portal_tick"), 0);
    test_desk_close(t);
}

/* --- history of a field --- */

TEST(answer_history_list__tells_each_value_once_newest_first)
{
    struct test_desk *t = shop_open("history");
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct answer_history *list;
    size_t count;
    struct err e = { 0 };
    static const char *const names[] = { "Trần Minh Một", "Trần Minh Hai", "Trần Minh Hai" };
    for (int i = 0; i < 3; i++) {
        AUTO_JS document = shop_document(7, "1.001193");
        struct js *answers = js_object();
        js_put_text(answers, "child_name", names[i]);
        js_put(document, "answers", answers);
        assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
        t->now += 86400;
    }
    assert_ok(answer_history_list(&list, &count, t->of.db, "062185000007", "child_name", "", 5, &a, &e), &e);
    assert_int_equal(count, 2);
    assert_string_equal(list[0].value, "Trần Minh Hai");
    assert_string_equal(list[1].value, "Trần Minh Một");
    assert_true(list[0].at > list[1].at);
    assert_string_equal(list[0].staff, "Người Mẫu (thử)");
    assert_ok(
        answer_history_list(&list, &count, t->of.db, "062185000007", "no_such", "phone", 5, &a, &e), &e);
    assert_int_equal(count, 1); /* what was known of the person stands in for the answer */
    assert_string_equal(list[0].value, "0912345678");
    assert_ok(answer_history_list(&list, &count, t->of.db, "062185000008", "child_name", "", 5, &a, &e), &e);
    assert_int_equal(count, 0);
    assert_ok(answer_history_list(&list, &count, t->of.db, "062185000007", "a'] OR 1", "", 5, &a, &e), &e);
    assert_int_equal(count, 0);
    test_desk_close(t);
}
