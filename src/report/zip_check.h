/* zip_check.h - is this file a whole workbook? Looked at before it gets its final name. The only home of
 * zlib.
 *
 * Every part is unpacked and its checksum compared, so that a file cut by a full disk or a dying writer never
 * reaches the one who asked for it.
 */
#ifndef REPORT_ZIP_CHECK_H
#define REPORT_ZIP_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct zip_facts {
    int parts;
    int sheets;            /* parts named xl/worksheets/sheetN.xml */
    int64_t last_rows[64]; /* by sheet: the number of its last row */
    int64_t formulas;      /* "<f" elements in sheets: there should be none */
    bool has_book, has_types;
};

/* RC_STORAGE "report_damaged" when the file is not a whole ZIP archive of at most 2 GB without encryption. */
MUST enum rc zip_check(struct zip_facts *ret, const char *path, struct err *e);

#endif
