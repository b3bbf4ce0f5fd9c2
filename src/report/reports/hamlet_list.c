/* hamlet_list.c - what the heads of the hamlets are asked to pass on: one sheet a hamlet, so that no head
 * reads about the people of another. Nothing but names, codes and the words to say. */
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/json.h"
#include "dossier/message.h"
#include "report/list.h"
#include "report/report.h"

/* Below the sheets one workbook of ours holds (sheet.c). */
#define HAMLETS_MAX 60

static const struct list_column columns[] = {
    { "TT", 5, LIST_NUMBER },
    { "Số tin", 8, LIST_INT },
    { "Người cần báo", 26, LIST_TEXT },
    { "Địa chỉ", 30, LIST_TEXT },
    { "Mã hồ sơ", 21, LIST_CODE },
    { "Lời báo", 56, LIST_TEXT },
    { "Đã báo ngày", 14, LIST_TEXT },
    { "Ký nhận", 18, LIST_TEXT },
};

static void add(struct list *l, const struct message *m)
{
    list_row(l);
    list_int(l, m->id);
    list_text(l, m->name);
    list_text(l, m->address);
    list_text(l, m->code);
    list_text(l, m->say);
    list_text(l, "");
    list_text(l, "");
}

/* The rows of one hamlet; how many. */
static size_t write_hamlet(struct sheets *w, struct report_job *job, const struct message *rows, size_t count)
{
    size_t n = 0;
    bool known = count && *rows[0].hamlet;
    struct list l = { .book = w,
        .name = known ? rows[0].hamlet : "Chưa rõ thôn",
        .title = "DANH SÁCH NHỜ TRƯỞNG THÔN BÁO GIÚP",
        .subtitle = known ? rows[0].hamlet : "chưa rõ thôn, tổ dân phố",
        .note = "Chỉ báo cho đúng người có tên. Báo xong ghi ngày, gửi lại Bộ phận Một cửa.",
        .columns = columns,
        .count = sizeof columns / sizeof *columns,
        .footer = job->footer };
    list_begin(&l);
    for (; n < count && strcmp(rows[n].hamlet, rows[0].hamlet) == 0; n++)
        add(&l, &rows[n]);
    list_end(&l);
    job->rows += l.rows;
    return n;
}

static enum rc write(struct sheets *w, struct report_job *job, struct err *e)
{
    struct message *rows;
    size_t count, at = 0;
    int hamlets = 0;
    const struct message_filter filter = {
        .rung = RUNG_HAMLET, .state = MESSAGE_OPEN, .before = job->period.end
    };
    enum rc rc = message_list(&rows, &count, job->of, &filter, job->arena, e);
    if (rc)
        return rc;
    do {
        at += write_hamlet(w, job, rows + at, count - at);
        hamlets++;
    } while (at < count && hamlets < HAMLETS_MAX);
    if (at < count)
        return err_set(e, RC_REFUSED, "hamlets_many",
            N_("More than %d hamlets stand on the list; hand over and note some first"), HAMLETS_MAX);
    js_put_int(job->figures, "messages", (int64_t)count);
    js_put_int(job->figures, "hamlets", count ? hamlets : 0);
    return RC_OK;
}

const struct report report_hamlet_list = { .name = "hamlet_list",
    .title = N_("what the heads of the hamlets are asked to pass on"),
    .paper = "Danh sách nhờ trưởng thôn báo giúp",
    .span = SPAN_DAY,
    .needs_names = true,
    .write = write };
