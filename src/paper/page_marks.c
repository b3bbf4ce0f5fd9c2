/* page_marks.c - what is drawn on a sheet besides text: rules, squares, bars. */
#include "paper/page.h"

#include <math.h>

#include <cairo.h>

#include "paper/barcode.h"
#include "paper/page_parts.h"
#include "paper/qr.h"

void page_rule(struct page *page, double x1, double y1, double x2, double y2, double thickness)
{
    if (!page_visible(page))
        return;
    cairo_set_line_width(page->cr, thickness);
    cairo_move_to(page->cr, x1, y1);
    cairo_line_to(page->cr, x2, y2);
    cairo_stroke(page->cr);
}

/* On a raster a module is a whole number of dots, or a scanner sees a ragged grid. */
static double module_size(struct page *page, double size, int modules)
{
    double module = size / modules, dots = size, none = 0;
    if (!page->raster)
        return module;
    cairo_user_to_device_distance(page->cr, &dots, &none);
    double whole = fmax(1, floor(dots / modules));
    return module * whole / (dots / modules);
}

/* Neighbouring dark modules of a row become one box: a third of the path, and no hair lines between them. */
static void qr_row(struct page *page, double x, double y, double module, const struct qr *qr, int row)
{
    for (int from = 0; from < qr->size; from++) {
        int to = from;
        while (qr_dark(qr, to, row))
            to++;
        if (to > from)
            cairo_rectangle(page->cr, x + from * module, y, (to - from) * module, module);
        from = to;
    }
}

/* In a PDF the square is a mask of one bit a module: a path of its boxes costs ten times the time and the
 * room. */
static void qr_mask(struct page *page, double x, double y, double module, const struct qr *qr)
{
    cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A1, qr->size, qr->size);
    uint8_t *bits = cairo_image_surface_get_data(mask);
    int stride = cairo_image_surface_get_stride(mask);
    cairo_surface_flush(mask);
    for (int row = 0; bits && row < qr->size; row++)
        for (int column = 0; column < qr->size; column++)
            if (qr_dark(qr, column, row)) /* cairo counts bits as the machine counts them in its words */
                bits[row * stride + column / 8] |=
                    (uint8_t)(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 1 << column % 8
                                                                        : 0x80 >> column % 8);
    cairo_surface_mark_dirty(mask);

    cairo_save(page->cr);
    cairo_translate(page->cr, x, y);
    cairo_scale(page->cr, module, module);
    cairo_pattern_t *pattern = cairo_pattern_create_for_surface(mask);
    cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
    cairo_mask(page->cr, pattern);
    cairo_pattern_destroy(pattern);
    cairo_restore(page->cr);
    cairo_surface_destroy(mask);
}

/* On a raster: boxes that begin and end on whole dots. */
static void qr_boxes(struct page *page, double x, double y, double module, const struct qr *qr)
{
    cairo_save(page->cr);
    cairo_user_to_device(page->cr, &x, &y);
    x = round(x), y = round(y);
    cairo_device_to_user(page->cr, &x, &y);
    cairo_set_antialias(page->cr, CAIRO_ANTIALIAS_NONE);
    for (int row = 0; row < qr->size; row++)
        qr_row(page, x, y + row * module, module, qr, row);
    cairo_fill(page->cr);
    cairo_restore(page->cr);
}

void page_qr(struct page *page, double x, double y, double size, const struct qr *qr)
{
    if (!page_visible(page) || qr->size == 0)
        return;
    double module = module_size(page, size, qr->size);
    (page->raster ? qr_boxes : qr_mask)(page, x, y, module, qr);
}

double page_barcode(struct page *page, double x, double y, double narrow, double height, const char *text)
{
    unsigned char widths[BARCODE_ELEMENTS(64)];
    size_t count = barcode_code39(widths, sizeof widths, text);
    double at = x;
    for (size_t i = 0; i < count; i++) {
        double width = narrow * widths[i] / 2;
        if (i % 2 == 0 && page_visible(page))
            cairo_rectangle(page->cr, at, y, width, height);
        at += width;
    }
    if (page_visible(page))
        cairo_fill(page->cr);
    return at - x;
}
