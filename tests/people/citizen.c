/* citizen.c - persons: reading, keeping, comparing, merging, erasing. All people are invented. */
#include "people/citizen.h"

#include <stdio.h>
#include <string.h>

#include "../book/desk.h"
#include "base/arena.h"
#include "base/json.h"
#include "base/problem.h"
#include "book/journal.h"
#include "people/idcard.h"
#include "people/permission.h"

static const struct day today = { 2026, 11, 22 };

static struct problems *reading(struct citizen *c, const char *json)
{
    static struct problems p;
    struct err e = { 0 };
    AUTO_JS js = NULL;
    p = (struct problems){ 0 };
    assert_ok(js_parse(&js, json, strlen(json), &e), &e);
    assert_ok(citizen_from_json(c, &p, js, "applicant", today, &e), &e);
    return &p;
}

static struct test_desk *desk(const char *name)
{
    struct test_desk *t = test_desk_open(name);
    t->of.staff_id = 1;
    t->of.role = ROLE_SUPERVISOR;
    return t;
}

static struct citizen saved(struct test_desk *t, const char *number, const char *name, const char *birth)
{
    struct err e = { 0 };
    struct citizen c = { .source = "typed" };
    snprintf(c.id_number, sizeof c.id_number, "%s", number);
    snprintf(c.name, sizeof c.name, "%s", name);
    snprintf(c.birth_date, sizeof c.birth_date, "%s", birth);
    assert_ok(citizen_upsert(&t->of, &c, &e), &e);
    return c;
}

static int64_t events(struct test_desk *t)
{
    struct journal_head head;
    struct err e = { 0 };
    assert_ok(journal_head(&head, t->of.db, &e), &e);
    return head.seq;
}

TEST(citizen_from_json__reads__the_applicant_of_an_intake)
{
    struct citizen c;
    struct problems *p =
        reading(&c, "{\"kind\":\"citizen\",\"id_number\":\"062 185 001234\",\"name\":\" Nguyễn Thị Hoa\","
                    "\"birth_date\":\"1985-08-15\",\"sex\":\"female\",\"address\":\"Thôn 3, Xã Đăk Tô\","
                    "\"phone\":\"+84 912 345 678\",\"vneid_verified\":true}");
    assert_int_equal(p->count, 0);
    assert_string_equal(c.id_number, "062185001234");
    assert_string_equal(c.name, "Nguyễn Thị Hoa");
    assert_string_equal(c.phone, "0912345678");
    assert_int_equal(c.vneid_level, 2);
}

TEST(citizen_from_json__tells__everything_that_is_wrong_at_once)
{
    struct citizen c;
    struct problems *p =
        reading(&c, "{\"kind\":\"king\",\"id_number\":\"62185001234\",\"name\":\"\",\"birth_date\":"
                    "\"2062-01-01\",\"sex\":\"x\",\"phone\":\"12\",\"email\":\"a@b\",\"address\":7}");
    static const char *const codes[] = { "person_kind", "id_number_length", "name_missing",
        "birth_date_future", "sex", "phone_length", "email", "wrong_type" };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_true(problems_have(p, codes[i]));
    assert_int_equal(p->refusals, 8);
    for (int i = 0; i < p->count; i++)
        assert_true(strncmp(p->list[i].field, "applicant.", 10) == 0);
    p = reading(&c, "[]");
    assert_true(problems_have(p, "person_missing"));
}

TEST(citizen_from_json__stops__signs_that_are_not_seen)
{
    struct citizen c;
    struct problems *p = reading(&c, "{\"name\":\"Hoa\\u202e\"}");
    assert_true(problems_have(p, "text_bidi") || p->refusals > 0);
    assert_string_equal(c.name, "");
}

TEST(citizen_check__wants__a_tax_code_from_a_business)
{
    struct citizen c;
    assert_int_equal(
        reading(&c, "{\"kind\":\"business\",\"id_number\":\"4300123458-001\",\"name\":\"Công ty 3\"}")->count,
        0);
    assert_true(problems_have(
        reading(&c, "{\"kind\":\"business\",\"id_number\":\"4300123459\",\"name\":\"Công ty 3\"}"),
        "tax_code_check"));
    assert_int_equal(
        reading(&c, "{\"kind\":\"household_business\",\"id_number\":\"062185001234\",\"name\":\"Quán Hoa\"}")
            ->count,
        0);
}

TEST(citizen_upsert__keeps__one_row_a_number_and_notes_only_changes)
{
    struct test_desk *t = desk("upsert");
    struct err e = { 0 };
    struct citizen a = saved(t, "062185001234", "Nguyễn Thị Hoa", "1985-08-15");
    int64_t before = events(t);
    struct citizen again = saved(t, "062185001234", "Nguyễn Thị Hoa", "1985");
    assert_int_equal(a.id, again.id);
    assert_string_equal(again.birth_date, "1985-08-15");
    assert_int_equal(events(t), before);
    struct citizen phone = { .id_number = "062185001234", .phone = "0912345678" };
    assert_ok(citizen_upsert(&t->of, &phone, &e), &e);
    assert_string_equal(phone.name, "Nguyễn Thị Hoa");
    assert_int_equal(events(t), before + 1);
    test_desk_close(t);
}

