/* export.c - the old file or a whole new one: whatever the writing child does. The children here are shells.
 */
#include "report/export.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/json.h"
#include "book_of.h"
#include "report/sheet.h"

#define GOOD "{\"rows\":1,\"sheets\":[{\"name\":\"A\",\"rows\":2}]}"

/* A directory with an old report in it. */
static const char *prepare(const char *name)
{
    struct err e = { 0 };
    static char file[4200];
    assert_ok(fs_make_dir(test_path(name), &e), &e);
    snprintf(file, sizeof file, "%s/d.xlsx", test_path(name));
    assert_ok(fs_replace(file, "old", 3, 0600, &e), &e);
    return file;
}

static int files_in(const char *file)
{
    char dir[4200];
    int n = 0;
    snprintf(dir, sizeof dir, "%.*s", (int)(strrchr(file, '/') - file), file);
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));)
        n += entry->d_name[0] != '.';
    closedir(d);
    return n;
}

/* A workbook of one sheet with two rows, for children to copy. */
static const char *good_book(void)
{
    struct err e = { 0 };
    struct sheets *w = NULL;
    const char *path = test_path("good.xlsx");
    assert_ok(sheets_new(&w, path, &(struct sheets_options){ .tmp_dir = test_dir() }, &e), &e);
    struct sheet *s = sheets_add(w, "A");
    sheet_text(s, 0, 0, STYLE_CELL, "a");
    sheet_text(s, 1, 0, STYLE_CELL, "b");
    assert_ok(sheets_close(&w, &e), &e);
    return path;
}

static enum rc run(const char *file, const char *script, struct err *e)
{
    char *argv[] = { (char *)"/bin/sh", (char *)"-c", (char *)script, NULL };
    AUTO_JS answer = NULL;
    return export_run(&answer, file, argv, e);
}

static void assert_old_is_untouched(const char *file)
{
    struct err e = { 0 };
    AUTO_BUF text = buf_limit(100);
    assert_ok(fs_read(&text, file, 100, &e), &e);
    assert_string_equal(buf_text(&text), "old");
    assert_int_equal(files_in(file), 1);
}

TEST(export_run__puts__a_whole_workbook_in_its_place)
{
    struct err e = { 0 };
    struct stat st;
    char script[9000];
    const char *file = prepare("whole-export");
    snprintf(script, sizeof script, "cp '%s' \"$MOTCUA_REPORT_TARGET\" && echo '%s' >&3", good_book(), GOOD);
    assert_ok(run(file, script, &e), &e);
    assert_int_equal(files_in(file), 1);
    assert_int_equal(stat(file, &st), 0);
    assert_true(st.st_size > 1000);
    assert_int_equal(st.st_mode & 0777, 0600);
}

TEST(export_run__leaves__the_old_file_whatever_the_child_does)
{
    char cut[9000], wrong[9000], said_nothing[9000], failed[9000];
    const char *good = good_book();
    snprintf(cut, sizeof cut, "head -c 3000 '%s' >\"$MOTCUA_REPORT_TARGET\"; echo '%s' >&3", good, GOOD);
    snprintf(wrong, sizeof wrong, "cp '%s' \"$MOTCUA_REPORT_TARGET\"; echo '{\"sheets\":[{\"rows\":3}]}' >&3",
        good);
    snprintf(said_nothing, sizeof said_nothing, "cp '%s' \"$MOTCUA_REPORT_TARGET\"", good);
    snprintf(failed, sizeof failed, "cp '%s' \"$MOTCUA_REPORT_TARGET\"; echo '%s' >&3; exit 5", good, GOOD);
    const char *const scripts[] = { "exit 1", "kill -SEGV $$", "kill -KILL $$", cut, wrong, said_nothing,
        failed, "echo '" GOOD "' >&3", "echo rubbish >&3", "head -c 2000000 /dev/zero >&3",
        "echo '{\"error\":{}}' >&3",
        "mkdir \"$MOTCUA_REPORT_TARGET.d\" && rmdir \"$MOTCUA_REPORT_TARGET.d\"; exit 0" };
    const char *file = prepare("trouble-export");
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        struct err e = { 0 };
        assert_int_equal(run(file, scripts[i], &e), RC_STORAGE);
        assert_string_equal(e.code, "report_not_written");
        assert_non_null(strstr(e.message, "d.xlsx"));
        assert_null(strstr(e.message, ".tmp"));
        assert_old_is_untouched(file);
    }
}

TEST(export_run__retells__what_the_child_could_not_do)
{
    struct err e = { 0 };
    const char *file = prepare("retold-export");
    enum rc rc = run(file,
        "echo "
        "'{\"error\":{\"rc\":1,\"code\":\"report_unbalanced\",\"message\":\"m\",\"hint\":\"h\",\"field\":"
        "\"\","
        "\"cause\":\"\"}}' >&3; exit 1",
        &e);
    assert_int_equal(rc, RC_REFUSED);
    assert_string_equal(e.code, "report_unbalanced");
    assert_string_equal(e.hint, "h");
    assert_old_is_untouched(file);
}

TEST(export_check_target__refuses__places_that_cannot_hold_a_workbook)
{
    struct err e = { 0 };
    const char *file = prepare("places");
    char name[4400];
    assert_ok(export_check_target(file, &e), &e);
    assert_int_equal(export_check_target("report.pdf", &e), RC_REFUSED);
    assert_string_equal(e.code, "report_ending");
    assert_int_equal(export_check_target(".xlsx", &e), RC_REFUSED);
    snprintf(name, sizeof name, "%s/e.xlsx", file); /* below a file */
    assert_int_not_equal(export_check_target(name, &e), RC_OK);
    snprintf(name, sizeof name, "%s", test_path("places/dir.xlsx"));
    assert_ok(fs_make_dir(name, &e), &e);
    assert_int_equal(export_check_target(name, &e), RC_REFUSED);
    assert_int_equal(export_check_target(test_path("not/there.xlsx"), &e), RC_NOT_FOUND);
}
