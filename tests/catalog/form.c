/* form.c - reading forms: what is in order, and every mistake with its place. */
#include "catalog/form.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "check.h"

static const char *path_of(const char *folder, const char *name)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/%s/%s", test_root(), folder, name);
    return path;
}

static bool is_form(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && strcmp(dot, ".yaml") == 0;
}

TEST(form_read__finds_nothing__in_every_form_of_the_house)
{
    DIR *dir = opendir(path_of("forms", ""));
    assert_non_null(dir);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (!is_form(entry->d_name))
            continue;
        AUTO_FORM form = NULL;
        struct err e = { 0 };
        assert_ok(form_read(&form, path_of("forms", entry->d_name), test_root(), NULL, &e), &e);
        assert_memory_equal(form->code, entry->d_name, strlen(entry->d_name) - strlen(".yaml"));
        count++;
    }
    closedir(dir);
    assert_true(count >= 26);
}

/* "# code line:column code line:column" in the first line against what was found. */
static void assert_finds_what_it_says(const char *name)
{
    AUTO_BUF text = buf_limit(1 << 20), found = buf_limit(1 << 16);
    struct err e = { 0 };
    assert_ok(fs_read(&text, path_of("tests/catalog/data/forms", name), 1 << 20, &e), &e);
    struct form_errors *errors = calloc(1, sizeof *errors);
    assert_non_null(errors);
    AUTO_FORM form = NULL;
    assert_int_equal(form_parse(&form, buf_text(&text), text.len, name, test_root(), errors, &e), RC_REFUSED);
    assert_null(form);
    assert_true(e.message[0]);
    for (size_t i = 0; i < errors->count; i++) {
        const struct form_error *one = &errors->list[i];
        buf_addf(&found, " %s %d:%d", one->code, one->line, one->column);
        assert_string_equal(one->file, name);
        assert_true(one->message[0]);
    }
    AUTO_BUF expected = buf_limit(1 << 16);
    buf_add(&expected, buf_text(&text) + 1, strcspn(buf_text(&text) + 1, "\n"));
    if (strcmp(buf_text(&expected), buf_text(&found)) != 0)
        print_error("%s\n", name);
    assert_string_equal(buf_text(&expected), buf_text(&found));
    free(errors);
}

TEST(form_parse__tells__every_mistake_of_the_bad_forms_with_line_and_column)
{
    DIR *dir = opendir(path_of("tests/catalog/data/forms", ""));
    assert_non_null(dir);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(dir));)
        if (is_form(entry->d_name)) {
            assert_finds_what_it_says(entry->d_name);
            count++;
        }
    closedir(dir);
    assert_int_equal(count, 11);
}

static enum rc parse_many(size_t fields, struct form_errors *errors)
{
    AUTO_BUF text = buf_limit(1 << 20);
    buf_puts(&text, "form: t\nversion: 1\ntitle: T\nsections:\n  - id: a\n    title: A\n    fields:\n");
    for (size_t i = 0; i < fields; i++)
        buf_addf(&text, "      - { id: f%zu, type: text, label: X }\n", i);
    AUTO_FORM form = NULL;
    struct err e = { 0 };
    return form_parse(&form, buf_text(&text), text.len, "many", test_root(), errors, &e);
}

TEST(form_parse__takes_400_fields__and_says_once_that_401_or_ten_thousand_are_too_many)
{
    struct form_errors *errors = calloc(1, sizeof *errors);
    assert_non_null(errors);
    assert_int_equal(parse_many(400, errors), RC_OK);
    assert_int_equal(parse_many(401, errors), RC_REFUSED);
    assert_int_equal(errors->count, 1);
    assert_string_equal(errors->list[0].code, "too_many_fields");
    assert_int_equal(errors->list[0].line, 408);
    errors->count = 0;
    assert_int_equal(parse_many(6000, errors), RC_REFUSED);
    assert_int_equal(errors->count, 1);
    errors->count = 0;
    assert_int_equal(parse_many(10000, errors), RC_REFUSED);
    assert_int_equal(errors->count, 1);
    free(errors);
}

