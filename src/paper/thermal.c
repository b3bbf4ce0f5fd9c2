/* thermal.c - see thermal.h. */
#include "paper/thermal.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "paper/page.h"

#define PATIENCE_MS 10000
#define ANSWER_MS   2500 /* a long receipt takes two seconds */

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

/* Waits for `events`, at most `ms`. */
static bool ready(int fd, short events, int ms)
{
    struct pollfd wait = { .fd = fd, .events = events };
    int n;
    do
        n = poll(&wait, 1, ms);
    while (n < 0 && errno == EINTR);
    if (n == 0)
        errno = ETIMEDOUT;
    else if (n > 0 && (wait.revents & (POLLERR | POLLNVAL)))
        errno = EIO;
    return n > 0 && !(wait.revents & (POLLERR | POLLNVAL));
}

static enum rc send_all(int fd, const char *target, const char *bytes, size_t len, struct err *e)
{
    while (len > 0) {
        if (!ready(fd, POLLOUT, PATIENCE_MS))
            return printer_off(target, e);
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno != EINTR && errno != EAGAIN)
            return printer_off(target, e);
        if (n > 0)
            bytes += n, len -= (size_t)n;
    }
    return RC_OK;
}

static int dial_one(const struct addrinfo *to)
{
    int fd = socket(to->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    int error = 0;
    socklen_t size = sizeof error;
    if (connect(fd, to->ai_addr, to->ai_addrlen) == 0 ||
        (errno == EINPROGRESS && ready(fd, POLLOUT, PATIENCE_MS) &&
            getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && !error))
        return fd;
    int number = error ? error : errno;
    close(fd);
    errno = number;
    return -1;
}

static enum rc dial(int *ret, const char *target, struct err *e)
{
    char host[256];
    const char *address = strncmp(target, "tcp:", 4) == 0 ? target + 4 : target,
               *colon = strrchr(address, ':');
    if (!colon || colon == address || (size_t)(colon - address) >= sizeof host)
        return err_set(
            e, RC_USAGE, "printer_address", N_("A receipt printer on the network is written tcp:HOST:PORT."));
    memcpy(host, address, (size_t)(colon - address));
    host[colon - address] = '\0';
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

/* --- what the printer says --- */

static enum rc paper_out(const char *target, struct err *e)
{
    err_set(e, RC_AGAIN, "printer_paper", N_("The receipt printer %.60s has no paper left."), target);
    err_hint(e, N_("Put in a new roll, then print again: the number stays the same."));
    return RC_AGAIN;
}

/* GS r 1 stands in the line behind the picture: its answer, the state of the paper, comes when all before it
 * was printed. Many cheap printers never answer; that is no trouble, only less known. */
static enum rc ask_printer(bool *said, int fd, const char *target, struct err *e)
{
    static const char question[] = { 0x1d, 'r', 1 };
    unsigned char answer = 0;
    enum rc rc = send_all(fd, target, question, sizeof question, e);
    if (rc)
        return rc;
    if (!ready(fd, POLLIN, ANSWER_MS))
        return errno == ETIMEDOUT ? RC_OK : printer_off(target, e);
    ssize_t n = read(fd, &answer, 1);
    if (n < 0 && (errno == EAGAIN || errno == EINVAL || errno == EBADF))
        return RC_OK; /* a line that only takes */
    if (n <= 0) {
        errno = n == 0 ? ECONNRESET : errno; /* it went before the end of the page */
        return printer_off(target, e);
    }
    if (answer & 0x0c)
        return paper_out(target, e);
    *said = (answer & 0x90) == 0;
    return RC_OK;
}

/* A network printer takes the rest from its buffer and closes, too; a reset says that it did not. */
static enum rc hang_up(int fd, const char *target, struct err *e)
{
    char rest[256];
    ssize_t n = 0;
    shutdown(fd, SHUT_WR);
    while (ready(fd, POLLIN, ANSWER_MS) && (n = read(fd, rest, sizeof rest)) > 0)
        ;
    return n < 0 && errno == ECONNRESET ? printer_off(target, e) : RC_OK;
}

static enum rc send_network(const char *target, const void *bytes, size_t len, bool *said, struct err *e)
{
    AUTO_FD fd = -1;
    enum rc rc = dial(&fd, target, e);
    if (!rc)
        rc = send_all(fd, target, bytes, len, e);
    if (!rc)
        rc = ask_printer(said, fd, target, e);
    return rc ? rc : hang_up(fd, target, e);
}

/* A serial line must not change bytes on their way (new lines), nor send ours back. */
static void make_raw(int fd)
{
    struct termios line;
    if (tcgetattr(fd, &line) == 0) {
        cfmakeraw(&line);
        tcsetattr(fd, TCSANOW, &line);
    }
}

static enum rc send_device(const char *target, const void *bytes, size_t len, bool *said, struct err *e)
{
    AUTO_FD fd = open(target, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 && (errno == EACCES || errno == EINVAL || errno == EPERM))
        fd = open(target, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return printer_off(target, e);
    make_raw(fd);
    enum rc rc = send_all(fd, target, bytes, len, e);
    return rc ? rc : ask_printer(said, fd, target, e);
}

/* "tcp:HOST:PORT", and "HOST:9100" as people write it: no path, a port of digits behind the last colon. */
static bool is_network(const char *target)
{
    const char *colon = strrchr(target, ':');
    return strncmp(target, "tcp:", 4) == 0 ||
           (colon && colon > target && colon[1] && strspn(colon + 1, "0123456789") == strlen(colon + 1) &&
               !strchr(target, '/'));
}

enum rc thermal_send(const char *target, const void *bytes, size_t len, bool *said, struct err *e)
{
    struct stat st;
    *said = false;
    if (is_network(target))
        return send_network(target, bytes, len, said, e);
    if (stat(target, &st) != 0 || S_ISREG(st.st_mode)) {
        enum rc rc = fs_replace(target, bytes, len, 0600, e);
        *said = rc == RC_OK;
        return rc;
    }
    if (S_ISCHR(st.st_mode))
        return send_device(target, bytes, len, said, e);
    errno = ENODEV;
    return printer_off(target, e);
}
