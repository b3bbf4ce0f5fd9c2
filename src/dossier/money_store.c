/* money_store.c - charges and payments in the book; see money.h. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "book/counter.h"
#include "book/db.h"
#include "book/settings.h"
#include "book/tx.h"
#include "dossier/dossier.h"
#include "dossier/facts.h"
#include "dossier/money.h"
#include "dossier/pieces.h"
#include "dossier/step.h"
#include "dossier/vietqr.h"
#include "people/permission.h"

/* --- reading --- */

static enum rc read_charge(
    struct money_request *ret, bool *there, struct db *db, int64_t dossier_id, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT pieces, copies, price, basis, percent_off, exempt_reason, exempt_proof FROM charge"
        " WHERE dossier_id = :dossier");
    stmt_bind_int(q, ":dossier", dossier_id);
    enum rc rc = stmt_one(q, e);
    *there = rc == RC_OK;
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    *ret = (struct money_request){ .pieces = stmt_int(q, 0), .copies = stmt_int(q, 1),
        .has_price = !stmt_is_null(q, 2), .price = stmt_int(q, 2), .basis = stmt_copy(q, 3, a),
        .percent_off = stmt_int(q, 4), .reason = stmt_copy(q, 5, a), .proof = stmt_copy(q, 6, a) };
    stmt_done(q);
    return RC_OK;
}

static enum rc read_payments(struct money_account *ret, struct db *db, int64_t dossier_id, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT coalesce(sum(amount) FILTER (WHERE kind = 'pay'), 0),"
        "       coalesce(sum(amount) FILTER (WHERE kind = 'refund'), 0)"
        "  FROM payment WHERE dossier_id = :dossier");
    stmt_bind_int(q, ":dossier", dossier_id);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    ret->paid = stmt_int(q, 0);
    ret->refunded = stmt_int(q, 1);
    stmt_done(q);
    ret->open = ret->fee.amount - ret->paid + ret->refunded;
    return RC_OK;
}

/* The council's price of the day of reception, unless somebody gave one or the law has set it. */
static enum rc add_council_fee(struct money_request *request, const struct office *of, const struct dossier *d,
    const struct procedure *p, enum channel channel, struct arena *a, struct err *e)
{
    int64_t known;
    struct council_fee fee;
    if (request->has_price || (!p->council && procedure_fee_for(&known, p, channel, 1)))
        return RC_OK;
    struct day day = day_of(d->received_at ? d->received_at : clock_now(of->clock));
    enum rc rc = council_fee_load(&fee, of->db, p->code, channel, day, a, e);
    if (rc == RC_NOT_FOUND)
        return RC_OK; /* money_fee says what is missing */
    request->has_price = !rc;
    request->price = rc ? 0 : fee.price;
    request->basis = rc ? NULL : fee.basis;
    return rc;
}

/* `request` gets the council's price where it applies. */
static enum rc fee_of(struct money_fee *ret, const struct office *of, const struct dossier *d,
    struct money_request *request, struct arena *a, struct err *e)
{
    struct procedure p;
    enum channel channel = CHANNEL_DIRECT;
    enum rc rc = procedure_load_id(&p, of->db, a, d->procedure_id, e);
    if (!rc && !channel_parse(&channel, d->channel))
        rc = err_set(e, RC_STORAGE, "damaged", N_("The book is damaged"));
    if (!rc)
        rc = add_council_fee(request, of, d, &p, channel, a, e);
    return rc ? rc : money_fee(ret, &p, channel, request, e);
}

static enum rc account_of(
    struct money_account *ret, const struct office *of, const struct dossier *d, struct arena *a, struct err *e)
{
    struct money_account account = { 0 };
    struct money_request charge = { 0 };
    bool there = false;
    enum rc rc = read_charge(&charge, &there, of->db, d->id, a, e);
    if (!rc && there)
        rc = fee_of(&account.fee, of, d, &charge, a, e);
    if (!rc && !there) {
        account.fee.gross = account.fee.amount = d->fee;
        account.fee.count = 1;
        account.fee.lines[0].amount = d->fee;
        snprintf(account.fee.lines[0].text, sizeof account.fee.lines[0].text, "%s", _("Fee as told at reception"));
    }
    if (!rc)
        rc = read_payments(&account, of->db, d->id, e);
    if (!rc)
        *ret = account;
    return rc;
}

