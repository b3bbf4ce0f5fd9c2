/* portal.c - `motcua portal`: the practice portal is a program of its own. */
#include "prog/portal_verb.h"

const struct verb verb_portal = { PORTAL_VERB, .program = "motcua-portal" };
