/* session_message.h - from the neutral facts of an event to the words of the session profile. Pure.
 *
 * The same facts give the same bytes, however often they are sent. What the facts do not say is not said: an
 * empty text where the portal allows one, and otherwise no message (rules_check_facts names the gap
 * beforehand).
 */
#ifndef TARGETS_SESSION_MESSAGE_H
#define TARGETS_SESSION_MESSAGE_H

#include <stdint.h>

#include "base/err.h"

struct js;

/* The code the portal knows the dossier by: its own when it was filed there, else ours. */
const char *session_code(const struct js *facts);

/* The element of DongBoHoSoMC.data. `account` is the portal account of who filed online and `field_code` the
 * portal's code of the procedure's field where the facts have none; both NULL when not needed. `event_seq`
 * numbers a request for supplements. Free it with js_free. */
struct js *session_dossier(
    const struct js *facts, const char *account, const char *field_code, int64_t event_seq);

/* The element of CapNhatTienDoHoSoMC.data for this event. */
struct js *session_progress(const struct js *facts);

/* A whole body: session, unit and service first, then `own` (which it takes; may be NULL) key by key.
 * Free *ret. */
MUST enum rc session_body(
    char **ret, const char *session, const char *unit, const char *service, struct js *own, struct err *e);

#endif
