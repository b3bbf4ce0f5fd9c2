/* money.c - sums, exemptions, receipts without gaps, refunds, the drawer and the payment QR. */
#include "dossier/money.h"

#include "base/arena.h"
#include "book/settings.h"
#include "dossier/facts.h"
#include "dossier/vietqr.h"
#include "shop.h"

static void refused(enum rc rc, const struct err *e, const char *code)
{
    assert_int_equal(rc, RC_REFUSED);
    assert_string_equal(e->code, code);
    assert_true(e->message[0]);
}

/* --- what is typed --- */

TEST(money_parse__takes__whole_dong_with_or_without_dots)
{
    static const struct {
        const char *text;
        int64_t sum;
    } rows[] = { { "0", 0 }, { "15000", 15000 }, { "15.000", 15000 }, { "1.234.567", 1234567 }, { "007", 7 },
        { "999999999999", MONEY_MAX } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = { 0 };
        int64_t sum = -1;
        assert_ok(money_parse(&sum, rows[i].text, &e), &e);
        assert_int_equal(sum, rows[i].sum);
    }
}

TEST(money_parse__refuses__negative_fractional_and_strange_sums)
{
    static const struct {
        const char *text, *code;
    } rows[] = { { "-5000", "money_negative" }, { "-0", "money_negative" }, { "15.5", "money_fraction" },
        { "15,000", "money_fraction" }, { "1.0000", "money_fraction" }, { ".500", "money_fraction" },
        { "1500.", "money_fraction" }, { "1.000.00", "money_fraction" }, { "", "money_format" }, { "1e6", "money_format" },
        { "0x10", "money_format" }, { "+5", "money_format" }, { " 5", "money_format" }, { "5 000", "money_format" },
        { "mười", "money_format" }, { "1000000000000", "money_too_large" },
        { "99999999999999999999999999", "money_too_large" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = { 0 };
        int64_t sum = -1;
        refused(money_parse(&sum, rows[i].text, &e), &e, rows[i].code);
        assert_int_equal(sum, -1);
    }
}

TEST(money_text__puts__a_dot_before_every_third_digit)
{
    char text[MONEY_TEXT_SIZE];
    assert_string_equal(money_text(text, 0), "0");
    assert_string_equal(money_text(text, 999), "999");
    assert_string_equal(money_text(text, 21000), "21.000");
    assert_string_equal(money_text(text, MONEY_MAX), "999.999.999.999");
    assert_string_equal(money_text(text, -8000), "-8.000");
}

/* --- the fee --- */

static const struct procedure certified = { .code = "2.000815",
    .channels = { [CHANNEL_DIRECT] = { .offered = true, .fee_known = true, .fee = 2000 } },
    .fee_rule = { "page", 3, 1000, 200000 } };
static const struct procedure council = { .code = "1.001022", .channels = { [CHANNEL_DIRECT] = { .offered = true } },
    .fee_rule = { "", 0, 0, 0 } };

static int64_t amount_of(int64_t pages, int64_t copies, int64_t off)
{
    struct err e = { 0 };
    struct money_fee fee;
    const struct money_request r = { .pieces = pages, .copies = copies, .percent_off = off, .reason = "hộ nghèo",
        .proof = "GCN hộ nghèo số 12" };
    assert_ok(money_fee(&fee, &certified, CHANNEL_DIRECT, &r, &e), &e);
    int64_t sum = 0;
    for (int i = 0; i < fee.count; i++)
        sum += fee.lines[i].amount;
    assert_int_equal(sum, fee.amount); /* the lines always add up to what is asked for */
    return fee.amount;
}

TEST(money_fee__of_certified_copies__is_dear_for_two_pages_then_cheaper_then_capped)
{
    assert_int_equal(amount_of(1, 1, 0), 2000);
    assert_int_equal(amount_of(2, 1, 0), 4000);
    assert_int_equal(amount_of(3, 1, 0), 5000);
    assert_int_equal(amount_of(5, 3, 0), 21000);
    assert_int_equal(amount_of(198, 1, 0), 200000);
    assert_int_equal(amount_of(199, 1, 0), 200000); /* the cap is of one copy ... */
    assert_int_equal(amount_of(500, 2, 0), 400000); /* ... not of the visit */
    assert_int_equal(amount_of(5, 3, 100), 0);
    assert_int_equal(amount_of(3, 1, 33), 3350); /* 1,650 off */
}

TEST(money_fee__refuses__an_exemption_without_reason_or_proof)
{
    struct err e = { 0 };
    struct money_fee fee;
    struct money_request r = { .pieces = 1, .copies = 1, .percent_off = 100, .proof = "GCN số 12" };
    refused(money_fee(&fee, &certified, CHANNEL_DIRECT, &r, &e), &e, "exempt_reason");
    r.reason = "hộ nghèo", r.proof = "  ";
    e = (struct err){ 0 };
    refused(money_fee(&fee, &certified, CHANNEL_DIRECT, &r, &e), &e, "exempt_proof");
    r.proof = "GCN số 12", r.percent_off = 101;
    e = (struct err){ 0 };
    refused(money_fee(&fee, &certified, CHANNEL_DIRECT, &r, &e), &e, "exempt_percent");
    r.percent_off = 0, r.pieces = 0;
    e = (struct err){ 0 };
    refused(money_fee(&fee, &certified, CHANNEL_DIRECT, &r, &e), &e, "pieces");
}

TEST(money_fee__of_the_council__needs_its_resolution_and_never_replaces_the_catalogue)
{
    struct err e = { 0 };
    struct money_fee fee;
    struct money_request r = { .pieces = 1, .copies = 1 };
    refused(money_fee(&fee, &council, CHANNEL_DIRECT, &r, &e), &e, "fee_unknown");
    r.has_price = true, r.price = 10000;
    e = (struct err){ 0 };
    refused(money_fee(&fee, &council, CHANNEL_DIRECT, &r, &e), &e, "basis_missing");
    r.basis = "Nghị quyết thử số 1";
    assert_ok(money_fee(&fee, &council, CHANNEL_DIRECT, &r, &e), &e);
    assert_int_equal(fee.amount, 10000);
    e = (struct err){ 0 };
    refused(money_fee(&fee, &certified, CHANNEL_DIRECT, &r, &e), &e, "fee_is_known");
}

/* --- receipts --- */

#define CERTIFIED "2.000815"

TEST(money_pay__numbers__receipts_by_book_and_year_without_gaps)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("pay");
    struct intake_answer in;
    struct money_account account;
    struct money_payment p;
    shop_receive(&in, t, 1, CERTIFIED);
    const struct money_request request = { .pieces = 5, .copies = 3 };
    assert_ok(money_charge(&account, &t->of, in.code, &request, &e), &e);
    assert_int_equal(account.open, 21000);
    assert_int_equal(shop_count(t, "SELECT fee FROM dossier"), 21000);
    assert_ok(money_pay(&p, &t->of, in.code, &(struct money_taking){ .amount = 1000 }, &e), &e);
    assert_int_equal(p.number, 1);
    refused(money_pay(&p, &t->of, in.code, &(struct money_taking){ .amount = 20001 }, &e), &e, "more_than_owed");
    e = (struct err){ 0 };
    refused(money_pay(&p, &t->of, in.code, &(struct money_taking){ .transfer = true }, &e), &e, "reference_missing");
    assert_ok(money_pay(&p, &t->of, in.code, &(struct money_taking){ .transfer = true, .reference = "FT1" }, &e), &e);
    assert_int_equal(p.number, 2); /* a refusal takes no number */
    assert_int_equal(p.amount, 20000);
    e = (struct err){ 0 };
    refused(money_pay(&p, &t->of, in.code, &(struct money_taking){ 0 }, &e), &e, "nothing_owed");
    assert_ok(money_refund(&p, &t->of, in.code, &(struct money_taking){ .amount = 500, .book = "BL2" }, "thu thừa", &e), &e);
    assert_int_equal(p.number, 1); /* another book */
    t->now += (int64_t)365 * DAY_SECONDS;
    assert_ok(money_pay(&p, &t->of, in.code, &(struct money_taking){ 0 }, &e), &e);
    assert_int_equal(p.year, 2027);
    assert_int_equal(p.number, 1);
    assert_int_equal(p.amount, 500);
    test_desk_close(t);
}

