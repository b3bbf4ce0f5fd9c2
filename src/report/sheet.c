/* sheet.c - see sheet.h. The only home of libxlsxwriter. */
#include "report/sheet.h"

#include <time.h>
#include <xlsxwriter.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "report/xlsx_text.h"

#define SHEETS_MAX 64
/* Excel's own number of the format "Text": such a cell stays text when somebody edits it. */
#define FORMAT_TEXT 49
#define FONT        "Times New Roman"
#define NAVY        0x1F3864
#define GREY        0x595959
#define LINE        0x8EA9C8
#define BAND        0xE8EEF7
#define RED         0xB00020
#define GREEN       0x1B6E3C

struct sheet {
    struct sheets *book;
    lxw_worksheet *lxw;
    char name[XLSX_NAME_SIZE];
    int rows; /* last written row + 1 */
};

struct sheets {
    lxw_workbook *lxw;
    lxw_format *formats[STYLES];
    struct sheet list[SHEETS_MAX];
    int count;
    int rows_max;
    char path[4096];
    lxw_error first; /* what went wrong first */
    enum rc failed;
};

/* --- styles: one row each --- */

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
    [STYLE_TITLE] = { 15, true, false, false, true, NO_FRAME, LXW_ALIGN_CENTER, NAVY, 0, "@" },
    [STYLE_SUBTITLE] = { 12, false, true, false, true, NO_FRAME, LXW_ALIGN_CENTER, 0, 0, "@" },
    [STYLE_SECTION] = { 12, true, false, false, false, NO_FRAME, LXW_ALIGN_LEFT, NAVY, 0, "@" },
    [STYLE_NOTE] = { 9, false, true, false, true, NO_FRAME, LXW_ALIGN_LEFT, GREY, 0, "@" },
    [STYLE_WARN] = { 12, true, false, false, false, NO_FRAME, LXW_ALIGN_CENTER, RED, 0, "@" },
    [STYLE_BIG] = { 24, true, false, false, false, FRAME, LXW_ALIGN_CENTER, NAVY, BAND, "#,##0" },
    [STYLE_BIG_GOOD] = { 24, true, false, false, false, FRAME, LXW_ALIGN_CENTER, GREEN, BAND, "#,##0" },
    [STYLE_BIG_BAD] = { 24, true, false, false, false, FRAME, LXW_ALIGN_CENTER, RED, BAND, "#,##0" },
    [STYLE_BIG_LABEL] = { 10, false, false, false, true, FRAME, LXW_ALIGN_CENTER, GREY, 0, "@" },
    [STYLE_TABLE_HEAD] = { 10, true, false, false, true, FRAME, LXW_ALIGN_CENTER, NAVY, BAND, "@" },
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
    [STYLE_TOTAL] = { 11, true, false, false, true, FRAME, LXW_ALIGN_LEFT, NAVY, BAND, "@" },
    [STYLE_TOTAL_INT] = { 11, true, false, false, false, FRAME, LXW_ALIGN_RIGHT, NAVY, BAND, "#,##0" },
    [STYLE_TOTAL_MONEY] = { 11, true, false, false, false, FRAME, LXW_ALIGN_RIGHT, NAVY, BAND, "#,##0" },
};

static lxw_format *format_of(struct sheets *w, enum sheet_style style)
{
    if (w->formats[style])
        return w->formats[style];
    lxw_format *f = workbook_add_format(w->lxw);
    if (!f) {
        w->failed = RC_NO_MEMORY;
        return NULL;
    }
    format_set_font_name(f, FONT);
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
        format_set_border_color(f, LINE);
    }
    return w->formats[style] = f;
}

/* --- the workbook --- */

enum rc sheets_new(struct sheets **ret, const char *path, const struct sheets_options *options, struct err *e)
{
    struct sheets *w = calloc(1, sizeof *w);
    lxw_workbook_options how = { .constant_memory = options->big, .tmpdir = (char *)options->tmp_dir };
    if (!w)
        return err_no_memory(e);
    snprintf(w->path, sizeof w->path, "%s", path);
    w->rows_max = options->rows_max ? options->rows_max : XLSX_ROWS_MAX;
    w->lxw = workbook_new_opt(path, &how);
    if (!w->lxw) {
        free(w);
        return err_no_memory(e);
    }
    /* No author, no company: who wrote it stands on the paper, not in the file. */
    lxw_doc_properties about = { .title = (char *)options->title, .created = (time_t)options->made_at };
    w->first = workbook_set_properties(w->lxw, &about);
    *ret = w;
    return RC_OK;
}

