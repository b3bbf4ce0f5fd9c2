/* terminal.c - see terminal.h. */
#include "desk/term/terminal.h"

#include <poll.h>

bool terminal_wait(const struct terminal *t, int fd, int timeout_ms)
{
    struct pollfd in[] = { { .fd = fd, .events = POLLIN },
        { .fd = t->watch_fd ? t->watch_fd : -1, .events = POLLIN } };
    if (poll(in, 2, timeout_ms) <= 0) /* also cut short by a signal: the caller looks what it was */
        return false;
    return !in[0].revents && in[1].revents;
}
