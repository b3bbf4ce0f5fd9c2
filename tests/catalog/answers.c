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

/* The problem of one field, NULL when there is none. */
static const struct problem *problem_of(const struct problems *problems, const char *field, const char *code)
{
    for (int i = 0; i < problems->count; i++)
        if (strcmp(problems->list[i].field, field) == 0 && strcmp(problems->list[i].code, code) == 0)
            return &problems->list[i];
    return NULL;
}

static enum rc checked(struct js **ret, struct problems *problems, const char *code, const char *text)
{
    AUTO_FORM form = form_of(code);
    AUTO_JS answers = parsed(text);
    struct err e = { 0 };
    return answers_check(ret, problems, form, answers, today, &e);
}

TEST(answers_check__keeps__canonical_values_in_the_order_of_the_form)
{
    AUTO_JS canonical = NULL;
    struct problems problems = { 0 };
    assert_int_equal(checked(&canonical, &problems, "1.001193",
                         "{\"mother_birth_date\":\"1985\",\"child_sex\":\"nữ\",\"child_birth_date\":\"h-3\","
                         "\"child_name\":\" Trần  Minh An \",\"requester_phone\":\"+84 912 345 678\"}"),
        RC_OK);
    AUTO_STRING text = NULL;
    struct err e = { 0 };
    assert_ok(js_write(&text, canonical, JS_LINE, &e), &e);
    assert_string_equal(text,
        "{\"requester_phone\":\"0912345678\",\"child_name\":\"Trần Minh An\","
        "\"child_birth_date\":\"2026-11-20\",\"child_sex\":\"female\",\"mother_birth_date\":\"1985\"}");
}

TEST(answers_check__warns__of_a_child_born_before_the_marriage)
{
    AUTO_JS canonical = NULL;
    struct problems problems = { 0 };
    assert_int_equal(
        checked(&canonical, &problems, "1.001193",
            "{\"child_name\":\"An\",\"child_birth_date\":\"12112026\",\"father_known\":\"marriage\","
            "\"marriage_date\":\"15112026\"}"),
        RC_OK);
    assert_non_null(problem_of(&problems, "marriage_date", "answers_look"));
}

TEST(answers_check__refuses__a_father_younger_than_the_child_but_only_when_it_is_certain)
{
    AUTO_JS canonical = NULL;
    AUTO_JS unsure = NULL;
    struct problems problems = { 0 }, none = { 0 };
    assert_int_equal(
        checked(&canonical, &problems, "1.001193",
            "{\"child_name\":\"An\",\"child_birth_date\":\"12112026\",\"father_birth_date\":\"2020\"}"),
        RC_REFUSED);
    assert_non_null(problem_of(&problems, "father_birth_date", "answers_contradict"));
    /* born in 2014: twelve years before or not, the year alone does not say */
    assert_int_equal(
        checked(&unsure, &none, "1.001193",
            "{\"child_name\":\"An\",\"child_birth_date\":\"12112026\",\"father_birth_date\":\"2014\"}"),
        RC_OK);
}

TEST(answers_check__leaves_out__what_is_hidden_and_does_not_ask_for_it)
{
    AUTO_JS canonical = NULL;
    struct problems problems = { 0 };
    assert_int_equal(checked(&canonical, &problems, "1.001193",
                         "{\"child_name\":\"An\",\"father_known\":\"unknown\",\"father_name\":\"Y Thử\","
                         "\"father_birth_date\":\"2020\",\"child_birth_date\":\"12112026\"}"),
        RC_OK);
    assert_null(js_get(canonical, "father_name"));
    assert_null(problem_of(&problems, "father_name", "answer_wanted"));
    assert_non_null(problem_of(&problems, "mother_name", "answer_wanted"));
}

TEST(answers_check__hides__whole_sections)
{
    AUTO_JS canonical = NULL;
    struct problems problems = { 0 };
    assert_int_equal(
        checked(&canonical, &problems, "1.001193",
            "{\"child_name\":\"An\",\"birth_certificate\":\"abandoned\",\"mother_name\":\"Y Thử\"}"),
        RC_OK);
    assert_null(js_get(canonical, "mother_name"));
    assert_null(problem_of(&problems, "father_name", "answer_wanted"));
}

