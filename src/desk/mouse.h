/* mouse.h - for terminals that have a mouse; the desk never needs one.
 *
 * While a picture is drawn, widgets write down their places (canvas_place): what lies there, and how it takes
 * the focus. A click only moves the focus, as an arrow key would; the keys named in the footer are pressed by
 * a click. The wheel moves inside the list under it. Nothing is filed, sent or chosen by a click on a line.
 */
#ifndef DESK_MOUSE_H
#define DESK_MOUSE_H

#include <stdbool.h>
#include <stdint.h>

struct desk;

/* A rectangle of the picture. Objects live as long as the screen that drew them. */
struct place {
    int x, y, w, h;
    uint32_t key;                          /* pressed by a click; K_NONE = none */
    void *object;                          /* the list, the form ... */
    int index;                             /* the line of it */
    void (*take)(void *object, int index); /* the focus goes there; NULL = nothing to focus */
    void (*roll)(void *object, int lines); /* the wheel, down is positive; NULL = stands still */
};

#define PLACES_MAX 200 /* what is drawn beyond has no mouse: keys reach it */
#define ROLL_LINES 3

struct places {
    struct place list[PLACES_MAX];
    int count;
};

/* The place drawn last at a cell; NULL = none. */
const struct place *place_at(const struct places *p, int x, int y);

/* A key above K_MOUSE: a click or a turn of the wheel. */
void mouse_key(struct desk *d, uint32_t code);

/* Mouse reports on or off (setting `mouse`): off leaves the terminal its own selecting and pasting. */
void mouse_use(struct desk *d, bool on);

#endif
