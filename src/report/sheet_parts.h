/* sheet_parts.h - what the files of sheet.h share: the workbook behind the name, its formats, its memory of trouble. */
#ifndef REPORT_SHEET_PARTS_H
#define REPORT_SHEET_PARTS_H

#include <xlsxwriter.h>

#include "report/sheet.h"
#include "report/xlsx_text.h"

#define SHEETS_MAX 64

#define SHEET_FONT "Times New Roman"
#define SHEET_NAVY 0x1F3864
#define SHEET_LINE 0x8EA9C8

struct sheet {
    struct sheets *book;
    lxw_worksheet *lxw;
    char name[XLSX_NAME_SIZE];
    int rows; /* last written row + 1 */
};

struct sheets {
    lxw_workbook *lxw;
    lxw_format *formats[STYLES];
    struct sheet list[SHEETS_MAX];
    int count;
    int rows_max;
    char path[4096];
    lxw_error first; /* what went wrong first */
    enum rc failed;
};

/* The format of a style, made when it is first asked for. NULL when memory ended: the library then writes plainly,
 * and sheets_close tells it. */
lxw_format *sheet_format(struct sheets *w, enum sheet_style style);

/* Keeps the first trouble, and how far down the sheet reaches; row -1 = this was not about a row. */
void sheet_note(struct sheet *s, int row, lxw_error trouble);

/* Nothing more is written to this sheet: it could not be made, or something went wrong before. */
bool sheet_stops(const struct sheet *s);

#endif
