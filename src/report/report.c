/* report.c - see report.h. */
#include "report/report.h"

#include <limits.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "people/permission.h"
#include "report/counts_store.h"
#include "report/sheet.h"

#include "reports.inc"

enum rc report_find(const struct report **ret, const char *name, struct err *e)
{
    AUTO_BUF names = buf_limit(1000);
    for (const struct report *const *r = report_table; *r; r++) {
        if (strcmp((*r)->name, name) == 0) {
            *ret = *r;
            return RC_OK;
        }
        buf_addf(&names, "%s%s", names.len ? ", " : "", (*r)->name);
    }
    err_set(e, RC_NOT_FOUND, "no_such_report", N_("There is no report called %.60s"), name);
    err_hint(e, N_("There are: %.200s"), buf_text(&names));
    return RC_NOT_FOUND;
}

static int month_days(int y, int m)
{
    struct day next = m == 12 ? (struct day){ y + 1, 1, 1 } : (struct day){ y, m + 1, 1 };
    return day_add(next, -1).d;
}

/* The quarter that holds `day`: 15/12-14/3, 15/3-14/6, 15/6-14/9, 15/9-14/12. */
static void quarter_of(struct day *from, struct day *to, struct day day)
{
    int month = day.y * 12 + day.m - 1 - (day.d < 15); /* the month whose 15th began the running month */
    month -= (month + 1) % 12 % 3;                     /* back to December, March, June or September */
    *from = (struct day){ month / 12, month % 12 + 1, 15 };
    month += 3;
    *to = (struct day){ month / 12, month % 12 + 1, 14 };
}

void report_default_period(struct day *from, struct day *to, enum report_span span, struct day today)
{
    *from = *to = today;
    if (span == SPAN_WEEK) {
        *from = day_add(today, -(((int)day_weekday(today) + 6) % 7));
        *to = day_add(*from, 6);
    } else if (span == SPAN_MONTH) {
        from->d = 1;
        to->d = month_days(today.y, today.m);
    } else if (span == SPAN_QUARTER) {
        quarter_of(from, to, today);
    }
}

enum rc report_allowed(const struct office *of, const struct report_order *order, struct err *e)
{
    enum rc rc = permission_check(of->role, ACTION_REPORT, e);
    if (!rc && (order->names || order->report->needs_names))
        rc = permission_check(of->role, ACTION_REPORT_NAMES, e);
    return rc;
}

static const char *make_footer(struct arena *a, const struct office *of, const struct journal_head *head)
{
    return arena_printf(a, "%s · sổ nhật ký số %lld, %.12s%s", of->book->unit_name, (long long)head->seq,
        head->hash, of->book->practice ? " · SỔ TẬP" : "");
}

static struct js *answer(
    const struct report_order *order, const struct report_job *job, const struct sheets *w)
{
    char from[ISO_DAY_SIZE], to[ISO_DAY_SIZE];
    struct js *out = js_object(), *list = js_array();
    js_put_text(out, "report", order->report->name);
    js_put_text(out, "from", iso_day(from, order->from));
    js_put_text(out, "to", iso_day(to, order->to));
    js_put_int(out, "rows", job->rows);
    for (int i = 0; i < sheets_count(w); i++) {
        struct js *one = js_object();
        js_put_text(one, "name", sheet_name(sheets_at(w, i)));
        js_put_int(one, "rows", sheet_rows_written(sheets_at(w, i)));
        js_add(list, one);
    }
    js_put(out, "sheets", list);
    return out;
}

static void directory_of(char out[PATH_MAX], const char *path)
{
    const char *slash = strrchr(path, '/');
    snprintf(out, PATH_MAX, "%.*s", slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
}

/* Many dossiers: rows must leave memory while they are written. */
#define BIG 4000
static enum rc write_sheets(struct js **ret, struct report_job *job, const struct report_order *order,
    const char *path, struct err *e)
{
    char dir[PATH_MAX];
    AUTO_SHEETS w = NULL;
    int64_t guess = 0;
    directory_of(dir, path);
    enum rc rc = counted_guess(&guess, job->of->db, &job->period, e);
    if (!rc)
        rc = sheets_new(&w, path,
            &(struct sheets_options){ .title = order->report->paper,
                .tmp_dir = dir,
                .made_at = job->made_at,
                .big = guess > BIG,
                .rows_max = order->rows_max },
            e);
    if (!rc)
        rc = order->report->write(w, job, e);
    if (rc)
        return rc;
    struct js *document = answer(order, job, w);
    rc = sheets_close(&w, e);
    if (rc) {
        js_free(document);
        return rc;
    }
    *ret = document;
    return RC_OK;
}

enum rc report_write(struct js **ret, const struct office *of, const struct report_order *order,
    const char *path, struct err *e)
{
    AUTO_ARENA arena = { 0 };
    AUTO_JS figures = js_object();
    struct report_job job = { .of = of,
        .names = order->names || order->report->needs_names,
        .made_at = clock_now(of->clock),
        .arena = &arena,
        .figures = figures };
    enum rc rc = report_allowed(of, order, e);
    if (!rc)
        rc = period_make(&job.period, order->from, order->to, job.made_at, e);
    if (!rc)
        rc = snapshot_begin(of->db, e);
    if (rc)
        return rc;
    rc = journal_head(&job.head, of->db, e);
    if (!rc && !(job.footer = make_footer(&arena, of, &job.head)))
        rc = err_no_memory(e);
    if (!rc)
        rc = write_sheets(ret, &job, order, path, e);
    snapshot_end(of->db);
    if (!rc)
        js_put(*ret, "figures", js_copy(figures));
    return rc;
}
