/* widget_list.h - lines with an option letter before each; several lines are marked, then one Enter plays
 * them all.
 *
 * The pointer column (x-1) moves, not a reversed row, so that moving costs a few bytes. The cursor stands in
 * the option column (x). Letters mean the same on every list (x look, s edit, c move, b supplement, t return,
 * i print); one that a line cannot take is refused and the line keeps its other letters.
 */
#ifndef DESK_WIDGET_LIST_H
#define DESK_WIDGET_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

struct canvas;
struct err;

struct list {
    int count;
    int at;              /* the current row, 0.. */
    int top;             /* first row shown */
    int page;            /* rows shown last time */
    char *marks;         /* a letter a row, 0 = none */
    const char *letters; /* which option letters there are; NULL or "" = none */
    bool digits;         /* 1-9 open the rows shown with these numbers at once */
    bool (*may)(const void *context, int row, char letter); /* NULL = every letter on every row */
    const void *context;
};

enum list_did {
    LIST_UNUSED,
    LIST_MOVED,
    LIST_MARKED,
    LIST_REFUSED, /* beep */
    LIST_ENTER,   /* play list_take until it says false */
};

/* Sets the number of rows; marks are dropped, the position is kept where it can be. */
MUST enum rc list_set_count(struct list *l, int count, struct err *e);
void list_release(struct list *l);

enum list_did list_key(struct list *l, uint32_t code);

/* After LIST_ENTER: the marked rows from the top, each with its letter, and the marks go. Without any mark
 * the current row is given once with letter 0. Start with *row = -1; false at the end. */
bool list_take(struct list *l, int *row, char *letter);

int list_marked(const struct list *l); /* how many rows carry a letter */

typedef void list_draw_row(const void *context, int row, struct canvas *c, int x, int y, int width);

/* Draws `rows` lines from (x, y): option letter or number in column x, then the row two columns further.
 * `empty` is shown when there is nothing. The scroll mark goes to the canvas's last column when the list
 * reaches it. */
void list_draw(struct list *l, struct canvas *c, int x, int y, int width, int rows, bool focused,
    const char *empty, list_draw_row *draw, const void *context);

#endif