TEST(money_refund__needs__a_reason_a_supervisor_and_no_more_than_was_paid)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("refund");
    struct intake_answer in;
    struct money_payment p;
    struct money_account account;
    const struct money_taking all = { 0 };
    shop_receive(&in, t, 1, CERTIFIED); /* one page: 2,000 */
    refused(money_refund(&p, &t->of, in.code, &all, "trả lại", &e), &e, "more_than_paid");
    assert_ok(money_pay(&p, &t->of, in.code, &all, &e), &e);
    e = (struct err){ 0 };
    refused(money_refund(&p, &t->of, in.code, &all, " ", &e), &e, "reason_missing");
    e = (struct err){ 0 };
    refused(money_refund(&p, &t->of, in.code, &(struct money_taking){ .amount = 2001 }, "trả lại", &e), &e, "more_than_paid");
    t->of.role = ROLE_OFFICER;
    e = (struct err){ 0 };
    refused(money_refund(&p, &t->of, in.code, &all, "trả lại", &e), &e, "no_permission");
    t->of.role = ROLE_SUPERVISOR;
    const struct money_request free = { 1, 1, .percent_off = 100, .reason = "hộ nghèo", .proof = "GCN số 12" };
    e = (struct err){ 0 };
    refused(money_charge(&account, &t->of, in.code, &free, &e), &e, "below_paid");
    assert_ok(money_refund(&p, &t->of, in.code, &all, "được miễn", &e), &e);
    assert_ok(money_charge(&account, &t->of, in.code, &free, &e), &e);
    assert_int_equal(account.open, 0);
    test_desk_close(t);
}

