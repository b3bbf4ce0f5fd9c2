/* fs.c - see fs.h. */
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/i18n.h"

enum rc fs_open_regular(int *ret, int64_t *size, const char *path, int64_t max, struct err *e)
{
    /* O_NONBLOCK: a FIFO without a writer must not hold up the counter. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return err_errno(e, errno, path);
    struct stat st;
    if (fstat(fd, &st)) {
        int number = errno;
        close(fd);
        return err_errno(e, number, path);
    }
    if (!S_ISREG(st.st_mode)) {
        close(fd);
        if (S_ISDIR(st.st_mode))
            return err_errno(e, EISDIR, path);
        return err_set(e, RC_REFUSED, "not_a_file", N_("%s is not a plain file"), path);
    }
    if (st.st_size > max) {
        close(fd);
        return err_set(e, RC_REFUSED, "file_too_large", N_("%s has %lld MB; at most %lld MB are taken"), path,
            (long long)(st.st_size + (1 << 20) - 1) >> 20, (long long)max >> 20);
    }
    *ret = fd;
    *size = st.st_size;
    return RC_OK;
}

enum rc fs_read_fd(struct buf *out, int fd, const char *name, size_t max, struct err *e)
{
    char chunk[16384];
    size_t total = 0;
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(e, errno, name);
        if (n == 0)
            return RC_OK;
        total += (size_t)n;
        if (total > max)
            return err_set(e, RC_REFUSED, "file_too_large", N_("%s has more than %zu bytes"), name, max);
        enum rc rc = buf_add(out, chunk, (size_t)n);
        if (rc)
            return rc == RC_NO_MEMORY ? err_no_memory(e)
                                      : err_set(e, rc, "file_too_large", N_("%s has more than %zu bytes"), name, max);
    }
}

enum rc fs_read(struct buf *out, const char *path, size_t max, struct err *e)
{
    AUTO_FD fd = -1;
    int64_t size;
    enum rc rc = fs_open_regular(&fd, &size, path, (int64_t)max, e);
    return rc ? rc : fs_read_fd(out, fd, path, max, e);
}

enum rc fs_write_all(int fd, const void *bytes, size_t len)
{
    const char *p = bytes;
    while (len) {
        ssize_t n = write(fd, p, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return RC_STORAGE;
        p += n;
        len -= (size_t)n;
    }
    return RC_OK;
}

ssize_t fs_read_full(int fd, void *out, size_t len)
{
    size_t have = 0;
    while (have < len) {
        ssize_t n = read(fd, (char *)out + have, len - have);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        have += (size_t)n;
    }
    return (ssize_t)have;
}

static void parent_of(char out[PATH_MAX], const char *path)
{
    snprintf(out, PATH_MAX, "%s", path);
    char *slash = strrchr(out, '/');
    if (!slash)
        snprintf(out, PATH_MAX, ".");
    else if (slash == out)
        slash[1] = '\0';
    else
        *slash = '\0';
}

enum rc fs_sync_dir(const char *dir, struct err *e)
{
    AUTO_FD fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fsync(fd))
        return err_errno(e, errno, dir);
    return RC_OK;
}

enum rc fs_check_target(const char *path, struct err *e)
{
    struct stat st;
    if (lstat(path, &st) || S_ISREG(st.st_mode))
        return RC_OK;
    if (S_ISDIR(st.st_mode))
        return err_errno(e, EISDIR, path);
    return err_set(e, RC_REFUSED, "not_a_file", N_("%s is not a plain file"), path);
}

enum rc fs_replace(const char *path, const void *bytes, size_t len, mode_t mode, struct err *e)
{
    char temp[PATH_MAX], dir[PATH_MAX];
    if (snprintf(temp, sizeof temp, "%s.%ld.tmp", path, (long)getpid()) >= (int)sizeof temp)
        return err_errno(e, ENAMETOOLONG, path);
    enum rc rc = fs_check_target(path, e);
    if (rc)
        return rc;
    AUTO_FD fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0)
        return err_errno(e, errno, path);
    if (fchmod(fd, mode) || fs_write_all(fd, bytes, len) || fsync(fd) || rename(temp, path)) {
        int number = errno;
        unlink(temp);
        return err_errno(e, number, path);
    }
    parent_of(dir, path);
    return fs_sync_dir(dir, e);
}

enum rc fs_make_dir(const char *dir, struct err *e)
{
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s", dir) >= (int)sizeof path)
        return err_errno(e, ENAMETOOLONG, dir);
    for (char *p = path + 1;; p++) {
        if (*p && *p != '/')
            continue;
        char kept = *p;
        *p = '\0';
        if (mkdir(path, 0700) && errno != EEXIST)
            return err_errno(e, errno, path);
        if (!kept)
            break;
        *p = kept;
    }
    struct stat st;
    if (stat(dir, &st) || !S_ISDIR(st.st_mode))
        return err_errno(e, ENOTDIR, dir);
    return RC_OK;
}

bool fs_exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

/* Magic numbers of statfs(2): places where locks or fsync do not mean what SQLite needs. */
static const struct {
    unsigned long magic;
    const char *name;
} unsafe_kinds[] = {
    { 0x6969, "nfs" },      { 0x517b, "smb" },        { 0xff534d42, "cifs" },      { 0xfe534d42, "smb2" },
    { 0x564c, "ncp" },      { 0x5346414f, "afs" },    { 0x73757245, "coda" },      { 0x01021997, "9p" },
    { 0x65735546, "fuse" }, { 0x2011bab0, "exfat" },  { 0x4d44, "vfat" },          { 0x00c36400, "ceph" },
    { 0x19830326, "fhgfs" },{ 0x0bd00bd0, "lustre" }, { 0x01161970, "gfs2" },      { 0x7461636f, "ocfs2" },
};

const char *fs_unsafe_kind(const char *dir)
{
    struct statfs st;
    if (statfs(dir, &st))
        return NULL;
    for (size_t i = 0; i < sizeof unsafe_kinds / sizeof *unsafe_kinds; i++)
        if ((unsigned long)(uint32_t)st.f_type == unsafe_kinds[i].magic)
            return unsafe_kinds[i].name;
    return NULL;
}

int64_t fs_free_bytes(const char *dir)
{
    struct statvfs st;
    return statvfs(dir, &st) ? -1 : (int64_t)st.f_bavail * (int64_t)st.f_frsize;
}

void fs_auto_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}
