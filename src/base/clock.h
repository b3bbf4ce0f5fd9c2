/* clock.h - the time, handed in at the start so that a test owns it. Nothing below prog/ asks the system itself. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

struct clock {
    int64_t (*now)(void *context);     /* wall clock, UTC seconds */
    int64_t (*mono_ms)(void *context); /* milliseconds that never go back; for time-outs */
    void *context;
};

int64_t clock_now(const struct clock *clock);
int64_t clock_mono_ms(const struct clock *clock);

/* The machine's own clock. */
extern const struct clock clock_system;

#endif
