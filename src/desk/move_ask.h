/* move_ask.h - one step of a dossier's life from the desk: a box with what the step needs, F10 takes the
 * step.
 *
 * A step that needs nothing and binds nobody (going on with the work) is taken at once. A step that only a supervisor
 * may take can be sent to her from the same box, with what was typed. A dossier that somebody changed since it was
 * shown is not stepped on: the box says what is new and stays, and F10 once more takes the step knowingly.
 */
#ifndef DESK_MOVE_ASK_H
#define DESK_MOVE_ASK_H

#include "base/rc.h"
#include "dossier/state.h"

struct screen;

/* The letter of a step on lists and in a dossier: c go on, b papers, t hand over ... 0 = none. */
char move_letter(enum state to);
enum state move_of_letter(char letter); /* STATE_NONE for letters that are no step */

/* `version`: of the dossier as it was shown; 0 = not known. After the step was taken `asker` gets EVENT_BACK as for any
 * box; what happened stands in the message line. */
enum rc move_ask(struct screen *asker, const char *code, enum state from, enum state to, int version);

/* A later promise with an apology; the last step taken back. */
enum rc apology_ask(struct screen *asker, const char *code, enum state state, int version);
enum rc undo_ask(struct screen *asker, const char *code, enum state state, int version);

#endif
