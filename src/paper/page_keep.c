/* page_keep.c - the second copy of a paper differs from the first in one line: the rest is one drawing that
 * both sheets of the file refer to. */
#include "paper/page.h"

#include "paper/page_parts.h"

void page_keep_open(struct page *page)
{
    struct page_kept *kept = page->keeping;
    if (!kept)
        return;
    kept->too_long |= kept->count == PAGE_KEPT_MAX;
    if (kept->too_long)
        return;
    const cairo_rectangle_t whole = { 0, 0, page->width, page->height };
    cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &whole);
    page->keep_cr = page->cr = cairo_create(surface);
    kept->sheets[kept->count++] = surface;
}

void page_keep_close(struct page *page)
{
    page->cr = page->sheet;
    if (!page->keep_cr)
        return;
    cairo_destroy(page->keep_cr);
    page->keep_cr = NULL;
    page_lay(page, page->keeping, page->keeping->count - 1);
}

void page_keep(struct page *page, struct page_kept *kept)
{
    page->keeping = page->raster ? NULL : kept;
    kept->too_long = page->raster;
    page_keep_open(page);
}

void page_keep_end(struct page *page)
{
    page_keep_close(page);
    page->keeping = NULL;
}

void page_aside(struct page *page)
{
    page->cr = page->sheet;
}

void page_aside_end(struct page *page)
{
    page->cr = page->keep_cr ? page->keep_cr : page->sheet;
}

void page_lay(struct page *page, const struct page_kept *kept, int i)
{
    cairo_set_source_surface(page->cr, kept->sheets[i], 0, 0);
    cairo_paint(page->cr);
    cairo_set_source_rgb(page->cr, 0, 0, 0);
}

void page_kept_release(struct page_kept *kept)
{
    for (int i = 0; i < kept->count; i++)
        cairo_surface_destroy(kept->sheets[i]);
    *kept = (struct page_kept){ 0 };
}