enum rc money_account(struct money_account *ret, const struct office *of, const char *code, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d = { 0 };
    enum rc rc = dossier_load(&d, of->db, &a, code, e);
    return rc ? rc : account_of(ret, of, &d, &a, e);
}

enum rc money_request_kept(
    struct money_request *ret, const struct office *of, const char *code, struct arena *a, struct err *e)
{
    struct dossier d = { 0 };
    struct procedure p;
    AUTO_JS answers = NULL;
    bool there = false;
    enum rc rc = dossier_load(&d, of->db, a, code, e);
    if (!rc)
        rc = read_charge(ret, &there, of->db, d.id, a, e);
    if (rc || there)
        return rc;
    rc = procedure_load_id(&p, of->db, a, d.procedure_id, e);
    if (!rc)
        rc = js_parse(&answers, d.answers, strlen(d.answers), e);
    *ret = (struct money_request){ .pieces = rc ? 1 : pieces_count(&p, answers), .copies = 1 };
    return rc;
}

/* --- charging --- */

static enum rc clean_text(const char **text, const char *field, struct arena *a, struct err *e)
{
    AUTO_BUF clean = buf_limit(4096);
    const char *raw = *text ? *text : "";
    enum rc rc = text_accept(&clean, raw, strlen(raw), &text_line_limits, field, e);
    if (!rc && !(*text = arena_strdup(a, buf_text(&clean))))
        rc = err_no_memory(e);
    return rc;
}

static enum rc write_charge(struct db *db, int64_t dossier_id, const struct money_request *r,
    const struct money_fee *fee, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "INSERT INTO charge (dossier_id, pieces, copies, price, basis, gross, percent_off, exempt_reason, exempt_proof,"
        "    amount)"
        " VALUES (:dossier, :pieces, :copies, :price, :basis, :gross, :percent, :reason, :proof, :amount)"
        " ON CONFLICT (dossier_id) DO UPDATE SET pieces = :pieces, copies = :copies, price = :price, basis = :basis,"
        "    gross = :gross, percent_off = :percent, exempt_reason = :reason, exempt_proof = :proof, amount = :amount");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_int(q, ":pieces", r->pieces);
    stmt_bind_int(q, ":copies", r->copies);
    if (r->has_price)
        stmt_bind_int(q, ":price", r->price);
    stmt_bind_text(q, ":basis", r->basis);
    stmt_bind_int(q, ":gross", fee->gross);
    stmt_bind_int(q, ":percent", r->percent_off);
    stmt_bind_text(q, ":reason", r->percent_off ? r->reason : "");
    stmt_bind_text(q, ":proof", r->percent_off ? r->proof : "");
    stmt_bind_int(q, ":amount", fee->amount);
    return stmt_run(q, e);
}

static struct js *account_facts(const struct money_account *account)
{
    struct js *more = js_object();
    js_put_int(more, "paid", account->paid - account->refunded);
    js_put_int(more, "open", account->open);
    return more;
}

static enum rc charge(struct money_account *ret, const struct office *of, struct dossier *d,
    struct money_request *request, struct arena *a, struct err *e)
{
    struct money_account account = { 0 };
    enum rc rc = clean_text(&request->basis, "basis", a, e);
    if (!rc)
        rc = clean_text(&request->reason, "reason", a, e);
    if (!rc)
        rc = clean_text(&request->proof, "proof", a, e);
    if (!rc)
        rc = fee_of(&account.fee, of, d, request, a, e);
    if (!rc)
        rc = read_payments(&account, of->db, d->id, e);
    if (!rc && account.open < 0)
        return err_set(e, RC_REFUSED, "below_paid", N_("More was paid already than would be owed; refund first"));
    if (!rc)
        rc = write_charge(of->db, d->id, request, &account.fee, e);
    d->fee = account.fee.amount;
    if (!rc)
        rc = dossier_update(of->db, d, e);
    AUTO_JS more = account_facts(&account);
    const char *reason = request->percent_off ? request->reason : NULL;
    if (!rc)
        rc = facts_append(NULL, of, d,
            &(struct facts_event){
                .action = "charged", .before = d->state, .reason = reason, .more = more, .deliver = true },
            e);
    if (!rc)
        *ret = account;
    return rc;
}

