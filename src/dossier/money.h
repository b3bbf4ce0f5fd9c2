/* money.h - what a dossier owes and why, what was paid, and the drawer at the end of the day.
 *
 * Whole dong (int64_t) everywhere; a fraction or a negative sum is refused where it is typed. The money of a dossier
 * is apart from its state: a free one has no rows here, a paid one may still be refused.
 * A receipt's number (biên lai) is taken in the transaction that writes the payment, so a book has no gaps.
 * The drawer of a desk is counted once a day; what differs needs an explanation, and after the count no cash moves at
 * that desk until the next day.
 */
#ifndef DOSSIER_MONEY_H
#define DOSSIER_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "catalog/procedure.h"
#include "catalog/procedure_words.h" /* money_text: 15000 as "15.000" */

struct arena;
struct db;
struct office;

#define MONEY_MAX        INT64_C(999999999999)
#define MONEY_PIECES_MAX 10000
#define MONEY_PRICE_MAX  (MONEY_MAX / MONEY_PIECES_MAX / 100) /* of one piece */

/* "15000" or "15.000": digits, dots only before every third. RC_REFUSED "money_format", "money_negative",
 * "money_fraction", "money_too_large". Zero is fine. */
MUST enum rc money_parse(int64_t *ret, const char *text, struct err *e);

/* --- the fee, line by line (pure) --- */

struct money_line {
    char text[160]; /* translated: "2 pages at 2.000" */
    int64_t amount; /* below 0 for what is taken off */
};
#define MONEY_LINES_MAX 6

struct money_fee {
    struct money_line lines[MONEY_LINES_MAX];
    int count;
    int64_t gross, amount; /* before and after an exemption */
};

struct money_request {
    int64_t pieces, copies;  /* 1 .. MONEY_PIECES_MAX */
    bool has_price;          /* the council's price of one piece: only where the catalogue has none */
    int64_t price;
    const char *basis;       /* the resolution it stands in */
    int64_t percent_off;     /* 0..100 */
    const char *reason, *proof; /* both needed when percent_off > 0 */
};

/* First pieces, further pieces, what the cap takes off - for one copy; then the copies; then the exemption, rounded
 * down to whole dong. RC_REFUSED "pieces", "fee_unknown", "fee_is_known", "basis_missing", "exempt_percent",
 * "exempt_reason", "exempt_proof". */
MUST enum rc money_fee(struct money_fee *ret, const struct procedure *p, enum channel channel,
    const struct money_request *request, struct err *e);

/* --- in the book (money_store.c, drawer_store.c) --- */

struct money_account {
    struct money_fee fee;
    int64_t paid, refunded;
    int64_t open; /* still to be paid */
};

/* What the dossier owes; before anybody counted pieces it is the fee of its reception. */
MUST enum rc money_account(struct money_account *ret, const struct office *of, const char *code, struct err *e);

/* What the lines were counted from last, so that a change of one thing keeps the others; before anybody counted, what
 * the answers ask for, without an exemption. Texts live in `a`. */
MUST enum rc money_request_kept(
    struct money_request *ret, const struct office *of, const char *code, struct arena *a, struct err *e);

/* Sets pieces, copies and exemption: row, dossier's fee, event "charged" (delivered). RC_REFUSED "below_paid" when more
 * was paid already than would be owed: refund first. */
MUST enum rc money_charge(struct money_account *ret, const struct office *of, const char *code,
    const struct money_request *request, struct err *e);

struct money_payment {
    char book[24];
    int year;
    int64_t number, amount;
    bool refund, transfer;
    int64_t at;
    char dossier[64], desk[32], reference[64], reason[200];
};

/* Takes `amount` (0 = all that is open). `book` NULL = the setting pay.book. Event "paid". RC_REFUSED "nothing_owed",
 * "more_than_owed", "method", "reference_missing" (a transfer), "drawer_closed" (cash). */
struct money_taking {
    int64_t amount;
    bool transfer;
    const char *reference, *book;
};
MUST enum rc money_pay(struct money_payment *ret, const struct office *of, const char *code,
    const struct money_taking *taking, struct err *e);

/* Gives back, by a supervisor with a reason; its number is of the same book. Event "refunded". RC_REFUSED
 * "more_than_paid", "reason_missing", "drawer_closed". */
MUST enum rc money_refund(struct money_payment *ret, const struct office *of, const char *code,
    const struct money_taking *taking, const char *reason, struct err *e);

/* The payments of a day, every desk, by time. */
MUST enum rc money_list(struct money_payment **ret, size_t *count, const struct office *of, struct day day,
    struct arena *a, struct err *e);

/* The notes of the country, dearest first. */
#define DRAWER_NOTES     10
#define DRAWER_NOTES_MAX 9999 /* of one kind */
extern const int32_t drawer_note_values[DRAWER_NOTES];

struct drawer {
    int64_t cash_in, cash_out, transfers; /* of this desk and day */
    int64_t expected;                     /* cash_in - cash_out */
    bool closed;
    int64_t counted;
    char explanation[400];
    bool by_notes; /* it was told how many of each */
    int notes[DRAWER_NOTES];
    char desk[32], who[128]; /* who counted it, "" while it is open */
    int64_t at;
};

int64_t drawer_sum(const int notes[DRAWER_NOTES]);

MUST enum rc drawer_load(struct drawer *ret, const struct office *of, struct day day, struct err *e);

/* Counts this desk's drawer of today. RC_REFUSED "drawer_closed" the second time, "explanation_missing" when the count
 * differs. Event "drawer_counted". */
MUST enum rc drawer_count(struct drawer *ret, const struct office *of, int64_t counted, const char *explanation,
    struct err *e);

/* The same by counting notes; RC_REFUSED "notes" for a number of notes that nobody has. */
MUST enum rc drawer_count_notes(struct drawer *ret, const struct office *of, const int notes[DRAWER_NOTES],
    const char *explanation, struct err *e);

/* Every desk that took or gave money on that day, or counted. */
MUST enum rc drawer_list(struct drawer **ret, size_t *count, const struct office *of, struct day day, struct arena *a,
    struct err *e);

/* --- fees of the council (council_fee_store.c) --- */

/* Where the council may set the fee, the catalogue's is only what usually holds; where the law sets it, nobody may. */
struct council_fee {
    int64_t price;
    const char *procedure, *channel, *basis; /* channel "" = each that has no fee of its own */
    struct day from;
};

/* What the unit takes for one piece on a day; RC_NOT_FOUND (no words) when nothing was set. Texts in the arena. */
MUST enum rc council_fee_load(struct council_fee *ret, struct db *db, const char *procedure, enum channel channel,
    struct day day, struct arena *a, struct err *e);

/* Sets it from a day on; event "council_fee". Needs ACTION_CATALOG_CHANGE. RC_REFUSED "fee_is_known" where the law has
 * set the fee, "basis_missing", "money_too_large". */
MUST enum rc council_fee_set(const struct office *of, const struct council_fee *fee, struct err *e);
MUST enum rc council_fee_list(struct council_fee **ret, size_t *count, const struct office *of, struct arena *a,
    struct err *e);

/* The VietQR text for what is open, to the unit's account (settings pay.bank, pay.account). */
MUST enum rc money_qr(char *out, size_t size, const struct office *of, const char *code, struct err *e);

#endif
