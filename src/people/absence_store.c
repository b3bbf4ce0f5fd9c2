/* absence_store.c - see absence.h. */
#include "people/absence.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"

#define DEPUTIES_MAX 20 /* in a row; a commune has fewer staff */
#define ABSENCE_DAYS 366

static struct day today_of(const struct office *of)
{
    return day_of(clock_now(of->clock));
}

/* The deputy of somebody who is away on `day`, 0 when that person is here. */
static enum rc deputy_of(int64_t *ret, const struct office *of, int64_t staff_id, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q =
        stmt_of(of->db, "SELECT deputy_id FROM absence WHERE staff_id = :staff AND until_day >= :today");
    stmt_bind_int(q, ":staff", staff_id);
    stmt_bind_text(q, ":today", iso_day(day, today_of(of)));
    *ret = 0;
    enum rc rc = stmt_number(ret, q, e);
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* Follows the deputies from `id`; RC_REFUSED when the way comes back to `avoid` or never ends. */
static enum rc last_deputy(
    int64_t *ret, const struct office *of, int64_t id, int64_t avoid, struct err *e)
{
    for (int i = 0; i < DEPUTIES_MAX; i++) {
        int64_t next = 0;
        enum rc rc = id == avoid ? RC_OK : deputy_of(&next, of, id, e);
        if (rc)
            return rc;
        if (!next && id != avoid) {
            *ret = id;
            return RC_OK;
        }
        if (id == avoid)
            break;
        id = next;
    }
    err_set(e, RC_REFUSED, "absence_ring", N_("This deputy is away, too, and work would come back in a ring"));
    err_hint(e, N_("Name somebody who is here"));
    return RC_REFUSED;
}

static enum rc check_day(const struct office *of, struct day until, struct err *e)
{
    int ahead = day_number(until) - day_number(today_of(of));
    if (ahead >= 0 && ahead <= ABSENCE_DAYS)
        return RC_OK;
    return err_set(e, RC_REFUSED, "absence_day", N_("The last day away must be today or later, within a year"));
}

static enum rc check_rights(const struct office *of, const struct staff *who, struct err *e)
{
    return who->id == of->staff_id ? RC_OK : permission_check(of->role, ACTION_DOSSIER_REVIEW, e);
}

static enum rc write_row(
    const struct office *of, int64_t staff_id, struct day until, int64_t deputy_id, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO absence (staff_id, deputy_id, until_day) VALUES (:staff, :deputy, :until)"
        " ON CONFLICT (staff_id) DO UPDATE SET deputy_id = :deputy, until_day = :until");
    stmt_bind_int(q, ":staff", staff_id);
    stmt_bind_int(q, ":deputy", deputy_id);
    stmt_bind_text(q, ":until", iso_day(day, until));
    return stmt_run(q, e);
}

static enum rc note(const struct office *of, const char *action, const struct staff *who, const char *until,
    const char *deputy, struct err *e)
{
    AUTO_JS payload = js_object();
    js_put_text(payload, "until", until);
    js_put_text(payload, "deputy", deputy);
    return journal_append(NULL, NULL, of,
        &(struct journal_entry){
            .action = action, .object_kind = "staff", .object = who->login, .payload = payload },
        e);
}

enum rc absence_set(
    const struct office *of, const char *login, struct day until, const char *deputy, struct err *e)
{
    struct staff who = { 0 }, other = { 0 };
    int64_t last;
    char day[ISO_DAY_SIZE];
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = staff_by_login(&who, of->db, login, e);
    if (!rc)
        rc = staff_by_login(&other, of->db, deputy, e);
    if (!rc)
        rc = check_rights(of, &who, e);
    if (!rc)
        rc = check_day(of, until, e);
    if (!rc && who.id == other.id)
        rc = err_set(e, RC_REFUSED, "absence_self", N_("Nobody is their own deputy; name a colleague"));
    if (!rc && other.locked)
        rc = err_set(e, RC_REFUSED, "staff_locked", N_("The account %s is locked"), other.login);
    if (!rc)
        rc = last_deputy(&last, of, other.id, who.id, e);
    if (!rc)
        rc = write_row(of, who.id, until, other.id, e);
    if (!rc)
        rc = note(of, "absence_set", &who, iso_day(day, until), other.login, e);
    return rc ? rc : tx_commit(&tx, e);
}

static enum rc delete_row(const struct office *of, const struct staff *who, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "DELETE FROM absence WHERE staff_id = :staff");
    stmt_bind_int(q, ":staff", who->id);
    enum rc rc = stmt_run(q, e);
    if (!rc && db_changes(of->db) == 0)
        return err_set(e, RC_NOT_FOUND, "not_absent", N_("%s is not noted as away"), who->login);
    return rc;
}

enum rc absence_end(const struct office *of, const char *login, struct err *e)
{
    struct staff who = { 0 };
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = staff_by_login(&who, of->db, login, e);
    if (!rc)
        rc = check_rights(of, &who, e);
    if (!rc)
        rc = delete_row(of, &who, e);
    if (!rc)
        rc = note(of, "absence_ended", &who, NULL, NULL, e);
    return rc ? rc : tx_commit(&tx, e);
}

#define ABSENT_MAX 200

static enum rc read_ids(int64_t ids[][2], struct day *until, size_t *count, const struct office *of, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db,
        "SELECT staff_id, deputy_id, until_day FROM absence WHERE until_day >= :today ORDER BY until_day, staff_id");
    stmt_bind_text(q, ":today", iso_day(day, today_of(of)));
    for (bool row = true; *count < ABSENT_MAX;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc || !row)
            return rc;
        ids[*count][0] = stmt_int(q, 0);
        ids[*count][1] = stmt_int(q, 1);
        *count += iso_day_parse(&until[*count], stmt_text(q, 2));
    }
    stmt_done(q);
    return RC_OK;
}

enum rc absence_list(
    struct absence **ret, size_t *count, const struct office *of, struct arena *a, struct err *e)
{
    int64_t ids[ABSENT_MAX][2];
    struct day until[ABSENT_MAX];
    size_t n = 0;
    enum rc rc = read_ids(ids, until, &n, of, e);
    struct absence *list = rc ? NULL : arena_array(a, n + 1, sizeof *list);
    if (!rc && !list)
        rc = err_no_memory(e);
    for (size_t i = 0; i < n && !rc; i++) {
        list[i].until = until[i];
        rc = staff_by_id(&list[i].staff, of->db, ids[i][0], e);
        if (!rc)
            rc = staff_by_id(&list[i].deputy, of->db, ids[i][1], e);
    }
    if (rc)
        return rc;
    *ret = list;
    *count = n;
    return RC_OK;
}

enum rc absence_route(struct staff *ret, const struct office *of, const char *login, struct err *e)
{
    struct staff staff = { 0 };
    int64_t last = 0;
    enum rc rc = staff_by_login(&staff, of->db, login, e);
    if (!rc)
        rc = last_deputy(&last, of, staff.id, 0, e);
    if (!rc && last != staff.id)
        rc = staff_by_id(&staff, of->db, last, e);
    if (!rc && staff.locked)
        rc = err_set(e, RC_REFUSED, "staff_locked", N_("The account %s is locked"), staff.login);
    if (!rc)
        *ret = staff;
    return rc;
}
