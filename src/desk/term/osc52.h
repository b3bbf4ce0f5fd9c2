/* osc52.h - putting a text on the clipboard of the machine in front of the clerk, through the terminal.
 *
 * The sequence is ESC ] 52 ; c ; BASE64 BEL. tmux and GNU screen hand on only what is wrapped for them.
 * Nothing comes back: whether the terminal allows it, nobody can tell.
 */
#ifndef DESK_TERM_OSC52_H
#define DESK_TERM_OSC52_H

#include <stdbool.h>

#include "base/err.h"

struct buf;

#define OSC52_MAX 4096 /* bytes of text; terminals take more, a value of a form never has more */

enum osc52_way {
    OSC52_NEVER, /* a terminal that would print the sequence, or none */
    OSC52_BARE,
    OSC52_TMUX,   /* ESC P tmux; ... with every ESC doubled, ESC \ */
    OSC52_SCREEN, /* ESC P ... ESC \ */
};

/* `term` is TERM, `tmux` is TMUX; both may be NULL. */
enum osc52_way osc52_way(const char *term, const char *tmux);

/* RC_REFUSED for OSC52_NEVER and for a text that is too long. */
MUST enum rc osc52_sequence(struct buf *out, enum osc52_way way, const char *text, struct err *e);

#endif
