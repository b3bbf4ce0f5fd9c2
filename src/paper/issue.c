/* issue.c - see issue.h. */
#include "paper/issue.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "book/settings.h"
#include "catalog/procedure.h"
#include "dossier/dossier.h"
#include "dossier/receipt.h"
#include "paper/layout.h"
#include "paper/page.h"
#include "paper/paper.h"
#include "paper/paper_store.h"
#include "paper/printer.h"
#include "paper/thermal.h"

#define PDF_MAX ((size_t)64 << 20)

/* --- what is printed besides the facts --- */

enum rc issue_payload(char out[401], const struct office *of, const struct js *facts, struct err *e)
{
    int64_t at;
    const char *code = js_get_text(facts, "code");
    const char *procedure = js_get_text(js_get(facts, "procedure"), "code");
    const char *received = js_get_text(facts, "received_at");
    if (!code || !procedure || !received || !iso_time_parse(&at, received))
        return err_set(
            e, RC_REFUSED, "receipt_facts", N_("The reception of this dossier is not in the book yet."));
    return receipt_encode(out, code, at, procedure, of->book->keys, e);
}

/* "UBND xã Đăk Tô" -> "Đăk Tô": the place before the date. */
static const char *place_of(const char *unit)
{
    static const char *const heads[] = { "UBND xã ", "UBND phường ", "UBND đặc khu ", "UBND thị trấn ",
        "Ủy ban nhân dân xã ", "Ủy ban nhân dân phường ", "Ủy ban nhân dân đặc khu " };
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        if (strncmp(unit, heads[i], strlen(heads[i])) == 0)
            return unit + strlen(heads[i]);
    return unit;
}

static void limit_words(struct js *print, const struct procedure_limit *limit)
{
    static const struct {
        const char *unit, *words;
    } units[] = { { "working_day", "ngày làm việc" }, { "day", "ngày" }, { "hour", "giờ làm việc" },
        { "month", "tháng" } };
    char text[80] = "";
    if (strcmp(limit->unit, "same_day_15h") == 0)
        snprintf(text, sizeof text, "trong ngày làm việc (nhận sau 15 giờ: ngày làm việc kế tiếp)");
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcmp(limit->unit, units[i].unit) == 0)
            snprintf(text, sizeof text, "%02d %s", limit->value, units[i].words);
    js_put_text(print, "limit", text);
}

/* The limit of the version under which it was received; a dossier without one gets dots to write on. */
static enum rc put_limit(struct js *print, const struct office *of, const struct js *facts, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier dossier = { 0 };
    struct procedure procedure = { 0 };
    enum channel channel;
    bool offered;
    const char *slug = js_get_text(facts, "channel"), *code = js_get_text(facts, "code");
    if (!slug || !code || !channel_parse(&channel, slug))
        return RC_OK;
    enum rc rc = dossier_load(&dossier, of->db, &a, code, e);
    if (!rc)
        rc = procedure_load_id(&procedure, of->db, &a, dossier.procedure_id, e);
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    struct procedure_limit limit = procedure_limit_for(&procedure, channel, &offered);
    limit_words(print, &limit);
    return RC_OK;
}

static void put_contact(struct js *print, struct db *db)
{
    AUTO_ARENA a = { 0 };
    const char *url = setting_text(db, "receipt.lookup_url", &a),
               *phone = setting_text(db, "receipt.phone", &a);
    const char *text = url && url[0] && phone && phone[0]
                           ? arena_printf(&a, "%s. Điện thoại: %s.", url, phone)
                       : url && url[0]     ? arena_printf(&a, "%s.", url)
                       : phone && phone[0] ? arena_printf(&a, "Điện thoại: %s.", phone)
                                           : NULL;
    if (text)
        js_put_text(print, "contact", text);
}

static enum rc make_print(struct js **ret, const struct office *of, const char *kind, const struct js *facts,
    const struct paper_issue *issue, struct err *e)
{
    AUTO_JS print = js_object();
    char payload[RECEIPT_MAX + 1], reprint[60], number[24], now[ISO_TIME_SIZE];
    js_put_text(print, "place", place_of(of->book->unit_name));
    js_put_text(print, "at", iso_time(now, clock_now(of->clock)));
    put_contact(print, of->db);
    snprintf(number, sizeof number, "%02d", issue->number);
    js_put_text(print, "number", number);
    if (issue->reprint) {
        snprintf(reprint, sizeof reprint, "Bản in lại lần %d", issue->reprint);
        js_put_text(print, "reprint", reprint);
    }
    enum rc rc = put_limit(print, of, facts, e);
    if (!rc && strcmp(kind, "receipt") == 0) {
        rc = issue_payload(payload, of, facts, e);
        js_put_text(print, "qr", rc ? NULL : payload);
    }
    if (rc)
        return rc;
    *ret = print;
    print = NULL;
    return RC_OK;
}

