/* queue.h - a fair queue of writers across processes.
 *
 * Each writer takes a number and waits for the one before it. Numbers are bytes of the file `queue` beside
 * the book: the holder of number n keeps an open-file-description lock on byte n, its successor waits for
 * that lock and is woken by a bell (a futex in the file's first page). The kernel drops the lock of a process
 * that dies, so the queue never stands still. SQLite's own locks remain the ones that guard the data; this
 * one only guards the order.
 */
#ifndef BOOK_QUEUE_H
#define BOOK_QUEUE_H

#include <stdint.h>

#include "base/err.h"

struct queue_page;
struct queue_place {
    int fd;
    struct queue_page *page; /* NULL: no place */
    int64_t number;
};

/* Waits for the turn. RC_AGAIN after `limit_ms`. */
MUST enum rc queue_enter(struct queue_place *ret, const char *book_path, int limit_ms, struct err *e);
void queue_leave(struct queue_place *place); /* no place is fine; leaving twice too */

#endif
