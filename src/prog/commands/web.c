/* web.c - `motcua web`: what citizens see is a program of its own. */
#include "prog/web_verb.h"

const struct verb verb_web = { WEB_VERB, .program = "motcua-web" };
