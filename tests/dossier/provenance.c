/* Where answers came from, papers used again, and the month's figures of both. All people are invented. */
#include "dossier/provenance.h"

#include <stdlib.h>
#include <unistd.h>

#include "book/db.h"
#include "dossier/dossier.h"
#include "dossier/reuse.h"
#include "dossier/saved.h"
#include "shop.h"

static const char card[] =
    "062185000042||Nguyễn Thị Thử|15081985|Nữ|Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi|01072021";

static struct js *document_of(const char *text)
{
    struct js *document = NULL;
    struct err e = { 0 };
    assert_ok(js_parse(&document, text, strlen(text), &e), &e);
    return document;
}

static struct intake_answer receive(struct test_desk *t, const char *text)
{
    AUTO_JS document = document_of(text);
    struct err e = { 0 };
    struct intake_answer answer;
    assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
    return answer;
}

static struct js *kept_of(struct test_desk *t, int64_t dossier)
{
    struct js *kept = NULL;
    struct err e = { 0 };
    assert_ok(provenance_json(&kept, t->of.db, dossier, &e), &e);
    return kept;
}

static int saved_of(const struct js *kept, const char *key)
{
    return (int)js_get_int(js_get(kept, "saved"), key, -1);
}

TEST(intake_receive__card__counts_what_it_told_and_what_the_form_took_from_it)
{
    struct test_desk *t = shop_open("provenance-card");
    char text[1200];
    snprintf(text, sizeof text,
        "{\"procedure\":\"1.001193\",\"channel\":\"direct\",\"card\":\"%s\",\"applicant\":{\"phone\":"
        "\"0912345678\"},"
        "\"answers\":{\"child_name\":\"Trần Minh Thử\"},\"components\":[],\"result_by\":\"counter\"}",
        card);
    struct intake_answer answer = receive(t, text);
    AUTO_JS kept = kept_of(t, answer.dossier_id);
    const struct js *sources = js_get(kept, "sources");
    assert_string_equal(js_get_text(sources, "applicant.name"), "card");
    assert_string_equal(js_get_text(sources, "requester_name"), "card"); /* the form's own field */
    assert_null(js_get(sources, "child_name"));
    assert_null(js_get(sources, "applicant.phone"));
    assert_true(saved_of(kept, "fields") >= 8);   /* five of the card, three that the form took over */
    assert_int_equal(saved_of(kept, "typed"), 2); /* the phone and the child's name */
    test_desk_close(t);
}

TEST(intake_receive__typed_person__saves_nothing_and_copies_count_for_neither)
{
    struct test_desk *t = shop_open("provenance-typed");
    AUTO_JS document = shop_document(7, "1.001193");
    struct err e = { 0 };
    struct intake_answer answer;
    assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
    AUTO_JS kept = kept_of(t, answer.dossier_id);
    assert_int_equal(saved_of(kept, "fields"), 0);
    assert_int_equal(saved_of(kept, "typed"), 7); /* six of the person, one of the child */
    assert_int_equal(js_len(js_get(kept, "sources")), 0);
    test_desk_close(t);
}

TEST(intake_receive__sources__are_kept_when_known_and_refused_when_not)
{
    struct test_desk *t = shop_open("provenance-said");
    AUTO_JS document = shop_document(8, "1.001193");
    struct js *sources = js_object();
    js_put_text(sources, "child_name", "portal");
    js_put_text(sources, "applicant.name", "register");
    js_put_text(sources, "applicant.address", "dossier");
    js_put(document, "sources", sources);
    struct err e = { 0 };
    struct intake_answer answer;
    assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
    AUTO_JS kept = kept_of(t, answer.dossier_id);
    assert_string_equal(js_get_text(js_get(kept, "sources"), "child_name"), "portal");
    assert_string_equal(js_get_text(js_get(kept, "sources"), "applicant.name"), "register");
    assert_true(saved_of(kept, "fields") >= 3);

    AUTO_JS wrong = shop_document(9, "1.001193");
    sources = js_object();
    js_put_text(sources, "child_name", "neighbour");
    js_put_text(sources, "no_such_field", "card");
    js_put(wrong, "sources", sources);
    assert_int_equal(intake_receive(&answer, &t->of, wrong, &e), RC_REFUSED);
    assert_true(problems_have(&answer.problems, "source"));
    assert_true(problems_have(&answer.problems, "source_field"));
    test_desk_close(t);
}

/* --- papers used again --- */

static const char scan[] = "%PDF-1.4 mau";

static const char *write_scan(void)
{
    const char *path = test_path("reuse.pdf");
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(scan, f);
    fclose(f);
    return path;
}

static struct intake_answer receive_paper(
    struct test_desk *t, int serial, const char *component, enum rc expected)
{
    char text[1400];
    struct err e = { 0 };
    struct intake_answer answer;
    snprintf(text, sizeof text,
        "{\"procedure\":\"1.001193\",\"channel\":\"direct\",\"applicant\":{\"kind\":\"citizen\",\"id_"
        "number\":"
        "\"062185%06d\",\"name\":\"Nguyễn Thị Thử\",\"birth_date\":\"1985-08-15\",\"sex\":\"female\","
        "\"address\":\"Thôn 3\",\"phone\":\"0912345678\"},\"answers\":{\"child_name\":\"Trần Minh Thử\"},"
        "\"components\":[%s],\"confirmed\":[\"same_day\"],\"result_by\":\"counter\"}",
        serial, component);
    AUTO_JS document = document_of(text);
    enum rc rc = intake_receive(&answer, &t->of, document, &e);
    if (rc != expected)
        fail_msg("%s", e.message);
    return answer;
}

