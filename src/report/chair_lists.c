/* chair_lists.c - the rows behind the chairman's figures; see chair.h. */
#include <string.h>

#include "base/buf.h"
#include "base/office.h"
#include "report/chair.h"
#include "report/counts_store.h"
#include "report/figures.h"
#include "report/head.h"
#include "report/list.h"
#include "report/mask.h"
#include "report/report.h"

struct walk {
    struct list list;
    struct report_job *job;
    const struct figures *figures;
};

static enum rc put_name(struct list *l, const struct report_job *job, const char *name)
{
    AUTO_BUF out = buf_limit(2000);
    enum rc rc = job->names ? buf_puts(&out, name) : mask_name(&out, name);
    list_text(l, buf_text(&out));
    return rc;
}

/* Closed in the period; 0 while it was open at its end. */
static int64_t closed_in(const struct counted_row *row, const struct period *p)
{
    int64_t closed = counted_closed_at(&row->times);
    return closed < p->end ? closed : 0;
}

/* --- all dossiers --- */

static const struct list_column all_columns[] = {
    { "TT", 5, LIST_NUMBER },
    { "Mã hồ sơ", 21, LIST_CODE },
    { "Thủ tục", 34, LIST_TEXT },
    { "Lĩnh vực", 20, LIST_TEXT },
    { "Chủ hồ sơ", 20, LIST_TEXT },
    { "Kênh", 11, LIST_CENTER },
    { "Tiếp nhận", 16, LIST_MOMENT },
    { "Hẹn trả", 16, LIST_MOMENT },
    { "Xong lúc", 16, LIST_MOMENT },
    { "Tính vào", 12, LIST_CENTER },
    { "Xếp loại", 21, LIST_CENTER },
    { "Người giữ", 19, LIST_TEXT },
};

static enum rc add_dossier(void *context, const struct counted_row *row, struct err *e)
{
    struct walk *w = context;
    struct list *l = &w->list;
    list_row(l);
    list_text(l, row->code);
    list_text(l, row->procedure);
    list_text(l, row->field);
    enum rc rc = put_name(l, w->job, row->name);
    if (rc)
        return err_no_memory(e);
    list_text(l, channel_name(row->channel));
    list_moment(l, row->times.received_at);
    list_moment(l, row->times.due_at);
    list_moment(l, closed_in(row, &w->job->period));
    list_text(l, counted_carried(&row->times, &w->job->period) ? "Kỳ trước" : "Nhận trong kỳ");
    list_text(l, count_class_words(row->class));
    list_text(l, row->holder);
    return RC_OK;
}

enum rc write_dossier_list(
    struct sheets *w, struct report_job *job, const char *name, const char *title, struct err *e)
{
    struct walk walk = { .job = job,
        .list = { .book = w,
            .name = name,
            .title = title,
            .subtitle = period_words(job),
            .note = counting_rule,
            .columns = all_columns,
            .count = sizeof all_columns / sizeof *all_columns,
            .footer = job->footer } };
    list_begin(&walk.list);
    enum rc rc = counted_walk(job->of->db, &job->period, ORDER_CODE, add_dossier, &walk, e);
    if (rc)
        return rc;
    list_end(&walk.list);
    job->rows += walk.list.rows;
    return RC_OK;
}

/* --- late ones --- */

static const struct list_column late_columns[] = {
    { "TT", 5, LIST_NUMBER },
    { "Mã hồ sơ", 21, LIST_CODE },
    { "Thủ tục", 36, LIST_TEXT },
    { "Lĩnh vực", 20, LIST_TEXT },
    { "Tiếp nhận", 16, LIST_MOMENT },
    { "Hẹn trả", 16, LIST_MOMENT },
    { "Xong lúc", 16, LIST_MOMENT },
    { "Quá hạn (ngày làm việc)", 12, LIST_BAD },
    { "Tình trạng", 21, LIST_CENTER },
    { "Người giữ", 22, LIST_TEXT },
    { "Quầy", 12, LIST_CENTER },
};

static enum rc add_late(void *context, const struct counted_row *row, struct err *e)
{
    struct walk *w = context;
    struct list *l = &w->list;
    (void)e;
    if (row->class != COUNT_LATE && row->class != COUNT_PENDING_LATE)
        return RC_OK;
    list_row(l);
    list_text(l, row->code);
    list_text(l, row->procedure);
    list_text(l, row->field);
    list_moment(l, row->times.received_at);
    list_moment(l, row->times.due_at);
    list_moment(l, closed_in(row, &w->job->period));
    list_int(l, late_days(&w->figures->calendar, &w->job->period, row));
    list_text(l, row->class == COUNT_LATE && row->times.supplements > 1 ? "Bổ sung từ hai lần"
                                                                        : count_class_words(row->class));
    list_text(l, row->holder[0] ? row->holder : "chưa giao ai");
    list_text(l, row->desk);
    return RC_OK;
}

enum rc write_late_list(struct sheets *w, struct report_job *job, const struct figures *f, struct err *e)
{
    struct walk walk = { .job = job,
        .figures = f,
        .list = { .book = w,
            .name = "Quá hạn",
            .title = "HỒ SƠ QUÁ HẠN",
            .subtitle = period_words(job),
            .note = "Xếp theo ngày hẹn, cũ nhất trước. Số ngày đếm theo lịch làm việc; 0 là chưa tới một "
                    "ngày làm việc.",
            .columns = late_columns,
            .count = sizeof late_columns / sizeof *late_columns,
            .footer = job->footer } };
    list_begin(&walk.list);
    enum rc rc = counted_walk(job->of->db, &job->period, ORDER_DUE, add_late, &walk, e);
    if (rc)
        return rc;
    list_end(&walk.list);
    job->rows += walk.list.rows;
    return RC_OK;
}
