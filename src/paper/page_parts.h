/* page_parts.h - what page.c, page_out.c, page_marks.c and press.c share; nobody else includes it. */
#ifndef PAPER_PAGE_PARTS_H
#define PAPER_PAGE_PARTS_H

#include <stdbool.h>

#include <cairo.h>
#include <pango/pango.h>

#include "paper/page.h"

struct page {
    struct press *press;
    const struct page_setup *setup;
    cairo_t *cr;               /* where marks go now: the sheet, or what is being kept */
    cairo_t *sheet;            /* the sheet itself */
    struct page_kept *keeping; /* NULL = nothing is kept */
    cairo_t *keep_cr;          /* of the sheet being kept */
    double width, height;      /* of the sheet */
    double y;
    int number; /* of the sheet being drawn, 1.. */
    int only;   /* 0 = all; else the one sheet a raster wants */
    bool raster;
};

#define ROLL_MAX MM(1500) /* longer than any receipt; stops a runaway layout */

/* Width and height of a sheet in points; a roll is ROLL_MAX long. */
void sheet_measures(double *width, double *height, enum page_size size);

struct page page_init(struct press *press, const struct page_setup *setup, cairo_surface_t *surface);
void page_begin_sheet(struct page *page);

/* Ends and begins the kept drawing of one sheet (page_keep.c); nothing when nothing is kept. */
void page_keep_close(struct page *page);
void page_keep_open(struct page *page);

/* False when a raster wants another sheet than the one being drawn. */
bool page_visible(const struct page *page);

/* A context that measures text as `cr` draws it. */
void press_match(struct press *press, cairo_t *cr);

/* The text set in `width`; borrowed until the next call. NULL when out of memory. */
PangoLayout *press_text(
    struct press *press, double width, const struct page_style *style, const char *markup);

#endif
