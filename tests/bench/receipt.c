/* receipt.c - how fast receipts are drawn: 200 in one run (a day's), and one alone with its press.
 *
 * Prints one row a measure: name, value, unit. The peer is the drawing library itself: text set anew for
 * every line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/json.h"
#include "paper/layout.h"
#include "paper/page.h"
#include "paper/paper.h"

#define DAY 200

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(enum rc rc, const struct err *e)
{
    if (!rc)
        return;
    fprintf(stderr, "%s (%s)\n", e->message, e->cause);
    exit(1);
}

/* Receipts of a day differ in code, name, phone and square, as real ones do. */
static struct js *facts_of(const struct js *sample, int i)
{
    char text[64];
    struct js *facts = js_copy(sample), *applicant = js_copy(js_get(sample, "applicant"));
    snprintf(text, sizeof text, "H48.25-260105-%04d", i + 1);
    js_put_text(facts, "code", text);
    snprintf(text, sizeof text, "Nguyễn Thị Hoa %d (mẫu)", i);
    js_put_text(applicant, "name", text);
    snprintf(text, sizeof text, "0912%06d", i);
    js_put_text(applicant, "phone", text);
    js_put(facts, "applicant", applicant);
    return facts;
}

static struct js *print_of(int i)
{
    char payload[200];
    struct js *print = js_object();
    snprintf(payload, sizeof payload,
        "MC1|H48.25-260105-%04d|202601050110Z|1.001193|1a2b3c4d|"
        "Zm9sZGVkLWluLWEtcG9ja2V0-_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB",
        i + 1);
    js_put_text(print, "qr", payload);
    js_put_text(print, "place", "Đăk Tô");
    js_put_text(print, "limit", "trong ngày làm việc");
    return print;
}

int main(void)
{
    struct err e = { 0 };
    struct press *press = NULL;
    struct paper papers[DAY];
    AUTO_LAYOUT layout = NULL;
    AUTO_JS sample = NULL;
    AUTO_BUF text = buf_limit(1 << 20);
    AUTO_BUF pdf = buf_limit(64 << 20);
    must(fs_read(&text, ROOT_DIR "/tests/paper/data/receipt.json", 1 << 20, &e), &e);
    must(js_parse(&sample, buf_text(&text), text.len, &e), &e);
    must(layout_read(&layout, ROOT_DIR, "receipt", &e), &e);
    for (int i = 0; i < DAY; i++)
        papers[i] = (struct paper){ layout, facts_of(sample, i), print_of(i), "2025" };

    double start = now();
    must(press_new(&press, &e), &e);
    must(paper_pdf(&pdf, press, papers, 1, NULL, &e), &e);
    printf("receipt, first of a process: %.1f ms, %zu bytes\n", (now() - start) * 1e3, pdf.len);

    start = now();
    for (int i = 0; i < 20; i++) {
        buf_clear(&pdf);
        must(paper_pdf(&pdf, press, &papers[i], 1, NULL, &e), &e);
    }
    printf("receipt, a file each: %.2f ms\n", (now() - start) * 1e3 / 20);

    buf_clear(&pdf);
    start = now();
    must(paper_pdf(&pdf, press, papers, DAY, NULL, &e), &e);
    double spent = now() - start;
    printf("receipts, a day's %d in one file: %.0f receipts/s (%.0f sheets/s), %zu bytes\n", DAY, DAY / spent,
        2 * DAY / spent, pdf.len);
    for (int i = 0; i < DAY; i++) {
        js_free((struct js *)papers[i].facts);
        js_free((struct js *)papers[i].print);
    }
    press_free(press);
    return 0;
}
