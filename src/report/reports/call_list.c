/* call_list.c - whom to call: the messages that no gateway could tell, with the words to say and room for the
 * answer. */
#include "base/arena.h"
#include "base/i18n.h"
#include "base/json.h"
#include "dossier/message.h"
#include "report/list.h"
#include "report/report.h"

static const struct list_column columns[] = {
    { "TT", 5, LIST_NUMBER },
    { "Số tin", 8, LIST_INT },
    { "Điện thoại", 14, LIST_CODE },
    { "Người cần gặp", 24, LIST_TEXT },
    { "Mã hồ sơ", 21, LIST_CODE },
    { "Lời báo", 56, LIST_TEXT },
    { "Từ lúc", 16, LIST_MOMENT },
    { "Đã gọi", 8, LIST_INT },
    { "Vì sao gọi", 24, LIST_TEXT },
    { "Kết quả: gặp, không gặp, sai số", 20, LIST_TEXT },
};

static enum rc write(struct sheets *w, struct report_job *job, struct err *e)
{
    struct message *rows;
    size_t count;
    const struct message_filter filter = {
        .rung = RUNG_CALL, .state = MESSAGE_OPEN, .before = job->period.end
    };
    struct list l = { .book = w,
        .name = "Gọi điện",
        .title = "DANH SÁCH GỌI ĐIỆN BÁO CÔNG DÂN",
        .subtitle = "các tin đang chờ gọi khi lập danh sách",
        .note = "Chỉ nói với đúng người cần gặp; không nói nội dung hồ sơ với người khác. Ghi kết quả vào sổ "
                "bằng số tin.",
        .columns = columns,
        .count = sizeof columns / sizeof *columns,
        .footer = job->footer };
    enum rc rc = message_list(&rows, &count, job->of, &filter, job->arena, e);
    if (rc)
        return rc;
    list_begin(&l);
    for (size_t i = 0; i < count; i++) {
        const struct message *m = &rows[i];
        list_row(&l);
        list_int(&l, m->id);
        list_text(&l, m->phone);
        list_text(&l, m->name);
        list_text(&l, m->code);
        list_text(&l, m->say);
        list_moment(&l, m->created_at);
        list_int(&l, m->calls);
        list_text(&l, m->answer);
        list_text(&l, "");
    }
    list_end(&l);
    job->rows += l.rows;
    js_put_int(job->figures, "messages", l.rows);
    return RC_OK;
}

const struct report report_call_list = { .name = "call_list",
    .title = N_("whom to call, and what to say"),
    .paper = "Danh sách gọi điện báo công dân",
    .span = SPAN_DAY,
    .needs_names = true,
    .write = write };
