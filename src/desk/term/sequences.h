/* sequences.h - keys whose bytes terminfo does not tell, or tells for another mode than the terminal is in.
 *
 * ncurses decodes; this only adds to what it knows. A sequence that terminfo already gives a meaning keeps it:
 * on a vt100 the number pad's "\EOt" is F5, elsewhere it is a 4.
 */
#ifndef DESK_TERM_SEQUENCES_H
#define DESK_TERM_SEQUENCES_H

#include <stdbool.h>

/* Codes of our own, above every code of ncurses'. */
enum {
    OWN_FIRST = 01000 + 400,
    OWN_PASTE_BEGIN = OWN_FIRST,
    OWN_PASTE_END,
    OWN_CTRL_HOME,
    OWN_CTRL_END,
    OWN_SHIFT_F1,
    OWN_PAD, /* + a character: the number pad in application mode */
};

/* After keypad(): adds the table to the terminal in use. What terminfo knows stays when it is `understood`; the
 * corners of the number pad are not: who types card numbers means digits. */
void sequences_define(bool (*understood)(int code));

/* A terminal like `term` that terminfo is more likely to know; NULL = none. */
const char *sequences_like(const char *term);

#endif
