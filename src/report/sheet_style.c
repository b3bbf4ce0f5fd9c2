/* sheet_style.c - how each style of sheet.h looks: one row each. */
#include <string.h>

#include "report/sheet_parts.h"

/* Excel's own number of the format "Text": such a cell stays text when somebody edits it. */
#define FORMAT_TEXT 49
#define GREY        0x595959
#define BAND        0xE8EEF7
#define RED         0xB00020
#define GREEN       0x1B6E3C

enum frame { NO_FRAME, FRAME };
static const struct {
    double size;
    bool bold, italic, underline, wrap;
    enum frame frame;
    uint8_t align;
    uint32_t color, fill; /* 0 = none */
    const char *format;
} styles[STYLES] = {
    /*                       size  bold   ital   under  wrap   frame     align             color  fill  format
     */
    [STYLE_PLAIN] = { 11, false, false, false, false, NO_FRAME, LXW_ALIGN_LEFT, 0, 0, "@" },
    [STYLE_BOLD] = { 11, true, false, false, false, NO_FRAME, LXW_ALIGN_LEFT, 0, 0, "@" },
    [STYLE_CENTER] = { 11, false, false, false, false, NO_FRAME, LXW_ALIGN_CENTER, 0, 0, "@" },
    [STYLE_HEAD_NAME] = { 12, true, false, false, true, NO_FRAME, LXW_ALIGN_CENTER, 0, 0, "@" },
    [STYLE_MOTTO] = { 12, true, false, true, false, NO_FRAME, LXW_ALIGN_CENTER, 0, 0, "@" },
    [STYLE_ITALIC_CENTER] = { 11, false, true, false, false, NO_FRAME, LXW_ALIGN_CENTER, 0, 0, "@" },
    [STYLE_TITLE] = { 15, true, false, false, true, NO_FRAME, LXW_ALIGN_CENTER, SHEET_NAVY, 0, "@" },
    [STYLE_SUBTITLE] = { 12, false, true, false, true, NO_FRAME, LXW_ALIGN_CENTER, 0, 0, "@" },
    [STYLE_SECTION] = { 12, true, false, false, false, NO_FRAME, LXW_ALIGN_LEFT, SHEET_NAVY, 0, "@" },
    [STYLE_NOTE] = { 9, false, true, false, true, NO_FRAME, LXW_ALIGN_LEFT, GREY, 0, "@" },
    [STYLE_WARN] = { 12, true, false, false, false, NO_FRAME, LXW_ALIGN_CENTER, RED, 0, "@" },
    [STYLE_BIG] = { 24, true, false, false, false, FRAME, LXW_ALIGN_CENTER, SHEET_NAVY, BAND, "#,##0" },
    [STYLE_BIG_GOOD] = { 24, true, false, false, false, FRAME, LXW_ALIGN_CENTER, GREEN, BAND, "#,##0" },
    [STYLE_BIG_BAD] = { 24, true, false, false, false, FRAME, LXW_ALIGN_CENTER, RED, BAND, "#,##0" },
    [STYLE_BIG_LABEL] = { 10, false, false, false, true, FRAME, LXW_ALIGN_CENTER, GREY, 0, "@" },
    [STYLE_TABLE_HEAD] = { 10, true, false, false, true, FRAME, LXW_ALIGN_CENTER, SHEET_NAVY, BAND, "@" },
    [STYLE_TABLE_NUMBERS] = { 9, false, true, false, false, FRAME, LXW_ALIGN_CENTER, GREY, 0, "@" },
    [STYLE_CELL] = { 11, false, false, false, true, FRAME, LXW_ALIGN_LEFT, 0, 0, "@" },
    [STYLE_CELL_CENTER] = { 11, false, false, false, true, FRAME, LXW_ALIGN_CENTER, 0, 0, "@" },
    [STYLE_CELL_CODE] = { 11, false, false, false, false, FRAME, LXW_ALIGN_LEFT, 0, 0, "@" },
    [STYLE_CELL_INT] = { 11, false, false, false, false, FRAME, LXW_ALIGN_RIGHT, 0, 0, "#,##0;-#,##0;\"-\"" },
    [STYLE_CELL_MONEY] = { 11, false, false, false, false, FRAME, LXW_ALIGN_RIGHT, 0, 0, "#,##0" },
    [STYLE_CELL_RATIO] = { 11, false, false, false, false, FRAME, LXW_ALIGN_RIGHT, 0, 0, "0.0%" },
    [STYLE_CELL_SCORE] = { 11, false, false, false, false, FRAME, LXW_ALIGN_RIGHT, 0, 0, "0.00" },
    [STYLE_CELL_DAY] = { 11, false, false, false, false, FRAME, LXW_ALIGN_CENTER, 0, 0, "dd/mm/yyyy" },
    [STYLE_CELL_MOMENT] = { 11, false, false, false, false, FRAME, LXW_ALIGN_CENTER, 0, 0,
        "dd/mm/yyyy hh:mm" },
    [STYLE_CELL_BAD] = { 11, true, false, false, false, FRAME, LXW_ALIGN_RIGHT, RED, 0, "#,##0" },
    [STYLE_TOTAL] = { 11, true, false, false, true, FRAME, LXW_ALIGN_LEFT, SHEET_NAVY, BAND, "@" },
    [STYLE_TOTAL_INT] = { 11, true, false, false, false, FRAME, LXW_ALIGN_RIGHT, SHEET_NAVY, BAND, "#,##0" },
    [STYLE_TOTAL_MONEY] = { 11, true, false, false, false, FRAME, LXW_ALIGN_RIGHT, SHEET_NAVY, BAND,
        "#,##0" },
};

lxw_format *sheet_format(struct sheets *w, enum sheet_style style)
{
    if (w->formats[style])
        return w->formats[style];
    lxw_format *f = workbook_add_format(w->lxw);
    if (!f) {
        w->failed = RC_NO_MEMORY;
        return NULL;
    }
    format_set_font_name(f, SHEET_FONT);
    format_set_font_size(f, styles[style].size);
    format_set_align(f, styles[style].align);
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    if (strcmp(styles[style].format, "@") == 0)
        format_set_num_format_index(f, FORMAT_TEXT);
    else
        format_set_num_format(f, styles[style].format);
    if (styles[style].frame && styles[style].align != LXW_ALIGN_CENTER)
        format_set_indent(f, 1); /* air between the line and the letters */
    if (styles[style].bold)
        format_set_bold(f);
    if (styles[style].italic)
        format_set_italic(f);
    if (styles[style].underline)
        format_set_underline(f, LXW_UNDERLINE_SINGLE);
    if (styles[style].wrap)
        format_set_text_wrap(f);
    if (styles[style].color)
        format_set_font_color(f, styles[style].color);
    if (styles[style].fill)
        format_set_bg_color(f, styles[style].fill);
    if (styles[style].frame) {
        format_set_border(f, LXW_BORDER_THIN);
        format_set_border_color(f, SHEET_LINE);
    }
    return w->formats[style] = f;
}
