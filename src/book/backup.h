/* backup.h - the whole book in one file, sealed to a key that the desk can write to but not read with.
 *
 * A backup is proved before it counts: the snapshot is opened and its application id, schema, own row, journal chain
 * and integrity are checked (SQLite's check alone passes an empty file, F10). Then snapshot, keys and sealed scans go
 * into one encrypted stream, synced and renamed. A restore reads everything to its end and proves it before the first
 * byte of the new book gets its name. The key to read with (keys/backup.secret) belongs on two sticks in a drawer.
 */
#ifndef BOOK_BACKUP_H
#define BOOK_BACKUP_H

#include <stdint.h>

#include "base/err.h"

struct office;

struct backup_report {
    int64_t dossiers, events, files;
    int64_t newest_at;   /* UTC of the newest event in it */
    char head[65];       /* journal head, hexadecimal */
    int schema;
};

/* Writes `path` (mode 0600, must not lie inside the book) and journals it. On failure no part of it is left. */
MUST enum rc backup_write(struct backup_report *ret, const struct office *of, const char *path, struct err *e);

/* Proves a backup in a scratch directory beside it, which is removed again. `secret_path` is backup.secret. */
MUST enum rc backup_check(struct backup_report *ret, const char *path, const char *secret_path, struct err *e);

/* Restores into a directory that holds no book. */
MUST enum rc backup_restore(struct backup_report *ret, const char *path, const char *secret_path, const char *into,
    struct err *e);

/* When the newest backup of this book was written (UTC); 0 = never. */
MUST enum rc backup_newest(int64_t *ret, const struct office *of, struct err *e);

#endif
