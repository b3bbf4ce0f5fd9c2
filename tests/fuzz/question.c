/* question.c - any bytes as a question. ROOT_DIR is the checkout, whose tables are used. */
#include "catalog/assistant.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct procedure some[] = {
    { .code = "1.001193",
        .name = "Đăng ký khai sinh",
        .short_name = "Đăng ký khai sinh",
        .field = "Hộ tịch" },
    { .code = "1.000894", .name = "Đăng ký kết hôn", .short_name = "Đăng ký kết hôn", .field = "Hộ tịch" },
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct assistant *as; /* opened once: the tables are the same for every input */
    struct err e = { 0 };
    if (!as && assistant_open(&as, ROOT_DIR, some, 2, &e))
        return 0;
    char text[4096];
    size_t len = size < sizeof text - 1 ? size : sizeof text - 1;
    memcpy(text, data, len);
    text[len] = '\0';
    AUTO_ARENA a = { 0 };
    struct reply r;
    enum rc rc = assistant_reply(&r, as, text, &a, &e);
    return rc == RC_STORAGE ? -1 : 0;
}
