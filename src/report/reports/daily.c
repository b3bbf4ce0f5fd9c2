/* daily.c - the day: the page the chairman signs, the day's dossiers, the late ones. */
#include "base/i18n.h"
#include "report/chair.h"
#include "report/report.h"

static enum rc write(struct sheets *w, struct report_job *job, struct err *e)
{
    static const struct chair_words words = { .sheet = "Trang Chủ tịch",
        .title = "BÁO CÁO NGÀY\nTIẾP NHẬN VÀ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        .list_sheet = "Hồ sơ",
        .list_title = "HỒ SƠ TRONG NGÀY" };
    return chair_write(w, job, &words, e);
}

const struct report report_daily = { .name = "daily",
    .title = N_("the day: the chairman's page, dossiers, late ones"),
    .paper = "Báo cáo ngày",
    .span = SPAN_DAY,
    .write = write };
