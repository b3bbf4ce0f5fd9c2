/* dossier_messages.h - who was told what about one dossier, over which channel, and what became of it. */
#ifndef PROG_DOSSIER_MESSAGES_H
#define PROG_DOSSIER_MESSAGES_H

#include "base/err.h"

struct arena;
struct js;
struct office;

/* An array, oldest first. */
MUST enum rc dossier_messages(
    struct js **ret, const struct office *of, const char *code, struct arena *a, struct err *e);

/* The same for people, a line each. */
void dossier_messages_print(const struct js *messages);

#endif
