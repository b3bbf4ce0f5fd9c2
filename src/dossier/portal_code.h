/* portal_code.h - a dossier filed on the national portal by hand: the code it got there, and the boxes ticked
 * off.
 *
 * The portal's code is typed or scanned after the form was sent over there. From then on the dossier's
 * channel is "online", whatever it was before; the promise stays as it was given.
 *
 * Shapes seen: 000.00.53.H48-220921-0099, H56.14-240823-0001, G09.20-20260609-0092637. There is no check
 * digit.
 */
#ifndef DOSSIER_PORTAL_CODE_H
#define DOSSIER_PORTAL_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct db;
struct js;
struct office;
struct problems;
struct step_answer;

#define PORTAL_CODE_SIZE 48
#define PORTAL_BOXES_MAX 600
#define PORTAL_BOX_SIZE  240

/* The code as it is kept: blanks taken out, letters upper. RC_REFUSED "portal_code" with the shape it should
 * have. */
MUST enum rc portal_code_read(char ret[PORTAL_CODE_SIZE], const char *typed, struct err *e);

/* Records the code and makes the dossier an online one; event "portal_coded" with `channel_before`. The same
 * code once more changes nothing. Another code than the one on the book needs a reason (portal_code_before
 * stands in the event). RC_REFUSED: portal_code, portal_code_taken (by which dossier), portal_code_known,
 * closed. */
MUST enum rc dossier_set_portal_code(struct step_answer *ret, const struct office *of, const char *code,
    const char *typed, const char *reason, struct err *e);

/* --- in the book (portal_code_store.c) --- */

/* The dossier that has this portal code; "" when none has. */
MUST enum rc portal_code_holder(char ret[64], struct db *db, const char *portal_code, struct err *e);

/* RC_CONFLICT when somebody changed the dossier since `version` was read. */
MUST enum rc portal_code_keep(
    struct db *db, int64_t dossier_id, int version, const char *portal_code, struct err *e);

/* Ticks a box off, or takes the tick away. Durable when it returns. */
MUST enum rc portal_tick_set(
    const struct office *of, int64_t dossier_id, const char *box, bool on, struct err *e);

/* All ticks of an array of box names, within the open transaction (an intake that was shadowed as a draft).
 */
MUST enum rc portal_tick_all(
    const struct office *of, int64_t dossier_id, const struct js *boxes, struct err *e);

/* The boxes ticked off, as a JSON array of names. */
MUST enum rc portal_tick_load(struct js **ret, struct db *db, int64_t dossier_id, struct err *e);

#endif
