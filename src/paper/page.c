/* page.c - sheets and the text on them: pango sets it, cairo draws it on whichever surface was asked for. */
#include "paper/page.h"

#include <math.h>

#include <pango/pangocairo.h>

#include "base/buf.h"
#include "paper/page_parts.h"

/* --- sheets --- */

static const struct {
    double width, height; /* millimetres; height 0 = as long as needed */
} sheets[PAGE_SIZES] = {
    [PAGE_A4] = { 210, 297 },
    [PAGE_A4_LANDSCAPE] = { 297, 210 },
    [PAGE_A5] = { 148, 210 },
    [PAGE_A5_LANDSCAPE] = { 210, 148 },
    [PAGE_ROLL80] = { 72, 0 }, /* what an 80 mm printer can blacken: 576 dots at 8 a millimetre */
};

void sheet_measures(double *width, double *height, enum page_size size)
{
    *width = MM(sheets[size].width);
    *height = sheets[size].height > 0 ? MM(sheets[size].height) : ROLL_MAX;
}

bool page_is_roll(const struct page *page)
{
    return page->setup->size == PAGE_ROLL80;
}

static void draw_watermark(struct page *page)
{
    const char *words = page->setup->watermark;
    AUTO_BUF markup = buf_limit(512);
    if (page_is_roll(page)) {
        /* Grey does not exist on thermal paper: say it in a line of its own. */
        buf_puts(&markup, "<b>");
        page_escape(&markup, words);
        buf_puts(&markup, "</b>");
        page_text(page, page_left(page), page_width(page), &(struct page_style){ 10, ALIGN_CENTRE, 0 },
            buf_text(&markup));
        return;
    }
    page_escape(&markup, words);
    /* Grey is lost in a photocopy: the words stand in black at the head, too. */
    page_text_at(page, 0, MM(3), page->width, &(struct page_style){ 9, ALIGN_CENTRE, 0 }, buf_text(&markup));
    double diagonal = hypot(page->width, page->height);
    double size = fmin(46, diagonal * 1.25 / (double)(g_utf8_strlen(words, -1) + 1));
    struct page_style style = { size, ALIGN_CENTRE, 0 };
    double height = page_measure(page, diagonal, &style, buf_text(&markup));
    cairo_save(page->cr);
    cairo_translate(page->cr, page->width / 2, page->height / 2);
    cairo_rotate(page->cr, -atan2(page->height, page->width));
    cairo_set_source_rgba(page->cr, 0, 0, 0, 0.13);
    page_text_at(page, -diagonal / 2, -height / 2, diagonal, &style, buf_text(&markup));
    cairo_restore(page->cr);
}

void page_begin_sheet(struct page *page)
{
    page->number++;
    page->y = page->setup->top;
    if (page->only)
        cairo_new_path(page->cr);
    if (page->setup->watermark)
        draw_watermark(page);
    if (page->setup->furniture)
        page->setup->furniture(page, page->setup->context);
}

bool page_visible(const struct page *page)
{
    return !page->only || page->only == page->number;
}

struct page page_init(struct press *press, const struct page_setup *setup, cairo_surface_t *surface)
{
    struct page page = { .press = press, .setup = setup };
    sheet_measures(&page.width, &page.height, setup->size);
    page.cr = page.sheet = cairo_create(surface);
    press_match(press, page.cr);
    return page;
}

/* --- while drawing --- */

double page_width(const struct page *page)
{
    return page->width - page->setup->left - page->setup->right;
}

double page_left(const struct page *page)
{
    return page->setup->left;
}

double page_right(const struct page *page)
{
    return page->width - page->setup->right;
}

double page_bottom(const struct page *page)
{
    return page->height - page->setup->bottom;
}

double page_y(const struct page *page)
{
    return page->y;
}

void page_set_y(struct page *page, double y)
{
    page->y = y;
}

void page_skip(struct page *page, double points)
{
    page->y += points;
}

int page_number(const struct page *page)
{
    return page->number;
}

void page_break(struct page *page)
{
    if (page_is_roll(page))
        return;
    page_keep_close(page);
    if (!page->raster)
        cairo_show_page(page->cr);
    page_begin_sheet(page);
    page_keep_open(page);
}

bool page_need(struct page *page, double height)
{
    if (page->y + height <= page_bottom(page) || page->y <= page->setup->top)
        return false;
    page_break(page);
    return true;
}

double page_measure(struct page *page, double width, const struct page_style *style, const char *markup)
{
    PangoLayout *layout = press_text(page->press, width, style, markup);
    int height = 0;
    if (layout)
        pango_layout_get_size(layout, NULL, &height);
    return (double)height / PANGO_SCALE;
}

double page_natural_width(struct page *page, const struct page_style *style, const char *markup)
{
    PangoLayout *layout = press_text(page->press, MM(1000), style, markup);
    PangoRectangle box = { 0 };
    if (layout)
        pango_layout_get_extents(layout, NULL, &box);
    return (double)box.width / PANGO_SCALE;
}

double page_text_at(
    struct page *page, double x, double y, double width, const struct page_style *style, const char *markup)
{
    PangoLayout *layout = press_text(page->press, width, style, markup);
    if (!layout)
        return 0;
    int height;
    pango_layout_get_size(layout, NULL, &height);
    if (page_visible(page)) {
        cairo_move_to(page->cr, x, y);
        pango_cairo_show_layout(page->cr, layout);
    }
    return (double)height / PANGO_SCALE;
}

/* The rare block that crosses a page: line by line. */
static void text_over_pages(struct page *page, double x, PangoLayout *layout)
{
    g_object_ref(layout); /* furniture may set text, too */
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    do {
        PangoRectangle box;
        pango_layout_iter_get_line_extents(iter, NULL, &box);
        double height = (double)box.height / PANGO_SCALE;
        page_need(page, height);
        if (page_visible(page)) {
            cairo_move_to(page->cr, x + (double)box.x / PANGO_SCALE,
                page->y + (double)(pango_layout_iter_get_baseline(iter) - box.y) / PANGO_SCALE);
            pango_cairo_show_layout_line(page->cr, pango_layout_iter_get_line_readonly(iter));
        }
        page->y += height;
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    g_object_unref(layout);
}

void page_text(struct page *page, double x, double width, const struct page_style *style, const char *markup)
{
    double height = page_measure(page, width, style, markup);
    if (page->y + height <= page_bottom(page)) {
        page->y += page_text_at(page, x, page->y, width, style, markup);
        return;
    }
    PangoLayout *layout = press_text(page->press, width, style, markup);
    if (layout)
        text_over_pages(page, x, layout);
}
