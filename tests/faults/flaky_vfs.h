/* flaky_vfs.h - a SQLite VFS that remembers every write and sync, and fails where it is told to.
 *
 * It stands before the system's own VFS as the default one, so the program under test does not know. From its log a
 * test builds the disk as a power cut could have left it: what was synced is there; of the rest, any part.
 */
#ifndef TESTS_FLAKY_VFS_H
#define TESTS_FLAKY_VFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum flaky_op { FLAKY_WRITE, FLAKY_TRUNCATE, FLAKY_SYNC, FLAKY_ACK };

struct flaky_entry {
    enum flaky_op op;
    int file;          /* position in flaky_files */
    int64_t offset;    /* FLAKY_WRITE; the new size for FLAKY_TRUNCATE; the caller's number for FLAKY_ACK */
    size_t len;
    unsigned char *bytes;
};

#define FLAKY_FILES 8
extern char flaky_files[FLAKY_FILES][512];
extern struct flaky_entry *flaky_log;
extern size_t flaky_count;

/* Which call fails: the nth write or sync from now on (1..), once or for good; 0 = none. `full` says disk full instead
 * of an input/output error. */
struct flaky_plan {
    int fail_at;
    bool lasting, full;
};
extern struct flaky_plan flaky_plan;
extern int flaky_calls;    /* writes and syncs since the plan was set */

void flaky_install(void);
void flaky_remove(void);
void flaky_forget(void);          /* empties the log and takes each file's present content as synced */
void flaky_ack(int64_t number);   /* the test was told that something is done */

#endif
