/* issue_draw.h - facts into bytes: the layout in force, the watermark, a PDF or the printer language of
 * rolls. */
#ifndef PAPER_ISSUE_DRAW_H
#define PAPER_ISSUE_DRAW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct buf;
struct js;
struct office;

#define ISSUE_PDF_MAX ((size_t)256 << 20)

/* One PDF of `count` papers of a kind; `facts` and `prints` in step. `draft`: over it "BẢN NHÁP". */
MUST enum rc issue_draw_pdf(struct buf *pdf, const struct office *of, const char *kind,
    const struct js *const *facts, const struct js *const *prints, size_t count, bool draft, struct err *e);

/* The bytes for an 80 mm printer. RC_REFUSED "paper_no_roll" when the kind has no layout for it. */
MUST enum rc issue_draw_roll(struct buf *bytes, const struct office *of, const char *kind,
    const struct js *facts, const struct js *print, struct err *e);

#endif
