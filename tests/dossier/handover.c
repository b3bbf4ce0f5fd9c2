/* handover.c - papers from the desk to a specialist and back: counted, confirmed, and never in two places. */
#include "dossier/handover.h"

#include "colleagues.h"

/* A dossier with papers: three originals and two copies. */
static void receive_papers(struct intake_answer *in, struct test_desk *t, int serial)
{
    struct err e = { 0 };
    AUTO_JS document = shop_document(serial, "1.001193");
    AUTO_JS papers = NULL;
    static const char text[] = "[{\"id\":\"giay-chung-sinh\",\"originals\":3,\"copies\":2}]";
    assert_ok(js_parse(&papers, text, strlen(text), &e), &e);
    js_put(document, "components", js_copy(papers));
    assert_ok(intake_receive(in, &t->of, document, &e), &e);
}

static struct papers where(struct test_desk *t, const char *code)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct dossier d;
    struct papers p;
    assert_ok(dossier_load(&d, t->of.db, &a, code, &e), &e);
    assert_ok(papers_find(&p, &t->of, &d, &e), &e);
    return p;
}

TEST(handover__goes__from_the_desk_to_the_specialist_and_back_with_counted_papers)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("handover");
    struct intake_answer in;
    AUTO_ARENA a = { 0 };
    struct handover h;
    int64_t id = 0;
    struct staff huong = colleague(t, "huong", ROLE_OFFICER), desk = { .role = ROLE_FOUNDER, .id = t->of.staff_id };
    snprintf(desk.name, sizeof desk.name, "%s", t->of.staff_name);
    receive_papers(&in, t, 1);
    const char *codes[] = { in.code };
    assert_int_equal(where(t, in.code).at, PAPERS_DESK);

    assert_ok(handover_give(&id, &t->of, "huong", codes, 1, "đợt sáng", &e), &e);
    assert_ok(handover_load(&h, &t->of, id, &a, &e), &e);
    assert_int_equal(h.number, 1);
    assert_int_equal(h.lines_count, 1);
    assert_int_equal(h.lines[0].originals, 3);
    assert_int_equal(h.lines[0].copies, 2);
    assert_string_equal(h.note, "đợt sáng");
    assert_int_equal(where(t, in.code).at, PAPERS_ON_WAY);
    assert_string_equal(where(t, in.code).to, huong.name);

    must_refuse(handover_receive(&t->of, id, NULL, 0, NULL, &e), &e, "not_receiver");
    must_refuse(handover_give(&id, &t->of, "huong", codes, 1, NULL, &e), &e, "papers_on_way");
    sits(t, &huong);
    assert_ok(handover_receive(&t->of, id, NULL, 0, NULL, &e), &e);
    assert_int_equal(where(t, in.code).at, PAPERS_STAFF);
    assert_int_equal(where(t, in.code).staff_id, huong.id);
    must_refuse(handover_receive(&t->of, id, NULL, 0, NULL, &e), &e, "handover_done");
    AUTO_JS facts = facts_of(t, in.dossier_id, "papers_received");
    assert_int_equal(js_get_int(js_get(facts, "handover"), "originals", 0), 3);

    sits(t, &desk);
    must_refuse(handover_give(&id, &t->of, "huong", codes, 1, NULL, &e), &e, "papers_elsewhere");
    sits(t, &huong);
    assert_ok(handover_give(&id, &t->of, "mau", codes, 1, NULL, &e), &e);
    sits(t, &desk);
    assert_ok(handover_receive(&t->of, id, NULL, 0, NULL, &e), &e);
    assert_int_equal(where(t, in.code).staff_id, desk.id);
    /* The state, the holder and the portal are told nothing by papers. */
    assert_int_equal(shop_count(t, "SELECT state FROM dossier"), STATE_RECEIVED);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM delivery"), 1);
    test_desk_close(t);
}

TEST(handover_receive__line_that_is_not_there__stays_with_the_giver_for_a_reason)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("handover-missing");
    struct intake_answer one, two;
    AUTO_ARENA a = { 0 };
    struct handover h, *list;
    size_t count;
    int64_t id = 0;
    struct staff huong = colleague(t, "huong", ROLE_OFFICER);
    receive_papers(&one, t, 1);
    receive_papers(&two, t, 2);
    const char *codes[] = { one.code, two.code }, *missing[] = { two.code }, *stranger[] = { "H48.25-260105-0009" };
    assert_ok(handover_give(&id, &t->of, "huong", codes, 2, NULL, &e), &e);
    assert_ok(handover_list(&list, &count, &t->of, &(struct handover_filter){ .on_way = true }, &a, &e), &e);
    assert_int_equal(count, 1);
    sits(t, &huong);
    must_refuse(handover_receive(&t->of, id, missing, 1, " ", &e), &e, "reason_missing");
    must_refuse(handover_receive(&t->of, id, stranger, 1, "không thấy", &e), &e, "not_on_list");
    assert_int_equal(where(t, one.code).at, PAPERS_ON_WAY);
    assert_ok(handover_receive(&t->of, id, missing, 1, "thiếu bìa hồ sơ", &e), &e);
    assert_int_equal(where(t, one.code).at, PAPERS_STAFF);
    assert_int_equal(where(t, two.code).at, PAPERS_DESK);
    assert_ok(handover_load(&h, &t->of, id, &a, &e), &e);
    assert_int_equal(h.lines[1].state, HANDOVER_MISSING);
    assert_string_equal(h.lines[1].reason, "thiếu bìa hồ sơ");
    assert_ok(handover_list(&list, &count, &t->of, &(struct handover_filter){ .on_way = true }, &a, &e), &e);
    assert_int_equal(count, 0);
    test_desk_close(t);
}

TEST(handover_give__refuses__nobody_oneself_the_same_twice_and_what_is_closed_and_then_gives_nothing)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("handover-no");
    struct intake_answer one, two, bare;
    int64_t id = 0;
    colleague(t, "huong", ROLE_OFFICER);
    receive_papers(&one, t, 1);
    receive_papers(&two, t, 2);
    const char *codes[] = { one.code, two.code }, *twice[] = { one.code, one.code };
    must_refuse(handover_give(&id, &t->of, "huong", codes, 0, NULL, &e), &e, "no_lines");
    must_refuse(handover_give(&id, &t->of, "mau", codes, 2, NULL, &e), &e, "handover_self");
    must_refuse(handover_give(&id, &t->of, "huong", twice, 2, NULL, &e), &e, "line_twice");
    shop_receive(&bare, t, 3, "1.001193");
    const char *nothing[] = { bare.code };
    must_refuse(handover_give(&id, &t->of, "huong", nothing, 1, NULL, &e), &e, "no_papers");
    assert_int_equal(handover_give(&id, &t->of, "ma", codes, 2, NULL, &e), RC_NOT_FOUND);
    e = (struct err){ 0 };
    assert_ok(step_to(t, two.code, STATE_WITHDRAWN, "dân rút", &e), &e);
    must_refuse(handover_give(&id, &t->of, "huong", codes, 2, NULL, &e), &e, "closed");
    assert_int_equal(shop_count(t, "SELECT count(*) FROM handover"), 0);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE action = 'papers_given'"), 0);
    test_desk_close(t);
}