enum rc money_charge(struct money_account *ret, const struct office *of, const char *code,
    const struct money_request *request, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d = { 0 };
    struct money_request own = *request;
    struct money_account account = { 0 };
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_INTAKE, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = dossier_load(&d, of->db, &a, code, e);
    if (!rc)
        rc = charge(&account, of, &d, &own, &a, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        *ret = account;
    return rc;
}

/* --- taking and giving back --- */

/* The next number of a receipt book; books begin anew each year. */
static enum rc next_number(int64_t *ret, struct db *db, const char *book, int year, struct err *e)
{
    char name[64], text[8];
    snprintf(name, sizeof name, "fee-receipt:%s", book);
    snprintf(text, sizeof text, "%04d", year);
    return counter_next(ret, db, name, text, 1, e);
}

static enum rc check_drawer(const struct office *of, bool transfer, struct err *e)
{
    struct drawer drawer;
    enum rc rc = transfer ? RC_OK : drawer_load(&drawer, of, day_of(clock_now(of->clock)), e);
    if (rc || transfer || !drawer.closed)
        return rc;
    err_set(e, RC_REFUSED, "drawer_closed", N_("The drawer of this desk was counted today; no more cash until tomorrow"));
    err_hint(e, N_("Take a transfer, or let another desk take the cash"));
    return RC_REFUSED;
}

/* A book's name stands on paper: letters, digits and dashes. */
static enum rc name_book(
    struct money_payment *p, const struct office *of, const char *book, struct arena *a, struct err *e)
{
    const char *name = book ? book : setting_text(of->db, "pay.book", a);
    size_t len = name ? strlen(name) : 0;
    if (!len || len >= sizeof p->book ||
        strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") != len)
        return err_set(e, RC_REFUSED, "receipt_book", N_("A receipt book is named by up to 23 letters, digits and dashes"));
    memcpy(p->book, name, len + 1);
    return RC_OK;
}

static enum rc write_payment(const struct office *of, const struct money_payment *p, int64_t dossier_id, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO payment (dossier_id, book, year, number, kind, method, amount, reference, reason, at, day, desk,"
        "    staff_id)"
        " VALUES (:dossier, :book, :year, :number, :kind, :method, :amount, :reference, :reason, :at, :day, :desk,"
        "    :staff)");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":book", p->book);
    stmt_bind_int(q, ":year", p->year);
    stmt_bind_int(q, ":number", p->number);
    stmt_bind_text(q, ":kind", p->refund ? "refund" : "pay");
    stmt_bind_text(q, ":method", p->transfer ? "transfer" : "cash");
    stmt_bind_int(q, ":amount", p->amount);
    stmt_bind_text(q, ":reference", p->reference);
    stmt_bind_text(q, ":reason", p->reason);
    stmt_bind_int(q, ":at", p->at);
    stmt_bind_text(q, ":day", iso_day(day, day_of(p->at)));
    stmt_bind_text(q, ":desk", p->desk);
    stmt_bind_int(q, ":staff", of->staff_id);
    return stmt_run(q, e);
}

static struct js *payment_facts(const struct money_account *before, const struct money_payment *p)
{
    struct money_account after = *before;
    after.paid += p->refund ? 0 : p->amount;
    after.refunded += p->refund ? p->amount : 0;
    after.open += p->refund ? p->amount : -p->amount;
    struct js *more = account_facts(&after), *receipt = js_object();
    js_put_text(receipt, "book", p->book);
    js_put_int(receipt, "year", p->year);
    js_put_int(receipt, "number", p->number);
    js_put_int(receipt, "amount", p->amount);
    js_put_text(receipt, "method", p->transfer ? "transfer" : "cash");
    js_put_text(receipt, "reference", *p->reference ? p->reference : NULL);
    js_put(more, "fee_receipt", receipt);
    return more;
}

static enum rc check_sum(
    struct money_payment *p, const struct money_account *account, int64_t amount, struct err *e)
{
    int64_t limit = p->refund ? account->paid - account->refunded : account->open;
    char text[MONEY_TEXT_SIZE];
    if (amount < 0 || amount > MONEY_MAX)
        return err_set(e, RC_REFUSED, "money_negative", N_("A sum of money is never below zero: %.40s"), "");
    if (limit <= 0)
        return p->refund ? err_set(e, RC_REFUSED, "more_than_paid", N_("Nothing was paid that could be given back"))
                         : err_set(e, RC_REFUSED, "nothing_owed", N_("Nothing is owed for this dossier"));
    p->amount = amount ? amount : limit;
    if (p->amount <= limit)
        return RC_OK;
    return p->refund
        ? err_set(e, RC_REFUSED, "more_than_paid", N_("At most %s can be given back"), money_text(text, limit))
        : err_set(e, RC_REFUSED, "more_than_owed", N_("Only %s is still owed"), money_text(text, limit));
}

static enum rc fill_payment(struct money_payment *p, const struct office *of, const char *code,
    const struct money_taking *taking, const char *reason, struct arena *a, struct err *e)
{
    const char *reference = taking->reference;
    p->transfer = taking->transfer;
    p->at = clock_now(of->clock);
    p->year = day_of(p->at).y;
    snprintf(p->dossier, sizeof p->dossier, "%s", code);
    snprintf(p->desk, sizeof p->desk, "%s", of->desk ? of->desk : "");
    snprintf(p->reason, sizeof p->reason, "%s", reason);
    utf8_mend(p->reason);
    enum rc rc = clean_text(&reference, "reference", a, e);
    if (rc)
        return rc;
    if (p->transfer && !p->refund && !*reference)
        return err_set(e, RC_REFUSED, "reference_missing", N_("A transfer needs the bank's number of it"));
    snprintf(p->reference, sizeof p->reference, "%s", reference);
    utf8_mend(p->reference);
    return name_book(p, of, taking->book, a, e);
}

/* The whole step; inside the transaction of its caller. */
static enum rc pay_step(struct money_payment *p, const struct office *of, const char *code,
    const struct money_taking *taking, const char *reason, struct err *e)
{
    AUTO_ARENA a = { 0 };
    AUTO_JS more = NULL;
    struct dossier d = { 0 };
    struct money_account account = { 0 };
    char *clean = NULL;
    enum rc rc = dossier_load(&d, of->db, &a, code, e);
    if (!rc)
        rc = step_reason(&clean, reason, p->refund, &a, e);
    if (!rc)
        rc = account_of(&account, of, &d, &a, e);
    if (!rc)
        rc = check_sum(p, &account, taking->amount, e);
    if (!rc)
        rc = fill_payment(p, of, code, taking, clean, &a, e);
    if (!rc)
        rc = check_drawer(of, p->transfer, e);
    if (!rc)
        rc = next_number(&p->number, of->db, p->book, p->year, e);
    if (!rc)
        rc = write_payment(of, p, d.id, e);
    if (rc)
        return rc;
    more = payment_facts(&account, p);
    return facts_append(NULL, of, &d,
        &(struct facts_event){ .action = p->refund ? "refunded" : "paid", .before = d.state,
            .reason = *clean ? clean : NULL, .more = more, .deliver = true },
        e);
}

static enum rc pay_or_refund(struct money_payment *ret, const struct office *of, const char *code, bool refund,
    const struct money_taking *taking, const char *reason, struct err *e)
{
    struct money_payment p = { .refund = refund };
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, refund ? ACTION_DOSSIER_REVIEW : ACTION_INTAKE, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = pay_step(&p, of, code, taking, reason, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        *ret = p;
    return rc;
}

enum rc money_pay(struct money_payment *ret, const struct office *of, const char *code,
    const struct money_taking *taking, struct err *e)
{
    return pay_or_refund(ret, of, code, false, taking, NULL, e);
}

enum rc money_refund(struct money_payment *ret, const struct office *of, const char *code,
    const struct money_taking *taking, const char *reason, struct err *e)
{
    return pay_or_refund(ret, of, code, true, taking, reason, e);
}

enum rc money_qr(char *out, size_t size, const struct office *of, const char *code, struct err *e)
{
    AUTO_ARENA a = { 0 };
    char payload[VIETQR_SIZE];
    struct money_account account = { 0 };
    enum rc rc = money_account(&account, of, code, e);
    if (rc)
        return rc;
    const struct vietqr qr = { .bank = setting_text(of->db, "pay.bank", &a),
        .account = setting_text(of->db, "pay.account", &a), .amount = account.open, .purpose = code };
    rc = vietqr_payload(payload, &qr, e);
    if (!rc)
        snprintf(out, size, "%s", payload);
    return rc;
}
