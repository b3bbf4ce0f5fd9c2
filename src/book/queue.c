/* queue.c - see queue.h. */
#include "book/queue.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/i18n.h"

#define COUNTER_BYTE 0    /* guards the counter */
#define FIRST_BYTE   4096 /* number n locks byte FIRST_BYTE + n */
#define BELLS        64   /* number n rings bell n % BELLS when it leaves */
#define LISTEN_MS    20   /* who died does not ring: the lock itself is looked at this often */

/* The file's first page, shared by all writers. */
struct queue_page {
    int64_t last_number;
    _Atomic uint32_t bells[BELLS];
};

static int lock_byte(int fd, int command, short type, int64_t byte)
{
    struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };
    int rc;
    do
        rc = fcntl(fd, command, &lock);
    while (rc && errno == EINTR);
    return rc;
}

/* Takes the next number and locks its byte before anybody can ask for it; -1 with errno. */
static int64_t take_number(int fd, struct queue_page *page)
{
    if (lock_byte(fd, F_OFD_SETLKW, F_WRLCK, COUNTER_BYTE))
        return -1;
    int64_t number = page->last_number < 0 ? 1 : page->last_number + 1;
    bool ok = !lock_byte(fd, F_OFD_SETLK, F_WRLCK, FIRST_BYTE + number);
    if (ok)
        page->last_number = number;
    lock_byte(fd, F_OFD_SETLK, F_UNLCK, COUNTER_BYTE);
    return ok ? number : -1;
}

/* Waits until the lock of `number` is gone: its holder rings when it leaves, and the kernel drops the lock of
 * one that died. The bell is read before the lock is tried, so a bell rung in between is not slept through.
 */
static enum rc wait_for(int fd, struct queue_page *page, int64_t number, int limit_ms)
{
    _Atomic uint32_t *bell = &page->bells[number % BELLS];
    int64_t until = clock_mono_ms(&clock_system) + limit_ms;
    struct timespec pause = { 0, LISTEN_MS * 1000000L };
    for (;;) {
        uint32_t heard = atomic_load(bell);
        if (!lock_byte(fd, F_OFD_SETLK, F_RDLCK, FIRST_BYTE + number))
            break;
        if (errno != EAGAIN && errno != EACCES)
            return RC_STORAGE;
        if (clock_mono_ms(&clock_system) >= until)
            return RC_AGAIN;
        syscall(SYS_futex, bell, FUTEX_WAIT, heard, &pause, NULL, 0);
    }
    lock_byte(fd, F_OFD_SETLK, F_UNLCK, FIRST_BYTE + number);
    return RC_OK;
}

/* The file and its first page; RC_STORAGE with words. */
static enum rc open_page(struct queue_place *place, const char *path, struct err *e)
{
    AUTO_FD fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct stat is;
    if (fd < 0 || fstat(fd, &is))
        return err_errno(e, errno, path);
    /* a hole in the page would be a SIGBUS on a full disk: it is filled while that can still be told */
    int full = is.st_size < FIRST_BYTE || !is.st_blocks ? posix_fallocate(fd, 0, FIRST_BYTE) : 0;
    if (full)
        return err_errno(e, full, path);
    void *page = mmap(NULL, FIRST_BYTE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (page == MAP_FAILED)
        return err_errno(e, errno, path);
    *place = (struct queue_place){ .fd = fd, .page = page };
    fd = -1;
    return RC_OK;
}

enum rc queue_enter(struct queue_place *ret, const char *book_path, int limit_ms, struct err *e)
{
    char path[PATH_MAX];
    struct queue_place place = { .fd = -1 };
    snprintf(path, sizeof path, "%s.queue", book_path);
    enum rc rc = open_page(&place, path, e);
    if (rc)
        return rc;
    place.number = take_number(place.fd, place.page);
    rc = place.number < 0    ? RC_STORAGE
         : place.number == 1 ? RC_OK
                             : wait_for(place.fd, place.page, place.number - 1, limit_ms);
    if (!rc) {
        *ret = place;
        return RC_OK;
    }
    int why = errno;
    queue_leave(&place);
    if (rc == RC_STORAGE)
        return err_errno(e, why, path);
    err_set(e, rc, "busy", N_("Another desk has been writing for %d seconds"), limit_ms / 1000);
    err_hint(e, N_("Nothing is lost; try again in a moment"));
    return rc;
}

void queue_leave(struct queue_place *place)
{
    if (!place->page)
        return;
    if (place->number > 0) {
        /* unlocked by hand before the bell: the mapping would keep the lock beyond close() */
        lock_byte(place->fd, F_OFD_SETLK, F_UNLCK, FIRST_BYTE + place->number);
        _Atomic uint32_t *bell = &place->page->bells[place->number % BELLS];
        atomic_fetch_add(bell, 1);
        syscall(SYS_futex, bell, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
    }
    munmap(place->page, FIRST_BYTE);
    close(place->fd);
    *place = (struct queue_place){ .fd = -1 };
}
