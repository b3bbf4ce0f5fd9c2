/* draw.h - drawing a paper in a test, and reading it back with the programs a citizen's office has. */
#ifndef TESTS_PAPER_DRAW_H
#define TESTS_PAPER_DRAW_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/json.h"
#include "check.h"
#include "dossier/vietqr.h"
#include "paper/layout.h"
#include "paper/page.h"
#include "paper/paper.h"

/* The layouts that come with the program. */
#define DELIVERED ((struct layout_place){ NULL, test_root() })

/* As long as a signed one. */
#define SAMPLE_PAYLOAD                                                                                       \
    "MC1|H48.25-260105-0001|202601050110Z|1.001193|1a2b3c4d|"                                                \
    "Zm9sZGVkLWluLWEtcG9ja2V0-_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"

static inline struct js *read_facts(const char *name)
{
    struct err e = { 0 };
    char path[512];
    struct js *facts = NULL;
    AUTO_BUF text = buf_limit(1 << 20);
    snprintf(path, sizeof path, "%s/tests/paper/data/%s.json", test_root(), name);
    assert_ok(fs_read(&text, path, 1 << 20, &e), &e);
    assert_ok(js_parse(&facts, buf_text(&text), text.len, &e), &e);
    return facts;
}

static inline struct js *sample_print(void)
{
    struct js *print = js_object();
    js_put_text(print, "qr", SAMPLE_PAYLOAD);
    js_put_text(print, "place", "Đăk Tô");
    js_put_text(print, "limit", "trong ngày làm việc");
    js_put_text(print, "number", "01");
    js_put_text(print, "warning",
        "Không ai ở xã hỏi mã OTP hay mật khẩu của bác. Ai hỏi là lừa đảo. Cúp máy, ra công an xã.");
    js_put_text(print, "warning_source", "Cảnh báo công khai của Bộ Công an, từ ngày 05/01/2026");
    return print;
}

/* 16.000 đồng still to be paid for the sample dossier, to an account that does not exist. */
static inline const char *sample_payment(void)
{
    static char payload[VIETQR_SIZE];
    struct err e = { 0 };
    const struct vietqr qr = { "970436", "0123456789", 16000, "H48.25-260105-0001" };
    assert_ok(vietqr_payload(payload, &qr, &e), &e);
    return payload;
}

static inline struct js *owed_print(void)
{
    struct js *print = sample_print();
    js_put_int(print, "owed", 16000);
    js_put_text(print, "pay_qr", sample_payment());
    js_put_text(print, "pay_bank", "970436");
    js_put_text(print, "pay_account", "0123456789");
    return print;
}

/* What a program wrote to standard output; its words on standard error are thrown away. */
static inline void output_of(struct buf *out, const char *command)
{
    char line[600], bytes[4096];
    size_t n;
    snprintf(line, sizeof line, "%s 2>/dev/null", command);
    FILE *f = popen(line, "r");
    assert_non_null(f);
    while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
        buf_add(out, bytes, n);
    pclose(f);
}

static inline void draw_paper(const char *path, const char *layout_name, const struct js *facts,
    const struct js *print, const char *watermark)
{
    struct err e = { 0 };
    struct press *press = NULL;
    AUTO_LAYOUT layout = NULL;
    AUTO_BUF pdf = buf_limit(16 << 20);
    assert_ok(layout_read(&layout, DELIVERED, layout_name, &e), &e);
    assert_ok(press_new(&press, &e), &e);
    const struct paper paper = { layout, facts, print, NULL };
    assert_ok(paper_pdf(&pdf, press, &paper, 1, watermark, &e), &e);
    assert_ok(fs_replace(path, pdf.data, pdf.len, 0600, &e), &e);
    press_free(press);
}

/* The text of a PDF as poppler lays it out. */
static inline void text_of(struct buf *out, const char *pdf)
{
    char command[512];
    snprintf(command, sizeof command, "pdftotext -layout '%s' -", pdf);
    output_of(out, command);
}

/* Writes one black-and-white picture, white round it, so that zbarimg finds its corners. */
static inline void write_pbm(
    const char *path, const unsigned char *bits, int width, int height, int stride, int scale)
{
    enum { EDGE = 24 };
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f, "P2 %d %d 1\n", width * scale + 2 * EDGE, height * scale + 2 * EDGE);
    for (int y = -EDGE; y < height * scale + EDGE; y++)
        for (int x = -EDGE; x < width * scale + EDGE; x++) {
            bool inside = x >= 0 && y >= 0 && x < width * scale && y < height * scale;
            bool black = inside && (bits[y / scale * stride + x / scale / 8] & (0x80 >> (x / scale % 8)));
            fputs(black ? "0 " : "1 ", f);
        }
    fclose(f);
}

static inline void read_codes(struct buf *out, const char *picture)
{
    char command[512];
    snprintf(command, sizeof command, "zbarimg -q --raw --nodbus '%s'", picture);
    output_of(out, command);
}

#endif
