/* workbook.c - a list of 12 columns as a workbook: our sheets beside the library alone.
 *
 *     workbook WORK_DIR
 *
 * Each is written in a process of its own, so that its greatest memory is known.
 */
#include <xlsxwriter.h>

#include "bench.h"
#include "report/sheet.h"

#define COLUMNS 12

static const char *const cells[COLUMNS] = { "H48.25-260105-0001", "1.001193", "Đăng ký khai sinh",
    "Nguyễn Thị Hoa (mẫu)", "062185001234", "0912345678", "Thôn 3, Xã Mẫu", "Trực tiếp", "Đang xử lý",
    "2026-01-05", "7", "8000" };

static void ours(const char *path, int rows)
{
    struct err e = { 0 };
    struct sheets *w;
    struct sheets_options options = { .title = "Hồ sơ", .big = true };
    must(sheets_new(&w, path, &options, &e), &e);
    struct sheet *s = sheets_add(w, "Hồ sơ");
    for (int r = 0; r < rows; r++) {
        for (int c = 0; c < 9; c++)
            sheet_text(s, r, c, STYLE_CELL, cells[c]);
        sheet_day(s, r, 9, STYLE_CELL_DAY, (struct day){ 2026, 1, 5 });
        sheet_int(s, r, 10, STYLE_CELL_INT, r);
        sheet_int(s, r, 11, STYLE_CELL_MONEY, 8000);
    }
    must(sheets_close(&w, &e), &e);
}

static void library(const char *path, int rows)
{
    lxw_workbook_options options = { .constant_memory = LXW_TRUE };
    lxw_workbook *w = workbook_new_opt(path, &options);
    lxw_worksheet *s = workbook_add_worksheet(w, "Hồ sơ");
    lxw_format *cell = workbook_add_format(w), *day = workbook_add_format(w);
    format_set_border(cell, LXW_BORDER_THIN);
    format_set_border(day, LXW_BORDER_THIN);
    format_set_num_format(day, "dd/mm/yyyy");
    for (int r = 0; r < rows; r++) {
        for (int c = 0; c < 9; c++)
            worksheet_write_string(s, (lxw_row_t)r, (lxw_col_t)c, cells[c], cell);
        worksheet_write_number(s, (lxw_row_t)r, 9, 46027, day);
        worksheet_write_number(s, (lxw_row_t)r, 10, r, cell);
        worksheet_write_number(s, (lxw_row_t)r, 11, 8000, cell);
    }
    workbook_close(w);
}

static double in_a_child(void (*write)(const char *, int), const char *path, int rows, double *mb)
{
    struct rusage usage;
    int status;
    double start = bench_now();
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        write(path, rows);
        _exit(0);
    }
    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || status)
        return UNKNOWN;
    *mb = (double)usage.ru_maxrss / 1024;
    unlink(path);
    return bench_now() - start;
}

int main(int argc, char **argv)
{
    char path[4096];
    double ours_s[3], library_s[3], ours_mb = 0, library_mb = 0, few_mb = 0;
    if (argc < 2)
        return 2;
    snprintf(path, sizeof path, "%s/bench.xlsx", argv[1]);
    for (int i = 0; i < 3; i++) {
        ours_s[i] = in_a_child(ours, path, 40000, &ours_mb);
        library_s[i] = in_a_child(library, path, 40000, &library_mb);
    }
    double few = in_a_child(ours, path, 4000, &few_mb);
    (void)few;
    bench_part("5. Workbooks (40,000 rows of 12 columns)");
    bench_row("seconds : libxlsxwriter alone, constant memory", share_of(ours_s, 3, 0.5),
        share_of(library_s, 3, 0.5), "R <= 1.1");
    bench_row("greatest memory, MB : libxlsxwriter alone", ours_mb, library_mb, "R <= 12 MB");
    bench_row("greatest memory, MB, 40,000 : 4,000 rows", ours_mb, few_mb, "R <= 1.1");
    return 0;
}
