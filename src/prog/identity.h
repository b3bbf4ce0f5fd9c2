/* identity.h - who runs this command: the Unix user is mapped to a staff account (peer authentication). */
#ifndef PROG_IDENTITY_H
#define PROG_IDENTITY_H

#include <stddef.h>

#include "base/err.h"

struct arena;
struct office;

/* Fills staff_id, name, title and role of `of`. `as` names another account: only an administrator may, or anybody
 * in a practice book. RC_REFUSED for an unknown or locked account. */
MUST enum rc identity_sign_in(struct office *of, const char *as, struct arena *a, struct err *e);

/* The name of this terminal's desk: MOTCUA_DESK, or the host's name. */
const char *identity_desk(char *out, size_t size);

/* The Unix user's login name, "uid-1000" when it has none. */
const char *identity_unix_user(char *out, size_t size);

#endif
