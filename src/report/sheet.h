/* sheet.h - a workbook for people: sheets, cells, charts, paper. The only home of libxlsxwriter.
 *
 *     struct sheets *w;
 *     rc = sheets_new(&w, path, &options, e);
 *     struct sheet *s = sheets_add(w, "Hồ sơ");
 *     sheet_text(s, 0, 0, STYLE_TITLE, "...");
 *     rc = sheets_close(&w, e);              the file is there when this is RC_OK
 *
 * The first thing that goes wrong is remembered; what comes after does nothing and sheets_close tells it.
 * Every answer of the library is looked at. Promises: no cell of data is ever a formula, and none becomes one
 * when somebody edits it later (the cells are of Excel's kind "Text"); numbers of people, telephones and
 * codes keep their zeros; days are true days; nothing tells which machine or person wrote the file. Rows of a
 * sheet are written from top to bottom, so that a big workbook needs no more memory than a small one. Rows
 * and columns count from 0.
 *
 * libxlsxwriter dies when memory ends and leaves a broken file when the disk is full: use it only in a
 * process of its own and under a temporary name (export.h).
 */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct sheets; /* the workbook */
struct sheet;  /* one sheet; belongs to its workbook */

struct sheets_options {
    const char *title;   /* document property; NULL = none */
    const char *tmp_dir; /* where unnamed working files go; NULL = the system's */
    int64_t made_at;     /* UTC */
    bool big;            /* thousands of rows: rows leave memory as soon as the next begins */
    int rows_max;        /* 0 = Excel's 1,048,576; a test may set less */
};

/* RC_STORAGE or RC_NO_MEMORY are told by sheets_close; here only RC_NO_MEMORY. */
MUST enum rc sheets_new(
    struct sheets **ret, const char *path, const struct sheets_options *options, struct err *e);

/* Writes the file and frees *w (set to NULL), also when it fails. */
MUST enum rc sheets_close(struct sheets **w, struct err *e);

/* Frees without promising a file. NULL is fine. */
void sheets_drop(struct sheets **w);
#define AUTO_SHEETS __attribute__((cleanup(sheets_drop))) struct sheets *

/* What went wrong so far. */
enum rc sheets_failed(const struct sheets *w);

/* A further sheet; its name is made to follow the rules and to be the only one of its kind. Never NULL. */
struct sheet *sheets_add(struct sheets *w, const char *name);
int sheets_count(const struct sheets *w);
struct sheet *sheets_at(const struct sheets *w, int index);
const char *sheet_name(const struct sheet *s);
int sheet_rows_written(const struct sheet *s); /* number of the last written row + 1 */
int sheet_rows_max(const struct sheet *s);

/* --- cells --- */
enum sheet_style {
    STYLE_PLAIN,
    STYLE_BOLD,
    STYLE_CENTER,
    STYLE_HEAD_NAME, /* who writes, motto: bold, centred */
    STYLE_MOTTO,     /* the same, underlined */
    STYLE_ITALIC_CENTER,
    STYLE_TITLE,
    STYLE_SUBTITLE,
    STYLE_SECTION, /* "1. Theo lĩnh vực" */
    STYLE_NOTE,    /* small, italic, grey, wrapped */
    STYLE_WARN,    /* red, centred */
    STYLE_BIG,     /* a figure for the chairman */
    STYLE_BIG_GOOD,
    STYLE_BIG_BAD,
    STYLE_BIG_LABEL,
    STYLE_TABLE_HEAD,
    STYLE_TABLE_NUMBERS, /* "(1) (2) ..." below a head */
    STYLE_CELL,          /* framed; text that wraps */
    STYLE_CELL_CENTER,
    STYLE_CELL_CODE, /* no wrapping */
    STYLE_CELL_INT,
    STYLE_CELL_MONEY,
    STYLE_CELL_RATIO, /* 98,1 % */
    STYLE_CELL_SCORE, /* two decimals */
    STYLE_CELL_DAY,
    STYLE_CELL_MOMENT,
    STYLE_CELL_BAD, /* a framed number that somebody should look at */
    STYLE_TOTAL,
    STYLE_TOTAL_INT,
    STYLE_TOTAL_MONEY,
    STYLES,
};

void sheet_text(struct sheet *s, int row, int col, enum sheet_style style, const char *text);
void sheet_int(struct sheet *s, int row, int col, enum sheet_style style, int64_t number); /* |n| < 2^53 */
void sheet_real(struct sheet *s, int row, int col, enum sheet_style style, double number);
void sheet_day(struct sheet *s, int row, int col, enum sheet_style style, struct day day);
void sheet_moment(struct sheet *s, int row, int col, enum sheet_style style, int64_t utc); /* 0 = empty */
void sheet_blank(struct sheet *s, int row, int col, enum sheet_style style);

/* One text or number over several columns of one row (a row order is kept, so never over several rows). */
void sheet_span(struct sheet *s, int row, int col, int last_col, enum sheet_style style, const char *text);
void sheet_span_int(struct sheet *s, int row, int col, int last_col, enum sheet_style style, int64_t number);

/* --- how it looks --- */
void sheet_widths(struct sheet *s, const double *widths, int count); /* before any cell */
void sheet_height(struct sheet *s, int row, double points);          /* before the row's cells */
void sheet_freeze(struct sheet *s, int rows, int cols);
void sheet_filter(struct sheet *s, int head_row, int last_row, int last_col);
void sheet_protect_look(struct sheet *s); /* no grid lines, for a sheet that is a paper */

struct sheet_page {              /* A4 */
    bool landscape, one_page;    /* one_page: all on one; otherwise one page wide */
    int repeat_from, repeat_to;  /* rows repeated on each page; -1 = none */
    const char *header, *footer; /* plain text, NULL = none; the footer gets page numbers */
};
void sheet_page(struct sheet *s, const struct sheet_page *page);

/* --- charts --- */
struct sheet_range {
    int row, col, last_row, last_col;
};
struct sheet_series {
    const char *name;
    struct sheet_range values;
    uint32_t color; /* 0xRRGGBB */
};
enum sheet_chart_kind { CHART_RING, CHART_STACKED };
struct sheet_chart {
    enum sheet_chart_kind kind;
    const char *title;
    struct sheet_range categories;
    const struct sheet_series *series; /* a ring has one */
    int series_count;
    const uint32_t *slices;  /* a ring's colours, one a category */
    int row, col;            /* its upper left corner */
    double x_scale, y_scale; /* of 480 x 288 pixels */
};
void sheet_chart(struct sheet *s, const struct sheet_chart *chart);

#endif
