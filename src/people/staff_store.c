/* staff_store.c - accounts in the book. See staff.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "people/staff.h"

#define COLUMNS                                                                                              \
    "SELECT id, login, unix_user, name, title, role, locked, password IS NOT NULL, pin IS NOT NULL, "        \
    "       failures, blocked_until, last_seen_at, password, pin, last_desk FROM staff "

/* What sign-in needs besides the account. */
struct secrets {
    char password[PASSWORD_HASH_SIZE], pin[PASSWORD_HASH_SIZE];
    char last_desk[64];
};

static void read_row(struct staff *ret, struct secrets *secrets, struct stmt *q)
{
    *ret = (struct staff){
        .id = stmt_int(q, 0),
        .role = (enum staff_role)stmt_int(q, 5),
        .locked = stmt_int(q, 6) != 0,
        .has_password = stmt_int(q, 7) != 0,
        .has_pin = stmt_int(q, 8) != 0,
        .failures = (int)stmt_int(q, 9),
        .blocked_until = stmt_int(q, 10),
        .last_seen_at = stmt_int(q, 11),
    };
    snprintf(ret->login, sizeof ret->login, "%s", stmt_text(q, 1));
    snprintf(ret->unix_user, sizeof ret->unix_user, "%s", stmt_text(q, 2));
    snprintf(ret->name, sizeof ret->name, "%s", stmt_text(q, 3));
    snprintf(ret->title, sizeof ret->title, "%s", stmt_text(q, 4));
    if (!secrets)
        return;
    snprintf(secrets->password, sizeof secrets->password, "%s", stmt_text(q, 12));
    snprintf(secrets->pin, sizeof secrets->pin, "%s", stmt_text(q, 13));
    snprintf(secrets->last_desk, sizeof secrets->last_desk, "%s", stmt_text(q, 14));
}

static enum rc one_row(
    struct staff *ret, struct secrets *secrets, struct stmt *q, const char *who, struct err *e)
{
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, RC_NOT_FOUND, "no_such_staff", N_("There is no account \"%s\" in this book"), who);
    if (!rc)
        read_row(ret, secrets, q);
    stmt_done(q);
    return rc;
}

static enum rc load_login(
    struct staff *ret, struct secrets *secrets, struct db *db, const char *login, struct err *e)
{
    struct stmt *q = stmt_of(db, COLUMNS "WHERE login = :login");
    stmt_bind_text(q, ":login", login);
    return one_row(ret, secrets, q, login, e);
}

enum rc staff_by_login(struct staff *ret, struct db *db, const char *login, struct err *e)
{
    return load_login(ret, NULL, db, login, e);
}

enum rc staff_by_unix_user(struct staff *ret, struct db *db, const char *user, struct err *e)
{
    struct stmt *q = stmt_of(db, COLUMNS "WHERE unix_user = :user");
    stmt_bind_text(q, ":user", user);
    return one_row(ret, NULL, q, user, e);
}

enum rc staff_by_id(struct staff *ret, struct db *db, int64_t id, struct err *e)
{
    char who[24];
    struct stmt *q = stmt_of(db, COLUMNS "WHERE id = :id");
    stmt_bind_int(q, ":id", id);
    snprintf(who, sizeof who, "%lld", (long long)id);
    return one_row(ret, NULL, q, who, e);
}

static enum rc count_of(int64_t *ret, struct db *db, struct err *e)
{
    return stmt_number(ret, stmt_of(db, "SELECT count(*) FROM staff"), e);
}

enum rc staff_list(struct staff **ret, size_t *count, struct db *db, struct arena *a, struct err *e)
{
    int64_t all = 0;
    enum rc rc = count_of(&all, db, e);
    struct staff *list = rc ? NULL : arena_array(a, (size_t)all + 1, sizeof *list);
    if (!rc && !list)
        rc = err_no_memory(e);
    struct stmt *q = stmt_of(db, COLUMNS "ORDER BY login");
    size_t n = 0;
    for (bool row = true; !rc;) {
        rc = stmt_next(q, &row, e);
        if (rc || !row)
            break;
        if (n < (size_t)all)
            read_row(&list[n++], NULL, q);
    }
    stmt_done(q);
    if (rc)
        return rc;
    *ret = list;
    *count = n;
    return RC_OK;
}

