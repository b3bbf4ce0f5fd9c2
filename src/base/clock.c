/* clock.c - see clock.h. */
#include "base/clock.h"

#include <time.h>

int64_t clock_now(const struct clock *clock)
{
    return clock->now(clock->context);
}

int64_t clock_mono_ms(const struct clock *clock)
{
    return clock->mono_ms(clock->context);
}

static int64_t system_now(void *context)
{
    (void)context;
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return t.tv_sec;
}

static int64_t system_mono_ms(void *context)
{
    (void)context;
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

const struct clock clock_system = { system_now, system_mono_ms, 0 };
