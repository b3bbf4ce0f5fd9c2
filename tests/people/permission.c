/* permission.c - the table of roles and actions, looked at by its rules. */
#include "people/permission.h"

#include "check.h"

TEST(permission__gives__an_administrator_accounts_but_no_case)
{
    static const enum action cases[] = { ACTION_INTAKE, ACTION_DOSSIER_VIEW, ACTION_DOSSIER_WORK,
        ACTION_PERSON_VIEW, ACTION_PERSON_ERASE, ACTION_PRINT, ACTION_REPORT_NAMES, ACTION_JOURNAL_SHOW };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_false(permission_has(ROLE_ADMINISTRATOR, cases[i]));
    assert_true(permission_has(ROLE_ADMINISTRATOR, ACTION_STAFF));
    assert_true(permission_has(ROLE_FOUNDER, ACTION_STAFF));
    assert_true(permission_has(ROLE_FOUNDER, ACTION_INTAKE));
}

TEST(permission__gives__the_chairman_counts_and_nobody_nothing)
{
    assert_true(permission_has(ROLE_CHAIRMAN, ACTION_REPORT));
    assert_false(permission_has(ROLE_CHAIRMAN, ACTION_REPORT_NAMES));
    for (int action = 0; action < ACTIONS; action++) {
        assert_false(permission_has(ROLE_NONE, (enum action)action));
        assert_false(permission_has(-1, (enum action)action));
        assert_false(permission_has(99, (enum action)action));
    }
}

TEST(permission__lets__somebody_do_every_action_and_an_auditor_change_none)
{
    static const enum action reading[] = { ACTION_DOSSIER_VIEW, ACTION_PERSON_VIEW, ACTION_REPORT,
        ACTION_OUTBOX_VIEW, ACTION_JOURNAL_VERIFY, ACTION_JOURNAL_SHOW };
    for (int action = 0; action < ACTIONS; action++) {
        bool reads = false;
        for (size_t i = 0; i < sizeof reading / sizeof *reading; i++)
            reads = reads || reading[i] == (enum action)action;
        assert_int_equal(permission_has(ROLE_AUDITOR, (enum action)action), reads);
        int roles = 0;
        for (int role = ROLE_OFFICER; role < ROLE_FOUNDER; role++)
            roles += permission_has(role, (enum action)action);
        assert_true(roles > 0);
    }
}

TEST(permission_check__names__the_role_that_may)
{
    struct err e = { 0 };
    assert_int_equal(permission_check(ROLE_OFFICER, ACTION_DOSSIER_VOID, &e), RC_REFUSED);
    assert_string_equal(e.message, "This is work of the role: supervisor");
    assert_int_equal(permission_check(ROLE_NONE, ACTION_INTAKE, &e), RC_REFUSED);
    assert_string_equal(e.code, "not_signed_in");
}

TEST(role_parse__knows__every_slug_but_not_the_founder)
{
    enum staff_role role;
    for (int i = ROLE_OFFICER; i < ROLE_FOUNDER; i++) {
        assert_true(role_parse(&role, role_slug(i)));
        assert_int_equal(role, i);
    }
    assert_false(role_parse(&role, "founder"));
    assert_false(role_parse(&role, ""));
}