TEST(answers_check__compares__ages_with_today)
{
    AUTO_JS young = NULL;
    AUTO_JS old = NULL;
    struct problems problems = { 0 }, none = { 0 };
    assert_int_equal(
        checked(&young, &problems, "1.000894", "{\"wife_birth_date\":\"24112008\"}"), RC_REFUSED);
    assert_non_null(problem_of(&problems, "wife_birth_date", "answers_contradict"));
    assert_int_equal(checked(&old, &none, "1.000894", "{\"wife_birth_date\":\"23112008\"}"), RC_OK);
}

TEST(answers_check__names__the_row_of_a_repeating_block)
{
    AUTO_JS canonical = NULL;
    struct problems problems = { 0 };
    assert_int_equal(
        checked(&canonical, &problems, "2.000815",
            "{\"copies\":\"2\",\"documents\":[{\"name\":\"Bằng lái\",\"pages\":\"2\"},{\"pages\":\"x\"},"
            "{\"name\":\"Học bạ\"},{\"nonsense\":\"1\"}]}"),
        RC_REFUSED);
    assert_non_null(problem_of(&problems, "documents[1].pages", "number_sign"));
    assert_non_null(problem_of(&problems, "documents[2].pages", "answer_wanted"));
    assert_non_null(problem_of(&problems, "documents[3].nonsense", "answer_unknown"));
    assert_int_equal(js_len(js_get(canonical, "documents")), 2);
    assert_string_equal(js_get_text(js_at(js_get(canonical, "documents"), 0), "pages"), "2");
}

TEST(answers_check__refuses__rows_and_answers_of_another_shape)
{
    AUTO_JS canonical = NULL;
    AUTO_JS list = NULL;
    struct problems problems = { 0 }, none = { 0 };
    assert_int_equal(checked(&canonical, &problems, "2.000815",
                         "{\"copies\":[],\"documents\":\"Bằng lái\",\"purpose\":{\"a\":1}}"),
        RC_REFUSED);
    assert_int_equal(problems.refusals, 4); /* three of another shape; the copies are missing, too */
    assert_int_equal(checked(&list, &none, "2.000815", "[1]"), RC_REFUSED);
    assert_null(list);
}

TEST(answers_propose__fills__what_is_known_and_nothing_that_was_typed)
{
    AUTO_FORM form = form_of("1.001193");
    AUTO_JS answers = parsed("{\"requester_name\":\"Y Thử\"}");
    AUTO_JS facts = parsed("{\"applicant\":{\"name\":\"Nguyễn Thị Hoa\",\"id_number\":\"062185001234\","
                           "\"phone\":\"not a number\",\"address\":\"Thôn 3\"}}");
    int filled = answers_propose(answers, form, facts, today);
    assert_string_equal(js_get_text(answers, "requester_name"), "Y Thử");
    assert_string_equal(js_get_text(answers, "requester_id_number"), "062185001234");
    assert_string_equal(js_get_text(answers, "requester_residence"), "Thôn 3");
    assert_null(js_get(answers, "requester_phone"));
    assert_string_equal(js_get_text(answers, "child_nationality"), "Việt Nam");
    assert_true(filled >= 5);
    assert_int_equal(answers_propose(answers, form, facts, today), 0);
}

TEST(answers_check__takes__the_fixed_default_of_what_is_needed_at_reception)
{
    AUTO_JS canonical = NULL;
    AUTO_JS typed = NULL;
    struct problems problems = { 0 }, none = { 0 };
    assert_int_equal(checked(&canonical, &problems, "2.000815", "{}"), RC_OK);
    assert_string_equal(js_get_text(canonical, "copies"), "1");
    assert_null(js_get(canonical, "electronic"));
    assert_int_equal(checked(&typed, &none, "2.000815", "{\"copies\":\"3\"}"), RC_OK);
    assert_string_equal(js_get_text(typed, "copies"), "3");
}

TEST(answers_check__receives__every_form_with_what_is_known_of_the_applicant)
{
    static const char *const codes[] = { "2.000815", "1.004873", "1.000656", "2.000635", "1.004222",
        "_generic" };
    AUTO_JS facts = parsed("{\"applicant\":{\"name\":\"Nguyễn Thị Hoa\"}}");
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        AUTO_FORM form = form_of(codes[i]);
        AUTO_JS answers = js_object();
        AUTO_JS canonical = NULL;
        struct problems problems = { 0 };
        struct err e = { 0 };
        answers_propose(answers, form, facts, today);
        assert_ok(answers_check(&canonical, &problems, form, answers, today, &e), &e);
    }
}

