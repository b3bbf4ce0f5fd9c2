/* form_rules.c - every check of every form of the house, once broken and once just kept.
 *
 * A row names the form and the check, then the answers that break it, then answers as near to them as the
 * rule allows. A check without a row fails the test, so that nobody adds a rule without its edge. Today is
 * 2026-11-23. All people here are invented.
 */
#include "catalog/answers.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/json.h"
#include "catalog/field.h"
#include "check.h"

static const struct day today = { 2026, 11, 23 };

struct rule_row {
    const char *form, *check, *breaks, *keeps;
};

static const struct rule_row rows[] = {
#include "data/form_rules.inc"
};

#define ROWS (sizeof rows / sizeof *rows)

static struct form *form_of(const char *code)
{
    struct form *form = NULL;
    struct err e = { 0 };
    assert_ok(form_load(&form, test_root(), code, &e), &e);
    return form;
}

static const struct form_check *check_of(const struct form *form, const char *id)
{
    for (size_t i = 0; i < form->checks_count; i++)
        if (strcmp(form->checks[i].id, id) == 0)
            return &form->checks[i];
    print_error("%s has no check %s\n", form->code, id);
    fail();
    return NULL;
}

/* Whether the check spoke when these answers were received, in the voice its severity gives it. */
static bool speaks(const struct form *form, const struct form_check *check, const char *text)
{
    AUTO_JS answers = NULL;
    AUTO_JS canonical = NULL;
    struct problems problems = { 0 };
    struct err e = { 0 };
    assert_ok(js_parse(&answers, text, strlen(text), &e), &e);
    enum rc rc = answers_check(&canonical, &problems, form, answers, today, &e);
    const char *code = check->error ? "answers_contradict" : "answers_look";
    bool found = false;
    for (int i = 0; i < problems.count; i++) {
        const struct problem *p = &problems.list[i];
        bool same = strncmp(p->message, check->message, 60) == 0;
        found = found ||
                (same && strcmp(p->code, code) == 0 && strcmp(p->field, form->fields[check->field].id) == 0);
        /* a row with a slip in its own answers proves nothing */
        if (strncmp(p->code, "answer", 6) != 0)
            print_error("%s %s: %s %s\n", form->code, check->id, p->field, p->message);
        assert_true(strncmp(p->code, "answer", 6) == 0);
        assert_string_not_equal(p->code, "answer_unknown");
    }
    if (found && check->error)
        assert_int_equal(rc, RC_REFUSED);
    return found;
}

TEST(form_check__speaks__when_its_rule_is_broken_and_not_a_step_before)
{
    for (size_t i = 0; i < ROWS; i++) {
        AUTO_FORM form = form_of(rows[i].form);
        const struct form_check *check = check_of(form, rows[i].check);
        bool broken = speaks(form, check, rows[i].breaks), kept = speaks(form, check, rows[i].keeps);
        if (!broken || kept)
            print_error("%s %s\n", rows[i].form, rows[i].check);
        assert_true(broken);
        assert_false(kept);
    }
}

static bool has_row(const char *form, const char *check)
{
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].form, form) == 0 && strcmp(rows[i].check, check) == 0)
            return true;
    return false;
}

/* Calls `see` with every form of the house. */
static void each_form(void (*see)(const struct form *form))
{
    char path[4096];
    snprintf(path, sizeof path, "%s/forms", test_root());
    DIR *dir = opendir(path);
    int count = 0;
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char code[64];
        const char *dot = strrchr(entry->d_name, '.');
        if (!dot || strcmp(dot, ".yaml") != 0)
            continue;
        snprintf(code, sizeof code, "%.*s", (int)(dot - entry->d_name), entry->d_name);
        AUTO_FORM form = form_of(code);
        see(form);
        count++;
    }
    closedir(dir);
    assert_true(count >= 26);
}

static void assert_rows_for(const struct form *form)
{
    for (size_t i = 0; i < form->checks_count; i++) {
        if (!has_row(form->code, form->checks[i].id))
            print_error("no row for %s %s\n", form->code, form->checks[i].id);
        assert_true(has_row(form->code, form->checks[i].id));
    }
}

TEST(form_check__has__a_row_here_for_every_rule_of_every_form_of_the_house)
{
    each_form(assert_rows_for);
}

/* What the clerk asked must not be lost on the way to the portal. */
static void assert_portal_takes_all(const struct form *form)
{
    char path[4096], name[160];
    struct err e = { 0 };
    AUTO_BUF text = buf_limit(1 << 20);
    snprintf(path, sizeof path, "%s/data/portal_forms/%s.yaml", test_root(), form->code);
    if (strcmp(form->code, "_generic") == 0)
        return;
    assert_ok(fs_read(&text, path, 1 << 20, &e), &e);
    for (size_t i = 0; i < form->fields_count; i++) {
        if (form->fields[i].type->options & NO_ANSWER)
            continue;
        snprintf(name, sizeof name, "answer.%s", form->fields[i].id);
        if (!strstr(buf_text(&text), name))
            print_error("%s: the portal's form leaves out %s\n", form->code, form->fields[i].id);
        assert_non_null(strstr(buf_text(&text), name));
    }
}

TEST(portal_form__takes__every_answer_of_every_form)
{
    each_form(assert_portal_takes_all);
}

static void assert_sections_speak(const struct form *form)
{
    for (size_t i = 0; i < form->sections_count; i++) {
        if (!*form->sections[i].say)
            print_error("%s: nothing to say at %s\n", form->code, form->sections[i].id);
        assert_true(*form->sections[i].say);
    }
}

TEST(form__says__a_line_at_every_section)
{
    each_form(assert_sections_speak);
}
