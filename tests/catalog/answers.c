/* answers.c - what a form says to what was filled in. All people here are invented. */
#include "catalog/answers.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "check.h"

static const struct day today = { 2026, 11, 23 };

static struct form *form_of(const char *code)
{
    struct form *form = NULL;
    struct err e = { 0 };
    assert_ok(form_load(&form, test_root(), code, &e), &e);
    return form;
}

static struct js *parsed(const char *text)
{
    struct js *js = NULL;
    struct err e = { 0 };
    assert_ok(js_parse(&js, text, strlen(text), &e), &e);
    return js;
}

TEST(answers_check__accepts__the_birth_of_the_interface_example_with_gaps_as_warnings)
{
    AUTO_FORM form = form_of("1.001193");
    AUTO_JS answers = parsed("{\"child_name\": \"Trần Minh An\"}");
    AUTO_JS canonical = NULL;
    struct problems problems = { 0 };
    struct err e = { 0 };
    assert_ok(answers_check(&canonical, &problems, form, answers, today, &e), &e);
    assert_string_equal(js_get_text(canonical, "child_name"), "Trần Minh An");
    assert_int_equal(problems.refusals, 0);
    assert_true(problems.count > 10);
    assert_int_equal(problems.count + problems.dropped, answers_gaps(form, answers, today));
}

TEST(answers_check__refuses__all_that_is_wrong_at_once)
{
    AUTO_FORM form = form_of("1.001193");
    AUTO_JS answers =
        parsed("{\"child_sex\":\"3\",\"child_birth_date\":\"31/02/2026\",\"mother_id_number\":\"0621850\","
               "\"nonsense\":\"x\",\"child_ethnic\":7}");
    AUTO_JS canonical = NULL;
    struct problems problems = { 0 };
    struct err e = { 0 };
    assert_int_equal(answers_check(&canonical, &problems, form, answers, today, &e), RC_REFUSED);
    assert_int_equal(problems.refusals, 6);
    assert_true(problems_have(&problems, "answer_missing"));
    assert_true(problems_have(&problems, "answer_unknown"));
    assert_true(problems_have(&problems, "id_number_length"));
    assert_true(problems_have(&problems, "date_no_such_day"));
    assert_true(problems_have(&problems, "sex_unknown"));
    assert_true(problems_have(&problems, "answer_kind"));
}
