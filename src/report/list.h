/* list.h - a table that may grow: head, columns, one row a thing, on as many sheets as it needs.
 *
 *     struct list l = { .book = w, .name = "Hồ sơ", .title = "...", .columns = columns, .count = 9 };
 *     list_begin(&l);
 *     list_row(&l); list_text(&l, code); list_int(&l, 3); ...   one call a column, in order
 *     list_end(&l);
 *
 * The head row stays in view and is repeated on every printed page; a filter lies on it. What does not fit on
 * one sheet goes on on the next ("Hồ sơ (2)") and the last row of the first says so.
 */
#ifndef REPORT_LIST_H
#define REPORT_LIST_H

#include <stdint.h>

#include "report/sheet.h"

enum list_kind {
    LIST_NUMBER,
    LIST_TEXT,
    LIST_CENTER,
    LIST_CODE,
    LIST_INT,
    LIST_BAD,
    LIST_MONEY,
    LIST_MOMENT,
    LIST_DAY
};

struct list_column {
    const char *title;
    double width; /* letters */
    enum list_kind kind;
};

struct list {
    struct sheets *book;
    const char *name, *title, *subtitle, *note; /* note: how it was counted; may be NULL */
    const struct list_column *columns;
    int count;
    const char *footer;
    /* the list's own */
    struct sheet *sheet;
    int row, col, head, lines; /* lines: of the tallest cell in this row */
    int64_t rows;              /* written so far, over all sheets */
};

void list_begin(struct list *l);
void list_row(struct list *l);
void list_text(struct list *l, const char *text);
void list_int(struct list *l, int64_t number);
void list_moment(struct list *l, int64_t utc); /* 0 = empty */
void list_total(struct list *l, const char *words, int col, int64_t total);
void list_end(struct list *l);

#endif
