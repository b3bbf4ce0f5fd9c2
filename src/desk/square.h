/* square.h - a QR code on the screen, drawn by the program that prints (the desk carries no QR library).
 *
 * The child's lines are half blocks for a dark terminal; here they are turned to black on white, so that a
 * telephone reads them from the glass.
 */
#ifndef DESK_SQUARE_H
#define DESK_SQUARE_H

#include "desk/worker.h"

struct canvas;
struct desk;

struct square {
    struct worker child;
};

/* Zeroes; call before anything else. */
void square_init(struct square *q);

/* Begins to draw `text`: "=TEXT" as it stands, a dossier's code as its receipt's own square. */
MUST enum rc square_begin(struct square *q, const struct desk *d, const char *text, struct err *e);

/* The same with a value of a person: it goes to the child by a pipe, never into the list of running programs. */
MUST enum rc square_begin_value(struct square *q, const struct desk *d, const char *value, struct err *e);

/* Looks after the child; true while it is still drawing. */
bool square_poll(struct square *q);

/* False when there is nothing to show yet or it does not fit: what is cut is no code. */
bool square_draw(const struct square *q, struct canvas *c, int x, int y, int w, int h);

/* Columns and rows of what was drawn; 0 when there is nothing yet. */
void square_size(const struct square *q, int *columns, int *rows);

void square_release(struct square *q);

/* Opens one value as a square for the citizen's phone, above everything. Copied. A failure is told. */
enum rc square_ask(struct desk *d, const char *title, const char *text);

#endif
