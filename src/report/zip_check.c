/* zip_check.c - see zip_check.h. Layout of ZIP archives: PKWARE's APPNOTE, 4.3. */
#include "report/zip_check.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/fs.h"
#include "base/i18n.h"

#define END_SIZE     22
#define CENTRAL_SIZE 46
#define LOCAL_SIZE   30

struct archive {
    const unsigned char *bytes;
    size_t size;
};

static uint32_t get(const unsigned char *p, int bytes)
{
    uint32_t n = 0;
    for (int i = bytes - 1; i >= 0; i--)
        n = n << 8 | p[i];
    return n;
}

/* The end record: the last 22 bytes, for the writer leaves no comment behind it. */
static const unsigned char *find_end(const struct archive *a)
{
    if (a->size < END_SIZE)
        return NULL;
    const unsigned char *end = a->bytes + a->size - END_SIZE;
    return get(end, 4) == 0x06054b50 && get(end + 20, 2) == 0 ? end : NULL;
}

/* --- what stands in a sheet: found while it is unpacked, a few bytes kept from piece to piece --- */

struct scan {
    char kept[32]; /* the end of the piece before */
    size_t kept_len;
    int64_t last_row, formulas;
};

static void scan_text(struct scan *s, const char *text, size_t len)
{
    for (size_t i = 0; i + 3 < len; i++) {
        if (text[i] != '<')
            continue;
        if (text[i + 1] == 'f' && (text[i + 2] == '>' || text[i + 2] == ' '))
            s->formulas++;
        if (len - i > 20 && memcmp(text + i, "<row r=\"", 8) == 0)
            s->last_row = strtoll(text + i + 8, NULL, 10);
    }
}

/* An element that is split between two pieces is seen in the joint of both. */
static void scan_piece(struct scan *s, const char *piece, size_t len)
{
    char joint[64];
    size_t ahead = len < 31 ? len : 31;
    memcpy(joint, s->kept, s->kept_len);
    memcpy(joint + s->kept_len, piece, ahead);
    int64_t formulas = s->formulas;
    scan_text(s, joint, s->kept_len + ahead);
    if (len <= ahead) {
        size_t all = s->kept_len + ahead;
        s->kept_len = all < 31 ? all : 31;
        memmove(s->kept, joint + all - s->kept_len, s->kept_len);
        return;
    }
    int64_t in_joint = s->formulas - formulas;
    scan_text(s, piece, len);
    s->formulas = s->formulas > formulas + in_joint ? s->formulas : formulas + in_joint;
    s->kept_len = 31;
    memcpy(s->kept, piece + len - 31, 31);
}

/* --- one part --- */

struct part {
    const unsigned char *data;
    uint32_t packed, size, crc;
    int method; /* 0 stored, 8 deflated */
    char name[128];
};

static bool read_part(
    struct part *ret, const struct archive *a, const unsigned char *c, const unsigned char *limit)
{
    if (limit - c < CENTRAL_SIZE || get(c, 4) != 0x02014b50)
        return false;
    uint32_t name_len = get(c + 28, 2), at = get(c + 42, 4);
    struct part p = {
        .method = (int)get(c + 10, 2), .crc = get(c + 16, 4), .packed = get(c + 20, 4), .size = get(c + 24, 4)
    };
    if ((size_t)(limit - c) < CENTRAL_SIZE + name_len || name_len >= sizeof p.name ||
        (size_t)at + LOCAL_SIZE > a->size)
        return false;
    const unsigned char *local = a->bytes + at;
    size_t data = (size_t)at + LOCAL_SIZE + get(local + 26, 2) + get(local + 28, 2);
    if (get(local, 4) != 0x04034b50 || data > a->size || p.packed > a->size - data)
        return false;
    memcpy(p.name, c + CENTRAL_SIZE, name_len);
    p.data = a->bytes + data;
    *ret = p;
    return p.method == 0 || p.method == 8;
}

static bool unpack(struct scan *scan, const struct part *p)
{
    z_stream z = { .next_in = (unsigned char *)p->data, .avail_in = p->packed };
    char piece[65536];
    uint32_t crc = (uint32_t)crc32(0, NULL, 0), size = 0;
    if (p->method == 0)
        return p->packed == p->size && (uint32_t)crc32(crc, p->data, p->size) == p->crc;
    if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
        return false;
    int rc;
    do {
        z.next_out = (unsigned char *)piece;
        z.avail_out = sizeof piece;
        rc = inflate(&z, Z_NO_FLUSH);
        size_t got = sizeof piece - z.avail_out;
        crc = (uint32_t)crc32(crc, (unsigned char *)piece, (unsigned)got);
        size += (uint32_t)got;
        if (scan)
            scan_piece(scan, piece, got);
    } while (rc == Z_OK);
    inflateEnd(&z);
    return rc == Z_STREAM_END && size == p->size && crc == p->crc;
}

static bool take_part(struct zip_facts *facts, const struct part *p)
{
    struct scan scan = { 0 };
    int number = 0;
    bool sheet = sscanf(p->name, "xl/worksheets/sheet%d.xml", &number) == 1 && number >= 1 && number <= 64;
    if (!unpack(sheet ? &scan : NULL, p))
        return false;
    facts->parts++;
    facts->has_book |= strcmp(p->name, "xl/workbook.xml") == 0;
    facts->has_types |= strcmp(p->name, "[Content_Types].xml") == 0;
    if (!sheet)
        return true;
    facts->sheets++;
    facts->formulas += scan.formulas;
    facts->last_rows[number - 1] = scan.last_row;
    return true;
}

static bool check(struct zip_facts *facts, const struct archive *a)
{
    const unsigned char *end = find_end(a);
    if (!end)
        return false;
    size_t count = get(end + 10, 2), size = get(end + 12, 4), at = get(end + 16, 4);
    if (at > a->size - END_SIZE || size != a->size - END_SIZE - at)
        return false;
    const unsigned char *c = a->bytes + at;
    for (size_t i = 0; i < count; i++) {
        struct part p = { 0 };
        if (!read_part(&p, a, c, end) || !take_part(facts, &p))
            return false;
        c += CENTRAL_SIZE + get(c + 28, 2) + get(c + 30, 2) + get(c + 32, 2);
        if (c > end)
            return false;
    }
    return c == end && facts->has_book && facts->has_types;
}

enum rc zip_check(struct zip_facts *ret, const char *path, struct err *e)
{
    AUTO_FD fd = -1;
    int64_t size;
    struct zip_facts facts = { 0 };
    enum rc rc = fs_open_regular(&fd, &size, path, (int64_t)1 << 31, e);
    if (rc)
        return rc;
    void *map = size ? mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    bool whole = map != MAP_FAILED && check(&facts, &(struct archive){ map, (size_t)size });
    if (map != MAP_FAILED)
        munmap(map, (size_t)size);
    if (!whole)
        return err_set(
            e, RC_STORAGE, "report_damaged", N_("The workbook came out damaged and was thrown away"));
    *ret = facts;
    return RC_OK;
}
