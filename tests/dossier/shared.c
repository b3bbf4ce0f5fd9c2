/* Forms and the calendar are read once while the book is open, and anew when they have changed. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/calendar.h"
#include "base/fs.h"
#include "book/db.h"
#include "catalog/form.h"
#include "dossier/office_calendar.h"
#include "shop.h"

static const char short_form[] = "form: 9.000001\nversion: %d\ntitle: Thử\nsections:\n"
                                 "  - id: one\n    title: Một\n    fields:\n"
                                 "      - { id: a, label: A, type: text }\n";

static void write_form(const char *dir, int version)
{
    char path[200], text[400];
    struct err e = { 0 };
    snprintf(path, sizeof path, "%s/forms", dir);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/forms/9.000001.yaml", dir);
    int n = snprintf(text, sizeof text, short_form, version);
    assert_ok(fs_replace(path, text, (size_t)n, 0600, &e), &e);
}

TEST(form_shared__reads__once_and_again_when_the_file_was_edited)
{
    struct test_desk *t = shop_open("shared-form");
    struct err e = { 0 };
    const char *dir = test_path("shared-forms");
    mkdir(dir, 0700);
    struct office of = t->of;
    of.share_dir = dir;
    write_form(dir, 1);
    const struct form *first, *same, *edited;
    assert_ok(form_shared(&first, &of, "9.000001", &e), &e);
    assert_ok(form_shared(&same, &of, "9.000001", &e), &e);
    assert_ptr_equal(first, same);
    write_form(dir, 2);
    assert_ok(form_shared(&edited, &of, "9.000001", &e), &e);
    assert_int_equal(edited->version, 2);
    assert_int_equal(first->version, 1); /* whoever has it open keeps it */
    assert_int_equal(form_shared(&same, &of, "9.000002", &e), RC_NOT_FOUND);
    test_desk_close(t);
}

TEST(office_calendar_shared__reads__once_and_again_after_an_import)
{
    struct test_desk *t = shop_open("shared-calendar");
    struct err e = { 0 };
    AUTO_BUF table = buf_limit(CALENDAR_FILE_MAX);
    const struct calendar *first, *same, *imported;
    assert_ok(office_calendar_shared(&first, &t->of, &e), &e);
    assert_ok(office_calendar_shared(&same, &t->of, &e), &e);
    assert_ptr_equal(first, same);
    assert_true(first->holiday_count > 50);

    assert_ok(office_calendar_table(&table, &t->of, "holidays.csv", &e), &e);
    char *end = strchr(strchr(table.data, '\n') + 1, '\n');
    end[1] = '\0'; /* the heads and one holiday */
    struct stmt *q = stmt_of(t->of.db, "INSERT INTO fact_file (name, version, content, imported_at)"
                                       " VALUES ('holidays.csv', '', :text, 5)");
    stmt_bind_text(q, ":text", buf_text(&table));
    assert_ok(stmt_run(q, &e), &e);
    assert_ok(office_calendar_shared(&imported, &t->of, &e), &e);
    assert_int_equal(imported->holiday_count, 1);
    assert_true(first->holiday_count > 50);
    test_desk_close(t);
}