static const char *reused(const char *code)
{
    static char text[160];
    snprintf(text, sizeof text,
        "{\"id\":\"giay-chung-sinh\",\"originals\":0,\"replaced_by\":\"ho_so\",\"source\":\"%s\"}", code);
    return text;
}

TEST(intake_receive__earlier_scan__stands_for_the_paper_and_is_named_again)
{
    struct test_desk *t = shop_open("reuse");
    char first[200];
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    const char *path = write_scan();
    snprintf(first, sizeof first, "{\"id\":\"giay-chung-sinh\",\"originals\":1,\"files\":[\"%s\"]}", path);
    struct intake_answer earlier = receive_paper(t, 21, first, RC_OK);
    struct procedure p;
    assert_ok(procedure_load(&p, t->of.db, &a, "1.001193", (struct day){ 2026, 1, 5 }, &e), &e);
    struct reuse *list;
    size_t count;
    assert_ok(reuse_find(&list, &count, &t->of, "062185000021", &p, &a, &e), &e);
    assert_int_equal(count, 1);
    assert_string_equal(list[0].dossier, earlier.code);
    assert_string_equal(list[0].component->id, "giay-chung-sinh");
    assert_int_equal(list[0].received_at, t->now);
    assert_ok(reuse_find(&list, &count, &t->of, "062185000022", &p, &a, &e), &e);
    assert_int_equal(count, 0); /* somebody else's */

    t->now += 86400;
    struct intake_answer again = receive_paper(t, 21, reused(earlier.code), RC_OK);
    struct dossier d;
    assert_ok(dossier_load(&d, t->of.db, &a, again.code, &e), &e);
    assert_int_equal(d.files_count, 1);
    assert_string_equal(d.files[0].component_id, "giay-chung-sinh");
    AUTO_JS kept = kept_of(t, again.dossier_id);
    const struct js *found = js_get(js_get(kept, "looked_up"), "giay-chung-sinh");
    assert_string_equal(js_get_text(found, "source"), earlier.code);
    assert_string_equal(js_get_text(found, "looked_up_at"), "2026-01-06T08:10:00+07:00");
    assert_int_equal(saved_of(kept, "papers"), 1);

    receive_paper(t, 22, reused(earlier.code), RC_REFUSED); /* not this person's */
    receive_paper(t, 21, reused("H48.25-260105-0099"), RC_REFUSED);
    receive_paper(t, 21, "{\"id\":\"giay-chung-sinh\",\"replaced_by\":\"ho_so\"}", RC_REFUSED);
    t->now += (int64_t)REUSE_DAYS * 86400;
    assert_ok(reuse_find(&list, &count, &t->of, "062185000021", &p, &a, &e), &e);
    assert_int_equal(count, 1); /* the second one, of which it is a year */
    t->now += 86400;
    assert_ok(reuse_find(&list, &count, &t->of, "062185000021", &p, &a, &e), &e);
    assert_int_equal(count, 0);
    remove(path);
    test_desk_close(t);
}

TEST(saved_count__adds__papers_and_fields_by_month_without_forms_filled_here)
{
    struct test_desk *t = shop_open("saved-months");
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct saved s;
    AUTO_JS none = shop_document(31, "1.001193");
    struct intake_answer answer;
    assert_ok(intake_receive(&answer, &t->of, none, &e), &e);
    receive_paper(t, 32, "{\"id\":\"giay-chung-sinh\",\"replaced_by\":\"y_te\"}", RC_OK);
    t->now += (int64_t)31 * 86400;
    AUTO_JS later = shop_document(33, "1.001193");
    struct js *sources = js_object();
    js_put_text(sources, "applicant.phone", "dossier");
    js_put(later, "sources", sources);
    assert_ok(intake_receive(&answer, &t->of, later, &e), &e);
    assert_ok(saved_count(&s, t->of.db, (struct day){ 2026, 1, 1 }, (struct day){ 2026, 2, 28 }, &a, &e), &e);
    assert_int_equal(s.months_count, 2);
    assert_string_equal(s.months[0].month, "2026-01");
    assert_int_equal(s.months[0].dossiers, 2);
    assert_int_equal(s.months[0].papers, 1);
    assert_int_equal(s.months[0].fields, 0);
    assert_int_equal(s.months[0].relieved, 1);
    assert_int_equal(s.months[1].fields, 2); /* the person's phone, and the form's that took it over */
    assert_int_equal(s.fields, 2);
    assert_int_equal(s.typed, s.months[0].typed + s.months[1].typed);
    assert_int_equal(s.dossiers, 3);
    assert_int_equal(s.relieved, 2);
    assert_int_equal(s.count, 1);
    assert_string_equal(s.rows[0].database, "y_te");
    test_desk_close(t);
}

TEST(intake_receive__second_entry__is_refused_where_it_differs_and_kept_where_not)
{
    struct test_desk *t = shop_open("second-entry");
    struct err e = { 0 };
    struct intake_answer answer;
    AUTO_JS document = shop_document(41, "1.001193");
    struct js *second = js_object();
    js_put_text(second, "child_name", "Trần Minh Thừ");
    js_put(document, "second", second);
    assert_int_equal(intake_receive(&answer, &t->of, document, &e), RC_REFUSED);
    assert_true(problems_have(&answer.problems, "double_entry"));
    assert_true(answer.draft_id > 0); /* nothing typed is lost */
    second = js_object();
    js_put_text(second, "child_name", "Trần Minh Thử");
    js_put(document, "second", second);
    assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
    test_desk_close(t);
}