static enum rc told(const char *path, lxw_error trouble, struct err *e)
{
    if (trouble == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return err_no_memory(e);
    err_set(e, RC_STORAGE, "report_not_written", N_("The workbook could not be written to %.300s"), path);
    err_hint(e, N_("Look whether the disk is full; a file of that name from before is unchanged"));
    err_cause(e, "xlsxwriter: %s", lxw_strerror(trouble));
    return RC_STORAGE;
}

enum rc sheets_close(struct sheets **ret, struct err *e)
{
    struct sheets *w = *ret;
    *ret = NULL;
    lxw_error closing = workbook_close(w->lxw); /* frees it in any case */
    lxw_error trouble = w->first ? w->first : closing;
    enum rc rc = w->failed == RC_NO_MEMORY ? err_no_memory(e) : trouble ? told(w->path, trouble, e) : RC_OK;
    if (!rc && w->failed)
        rc = err_set(e, w->failed, "report_too_large", N_("The report is larger than a workbook can hold"));
    free(w);
    return rc;
}

void sheets_drop(struct sheets **w)
{
    if (!*w)
        return;
    lxw_workbook_free((*w)->lxw);
    free(*w);
    *w = NULL;
}

enum rc sheets_failed(const struct sheets *w)
{
    if (w->failed)
        return w->failed;
    return !w->first ? RC_OK : w->first == LXW_ERROR_MEMORY_MALLOC_FAILED ? RC_NO_MEMORY : RC_STORAGE;
}

static void note(struct sheet *s, int row, lxw_error trouble)
{
    if (trouble && !s->book->first)
        s->book->first = trouble;
    if (row >= s->rows)
        s->rows = row + 1;
}

static bool stop(const struct sheet *s)
{
    return !s->lxw || sheets_failed(s->book);
}

/* Names differ for Excel only when they differ without regard to capitals. */
static bool name_taken(const struct sheets *w, const char *name)
{
    for (int i = 0; i < w->count; i++)
        if (strcasecmp(w->list[i].name, name) == 0)
            return true;
    return false;
}

struct sheet *sheets_add(struct sheets *w, const char *name)
{
    struct sheet *s = &w->list[w->count < SHEETS_MAX ? w->count : SHEETS_MAX - 1];
    if (w->count == SHEETS_MAX && !w->failed)
        w->failed = RC_REFUSED;
    if (sheets_failed(w)) {
        s->book = w;
        return s;
    }
    char unique[XLSX_NAME_SIZE];
    int number = 1;
    do
        xlsx_sheet_name(unique, name, number++);
    while (name_taken(w, unique));
    *s = (struct sheet){ .book = w };
    snprintf(s->name, sizeof s->name, "%s", unique);
    w->first = workbook_validate_sheet_name(w->lxw, s->name);
    if (!w->first && !(s->lxw = workbook_add_worksheet(w->lxw, s->name)))
        w->failed = RC_NO_MEMORY;
    w->count++;
    return s;
}

int sheets_count(const struct sheets *w)
{
    return w->count;
}

struct sheet *sheets_at(const struct sheets *w, int index)
{
    return (struct sheet *)&w->list[index];
}

const char *sheet_name(const struct sheet *s)
{
    return s->name;
}

int sheet_rows_written(const struct sheet *s)
{
    return s->rows;
}

int sheet_rows_max(const struct sheet *s)
{
    return s->book->rows_max;
}

/* --- cells --- */

void sheet_text(struct sheet *s, int row, int col, enum sheet_style style, const char *text)
{
    if (stop(s))
        return;
    AUTO_BUF cell = buf_limit(0);
    enum rc rc = xlsx_cell_text(&cell, text, strlen(text));
    if (rc)
        s->book->failed = rc;
    else if (cell.len)
        note(s, row,
            worksheet_write_string(
                s->lxw, (lxw_row_t)row, (lxw_col_t)col, buf_text(&cell), format_of(s->book, style)));
    else
        sheet_blank(s, row, col, style);
}

void sheet_real(struct sheet *s, int row, int col, enum sheet_style style, double number)
{
    if (!stop(s))
        note(s, row,
            worksheet_write_number(
                s->lxw, (lxw_row_t)row, (lxw_col_t)col, number, format_of(s->book, style)));
}

void sheet_int(struct sheet *s, int row, int col, enum sheet_style style, int64_t number)
{
    sheet_real(s, row, col, style, (double)number);
}

/* Excel's day 1 is 1900-01-01 and it believes in 1900-02-29: from 1900-03-01 on, days since 1899-12-30. */
static double serial(struct day day)
{
    return day_number(day) + 25569.0;
}

void sheet_day(struct sheet *s, int row, int col, enum sheet_style style, struct day day)
{
    if (day.y < 1901)
        sheet_blank(s, row, col, style);
    else
        sheet_real(s, row, col, style, serial(day));
}

void sheet_moment(struct sheet *s, int row, int col, enum sheet_style style, int64_t utc)
{
    if (!utc)
        sheet_blank(s, row, col, style);
    else
        sheet_real(s, row, col, style, serial(day_of(utc)) + second_of_day(utc) / (double)DAY_SECONDS);
}

void sheet_blank(struct sheet *s, int row, int col, enum sheet_style style)
{
    if (!stop(s))
        note(
            s, row, worksheet_write_blank(s->lxw, (lxw_row_t)row, (lxw_col_t)col, format_of(s->book, style)));
}

/* Merging writes blanks over the cells behind the first; the first is written again after it. */
static void merge(struct sheet *s, int row, int col, int last_col, enum sheet_style style)
{
    if (!stop(s) && last_col > col)
        note(s, row,
            worksheet_merge_range(s->lxw, (lxw_row_t)row, (lxw_col_t)col, (lxw_row_t)row, (lxw_col_t)last_col,
                "", format_of(s->book, style)));
}

void sheet_span(struct sheet *s, int row, int col, int last_col, enum sheet_style style, const char *text)
{
    merge(s, row, col, last_col, style);
    sheet_text(s, row, col, style, text);
}

void sheet_span_int(struct sheet *s, int row, int col, int last_col, enum sheet_style style, int64_t number)
{
    merge(s, row, col, last_col, style);
    sheet_int(s, row, col, style, number);
}

/* --- how it looks --- */

void sheet_widths(struct sheet *s, const double *widths, int count)
{
    for (int i = 0; i < count && !stop(s); i++)
        note(s, -1, worksheet_set_column(s->lxw, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL));
}

void sheet_height(struct sheet *s, int row, double points)
{
    if (!stop(s))
        note(s, row, worksheet_set_row(s->lxw, (lxw_row_t)row, points, NULL));
}

void sheet_freeze(struct sheet *s, int rows, int cols)
{
    if (!stop(s))
        worksheet_freeze_panes(s->lxw, (lxw_row_t)rows, (lxw_col_t)cols);
}

void sheet_filter(struct sheet *s, int head_row, int last_row, int last_col)
{
    if (!stop(s))
        note(s, -1,
            worksheet_autofilter(s->lxw, (lxw_row_t)head_row, 0, (lxw_row_t)last_row, (lxw_col_t)last_col));
}

void sheet_protect_look(struct sheet *s)
{
    if (!stop(s))
        worksheet_gridlines(s->lxw, LXW_HIDE_ALL_GRIDLINES);
}

static void page_lines(struct sheet *s, const struct sheet_page *page)
{
    AUTO_BUF head = buf_limit(1000);
    AUTO_BUF foot = buf_limit(1000);
    enum rc rc = buf_puts(&head, "&R&\"" FONT ",Italic\"&9");
    if (!rc && page->header)
        rc = xlsx_page_text(&head, page->header);
    if (!rc)
        rc = buf_puts(&foot, "&L&\"" FONT ",Italic\"&9");
    if (!rc && page->footer)
        rc = xlsx_page_text(&foot, page->footer);
    if (!rc)
        rc = buf_puts(&foot, "&R&9Trang &P/&N");
    if (rc)
        s->book->failed = rc;
    if (!rc && page->header)
        note(s, -1, worksheet_set_header(s->lxw, buf_text(&head)));
    if (!rc)
        note(s, -1, worksheet_set_footer(s->lxw, buf_text(&foot)));
}

#define PAPER_A4 9

void sheet_page(struct sheet *s, const struct sheet_page *page)
{
    if (stop(s))
        return;
    worksheet_set_paper(s->lxw, PAPER_A4);
    if (page->landscape)
        worksheet_set_landscape(s->lxw);
    else
        worksheet_set_portrait(s->lxw);
    worksheet_fit_to_pages(s->lxw, 1, page->one_page ? 1 : 0);
    /* Inches; a wider margin on the left, where papers are bound (NĐ 30/2020: 30 mm, here 20 with the file's
     * hole). */
    worksheet_set_margins(s->lxw, 0.79, 0.59, 0.59, 0.67);
    worksheet_center_horizontally(s->lxw);
    if (page->repeat_from >= 0)
        note(s, -1, worksheet_repeat_rows(s->lxw, (lxw_row_t)page->repeat_from, (lxw_row_t)page->repeat_to));
    page_lines(s, page);
}

/* --- charts --- */

static void set_ring_colors(lxw_chart_series *series, const struct sheet_chart *c)
{
    lxw_chart_fill fills[8] = { 0 };
    lxw_chart_point points[8] = { 0 }, *list[9] = { 0 };
    int count = c->categories.last_col - c->categories.col + c->categories.last_row - c->categories.row + 1;
    for (int i = 0; i < count && i < 8; i++) {
        fills[i].color = c->slices[i];
        points[i].fill = &fills[i];
        list[i] = &points[i];
    }
    chart_series_set_points(series, list);
}

static void add_series(lxw_chart *chart, const struct sheet *s, const struct sheet_chart *c, int i)
{
    const struct sheet_range *x = &c->categories, *y = &c->series[i].values;
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_font font = { .name = (char *)FONT, .size = 10, .bold = LXW_TRUE, .color = LXW_COLOR_WHITE };
    if (!series) {
        s->book->failed = RC_NO_MEMORY;
        return;
    }
    chart_series_set_categories(series, s->name, (lxw_row_t)x->row, (lxw_col_t)x->col, (lxw_row_t)x->last_row,
        (lxw_col_t)x->last_col);
    chart_series_set_values(series, s->name, (lxw_row_t)y->row, (lxw_col_t)y->col, (lxw_row_t)y->last_row,
        (lxw_col_t)y->last_col);
    chart_series_set_name(series, c->series[i].name);
    if (c->kind == CHART_RING) {
        set_ring_colors(series, c);
        chart_series_set_labels(series);
        chart_series_set_labels_font(series, &font);
    } else {
        lxw_chart_fill fill = { .color = c->series[i].color };
        chart_series_set_fill(series, &fill);
    }
}

static void dress_stacked(lxw_chart *chart)
{
    lxw_chart_font font = { .name = (char *)FONT, .size = 9, .bold = LXW_EXPLICIT_FALSE };
    lxw_chart_line line = { .color = 0xD9D9D9, .width = 0.5 };
    lxw_chart_axis *names = chart->y_axis, *values = chart->x_axis; /* a bar chart lies on its side */
    chart_axis_set_reverse(names); /* the first row on top, as in the table */
    chart_axis_set_num_font(names, &font);
    chart_axis_set_num_font(values, &font);
    chart_axis_set_num_format(values, "0");
    chart_axis_major_gridlines_set_visible(names, LXW_FALSE);
    chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
    chart_axis_major_gridlines_set_line(values, &line);
    chart_axis_set_label_position(values, LXW_CHART_AXIS_LABEL_POSITION_HIGH);
    chart_axis_set_min(values, 0);
    chart_set_series_gap(chart, 60);
}

void sheet_chart(struct sheet *s, const struct sheet_chart *c)
{
    if (stop(s))
        return;
    lxw_chart *chart =
        workbook_add_chart(s->book->lxw, c->kind == CHART_RING ? LXW_CHART_DOUGHNUT : LXW_CHART_BAR_STACKED);
    lxw_chart_font title = { .name = (char *)FONT, .size = 11, .bold = LXW_TRUE, .color = NAVY };
    lxw_chart_font legend = { .name = (char *)FONT, .size = 9 };
    lxw_chart_line line = { .color = LINE, .width = 0.5 };
    lxw_chart_options place = { .x_scale = c->x_scale,
        .y_scale = c->y_scale,
        .x_offset = 2,
        .y_offset = 2,
        .object_position = LXW_OBJECT_MOVE_AND_SIZE };
    if (!chart) {
        s->book->failed = RC_NO_MEMORY;
        return;
    }
    for (int i = 0; i < c->series_count; i++)
        add_series(chart, s, c, i);
    chart_title_set_name(chart, c->title);
    chart_title_set_name_font(chart, &title);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &legend);
    chart_chartarea_set_line(chart, &line);
    if (c->kind == CHART_RING)
        chart_set_hole_size(chart, 55);
    else
        dress_stacked(chart);
    note(s, -1, worksheet_insert_chart_opt(s->lxw, (lxw_row_t)c->row, (lxw_col_t)c->col, chart, &place));
}