/* --- drawing --- */

static enum rc draw_pdf(struct buf *pdf, const struct office *of, const char *kind, const struct js *facts,
    const struct js *print, const char *watermark, struct err *e)
{
    AUTO_ARENA a = { 0 };
    AUTO_LAYOUT layout = NULL;
    struct press *press = NULL;
    enum rc rc = layout_read(&layout, of->share_dir, kind, e);
    if (!rc)
        rc = press_new(&press, e);
    const struct paper paper = { layout, facts, print, setting_text(of->db, "paper.set", &a) };
    if (!rc)
        rc = paper_pdf(pdf, press, &paper, 1, watermark, e);
    press_free(press);
    return rc;
}

static enum rc draw_roll(struct buf *bytes, const struct office *of, const char *kind, const struct js *facts,
    const struct js *print, const char *watermark, struct err *e)
{
    char name[64];
    AUTO_LAYOUT layout = NULL;
    struct press *press = NULL;
    struct raster raster = { 0 };
    snprintf(name, sizeof name, "%.40s-roll", kind);
    enum rc rc = layout_read(&layout, of->share_dir, name, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, RC_REFUSED, "paper_no_roll",
            N_("This paper has no form for the receipt roll; print it on A4."));
    if (!rc)
        rc = press_new(&press, e);
    const struct paper paper = { layout, facts, print, NULL };
    if (!rc)
        rc = paper_raster(&raster, press, &paper, watermark, THERMAL_DOTS, 1, e);
    if (!rc)
        rc = thermal_write(bytes, &raster, e);
    raster_release(&raster);
    press_free(press);
    return rc;
}

static const char *watermark_of(const struct office *of)
{
    return of->book->practice ? WATERMARK_PRACTICE : NULL;
}

static enum rc draw_for(struct buf *bytes, const struct office *of, const struct issue_order *order,
    const struct js *facts, const struct js *print, struct err *e)
{
    return order->thermal ? draw_roll(bytes, of, order->kind, facts, print, watermark_of(of), e)
                          : draw_pdf(bytes, of, order->kind, facts, print, watermark_of(of), e);
}

/* --- handing over --- */

static enum rc hand_over(struct issue_result *result, const struct office *of,
    const struct issue_order *order, const struct buf *bytes, struct err *e)
{
    AUTO_ARENA a = { 0 };
    char title[80];
    result->state = order->file ? "confirmed" : "sent";
    if (order->file)
        return fs_replace(order->file, bytes->data, bytes->len, 0600, e);
    if (order->thermal) {
        const char *target = order->thermal[0] ? order->thermal : setting_text(of->db, "printer.thermal", &a);
        if (!target || !target[0])
            return err_set(
                e, RC_REFUSED, "printer_unset", N_("No receipt printer is set: setting printer.thermal."));
        return thermal_send(target, bytes->data, bytes->len, e);
    }
    const char *queue = order->printer[0] ? order->printer : setting_text(of->db, "printer.name", &a);
    snprintf(title, sizeof title, "%.20s %.50s", order->kind, order->code);
    return printer_send(&result->job, queue, title, bytes->data, bytes->len, e);
}

static const char *printer_words(const struct issue_order *order)
{
    return order->file      ? "file"
           : order->thermal ? (order->thermal[0] ? order->thermal : "thermal")
                            : order->printer;
}

static enum rc print_issue(struct issue_result *ret, const struct office *of, const struct issue_order *order,
    const struct paper_source *source, struct err *e)
{
    struct paper_issue issue = { 0 };
    AUTO_JS print = NULL;
    AUTO_BUF bytes = buf_limit(PDF_MAX);
    enum rc rc = paper_begin(&issue, of, source, order->kind, printer_words(order), e);
    if (rc)
        return rc;
    struct issue_result result = { .number = issue.number, .reprint = issue.reprint };
    rc = make_print(&print, of, order->kind, source->facts, &issue, e);
    if (!rc)
        rc = draw_for(&bytes, of, order, source->facts, print, e);
    if (!rc)
        rc = hand_over(&result, of, order, &bytes, e);
    /* The reason of the failure stays the caller's message, whatever the book says now. */
    enum rc noted =
        paper_set_state(of, issue.id, rc ? "failed" : result.state, rc && e ? e->message : "", rc ? NULL : e);
    if (!rc)
        *ret = result;
    return rc ? rc : noted;
}

