/* counter.h - a desk with a book, a session and invented people, on a terminal in memory. */
#ifndef TESTS_DESK_COUNTER_H
#define TESTS_DESK_COUNTER_H

#include "../dossier/shop.h"
#include "desk/desk.h"
#include "desk/script.h"
#include "desk/session.h"
#include "desk/term/term_memory.h"
#include "focus.h"

struct counter {
    struct test_desk *shop;
    struct desk desk;
    struct session session;
    struct term_memory *term;
    struct intake_answer answer; /* the dossier that lies in the book */
    int64_t ms;
    struct clock clock;
};

static int64_t counter_now(void *context)
{
    return ((struct counter *)context)->shop->now;
}

static int64_t counter_mono(void *context)
{
    return ((struct counter *)context)->ms;
}

/* A book with one dossier of "Nguyễn Thị Thử", received today; the founder's Unix user stands before the
 * sign-in. */
static inline void counter_open(struct counter *c, const char *name, int w, int h)
{
    struct err e = { 0 };
    *c = (struct counter){ .shop = shop_open(name), .ms = 1000000 };
    c->clock = (struct clock){ counter_now, counter_mono, c };
    shop_receive(&c->answer, c->shop, 1234, "1.001193");
    assert_ok(term_memory_open(&c->term, w, h, &e), &e);
    assert_ok(desk_open(&c->desk, &c->term->terminal, &c->shop->of, &c->clock, &e), &e);
    assert_ok(theme_pick(&c->desk.theme, "dark", 256, false, &e), &e);
    assert_ok(session_open(&c->session, &c->desk, &c->shop->of, &e), &e);
    assert_ok(desk_push_named(&c->desk, "signin", NULL), NULL);
    focus_watch(c->term, &c->desk);
    desk_paint(&c->desk);
}

static inline void counter_play(struct counter *c, const char *script)
{
    struct err e = { 0 };
    assert_ok(script_play(&c->desk, c->term, script, "script", &e), &e);
}

static inline bool counter_shows(const struct counter *c, const char *text)
{
    AUTO_BUF picture = buf_limit(1 << 20);
    canvas_text(&c->term->shown, &picture);
    return strstr(buf_text(&picture), text) != NULL;
}

static inline void counter_close(struct counter *c)
{
    desk_close(&c->desk);
    session_close(&c->session);
    test_desk_close(c->shop);
}

#endif
