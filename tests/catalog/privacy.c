/* A question without the person in it. All names and numbers are invented. */
#include "catalog/privacy.h"

#include <string.h>

#include "check.h"

static void same(const char *question, const char *wanted, int count)
{
    AUTO_BUF out = buf_limit(8000);
    struct err e = { 0 };
    int dropped = -1;
    assert_ok(privacy_mask(&out, question, &dropped, &e), &e);
    assert_string_equal(buf_text(&out), wanted);
    assert_int_equal(dropped, count);
}

TEST(privacy_mask__drops__names_with_and_without_capitals)
{
    same("Tôi tên là Nguyễn Văn Hải, muốn làm khai sinh", "Tôi tên là [tên], muốn làm khai sinh", 1);
    same("toi ten la nguyen van hai muon lam giay", "toi ten la [tên] muon lam giay", 1);
    same("Ông Trần Văn Thử mất hôm qua", "Ông [tên] mất hôm qua", 1);
    same("khai sinh cho cháu Y Hoa Thử", "khai sinh cho cháu [tên]", 1);
    same("ba tran thi thu o dau", "ba [tên] o dau", 1);
}

TEST(privacy_mask__drops__numbers_days_plates_and_letters)
{
    same("số căn cước 062185001234 bị mất", "số căn cước [số] bị mất", 1);
    same("gọi em 0912 345 678 nhé", "gọi em [số] nhé", 1);
    same("sđt 0912.345.678, stk 1903-4455-6677", "sđt [số], stk [số]", 2);
    same("sinh ngày 15/08/1985", "sinh ngày [ngày]", 1);
    same("xe 82B1-12345 sang tên", "xe [số] sang tên", 1);
    same("gửi a.thu@example.vn giúp", "gửi [thư] giúp", 1);
    same("nhà số nhà 12 đường Hùng Vương", "nhà số nhà [nơi] đường [nơi]", 2);
    same("ở thôn 3 xã Đăk Tô", "ở thôn [nơi] xã Đăk Tô", 1);
}

TEST(privacy_mask__keeps__codes_money_ages_and_the_question)
{
    static const char *const kept[] = { "1.000894 có lấy trong ngày không", "vay 20.000.000 đồng ở đâu",
        "bà 78 tuổi nhận trợ cấp", "mẫu CT07 để làm gì", "Nguyên nhân là gì", "đất trước năm 2004",
        "con lên lớp 6 ở Kon Tum", "", "😀 ?!" };
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        same(kept[i], kept[i], 0);
}

TEST(privacy_mask__hands_on__nothing_behind_what_it_could_look_at)
{
    AUTO_BUF text = buf_limit(100000);
    AUTO_BUF out = buf_limit(100000);
    struct err e = { 0 };
    for (int i = 0; i < 800; i++)
        buf_puts(&text, "ơi ");
    buf_puts(&text, "062185001234");
    assert_ok(privacy_mask(&out, buf_text(&text), NULL, &e), &e);
    assert_null(strstr(buf_text(&out), "062185001234"));
}
