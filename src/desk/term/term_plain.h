/* term_plain.h - the desk line by line, for screen readers, slow lines and pipes: the same screens, no
 * painting.
 *
 * After each line played, the rows that changed are written, without frames, wrapped to the terminal's width
 * (or COLUMNS; at least 20, at most 80): big print of 40x12 works. The row with the cursor comes last, marked
 * "> ". What is typed is a line: its text, then Enter. A line that begins with ":" names keys: ":F10",
 * ":Esc",
 * ":Ctrl-D",
 * ":Down Down"; "::" is a text beginning with ":". The end of input hangs up, so that drafts are saved.
 */
#ifndef DESK_TERM_TERM_PLAIN_H
#define DESK_TERM_TERM_PLAIN_H

#include <stdbool.h>

#include "base/rc.h"

struct err;
struct terminal;

/* Stands in for a terminal whose window is too small: reads K_RESIZE once the window of `out` is w x h, and
 * K_HANGUP when `ended` says so (its signals are somebody else's). */
void term_plain_stand_in(struct terminal *t, int w, int h, bool (*ended)(void));

/* Reads `in`, writes `out`; keeps both descriptors open when closed. */
MUST enum rc term_plain_open(struct terminal **ret, int in, int out, struct err *e);

#endif
