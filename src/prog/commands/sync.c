/* sync.c - `motcua sync`: the network stays out of the program a clerk types in. */
#include "prog/sync_verb.h"

const struct verb verb_sync = { SYNC_VERB, .program = "motcua-sync" };
