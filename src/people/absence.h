/* absence.h - who is away, and who takes their new work meanwhile.
 *
 * An absence ends by itself after its last day. A deputy who is away too has a deputy in turn; a ring of deputies is
 * refused when it would be made, so work always finds somebody. What a person already holds stays with them until
 * somebody takes it over with a reason.
 */
#ifndef PEOPLE_ABSENCE_H
#define PEOPLE_ABSENCE_H

#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "people/staff.h"

struct arena;
struct office;

struct absence {
    struct staff staff, deputy;
    struct day until; /* the last day away */
};

/* One's own, or anybody's with ACTION_DOSSIER_REVIEW. `until` is today or later, at most a year ahead. RC_REFUSED
 * "absence_day", "absence_self", "absence_ring". One transaction with its event. */
MUST enum rc absence_set(
    const struct office *of, const char *login, struct day until, const char *deputy, struct err *e);

/* Back earlier than said. RC_NOT_FOUND when the person is not away. */
MUST enum rc absence_end(const struct office *of, const char *login, struct err *e);

/* Those who are away today, by the day they come back. */
MUST enum rc absence_list(
    struct absence **ret, size_t *count, const struct office *of, struct arena *a, struct err *e);

/* Who takes new work meant for `login` today: that person, or the deputy. *ret is that account. RC_REFUSED
 * "staff_locked" for an account that is closed. */
MUST enum rc absence_route(struct staff *ret, const struct office *of, const char *login, struct err *e);

#endif
