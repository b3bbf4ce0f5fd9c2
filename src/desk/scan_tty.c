/* scan_tty.c - see scan_tty.h. */
#include "desk/scan_tty.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"

#define ZONE_BYTES 90 /* three lines of 30 */
#define ETX        3

/* Bytes as they come: no echo, no line editing, no signals. The speed stays as the machine's owner set it. */
static bool make_raw(int fd)
{
    struct termios modes;
    if (tcgetattr(fd, &modes))
        return false;
    cfmakeraw(&modes);
    modes.c_cflag |= CLOCAL | CREAD;
    return tcsetattr(fd, TCSANOW, &modes) == 0;
}

static bool open_line(struct scan_tty *t)
{
    int fd = open(t->path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && make_raw(fd)) {
        t->fd = fd;
        return true;
    }
    if (fd >= 0)
        close(fd);
    return false;
}

enum rc scan_tty_open(struct scan_tty *ret, const char *path, int64_t now_ms, struct err *e)
{
    *ret = (struct scan_tty){ .fd = -1, .last_ms = now_ms };
    snprintf(ret->path, sizeof ret->path, "%s", path);
    if (open_line(ret))
        return RC_OK;
    err_set(e, RC_REFUSED, "scanner_tty", N_("The scanner on %s cannot be read."), path);
    err_hint(e, N_("Is it plugged in? It is tried again every few seconds."));
    return RC_REFUSED;
}

void scan_tty_close(struct scan_tty *t)
{
    if (t && t->fd >= 0)
        close(t->fd);
    if (t)
        t->fd = -1;
}

static bool whole(struct scan_tty *t, char *out)
{
    bool good = t->len && !t->over;
    if (good) {
        memcpy(out, t->line, t->len);
        out[t->len] = '\0';
    }
    t->len = 0;
    t->over = false;
    return good;
}

static bool zone_goes_on(const struct scan_tty *t)
{
    return t->len >= 30 && t->len < ZONE_BYTES && strncmp(t->line, "IDVNM", 5) == 0;
}

/* True when this byte ends a payload. */
static bool take(struct scan_tty *t, char byte)
{
    if (byte == '\r' || byte == '\n' || byte == ETX)
        return t->len && !zone_goes_on(t);
    if (t->len + 1 < sizeof t->line)
        t->line[t->len++] = byte;
    else
        t->over = true;
    return false;
}

bool scan_tty_read(struct scan_tty *t, char *out, int64_t now_ms)
{
    char byte;
    ssize_t n = 0;
    while (t->fd >= 0 && (n = read(t->fd, &byte, 1)) == 1) {
        t->last_ms = now_ms;
        if (take(t, byte) && whole(t, out))
            return true;
    }
    bool waits = n < 0 && (errno == EAGAIN || errno == EINTR);
    if (t->fd >= 0 && !waits) { /* pulled out */
        scan_tty_close(t);
        t->last_ms = now_ms;
        t->len = 0;
    }
    return false;
}

bool scan_tty_tick(struct scan_tty *t, char *out, int64_t now_ms)
{
    int64_t since = now_ms - t->last_ms;
    if (t->fd < 0 && since >= SCAN_TTY_RETRY_MS) {
        t->last_ms = now_ms;
        open_line(t);
    }
    return t->len && since >= SCAN_TTY_PAUSE_MS && whole(t, out);
}