TEST(citizen_upsert__keeps__a_household_business_apart_from_its_owner)
{
    struct test_desk *t = desk("household");
    struct err e = { 0 };
    struct citizen owner = saved(t, "062185001234", "Nguyễn Thị Hoa", "1985-08-15"), found;
    struct citizen shop = {
        .kind = PERSON_HOUSEHOLD_BUSINESS, .id_number = "062185001234", .name = "Quán Hoa"
    };
    assert_ok(citizen_upsert(&t->of, &shop, &e), &e);
    assert_int_not_equal(shop.id, owner.id);
    assert_ok(citizen_by_number(&found, t->of.db, "062185001234", &e), &e);
    assert_string_equal(found.name, "Nguyễn Thị Hoa");
    assert_int_equal(citizen_merge(&t->of, owner.id, shop.id, &e), RC_REFUSED);
    assert_string_equal(e.code, "merge_kinds");
    test_desk_close(t);
}

TEST(citizen_find__takes__an_id_or_a_number_and_knows_who_is_not_there)
{
    struct test_desk *t = desk("find");
    struct err e = { 0 };
    struct citizen a = saved(t, "062185001234", "Nguyễn Thị Hoa", "1985-08-15"), found;
    char id[24];
    snprintf(id, sizeof id, "%lld", (long long)a.id);
    assert_ok(citizen_find(&found, t->of.db, "062185001234", &e), &e);
    assert_int_equal(found.id, a.id);
    assert_ok(citizen_find(&found, t->of.db, id, &e), &e);
    assert_int_equal(found.id, a.id);
    assert_int_equal(citizen_find(&found, t->of.db, "062185009999", &e), RC_NOT_FOUND);
    assert_int_equal(citizen_find(&found, t->of.db, "77", &e), RC_NOT_FOUND);
    assert_string_equal(e.code, "no_such_person");
    test_desk_close(t);
}

TEST(citizen_look_alikes__fold__marks_and_compare_the_birth_year)
{
    struct test_desk *t = desk("alike");
    struct err e = { 0 };
    AUTO_ARENA arena = { 0 };
    struct citizen *list;
    size_t count;
    struct citizen a = saved(t, "062185001234", "Nguyễn Thị Hoà", "1985-08-15");
    saved(t, "062186001234", "Nguyễn Thị Hòa", "1986-01-01");
    struct citizen c = { .name = "Nguyen thi  Hòa", .birth_date = "1985" };
    assert_ok(citizen_look_alikes(&list, &count, t->of.db, &c, &arena, &e), &e);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].id, a.id);
    assert_ok(citizen_look_alikes(&list, &count, t->of.db, &a, &arena, &e), &e);
    assert_int_equal(count, 0);
    c.birth_date[0] = '\0';
    assert_ok(citizen_look_alikes(&list, &count, t->of.db, &c, &arena, &e), &e);
    assert_int_equal(count, 2);
    test_desk_close(t);
}

TEST(citizen_merge__joins__two_rows_and_refuses_two_numbers)
{
    struct test_desk *t = desk("merge");
    struct err e = { 0 };
    struct citizen a = saved(t, "", "Nguyễn Thị Hoa", "1985"), found;
    struct citizen b = saved(t, "062185001234", "Nguyễn Thị Hoa", "1985-08-15");
    struct citizen other = saved(t, "062186001234", "Nguyễn Thị Hoa", "1986");
    assert_ok(citizen_merge(&t->of, a.id, b.id, &e), &e);
    assert_ok(citizen_load(&found, t->of.db, b.id, &e), &e);
    assert_int_equal(found.id, a.id);
    assert_string_equal(found.id_number, "062185001234");
    assert_string_equal(found.birth_date, "1985-08-15");
    assert_ok(citizen_by_number(&found, t->of.db, "062185001234", &e), &e);
    assert_int_equal(found.id, a.id);
    assert_int_equal(citizen_merge(&t->of, a.id, other.id, &e), RC_REFUSED);
    assert_string_equal(e.code, "merge_numbers");
    assert_int_equal(citizen_merge(&t->of, a.id, b.id, &e), RC_REFUSED);
    assert_string_equal(e.code, "merge_same");
    t->of.role = ROLE_OFFICER;
    assert_int_equal(citizen_merge(&t->of, a.id, other.id, &e), RC_REFUSED);
    assert_string_equal(e.code, "no_permission");
    test_desk_close(t);
}

TEST(citizen_erase__leaves__a_stub_and_a_whole_chain)
{
    struct test_desk *t = desk("erase");
    struct err e = { 0 };
    AUTO_ARENA arena = { 0 };
    struct citizen a = saved(t, "062185001234", "Nguyễn Thị Hoa", "1985-08-15"), found;
    assert_int_equal(citizen_erase(&t->of, a.id, "", &e), RC_REFUSED);
    assert_string_equal(e.code, "erase_reason");
    assert_ok(citizen_erase(&t->of, a.id, "yêu cầu của công dân", &e), &e);
    assert_ok(citizen_load(&found, t->of.db, a.id, &e), &e);
    assert_string_equal(found.name, "-");
    assert_string_equal(found.id_number, "");
    assert_true(found.erased_at > 0);
    assert_int_equal(citizen_by_number(&found, t->of.db, "062185001234", &e), RC_NOT_FOUND);
    struct journal_event *list;
    size_t count;
    assert_ok(journal_list(&list, &count, t->of.db, "person", NULL, 0, 100, &arena, &e), &e);
    for (size_t i = 0; i < count; i++)
        assert_null(strstr(list[i].payload, "Hoa"));
    struct journal_report report;
    assert_ok(journal_verify(&report, t->of.db, NULL, &e), &e);
    assert_int_equal(report.first_bad, 0);
    assert_int_equal(citizen_erase(&t->of, a.id, "lần hai", &e), RC_REFUSED);
    test_desk_close(t);
}
