/* stage.c - see stage.h. */
#include "stage.h"

#include <stdlib.h>

#include "base/err.h"
#include "check.h"
#include "focus.h"

#define MONDAY_0952 1795402320 /* 2026-11-23 09:52 in Vietnam */

static int64_t now(void *context)
{
    (void)context;
    return MONDAY_0952;
}

static int64_t mono(void *context)
{
    return ((struct stage *)context)->ms;
}

void stage_open(struct stage *s, int w, int h, const struct screen_class *first)
{
    struct err e = { 0 };
    *s = (struct stage){ .ms = 1000000 };
    s->clock = (struct clock){ now, mono, s };
    assert_ok(term_memory_open(&s->term, w, h, &e), &e);
    assert_ok(desk_open(&s->desk, &s->term->terminal, NULL, &s->clock, &e), &e);
    assert_ok(theme_pick(&s->desk.theme, "dark", 256, false, &e), &e);
    assert_ok(desk_push(&s->desk, first, NULL), NULL);
    focus_watch(s->term, &s->desk);
    desk_paint(&s->desk);
}

void stage_play(struct stage *s, const char *script)
{
    struct err e = { 0 };
    assert_ok(script_play(&s->desk, s->term, script, "script", &e), &e);
}

void stage_close(struct stage *s)
{
    desk_close(&s->desk);
}
