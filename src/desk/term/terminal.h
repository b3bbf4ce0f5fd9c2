/* terminal.h - what the desk asks of a terminal. term_curses talks to a real one, term_memory keeps the
 * picture. */
#ifndef DESK_TERM_TERMINAL_H
#define DESK_TERM_TERMINAL_H

#include <stdbool.h>

#include "base/rc.h"

struct canvas;
struct err;
struct key;
struct theme;

enum key_read {
    KEY_READ_NONE, /* the time-out passed */
    KEY_READ_ONE,  /* a lost terminal reads as K_HANGUP */
    KEY_READ_WATCH /* no key, but watch_fd can be read */
};

struct terminal {
    const char *name; /* as TERM names it; NULL = has no keyboard of its own to test */
    void (*size)(struct terminal *t, int *w, int *h);
    int (*colours)(struct terminal *t);

    /* Shows the canvas by sending only what differs from what stands there. Does not keep the pointer. */
    void (*draw)(struct terminal *t, const struct canvas *c, const struct theme *theme);

    /* Waits at most timeout_ms (0 = look, -1 = for ever) for one key. at_ms of the key is left to the caller.
     */
    enum key_read (*read)(struct terminal *t, struct key *ret, int timeout_ms);

    void (*suspend)(struct terminal *t); /* gives the screen to a child process ... */
    void (*restore)(struct terminal *t); /* ... and takes it back, repainting everything */
    void (*wipe)(struct terminal *t);    /* clears screen and scroll-back: the lock */
    void (*beep)(struct terminal *t, bool brief); /* brief: lower and shorter where the terminal can */
    void (*close)(struct terminal *t); /* leaves the terminal as it was found; frees `t` */

    /* Mouse reports: keys above K_MOUSE. NULL = the terminal has none. */
    void (*mouse)(struct terminal *t, bool on);

    /* The same line without a picture, line by line: for a window too small. `t` rests until it is restored;
     * what it returns reads K_RESIZE once there is room for the picture. NULL = there is no such thing. */
    enum rc (*lines)(struct terminal *t, struct terminal **ret, struct err *e);

    int watch_fd; /* a scanner's line, looked at while no key waits; 0 = none */
};

/* Waits until `fd` (-1 = none) or watch_fd can be read. True for watch_fd alone: a key comes first. */
bool terminal_wait(const struct terminal *t, int fd, int timeout_ms);

#endif
