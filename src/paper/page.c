/* page.c - pango sets the text, cairo draws it, on whichever surface was asked for. */
#include "paper/page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/i18n.h"
#include "paper/barcode.h"
#include "paper/qr.h"

/* Times New Roman is what the decree on the layout of papers asks for (30/2020); Liberation Serif has its
 * measures. */
#define FAMILY "Liberation Serif, Tinos, Times New Roman, DejaVu Serif"

/* Set lines kept for the next use: labels come back on every copy and every receipt. */
#define SLOTS 512

struct slot {
    uint64_t key;
    char *markup;
    double width;
    struct page_style style;
    PangoLayout *layout;
};

struct press {
    PangoFontMap *map;
    PangoContext *context;
    struct slot slots[SLOTS];
};

struct page {
    struct press *press;
    const struct page_setup *setup;
    cairo_t *cr;
    double width, height; /* of the sheet */
    double y;
    int number; /* of the sheet being drawn, 1.. */
    int only;   /* 0 = all; else the one sheet a raster wants */
    bool raster;
};

/* --- the press --- */

static bool has_vietnamese(PangoContext *context)
{
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *font = pango_font_description_from_string(FAMILY " 12");
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, "ẶẫữỠỹĐđộ", -1);
    bool has = pango_layout_get_unknown_glyphs_count(layout) == 0;
    pango_font_description_free(font);
    g_object_unref(layout);
    return has;
}

enum rc press_new(struct press **ret, struct err *e)
{
    struct press *press = calloc(1, sizeof *press);
    if (!press)
        return err_no_memory(e);
    press->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(press->map), 72); /* one unit = one point */
    press->context = pango_font_map_create_context(press->map);
    pango_context_set_language(press->context, pango_language_from_string("vi"));

    /* No hinting: a line breaks at the same word on paper, on the roll and in the file. */
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(press->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(press->context, FALSE);

    if (!has_vietnamese(press->context)) {
        press_free(press);
        err_set(e, RC_NOT_FOUND, "font_missing",
            N_("No font with Vietnamese letters is installed on this machine."));
        err_hint(e, N_("Ask the technician to install the package fonts-liberation2."));
        return RC_NOT_FOUND;
    }
    *ret = press;
    return RC_OK;
}

static void slot_release(struct slot *slot)
{
    free(slot->markup);
    if (slot->layout)
        g_object_unref(slot->layout);
    *slot = (struct slot){ 0 };
}

void press_free(struct press *press)
{
    if (!press)
        return;
    for (size_t i = 0; i < SLOTS; i++)
        slot_release(&press->slots[i]);
    g_object_unref(press->context);
    g_object_unref(press->map);
    free(press);
}

/* --- setting text --- */