TEST(form_load__falls_back__on_the_generic_form_and_leads_out_of_no_folder)
{
    AUTO_FORM form = NULL;
    struct err e = { 0 };
    assert_ok(form_load(&form, test_root(), "9.999999", &e), &e);
    assert_string_equal(form->code, "_generic");
    AUTO_FORM other = NULL;
    assert_int_equal(form_load(&other, test_root(), "../po/vi", &e), RC_NOT_FOUND);
    assert_int_equal(form_load(&other, test_root(), "", &e), RC_NOT_FOUND);
    assert_int_equal(form_load(&other, test_dir(), "1.001193", &e), RC_NOT_FOUND);
}

TEST(form__flattens__a_person_into_fields_of_their_own)
{
    AUTO_FORM form = NULL;
    struct err e = { 0 };
    assert_ok(form_load(&form, test_root(), "1.001193", &e), &e);
    const struct form_field *birth = form_field(form, "mother_birth_date");
    assert_non_null(birth);
    assert_string_equal(birth->block, "Người mẹ");
    assert_true(birth->rule.year_only);
    assert_true(birth->critical);
    assert_null(form_field(form, "mother"));
    assert_int_equal(form_field_index(form, "nonsense"), -1);
    assert_int_equal(form_field(form, "child_name")->need, NEED_RECEPTION);
}

TEST(form__gives__the_desk_what_it_shows_beside_a_field)
{
    AUTO_FORM form = NULL;
    struct err e = { 0 };
    assert_ok(form_load(&form, test_root(), "1.004873", &e), &e);
    const struct form_field *stay = form_field(form, "stay_from");
    assert_true(*stay->say && *stay->help && *stay->example);
    assert_int_equal(form->sections[stay->section].letter, 'C');
    const struct form_field *status = form_field(form, "marital_status");
    assert_int_equal(status->rule.choices_count, 6);
    assert_true(stay->number > 0 && status->number > stay->number);
}

TEST(unit__leads__from_names_of_before_the_merger_to_the_present_one)
{
    AUTO_FORM form = NULL;
    struct err e = { 0 };
    assert_ok(form_load(&form, test_root(), "1.001193", &e), &e);
    const struct form_field *unit = form_field(form, "child_birth_unit");
    static const char *const names[] = { "dak to", "xã Đăk Tô", "23401", "Xã Đăk Tô, tỉnh Kon Tum",
        "Xã Đăk Tô, Tỉnh Quảng Ngãi" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        AUTO_BUF out = buf_limit(200);
        assert_ok(field_parse(&out, unit->type, names[i], &unit->rule, (struct day){ 2026, 11, 23 }, &e), &e);
        assert_string_equal(buf_text(&out), "Xã Đăk Tô, Tỉnh Quảng Ngãi");
    }
    AUTO_BUF other = buf_limit(200);
    assert_ok(field_parse(&other, unit->type, "Phường Bến Thành, TP. Hồ Chí Minh", &unit->rule,
                  (struct day){ 2026, 11, 23 }, &e),
        &e);
    assert_string_equal(buf_text(&other), "Phường Bến Thành, TP. Hồ Chí Minh");
}

TEST(ethnic__knows__all_54_and_the_names_people_use)
{
    AUTO_FORM form = NULL;
    struct err e = { 0 };
    assert_ok(form_load(&form, test_root(), "1.001193", &e), &e);
    const struct form_field *f = form_field(form, "child_ethnic");
    static const char *const rows[][2] = { { "xe dang", "Xơ Đăng" }, { "Ca Dong", "Xơ Đăng" },
        { "kinh", "Kinh" }, { "gie trieng", "Giẻ Triêng" }, { "14", "Xơ Đăng" } };
    assert_int_equal(f->rule.choices_count, 55); /* and foreigners */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_BUF out = buf_limit(200);
        assert_ok(field_parse(&out, f->type, rows[i][0], &f->rule, (struct day){ 2026, 11, 23 }, &e), &e);
        assert_string_equal(buf_text(&out), rows[i][1]);
    }
}

TEST(unit__knows__a_former_commune_of_dak_to)
{
    AUTO_FORM form = NULL;
    struct err e = { 0 };
    assert_ok(form_load(&form, test_root(), "1.001193", &e), &e);
    const struct form_field *unit = form_field(form, "child_birth_unit");
    const struct field_choice *found = field_choose(&unit->rule, "xã diên bình");
    assert_non_null(found);
    assert_string_equal(found->value, "Xã Đăk Tô, Tỉnh Quảng Ngãi");
}
