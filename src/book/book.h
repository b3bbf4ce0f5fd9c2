/* book.h - one commune's book: a directory with book.db, files/ (sealed, by content) and keys/ (0400).
 *
 * Opening refuses network file systems, directories others may enter, full disks, damaged files and books of a
 * newer program. What may be wrong is said; nothing is touched.
 */
#ifndef BOOK_BOOK_H
#define BOOK_BOOK_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct clock;
struct db;
struct memo;
struct seal_keys;

struct book {
    struct db *db;
    struct seal_keys *keys;
    struct memo *memo;     /* forms and calendar, read once while the book is open */
    char dir[PATH_MAX];
    char book_id[33];
    char unit_code[40];    /* H48.25 */
    char unit_name[256];   /* UBND xã Đăk Tô */
    char province[128];
    bool practice;         /* never syncs to a real portal, papers carry a watermark */
};

struct book_facts {
    const char *unit_code, *unit_name, *province;
    bool practice;
};

#define BOOK_FREE_BYTES_MIN ((int64_t)200 << 20)   /* D04: below this a book is not opened for writing */

/* Makes a book in `dir` (which must not hold one): all of it or nothing. */
MUST enum rc book_create(const char *dir, const struct book_facts *facts, const struct clock *clock, struct err *e);

MUST enum rc book_open(struct book *ret, const char *dir, struct err *e);
void book_close(struct book *book);   /* zeroed is fine */
#define AUTO_BOOK __attribute__((cleanup(book_close))) struct book

/* A path inside the book: book_path(book, "files") ... into out. */
const char *book_path(char out[PATH_MAX], const struct book *book, const char *name);

#endif
