/* workbook.c - any bytes as a workbook (.xlsx). It may refuse; it may not crash, hang or grow without end. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "catalog/catalogue.h"
#include "catalog/xlsx_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[4096];
    const char *tmp = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/motcua-fuzz-%d.xlsx", tmp ? tmp : P_tmpdir, (int)getpid());
    FILE *f = fopen(path, "w");
    if (!f)
        return 0;
    fwrite(data, 1, size, f);
    fclose(f);
    AUTO_BUF csv = buf_limit(CATALOGUE_SIZE_MAX);
    struct err e = { 0 };
    enum rc rc = xlsx_first_sheet(&csv, path, "f.xlsx", &e);
    unlink(path);
    return rc && !e.message[0] ? -1 : 0;
}
