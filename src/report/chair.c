/* chair.c - see chair.h. The page to sign. */
#include "report/chair.h"

#include "base/arena.h"
#include "base/json.h"
#include "report/figures.h"
#include "report/head.h"
#include "report/list.h"
#include "report/report.h"
#include "report/sheet.h"

#define GRID       12 /* columns of the page: 4 of names, 8 of figures */
#define FIRST      4
#define CHART_SHOW 6 /* bars, the busiest fields */
#define FIELDS_SHOW                                                                                          \
    12 /* more fields than this stand together in one line, so that the page stays one page                  \
        */

/* --- big figures --- */

struct big {
    const char *label;
    int64_t number;
    enum sheet_style style;
};

static int big_figures(struct sheet *s, const struct figures *f, int row)
{
    const struct counts *c = &f->all;
    const struct big list[6] = {
        { "Nhận trong kỳ", counts_received(c), STYLE_BIG },
        { "Đã giải quyết", counts_closed(c), STYLE_BIG },
        { "xong trước, đúng hạn", c->early + c->on_time, STYLE_BIG_GOOD },
        { "xong quá hạn", c->late, c->late ? STYLE_BIG_BAD : STYLE_BIG_GOOD },
        { "Đang giải quyết", counts_pending(c), STYLE_BIG },
        { "đang quá hạn", c->overdue, c->overdue ? STYLE_BIG_BAD : STYLE_BIG_GOOD },
    };
    sheet_height(s, row, 8);
    sheet_height(s, row + 1, 36);
    for (int i = 0; i < 6; i++)
        sheet_span_int(s, row + 1, i * 2, i * 2 + 1, list[i].style, list[i].number);
    sheet_height(s, row + 2, 18);
    for (int i = 0; i < 6; i++)
        sheet_span(s, row + 2, i * 2, i * 2 + 1, STYLE_BIG_LABEL, list[i].label);
    sheet_height(s, row + 3, 8);
    return row + 4;
}

/* --- tables --- */

static int table_head(struct sheet *s, int row, const char *section, const char *what)
{
    static const char *const heads[8] = { "Kỳ trước", "Nhận", "Đã xong", "Trước hạn", "Đúng hạn", "Quá hạn",
        "Đang, còn hạn", "Đang, quá hạn" };
    sheet_height(s, row, 20);
    sheet_span(s, row, 0, GRID - 1, STYLE_SECTION, section);
    sheet_height(s, row + 1, 30);
    sheet_span(s, row + 1, 0, FIRST - 1, STYLE_TABLE_HEAD, what);
    for (int i = 0; i < 8; i++)
        sheet_text(s, row + 1, FIRST + i, STYLE_TABLE_HEAD, heads[i]);
    return row + 2;
}

static void table_row(struct sheet *s, int row, const char *name, const struct counts *c, bool total)
{
    const int64_t figures[8] = { c->carried, counts_received(c), counts_closed(c), c->early, c->on_time,
        c->late, c->in_time + c->waiting, c->overdue };
    sheet_height(s, row, 18);
    sheet_span(s, row, 0, FIRST - 1, total ? STYLE_TOTAL : STYLE_CELL, name);
    for (int i = 0; i < 8; i++) {
        bool bad = (i == 5 || i == 7) && figures[i];
        sheet_int(s, row, FIRST + i,
            total ? STYLE_TOTAL_INT
            : bad ? STYLE_CELL_BAD
                  : STYLE_CELL_INT,
            figures[i]);
    }
}

static void counts_sum(struct counts *to, const struct counts *from)
{
    to->carried += from->carried;
    to->online += from->online;
    to->other += from->other;
    to->early += from->early;
    to->on_time += from->on_time;
    to->late += from->late;
    to->in_time += from->in_time;
    to->waiting += from->waiting;
    to->overdue += from->overdue;
}

