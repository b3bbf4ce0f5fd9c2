/* request.c - a clerk asks, a supervisor decides: once, never her own, and never over what changed meanwhile. */
#include "dossier/request.h"

#include "colleagues.h"

static const struct day fri16 = { 2026, 1, 16 };

struct people {
    struct staff lan, boss;
};

static struct test_desk *shop_with(struct people *p, const char *name, struct intake_answer *in)
{
    struct test_desk *t = shop_open(name);
    p->lan = colleague(t, "lan", ROLE_OFFICER);
    p->boss = colleague(t, "sep", ROLE_SUPERVISOR);
    sits(t, &p->lan);
    shop_receive(in, t, 1, "1.004222");
    return t;
}

static int64_t send(struct test_desk *t, const char *code, enum request_kind kind, struct day day)
{
    struct err e = { 0 };
    int64_t id = 0;
    const struct request_ask ask = { .kind = kind, .reason = "người ký đi vắng", .day = day };
    assert_ok(request_send(&id, &t->of, code, &ask, &e), &e);
    return id;
}

TEST(request_approve__takes_the_step__with_the_clerk_s_reason_in_the_supervisor_s_name)
{
    struct err e = { 0 };
    struct people p;
    struct intake_answer in;
    struct test_desk *t = shop_with(&p, "approve", &in);
    AUTO_ARENA a = { 0 };
    struct request *list;
    size_t count;
    int64_t id = send(t, in.code, REQUEST_APOLOGY, fri16);
    must_refuse(request_approve(&t->of, id, &e), &e, "no_permission");
    assert_int_equal(shop_count(t, "SELECT due_at FROM dossier"), in.due_at);
    sits(t, &p.boss);
    assert_ok(request_list(&list, &count, &t->of, NULL, true, &a, &e), &e);
    assert_int_equal(count, 1);
    assert_string_equal(list[0].asked_by, p.lan.name);
    assert_ok(request_approve(&t->of, id, &e), &e);
    assert_int_equal(shop_count(t, "SELECT due_at FROM dossier"), in.due_at + 3 * DAY_SECONDS);
    AUTO_JS facts = facts_of(t, in.dossier_id, "apology");
    assert_string_equal(js_get_text(facts, "reason"), "người ký đi vắng");
    assert_string_equal(js_get_text(js_get(facts, "actor"), "name"), p.boss.name);
    AUTO_JS noted = facts_of(t, in.dossier_id, "request_approved");
    assert_string_equal(js_get_text(js_get(noted, "request"), "by"), p.lan.name);
    must_refuse(request_approve(&t->of, id, &e), &e, "request_decided");
    must_refuse(request_decline(&t->of, id, "thôi", &e), &e, "request_decided");
    test_desk_close(t);
}

TEST(request__second_supplement__carries_its_papers_to_the_move)
{
    struct err e = { 0 };
    struct people p;
    struct intake_answer in;
    struct test_desk *t = shop_with(&p, "second-ask", &in);
    AUTO_JS items = NULL;
    int64_t id = 0;
    static const char text[] = "[{\"name\":\"Giấy tạm (thử)\",\"originals\":1}]";
    assert_ok(js_parse(&items, text, strlen(text), &e), &e);
    assert_ok(step_to(t, in.code, STATE_SUPPLEMENT, "thiếu giấy", &e), &e);
    assert_ok(step_to(t, in.code, STATE_PROCESSING, NULL, &e), &e);
    must_refuse(step_to(t, in.code, STATE_SUPPLEMENT, "lại thiếu", &e), &e, "second_supplement");
    const struct request_ask ask = { .kind = REQUEST_SUPPLEMENT, .reason = "lại thiếu", .items = items, .day = fri16 };
    assert_ok(request_send(&id, &t->of, in.code, &ask, &e), &e);
    must_refuse(request_send(&id, &t->of, in.code, &ask, &e), &e, "request_open");
    sits(t, &p.boss);
    assert_ok(request_approve(&t->of, id, &e), &e);
    AUTO_JS facts = facts_of(t, in.dossier_id, "moved");
    assert_string_equal(js_get_text(facts, "state"), "supplement");
    assert_string_equal(js_get_text(facts, "items_due"), "2026-01-16");
    assert_string_equal(js_get_text(js_at(js_get(facts, "items"), 0), "name"), "Giấy tạm (thử)");
    assert_int_equal(shop_count(t, "SELECT supplements FROM dossier"), 2);
    test_desk_close(t);
}

