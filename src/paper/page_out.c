/* page_out.c - what becomes of a drawing: a PDF, or the dots of one sheet. */
#include "paper/page.h"

#include <math.h>
#include <stdlib.h>

#include <cairo-pdf.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/i18n.h"
#include "paper/page_parts.h"

static enum rc check_surface(cairo_surface_t *surface, struct err *e)
{
    cairo_status_t status = cairo_surface_status(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        return RC_OK;
    if (status == CAIRO_STATUS_NO_MEMORY)
        return err_no_memory(e);
    err_set(e, RC_STORAGE, "paper_draw", N_("The paper could not be drawn. The dossier is safe; try again."));
    err_cause(e, "cairo: %s", cairo_status_to_string(status));
    return RC_STORAGE;
}

static cairo_status_t add_bytes(void *closure, const unsigned char *bytes, unsigned int len)
{
    return buf_add(closure, bytes, len) ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void describe(cairo_surface_t *surface, const struct page_setup *setup)
{
    char created[ISO_TIME_SIZE];
    cairo_pdf_surface_set_metadata(
        surface, CAIRO_PDF_METADATA_CREATE_DATE, iso_time(created, setup->created));
    if (setup->title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, setup->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "motcua");
}

/* --- raster --- */

static enum rc take_bits(struct raster *ret, cairo_surface_t *surface, struct err *e)
{
    cairo_surface_flush(surface);
    const uint8_t *grey = cairo_image_surface_get_data(surface);
    int grey_stride = cairo_image_surface_get_stride(surface);
    struct raster raster = { .width = cairo_image_surface_get_width(surface),
        .height = cairo_image_surface_get_height(surface) };
    raster.stride = (raster.width + 7) / 8;
    raster.bits = calloc((size_t)raster.stride, (size_t)raster.height);
    if (!raster.bits)
        return err_no_memory(e);
    for (int y = 0; y < raster.height; y++)
        for (int x = 0; x < raster.width; x++)
            if (grey[y * grey_stride + x] >=
                112) /* a little under half: thin strokes stay whole on heat paper */
                raster.bits[y * raster.stride + x / 8] |= (uint8_t)(0x80 >> (x % 8));
    *ret = raster;
    return RC_OK;
}

/* Draws sheet `number` on an A8 surface of `height` dots; *end is where the pen stopped (points). */
static enum rc draw_dots(cairo_surface_t *surface, double *end, struct press *press,
    const struct page_setup *setup, double scale, int number, page_draw_fn draw, const void *context,
    struct err *e)
{
    struct page page = page_init(press, setup, surface);
    page.raster = true;
    page.only = number;
    cairo_scale(page.cr, scale, scale);
    press_match(press, page.cr);
    page_begin_sheet(&page);
    enum rc rc = draw(&page, context, e);
    *end = page.y;
    if (!rc && page.number < number)
        rc = err_set(e, RC_NOT_FOUND, "paper_page", N_("This paper has only %d pages."), page.number);
    cairo_destroy(page.cr);
    return rc ? rc : check_surface(surface, e);
}

static enum rc roll_height(int *dots, struct press *press, const struct page_setup *setup, double scale,
    page_draw_fn draw, const void *context, struct err *e)
{
    cairo_surface_t *nothing = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    double end = 0;
    enum rc rc = draw_dots(nothing, &end, press, setup, scale, 1, draw, context, e);
    cairo_surface_destroy(nothing);
    *dots = (int)ceil((end + setup->bottom) * scale);
    return rc;
}

enum rc page_raster(struct raster *ret, struct press *press, const struct page_setup *setup, int width,
    int number, page_draw_fn draw, const void *context, struct err *e)
{
    double points, height_points, end;
    sheet_measures(&points, &height_points, setup->size);
    double scale = width / points;
    int height = (int)lround(height_points * scale);
    if (setup->size == PAGE_ROLL80) {
        enum rc rc = roll_height(&height, press, setup, scale, draw, context, e);
        if (rc)
            return rc;
    }
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, width, height);
    enum rc rc = check_surface(surface, e);
    if (!rc)
        rc = draw_dots(surface, &end, press, setup, scale, number, draw, context, e);
    if (!rc)
        rc = take_bits(ret, surface, e);
    cairo_surface_destroy(surface);
    return rc;
}

void raster_release(struct raster *raster)
{
    if (!raster)
        return;
    free(raster->bits);
    *raster = (struct raster){ 0 };
}

/* --- PDF --- */

enum rc page_pdf(struct buf *out, struct press *press, const struct page_setup *setup, page_draw_fn draw,
    const void *context, struct err *e)
{
    double width, height;
    sheet_measures(&width, &height, setup->size);
    if (setup->size == PAGE_ROLL80) {
        int points;
        enum rc measured = roll_height(&points, press, setup, 1, draw, context, e);
        if (measured)
            return measured;
        height = points;
    }
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(add_bytes, out, width, height);
    describe(surface, setup);
    struct page page = page_init(press, setup, surface);
    page_begin_sheet(&page);
    enum rc rc = draw(&page, context, e);
    page_keep_end(&page); /* a drawing that failed half way */
    cairo_show_page(page.cr);
    cairo_destroy(page.cr);
    cairo_surface_finish(surface);
    if (!rc)
        rc = check_surface(surface, e);
    cairo_surface_destroy(surface);
    return rc;
}
