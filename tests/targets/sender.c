/* sender.c - from the book to the practice portal and back: what arrives, and what never does. */
#include "targets/sender.h"

#include "targets/portal.h"

static struct delivery_counts counts_of(struct test_desk *t)
{
    struct err e = { 0 };
    struct delivery_counts counts;
    assert_ok(delivery_count(&counts, t->book.db, "portal", t->now, &e), &e);
    return counts;
}

TEST(sender_run__sends__a_dossier_and_each_step_of_its_life_in_order)
{
    struct test_portal *p = portal_open("life", (struct server_options){ 0 });
    struct test_desk *t = pile_open("life");
    portal_connect(t, p->url);
    pile_event(t, 1, 2);
    pile_event(t, 1, 4);
    char code[40];
    pile_code(code, 1);
    struct js *facts = pile_facts(code, 9);
    js_put_text(facts, "finished_at", "2026-01-05T09:00:00+07:00");
    pile_event_with(t, 1, "moved", facts);
    struct sender_run run = send_now(t, false);
    assert_int_equal(run.sent, 3);
    assert_int_equal(counts_of(t).by_state[DELIVERY_DONE], 3);
    AUTO_JS list = portal_get(p, "/practice/dossiers");
    assert_int_equal(js_len(list), 1);
    assert_string_equal(js_get_text(js_at(list, 0), "code"), code);
    assert_string_equal(js_get_text(js_at(list, 0), "state"), "9");
    assert_int_equal(js_get_int(js_at(list, 0), "updates", 0), 2);
    assert_int_equal(js_get_int(js_at(list, 0), "progress", 0), 3);
    test_desk_close(t);
    portal_close(p);
}

/* Received, then filed on the portal by hand: from that event on the portal is told under the code it gave. */
TEST(sender_run__sends__a_dossier_filed_on_the_portal_under_its_code_there)
{
    struct test_portal *p = portal_open("coded", (struct server_options){ 0 });
    struct test_desk *t = pile_open("coded");
    portal_connect(t, p->url);
    char code[40];
    pile_code(code, 1);
    for (int step = 2; step <= 4; step += 2) {
        struct js *facts = pile_facts(code, step);
        js_put_text(facts, "channel", "online");
        js_put_text(facts, "portal_code", "H48.25-260105-9042");
        pile_event_with(t, 1, step == 2 ? "received" : "moved", facts);
    }
    struct sender_run run = send_now(t, false);
    assert_int_equal(run.sent, 2);
    AUTO_JS list = portal_get(p, "/practice/dossiers");
    assert_int_equal(js_len(list), 1);
    assert_string_equal(js_get_text(js_at(list, 0), "code"), "H48.25-260105-9042");
    assert_int_equal(js_get_int(js_at(list, 0), "progress", 0), 2);
    test_desk_close(t);
    portal_close(p);
}

TEST(sender_run__keeps__everything_waiting_when_no_portal_is_connected)
{
    struct test_desk *t = pile_open("nowhere");
    pile_event(t, 1, 2);
    struct sender_run run = send_now(t, false);
    assert_false(run.connected);
    assert_true(*run.words);
    assert_int_equal(counts_of(t).by_state[DELIVERY_WAITING], 1);
    test_desk_close(t);
}

TEST(sender_run__stops__at_a_line_that_is_down_and_tells_it)
{
    struct test_desk *t = pile_open("down");
    portal_connect(t, "http://127.0.0.1:1"); /* nobody listens there */
    for (int i = 1; i <= 40; i++)
        pile_event(t, i, 2);
    struct sender_run run = send_now(t, false);
    assert_true(run.line_down);
    struct delivery_counts counts = counts_of(t);
    assert_int_equal(counts.by_state[DELIVERY_WAITING], 40); /* surely not sent: not unknown */
    assert_true(*counts.trouble);
    assert_true(run.put_off <= SENDER_IN_FLIGHT);
    test_desk_close(t);
}

TEST(sender_run__parks__what_the_portal_will_never_take_and_sends_the_others) /* N11 */
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct test_portal *p = portal_open("poison", (struct server_options){ 0 });
    struct test_desk *t = pile_open("poison-sent");
    portal_connect(t, p->url);
    char code[40];
    pile_code(code, 1);
    struct js *facts = pile_facts(code, 2);
    js_put_text(facts, "summary", "");
    pile_event_with(t, 1, "received", facts);
    for (int i = 2; i <= 5; i++)
        pile_event(t, i, 2);
    struct sender_run run = send_now(t, false);
    assert_int_equal(run.sent, 4);
    assert_int_equal(run.refused, 1);
    struct delivery d;
    assert_ok(delivery_show(&d, t->book.db, 1, &a, &e), &e);
    assert_int_equal(d.state, DELIVERY_REFUSED);
    assert_string_equal(d.field, "summary");
    test_desk_close(t);
    portal_close(p);
}