TEST(request__undo_and_wrong_result__are_taken_back_on_approval)
{
    struct err e = { 0 };
    struct people p;
    struct intake_answer in;
    struct test_desk *t = shop_with(&p, "undo-ask", &in);
    assert_ok(step_to(t, in.code, STATE_PROCESSING, NULL, &e), &e);
    int64_t undo = send(t, in.code, REQUEST_UNDO, (struct day){ 0 });
    sits(t, &p.boss);
    assert_ok(request_approve(&t->of, undo, &e), &e);
    assert_int_equal(shop_count(t, "SELECT state FROM dossier"), STATE_RECEIVED);
    sits(t, &p.lan);
    assert_ok(step_to(t, in.code, STATE_FINISHED, NULL, &e), &e);
    int64_t wrong = send(t, in.code, REQUEST_TAKE_BACK, (struct day){ 0 });
    sits(t, &p.boss);
    assert_ok(request_approve(&t->of, wrong, &e), &e);
    assert_int_equal(shop_count(t, "SELECT state FROM dossier"), STATE_PROCESSING);
    test_desk_close(t);
}

TEST(request_decline__needs_a_reason__and_leaves_the_dossier_as_it_was)
{
    struct err e = { 0 };
    struct people p;
    struct intake_answer in;
    struct test_desk *t = shop_with(&p, "decline", &in);
    int64_t id = send(t, in.code, REQUEST_APOLOGY, fri16);
    sits(t, &p.boss);
    must_refuse(request_decline(&t->of, id, "  ", &e), &e, "reason_missing");
    assert_ok(request_decline(&t->of, id, "còn kịp, cố trong tuần", &e), &e);
    assert_int_equal(shop_count(t, "SELECT due_at FROM dossier"), in.due_at);
    AUTO_JS facts = facts_of(t, in.dossier_id, "request_declined");
    assert_string_equal(js_get_text(js_get(facts, "request"), "answer"), "còn kịp, cố trong tuần");
    sits(t, &p.lan);
    assert_true(send(t, in.code, REQUEST_APOLOGY, fri16) > id); /* asked anew, for another reason */
    test_desk_close(t);
}

TEST(request__refuses__one_s_own_a_changed_dossier_and_an_apology_without_its_day)
{
    struct err e = { 0 };
    struct people p;
    struct intake_answer in;
    struct test_desk *t = shop_with(&p, "request-no", &in);
    int64_t id = 0;
    struct request_ask ask = { .kind = REQUEST_APOLOGY, .reason = "lý do" };
    must_refuse(request_send(&id, &t->of, in.code, &ask, &e), &e, "request_day");
    ask.day = fri16, ask.reason = " ";
    must_refuse(request_send(&id, &t->of, in.code, &ask, &e), &e, "reason_missing");
    sits(t, &p.boss);
    id = send(t, in.code, REQUEST_APOLOGY, fri16);
    must_refuse(request_approve(&t->of, id, &e), &e, "own_request");
    must_refuse(request_decline(&t->of, id, "thôi", &e), &e, "own_request");
    sits(t, &p.lan);
    int64_t undo = send(t, in.code, REQUEST_UNDO, (struct day){ 0 });
    assert_ok(step_to(t, in.code, STATE_PROCESSING, NULL, &e), &e);
    sits(t, &p.boss);
    must_refuse(request_approve(&t->of, undo, &e), &e, "changed_meanwhile");
    assert_int_equal(shop_count(t, "SELECT state FROM dossier"), STATE_PROCESSING);
    assert_int_equal(request_approve(&t->of, 99, &e), RC_NOT_FOUND);
    test_desk_close(t);
}

/* What the step itself refuses is refused on approval, too, and the request stays open. */
TEST(request_approve__step_not_possible__decides_nothing)
{
    struct err e = { 0 };
    struct people p;
    struct intake_answer in;
    struct test_desk *t = shop_with(&p, "late-ask", &in);
    int64_t id = send(t, in.code, REQUEST_APOLOGY, fri16);
    sits(t, &p.boss);
    t->now = in.due_at + 60;
    must_refuse(request_approve(&t->of, id, &e), &e, "apology_late");
    assert_int_equal(shop_count(t, "SELECT count(*) FROM request WHERE state = 'open'"), 1);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE action = 'request_approved'"), 0);
    test_desk_close(t);
}
