/* question.c - any bytes as a question, as one to be kept without the person, and as what a rephrasing service says.
 * ROOT_DIR is the checkout, whose tables are used. */
#include "catalog/assistant.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "catalog/privacy.h"
#include "catalog/rephrase.h"

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
    AUTO_BUF masked = buf_limit(1 << 16);
    AUTO_JS answer = js_object();
    enum rc kept = privacy_mask(&masked, text, NULL, &e), said = rephrase_accept(text, answer, &e);
    return rc == RC_STORAGE || kept == RC_STORAGE || said == RC_OK ? -1 : 0; /* nothing is believed without a ground */
}