TEST(sender_run__parks__what_the_portal_itself_refuses_with_its_field_and_words) /* N11 */
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct test_portal *p = portal_open("strict", (struct server_options){ 0 });
    struct test_desk *t = pile_open("strict");
    portal_connect(t, p->url);
    char code[40];
    pile_code(code, 1);
    struct js *facts = pile_facts(code, 2);
    js_put_text(facts, "at", "2096-01-05T09:00:00+07:00"); /* a step in the future: only the portal minds */
    pile_event_with(t, 1, "received", facts);
    struct sender_run run = send_now(t, false);
    assert_int_equal(run.refused, 1);
    struct delivery d;
    assert_ok(delivery_show(&d, t->book.db, 1, &a, &e), &e);
    assert_string_equal(d.field, "ThoiDiemXuLy");
    assert_non_null(strstr(d.answer, "tương lai"));
    assert_string_equal(d.remote_id, code); /* the dossier itself was taken */
    test_desk_close(t);
    portal_close(p);
}

TEST(sender_run__refuses__to_send_a_practice_book_to_a_real_portal)
{
    struct err e = { 0 };
    struct test_desk *t = pile_open("practice");
    t->book.practice = true;
    portal_connect(t, "https://dichvucong.example");
    struct sender_run run;
    const struct sender_options options = { .seconds = 1 };
    assert_int_equal(sender_run(&run, &t->of, "portal", &options, &e), RC_REFUSED);
    assert_string_equal(e.code, "practice_book");
    test_desk_close(t);
}

TEST(sender_run__refuses__plain_http_to_another_machine_and_an_account_others_may_read)
{
    struct err e = { 0 };
    struct test_desk *t = pile_open("plain");
    portal_connect(t, "http://portal.example");
    struct sender_run run;
    const struct sender_options options = { .seconds = 1 };
    assert_int_equal(sender_run(&run, &t->of, "portal", &options, &e), RC_REFUSED);
    assert_string_equal(e.code, "portal_url");
    assert_ok(setting_set(&t->of, "portal.url", "http://127.0.0.1:1", &e), &e);
    assert_int_equal(chmod(test_path("account"), 0440), 0);
    assert_int_equal(sender_run(&run, &t->of, "portal", &options, &e), RC_REFUSED);
    assert_string_equal(e.code, "account_mode");
    assert_int_equal(chmod(test_path("account"), 0400), 0);
    test_desk_close(t);
}

TEST(sender_lock__lets__one_sender_work_for_a_book)
{
    struct err e = { 0 };
    struct test_desk *t = pile_open("one");
    int first = -1, second = -1;
    assert_ok(sender_lock(&first, &t->of, &e), &e);
    assert_int_equal(sender_lock(&second, &t->of, &e), RC_AGAIN);
    close(first);
    assert_ok(sender_lock(&second, &t->of, &e), &e);
    close(second);
    test_desk_close(t);
}

TEST(sender_run__tells__a_code_that_the_portal_has_for_another_procedure) /* N24 */
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct test_portal *p = portal_open("conflict", (struct server_options){ 0 });
    struct test_desk *one = pile_open("conflict-1"), *two = pile_open("conflict-2");
    portal_connect(one, p->url);
    portal_connect(two, p->url);
    pile_event(one, 1, 2);
    assert_int_equal(send_now(one, false).sent, 1);
    char code[40];
    pile_code(code, 1);
    struct js *facts = pile_facts(code, 2), *procedure = js_copy(js_get(facts, "procedure"));
    js_put_text(procedure, "code", "1.004873");
    js_put(facts, "procedure", procedure);
    pile_event_with(two, 1, "received", facts);
    assert_int_equal(send_now(two, false).refused, 1);
    struct delivery d;
    assert_ok(delivery_show(&d, two->book.db, 1, &a, &e), &e);
    assert_string_equal(d.field, "MaTTHC");
    AUTO_JS list = portal_get(p, "/practice/dossiers");
    assert_string_equal(js_get_text(js_at(list, 0), "procedure"), "1.001193"); /* the portal's is untouched */
    test_desk_close(one);
    test_desk_close(two);
    portal_close(p);
}

TEST(sender_run__asks__the_portal_for_what_the_catalogue_does_not_know)
{
    struct test_portal *p = portal_open("field", (struct server_options){ 0 });
    struct test_desk *t = pile_open("field");
    portal_connect(t, p->url);
    char code[40];
    pile_code(code, 1);
    struct js *facts = pile_facts(code, 2), *procedure = js_copy(js_get(facts, "procedure"));
    js_put_null(procedure, "field_code");
    js_put(facts, "procedure", procedure);
    js_put_text(facts, "channel", "online");
    pile_event_with(t, 1, "received", facts);
    assert_int_equal(send_now(t, false).sent, 1);
    test_desk_close(t);
    portal_close(p);
}
