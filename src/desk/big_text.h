/* big_text.h - capital letters six rows high, with all Vietnamese marks, for a sign that is read from a chair
 * across the room. Drawn with half blocks: only for terminals that have them.
 */
#ifndef DESK_BIG_TEXT_H
#define DESK_BIG_TEXT_H

#include "desk/theme.h"

struct canvas;

#define BIG_TEXT_ROWS 6

/* Columns it takes; letters that have no shape here (digits, signs) are left out. */
int big_text_columns(const char *text);

/* Draws from (x, y) on; small letters come out as capitals. */
void big_text_draw(struct canvas *c, int x, int y, enum role role, const char *text);

#endif
