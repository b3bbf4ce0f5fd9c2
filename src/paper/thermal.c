/* thermal.c - see thermal.h. */
#include "paper/thermal.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "paper/page.h"

#define PATIENCE_MS 10000

enum rc thermal_write(struct buf *out, const struct raster *raster, struct err *e)
{
    static const char begin[] = "\033@", cut[] = "\033d\005\035VB"; /* ESC @; feed 5 lines; GS V 66 0 */
    buf_add(out, begin, sizeof begin - 1);
    for (int y = 0; y < raster->height; y += THERMAL_BAND) {
        int rows = raster->height - y < THERMAL_BAND ? raster->height - y : THERMAL_BAND;
        const unsigned char head[] = { 0x1d, 'v', '0', 0, (unsigned char)(raster->stride & 255),
            (unsigned char)(raster->stride >> 8), (unsigned char)(rows & 255), (unsigned char)(rows >> 8) };
        buf_add(out, head, sizeof head);
        buf_add(
            out, raster->bits + (size_t)y * (size_t)raster->stride, (size_t)rows * (size_t)raster->stride);
    }
    buf_add(out, cut, sizeof cut); /* its last byte is the 0 of GS V 66 0 */
    return out->failed ? err_no_memory(e) : RC_OK;
}

/* --- sending --- */

static enum rc printer_off(const char *target, struct err *e)
{
    int number = errno;
    err_set(e, RC_AGAIN, "printer_off",
        N_("The receipt printer %.60s does not answer. Look at power, cable and paper."), target);
    err_hint(e, N_("The dossier is safe; print again when the printer is ready."));
    err_cause(e, "%s: %s", target, strerror(number));
    return RC_AGAIN;
}

/* Waits until the descriptor takes bytes, at most PATIENCE_MS. */
static bool ready(int fd)
{
    struct pollfd wait = { .fd = fd, .events = POLLOUT };
    int n;
    do
        n = poll(&wait, 1, PATIENCE_MS);
    while (n < 0 && errno == EINTR);
    if (n == 0)
        errno = ETIMEDOUT;
    return n > 0 && !(wait.revents & (POLLERR | POLLNVAL));
}

static enum rc send_all(int fd, const char *target, const char *bytes, size_t len, struct err *e)
{
    while (len > 0) {
        if (!ready(fd))
            return printer_off(target, e);
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno != EINTR && errno != EAGAIN)
            return printer_off(target, e);
        if (n > 0)
            bytes += n, len -= (size_t)n;
    }
    return RC_OK;
}

static int dial_one(const struct addrinfo *address)
{
    int fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    int error = 0;
    socklen_t size = sizeof error;
    if (connect(fd, address->ai_addr, address->ai_addrlen) == 0 ||
        (errno == EINPROGRESS && ready(fd) && getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 &&
            !error))
        return fd;
    int number = error ? error : errno;
    close(fd);
    errno = number;
    return -1;
}

static enum rc dial(int *ret, const char *target, struct err *e)
{
    char host[256];
    const char *colon = strrchr(target + 4, ':');
    if (!colon || colon == target + 4 || (size_t)(colon - target - 4) >= sizeof host)
        return err_set(
            e, RC_USAGE, "printer_address", N_("A receipt printer on the network is written tcp:HOST:PORT."));
    memcpy(host, target + 4, (size_t)(colon - target - 4));
    host[colon - target - 4] = '\0';
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list = NULL;
    if (getaddrinfo(host, colon + 1, &hints, &list) != 0) {
        errno = EHOSTUNREACH;
        return printer_off(target, e);
    }
    int fd = -1;
    for (struct addrinfo *a = list; a && fd < 0; a = a->ai_next)
        fd = dial_one(a);
    int number = errno;
    freeaddrinfo(list);
    errno = number;
    *ret = fd;
    return fd < 0 ? printer_off(target, e) : RC_OK;
}

/* The far side closing after our shutdown tells that it took everything. */
static void hang_up(int fd)
{
    char rest[256];
    struct pollfd wait = { .fd = fd, .events = POLLIN };
    shutdown(fd, SHUT_WR);
    while (poll(&wait, 1, PATIENCE_MS) > 0 && read(fd, rest, sizeof rest) > 0)
        ;
}

enum rc thermal_send(const char *target, const void *bytes, size_t len, struct err *e)
{
    bool network = strncmp(target, "tcp:", 4) == 0;
    struct stat st;
    if (!network && (stat(target, &st) != 0 || S_ISREG(st.st_mode)))
        return fs_replace(target, bytes, len, 0600, e);
    AUTO_FD fd = -1;
    if (network) {
        enum rc rc = dial(&fd, target, e);
        if (rc)
            return rc;
    } else if (!S_ISCHR(st.st_mode) ||
               (fd = open(target, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)) < 0) {
        if (!S_ISCHR(st.st_mode))
            errno = ENODEV;
        return printer_off(target, e);
    }
    enum rc rc = send_all(fd, target, bytes, len, e);
    if (!rc && network)
        hang_up(fd);
    return rc;
}
