/* office.h - who works where, with which book and which clock: handed in at the start, so that a test owns it all. */
#ifndef BASE_OFFICE_H
#define BASE_OFFICE_H

#include <stdint.h>

struct book;
struct clock;
struct db;

/* One staff member at one desk with one open book. Borrowed pointers only; the program owns what they point to. */
struct office {
    struct db *db;             /* the book's connection, the same as book->db */
    const struct book *book;   /* whose book it is, its directory and its keys: book/book.h */
    const struct clock *clock;
    const char *share_dir;     /* where forms/, data/ and guidance/ lie */
    const char *desk;          /* "quay-2": this terminal's desk, as journalled */
    int64_t staff_id;          /* 0 = nobody signed in */
    const char *staff_name;
    const char *staff_title;
    int role;                  /* enum staff_role of people/permission.h */
};

#endif
