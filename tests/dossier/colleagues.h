/* colleagues.h - several invented people at one shop, and whose hands are on the keyboard. */
#ifndef TESTS_DOSSIER_COLLEAGUES_H
#define TESTS_DOSSIER_COLLEAGUES_H

#include "base/arena.h"
#include "dossier/facts.h"
#include "dossier/move.h"
#include "dossier/step.h"
#include "shop.h"

static inline struct staff colleague(struct test_desk *t, const char *login, enum staff_role role)
{
    struct err e = { 0 };
    struct staff staff = { .role = role };
    struct office of = t->of;
    of.role = ROLE_FOUNDER;
    snprintf(staff.login, sizeof staff.login, "%s", login);
    snprintf(staff.name, sizeof staff.name, "Đồng nghiệp %s (thử)", login);
    assert_ok(staff_add(&of, &staff, &e), &e);
    return staff;
}

/* From here on this person sits at the desk. */
static inline void sits(struct test_desk *t, const struct staff *who)
{
    t->of.staff_id = who->id;
    t->of.role = who->role;
    t->of.staff_name = who->name;
}

static inline enum rc step_to(struct test_desk *t, const char *code, enum state to, const char *reason, struct err *e)
{
    struct move_answer answer;
    return dossier_move(&answer, &t->of, code, &(struct move_request){ .to = to, .reason = reason }, e);
}

static inline void must_refuse(enum rc rc, struct err *e, const char *code)
{
    assert_int_equal(rc, RC_REFUSED);
    assert_string_equal(e->code, code);
    assert_true(e->message[0]);
    *e = (struct err){ 0 };
}

/* The newest event's facts of that name; free them. */
static inline struct js *facts_of(struct test_desk *t, int64_t dossier_id, const char *action)
{
    struct err e = { 0 };
    struct js *facts = NULL;
    assert_ok(facts_load(&facts, NULL, &t->of, dossier_id, action, &e), &e);
    return facts;
}

#endif
