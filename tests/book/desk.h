/* desk.h - a book and an office for one test, with a clock that the test turns. */
#ifndef TESTS_BOOK_DESK_H
#define TESTS_BOOK_DESK_H

#include <stdlib.h>

#include "base/clock.h"
#include "base/office.h"
#include "book/book.h"
#include "book/db.h"
#include "check.h"

struct test_desk {
    struct book book;
    struct office of;
    struct clock clock;
    int64_t now;       /* what the clock says; 2026-01-05 08:10 in Vietnam at first */
};

static int64_t test_desk_now(void *context)
{
    return ((struct test_desk *)context)->now;
}

static int64_t test_desk_mono(void *context)
{
    return ((struct test_desk *)context)->now * 1000;
}

/* A fresh book in a directory of its own. */
static inline struct test_desk *test_desk_open(const char *name)
{
    struct err e = { 0 };
    struct test_desk *t = calloc(1, sizeof *t);
    assert_non_null(t);
    t->now = 1767575400;
    t->clock = (struct clock){ test_desk_now, test_desk_mono, t };
    const struct book_facts facts = { "H48.25", "UBND xã Đăk Tô", "Tỉnh Quảng Ngãi", false };
    assert_ok(book_create(test_path(name), &facts, &t->clock, &e), &e);
    assert_ok(book_open(&t->book, test_path(name), &e), &e);
    t->of = (struct office){ .db = t->book.db, .book = &t->book, .clock = &t->clock, .share_dir = ROOT_DIR,
        .desk = "quay-1", .staff_name = "Người Mẫu (thử)" };
    return t;
}

static inline void test_desk_close(struct test_desk *t)
{
    book_close(&t->book);
    free(t);
}

#endif
