/* queue.h - a fair queue of writers across processes.
 *
 * Each writer takes a number and waits for the one before it. Numbers are bytes of the file `queue` beside the
 * book: the holder of number n keeps an open-file-description lock on byte n, its successor waits for that lock.
 * The kernel drops the lock of a process that dies, so the queue never stands still. SQLite's own locks remain
 * the ones that guard the data; this one only guards the order.
 */
#ifndef BOOK_QUEUE_H
#define BOOK_QUEUE_H

#include "base/err.h"

/* Waits for the turn. *place is a descriptor to hand to queue_leave. RC_AGAIN after `limit_ms`. */
MUST enum rc queue_enter(int *place, const char *book_path, int limit_ms, struct err *e);
void queue_leave(int place);   /* -1 is fine */

#endif
