/* xlsx_read.h - the first sheet of a workbook as a table in CSV, with a limit on everything.
 *
 * Runs in a program of its own (motcua-import): what a workbook hides is unpacked and parsed nowhere else.
 * A document type in any part is refused, so no entity exists; nothing outside the file is ever opened.
 * Line n of the CSV is row n of the sheet, so that a refusal names the row a person sees.
 */
#ifndef CATALOG_XLSX_READ_H
#define CATALOG_XLSX_READ_H

#include "base/buf.h"
#include "base/err.h"

#define XLSX_FILE_MAX     ((int64_t)20 << 20) /* bytes of the workbook */
#define XLSX_UNPACKED_MAX ((size_t)64 << 20)  /* bytes of all its parts that are read, together */
#define XLSX_ROWS_MAX     200000              /* number of the last row */
#define XLSX_COLUMNS_MAX  256

/* Appends to `csv`. `name` is for messages. RC_REFUSED in words for what is damaged, too large or no
 * workbook. Numbers stand as the file holds them; those below a heading "code" or "procedure" get six
 * decimals, because Excel takes 2.000110 for a number and drops its last nought. */
MUST enum rc xlsx_first_sheet(struct buf *csv, const char *path, const char *name, struct err *e);

#endif
