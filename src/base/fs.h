/* fs.h - files: whole or not at all.
 *
 * fs_replace writes to a temporary name beside the target, syncs, renames and syncs the directory, so the target is
 * the old or the new content, never a part. Reading refuses links, devices, FIFOs and directories before it opens
 * anything that could block, and files over the caller's limit.
 */
#ifndef BASE_FS_H
#define BASE_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

struct buf;

/* Opens a regular file for reading (no link, no FIFO); *size as it was at open. */
MUST enum rc fs_open_regular(int *fd, int64_t *size, const char *path, int64_t max, struct err *e);

/* Reads a whole regular file of at most `max` bytes into `out` (appended). */
MUST enum rc fs_read(struct buf *out, const char *path, size_t max, struct err *e);

/* Reads a descriptor to its end, at most `max` bytes; `name` is for messages. */
MUST enum rc fs_read_fd(struct buf *out, int fd, const char *name, size_t max, struct err *e);

/* A name that may be written over: nothing, or a plain file. A rename over /dev/null would take the device away. */
MUST enum rc fs_check_target(const char *path, struct err *e);

MUST enum rc fs_replace(const char *path, const void *bytes, size_t len, mode_t mode, struct err *e);
MUST enum rc fs_write_all(int fd, const void *bytes, size_t len);    /* RC_STORAGE with errno set */
/* Fills `out` as far as the source goes: a short read of a pipe is no end. Bytes read, -1 with errno. */
MUST ssize_t fs_read_full(int fd, void *out, size_t len);

MUST enum rc fs_sync_dir(const char *dir, struct err *e);

/* Makes the directory (and its parents) with mode 0700 unless it is there. */
MUST enum rc fs_make_dir(const char *dir, struct err *e);

bool fs_exists(const char *path);

/* The name of a network or foreign file system under `dir` on which a book is unsafe ("nfs"), or NULL. */
const char *fs_unsafe_kind(const char *dir);

/* Bytes still free for this user below `dir`; -1 when unknown. */
int64_t fs_free_bytes(const char *dir);

void fs_auto_close(int *fd);
#define AUTO_FD __attribute__((cleanup(fs_auto_close))) int

#endif
