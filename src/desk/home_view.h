/* home_view.h - today's counter: what the screen "home" keeps, and its boxes. Left is what one acts on
 * (home_left.c), right is what helps to decide (home_right.c). */
#ifndef DESK_HOME_VIEW_H
#define DESK_HOME_VIEW_H

#include <stdint.h>

#include "base/arena.h"
#include "desk/command.h"
#include "desk/editor.h"
#include "desk/waiting.h"
#include "desk/widget_list.h"
#include "desk/work.h"
#include "dossier/day_counts.h"

struct screen;

#define HOME_WIDE 132
#define HOME_WEEK 7

enum pane { PANE_COMMAND, PANE_WORK, PANE_DUE };

struct home {
    struct arena memory; /* of what was read; thrown away at each reading */
    struct work work;
    struct day_counts today;
    int64_t due[HOME_WEEK];
    struct day_step *steps;
    size_t steps_count;
    int64_t read_ms;
    struct arena line_memory; /* the line is read more often: other desks call, too */
    struct waiting line;
    int64_t line_ms;
    struct editor box;
    struct command command;
    enum pane pane;
    struct list list;
    int due_at;
};

/* How many rows of what is due are shown, and the n-th of them. */
int home_due_shown(const struct home *h);
const struct due_item *home_due_row(const struct home *h, int n);

/* A title over a box; bright when the cursor is in it. */
void home_heading(
    struct canvas *c, int x, int y, int width, const char *title, const char *right, bool bright);

/* A click on the heading of a box presses the key that opens it. */
void home_box_key(struct home *h, struct canvas *c, int x, int y, int width, uint32_t key);

void home_draw_left(const struct screen *s, struct canvas *c, int width);
/* The sentence for who was just called, else the next best act. */
void home_draw_say(const struct home *h, struct canvas *c);

void home_draw_right(const struct screen *s, struct canvas *c, int x, int width);

#endif
