/* page.h - sheets of paper: one drawing function gives a PDF or a black-and-white raster. The only home of
 * pango and cairo.
 *
 * Lengths are points (1/72 inch) from the upper left corner; MM() turns millimetres into points. Text is
 * Pango markup
 * (<b>, <i>): escape every foreign value with page_escape. A drawing function must give the same marks each
 * time it is called: a roll is drawn twice, once to learn its length. The finished file exists only in
 * memory; the caller stores it whole (fs_replace).
 *
 * A press keeps the fonts and the lines already set: make one and print everything with it.
 */
#ifndef PAPER_PAGE_H
#define PAPER_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct buf;
struct page;
struct press;
struct qr;

#define MM(x) ((x)*72.0 / 25.4)

enum page_size { PAGE_A4, PAGE_A4_LANDSCAPE, PAGE_A5, PAGE_A5_LANDSCAPE, PAGE_ROLL80, PAGE_SIZES };

enum page_align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT, ALIGN_JUSTIFY };

struct page_style {
    double size; /* points */
    enum page_align align;
    double indent; /* first line; negative hangs the following lines */
};

struct page_setup {
    enum page_size size;
    double left, right, top, bottom; /* margins */
    const char *watermark;           /* NULL = none */
    const char *title;               /* of the document, for viewers */
    int64_t created;                 /* UTC; printed into the file so that equal facts give equal bytes */
    void (*furniture)(
        struct page *page, const void *context); /* drawn on every page as it begins; may be NULL */
    const void *context;                         /* for furniture */
};

typedef enum rc (*page_draw_fn)(struct page *page, const void *context, struct err *e);

/* RC_NOT_FOUND when no font with Vietnamese letters is installed. */
MUST enum rc press_new(struct press **ret, struct err *e);
void press_free(struct press *press);

/* Draws a document and appends the PDF file to `out`. */
MUST enum rc page_pdf(struct buf *out, struct press *press, const struct page_setup *setup, page_draw_fn draw,
    const void *context, struct err *e);

/* One bit a dot, 1 = black, rows padded to whole bytes. */
struct raster {
    uint8_t *bits;
    int width, height, stride; /* dots, dots, bytes a row */
};
void raster_release(struct raster *raster);

/* Draws `number` (1..) of the pages, `width` dots wide. A roll is one page as long as it needs to be. */
MUST enum rc page_raster(struct raster *ret, struct press *press, const struct page_setup *setup, int width,
    int number, page_draw_fn draw, const void *context, struct err *e);

/* --- while drawing --- */
double page_width(const struct page *page); /* between the margins */
double page_left(const struct page *page);
double page_right(const struct page *page);
double page_bottom(const struct page *page);
double page_y(const struct page *page); /* where the next thing goes */
void page_set_y(struct page *page, double y);
void page_skip(struct page *page, double points);
int page_number(const struct page *page);
bool page_is_roll(const struct page *page);

/* Begins a new sheet; page_need does so only when less than `height` is left (true when it did). */
void page_break(struct page *page);
bool page_need(struct page *page, double height);

/* Height that the text takes in `width`. */
double page_measure(struct page *page, double width, const struct page_style *style, const char *markup);

/* Width of the text set on one line. */
double page_natural_width(struct page *page, const struct page_style *style, const char *markup);

/* Draws without moving the pen; returns the height. */
double page_text_at(
    struct page *page, double x, double y, double width, const struct page_style *style, const char *markup);

/* Draws at the pen, line by line over as many pages as needed, and moves the pen below. */
void page_text(struct page *page, double x, double width, const struct page_style *style, const char *markup);

void page_rule(struct page *page, double x1, double y1, double x2, double y2, double thickness);
void page_qr(struct page *page, double x, double y, double size, const struct qr *qr);

/* Code 39, narrow bars of `narrow` points; returns the width, 0 when a letter cannot be written in Code 39.
 */
double page_barcode(struct page *page, double x, double y, double narrow, double height, const char *text);

/* --- what several copies share is drawn once (PDF only) --- */
#define PAGE_KEPT_MAX 32

/* Sheets of a copy as they were drawn, to be laid under the next copies. Zeroed is empty. */
struct page_kept {
    void *sheets[PAGE_KEPT_MAX];
    int count;
    bool too_long; /* more sheets than fit: the next copy has to be drawn anew */
};

/* From here on all marks are kept, sheet by sheet, until page_keep_end. */
void page_keep(struct page *page, struct page_kept *kept);
void page_keep_end(struct page *page);

/* Marks between the two calls belong to this copy alone. */
void page_aside(struct page *page);
void page_aside_end(struct page *page);

/* Lays the kept sheet `i` (0..) onto the present one. */
void page_lay(struct page *page, const struct page_kept *kept, int i);
void page_kept_release(struct page_kept *kept);

/* --- markup --- */
enum rc page_escape(struct buf *out, const char *text);
bool page_markup_valid(const char *markup);

/* In capitals, as heads of papers are written; free it. NULL when out of memory. */
char *page_upper(const char *text);

#endif
