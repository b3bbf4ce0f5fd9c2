/* qr.h - text as a square of dark and light modules. The only home of libqrencode. */
#ifndef PAPER_QR_H
#define PAPER_QR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct buf;

#define QR_TEXT_MAX    400 /* bytes; at level M still a square of 73 modules */
#define QR_MODULES_MAX 177

struct qr {
    int size;         /* modules a side, without quiet zone; 0 = empty */
    uint8_t *modules; /* size * size, 1 = dark */
};

/* Error correction M (15 %): a receipt is folded and carried in a pocket. RC_REFUSED for empty or too long
 * text. */
MUST enum rc qr_make(struct qr *ret, const char *text, struct err *e);

/* False outside the square, so that a caller may draw the quiet zone with the same loop. */
bool qr_dark(const struct qr *qr, int x, int y);

/* Half-block lines for a terminal: light modules are blocks, so it reads right on a dark ground. `quiet`
 * modules of light border all round (the standard asks for 4). Lines end with '\n'. */
MUST enum rc qr_half_blocks(struct buf *out, const struct qr *qr, int quiet);

void qr_release(struct qr *qr);
#define AUTO_QR __attribute__((cleanup(qr_release))) struct qr

#endif
