/* text.c - the text border: what comes in, what goes out, what it measures. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "check.h"

static const char *accepted(const char *text)
{
    static char results[4][8192];
    static int turn;
    struct err e = { 0 };
    AUTO_BUF out = buf_limit(sizeof results[0] - 1);
    assert_ok(text_accept(&out, text, strlen(text), &text_line_limits, NULL, &e), &e);
    char *result = results[turn++ % 4];
    snprintf(result, sizeof results[0], "%s", buf_text(&out));
    return result;
}

static size_t from_hex(char *out, const char *hex)
{
    size_t n = 0;
    for (; hex[0] && hex[1]; hex += 2) {
        char pair[3] = { hex[0], hex[1], '\0' };
        out[n++] = (char)strtol(pair, NULL, 16);
    }
    out[n] = '\0';
    return n;
}

TEST(text_accept__composes__decomposed_cp1258_and_deprecated_marks)
{
    AUTO_CSV table = { 0 };
    struct err e = { 0 };
    char path[512], in[64], nfc[64];
    snprintf(path, sizeof path, "%s/tests/base/data/nfc.csv", test_root());
    assert_ok(csv_read(&table, path, 1 << 16, &e), &e);
    for (size_t i = 1; i < table.count; i++) {
        from_hex(in, table.rows[i].cells[1]);
        from_hex(nfc, table.rows[i].cells[2]);
        assert_string_equal(accepted(in), nfc);
        assert_string_equal(accepted(nfc), nfc);
    }
}
