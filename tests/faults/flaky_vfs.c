/* flaky_vfs.c - see flaky_vfs.h. */
#include "flaky_vfs.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

char flaky_files[FLAKY_FILES][512];
struct flaky_entry *flaky_log;
size_t flaky_count;
struct flaky_plan flaky_plan;
int flaky_calls;

static size_t flaky_room;
static sqlite3_vfs *below;
static sqlite3_vfs above;
static sqlite3_io_methods methods;

struct flaky_file {
    sqlite3_file base;
    int number;          /* -1 = not logged */
    sqlite3_file real[]; /* the system's own file follows */
};

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct flaky_file *)file)->real;
}

static void note(enum flaky_op op, int file, int64_t offset, const void *bytes, size_t len)
{
    if (file < 0)
        return;
    if (flaky_count == flaky_room) {
        flaky_room = flaky_room ? flaky_room * 2 : 1024;
        flaky_log = realloc(flaky_log, flaky_room * sizeof *flaky_log);
        if (!flaky_log)
            abort();
    }
    unsigned char *copy = len ? malloc(len) : NULL;
    if (len && !copy)
        abort();
    if (len)
        memcpy(copy, bytes, len);
    flaky_log[flaky_count++] = (struct flaky_entry){ op, file, offset, len, copy };
}

void flaky_ack(int64_t number)
{
    note(FLAKY_ACK, 0, number, NULL, 0);
}

void flaky_forget(void)
{
    for (size_t i = 0; i < flaky_count; i++)
        free(flaky_log[i].bytes);
    flaky_count = 0;
    memset(flaky_files, 0, sizeof flaky_files);
}

/* Whether this write or sync fails, and how. */
static int fate(int error)
{
    flaky_calls++;
    bool fails = flaky_plan.fail_at && (flaky_calls == flaky_plan.fail_at ||
                                           (flaky_plan.lasting && flaky_calls > flaky_plan.fail_at));
    return !fails ? SQLITE_OK : flaky_plan.full ? SQLITE_FULL : error;
}

static int f_close(sqlite3_file *f) { return real_of(f)->pMethods->xClose(real_of(f)); }
static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at) { return real_of(f)->pMethods->xRead(real_of(f), p, n, at); }

static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
    int rc = fate(SQLITE_IOERR_WRITE);
    if (rc)
        return rc;
    rc = real_of(f)->pMethods->xWrite(real_of(f), p, n, at);
    if (!rc)
        note(FLAKY_WRITE, ((struct flaky_file *)f)->number, at, p, (size_t)n);
    return rc;
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    int rc = real_of(f)->pMethods->xTruncate(real_of(f), size);
    if (!rc)
        note(FLAKY_TRUNCATE, ((struct flaky_file *)f)->number, size, NULL, 0);
    return rc;
}

static int f_sync(sqlite3_file *f, int flags)
{
    (void)flags; /* the real sync costs time and teaches nothing here: the log is the disk */
    int rc = fate(SQLITE_IOERR_FSYNC);
    if (!rc)
        note(FLAKY_SYNC, ((struct flaky_file *)f)->number, 0, NULL, 0);
    return rc;
}

static int f_size(sqlite3_file *f, sqlite3_int64 *n) { return real_of(f)->pMethods->xFileSize(real_of(f), n); }
static int f_lock(sqlite3_file *f, int l) { return real_of(f)->pMethods->xLock(real_of(f), l); }
static int f_unlock(sqlite3_file *f, int l) { return real_of(f)->pMethods->xUnlock(real_of(f), l); }
static int f_reserved(sqlite3_file *f, int *r) { return real_of(f)->pMethods->xCheckReservedLock(real_of(f), r); }
static int f_control(sqlite3_file *f, int op, void *p) { return real_of(f)->pMethods->xFileControl(real_of(f), op, p); }
static int f_sector(sqlite3_file *f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); }
static int f_device(sqlite3_file *f) { (void)f; return 0; /* promises nothing: not even atomic sectors */ }
static int f_shm_map(sqlite3_file *f, int i, int n, int x, void volatile **p) { return real_of(f)->pMethods->xShmMap(real_of(f), i, n, x, p); }
static int f_shm_lock(sqlite3_file *f, int o, int n, int flags) { return real_of(f)->pMethods->xShmLock(real_of(f), o, n, flags); }
static void f_shm_barrier(sqlite3_file *f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); }
static int f_shm_unmap(sqlite3_file *f, int d) { return real_of(f)->pMethods->xShmUnmap(real_of(f), d); }

static int number_of(const char *name)
{
    if (!name)
        return -1;
    for (int i = 0; i < FLAKY_FILES; i++) {
        if (!flaky_files[i][0])
            snprintf(flaky_files[i], sizeof flaky_files[0], "%s", name);
        if (strcmp(flaky_files[i], name) == 0)
            return i;
    }
    return -1;
}

static int v_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
    (void)vfs;
    struct flaky_file *file = (struct flaky_file *)f;
    file->base.pMethods = NULL;
    int rc = below->xOpen(below, name, file->real, flags, out);
    if (rc)
        return rc;
    file->number = number_of(name);
    file->base.pMethods = &methods;
    return SQLITE_OK;
}

static int v_delete(sqlite3_vfs *vfs, const char *name, int sync) { (void)vfs; return below->xDelete(below, name, sync); }

void flaky_install(void)
{
    below = sqlite3_vfs_find(NULL);
    methods = (sqlite3_io_methods){ 2, f_close, f_read, f_write, f_truncate, f_sync, f_size, f_lock, f_unlock, f_reserved,
        f_control, f_sector, f_device, f_shm_map, f_shm_lock, f_shm_barrier, f_shm_unmap, NULL, NULL };
    above = *below;
    above.zName = "flaky";
    above.szOsFile = (int)sizeof(struct flaky_file) + below->szOsFile;
    above.xOpen = v_open;
    above.xDelete = v_delete;
    sqlite3_vfs_register(&above, 1);
}

void flaky_remove(void)
{
    sqlite3_vfs_unregister(&above);
    sqlite3_vfs_register(below, 1);
}
