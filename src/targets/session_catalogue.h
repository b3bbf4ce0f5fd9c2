/* session_catalogue.h - the procedures as the portal tells them, over the session profile.
 *
 * LayDanhSachTTHC names the codes, LayThuTuc gives the record of each. What a record means is read by
 * catalog/catalogue_portal.c; here it only has to be the one that was asked for.
 */
#ifndef TARGETS_SESSION_CATALOGUE_H
#define TARGETS_SESSION_CATALOGUE_H

#include <signal.h>
#include <stddef.h>

#include "base/err.h"

struct js;
struct office;

/* Takes the record of one procedure, in the order of the portal's list. */
typedef enum rc (*record_sink)(void *context, const struct js *record, struct err *e);

/* Hands every record to `sink`. RC_REFUSED when the list names a code without a record (or with another's):
 * half a catalogue is none. RC_AGAIN when the line is down or `stop` was raised. `seconds` limits one call.
 */
MUST enum rc session_catalogue_fetch(size_t *count, const struct office *of, int seconds, record_sink sink,
    void *context, const volatile sig_atomic_t *stop, struct err *e);

#endif
