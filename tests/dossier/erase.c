/* erase.c - a person with a dossier who wants to be forgotten (people/citizen.h), over the whole book. */
#include <string.h>

#include "../book/desk.h"
#include "base/json.h"
#include "book/journal.h"
#include "catalog/catalogue.h"
#include "dossier/intake.h"
#include "people/citizen.h"
#include "people/permission.h"

/* An invented person. */
static const char visit[] =
    "{\"procedure\":\"1.004194\",\"channel\":\"direct\",\"applicant\":{\"kind\":\"citizen\",\"id_number\":"
    "\"062185001234\",\"name\":\"Y Thử "
    "Thôi\",\"birth_date\":\"1985-08-15\",\"sex\":\"female\",\"address\":\"Thôn 3\"},"
    "\"submitter\":null,\"answers\":{},\"components\":[],\"result_by\":\"counter\"}";

static int64_t number(struct test_desk *t, const char *sql)
{
    struct err e = { 0 };
    struct stmt *q = stmt_of(t->of.db, sql);
    assert_ok(stmt_one(q, &e), &e);
    int64_t n = stmt_int(q, 0);
    stmt_done(q);
    return n;
}

TEST(citizen_erase__waits__for_open_dossiers_and_unsent_messages_then_leaves_no_trace)
{
    static struct intake_answer answer;
    struct test_desk *t = test_desk_open("erase-dossier");
    struct err e = { 0 };
    struct citizen c;
    AUTO_JS document = NULL;
    t->of.staff_id = 1;
    t->of.role = ROLE_SUPERVISOR;
    assert_ok(catalogue_install(&t->of, &e), &e);
    assert_ok(js_parse(&document, visit, strlen(visit), &e), &e);
    assert_ok(db_run_script(t->of.db,
                  "INSERT INTO staff (id, login, name, role, created_at) VALUES (1, 'thu', 'Thu', 2, 0)", &e),
        &e);
    assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
    assert_ok(citizen_by_number(&c, t->of.db, "062185001234", &e), &e);

    assert_int_equal(citizen_erase(&t->of, c.id, "theo yêu cầu", &e), RC_REFUSED);
    assert_string_equal(e.code, "erase_open");
    assert_ok(db_run_script(t->of.db, "UPDATE dossier SET state = 10", &e), &e);
    assert_ok(db_run_script(t->of.db,
                  "INSERT INTO request (dossier_id, kind, reason, details, dossier_version, asked_by, asked_at, state)"
                  " SELECT id, 'undo', 'ông Thôi gọi điện', '{\"items\":[\"Thôi\"]}', 1, 1, 0, 'open' FROM dossier",
                  &e),
        &e);
    if (number(t, "SELECT count(*) FROM delivery")) {
        assert_int_equal(citizen_erase(&t->of, c.id, "theo yêu cầu", &e), RC_REFUSED);
        assert_string_equal(e.code, "erase_sending");
        assert_ok(db_run_script(t->of.db, "UPDATE delivery SET state = 'done'", &e), &e);
    }
    assert_ok(citizen_erase(&t->of, c.id, "theo yêu cầu", &e), &e);
    assert_int_equal(
        number(t, "SELECT count(*) FROM person WHERE name LIKE '%Thôi%' OR name_folded LIKE '%thoi%'"), 0);
    assert_int_equal(
        number(t, "SELECT count(*) FROM dossier WHERE applicant LIKE '%Thôi%' OR applicant LIKE '%1234%'"),
        0);
    assert_int_equal(
        number(t, "SELECT count(*) FROM event WHERE payload LIKE '%Thôi%' OR payload LIKE '%062185%'"), 0);
    assert_int_equal(number(t, "SELECT count(*) FROM draft"), 0);
    assert_int_equal(
        number(t, "SELECT count(*) FROM request WHERE reason LIKE '%Thôi%' OR details LIKE '%Thôi%'"), 0);
    struct journal_report report;
    assert_ok(journal_verify(&report, t->of.db, NULL, &e), &e);
    assert_int_equal(report.first_bad, 0);
    test_desk_close(t);
}
