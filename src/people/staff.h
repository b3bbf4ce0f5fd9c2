/* staff.h - who works at the desks: accounts, passwords, back-off.
 *
 * A Unix user is mapped to one account (verbs run as that account); the desk asks for the password once a day
 * and a PIN unlocks the same desk on the same day. Passwords are Argon2id strings (64 MiB, 2 passes) that
 * carry their own parameters. Failures are counted in the book, so a restart forgives nothing: 5 = 30 s,
 * doubling up to 15 min. Unknown name, wrong password and a waiting account get the same words after the same
 * work. All changes write a journal event; neither passwords nor hashes are ever in it.
 */
#ifndef PEOPLE_STAFF_H
#define PEOPLE_STAFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "people/permission.h"

struct arena;
struct db;
struct js;
struct office;

#define STAFF_LOGIN_SIZE    33
#define STAFF_NAME_SIZE     128
#define STAFF_FAILURES_FREE 4  /* the fifth begins the waiting */
#define STAFF_WAIT_FIRST    30 /* seconds */
#define STAFF_WAIT_MAX      (15 * 60)
#define PASSWORD_MIN        12  /* letters; or four words */
#define PASSWORD_MAX        256 /* bytes */

struct staff {
    int64_t id;                       /* 0 = not saved yet */
    char login[STAFF_LOGIN_SIZE];     /* a-z 0-9 . _ -, begins with a letter */
    char unix_user[STAFF_LOGIN_SIZE]; /* "" = none */
    char name[STAFF_NAME_SIZE];
    char title[STAFF_NAME_SIZE]; /* "Công chức Tư pháp - Hộ tịch" */
    enum staff_role role;
    bool locked, has_password, has_pin;
    int failures;
    int64_t blocked_until, last_seen_at; /* UTC, 0 = never */
};

/* --- rules (pure) --- */

/* Too short, too common, made of the login or of one repeated sign: RC_REFUSED with what would do. */
MUST enum rc password_check(const char *password, const char *login, struct err *e);
MUST enum rc pin_check(const char *pin, struct err *e); /* 6 to 8 digits, not 111111 or 123456 */

/* Seconds to wait after so many failures in a row. */
int staff_wait_seconds(int failures);

MUST enum rc staff_check(const struct staff *staff, struct err *e);

#define PASSWORD_HASH_SIZE 128
MUST enum rc password_hash(char out[PASSWORD_HASH_SIZE], const char *password, struct err *e);
/* False for a wrong password; `hash` NULL or "" does the same work and is false. */
bool password_matches(const char *hash, const char *password);

/* {"login","name","title","role","unix_user","locked","has_password","last_seen_at"} */
struct js *staff_json(const struct staff *staff);

/* --- in the book --- */

/* RC_NOT_FOUND "no_such_staff" when there is none. */
MUST enum rc staff_by_login(struct staff *ret, struct db *db, const char *login, struct err *e);
MUST enum rc staff_by_unix_user(struct staff *ret, struct db *db, const char *user, struct err *e);
MUST enum rc staff_by_id(struct staff *ret, struct db *db, int64_t id, struct err *e);
MUST enum rc staff_list(struct staff **ret, size_t *count, struct db *db, struct arena *a, struct err *e);

/* The first account of a fresh book, ROLE_FOUNDER; refused once there is one. Needs nobody signed in. */
MUST enum rc staff_found(const struct office *of, struct staff *staff, struct err *e);

/* These need ACTION_STAFF; each is one transaction with its event. The last account that may do ACTION_STAFF
 * can be neither locked nor given another role. */
MUST enum rc staff_add(const struct office *of, struct staff *staff, struct err *e);
MUST enum rc staff_set_role(const struct office *of, const char *login, enum staff_role role, struct err *e);
MUST enum rc staff_set_locked(const struct office *of, const char *login, bool locked, struct err *e);
/* One's own, or any with ACTION_STAFF. NULL or "" for `pin`/`password` takes it away. */
MUST enum rc staff_set_password(
    const struct office *of, const char *login, const char *password, struct err *e);
MUST enum rc staff_set_pin(const struct office *of, const char *login, const char *pin, struct err *e);

/* Password at the start of a day, or the PIN of somebody whose password was right at this desk today.
 * RC_REFUSED "sign_in_refused". On success failures are forgotten and last_seen is noted. */
MUST enum rc staff_sign_in(
    struct staff *ret, const struct office *of, const char *login, const char *password, struct err *e);
MUST enum rc staff_unlock(
    struct staff *ret, const struct office *of, const char *login, const char *pin, struct err *e);

/* The account of the Unix user (`peer_id`) while it has no password: the machine's own log-in vouches for it. A PIN
 * still stands before the second time on a day. RC_REFUSED "sign_in_refused" for every other account. */
MUST enum rc staff_sign_in_as_peer(
    struct staff *ret, const struct office *of, const char *login, int64_t peer_id, struct err *e);

#endif
