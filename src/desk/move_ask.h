/* move_ask.h - one step of a dossier's life from the desk: a box with what the step needs, F10 takes the
 * step.
 *
 * A step that needs nothing and binds nobody (going on with the work) is taken at once.
 */
#ifndef DESK_MOVE_ASK_H
#define DESK_MOVE_ASK_H

#include "base/rc.h"
#include "dossier/state.h"

struct screen;

/* The letter of a step on lists and in a dossier: c go on, b papers, t hand over ... 0 = none. */
char move_letter(enum state to);
enum state move_of_letter(char letter); /* STATE_NONE for letters that are no step */

/* After the step was taken `asker` gets EVENT_BACK as for any box; what happened stands in the message line.
 */
enum rc move_ask(struct screen *asker, const char *code, enum state from, enum state to);

#endif
