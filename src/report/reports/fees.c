/* fees.c - which fee was due for which dossier received in the period (local table D). */
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "report/counts_store.h"
#include "report/figures.h"
#include "report/head.h"
#include "report/list.h"
#include "report/report.h"

static const struct list_column columns[] = {
    { "TT", 5, LIST_NUMBER },
    { "Mã hồ sơ", 21, LIST_CODE },
    { "Thủ tục", 40, LIST_TEXT },
    { "Chủ hồ sơ", 24, LIST_TEXT },
    { "Địa chỉ", 28, LIST_TEXT },
    { "Người nộp", 24, LIST_TEXT },
    { "Kênh", 11, LIST_CENTER },
    { "Ngày thu", 16, LIST_MOMENT },
    { "Nội dung", 26, LIST_TEXT },
    { "Phí, lệ phí (đồng)", 14, LIST_MONEY },
};
#define MONEY_COLUMN 9

struct walk {
    struct list list;
    const struct period *period;
    int64_t total;
};

static enum rc add(void *context, const struct counted_row *row, struct err *e)
{
    struct walk *w = context;
    struct list *l = &w->list;
    (void)e;
    if (!row->fee || counted_carried(&row->times, w->period))
        return RC_OK;
    list_row(l);
    list_text(l, row->code);
    list_text(l, row->procedure);
    list_text(l, row->name);
    list_text(l, row->address);
    list_text(l, row->submitter_name[0] ? row->submitter_name : row->name);
    list_text(l, channel_name(row->channel));
    list_moment(l, row->times.received_at);
    list_text(l, row->fee_note);
    list_int(l, row->fee);
    w->total += row->fee;
    return RC_OK;
}

static enum rc write(struct sheets *w, struct report_job *job, struct err *e)
{
    struct walk walk = { .period = &job->period,
        .list = { .book = w,
            .name = "Phí, lệ phí",
            .title = "DANH SÁCH PHÍ, LỆ PHÍ",
            .subtitle = period_words(job),
            .note = "Hồ sơ tiếp nhận trong kỳ có phí hoặc lệ phí, theo mức đã báo trên giấy tiếp nhận.",
            .columns = columns,
            .count = sizeof columns / sizeof *columns,
            .footer = job->footer } };
    list_begin(&walk.list);
    enum rc rc = counted_walk(job->of->db, &job->period, ORDER_CODE, add, &walk, e);
    if (rc)
        return rc;
    list_total(&walk.list, "Tổng cộng", MONEY_COLUMN, walk.total);
    job->rows += walk.list.rows;
    js_put_int(job->figures, "dossiers", walk.list.rows);
    js_put_int(job->figures, "total", walk.total);
    return RC_OK;
}

const struct report report_fees = { .name = "fees",
    .title = N_("fees of the dossiers received"),
    .paper = "Danh sách phí, lệ phí",
    .span = SPAN_DAY,
    .needs_names = true,
    .write = write };
