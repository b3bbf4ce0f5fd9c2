/* duty.h - who gets new dossiers, and what becomes of what somebody holds who is away.
 *
 * A duty names the usual holder of a procedure (by code) or of a whole field (by the catalogue's name); the procedure's
 * own goes first. At reception the dossier goes there, or to the deputy of who is away. Where nobody is named, whose
 * account is closed, or a ring of deputies has come about, the one who receives it holds it, as without any table:
 * reception is never refused for want of a holder.
 * Who leaves hands on every open dossier to the deputy; who comes back gets back those that nobody took over
 * meanwhile. Each is journalled as "assigned" with "deputy_of" or "returned_to".
 */
#ifndef DOSSIER_DUTY_H
#define DOSSIER_DUTY_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "people/staff.h"

struct arena;
struct office;
struct procedure;

struct duty {
    char *what; /* "1.004222" or "Hộ tịch" */
    struct staff staff;
};

/* ACTION_DOSSIER_REVIEW. Event "duty_set". RC_NOT_FOUND "no_such_duty" for neither a code nor a field of the catalogue. */
MUST enum rc duty_set(const struct office *of, const char *what, const char *login, struct err *e);
/* RC_NOT_FOUND "no_duty". Event "duty_ended". */
MUST enum rc duty_end(const struct office *of, const char *what, struct err *e);
MUST enum rc duty_list(struct duty **ret, size_t *count, const struct office *of, struct arena *a, struct err *e);

/* Who gets a new dossier of this procedure: staff id 0 = whoever receives it. `usual` (may be NULL) is the login of the
 * named holder when the work went to somebody else. Fails only when the book does. */
MUST enum rc duty_route(struct staff *ret, char usual[STAFF_LOGIN_SIZE], const struct office *of,
    const struct procedure *p, struct err *e);

/* absence_set, and everything that is held goes to the deputy, in one transaction. *count = dossiers handed on. */
MUST enum rc duty_leave(int *count, const struct office *of, const char *login, struct day until, const char *deputy,
    struct err *e);

/* absence_end, and what the deputy still holds comes back; also after the last day has passed. */
MUST enum rc duty_return(int *count, const struct office *of, const char *login, struct err *e);

#endif
