/* problem.c - a list of all that is wrong with one input. */
#include "base/problem.h"

#include <string.h>

#include "base/json.h"
#include "check.h"

TEST(problems__tell__every_refusal_at_once_and_keep_the_order)
{
    struct problems p = { 0 };
    struct err e = { 0 };
    problem_warn(&p, "phone", "phone_prefix", "The prefix %s is not known", "012");
    problem_refuse(&p, "name", "name_missing", "The name is missing");
    problem_refuse(&p, "id_number", "id_length", "The number has %d digits", 11);
    assert_int_equal(problems_verdict(&p, &e), RC_REFUSED);
    assert_string_equal(e.code, "name_missing");
    assert_string_equal(e.field, "name");
    assert_string_equal(e.hint, "1 more places need mending, too");
    assert_true(problems_have(&p, "id_length"));
    assert_string_equal(p.list[2].message, "The number has 11 digits");
}

TEST(problems__pass__when_there_are_only_warnings)
{
    struct problems p = { 0 };
    struct err e = { 0 };
    problem_warn(&p, NULL, "look_alike", "Somebody looks alike");
    assert_ok(problems_verdict(&p, &e), &e);
    assert_false(problems_have(&p, "id_length"));
}

TEST(problems__never_overflow__and_still_refuse_when_the_refusal_was_dropped)
{
    struct problems p = { 0 };
    struct err e = { 0 };
    for (int i = 0; i < PROBLEMS_MAX; i++)
        problem_warn(&p, "f", "warn", "Number %d", i);
    problem_refuse(&p, "f", "last", "The last one");
    assert_int_equal(p.count, PROBLEMS_MAX);
    assert_int_equal(p.dropped, 1);
    assert_int_equal(problems_verdict(&p, &e), RC_REFUSED);
    assert_string_equal(e.code, "too_many_problems");
}

TEST(problems_json__is__an_array_of_severity_code_field_message)
{
    struct problems p = { 0 };
    problem_refuse(&p, "a.b", "c", "d");
    AUTO_JS js = problems_json(&p);
    assert_int_equal(js_len(js), 1);
    assert_string_equal(js_get_text(js_at(js, 0), "severity"), "refuse");
    assert_string_equal(js_get_text(js_at(js, 0), "field"), "a.b");
}
