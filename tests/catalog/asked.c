/* What is asked, kept without the person; and what staff report. */
#include "catalog/asked.h"

#include <string.h>

#include "base/buf.h"
#include "book/db.h"
#include "check.h"
#include "desk.h"

TEST(asked_week__gives__the_five_asked_most_however_they_were_typed)
{
    static const char *const questions[] = { "Mất căn cước làm sao", "mat can cuoc lam sao",
        "MẤT CĂN CƯỚC làm sao", "khai sinh", "khai sinh", "a b", "c d", "e f", "g h" };
    struct desk d;
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct asked_most list[ASKED_MOST];
    size_t count;
    desk_open(&d);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        assert_ok(asked_count(&d.office, questions[i], "1.001193", &e), &e);
    assert_ok(asked_count(&d.office, "mai có mưa không", "", &e), &e);
    assert_ok(asked_count(&d.office, "?!", "", &e), &e);
    assert_ok(asked_week(list, &count, &d.office, &a, &e), &e);
    assert_int_equal(count, 5);
    assert_string_equal(list[0].question, "Mất căn cước làm sao");
    assert_int_equal(list[0].times, 3);
    assert_string_equal(list[1].question, "khai sinh");
    desk_close(&d);
}

/* A member of staff, as a report needs one. */
static void hire(struct desk *d)
{
    struct err e = { 0 };
    assert_ok(db_run_script(d->db,
                  "INSERT INTO staff (login, name, role, created_at) VALUES ('thu', 'Lê Thị Thử', 2, 0)", &e),
        &e);
    d->office.staff_id = 1;
}

TEST(answer_report__waits__until_the_supervisor_closes_it)
{
    struct desk d;
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct answer_report *list;
    size_t count;
    desk_open(&d);
    hire(&d);
    assert_ok(answer_report_add(&d.office, "mất thẻ", "1.014063", "phải là cấp lại", &e), &e);
    assert_ok(answer_report_list(&list, &count, &d.office, &a, &e), &e);
    assert_int_equal(count, 1);
    assert_string_equal(list[0].said, "phải là cấp lại");
    assert_string_equal(list[0].staff, "Lê Thị Thử");
    assert_ok(answer_report_close(&d.office, list[0].id, &e), &e);
    assert_int_equal(answer_report_close(&d.office, list[0].id, &e), RC_NOT_FOUND);
    assert_ok(answer_report_list(&list, &count, &d.office, &a, &e), &e);
    assert_int_equal(count, 0);
    desk_close(&d);
}

TEST(answer_report_add__refuses__nothing_and_a_novel)
{
    static char novel[600];
    struct desk d;
    struct err e = { 0 };
    memset(novel, 'a', sizeof novel - 1);
    desk_open(&d);
    hire(&d);
    assert_int_equal(answer_report_add(&d.office, "x", "", "", &e), RC_REFUSED);
    assert_int_equal(answer_report_add(&d.office, "x", "", novel, &e), RC_REFUSED);
    assert_string_equal(e.code, "report_said");
    desk_close(&d);
}
