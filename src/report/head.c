/* head.c - see head.h. */
#include "report/head.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/office.h"
#include "base/text.h"
#include "base/viet.h"
#include "book/book.h"
#include "report/report.h"
#include "report/sheet.h"

const char counting_rule[] = "Cách đếm: nhận = tiếp nhận trong kỳ; kỳ trước = nhận trước kỳ, đầu kỳ chưa "
                             "xong; xong = có kết quả, dừng "
                             "hoặc cho rút trong kỳ. Trước hạn: xong trước ngày hẹn; đúng hạn: xong trong "
                             "ngày hẹn, không sau giờ hẹn (kể cả "
                             "hồ sơ không định hạn); quá hạn: sau giờ hẹn, hoặc yêu cầu bổ sung từ hai lần. "
                             "Chờ dân bổ sung, chờ nộp tiền: "
                             "dừng tính giờ, xếp vào còn hạn. Kỳ trước + nhận = xong + đang giải quyết.";

/* "" when memory ends: the sheet then fails for the same reason. */
static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static const char *without(const char *text, const char *prefix)
{
    size_t len = strlen(prefix);
    return strncmp(text, prefix, len) == 0 ? text + len : text;
}

const char *unit_in_full(const struct report_job *job)
{
    const char *name = job->of->book->unit_name, *rest = without(name, "UBND ");
    return rest == name ? name : or_empty(arena_printf(job->arena, "Ủy ban nhân dân %s", rest));
}

/* "Đăk Tô": what stands before ", ngày ... tháng ... năm ...". */
static const char *unit_place(const struct report_job *job)
{
    static const char *const kinds[] = { "UBND ", "Ủy ban nhân dân ", "xã ", "phường ", "đặc khu ",
        "thị trấn " };
    const char *name = job->of->book->unit_name;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        name = without(name, kinds[i]);
    return name;
}

static const char *upper(const struct report_job *job, const char *text)
{
    AUTO_BUF out = buf_limit(2000);
    size_t len = strlen(text);
    for (size_t i = 0; i < len;) {
        uint32_t code = TEXT_LOST;
        size_t n = utf8_decode(&code, text + i, len - i);
        i += n ? n : 1;
        if (utf8_add(&out, viet_upper(code)))
            break;
    }
    return or_empty(arena_strdup(job->arena, buf_text(&out)));
}

int paper_head(struct sheet *s, const struct report_job *job, int row, int split, int last)
{
    struct day day = day_of(job->made_at);
    sheet_height(s, row, 18);
    sheet_span(s, row, 0, split, STYLE_HEAD_NAME, upper(job, unit_in_full(job)));
    sheet_span(s, row, split + 1, last, STYLE_HEAD_NAME, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    sheet_height(s, row + 1, 18);
    sheet_span(s, row + 1, 0, split, STYLE_MOTTO, "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG");
    sheet_span(s, row + 1, split + 1, last, STYLE_MOTTO, "Độc lập - Tự do - Hạnh phúc");
    sheet_height(s, row + 2, 20);
    sheet_span(s, row + 2, 0, split, STYLE_CENTER, "Số: ........../BC");
    sheet_span(s, row + 2, split + 1, last, STYLE_ITALIC_CENTER,
        or_empty(arena_printf(
            job->arena, "%s, ngày %02d tháng %02d năm %d", unit_place(job), day.d, day.m, day.y)));
    return row + 3;
}

/* "hết ngày", "hết kỳ" or, when it is not over, the moment. */
static const char *until_words(const struct report_job *job)
{
    const struct period *p = &job->period;
    int second = second_of_day(p->as_of);
    struct day day = day_of(p->as_of);
    if (p->as_of == p->end - 1)
        return day_compare(p->from, p->to) == 0 ? "hết ngày" : "hết kỳ";
    return or_empty(arena_printf(
        job->arena, "%02d:%02d ngày %02d/%02d/%04d", second / 3600, second / 60 % 60, day.d, day.m, day.y));
}

const char *period_words(const struct report_job *job)
{
    static const char *const weekdays[] = { "Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu",
        "Thứ Bảy" };
    const struct day from = job->period.from, to = job->period.to;
    if (day_compare(from, to) == 0)
        return or_empty(arena_printf(job->arena, "%s, ngày %02d/%02d/%04d · số liệu đến %s",
            weekdays[day_weekday(from)], from.d, from.m, from.y, until_words(job)));
    return or_empty(
        arena_printf(job->arena, "Từ ngày %02d/%02d/%04d đến ngày %02d/%02d/%04d · số liệu đến %s", from.d,
            from.m, from.y, to.d, to.m, to.y, until_words(job)));
}

int paper_title(struct sheet *s, const struct report_job *job, int row, int last, const char *title)
{
    sheet_height(s, row, 8);
    sheet_height(s, row + 1, 44);
    sheet_span(s, row + 1, 0, last, STYLE_TITLE, title);
    sheet_height(s, row + 2, 20);
    sheet_span(s, row + 2, 0, last, STYLE_SUBTITLE, period_words(job));
    if (!job->of->book->practice)
        return row + 3;
    sheet_span(s, row + 3, 0, last, STYLE_WARN, "SỔ TẬP - SỐ LIỆU KHÔNG CÓ GIÁ TRỊ");
    return row + 4;
}

int paper_signatures(
    struct sheet *s, const struct report_job *job, int row, int split, int last, const char *signs)
{
    sheet_height(s, row, 18);
    sheet_span(s, row, 0, split, STYLE_HEAD_NAME, "NGƯỜI LẬP");
    sheet_span(s, row, split + 1, last, STYLE_HEAD_NAME, signs);
    sheet_span(s, row + 1, 0, split, STYLE_ITALIC_CENTER, "(Ký, ghi rõ họ tên)");
    sheet_span(s, row + 1, split + 1, last, STYLE_ITALIC_CENTER, "(Ký tên, đóng dấu)");
    sheet_height(s, row + 2, 56);
    sheet_blank(s, row + 2, 0, STYLE_PLAIN);
    sheet_height(s, row + 3, 18);
    sheet_span(s, row + 3, 0, split, STYLE_HEAD_NAME, job->of->staff_name ? job->of->staff_name : "");
    return row + 4;
}

const char *journal_words(const struct report_job *job)
{
    int second = second_of_day(job->made_at);
    return or_empty(
        arena_printf(job->arena, "Sổ nhật ký đến số %lld, mã kiểm tra %s. Lập lúc %02d:%02d bằng motcua.",
            (long long)job->head.seq, job->head.hash, second / 3600, second / 60 % 60));
}
