/* place.c - where a book must not lie: network disks, and disks that are nearly full (D04, D14). */
#include <string.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>

#include "../book/desk.h"

int __real_statfs(const char *path, struct statfs *st);
int __real_statvfs(const char *path, struct statvfs *st);
int __wrap_statfs(const char *path, struct statfs *st);
int __wrap_statvfs(const char *path, struct statvfs *st);

static uint32_t magic;   /* what the disk says it is; 0 = the truth */
static int64_t free_mb = -1;

int __wrap_statfs(const char *path, struct statfs *st)
{
    int rc = __real_statfs(path, st);
    if (!rc && magic)
        memcpy(&st->f_type, &(typeof(st->f_type)){ (typeof(st->f_type))magic }, sizeof st->f_type);
    return rc;
}

int __wrap_statvfs(const char *path, struct statvfs *st)
{
    int rc = __real_statvfs(path, st);
    if (!rc && free_mb >= 0)
        st->f_bavail = (fsblkcnt_t)(free_mb << 20) / st->f_frsize;
    return rc;
}

TEST(book_open__refuses__network_and_foreign_disks)
{
    static const struct {
        uint32_t magic;
        const char *name;
    } disks[] = { { 0x6969, "nfs" }, { 0xff534d42, "cifs" }, { 0xfe534d42, "smb2" }, { 0x2011bab0, "exfat" }, { 0x4d44, "vfat" } };
    struct test_desk *t = test_desk_open("place");
    for (size_t i = 0; i < sizeof disks / sizeof *disks; i++) {
        struct err e = { 0 };
        struct book again = { 0 };
        magic = disks[i].magic;
        enum rc rc = book_open(&again, t->book.dir, &e);
        magic = 0;
        assert_int_equal(rc, RC_STORAGE);
        assert_string_equal(e.code, "unsafe_place");
        assert_non_null(strstr(e.message, disks[i].name));
    }
    test_desk_close(t);
}

TEST(book_open__refuses__a_disk_with_less_than_200_mb)
{
    struct err e = { 0 };
    struct book again = { 0 };
    struct test_desk *t = test_desk_open("tight");
    free_mb = 64;
    enum rc rc = book_open(&again, t->book.dir, &e);
    free_mb = -1;
    assert_int_equal(rc, RC_STORAGE);
    assert_string_equal(e.code, "disk_full");
    assert_non_null(strstr(e.message, "64"));
    assert_ok(book_open(&again, t->book.dir, &e), &e);
    book_close(&again);
    test_desk_close(t);
}
