/* workbook.c - any bytes as a workbook (.xlsx). It may refuse; it may not crash, hang or grow without end. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "catalog/catalogue.h"
#include "catalog/xlsx_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd = memfd_create("workbook", 0);
    if (fd < 0)
        return 0;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (write(fd, data, size) != (ssize_t)size) {
        close(fd);
        return 0;
    }
    AUTO_BUF csv = buf_limit(CATALOGUE_SIZE_MAX);
    struct err e = { 0 };
    enum rc rc = xlsx_first_sheet(&csv, path, "f.xlsx", &e);
    close(fd);
    return rc && !e.message[0] ? -1 : 0;
}
