/* stage.h - a desk on a terminal in memory with a clock the test owns. */
#ifndef TESTS_DESK_STAGE_H
#define TESTS_DESK_STAGE_H

#include "base/clock.h"
#include "desk/desk.h"
#include "desk/script.h"
#include "desk/term/term_memory.h"

struct stage {
    struct desk desk;
    struct term_memory *term;
    struct clock clock;
    int64_t ms;
};

void stage_open(struct stage *s, int w, int h, const struct screen_class *first);
void stage_play(struct stage *s, const char *script); /* the test fails with the step's own words */
void stage_close(struct stage *s);

#endif
