/* give_ask.h - to whom: a list of colleagues, and the papers of the named dossiers go to the chosen one on one
 * hand-over list.
 */
#ifndef DESK_GIVE_ASK_H
#define DESK_GIVE_ASK_H

#include <stddef.h>

#include "base/err.h"
#include "people/staff.h"

struct arena;
struct desk;
struct office;
struct screen;
struct staff;

/* Opens the list over `asker`; the papers are given when somebody is chosen, and the message line tells it. The asker
 * gets EVENT_BACK. */
enum rc give_ask(struct screen *asker, const char *const *codes, size_t count);

/* The list alone: `chosen` gets the login of the colleague, or "" when each is to stay with its holder; not called for
 * Esc. */
enum rc colleague_ask(struct screen *asker, const char *title, const char *hint,
    void (*chosen)(struct screen *asker, const char *login));

/* Those who can hold dossiers here and now, without the one who sits here. */
MUST enum rc colleagues(struct staff **ret, size_t *count, const struct office *of, struct arena *a, struct err *e);

/* Gives and says so on the message line. */
enum rc give_papers_to(struct desk *d, const char *login, const char *const *codes, size_t count);

#endif
