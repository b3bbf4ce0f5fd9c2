/* qr.c - libqrencode behind our own small square. */
#include "paper/qr.h"

#include <stdlib.h>
#include <string.h>

#include <qrencode.h>

#include "base/buf.h"
#include "base/i18n.h"

static void keep_modules(struct qr *qr, const QRcode *code)
{
    for (int i = 0; i < code->width * code->width; i++)
        qr->modules[i] = code->data[i] & 1;
}

enum rc qr_make(struct qr *ret, const char *text, struct err *e)
{
    size_t len = strlen(text);
    if (len == 0 || len > QR_TEXT_MAX)
        return err_set(
            e, RC_REFUSED, "qr_length", N_("A QR holds 1 to %d bytes; this text has %zu."), QR_TEXT_MAX, len);

    QRcode *code = QRcode_encodeData((int)len, (const unsigned char *)text, 0, QR_ECLEVEL_M);
    if (!code)
        return err_no_memory(e);
    struct qr qr = { .size = code->width, .modules = malloc((size_t)code->width * (size_t)code->width) };
    if (qr.modules)
        keep_modules(&qr, code);
    QRcode_free(code);
    if (!qr.modules)
        return err_no_memory(e);

    *ret = qr;
    return RC_OK;
}

bool qr_dark(const struct qr *qr, int x, int y)
{
    if (x < 0 || y < 0 || x >= qr->size || y >= qr->size)
        return false;
    return qr->modules[y * qr->size + x] != 0;
}

/* Two modules stand in one cell; a light one is drawn. */
static const char *cell(bool upper_light, bool lower_light)
{
    if (upper_light)
        return lower_light ? "█" : "▀";
    return lower_light ? "▄" : " ";
}

enum rc qr_half_blocks(struct buf *out, const struct qr *qr, int quiet)
{
    int end = qr->size + quiet;
    for (int y = -quiet; y < end; y += 2) {
        for (int x = -quiet; x < end; x++)
            buf_puts(out, cell(!qr_dark(qr, x, y), y + 1 < end && !qr_dark(qr, x, y + 1)));
        buf_putc(out, '\n');
    }
    return out->failed;
}

void qr_release(struct qr *qr)
{
    if (!qr)
        return;
    free(qr->modules);
    *qr = (struct qr){ 0 };
}
