/* waiting.h - the day's line as this desk sees it: who is here, who comes next, how long the others will
 * wait.
 *
 * Read from the book in one go and ready to be drawn; texts and rows belong to the arena.
 */
#ifndef DESK_WAITING_H
#define DESK_WAITING_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "dossier/ticket_words.h"

struct canvas;
struct desk;
struct office;

struct waiting {
    struct ticket_setup setup;
    struct ticket *list; /* all of today, by arrival */
    size_t count;
    int *places;        /* beside list: the how manieth call of its line; 0 = does not wait */
    int *order;         /* numbers of rows: not handed out, here, next ones, at other desks, absent, over */
    struct ticket here; /* id 0 = nobody is at this desk */
    int next;           /* the row this desk would call; -1 = nobody waits for it */
    int waits;          /* people, all groups */
    int64_t longest;    /* seconds the one who waits longest has waited */
    struct ticket_pace pace;
    int64_t now;
};

MUST enum rc waiting_load(struct waiting *ret, const struct office *of, struct arena *a, struct err *e);

/* Whether this desk calls that group. */
bool waiting_mine(const struct waiting *w, char service);

/* "~ 10:25" when the ticket will probably be called; "" when nothing is known. */
#define WAITING_AT_SIZE 24
const char *waiting_at(char out[WAITING_AT_SIZE], const struct waiting *w, int row);

/* "12 min"; "<1 min". */
#define WAITING_AGE_SIZE 32
const char *waiting_age(char out[WAITING_AGE_SIZE], int64_t seconds);

/* Calls the next of this desk's groups and tells the clerk; the sentence for the citizen is the screen's
 * spoken line. RC_NOT_FOUND: nobody waits. */
enum rc waiting_call(struct desk *d, struct ticket *ret);

/* Takes a call back and says so: Ctrl-Z. */
enum rc waiting_put_back(struct desk *d);

#endif