TEST(money_pay__writes__an_event_with_the_receipt_for_the_portal)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("pay-event");
    struct intake_answer in;
    struct money_payment p;
    AUTO_JS facts = NULL;
    shop_receive(&in, t, 1, CERTIFIED);
    assert_ok(money_pay(&p, &t->of, in.code, &(struct money_taking){ 0 }, &e), &e);
    assert_ok(facts_load(&facts, NULL, &t->of, in.dossier_id, "paid", &e), &e);
    assert_int_equal(js_get_int(facts, "paid", -1), 2000);
    assert_int_equal(js_get_int(facts, "open", -1), 0);
    assert_int_equal(js_get_int(js_get(facts, "fee_receipt"), "number", 0), 1);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM delivery d JOIN event e ON e.seq = d.event_seq"
                                   " WHERE e.action = 'paid'"), 1);
    test_desk_close(t);
}

/* --- drawer --- */

TEST(drawer_count__asks__for_the_reason_of_a_difference_and_ends_the_cash_of_the_day)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("drawer");
    struct intake_answer a, b;
    struct money_payment p;
    struct drawer d;
    shop_receive(&a, t, 1, CERTIFIED);
    shop_receive(&b, t, 2, CERTIFIED);
    assert_ok(money_pay(&p, &t->of, a.code, &(struct money_taking){ 0 }, &e), &e);
    refused(drawer_count(&d, &t->of, 1500, NULL, &e), &e, "explanation_missing");
    e = (struct err){ 0 };
    refused(drawer_count(&d, &t->of, -1, "âm", &e), &e, "money_negative");
    assert_ok(drawer_count(&d, &t->of, 1500, "trả lại thiếu tiền lẻ", &e), &e);
    assert_int_equal(d.expected, 2000);
    e = (struct err){ 0 };
    refused(drawer_count(&d, &t->of, 2000, NULL, &e), &e, "drawer_closed");
    e = (struct err){ 0 };
    refused(money_pay(&p, &t->of, b.code, &(struct money_taking){ 0 }, &e), &e, "drawer_closed");
    const struct money_taking transfer = { .transfer = true, .reference = "FT2" };
    assert_ok(money_pay(&p, &t->of, b.code, &transfer, &e), &e);
    assert_int_equal(p.number, 2);
    t->of.desk = "quay-2"; /* another desk has its own drawer */
    assert_ok(drawer_load(&d, &t->of, day_of(t->now), &e), &e);
    assert_false(d.closed);
    assert_int_equal(d.expected, 0);
    t->of.desk = "quay-1";
    t->now += DAY_SECONDS;
    assert_ok(drawer_load(&d, &t->of, day_of(t->now), &e), &e);
    assert_false(d.closed);
    test_desk_close(t);
}

