/* faults.c - see faults.h. */
#include "practice/faults.h"

#include <string.h>

static const struct {
    const char *name;
    int works;
} kinds[FAULT_KINDS] = {
    [FAULT_NONE] = { "none", 1 },
    [FAULT_RESET_BEFORE] = { "reset-before", 0 },
    [FAULT_RESET_INSIDE] = { "reset-inside", 0 },
    [FAULT_RESET_AFTER] = { "reset-after", 1 },
    [FAULT_SILENT_BEFORE] = { "silent-before", 0 },
    [FAULT_SILENT_AFTER] = { "silent-after", 1 },
    [FAULT_SLOW] = { "slow", 1 },
    [FAULT_CUT_BODY] = { "cut-body", 1 },
    [FAULT_LENGTH_LONG] = { "length-long", 1 },
    [FAULT_LENGTH_SHORT] = { "length-short", 1 },
    [FAULT_BIT_FLIP] = { "bit-flip", 1 },
    [FAULT_CAPTIVE] = { "captive", 0 },
    [FAULT_OLD_BEFORE] = { "old-before", 0 },
    [FAULT_OLD_AFTER] = { "old-after", 1 },
    [FAULT_ERROR_BEFORE] = { "error-before", 0 },
    [FAULT_ERROR_AFTER] = { "error-after", 1 },
    [FAULT_BUSY] = { "busy", 0 },
    [FAULT_GATEWAY] = { "gateway", 0 },
    [FAULT_UNAUTHORISED] = { "unauthorised", 0 },
    [FAULT_SESSION_ENDED] = { "session-ended", 0 },
    [FAULT_ENDLESS] = { "endless", 1 },
    [FAULT_BOMB] = { "bomb", 1 },
    [FAULT_LONG_HEADER] = { "long-header", 1 },
    [FAULT_MANY_HEADERS] = { "many-headers", 1 },
    [FAULT_TWICE] = { "twice", 1 },
    [FAULT_EMPTY] = { "empty", 1 },
    [FAULT_PLAIN_TEXT] = { "plain-text", 1 },
    [FAULT_REDIRECT] = { "redirect", 0 },
};

/* splitmix64: small, and the same numbers on every machine. */
static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

struct fault_source fault_source(uint64_t seed, int percent)
{
    return (struct fault_source){ seed, percent };
}

enum fault fault_next(struct fault_source *source)
{
    if (source->percent <= 0 || (int)(next(&source->state) % 100) >= source->percent)
        return FAULT_NONE;
    return 1 + next(&source->state) % (FAULT_KINDS - 1);
}

int fault_works(enum fault fault)
{
    return kinds[fault].works;
}

const char *fault_name(enum fault fault)
{
    return kinds[fault].name;
}

enum fault fault_of(const char *name)
{
    for (int i = 1; i < FAULT_KINDS; i++)
        if (!strcmp(kinds[i].name, name))
            return i;
    return FAULT_NONE;
}
