/* script.h - a clerk made of text: plays keys on the memory terminal and writes what stands on the screen.
 *
 * One step a line; blank lines and lines that begin with # say nothing:
 *   F10 | Enter | Ctrl-D | Down | a     one key; a count may follow: Down 3
 *   text "Nguyễn Văn An"                typed as fast as a robot does
 *   paste "..."   scan "..."            pasted in one piece; read by a scanner
 *   wait "..."                          until the text stands on the screen (5 seconds at most)
 *   expect "..."                        it must stand there now
 *   size 132x40                         the window changes
 *   dump FILE                           the screen as text: a line a row, trailing blanks trimmed
 * In quotes \" \\ \n and \t are understood.
 */
#ifndef DESK_SCRIPT_H
#define DESK_SCRIPT_H

#include <stddef.h>

#include "base/rc.h"

struct desk;
struct err;
struct term_memory;

/* `name` is for messages, which tell the line. Stops at the first line that fails, or when the desk ends. */
MUST enum rc script_play(
    struct desk *d, struct term_memory *t, const char *text, const char *name, struct err *e);

/* Writes the screen; "-" is standard output. */
MUST enum rc script_dump(const struct term_memory *t, const char *path, struct err *e);

/* "80x24" within what a canvas holds. */
MUST enum rc script_size(int *w, int *h, const char *text, struct err *e);

#endif
