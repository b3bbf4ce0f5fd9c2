#include <stdio.h>
#include "base/buf.h"
#include "base/fs.h"
#include "base/json.h"
#include "check.h"
#include "paper/layout.h"
#include "paper/page.h"
#include "paper/paper.h"
TEST(try__it__out)
{
    struct err e = { 0 };
    AUTO_BUF text = buf_limit(1 << 20);
    const char *name = getenv("TRY_PAPER") ? getenv("TRY_PAPER") : "receipt";
    char path[512]; snprintf(path, sizeof path, "%s/tests/paper/data/%s.json", test_root(), getenv("TRY_FACTS") ? getenv("TRY_FACTS") : name);
    assert_ok(fs_read(&text, path, 1 << 20, &e), &e);
    AUTO_JS facts = NULL; assert_ok(js_parse(&facts, buf_text(&text), text.len, &e), &e);
    AUTO_JS print = js_object();
    js_put_text(print, "qr", "MC1|H48.25-260105-0001|202601050110Z|1.001193|1a2b3c4d|AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    js_put_text(print, "place", "Đăk Tô");
    js_put_text(print, "limit", "Trong ngày làm việc");
    js_put_text(print, "number", "0001");
    if (getenv("TRY_AGAIN")) js_put_text(print, "reprint", "Bản in lại lần 1");
    AUTO_LAYOUT layout = NULL; assert_ok(layout_read(&layout, test_root(), name, &e), &e);
    struct press *press = NULL; assert_ok(press_new(&press, &e), &e);
    struct paper paper = { layout, facts, print, NULL };
    AUTO_BUF pdf = buf_limit(8 << 20);
    assert_ok(paper_pdf(&pdf, press, &paper, 1, getenv("TRY_MARK"), &e), &e);
    assert_ok(fs_replace(getenv("TRY_OUT"), pdf.data, pdf.len, 0600, &e), &e);
    press_free(press);
}
