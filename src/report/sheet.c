/* sheet.c - see sheet.h. libxlsxwriter is at home in sheet_parts.h, which only the three files of this noun include. */
#include "report/sheet.h"

#include <time.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "report/sheet_parts.h"

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

void sheet_note(struct sheet *s, int row, lxw_error trouble)
{
    if (trouble && !s->book->first)
        s->book->first = trouble;
    if (row >= s->rows)
        s->rows = row + 1;
}

bool sheet_stops(const struct sheet *s)
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
    if (sheet_stops(s))
        return;
    AUTO_BUF cell = buf_limit(0);
    enum rc rc = xlsx_cell_text(&cell, text, strlen(text));
    if (rc)
        s->book->failed = rc;
    else if (cell.len)
        sheet_note(s, row,
            worksheet_write_string(
                s->lxw, (lxw_row_t)row, (lxw_col_t)col, buf_text(&cell), sheet_format(s->book, style)));
    else
        sheet_blank(s, row, col, style);
}

void sheet_real(struct sheet *s, int row, int col, enum sheet_style style, double number)
{
    if (!sheet_stops(s))
        sheet_note(s, row,
            worksheet_write_number(
                s->lxw, (lxw_row_t)row, (lxw_col_t)col, number, sheet_format(s->book, style)));
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
    if (!sheet_stops(s))
        sheet_note(
            s, row, worksheet_write_blank(s->lxw, (lxw_row_t)row, (lxw_col_t)col, sheet_format(s->book, style)));
}

/* Merging writes blanks over the cells behind the first; the first is written again after it. */
static void merge(struct sheet *s, int row, int col, int last_col, enum sheet_style style)
{
    if (!sheet_stops(s) && last_col > col)
        sheet_note(s, row,
            worksheet_merge_range(s->lxw, (lxw_row_t)row, (lxw_col_t)col, (lxw_row_t)row, (lxw_col_t)last_col,
                "", sheet_format(s->book, style)));
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
    for (int i = 0; i < count && !sheet_stops(s); i++)
        sheet_note(s, -1, worksheet_set_column(s->lxw, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL));
}

void sheet_height(struct sheet *s, int row, double points)
{
    if (!sheet_stops(s))
        sheet_note(s, row, worksheet_set_row(s->lxw, (lxw_row_t)row, points, NULL));
}

void sheet_freeze(struct sheet *s, int rows, int cols)
{
    if (!sheet_stops(s))
        worksheet_freeze_panes(s->lxw, (lxw_row_t)rows, (lxw_col_t)cols);
}

void sheet_filter(struct sheet *s, int head_row, int last_row, int last_col)
{
    if (!sheet_stops(s))
        sheet_note(s, -1,
            worksheet_autofilter(s->lxw, (lxw_row_t)head_row, 0, (lxw_row_t)last_row, (lxw_col_t)last_col));
}

void sheet_protect_look(struct sheet *s)
{
    if (!sheet_stops(s))
        worksheet_gridlines(s->lxw, LXW_HIDE_ALL_GRIDLINES);
}

static void page_lines(struct sheet *s, const struct sheet_page *page)
{
    AUTO_BUF head = buf_limit(1000);
    AUTO_BUF foot = buf_limit(1000);
    enum rc rc = buf_puts(&head, "&R&\"" SHEET_FONT ",Italic\"&9");
    if (!rc && page->header)
        rc = xlsx_page_text(&head, page->header);
    if (!rc)
        rc = buf_puts(&foot, "&L&\"" SHEET_FONT ",Italic\"&9");
    if (!rc && page->footer)
        rc = xlsx_page_text(&foot, page->footer);
    if (!rc)
        rc = buf_puts(&foot, "&R&9Trang &P/&N");
    if (rc)
        s->book->failed = rc;
    if (!rc && page->header)
        sheet_note(s, -1, worksheet_set_header(s->lxw, buf_text(&head)));
    if (!rc)
        sheet_note(s, -1, worksheet_set_footer(s->lxw, buf_text(&foot)));
}

#define PAPER_A4 9

void sheet_page(struct sheet *s, const struct sheet_page *page)
{
    if (sheet_stops(s))
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
        sheet_note(s, -1, worksheet_repeat_rows(s->lxw, (lxw_row_t)page->repeat_from, (lxw_row_t)page->repeat_to));
    page_lines(s, page);
}
