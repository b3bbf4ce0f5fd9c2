/* term_curses.h - the terminal in front of the clerk; the only user of ncurses.
 *
 * Raw mode (Ctrl-C, Ctrl-S, Ctrl-Z reach the desk), 25 ms to tell Esc from a sequence, bracketed paste, only
 * differences are sent, no mouse unless asked. SIGHUP, SIGTERM and an ended terminal are read as K_HANGUP.
 */
#ifndef DESK_TERM_TERM_CURSES_H
#define DESK_TERM_TERM_CURSES_H

#include "base/rc.h"

struct err;
struct terminal;

/* RC_REFUSED when standard input or output is no terminal or TERM is unknown to terminfo. One at a time. */
MUST enum rc term_curses_open(struct terminal **ret, struct err *e);

#endif
