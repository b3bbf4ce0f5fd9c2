/* index766.c - the indicators of Quyết định 766 that this book can work out, each with its numerator and
 * denominator. */
#include "report/index766.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "report/figures.h"
#include "report/head.h"
#include "report/list.h"
#include "report/report.h"
#include "report/sheet.h"

#define COLUMNS 7

struct indicator {
    const char *number, *name;
    int64_t over, under;
    int threshold; /* percent for full marks */
};

static int table_head(struct sheet *s, int row)
{
    static const char *const heads[COLUMNS] = { "Chỉ số", "Nội dung", "Tử số", "Mẫu số", "Tỷ lệ",
        "Ngưỡng đủ điểm", "Phần điểm đạt" };
    sheet_height(s, row, 32);
    for (int i = 0; i < COLUMNS; i++)
        sheet_text(s, row, i, STYLE_TABLE_HEAD, heads[i]);
    return row + 1;
}

static void put(struct sheet *s, int row, const struct indicator *i, struct js *figures)
{
    double ratio = 0, part = 0;
    struct js *one = js_object();
    sheet_height(s, row, 32);
    sheet_text(s, row, 0, STYLE_CELL_CENTER, i->number);
    sheet_text(s, row, 1, STYLE_CELL, i->name);
    sheet_int(s, row, 2, STYLE_CELL_INT, i->over);
    sheet_int(s, row, 3, STYLE_CELL_INT, i->under);
    js_put_int(one, "numerator", i->over);
    js_put_int(one, "denominator", i->under);
    if (index_score(&ratio, &part, i->over, i->under, i->threshold)) {
        sheet_real(s, row, 4, STYLE_CELL_RATIO, ratio);
        sheet_real(s, row, 5, STYLE_CELL_RATIO, i->threshold / 100.0);
        sheet_real(s, row, 6, STYLE_CELL_SCORE, part);
        js_put_bool(one, "applies", true);
        js_put_int(one, "per_mille", (int64_t)(ratio * 1000 + 0.5));
    } else {
        sheet_text(s, row, 4, STYLE_CELL_CENTER, "không áp dụng");
        sheet_real(s, row, 5, STYLE_CELL_RATIO, i->threshold / 100.0);
        sheet_text(s, row, 6, STYLE_CELL_CENTER, "không áp dụng");
        js_put_bool(one, "applies", false);
    }
    js_put(figures, i->number, one);
}

#define SHARE(point) n[point].over, n[point].under

