/* term_memory.h - a terminal that keeps the picture and is fed keys: for tests, --script and --dump. */
#ifndef DESK_TERM_TERM_MEMORY_H
#define DESK_TERM_TERM_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#include "desk/canvas.h"
#include "desk/term/terminal.h"

struct term_memory {
    struct terminal terminal;
    struct canvas shown; /* the last picture */
    struct theme theme;  /* as of the last draw */
    int w, h;
    uint32_t *keys; /* a ring is not needed: scripts are short-lived */
    size_t count, next;
    long paints; /* draws that changed something */
    long cells;  /* cells changed by all of them */
    int beeps;  /* all of them */
    int briefs; /* those of refused keys */
    /* Called after each picture, so that a test may look at all of them. NULL = nobody looks. */
    void (*drawn)(const struct term_memory *t, const void *context);
    const void *drawn_context;
};

MUST enum rc term_memory_open(struct term_memory **ret, int w, int h, struct err *e);
MUST enum rc term_memory_feed(struct term_memory *t, uint32_t key, struct err *e);
void term_memory_resize(struct term_memory *t, int w, int h); /* also feeds K_RESIZE */

#endif
