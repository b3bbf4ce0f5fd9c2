/* handover.c - what the counter hands to the officers: the dossiers received in the period (local table B).
 */
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "report/counts_store.h"
#include "report/head.h"
#include "report/list.h"
#include "report/report.h"

static const struct list_column columns[] = {
    { "TT", 5, LIST_NUMBER },
    { "Mã hồ sơ", 21, LIST_CODE },
    { "Nội dung", 36, LIST_TEXT },
    { "Số giấy tờ", 8, LIST_INT },
    { "Chủ hồ sơ", 23, LIST_TEXT },
    { "Địa chỉ", 26, LIST_TEXT },
    { "Điện thoại", 13, LIST_CODE },
    { "Nhận ngày", 16, LIST_MOMENT },
    { "Hẹn trả", 16, LIST_MOMENT },
    { "Giao cho", 18, LIST_TEXT },
    { "Bên giao ký", 12, LIST_TEXT },
    { "Bên nhận ký", 12, LIST_TEXT },
    { "Ghi chú", 12, LIST_TEXT },
};

struct walk {
    struct list list;
    const struct period *period;
};

static enum rc add(void *context, const struct counted_row *row, struct err *e)
{
    struct walk *w = context;
    struct list *l = &w->list;
    (void)e;
    if (counted_carried(&row->times, w->period))
        return RC_OK;
    list_row(l);
    list_text(l, row->code);
    list_text(l, row->summary[0] ? row->summary : row->procedure);
    list_int(l, row->papers);
    list_text(l, row->name);
    list_text(l, row->address);
    list_text(l, row->phone);
    list_moment(l, row->times.received_at);
    list_moment(l, row->times.due_at);
    list_text(l, row->holder);
    for (int i = 0; i < 3; i++)
        list_text(l, "");
    return RC_OK;
}

static enum rc write(struct sheets *w, struct report_job *job, struct err *e)
{
    struct walk walk = { .period = &job->period,
        .list = { .book = w,
            .name = "Bàn giao",
            .title = "DANH SÁCH BÀN GIAO HỒ SƠ",
            .subtitle = period_words(job),
            .columns = columns,
            .count = sizeof columns / sizeof *columns,
            .footer = job->footer } };
    list_begin(&walk.list);
    enum rc rc = counted_walk(job->of->db, &job->period, ORDER_CODE, add, &walk, e);
    if (rc)
        return rc;
    list_end(&walk.list);
    job->rows += walk.list.rows;
    js_put_int(job->figures, "dossiers", walk.list.rows);
    return RC_OK;
}

const struct report report_handover = { .name = "handover",
    .title = N_("dossiers handed to the officers, to be signed for"),
    .paper = "Danh sách bàn giao hồ sơ",
    .span = SPAN_DAY,
    .needs_names = true,
    .write = write };
