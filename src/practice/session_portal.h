/* session_portal.h - the practice portal's answers in the session profile (login, then one call endpoint).
 *
 * Pure but for the shelf: a request body goes in, an answer body comes out. Strict about every field, so that
 * what passes here has a chance at the real one. It speaks Vietnamese only, as the real one does.
 */
#ifndef PRACTICE_SESSION_PORTAL_H
#define PRACTICE_SESSION_PORTAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "practice/procedures.h"

struct db;
struct js;

#define PORTAL_SESSIONS  8
#define PORTAL_ROWS_MAX  10 /* objects in one `data` */
#define PORTAL_USER_SIZE 64

struct portal_session {
    char id[40];
    int64_t ends_at; /* UTC seconds; 0 = free */
};

struct session_portal {
    struct db *shelf;
    char user[PORTAL_USER_SIZE];
    char password[PORTAL_USER_SIZE]; /* "" accepts any that is not empty */
    bool forget;                     /* does not recognise a repeated create */
    int session_life;                /* seconds; 0 = 600 */
    struct portal_session sessions[PORTAL_SESSIONS];
    int next_session;
    struct portal_procedures procedures;
};

/* Each fills *ret with the answer (free with js_free). RC_OK means "there is an answer", be it a refusal. */
MUST enum rc session_portal_login(
    struct js **ret, struct session_portal *portal, const struct js *body, int64_t now, struct err *e);
MUST enum rc session_portal_call(
    struct js **ret, struct session_portal *portal, const struct js *body, int64_t now, struct err *e);

/* Ends every session at once, as a restarted portal would. */
void session_portal_end_sessions(struct session_portal *portal);

#endif
