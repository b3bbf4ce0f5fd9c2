/* press.c - fonts, set lines and markup. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "paper/page_parts.h"

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
    bool all_fonts; /* the machine's own rules are in force */
    struct slot slots[SLOTS];
};

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

/* Reading some forty rules and sorting every font of the machine for every size takes longer than drawing a
 * receipt. We ask for one family by name, so its folders are enough: their caches are mapped, nothing else is
 * read. */
static const char few_rules[] = "<?xml version=\"1.0\"?><fontconfig>"
                                "<dir>/usr/share/fonts/truetype/liberation2</dir>"
                                "<dir>/usr/share/fonts/truetype/liberation</dir>"
                                "<cachedir>/var/cache/fontconfig</cachedir>"
                                "<cachedir prefix=\"xdg\">fontconfig</cachedir></fontconfig>";

static void use_few_rules(void)
{
    FcConfig *config = FcConfigCreate();
    if (config && FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)few_rules, FcTrue) &&
        FcConfigBuildFonts(config))
        FcConfigSetCurrent(config); /* and nobody loads another one */
    if (config)
        FcConfigDestroy(config);
}

/* The machine's own rules: for fonts that lie elsewhere, and for letters that ours lack (a name in Chinese).
 */
static void use_all_rules(void)
{
    FcConfig *config = FcInitLoadConfigAndFonts();
    if (config) {
        FcConfigSetCurrent(config);
        FcConfigDestroy(config);
    }
}

static void open_map(struct press *press)
{
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
}

static void close_map(struct press *press)
{
    g_object_unref(press->context);
    g_object_unref(press->map);
}

/* What is set already keeps its fonts. */
static void take_all_fonts(struct press *press)
{
    close_map(press);
    use_all_rules();
    press->all_fonts = true;
    open_map(press);
}

enum rc press_new(struct press **ret, struct err *e)
{
    struct press *press = calloc(1, sizeof *press);
    if (!press)
        return err_no_memory(e);
    use_few_rules();
    open_map(press);
    if (!has_vietnamese(press->context))
        take_all_fonts(press);
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
    close_map(press);
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

PangoLayout *press_text(struct press *press, double width, const struct page_style *style, const char *markup)
{
    uint64_t key = key_of(width, style, markup);
    struct slot *slot = &press->slots[key % SLOTS];
    if (slot_is(slot, key, width, style, markup))
        return slot->layout;
    slot_release(slot);
    slot->markup = strdup(markup);
    if (!slot->markup)
        return NULL;
    PangoLayout *layout = set_text(press, width, style, markup);
    if (!press->all_fonts && pango_layout_get_unknown_glyphs_count(layout) > 0) {
        g_object_unref(layout);
        take_all_fonts(press);
        layout = set_text(press, width, style, markup);
    }
    slot->key = key;
    slot->width = width;
    slot->style = *style;
    slot->layout = layout;
    return layout;
}

void press_match(struct press *press, cairo_t *cr)
{
    pango_cairo_update_context(cr, press->context);
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
