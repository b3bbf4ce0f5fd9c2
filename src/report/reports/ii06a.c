/* ii06a.c - table II.06a/VPCP/KSTT: how procedures were settled, by field, in the circular's 13 columns.
 * 3 = 4+5+6, 7 = 8+9+10, 11 = 12+13, and 3 = 7 + 11: figures_gather refuses when that does not hold. */
#include "base/arena.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/text.h"
#include "book/book.h"
#include "report/chair.h"
#include "report/figures.h"
#include "report/head.h"
#include "report/report.h"
#include "report/sheet.h"

#define COLUMNS   13
#define NAME_ROOM 40 /* letters of a field's name on one line */
#define HEAD      6  /* first row of the table's head */

static void form_head(struct sheet *s, struct report_job *job)
{
    sheet_height(s, 0, 18);
    sheet_span(s, 0, 0, 2, STYLE_BOLD, "Biểu số II.06a/VPCP/KSTT");
    sheet_span(s, 0, 8, COLUMNS - 1, STYLE_BOLD, "Đơn vị báo cáo:");
    sheet_span(s, 1, 0, 2, STYLE_PLAIN, "Ban hành theo Thông tư 01/2020/TT-VPCP");
    sheet_span(s, 1, 8, COLUMNS - 1, STYLE_PLAIN, unit_in_full(job));
    sheet_height(s, 2, 36);
    sheet_span(s, 2, 0, COLUMNS - 1, STYLE_TITLE, "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH");
    sheet_span(s, 3, 0, COLUMNS - 1, STYLE_SUBTITLE, period_words(job));
    if (job->of->book->practice)
        sheet_span(s, 4, 0, COLUMNS - 1, STYLE_WARN, "SỔ TẬP - SỐ LIỆU KHÔNG CÓ GIÁ TRỊ");
    sheet_span(s, 5, 9, COLUMNS - 1, STYLE_ITALIC_CENTER, "Đơn vị tính: số hồ sơ TTHC");
}

static void table_head(struct sheet *s)
{
    static const char *const heads[COLUMNS] = { "TT", "Lĩnh vực, công việc giải quyết", "Tổng số",
        "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn",
        "Quá hạn", "Tổng số", "Trong hạn", "Quá hạn" };
    static const char *const numbers[COLUMNS] = { "(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)",
        "(7)=(8)+(9)+(10)", "(8)", "(9)", "(10)", "(11)=(12)+(13)", "(12)", "(13)" };
    sheet_height(s, HEAD, 20);
    sheet_text(s, HEAD, 0, STYLE_TABLE_HEAD, "");
    sheet_text(s, HEAD, 1, STYLE_TABLE_HEAD, "");
    sheet_span(s, HEAD, 2, 5, STYLE_TABLE_HEAD, "Số hồ sơ tiếp nhận");
    sheet_span(s, HEAD, 6, 9, STYLE_TABLE_HEAD, "Số hồ sơ đã giải quyết");
    sheet_span(s, HEAD, 10, 12, STYLE_TABLE_HEAD, "Số hồ sơ đang giải quyết");
    sheet_height(s, HEAD + 1, 44);
    for (int i = 0; i < COLUMNS; i++)
        sheet_text(s, HEAD + 1, i, STYLE_TABLE_HEAD, heads[i]);
    for (int i = 0; i < COLUMNS; i++)
        sheet_text(s, HEAD + 2, i, STYLE_TABLE_NUMBERS, numbers[i]);
}

static void table_row(struct sheet *s, int row, const char *name, const struct counts *c, bool total)
{
    const int64_t figures[11] = { counts_total(c), c->online, c->other, c->carried, counts_closed(c),
        c->early, c->on_time, c->late, counts_pending(c), c->in_time + c->waiting, c->overdue };
    sheet_height(s, row, text_width(name, strlen(name)) > NAME_ROOM ? 32 : 19);
    if (total)
        sheet_text(s, row, 0, STYLE_TOTAL, "");
    else
        sheet_int(s, row, 0, STYLE_CELL_INT, row - HEAD - 2);
    sheet_text(s, row, 1, total ? STYLE_TOTAL : STYLE_CELL, name);
    for (int i = 0; i < 11; i++)
        sheet_int(s, row, 2 + i, total ? STYLE_TOTAL_INT : STYLE_CELL_INT, figures[i]);
}

static void write_table(struct sheets *w, struct report_job *job, struct figures *f)
{
    static const double widths[COLUMNS] = { 5, 34, 10, 10, 12, 10, 10, 10, 10, 10, 10, 10, 10 };
    struct sheet *s = sheets_add(w, "II.06a");
    sheet_widths(s, widths, COLUMNS);
    sheet_protect_look(s);
    form_head(s, job);
    table_head(s);
    int row = HEAD + 3;
    counts_sort(&f->fields);
    for (size_t i = 0; i < f->fields.count; i++)
        table_row(s, row++, f->fields.rows[i].name, &f->fields.rows[i].counts, false);
    table_row(s, row++, "Tổng số", &f->all, true);
    sheet_height(s, row, 12);
    row = paper_signatures(s, job, row + 1, 5, COLUMNS - 1, "THỦ TRƯỞNG ĐƠN VỊ");
    sheet_height(s, row, 40);
    sheet_span(s, row, 0, COLUMNS - 1, STYLE_NOTE, counting_rule);
    sheet_span(s, row + 1, 0, COLUMNS - 1, STYLE_NOTE, journal_words(job));
    sheet_freeze(s, HEAD + 3, 2);
    sheet_page(s, &(struct sheet_page){
                      .landscape = true, .repeat_from = HEAD, .repeat_to = HEAD + 2, .footer = job->footer });
}

static enum rc write(struct sheets *w, struct report_job *job, struct err *e)
{
    AUTO_FIGURES f = { 0 };
    enum rc rc = figures_gather(&f, job, e);
    if (rc)
        return rc;
    write_table(w, job, &f);
    figures_tell(job->figures, &f);
    return write_dossier_list(w, job, "Hồ sơ", "HỒ SƠ ĐÃ ĐẾM VÀO BIỂU II.06a", e);
}

const struct report report_ii06a = { .name = "ii06a",
    .title = N_("table II.06a of the statistics circular, by field"),
    .paper = "Biểu II.06a/VPCP/KSTT",
    .span = SPAN_QUARTER,
    .write = write };
