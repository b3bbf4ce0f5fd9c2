/* duty_store.c - see duty.h. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "book/journal.h"
#include "catalog/procedure.h"
#include "dossier/duty.h"
#include "dossier/opened.h"
#include "people/absence.h"

/* --- the table --- */

static enum rc check_what(struct db *db, const char *what, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT 1 FROM procedure WHERE code = :what OR field = :what LIMIT 1");
    stmt_bind_text(q, ":what", what);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND) {
        err_set(e, rc, "no_such_duty", N_("The catalogue has neither a procedure nor a field \"%.80s\""), what);
        err_hint(e, N_("Fields are named as `motcua catalog list` shows them"));
    }
    if (!rc)
        stmt_done(q);
    return rc;
}

static enum rc note(const struct office *of, const char *action, const char *what, const char *login, struct err *e)
{
    AUTO_JS payload = js_object();
    js_put_text(payload, "login", login);
    return journal_append(NULL, NULL, of,
        &(struct journal_entry){ .action = action, .object_kind = "duty", .object = what, .payload = payload }, e);
}

enum rc duty_set(const struct office *of, const char *what, const char *login, struct err *e)
{
    struct staff staff;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_REVIEW, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = check_what(of->db, what, e);
    if (!rc)
        rc = staff_by_login(&staff, of->db, login, e);
    if (!rc && staff.locked)
        rc = err_set(e, RC_REFUSED, "staff_locked", N_("The account %s is locked"), staff.login);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO duty (what, staff_id) VALUES (:what, :staff)"
        " ON CONFLICT (what) DO UPDATE SET staff_id = :staff");
    stmt_bind_text(q, ":what", what);
    stmt_bind_int(q, ":staff", staff.id);
    rc = stmt_run(q, e);
    if (!rc)
        rc = note(of, "duty_set", what, staff.login, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc duty_end(const struct office *of, const char *what, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_REVIEW, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    struct stmt *q = stmt_of(of->db, "DELETE FROM duty WHERE what = :what");
    stmt_bind_text(q, ":what", what);
    if (!rc)
        rc = stmt_run(q, e);
    if (!rc && !db_changes(of->db))
        rc = err_set(e, RC_NOT_FOUND, "no_duty", N_("Nobody is named for \"%.80s\""), what);
    if (!rc)
        rc = note(of, "duty_ended", what, NULL, e);
    return rc ? rc : tx_commit(&tx, e);
}

#define DUTIES_MAX 1000

enum rc duty_list(struct duty **ret, size_t *count, const struct office *of, struct arena *a, struct err *e)
{
    int64_t ids[DUTIES_MAX];
    size_t n = 0;
    struct duty *list = arena_array(a, DUTIES_MAX, sizeof *list);
    struct stmt *q = stmt_of(of->db, "SELECT what, staff_id FROM duty ORDER BY what");
    enum rc rc = list ? RC_OK : err_no_memory(e);
    for (bool row = true; !rc && row && n < DUTIES_MAX;) {
        rc = stmt_next(q, &row, e);
        if (!rc && row) {
            list[n].what = stmt_copy(q, 0, a);
            ids[n++] = stmt_int(q, 1);
        }
    }
    stmt_done(q);
    for (size_t i = 0; i < n && !rc; i++)
        rc = staff_by_id(&list[i].staff, of->db, ids[i], e);
    if (!rc && arena_failed(a))
        rc = err_no_memory(e);
    if (rc)
        return rc;
    *ret = list;
    *count = n;
    return RC_OK;
}

/* --- new dossiers --- */

enum rc duty_route(struct staff *ret, char usual[STAFF_LOGIN_SIZE], const struct office *of,
    const struct procedure *p, struct err *e)
{
    struct staff named = { 0 }, goes = { 0 };
    struct stmt *q = stmt_of(of->db,
        "SELECT staff_id FROM duty WHERE what IN (:code, :field) ORDER BY what = :code DESC LIMIT 1");
    stmt_bind_text(q, ":code", p->code);
    stmt_bind_text(q, ":field", p->field);
    *ret = (struct staff){ 0 };
    int64_t id;
    enum rc rc = stmt_number(&id, q, e);
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    rc = staff_by_id(&named, of->db, id, e);
    if (rc)
        return rc;
    rc = absence_route(&goes, of, named.login, NULL);
    if (rc == RC_REFUSED) /* closed account, ring: whoever receives it keeps it */
        return RC_OK;
    if (!rc && usual)
        snprintf(usual, STAFF_LOGIN_SIZE, "%s", goes.id == named.id ? "" : named.login);
    if (!rc)
        *ret = goes;
    return rc;
}

/* --- leaving and coming back --- */

#define HELD_MAX 2000

static enum rc read_codes(char ***ret, size_t *count, struct stmt *q, struct arena *a, struct err *e)
{
    char **codes = arena_array(a, HELD_MAX, sizeof *codes);
    size_t n = 0;
    enum rc rc = codes ? RC_OK : err_no_memory(e);
    for (bool row = true; !rc && row && n < HELD_MAX;) {
        rc = stmt_next(q, &row, e);
        if (!rc && row)
            codes[n++] = stmt_copy(q, 0, a);
    }
    stmt_done(q);
    if (!rc && arena_failed(a))
        rc = err_no_memory(e);
    *ret = codes;
    *count = n;
    return rc;
}

static enum rc held_by(char ***ret, size_t *count, struct db *db, int64_t staff_id, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT code FROM dossier WHERE holder_id = :staff AND state IN (1, 2, 4, 5, 6, 9) ORDER BY id LIMIT 2000");
    stmt_bind_int(q, ":staff", staff_id);
    return read_codes(ret, count, q, a, e);
}

static enum rc lent_to_deputy(
    char ***ret, size_t *count, struct db *db, int64_t staff_id, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT d.code FROM stand_in s JOIN dossier d ON d.id = s.dossier_id"
        " WHERE s.staff_id = :staff AND d.holder_id = s.deputy_id AND d.state IN (1, 2, 4, 5, 6, 9)"
        " ORDER BY d.id LIMIT 2000");
    stmt_bind_int(q, ":staff", staff_id);
    return read_codes(ret, count, q, a, e);
}