/* Rows of fields; what goes beyond the page stands together in the last. Returns the total's row. */
static int field_rows(struct sheet *s, struct report_job *job, const struct figures *f, int row)
{
    size_t count = f->fields.count, shown = count > FIELDS_SHOW ? FIELDS_SHOW - 1 : count;
    struct counts rest = { 0 };
    for (size_t i = 0; i < shown; i++)
        table_row(s, row++, f->fields.rows[i].name, &f->fields.rows[i].counts, false);
    for (size_t i = shown; i < count; i++)
        counts_sum(&rest, &f->fields.rows[i].counts);
    if (shown < count) {
        const char *name = arena_printf(job->arena, "%zu lĩnh vực khác (xem trang sau)", count - shown);
        table_row(s, row++, name ? name : "", &rest, false);
    }
    if (!count)
        sheet_span(s, row++, 0, GRID - 1, STYLE_ITALIC_CENTER, "Không có hồ sơ nào trong kỳ này.");
    table_row(s, row, "Tổng cộng", &f->all, true);
    return row;
}

static int channel_rows(struct sheet *s, const struct figures *f, int row)
{
    for (int i = 0; i < 3; i++)
        table_row(s, row++, channel_titles[i], &f->channels[i], false);
    table_row(s, row, "Tổng cộng", &f->all, true);
    return row + 1;
}

/* --- charts --- */

#define CHART_ROWS 12
#define CHART_ROW  17.0

static void ring(struct sheet *s, int row, int head, int total)
{
    static const uint32_t colors[] = { 0x1B6E3C, 0x7FB77E, 0xB00020, 0x2F5C9E, 0xE07B00 };
    const struct sheet_series one = { .name = "Hồ sơ", .values = { total, FIRST + 3, total, FIRST + 7 } };
    sheet_chart(s, &(struct sheet_chart){ .kind = CHART_RING,
                       .title = "Tình trạng hồ sơ",
                       .series = &one,
                       .series_count = 1,
                       .categories = { head, FIRST + 3, head, FIRST + 7 },
                       .slices = colors,
                       .row = row,
                       .col = 0,
                       .x_scale = 0.55,
                       .y_scale = 0.92 });
}

static void bars(struct sheet *s, int row, int head, int count)
{
    int last = head + (count < CHART_SHOW ? count : CHART_SHOW);
    const struct sheet_series series[] = {
        { "Đã xong", { head + 1, FIRST + 2, last, FIRST + 2 }, 0x1B6E3C },
        { "Đang, còn hạn", { head + 1, FIRST + 6, last, FIRST + 6 }, 0x2F5C9E },
        { "Đang, quá hạn", { head + 1, FIRST + 7, last, FIRST + 7 }, 0xE07B00 },
    };
    sheet_chart(s, &(struct sheet_chart){ .kind = CHART_STACKED,
                       .title = "Lĩnh vực nhiều hồ sơ nhất",
                       .series = series,
                       .series_count = 3,
                       .categories = { head + 1, 0, last, 0 },
                       .row = row,
                       .col = 4,
                       .x_scale = 1.02,
                       .y_scale = 0.92 });
}

static int charts(struct sheet *s, const struct figures *f, int row, int head, int total)
{
    if (!f->fields.count)
        return row;
    sheet_height(s, row, 8);
    row++;
    for (int i = 0; i < CHART_ROWS; i++)
        sheet_height(s, row + i, CHART_ROW);
    ring(s, row, head, total);
    bars(s, row, head, (int)f->fields.count);
    return row + CHART_ROWS;
}

/* --- never ask twice --- */

static int saved_row(struct sheet *s, struct report_job *job, const struct figures *f, int row)
{
    struct day day = job->period.to;
    const char *words = arena_printf(job->arena,
        "Không hỏi lại dân lần hai, tháng %02d/%04d: bớt %lld giấy tờ, %lld ô tờ khai đã có sẵn; %lld trong "
        "%lld hồ sơ.",
        day.m, day.y, (long long)f->saved.papers, (long long)f->saved.fields, (long long)f->saved.relieved,
        (long long)f->saved.dossiers);
    sheet_height(s, row, 18);
    sheet_span(s, row, 0, GRID - 1, STYLE_PLAIN, words ? words : "");
    return row + 1;
}

