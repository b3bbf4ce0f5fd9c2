/* portal_form.c - the portal's own form of a procedure: the files of the house, mistakes with their place,
 * values. */
#include "catalog/portal_form.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "check.h"

static struct form *load(const char *code)
{
    struct form *form = NULL;
    struct err e = { 0 };
    assert_ok(form_load(&form, test_root(), code, &e), &e);
    return form;
}

static struct js *object(const char *text)
{
    struct js *node = NULL;
    struct err e = { 0 };
    assert_ok(js_parse(&node, text, strlen(text), &e), &e);
    return node;
}

TEST(portal_form_load__finds_nothing_wrong__in_every_file_of_the_house)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/data/portal_forms", test_root());
    DIR *dir = opendir(path);
    int count = 0;
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char code[64];
        const char *dot = strrchr(entry->d_name, '.');
        if (!dot || strcmp(dot, ".yaml") != 0)
            continue;
        snprintf(code, sizeof code, "%.*s", (int)strlen(entry->d_name) - 5, entry->d_name);
        AUTO_FORM form = load(code);
        AUTO_PORTAL_FORM p = NULL;
        struct err e = { 0 };
        assert_ok(portal_form_load(&p, test_root(), form, &e), &e);
        assert_false(p->own_order);
        assert_true(p->to_confirm);            /* nobody has laid one beside the portal yet */
        assert_string_equal(form->code, code); /* not the generic one */
        count++;
    }
    closedir(dir);
    assert_int_equal(count, 25);
}

TEST(portal_form_load__without_a_file__takes_our_own_order_and_says_so)
{
    AUTO_FORM form = load("2.001900"); /* no form of its own: the generic one */
    AUTO_PORTAL_FORM p = NULL;
    struct err e = { 0 };
    assert_ok(portal_form_load(&p, test_root(), form, &e), &e);
    assert_true(p->own_order && p->to_confirm);
    assert_int_equal(p->fields_count, form->fields_count);
    assert_string_equal(p->fields[0].label, form->fields[0].label);
}

#define HEAD "portal_form: 1.001193\nversion: 1\ntitle: Thử\nconfidence: to confirm\n"

static void refused(const char *text, const char *code, const char *place)
{
    AUTO_FORM form = load("1.001193");
    AUTO_PORTAL_FORM p = NULL;
    struct err e = { 0 };
    struct form_error mistake = { 0 };
    assert_int_equal(portal_form_parse(&p, text, strlen(text), "thu.yaml", form, &mistake, &e), RC_REFUSED);
    assert_string_equal(e.code, code);
    assert_string_equal(mistake.code, code);
    assert_true(mistake.line > 0 && mistake.message[0] && !strstr(mistake.message, "thu.yaml"));
    if (!strstr(e.message, place))
        print_error("%s\n", e.message), fail();
}

TEST(portal_form_parse__mistakes__are_told_with_their_place)
{
    refused(HEAD "sections:\n  - title: A\n    fields:\n      - { label: X, from: answer.no_such }\n",
        "bad_from", "thu.yaml:8:");
    refused(HEAD "sections:\n  - title: A\n    fields:\n      - { label: X, from: filer.shoe_size }\n",
        "bad_from", ":8:");
    refused(HEAD "sections:\n  - title: A\n    fields:\n      - { label: X, form: unit.name }\n",
        "unknown_key", ":8:");
    refused(HEAD "sections:\n  - title: A\n    fields:\n      - { from: unit.name }\n", "missing_key", ":8:");
    refused(HEAD "sections:\n  - title: A\n    fields: []\n", "section_empty", ":7:");
    refused(HEAD, "section_empty", ":1:");
    refused("portal_form: 1.000656\nversion: 1\ntitle: T\nconfidence: to confirm\nsections: []\n",
        "file_name", ":1:");
    refused(
        "portal_form: 1.001193\nversion: 1\ntitle: T\nconfidence: sure\nsections: []\n", "confidence", ":4:");
    refused("- a\n", "not_a_block", "thu.yaml");
    refused("a: &x\n", "yaml_alias", "thu.yaml");
}

/* --- values --- */

struct filled {
    struct form *form;
    struct portal_form *portal;
    struct arena arena;
    struct portal_line *lines;
    size_t count;
};

