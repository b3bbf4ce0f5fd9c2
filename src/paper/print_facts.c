/* print_facts.c - what stands on a paper besides the facts of its event: place, squares, limit, what is owed.
 */
#include "paper/print_facts.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "book/settings.h"
#include "catalog/awareness.h"
#include "catalog/procedure.h"
#include "dossier/dossier.h"
#include "dossier/money.h"
#include "dossier/receipt.h"
#include "dossier/vietqr.h"
#include "paper/issue.h"
#include "paper/paper_store.h"

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

/* What is still to be paid now, and the square to pay it by; the square needs the unit's account. */
static enum rc put_owed(struct js *print, const struct office *of, const struct js *facts, struct err *e)
{
    AUTO_ARENA a = { 0 };
    char payload[VIETQR_SIZE];
    struct money_account account = { 0 };
    const char *code = js_get_text(facts, "code");
    const char *bank = setting_text(of->db, "pay.bank", &a),
               *number = setting_text(of->db, "pay.account", &a);
    enum rc rc = code ? money_account(&account, of, code, e) : RC_OK;
    if (rc == RC_NOT_FOUND)
        return RC_OK; /* a sample of a layout: nobody owes it */
    if (rc || account.open <= 0)
        return rc;
    js_put_int(print, "owed", account.open);
    if (!bank || !bank[0] || !number || !number[0])
        return RC_OK;
    rc = money_qr(payload, sizeof payload, of, code, e);
    if (rc)
        return rc;
    js_put_text(print, "pay_qr", payload);
    js_put_text(print, "pay_bank", bank);
    js_put_text(print, "pay_account", number);
    return RC_OK;
}

/* What the tax office gave the unit for its receipts; without it there is room to write. */
static void put_finance(struct js *print, struct db *db)
{
    AUTO_ARENA a = { 0 };
    js_put_text(print, "tax_code", setting_text(db, "pay.tax_code", &a));
    js_put_text(print, "receipt_form", setting_text(db, "pay.receipt_form", &a));
    js_put_text(print, "receipt_serial", setting_text(db, "pay.receipt_serial", &a));
}

/* The fraud warning of the day of the paper, so that a reprint says the same. A table that cannot be read
 * must keep nobody from a receipt: then the foot stays empty. */
static void put_warning(struct js *print, const struct office *of, const struct js *facts)
{
    AUTO_ARENA a = { 0 };
    struct awareness list[AWARENESS_MAX];
    size_t count;
    int64_t at = clock_now(of->clock);
    const char *when = js_get_text(facts, "at");
    if (when && !iso_time_parse(&at, when))
        at = clock_now(of->clock);
    if (awareness_read(list, &count, of->share_dir, &a, NULL))
        return;
    const struct awareness *is = awareness_of_day(list, count, AWARE_RECEIPT, day_of(at));
    if (!is)
        return;
    js_put_text(print, "warning", arena_printf(&a, "%s %s", is->text, is->act));
    js_put_text(print, "warning_source",
        arena_printf(&a, "%s, từ ngày %02d/%02d/%04d", is->source, is->since.d, is->since.m, is->since.y));
}

enum rc print_facts(struct js **ret, const struct office *of, const char *kind, const struct js *facts,
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
    if (issue->void_words[0])
        js_put_text(print, "void", issue->void_words);
    enum rc rc = put_limit(print, of, facts, e);
    if (!rc && strcmp(kind, "receipt") == 0) {
        rc = issue_payload(payload, of, facts, e);
        js_put_text(print, "qr", rc ? NULL : payload);
    }
    if (!rc && (strcmp(kind, "receipt") == 0 || strcmp(kind, "payment") == 0))
        rc = put_owed(print, of, facts, e);
    if (strcmp(kind, "receipt") == 0 || strcmp(kind, "ticket") == 0)
        put_warning(print, of, facts);
    if (strcmp(kind, "cash_receipt") == 0)
        put_finance(print, of->db);
    if (rc)
        return rc;
    *ret = print;
    print = NULL;
    return RC_OK;
}