/* --- VietQR --- */

/* Payloads made by another implementation (Python's binascii.crc_hqx over EMVCo fields). */
TEST(vietqr_payload__is__what_another_implementation_writes)
{
    static const struct {
        struct vietqr qr;
        const char *payload;
    } rows[] = {
        { { "970436", "0011001932418", 8000, "H48.25-260105-0001" },
            "00020101021238570010A00000072701270006970436011300110019324180208QRIBFTTA5303704540480005802VN"
            "62220818H48 25 260105 0001630494D7" },
        { { "970415", "113366668888", 79000, "dong qop Quy vacxin" },
            "00020101021238560010A0000007270126000697041501121133666688880208QRIBFTTA53037045405790005802VN"
            "62230819dong qop Quy vacxin6304DA0C" },
        { { "970405", "1A2b3C4d5E6f7G8h9I0", MONEY_MAX, "" },
            "00020101021238630010A0000007270133000697040501191A2b3C4d5E6f7G8h9I00208QRIBFTTA5303704541299999999999"
            "95802VN6304C88D" },
        { { "970422", "0001", 1, "AAAAAAAAAAAAAAAAAAAAAAAAA" },
            "00020101021238480010A00000072701180006970422010400010208QRIBFTTA5303704540115802VN"
            "62290825AAAAAAAAAAAAAAAAAAAAAAAAA63041012" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = { 0 };
        char out[VIETQR_SIZE];
        assert_ok(vietqr_payload(out, &rows[i].qr, &e), &e);
        assert_string_equal(out, rows[i].payload);
    }
    assert_int_equal(crc16_ccitt_false("123456789", 9), 0x29B1);
}

TEST(vietqr_payload__refuses__a_wrong_bank_account_amount_or_purpose)
{
    static const struct {
        struct vietqr qr;
        const char *code;
    } rows[] = { { { "97043", "0011", 1, "" }, "bank_bin" }, { { "97043A", "0011", 1, "" }, "bank_bin" },
        { { "", "0011", 1, "" }, "bank_bin" }, { { "970436", "001", 1, "" }, "bank_account" },
        { { "970436", "0011-22", 1, "" }, "bank_account" }, { { "970436", "00110019324180011001", 1, "" }, "bank_account" },
        { { "970436", "0011", 0, "" }, "amount" }, { { "970436", "0011", -1, "" }, "amount" },
        { { "970436", "0011", MONEY_MAX + 1, "" }, "amount" },
        { { "970436", "0011", 1, "AAAAAAAAAAAAAAAAAAAAAAAAAA" }, "purpose" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = { 0 };
        char out[VIETQR_SIZE] = "untouched";
        refused(vietqr_payload(out, &rows[i].qr, &e), &e, rows[i].code);
        assert_string_equal(out, "untouched");
    }
}

TEST(money_qr__asks__for_what_is_still_open)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("qr");
    struct intake_answer in;
    struct money_payment p;
    char out[VIETQR_SIZE];
    shop_receive(&in, t, 1, CERTIFIED);
    refused(money_qr(out, sizeof out, &t->of, in.code, &e), &e, "bank_bin");
    assert_ok(setting_set(&t->of, "pay.bank", "970436", &e), &e);
    assert_ok(setting_set(&t->of, "pay.account", "0011001932418", &e), &e);
    assert_ok(money_qr(out, sizeof out, &t->of, in.code, &e), &e);
    assert_non_null(strstr(out, "540420005802VN"));
    assert_ok(money_pay(&p, &t->of, in.code, &(struct money_taking){ 0 }, &e), &e);
    e = (struct err){ 0 };
    refused(money_qr(out, sizeof out, &t->of, in.code, &e), &e, "amount");
    test_desk_close(t);
}

/* --- counted by notes --- */

TEST(drawer_sum__adds__every_note_of_the_country)
{
    const int notes[DRAWER_NOTES] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
    assert_int_equal(drawer_sum(notes), 888500);
}

TEST(drawer_count_notes__keeps__how_many_of_each_and_who_counted)
{
    AUTO_ARENA arena = { 0 };
    struct err e = { 0 };
    struct test_desk *t = shop_open("drawer-notes");
    struct intake_answer a;
    struct money_payment p;
    struct drawer d, *all;
    size_t count;
    shop_receive(&a, t, 1, CERTIFIED);
    assert_ok(money_pay(&p, &t->of, a.code, &(struct money_taking){ 0 }, &e), &e);
    int notes[DRAWER_NOTES] = { [7] = 1 }; /* one of 2.000 */
    notes[0] = -1;
    refused(drawer_count_notes(&d, &t->of, notes, NULL, &e), &e, "notes");
    e = (struct err){ 0 };
    notes[0] = DRAWER_NOTES_MAX + 1;
    refused(drawer_count_notes(&d, &t->of, notes, NULL, &e), &e, "notes");
    e = (struct err){ 0 };
    notes[0] = 0;
    notes[8] = 1; /* 1.000 too much */
    refused(drawer_count_notes(&d, &t->of, notes, "", &e), &e, "explanation_missing");
    notes[8] = 0;
    e = (struct err){ 0 };
    assert_ok(drawer_count_notes(&d, &t->of, notes, NULL, &e), &e);
    assert_true(d.by_notes);
    assert_int_equal(d.notes[7], 1);
    assert_int_equal(d.counted, 2000);
    assert_string_equal(d.who, "Người Mẫu (thử)");
    assert_int_equal(d.at, t->now);
    t->of.desk = "quay-2";
    assert_ok(drawer_list(&all, &count, &t->of, day_of(t->now), &arena, &e), &e);
    assert_int_equal(count, 1); /* no money moved at this one */
    assert_string_equal(all[0].desk, "quay-1");
    assert_true(all[0].closed);
    test_desk_close(t);
}

/* --- fees of the council --- */

#define MARRIAGE_PAPER "1.004873" /* its fee is the council's */

TEST(council_fee_set__is_told__at_reception_and_charged_with_its_resolution)
{
    AUTO_ARENA arena = { 0 };
    struct err e = { 0 };
    struct test_desk *t = shop_open("council");
    struct intake_answer answer;
    struct money_account account;
    struct council_fee fee = { .procedure = MARRIAGE_PAPER, .price = 15000, .basis = "NQ 01/2026/NQ-HĐND (thử)",
        .from = { 2026, 1, 5 } };
    shop_receive(&answer, t, 1, MARRIAGE_PAPER);
    assert_int_equal(answer.fee, 0); /* what the catalogue says usually holds */
    assert_ok(council_fee_set(&t->of, &fee, &e), &e);
    shop_receive(&answer, t, 2, MARRIAGE_PAPER);
    assert_int_equal(answer.fee, 15000);
    const struct money_request two = { .pieces = 2, .copies = 1 };
    assert_ok(money_charge(&account, &t->of, answer.code, &two, &e), &e);
    assert_int_equal(account.fee.amount, 30000);
    struct stmt *q = stmt_of(t->book.db, "SELECT basis FROM charge");
    assert_ok(stmt_one(q, &e), &e);
    assert_string_equal(stmt_text(q, 0), "NQ 01/2026/NQ-HĐND (thử)");
    stmt_done(q);
    /* a later resolution leaves what was received before it alone */
    fee.price = 20000;
    fee.from = (struct day){ 2026, 1, 6 };
    assert_ok(council_fee_set(&t->of, &fee, &e), &e);
    assert_ok(money_account(&account, &t->of, answer.code, &e), &e);
    assert_int_equal(account.fee.amount, 30000);
    struct council_fee found;
    assert_ok(council_fee_load(&found, t->book.db, MARRIAGE_PAPER, CHANNEL_DIRECT, (struct day){ 2026, 1, 5 }, &arena, &e), &e);
    assert_int_equal(found.price, 15000);
    assert_ok(council_fee_load(&found, t->book.db, MARRIAGE_PAPER, CHANNEL_DIRECT, (struct day){ 2026, 2, 1 }, &arena, &e), &e);
    assert_int_equal(found.price, 20000);
    fee.channel = "online"; /* for those who file at home it stays free */
    fee.price = 0;
    assert_ok(council_fee_set(&t->of, &fee, &e), &e);
    assert_ok(council_fee_load(&found, t->book.db, MARRIAGE_PAPER, CHANNEL_ONLINE, (struct day){ 2026, 2, 1 }, &arena, &e), &e);
    assert_int_equal(found.price, 0);
    assert_ok(council_fee_load(&found, t->book.db, MARRIAGE_PAPER, CHANNEL_POST, (struct day){ 2026, 2, 1 }, &arena, &e), &e);
    assert_int_equal(found.price, 20000);
    fee.channel = ""; /* a newer one for all leaves the channel its own */
    fee.price = 25000;
    fee.from = (struct day){ 2026, 3, 1 };
    assert_ok(council_fee_set(&t->of, &fee, &e), &e);
    assert_ok(council_fee_load(&found, t->book.db, MARRIAGE_PAPER, CHANNEL_ONLINE, (struct day){ 2026, 4, 1 }, &arena, &e), &e);
    assert_int_equal(found.price, 0);
    fee.channel = "pigeon";
    refused(council_fee_set(&t->of, &fee, &e), &e, "channel");
    e = (struct err){ 0 };
    assert_int_equal(council_fee_load(&found, t->book.db, MARRIAGE_PAPER, CHANNEL_DIRECT, (struct day){ 2026, 1, 4 }, &arena, NULL),
        RC_NOT_FOUND);
    test_desk_close(t);
}

TEST(council_fee_set__refuses__what_the_catalogue_sets_and_what_has_no_resolution)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("council-no");
    struct council_fee fee = { .procedure = CERTIFIED, .price = 5000, .basis = "NQ", .from = { 2026, 1, 5 } };
    refused(council_fee_set(&t->of, &fee, &e), &e, "fee_is_known");
    e = (struct err){ 0 };
    fee.procedure = MARRIAGE_PAPER;
    fee.basis = "  ";
    refused(council_fee_set(&t->of, &fee, &e), &e, "basis_missing");
    e = (struct err){ 0 };
    fee.basis = "NQ";
    fee.price = -1;
    refused(council_fee_set(&t->of, &fee, &e), &e, "money_too_large");
    e = (struct err){ 0 };
    fee.price = 1;
    fee.procedure = "9.999999";
    assert_int_equal(council_fee_set(&t->of, &fee, &e), RC_NOT_FOUND);
    fee.procedure = MARRIAGE_PAPER;
    t->of.role = ROLE_OFFICER;
    assert_int_equal(council_fee_set(&t->of, &fee, &e), RC_REFUSED);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM council_fee"), 0);
    test_desk_close(t);
}