/* One dossier to other hands; `key` tells whose it is ("deputy_of") or whom it came back to ("returned_to"). */
static enum rc pass_on(const struct office *of, const char *code, const struct staff *to, const char *key,
    const char *login, int64_t *id, struct err *e)
{
    AUTO_OPENED o = opened_for(of);
    struct step_answer answer = { 0 };
    enum rc rc = opened_begin(&o, ACTION_DOSSIER_WORK, code, e);
    if (rc)
        return rc;
    js_put_text(o.more, "giver", o.d.holder);
    js_put_text(o.more, "receiver", to->name);
    js_put_text(o.more, key, login);
    o.d.holder_id = to->id;
    *id = o.d.id;
    return opened_finish(&answer, &o, &(struct facts_event){ .action = "assigned" }, e);
}

static enum rc remember(struct db *db, int64_t dossier_id, int64_t staff_id, int64_t deputy_id, struct err *e)
{
    /* A deputy who leaves, too: it stays the first one's. */
    struct stmt *q = stmt_of(db,
        "INSERT INTO stand_in (dossier_id, staff_id, deputy_id) VALUES (:dossier, :staff, :deputy)"
        " ON CONFLICT (dossier_id) DO UPDATE SET deputy_id = :deputy,"
        "    staff_id = CASE WHEN deputy_id = :staff THEN staff_id ELSE :staff END");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_int(q, ":staff", staff_id);
    stmt_bind_int(q, ":deputy", deputy_id);
    return stmt_run(q, e);
}

enum rc duty_leave(int *count, const struct office *of, const char *login, struct day until, const char *deputy,
    struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct staff who = { 0 }, to = { 0 };
    char **codes = NULL;
    size_t n = 0;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = absence_set(of, login, until, deputy, e);
    if (!rc)
        rc = staff_by_login(&who, of->db, login, e);
    if (!rc)
        rc = absence_route(&to, of, login, e);
    if (!rc)
        rc = held_by(&codes, &n, of->db, who.id, &a, e);
    for (size_t i = 0; i < n && !rc; i++) {
        int64_t id = 0;
        rc = pass_on(of, codes[i], &to, "deputy_of", login, &id, e);
        if (!rc)
            rc = remember(of->db, id, who.id, to.id, e);
    }
    if (!rc)
        rc = tx_commit(&tx, e);
    *count = rc ? 0 : (int)n;
    return rc;
}

static enum rc forget(struct db *db, int64_t staff_id, struct err *e)
{
    struct stmt *q = stmt_of(db, "DELETE FROM stand_in WHERE staff_id = :staff");
    stmt_bind_int(q, ":staff", staff_id);
    return stmt_run(q, e);
}

enum rc duty_return(int *count, const struct office *of, const char *login, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct staff who = { 0 };
    char **codes = NULL;
    size_t n = 0;
    int64_t id;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = absence_end(of, login, e);
    if (!rc)
        rc = staff_by_login(&who, of->db, login, e);
    if (!rc)
        rc = lent_to_deputy(&codes, &n, of->db, who.id, &a, e);
    for (size_t i = 0; i < n && !rc; i++)
        rc = pass_on(of, codes[i], &who, "returned_to", login, &id, e);
    if (!rc)
        rc = forget(of->db, who.id, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    *count = rc ? 0 : (int)n;
    return rc;
}
