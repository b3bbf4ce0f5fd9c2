/* promise.c - a holiday announced late: which promises it moves, and that it moves none by itself. */
#include "dossier/promise.h"

#include <stdio.h>
#include <string.h>

#include "../book/desk.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/calendar.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/json.h"
#include "book/journal.h"
#include "catalog/catalogue.h"
#include "dossier/facts.h"
#include "dossier/intake.h"
#include "dossier/office_calendar.h"
#include "people/permission.h"
#include "people/staff.h"

/* An invented person; marital status takes three working days. */
static const char visit[] =
    "{\"procedure\":\"1.004194\",\"channel\":\"direct\",\"applicant\":{\"kind\":\"citizen\",\"id_number\":"
    "\"062185001234\",\"name\":\"Người "
    "Thử\",\"birth_date\":\"1985-08-15\",\"sex\":\"female\",\"address\":\"Thôn 3\","
    "\"phone\":\"0912345678\"},\"submitter\":null,\"answers\":{},\"components\":[],\"result_by\":"
    "\"counter\"}";

static struct test_desk *desk_with_a_dossier(const char *name, struct intake_answer *answer)
{
    struct test_desk *t = test_desk_open(name);
    struct err e = { 0 };
    struct staff me = { .login = "thu", .name = "Người Thử" };
    AUTO_JS document = NULL;
    assert_ok(staff_found(&t->of, &me, &e), &e);
    t->of.staff_id = me.id;
    t->of.role = me.role;
    assert_ok(catalogue_install(&t->of, &e), &e);
    assert_true(iso_time_parse(&t->now, "2026-11-16T09:00:00+07:00"));
    assert_ok(js_parse(&document, visit, strlen(visit), &e), &e);
    assert_ok(intake_receive(answer, &t->of, document, &e), &e);
    return t;
}

static void read_table(struct buf *out, const struct test_desk *t, const char *name)
{
    struct err e = { 0 };
    assert_ok(office_calendar_table(out, &t->of, name, &e), &e);
}

TEST(promise_moves__lists__who_was_promised_another_day)
{
    static struct intake_answer answer;
    struct test_desk *t = desk_with_a_dossier("moves", &answer);
    struct err e = { 0 };
    AUTO_ARENA arena = { 0 };
    AUTO_CALENDAR old = { 0 }, new = { 0 };
    AUTO_BUF holidays = buf_limit(CALENDAR_FILE_MAX), hours = buf_limit(CALENDAR_FILE_MAX);
    struct promise_move *moves;
    size_t count;
    char text[ISO_TIME_SIZE];
    assert_string_equal(iso_time(text, answer.due_at), "2026-11-19T09:00:00+07:00");

    assert_ok(office_calendar(&old, &t->of, &e), &e);
    assert_ok(promise_moves(&moves, &count, &t->of, &old, &old, &arena, &e), &e);
    assert_int_equal(count, 0);

    read_table(&holidays, t, "holidays.csv");
    read_table(&hours, t, "working_hours.csv");
    assert_ok(buf_puts(&holidays, "2026-11-18,statutory,Nghỉ bão,A,,công điện,2026-11-17\n"), &e);
    assert_ok(calendar_parse(&new, buf_text(&holidays), holidays.len, buf_text(&hours), hours.len, &e), &e);
    assert_ok(promise_moves(&moves, &count, &t->of, &old, &new, &arena, &e), &e);
    assert_int_equal(count, 1);
    assert_string_equal(moves[0].code, answer.code);
    assert_string_equal(moves[0].phone, "0912345678");
    assert_int_equal(moves[0].due, answer.due_at);
    assert_string_equal(iso_time(text, moves[0].due_by_new_calendar), "2026-11-20T09:00:00+07:00");
    test_desk_close(t);
}

TEST(calendar_install__keeps__the_table_in_the_book_and_asks_who_may)
{
    static struct intake_answer answer;
    struct test_desk *t = desk_with_a_dossier("install", &answer);
    struct err e = { 0 };
    AUTO_CALENDAR now = { 0 };
    AUTO_BUF holidays = buf_limit(CALENDAR_FILE_MAX);
    read_table(&holidays, t, "holidays.csv");
    assert_ok(buf_puts(&holidays, "2026-11-18,statutory,Nghỉ bão,A,,công điện,2026-12-17\n"), &e);
    struct journal_head before, after;
    assert_ok(journal_head(&before, t->of.db, &e), &e);
    assert_ok(calendar_install(&t->of, "holidays.csv", "2026-12-17", buf_text(&holidays), 1, &e), &e);
    assert_ok(journal_head(&after, t->of.db, &e), &e);
    assert_int_equal(after.seq, before.seq + 1);
    assert_ok(office_calendar(&now, &t->of, &e), &e);
    assert_string_equal(now.version, "2026-12-17");
    t->of.role = ROLE_OFFICER;
    assert_int_equal(calendar_install(&t->of, "holidays.csv", "x", "x", 0, &e), RC_REFUSED);
    assert_string_equal(e.code, "no_permission");
    test_desk_close(t);
}

TEST(promise_draft_notices__writes__one_draft_a_citizen_and_moves_no_date)
{
    static struct intake_answer answer;
    struct test_desk *t = desk_with_a_dossier("notices", &answer);
    struct err e = { 0 };
    AUTO_JS facts = NULL;
    const struct promise_move moves[] = { { answer.code, "Người Thử", "0912345678", answer.due_at,
        answer.due_at + DAY_SECONDS } };
    assert_ok(promise_draft_notices(&t->of, moves, 1, &e), &e);
    assert_ok(facts_load(&facts, NULL, &t->of, answer.dossier_id, "promise_moved", &e), &e);
    const struct js *message = js_get(facts, "message");
    assert_string_equal(js_get_text(message, "channel"), "sms");
    assert_non_null(strstr(js_get_text(message, "text"), answer.code));
    char due[ISO_TIME_SIZE];
    assert_string_equal(js_get_text(facts, "due_at"), iso_time(due, answer.due_at));
    t->of.role = ROLE_OFFICER;
    assert_int_equal(promise_draft_notices(&t->of, moves, 1, &e), RC_REFUSED);
    test_desk_close(t);
}