/* --- changes --- */

static enum rc note(
    const struct office *of, const char *action, const struct staff *staff, const char *detail, struct err *e)
{
    AUTO_JS payload = js_object();
    js_put_text(payload, "login", staff->login);
    js_put_text(payload, "name", staff->name);
    js_put_text(payload, "role", role_slug(staff->role));
    if (detail)
        js_put_text(payload, "detail", detail);
    const struct journal_entry entry = {
        .action = action, .object_kind = "staff", .object = staff->login, .payload = payload
    };
    return journal_append(NULL, NULL, of, &entry, e);
}

static enum rc insert(const struct office *of, struct staff *staff, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "INSERT INTO staff (login, unix_user, name, title, role, created_at) "
                                     "VALUES (:login, :unix_user, :name, :title, :role, :now)");
    stmt_bind_text(q, ":login", staff->login);
    stmt_bind_text(q, ":unix_user", staff->unix_user[0] ? staff->unix_user : NULL);
    stmt_bind_text(q, ":name", staff->name);
    stmt_bind_text(q, ":title", staff->title);
    stmt_bind_int(q, ":role", staff->role);
    stmt_bind_int(q, ":now", clock_now(of->clock));
    enum rc rc = stmt_run(q, e);
    if (rc == RC_CONFLICT)
        return err_set(e, RC_REFUSED, "staff_exists",
            N_("There is an account of that name, or another account of that Unix user, already"));
    if (!rc)
        staff->id = db_last_id(of->db);
    return rc;
}

