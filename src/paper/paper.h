/* paper.h - one paper of one dossier: a layout filled with frozen facts, drawn on sheets or on a roll. */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct buf;
struct js;
struct layout;
struct press;
struct raster;

struct paper {
    const struct layout *layout;
    const struct js *facts; /* the event's payload, never today's data */
    const struct js *print; /* of this print: qr, reprint, contact, place ...; may be NULL */
    const char *set;        /* which circular numbers the forms: "2025" or "2018"; NULL = 2025 */
};

/* Words over every sheet that must not be taken for a real one. */
#define WATERMARK_PRACTICE "LUYỆN TẬP - KHÔNG CÓ GIÁ TRỊ"
#define WATERMARK_DRAFT    "BẢN NHÁP"

/* Appends one PDF with all `count` papers, each copy beginning on its own sheet. They share the first one's
 * layout size. `watermark` may be NULL. */
MUST enum rc paper_pdf(struct buf *out, struct press *press, const struct paper *papers, size_t count,
    const char *watermark, struct err *e);

/* Draws sheet `number` (1..) `width` dots wide. */
MUST enum rc paper_raster(struct raster *ret, struct press *press, const struct paper *paper,
    const char *watermark, int width, int number, struct err *e);

#endif