static void write_indicators(struct sheets *w, struct report_job *job, const struct figures *f,
    const struct index_share *n, const struct index_share *procedures)
{
    static const double widths[COLUMNS] = { 8, 62, 10, 10, 14, 12, 14 };
    int64_t closed = counts_closed(&f->all), late = f->all.late;
    const struct indicator list[] = {
        { "1.4", "Hồ sơ nhận trong kỳ đã đồng bộ lên Cổng Dịch vụ công quốc gia", SHARE(INDEX_SYNCED), 100 },
        { "2.1", "Hồ sơ giải quyết trước và đúng hạn (bổ sung từ hai lần tính quá hạn)", closed - late,
            closed, 100 },
        { "3.2", "Thủ tục có hồ sơ trực tuyến trên thủ tục có hồ sơ", procedures->over, procedures->under,
            80 },
        { "3.3", "Hồ sơ nộp trực tuyến, có kết quả thì kết quả bản điện tử", SHARE(INDEX_ONLINE), 50 },
        { "4.1", "Hồ sơ đã xong có kết quả bản điện tử", SHARE(INDEX_E_RESULT), 100 },
        { "4.2", "Hồ sơ đã xong được số hóa: có tệp ở thành phần và ở kết quả", SHARE(INDEX_DIGITISED), 80 },
        { "4.3", "Hồ sơ dùng lại dữ liệu đã có: ít nhất một giấy được thay bằng cơ sở dữ liệu",
            SHARE(INDEX_REUSED), 80 },
        { "4.5", "Hồ sơ dùng dữ liệu dân cư: đã xác thực VNeID hoặc thay giấy bằng CSDL dân cư",
            SHARE(INDEX_POPULATION), 100 },
    };
    struct sheet *s = sheets_add(w, "Chỉ số 766");
    sheet_widths(s, widths, COLUMNS);
    sheet_protect_look(s);
    int row = paper_head(s, job, 0, 1, COLUMNS - 1);
    row = paper_title(s, job, row, COLUMNS - 1,
        "BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP\n(Quyết định 766/QĐ-TTg, phần sổ này tính được)");
    row = table_head(s, row + 1);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        put(s, row++, &list[i], job->figures);
    sheet_height(s, row, 64);
    sheet_span(s, row++, 0, COLUMNS - 1, STYLE_NOTE,
        "Phần điểm đạt = tỷ lệ chia ngưỡng, nhiều nhất là 1. Mẫu số bằng 0: không áp dụng. Ngưỡng 50 % và 80 "
        "% theo tài liệu hướng "
        "dẫn, còn lại để 100 %: cần đối chiếu văn bản của tỉnh. Chưa tính được từ sổ này: 1.1-1.3, 3.1, 3.5, "
        "3.6, 4.4, 5.1-5.4.");
    row = paper_signatures(s, job, row + 1, 1, COLUMNS - 1, "CHỦ TỊCH");
    sheet_span(s, row, 0, COLUMNS - 1, STYLE_NOTE, journal_words(job));
    sheet_page(s, &(struct sheet_page){
                      .landscape = true, .one_page = true, .repeat_from = -1, .footer = job->footer });
}

/* --- 2.2: mean time --- */

static const struct list_column mean_columns[] = {
    { "TT", 5, LIST_NUMBER },
    { "Mã thủ tục", 14, LIST_CODE },
    { "Thủ tục", 70, LIST_TEXT },
    { "Số hồ sơ xong", 12, LIST_INT },
    { "Trung bình (giờ)", 14, LIST_INT },
};

static void add_mean(void *context, const char *code, const char *name, int64_t count, int64_t seconds)
{
    struct list *l = context;
    list_row(l);
    list_text(l, code);
    list_text(l, name);
    list_int(l, count);
    list_int(l, (seconds + 1800) / 3600);
}

static enum rc write(struct sheets *w, struct report_job *job, struct err *e)
{
    AUTO_FIGURES f = { 0 };
    struct index_share shares[INDEX_POINTS], procedures = { 0 };
    enum rc rc = figures_gather(&f, job, e);
    if (!rc)
        rc = index_shares(shares, job->of->db, &job->period, clock_now(job->of->clock), e);
    if (!rc)
        rc = index_procedures(&procedures, job->of->db, &job->period, e);
    if (rc)
        return rc;
    write_indicators(w, job, &f, shares, &procedures);
    struct list l = { .book = w,
        .name = "2.2 Thời gian",
        .title = "CHỈ SỐ 2.2: THỜI GIAN GIẢI QUYẾT TRUNG BÌNH",
        .subtitle = period_words(job),
        .note = "Hồ sơ xong trong kỳ (trạng thái 9, 10); đã trừ thời gian chờ dân.",
        .columns = mean_columns,
        .count = sizeof mean_columns / sizeof *mean_columns,
        .footer = job->footer };
    list_begin(&l);
    rc = index_mean_seconds(add_mean, &l, job->of->db, &job->period, e);
    if (rc)
        return rc;
    list_end(&l);
    job->rows += l.rows;
    return RC_OK;
}

const struct report report_index766 = { .name = "index766",
    .title = N_("the service index of Quyết định 766, as far as the book knows"),
    .paper = "Bộ chỉ số 766",
    .span = SPAN_MONTH,
    .write = write };
