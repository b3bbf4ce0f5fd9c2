/* queue.c - see queue.h. */
#include "book/queue.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/i18n.h"

#define COUNTER_BYTE 0          /* the last number given out is stored here, and guarded by a lock on this byte */
#define FIRST_BYTE   4096       /* number n locks byte FIRST_BYTE + n */

static int lock_byte(int fd, int command, short type, int64_t byte)
{
    struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };
    int rc;
    do
        rc = fcntl(fd, command, &lock);
    while (rc && errno == EINTR);
    return rc;
}

/* Takes the next number and locks its byte before anybody can ask for it. */
static int64_t take_number(int fd)
{
    int64_t number = 0;
    if (lock_byte(fd, F_OFD_SETLKW, F_WRLCK, COUNTER_BYTE))
        return -1;
    if (pread(fd, &number, sizeof number, COUNTER_BYTE) < 0 || number < 0)
        number = 0;
    number++;
    bool ok = !lock_byte(fd, F_OFD_SETLK, F_WRLCK, FIRST_BYTE + number) &&
        pwrite(fd, &number, sizeof number, COUNTER_BYTE) == (ssize_t)sizeof number;
    lock_byte(fd, F_OFD_SETLK, F_UNLCK, COUNTER_BYTE);
    return ok ? number : -1;
}

/* Asks again and again with growing pauses: a lock wait with a time limit and without signals. */
static enum rc wait_for(int fd, int64_t number, int limit_ms)
{
    long pause_us = 50, waited_us = 0;
    while (lock_byte(fd, F_OFD_SETLK, F_RDLCK, FIRST_BYTE + number)) {
        if (errno != EAGAIN && errno != EACCES)
            return RC_STORAGE;
        if (waited_us / 1000 >= limit_ms)
            return RC_AGAIN;
        struct timespec pause = { 0, pause_us * 1000 };
        nanosleep(&pause, NULL);
        waited_us += pause_us;
        pause_us = pause_us < 1000 ? pause_us * 2 : 1000;
    }
    lock_byte(fd, F_OFD_SETLK, F_UNLCK, FIRST_BYTE + number);
    return RC_OK;
}

enum rc queue_enter(int *place, const char *book_path, int limit_ms, struct err *e)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s.queue", book_path);
    AUTO_FD fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return err_errno(e, errno, path);
    int64_t number = take_number(fd);
    if (number < 0)
        return err_errno(e, errno, path);
    enum rc rc = number > 1 ? wait_for(fd, number - 1, limit_ms) : RC_OK;
    if (rc == RC_STORAGE)
        return err_errno(e, errno, path);
    if (rc) {
        err_set(e, rc, "busy", N_("Another desk has been writing for %d seconds"), limit_ms / 1000);
        err_hint(e, N_("Nothing is lost; try again in a moment"));
        return rc;
    }
    *place = fd;
    fd = -1;
    return RC_OK;
}

void queue_leave(int place)
{
    if (place >= 0)
        close(place);
}
