/* pen.h - what the drawing functions of a paper's blocks share; nobody outside paper/ needs it. */
#ifndef PAPER_PEN_H
#define PAPER_PEN_H

#include "base/err.h"
#include "paper/fill.h"
#include "paper/layout.h"
#include "paper/page.h"

struct buf;
struct qr;

#define PEN_LINE_MAX (64 * 1024)
#define PEN_HAIR     0.6     /* thickness of rules, points */
#define PEN_GAP      MM(1.1) /* between two lines */

/* What a drawing function needs to know. */
struct pen {
    struct page *page;
    const struct layout *layout;
    struct fill fill;
    struct qr *qr; /* the last one made, and from what */
    struct buf *qr_text;
    struct err *e;
};

/* One block, if its conditions hold. */
MUST enum rc pen_block(struct pen *pen, const struct block *block);

/* Draws the layout's blocks one after another from the pen's place on. */
MUST enum rc pen_draw(struct pen *pen);

/* table.c */
MUST enum rc pen_table(struct pen *pen, const struct block *block);

#endif
