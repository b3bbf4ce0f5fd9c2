/* xlsx.c - how fast rows become a workbook: our list (checked text, row heights, styles) beside libxlsxwriter
 * alone.
 *
 * 100,000 rows of 12 columns, both with rows leaving memory as they are written, each in a process of its
 * own. Prints one row a measure: name, value, unit. Then the check that a file passes before it gets its
 * name.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "report/list.h"
#include "report/zip_check.h"

#define ROWS 100000

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(bool fine, const char *what)
{
    if (fine)
        return;
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static const struct list_column columns[12] = {
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
static const char *const names[] = { "Nguyễn Thị Hoa (mẫu)", "A Thiết (mẫu)", "Y Bông (mẫu)",
    "Trần Văn Thử (mẫu)" };

static void write_ours(const char *path)
{
    struct sheets *w = NULL;
    struct err e = { 0 };
    char code[40];
    must(!sheets_new(&w, path, &(struct sheets_options){ .big = true }, &e), e.message);
    struct list l = {
        .book = w, .name = "Hồ sơ", .title = "HỒ SƠ", .subtitle = "đo", .columns = columns, .count = 12
    };
    list_begin(&l);
    for (int i = 0; i < ROWS; i++) {
        snprintf(code, sizeof code, "H48.25-260105-%06d", i);
        list_row(&l);
        list_text(&l, code);
        list_text(&l, "Cấp Giấy xác nhận tình trạng hôn nhân");
        list_text(&l, "Hộ tịch");
        list_text(&l, names[i % 4]);
        list_text(&l, "Trực tiếp");
        for (int m = 0; m < 3; m++)
            list_moment(&l, 1767575400 + i + m * 86400);
        list_text(&l, "Nhận trong kỳ");
        list_text(&l, "Xong trước hạn");
        list_text(&l, "Hoàng Thị Lan (mẫu)");
    }
    list_end(&l);
    must(!sheets_close(&w, &e), e.message);
}

static void write_plain(const char *path)
{
    lxw_workbook_options how = { .constant_memory = 1 };
    lxw_workbook *w = workbook_new_opt(path, &how);
    lxw_worksheet *s = workbook_add_worksheet(w, "A");
    lxw_format *f = workbook_add_format(w), *moment = workbook_add_format(w);
    char code[40];
    format_set_border(f, LXW_BORDER_THIN);
    format_set_border(moment, LXW_BORDER_THIN);
    format_set_num_format(moment, "dd/mm/yyyy hh:mm");
    for (int i = 0; i < ROWS; i++) {
        lxw_row_t row = (lxw_row_t)i;
        const char *const texts[] = { code, "Cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch", names[i % 4],
            "Trực tiếp" };
        const char *const last[] = { "Nhận trong kỳ", "Xong trước hạn", "Hoàng Thị Lan (mẫu)" };
        snprintf(code, sizeof code, "H48.25-260105-%06d", i);
        worksheet_write_number(s, row, 0, i + 1, f);
        for (int t = 0; t < 5; t++)
            worksheet_write_string(s, row, (lxw_col_t)(1 + t), texts[t], f);
        for (int m = 0; m < 3; m++)
            worksheet_write_number(s, row, (lxw_col_t)(6 + m), 46027.0 + m + (4200 + i) / 86400.0, moment);
        for (int t = 0; t < 3; t++)
            worksheet_write_string(s, row, (lxw_col_t)(9 + t), last[t], f);
    }
    must(workbook_close(w) == LXW_NO_ERROR, "plain library");
}

/* Seconds; *peak in KB of that process alone. */
static double measure(void (*write)(const char *), const char *path, long *peak)
{
    double start = now();
    struct rusage used;
    int status;
    pid_t child = fork();
    if (child == 0) {
        write(path);
        _exit(0);
    }
    must(wait4(child, &status, 0, &used) == child && status == 0, "a writer failed");
    *peak = used.ru_maxrss;
    return now() - start;
}

static double best(void (*write)(const char *), const char *path, long *peak)
{
    double least = 1e9;
    for (int i = 0; i < 3; i++) {
        double took = measure(write, path, peak);
        least = took < least ? took : least;
    }
    return least;
}

int main(void)
{
    char path[64];
    long ours_peak = 0, plain_peak = 0;
    struct zip_facts facts;
    snprintf(path, sizeof path, P_tmpdir "/motcua-bench-%ld.xlsx", (long)getpid());
    double plain = best(write_plain, path, &plain_peak);
    double ours = best(write_ours, path, &ours_peak);
    double start = now();
    must(!zip_check(&facts, path, NULL) && facts.last_rows[0] >= ROWS, "the workbook is damaged");
    double check = now() - start;
    unlink(path);
    printf("xlsx.ours\t%.0f\trows/s\n", ROWS / ours);
    printf("xlsx.libxlsxwriter\t%.0f\trows/s\n", ROWS / plain);
    printf("xlsx.time_ratio\t%.2f\tx\n", ours / plain);
    printf("xlsx.ours_peak\t%ld\tKB\n", ours_peak);
    printf("xlsx.libxlsxwriter_peak\t%ld\tKB\n", plain_peak);
    printf("xlsx.check\t%.3f\ts\n", check);
    return 0;
}