/* --- what needs the chairman's word --- */

static int matters(struct sheet *s, struct report_job *job, const struct figures *f, int row)
{
    const char *lines[4];
    int count = 0;
    struct day since = day_of(f->unsent_since);
    if (f->all.overdue)
        lines[count++] = arena_printf(job->arena,
            "%lld hồ sơ đang quá hạn, lâu nhất %lld ngày làm việc: xem trang \"Quá hạn\" (ai giữ, mấy ngày).",
            (long long)f->all.overdue, (long long)f->oldest_days);
    if (f->due_next)
        lines[count++] = arena_printf(job->arena,
            "%lld hồ sơ phải xong trong ngày làm việc kế tiếp hoặc sớm hơn.", (long long)f->due_next);
    if (f->all.waiting)
        lines[count++] = arena_printf(job->arena,
            "%lld hồ sơ đang chờ dân bổ sung giấy tờ hoặc nộp tiền: nhắc dân.", (long long)f->all.waiting);
    if (f->unsent)
        lines[count++] =
            arena_printf(job->arena, "%lld lượt gửi Cổng chưa xong, chờ lâu nhất từ ngày %02d/%02d/%04d.",
                (long long)f->unsent, since.d, since.m, since.y);
    sheet_height(s, row, 20);
    sheet_span(s, row++, 0, GRID - 1, STYLE_SECTION, "III. Việc cần Chủ tịch chỉ đạo");
    if (!count)
        lines[count++] = "Không có: không hồ sơ nào quá hạn, không việc nào chờ.";
    for (int i = 0; i < count && i < 3; i++)
        sheet_span(s, row++, 0, GRID - 1, STYLE_PLAIN, lines[i] ? lines[i] : "");
    return row;
}

static int foot(struct sheet *s, struct report_job *job, int row)
{
    sheet_height(s, row, 10);
    row = paper_signatures(s, job, row + 1, 5, GRID - 1, "CHỦ TỊCH");
    sheet_height(s, row, 50);
    sheet_span(s, row, 0, GRID - 1, STYLE_NOTE, counting_rule);
    sheet_height(s, row + 1, 25);
    sheet_span(s, row + 1, 0, GRID - 1, STYLE_NOTE, journal_words(job));
    return row + 2;
}

static void first_sheet(
    struct sheets *w, struct report_job *job, const struct chair_words *words, const struct figures *f)
{
    static const double widths[GRID] = { 9, 9, 9, 9, 8.2, 8.2, 8.2, 8.2, 8.2, 8.2, 8.2, 8.2 };
    struct sheet *s = sheets_add(w, words->sheet);
    sheet_widths(s, widths, GRID);
    sheet_protect_look(s);
    int row = paper_head(s, job, 0, 5, GRID - 1);
    row = paper_title(s, job, row, GRID - 1, words->title);
    row = big_figures(s, f, row);
    int head = row + 1;
    row = table_head(s, row, "I. Theo lĩnh vực", "Lĩnh vực");
    int total = field_rows(s, job, f, row);
    sheet_height(s, total + 1, 6);
    row = table_head(s, total + 2, "II. Theo kênh tiếp nhận", "Kênh");
    row = saved_row(s, job, f, channel_rows(s, f, row));
    row = charts(s, f, row, head, total);
    sheet_height(s, row, 6);
    row = matters(s, job, f, row + 1);
    foot(s, job, row);
    sheet_page(s, &(struct sheet_page){ .one_page = true, .repeat_from = -1, .footer = job->footer });
}

enum rc chair_write(struct sheets *w, struct report_job *job, const struct chair_words *words, struct err *e)
{
    AUTO_FIGURES f = { 0 };
    enum rc rc = figures_gather(&f, job, e);
    if (rc)
        return rc;
    first_sheet(w, job, words, &f);
    figures_tell(job->figures, &f);
    rc = write_dossier_list(w, job, words->list_sheet, words->list_title, e);
    return rc ? rc : write_late_list(w, job, &f, e);
}