static enum rc add_noted(const struct office *of, struct staff *staff, const char *action, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = insert(of, staff, e);
    if (!rc)
        rc = note(of, action, staff, NULL, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc staff_found(const struct office *of, struct staff *staff, struct err *e)
{
    int64_t all = 0;
    staff->role = ROLE_FOUNDER;
    enum rc rc = staff_check(staff, e);
    if (!rc)
        rc = count_of(&all, of->db, e);
    if (!rc && all)
        return err_set(e, RC_REFUSED, "staff_founded", N_("This book has its first account already"));
    return rc ? rc : add_noted(of, staff, "staff_founded", e);
}

enum rc staff_add(const struct office *of, struct staff *staff, struct err *e)
{
    enum rc rc = permission_check(of->role, ACTION_STAFF, e);
    if (!rc)
        rc = staff_check(staff, e);
    return rc ? rc : add_noted(of, staff, "staff_added", e);
}

/* Somebody must stay who may keep the accounts. */
static enum rc check_not_last(struct db *db, const struct staff *staff, struct err *e)
{
    if (!permission_has(staff->role, ACTION_STAFF) || staff->locked)
        return RC_OK;
    struct stmt *q = stmt_of(db,
        "SELECT count(*) FROM staff WHERE role IN (:administrator, :founder) AND NOT locked AND id <> :id");
    stmt_bind_int(q, ":administrator", ROLE_ADMINISTRATOR);
    stmt_bind_int(q, ":founder", ROLE_FOUNDER);
    stmt_bind_int(q, ":id", staff->id);
    size_t others;
    enum rc rc = stmt_count(&others, q, e);
    if (!rc && !others)
        return err_set(e, RC_REFUSED, "last_administrator",
            N_("This is the last account that may keep the others; make another administrator first"));
    return rc;
}

static enum rc update_role(struct db *db, const struct staff *staff, enum staff_role role, struct err *e)
{
    struct stmt *q = stmt_of(db, "UPDATE staff SET role = :role WHERE id = :id");
    stmt_bind_int(q, ":role", role);
    stmt_bind_int(q, ":id", staff->id);
    return stmt_run(q, e);
}

enum rc staff_set_role(const struct office *of, const char *login, enum staff_role role, struct err *e)
{
    struct staff staff;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_STAFF, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = staff_by_login(&staff, of->db, login, e);
    if (!rc && !permission_has(role, ACTION_STAFF))
        rc = check_not_last(of->db, &staff, e);
    if (!rc)
        rc = update_role(of->db, &staff, role, e);
    if (rc)
        return rc;
    const char *before = role_slug(staff.role);
    staff.role = role;
    rc = note(of, "staff_role", &staff, before, e);
    return rc ? rc : tx_commit(&tx, e);
}

static enum rc update_locked(struct db *db, const struct staff *staff, bool locked, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "UPDATE staff SET locked = :locked, failures = 0, blocked_until = 0 WHERE id = :id");
    stmt_bind_int(q, ":locked", locked);
    stmt_bind_int(q, ":id", staff->id);
    return stmt_run(q, e);
}

enum rc staff_set_locked(const struct office *of, const char *login, bool locked, struct err *e)
{
    struct staff staff;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_STAFF, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = staff_by_login(&staff, of->db, login, e);
    if (!rc && locked)
        rc = check_not_last(of->db, &staff, e);
    if (!rc)
        rc = update_locked(of->db, &staff, locked, e);
    if (!rc)
        rc = note(of, locked ? "staff_locked" : "staff_unlocked", &staff, NULL, e);
    return rc ? rc : tx_commit(&tx, e);
}

/* One's own secret, or anybody's for whoever keeps the accounts. */
static enum rc may_change_secret(const struct office *of, const struct staff *staff, struct err *e)
{
    return of->staff_id && of->staff_id == staff->id ? RC_OK : permission_check(of->role, ACTION_STAFF, e);
}

static enum rc store_secret(const struct office *of, const struct staff *staff, struct stmt *q,
    const char *hash, const char *action, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    stmt_bind_text(q, ":hash", hash);
    stmt_bind_int(q, ":id", staff->id);
    rc = stmt_run(q, e);
    if (!rc)
        rc = note(of, action, staff, hash ? NULL : "removed", e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc staff_set_password(const struct office *of, const char *login, const char *password, struct err *e)
{
    struct staff staff;
    char hash[PASSWORD_HASH_SIZE];
    bool given = password && *password;
    enum rc rc = staff_by_login(&staff, of->db, login, e);
    if (!rc)
        rc = may_change_secret(of, &staff, e);
    if (!rc && given)
        rc = password_check(password, login, e);
    if (!rc && given)
        rc = password_hash(hash, password, e);
    if (rc)
        return rc;
    struct stmt *q =
        stmt_of(of->db, "UPDATE staff SET password = :hash, failures = 0, blocked_until = 0 WHERE id = :id");
    return store_secret(of, &staff, q, given ? hash : NULL, "staff_password", e);
}

enum rc staff_set_pin(const struct office *of, const char *login, const char *pin, struct err *e)
{
    struct staff staff;
    char hash[PASSWORD_HASH_SIZE];
    bool given = pin && *pin;
    enum rc rc = staff_by_login(&staff, of->db, login, e);
    if (!rc)
        rc = may_change_secret(of, &staff, e);
    if (!rc && given)
        rc = pin_check(pin, e);
    if (!rc && given)
        rc = password_hash(hash, pin, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db, "UPDATE staff SET pin = :hash WHERE id = :id");
    return store_secret(of, &staff, q, given ? hash : NULL, "staff_pin", e);
}

/* --- signing in --- */

static enum rc refused(struct err *e)
{
    err_set(e, RC_REFUSED, "sign_in_refused",
        N_("Name or password do not fit, or the account waits after too many tries"));
    err_hint(e, N_("Wait a little, type the password again; an administrator can set a new one"));
    return RC_REFUSED;
}

static enum rc count_failure(const struct office *of, const struct staff *staff, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    int failures = staff->failures + 1;
    struct stmt *q = stmt_of(of->db, "UPDATE staff SET failures = failures + 1, blocked_until = "
                                     "max(blocked_until, :until) WHERE id = :id");
    int wait = staff_wait_seconds(failures);
    stmt_bind_int(q, ":until", wait ? clock_now(of->clock) + wait : 0);
    stmt_bind_int(q, ":id", staff->id);
    rc = stmt_run(q, e);
    if (!rc && wait) /* the journal hears of guessing, not of every slip */
        rc = note(of, "sign_in_failed", staff, NULL, e);
    return rc ? rc : tx_commit(&tx, e);
}

static enum rc count_success(
    const struct office *of, const struct staff *staff, const char *action, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db, "UPDATE staff SET failures = 0, blocked_until = 0, last_seen_at = :now, "
                                     "last_desk = :desk WHERE id = :id");
    stmt_bind_int(q, ":now", clock_now(of->clock));
    stmt_bind_text(q, ":desk", of->desk);
    stmt_bind_int(q, ":id", staff->id);
    rc = stmt_run(q, e);
    struct office self = *of;
    self.staff_id = staff->id;
    self.staff_name = staff->name;
    if (!rc)
        rc = note(&self, action, staff, NULL, e);
    return rc ? rc : tx_commit(&tx, e);
}

/* Whether a PIN is enough: the password was right at this desk today. */
static bool seen_here_today(const struct office *of, const struct staff *staff, const struct secrets *secrets)
{
    return staff->last_seen_at && strcmp(secrets->last_desk, of->desk ? of->desk : "") == 0 &&
           day_compare(day_of(staff->last_seen_at), day_of(clock_now(of->clock))) == 0;
}

static enum rc enter(struct staff *ret, const struct office *of, const char *login, const char *typed,
    bool by_pin, struct err *e)
{
    struct staff staff = { 0 };
    struct secrets secrets = { 0 };
    enum rc rc = load_login(&staff, &secrets, of->db, login, e);
    if (rc && rc != RC_NOT_FOUND)
        return rc;
    bool waiting = staff.blocked_until > clock_now(of->clock);
    bool allowed = !waiting && (!by_pin || seen_here_today(of, &staff, &secrets));
    bool right = password_matches(allowed ? (by_pin ? secrets.pin : secrets.password) : NULL, typed);
    if (!right && staff.id && !waiting) {
        rc = count_failure(of, &staff, e);
        if (rc)
            return rc;
    }
    if (!right)
        return refused(e);
    if (staff.locked)
        return err_set(e, RC_REFUSED, "staff_locked", N_("This account is locked; ask an administrator"));
    rc = count_success(of, &staff, by_pin ? "unlocked" : "signed_in", e);
    if (!rc)
        rc = staff_by_id(ret, of->db, staff.id, e);
    return rc;
}

enum rc staff_sign_in(
    struct staff *ret, const struct office *of, const char *login, const char *password, struct err *e)
{
    return enter(ret, of, login, password, false, e);
}

enum rc staff_unlock(
    struct staff *ret, const struct office *of, const char *login, const char *pin, struct err *e)
{
    return enter(ret, of, login, pin, true, e);
}

enum rc staff_sign_in_as_peer(
    struct staff *ret, const struct office *of, const char *login, int64_t peer_id, struct err *e)
{
    struct staff staff = { 0 };
    struct secrets secrets = { 0 };
    enum rc rc = load_login(&staff, &secrets, of->db, login, e);
    if (rc && rc != RC_NOT_FOUND)
        return rc;
    bool must_type = staff.has_password || (staff.has_pin && seen_here_today(of, &staff, &secrets));
    if (!staff.id || staff.id != peer_id || staff.locked || must_type)
        return refused(e);
    rc = count_success(of, &staff, "signed_in", e);
    return rc ? rc : staff_by_id(ret, of->db, staff.id, e);
}