TEST(answers_check__without_an_answer__asks_for_the_name_of_the_child)
{
    AUTO_FORM form = form_of("1.001193");
    AUTO_JS canonical = NULL;
    struct problems problems = { 0 };
    struct err e = { 0 };
    assert_int_equal(answers_check(&canonical, &problems, form, NULL, today, &e), RC_REFUSED);
    assert_string_equal(e.code, "answer_missing");
    assert_string_equal(e.field, "child_name");
    assert_int_equal(problems.refusals, 1);
}

TEST(answers_check__can_be_written_as_json__when_a_long_unknown_key_is_cut_inside_a_letter)
{
    AUTO_BUF text = buf_limit(4096);
    buf_puts(&text, "{\"x");
    for (int i = 0; i < 100; i++)
        buf_puts(&text, "ế");
    buf_puts(&text, "\":\"1\",\"child_sex\":\"y");
    for (int i = 0; i < 3; i++)
        buf_puts(&text, "ế");
    buf_puts(&text, "\"}");
    AUTO_JS canonical = NULL;
    struct problems problems = { 0 };
    assert_int_equal(checked(&canonical, &problems, "1.001193", buf_text(&text)), RC_REFUSED);
    AUTO_JS all = problems_json(&problems);
    AUTO_STRING written = NULL;
    struct err e = { 0 };
    assert_ok(js_write(&written, all, JS_LINE, &e), &e);
}

TEST(answers_differ__gives_back__only_the_critical_fields_that_differ)
{
    AUTO_FORM form = form_of("1.001193");
    AUTO_JS first =
        parsed("{\"child_name\":\"Trần Minh An\",\"child_sex\":\"female\",\"child_birth_place\":\"x\"}");
    AUTO_JS second = parsed(
        "{\"child_name\":\"Trần Minh Ân\",\"child_sex\":\"female\",\"child_birth_date\":\"2026-11-12\"}");
    const struct form_field *fields[8];
    assert_int_equal(answers_differ(fields, 8, form, first, second, today), 2);
    assert_string_equal(fields[0]->id, "child_name");
    assert_string_equal(fields[1]->id, "child_birth_date");
    assert_int_equal(answers_differ(fields, 0, form, first, first, today), 0);
}

TEST(answers_second__names__what_differs_and_never_shows_the_first_value)
{
    AUTO_FORM form = form_of("1.001193");
    AUTO_JS first =
        parsed("{\"relationship\":\"mother\",\"child_name\":\"Trần Minh An\",\"child_sex\":\"female\","
               "\"child_birth_date\":\"2026-01-02\"}");
    AUTO_JS same =
        parsed("{\"child_name\":\" Trần  Minh An\",\"child_sex\":\"nữ\",\"child_birth_date\":\"02012026\"}");
    AUTO_JS other =
        parsed("{\"child_name\":\"Trần Minh Ân\",\"child_sex\":\"female\",\"relationship\":\"father\"}");
    struct problems none = { 0 }, problems = { 0 };
    struct err e = { 0 };
    assert_ok(answers_second(&none, form, first, same, today, &e), &e);
    assert_int_equal(none.count, 0); /* other ways of typing the same are the same */
    assert_ok(answers_second(&problems, form, first, other, today, &e), &e);
    assert_int_equal(problems.count, 3);
    assert_non_null(problem_of(&problems, "child_name", "double_entry"));
    assert_non_null(problem_of(&problems, "child_birth_date", "double_entry")); /* left out by the second */
    assert_non_null(problem_of(&problems, "relationship", "second_field"));
    for (int i = 0; i < problems.count; i++)
        assert_null(strstr(problems.list[i].message, "An"));
}

TEST(answers_check__does_not_say_before__when_a_year_alone_leaves_it_open)
{
    AUTO_JS open = NULL;
    AUTO_JS certain = NULL;
    struct problems none = { 0 }, problems = { 0 };
    assert_int_equal(
        checked(&open, &none, "1.004873", "{\"stay_from\":\"062019\",\"stay_to\":\"2019\"}"), RC_OK);
    assert_int_equal(
        checked(&certain, &problems, "1.004873", "{\"stay_from\":\"062019\",\"stay_to\":\"2018\"}"),
        RC_REFUSED);
    assert_non_null(problem_of(&problems, "stay_to", "answers_contradict"));
}