/* --- the register book --- */

/* "2026-01-05", "2026-01" or "2026-01-05..2026-01-31". */
static bool read_period(char from[ISO_DAY_SIZE], char to[ISO_DAY_SIZE], const char *text)
{
    struct day first, last;
    char day[24];
    const char *dots = strstr(text, "..");
    if (strlen(text) == 7) {
        snprintf(day, sizeof day, "%.7s-01", text);
        if (!iso_day_parse(&first, day))
            return false;
        last = day_add((struct day){ first.m == 12 ? first.y + 1 : first.y, first.m % 12 + 1, 1 }, -1);
    } else {
        snprintf(day, sizeof day, "%.*s", dots ? (int)(dots - text) : 20, text);
        if (!iso_day_parse(&first, day) || !iso_day_parse(&last, dots ? dots + 2 : day))
            return false;
    }
    iso_day(from, first);
    iso_day(to, last);
    return day_compare(first, last) <= 0;
}

static enum rc book_facts(struct js **ret, const struct office *of, const char *period, struct err *e)
{
    char from[ISO_DAY_SIZE], to[ISO_DAY_SIZE], now[ISO_TIME_SIZE];
    struct js *rows = NULL;
    if (!read_period(from, to, period)) {
        err_set(e, RC_REFUSED, "paper_period", N_("\"%.40s\" is no day, no month and no period."), period);
        err_hint(e, N_("Write 2026-01-05, 2026-01 or 2026-01-05..2026-01-31."));
        return RC_REFUSED;
    }
    enum rc rc = paper_book_rows(&rows, of->db, from, to, e);
    if (rc)
        return rc;
    struct js *facts = js_object(), *unit = js_object(), *book = js_object();
    js_put_text(unit, "code", of->book->unit_code);
    js_put_text(unit, "name", of->book->unit_name);
    js_put_text(unit, "province", of->book->province);
    js_put_text(book, "from", from);
    js_put_text(book, "to", to);
    js_put_text(facts, "at", iso_time(now, clock_now(of->clock)));
    js_put(facts, "unit", unit);
    js_put(facts, "book", book);
    js_put(facts, "rows", rows);
    *ret = facts;
    return RC_OK;
}

static enum rc print_book(
    struct issue_result *ret, const struct office *of, const struct issue_order *order, struct err *e)
{
    AUTO_JS facts = NULL;
    AUTO_JS print = NULL;
    AUTO_BUF bytes = buf_limit(PDF_MAX);
    struct issue_result result = { 0 };
    enum rc rc = book_facts(&facts, of, order->code, e);
    if (!rc)
        rc = make_print(&print, of, order->kind, facts, &(struct paper_issue){ 0 }, e);
    if (!rc)
        rc = draw_for(&bytes, of, order, facts, print, e);
    if (!rc)
        rc = hand_over(&result, of, order, &bytes, e);
    if (!rc)
        *ret = result;
    return rc;
}

enum rc issue_paper(
    struct issue_result *ret, const struct office *of, const struct issue_order *order, struct err *e)
{
    struct paper_source source = { 0 };
    if (strcmp(order->kind, "book") == 0)
        return print_book(ret, of, order, e);
    enum rc rc = paper_source(&source, of->db, order->kind, order->code, e);
    if (!rc)
        rc = print_issue(ret, of, order, &source, e);
    js_free(source.facts);
    return rc;
}

enum rc issue_sample(
    const struct office *of, const char *kind, const struct js *facts, const char *file, struct err *e)
{
    AUTO_JS print = NULL;
    AUTO_BUF bytes = buf_limit(PDF_MAX);
    enum rc rc = make_print(&print, of, kind, facts, &(struct paper_issue){ .number = 1 }, e);
    if (!rc)
        rc = draw_pdf(&bytes, of, kind, facts, print, WATERMARK_DRAFT, e);
    return rc ? rc : fs_replace(file, bytes.data, bytes.len, 0600, e);
}