static PangoLayout *set_text(
    struct press *press, double width, const struct page_style *style, const char *markup)
{
    PangoLayout *layout = pango_layout_new(press->context);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, FAMILY);
    pango_font_description_set_size(font, (int)lround(style->size * PANGO_SCALE));
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);

    pango_layout_set_width(layout, (int)lround(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_indent(layout, (int)lround(style->indent * PANGO_SCALE));
    if (style->align == ALIGN_CENTRE || style->align == ALIGN_RIGHT)
        pango_layout_set_alignment(
            layout, style->align == ALIGN_CENTRE ? PANGO_ALIGN_CENTER : PANGO_ALIGN_RIGHT);
    pango_layout_set_justify(layout, style->align == ALIGN_JUSTIFY);
    pango_layout_set_markup(layout, markup, -1);
    return layout;
}

static uint64_t key_of(double width, const struct page_style *style, const char *markup)
{
    uint64_t key = 1469598103934665603u; /* FNV-1a */
    for (const char *c = markup; *c; c++)
        key = (key ^ (unsigned char)*c) * 1099511628211u;
    key = (key ^ (uint64_t)llround(width * 64)) * 1099511628211u;
    key = (key ^ (uint64_t)llround(style->size * 64)) * 1099511628211u;
    return (key ^ (uint64_t)style->align ^ (uint64_t)llround(style->indent * 64) << 8) * 1099511628211u;
}

static bool slot_is(
    const struct slot *slot, uint64_t key, double width, const struct page_style *style, const char *markup)
{
    return slot->layout && slot->key == key && slot->width == width && slot->style.size == style->size &&
           slot->style.align == style->align && slot->style.indent == style->indent &&
           strcmp(slot->markup, markup) == 0;
}

/* Borrowed until the next call. NULL when out of memory. */
static PangoLayout *layout_for(
    struct press *press, double width, const struct page_style *style, const char *markup)
{
    uint64_t key = key_of(width, style, markup);
    struct slot *slot = &press->slots[key % SLOTS];
    if (slot_is(slot, key, width, style, markup))
        return slot->layout;
    slot_release(slot);
    char *copy = strdup(markup);
    if (!copy)
        return NULL;
    *slot = (struct slot){ key, copy, width, *style, set_text(press, width, style, markup) };
    return slot->layout;
}

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

#define ROLL_MAX MM(1500) /* longer than any receipt; stops a runaway layout */

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

static void begin_sheet(struct page *page)
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

static bool visible(const struct page *page)
{
    return !page->only || page->only == page->number;
}

static struct page page_init(struct press *press, const struct page_setup *setup, cairo_surface_t *surface)
{
    struct page page = { .press = press, .setup = setup };
    page.width = MM(sheets[setup->size].width);
    page.height = sheets[setup->size].height > 0 ? MM(sheets[setup->size].height) : ROLL_MAX;
    page.cr = cairo_create(surface);
    pango_cairo_update_context(page.cr, press->context);
    return page;
}

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

enum rc page_pdf(struct buf *out, struct press *press, const struct page_setup *setup, page_draw_fn draw,
    const void *context, struct err *e)
{
    double width = MM(sheets[setup->size].width), height = MM(sheets[setup->size].height);
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(add_bytes, out, width, height > 0 ? height : ROLL_MAX);
    describe(surface, setup);
    struct page page = page_init(press, setup, surface);
    begin_sheet(&page);
    enum rc rc = draw(&page, context, e);
    cairo_show_page(page.cr);
    cairo_destroy(page.cr);
    cairo_surface_finish(surface);
    if (!rc)
        rc = check_surface(surface, e);
    cairo_surface_destroy(surface);
    return rc;
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
    pango_cairo_update_context(page.cr, press->context);
    begin_sheet(&page);
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
    double scale = width / MM(sheets[setup->size].width), end;
    int height = (int)lround(MM(sheets[setup->size].height) * scale);
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
    if (!page->raster)
        cairo_show_page(page->cr);
    begin_sheet(page);
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
    PangoLayout *layout = layout_for(page->press, width, style, markup);
    int height = 0;
    if (layout)
        pango_layout_get_size(layout, NULL, &height);
    return (double)height / PANGO_SCALE;
}

double page_natural_width(struct page *page, const struct page_style *style, const char *markup)
{
    PangoLayout *layout = layout_for(page->press, MM(1000), style, markup);
    PangoRectangle box = { 0 };
    if (layout)
        pango_layout_get_extents(layout, NULL, &box);
    return (double)box.width / PANGO_SCALE;
}

double page_text_at(
    struct page *page, double x, double y, double width, const struct page_style *style, const char *markup)
{
    PangoLayout *layout = layout_for(page->press, width, style, markup);
    if (!layout)
        return 0;
    int height;
    pango_layout_get_size(layout, NULL, &height);
    if (visible(page)) {
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
        if (visible(page)) {
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
    PangoLayout *layout = layout_for(page->press, width, style, markup);
    if (layout)
        text_over_pages(page, x, layout);
}

void page_rule(struct page *page, double x1, double y1, double x2, double y2, double thickness)
{
    if (!visible(page))
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
    if (!visible(page) || qr->size == 0)
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
        if (i % 2 == 0 && visible(page))
            cairo_rectangle(page->cr, at, y, width, height);
        at += width;
    }
    if (visible(page))
        cairo_fill(page->cr);
    return at - x;
}

/* --- markup --- */

enum rc page_escape(struct buf *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        const char *entity = *c == '&' ? "&amp;" : *c == '<' ? "&lt;" : *c == '>' ? "&gt;" : NULL;
        if (entity)
            buf_puts(out, entity);
        else if ((unsigned char)*c >= ' ' ||
                 *c == '\n') /* a control letter is no letter: it must not reach paper */
            buf_putc(out, *c);
    }
    return out->failed;
}

bool page_markup_valid(const char *markup)
{
    return pango_parse_markup(markup, -1, 0, NULL, NULL, NULL, NULL);
}

char *page_upper(const char *text)
{
    char *upper = g_utf8_strup(text, -1);
    char *own = upper ? strdup(upper) : NULL;
    g_free(upper);
    return own;
}
