/* session.h - who sits at this desk, what the header says, and the one background child.
 *
 * The office's staff_id is 0 until somebody signed in. The account that the Unix user belongs to (the peer)
 * may sign in by Enter alone while it has no password (and, after the first time of a day, no PIN). Locking
 * keeps the person and her screens; another person who signs in over the lock begins with fresh screens, so
 * she never sees what was under it.
 */
#ifndef DESK_SESSION_H
#define DESK_SESSION_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "book/desk_name.h"
#include "desk/errand.h"
#include "desk/frame.h"
#include "desk/print_check.h"
#include "outbox/delivery.h"
#include "people/staff.h"

struct check;
struct clock;
struct desk;
struct event;
struct finder;
struct office;
struct screen;

/* A program that works behind the desk. Its last line of output is what it has to say. */
struct child {
    pid_t pid; /* 0 = none */
    int out;   /* its standard output and error */
    char said[4096];
    size_t len;
    int status;                 /* exit status once it has ended */
    const char *what;           /* msgid: "Sending" */
    char result[512];           /* a path or name that goes with it */
    const struct screen *asker; /* takes the answer while it is open; compared, never followed */
};

struct session {
    struct desk *desk;
    struct office *office;
    struct staff staff;    /* id 0 = nobody */
    const char *machine;   /* what the machine calls this desk */
    char desk_name[DESK_NAME_SIZE]; /* what people call it: office->desk points here */
    int64_t peer_id;       /* account of the Unix user, 0 = unknown */
    int64_t locked_at;     /* 0 = open */
    struct finder *finder; /* opened when first needed; of today */
    struct child child;
    struct errand errands[ERRANDS]; /* prints that outlived their screen */
    struct print_check prints;      /* of earlier sittings */
    int64_t counted_at;             /* when `counts` was read, monotonic ms + 1; 0 = never */
    struct delivery_counts counts, portal;
    bool portal_set; /* portal.url is set */
    void (*look)(
        struct check *out, struct session *s); /* at the tools, for the sign-in; NULL = checks_look */
};

/* Ties itself to the desk: header, scans, lock, sound, practice frame. `office` is the one cli signed in;
 * from here on it belongs to whoever signs in at the desk. Both must outlive the session. */
MUST enum rc session_open(struct session *ret, struct desk *desk, struct office *office, struct err *e);
void session_close(struct session *s);

/* The session of a screen's desk; NULL in tests that have none. */
struct session *session_of(const struct desk *desk);

/* `secret` is the password or the PIN; NULL for the peer's Enter. RC_REFUSED in words. */
MUST enum rc session_sign_in(struct session *s, const char *login, const char *secret, struct err *e);
void session_sign_out(struct session *s);

/* Whether this account opens with Enter alone. */
bool session_by_enter(const struct session *s, const struct staff *staff);

/* Another name for this desk, kept for this machine. RC_REFUSED "desk_name". */
MUST enum rc session_name_desk(struct session *s, const char *name, struct err *e);

/* Today's finder; RC_OK or what went wrong. */
MUST enum rc session_finder(struct finder **ret, struct session *s, struct err *e);

/* Reads counts anew at the next paint: after a filing, a sending. */
void session_recount(struct session *s);
const struct delivery_counts *session_counts(struct session *s);

/* Starts motcua itself with a verb (argv ends with NULL, without the program's name), its output read behind.
 * At most one at a time: RC_CONFLICT in words otherwise. */
MUST enum rc session_start(struct session *s, const char *what, const char *const *argv, struct err *e);

/* Looks after the child without waiting; true once when it has ended (then s->child.said and .status are
 * whole). */
bool session_child_ended(struct session *s);

/* Locks: the names go, the work stays. Needs somebody signed in. */
void session_lock(struct session *s);
MUST enum rc session_unlock(struct session *s, const char *secret, struct err *e);

/* Closes every screen (each keeps its draft first) and shows the sign-in. */
void session_change_person(struct session *s);

/* Runs the practice desk in this terminal until it ends. Refused in words when there is no practice book. */
MUST enum rc session_practice(struct session *s, struct err *e);

/* For screens that only pass by: says on the message line how the child ended, once. */
void session_say_child(struct session *s);

/* The last line of what a child said; its text is cut there. */
const char *child_last_line(struct child *c);

/* --- words (pure) --- */

/* "9 giây" in steps of ten below a minute, then minutes, hours, days: what stands still is not repainted. */
#define AGE_SIZE 32
const char *age_words(char out[AGE_SIZE], int64_t seconds);

/* What the header says of the line: state and words by the ages of the last answer and the last try. */
enum line_state portal_words(
    char *out, size_t size, const struct delivery_counts *line, bool configured, int64_t now);

/* "Hoàng Thị Lan" -> "H. Lan"; "A Thiết" stays. */
void name_short(char *out, size_t size, const char *name);

/* "UBND xã Đăk Tô" -> "Đăk Tô". */
const char *unit_short(const char *unit);

#endif
