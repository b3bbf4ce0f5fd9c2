/* week.c - the same as the day, from Monday to Sunday. */
#include "base/i18n.h"
#include "report/chair.h"
#include "report/report.h"

static enum rc write(struct sheets *w, struct report_job *job, struct err *e)
{
    static const struct chair_words words = { .sheet = "Trang Chủ tịch",
        .title = "BÁO CÁO TUẦN\nTIẾP NHẬN VÀ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        .list_sheet = "Hồ sơ",
        .list_title = "HỒ SƠ TRONG TUẦN" };
    return chair_write(w, job, &words, e);
}

const struct report report_week = { .name = "week",
    .title = N_("the week: the chairman's page, dossiers, late ones"),
    .paper = "Báo cáo tuần",
    .span = SPAN_WEEK,
    .write = write };