static void fill(struct filled *f, const char *code, const char *answers_text, const char *known_text)
{
    struct err e = { 0 };
    *f = (struct filled){ .form = load(code) };
    AUTO_JS answers = object(answers_text);
    AUTO_JS known = object(known_text);
    assert_ok(portal_form_load(&f->portal, test_root(), f->form, &e), &e);
    assert_ok(portal_lines(&f->lines, &f->count, f->portal, f->form, answers, known,
                  (struct day){ 2026, 1, 5 }, &f->arena, &e),
        &e);
}

static void done(struct filled *f)
{
    portal_form_free(f->portal);
    form_free(f->form);
    arena_release(&f->arena);
}

static const char *value(const struct filled *f, const char *id)
{
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->lines[i].id, id) == 0)
            return f->lines[i].value;
    return NULL;
}

TEST(portal_lines__values__stand_as_a_web_form_takes_them)
{
    struct filled f;
    fill(&f, "1.001193",
        "{\"child_name\":\"Trần Minh Thử\",\"child_birth_date\":\"2026-01-02\",\"child_sex\":\"male\","
        "\"requester_phone\":\"0912345678\"}",
        "{\"filer\":{\"name\":\"Lê Văn Thử\",\"sex\":\"female\",\"birth_date\":\"1985\"},"
        "\"unit\":{\"name\":\"UBND xã Đăk Tô\"}}");
    assert_string_equal(value(&f, "answer.child_name"), "Trần Minh Thử");
    assert_string_equal(value(&f, "answer.child_birth_date"), "02/01/2026");
    assert_string_equal(value(&f, "answer.child_sex"), "Nam");
    assert_string_equal(value(&f, "answer.requester_phone"), "0912345678");
    assert_string_equal(value(&f, "filer.sex"), "Nữ");
    assert_string_equal(value(&f, "filer.birth_date"), "1985");
    assert_string_equal(value(&f, "filer.phone"), "");
    assert_string_equal(value(&f, "unit.province"), "");
    done(&f);
}

/* A witness is named only where there is no certificate of the hospital. */
TEST(portal_lines__field_that_our_form_hides__is_left_out)
{
    struct filled f;
    fill(&f, "1.001193", "{}", "{}");
    assert_null(value(&f, "answer.witness_names"));
    done(&f);
    fill(&f, "1.001193", "{\"birth_certificate\":\"witness\"}", "{}");
    assert_string_equal(value(&f, "answer.witness_names"), "");
    assert_null(value(&f, "answer.birth_certificate_number"));
    done(&f);
}

TEST(portal_lines__repeat__takes_a_line_for_each_value_of_each_row)
{
    struct filled f;
    fill(&f, "1.004222", "{\"members\":[{\"name\":\"Một\"},{\"name\":\"Hai\"}]}", "{}");
    size_t rows = 0;
    for (size_t i = 0; i < f.count; i++)
        rows += strncmp(f.lines[i].answer, "members[", 8) == 0;
    const struct form_field *repeat = form_field(f.form, "members");
    assert_int_equal(rows, 2 * repeat->fields_count);
    done(&f);
}

/* A text of one line joined from several answers, and from none of them. */
TEST(portal_lines__several_answers__are_joined)
{
    AUTO_FORM form = load("1.001193");
    AUTO_PORTAL_FORM p = NULL;
    AUTO_ARENA a = { 0 };
    AUTO_JS answers = object("{\"child_home_town\":\"Đăk Tô\"}");
    AUTO_JS known = object("{\"unit\":{\"province\":\"Tỉnh Quảng Ngãi\"}}");
    struct portal_line *lines;
    size_t count;
    struct err e = { 0 };
    static const char text[] = HEAD "sections:\n  - title: A\n    fields:\n"
                                    "      - { label: X, from: [answer.child_home_town, unit.province] }\n"
                                    "      - { label: Y, note: dân tự khai }\n";
    assert_ok(portal_form_parse(&p, text, sizeof text - 1, "thu.yaml", form, NULL, &e), &e);
    assert_ok(portal_lines(&lines, &count, p, form, answers, known, (struct day){ 2026, 1, 5 }, &a, &e), &e);
    assert_int_equal(count, 2);
    assert_string_equal(lines[0].value, "Đăk Tô, Tỉnh Quảng Ngãi");
    assert_string_equal(lines[0].id, "answer.child_home_town+unit.province");
    assert_string_equal(lines[1].id, "Y");
    assert_string_equal(lines[1].value, "");
    assert_string_equal(lines[1].note, "dân tự khai");
}
