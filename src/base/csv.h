/* csv.h - reading tables: RFC 4180, UTF-8 (a BOM is skipped), any line end, first row names the columns. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define CSV_COLUMNS_MAX 256

/* A whole table in memory. Zeroed means empty. */
struct csv {
    struct csv_row *rows;   /* rows[0] holds the column names */
    size_t count;           /* rows, the header included */
    char *bytes;            /* what the cells point into */
};

struct csv_row {
    char **cells;
    size_t count;
    int line;               /* 1-based, where the row begins */
};

/* `name` is for messages. Refuses an unclosed quote, more than CSV_COLUMNS_MAX columns, a ragged row: line told. */
MUST enum rc csv_parse(struct csv *ret, const char *text, size_t len, const char *name, struct err *e);
MUST enum rc csv_read(struct csv *ret, const char *path, size_t max, struct err *e);

/* Position of a column by its name, -1 when there is none. */
int csv_column(const struct csv *csv, const char *name);

/* The cell of data row `row` (1..count-1) in `column`; "" when the column is -1. */
const char *csv_cell(const struct csv *csv, size_t row, int column);

void csv_release(struct csv *csv);
#define AUTO_CSV __attribute__((cleanup(csv_release))) struct csv

#endif
