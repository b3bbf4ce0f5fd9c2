/* square.h - a QR code on the screen. The paper program draws it (`paper qr`); here its lines are shown. */
#ifndef DESK_SQUARE_H
#define DESK_SQUARE_H

#include <stdbool.h>

struct canvas;
struct worker;

/* The lines of the child, dark on light. False when it has not drawn yet or does not fit: nothing is shown
 * then. */
bool square_draw(const struct worker *child, struct canvas *c, int x, int y, int w, int h);

/* Columns and rows of what the child drew; 0 when there is nothing yet. */
void square_size(const struct worker *child, int *columns, int *rows);

/* What the screen "square" is opened with: a value for the citizen's phone, one at a time. Copied. */
struct square_start {
    const char *title, *text;
};

#endif
