/* money.c - see money.h. The sums, without any book. */
#include "dossier/money.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

/* --- text --- */

static enum rc bad_money(struct err *e, const char *text)
{
    if (*text == '-')
        return err_set(e, RC_REFUSED, "money_negative", N_("A sum of money is never below zero: %.40s"), text);
    if (strpbrk(text, ".,"))
        return err_set(
            e, RC_REFUSED, "money_fraction", N_("Whole dong only; write 15000 or 15.000, not %.40s"), text);
    return err_set(e, RC_REFUSED, "money_format", N_("\"%.40s\" is no sum of money; write 15000 or 15.000"), text);
}

/* Dots stand before every third digit from the end, or nowhere. */
static bool dots_fit(const char *text)
{
    size_t len = strlen(text), first = strcspn(text, ".");
    if (first == len)
        return true;
    if (first == 0 || first > 3)
        return false;
    for (size_t i = first; i < len; i++)
        if ((text[i] == '.') != ((i - first) % 4 == 0))
            return false;
    return (len - first) % 4 == 0;
}

enum rc money_parse(int64_t *ret, const char *text, struct err *e)
{
    int64_t sum = 0;
    if (!text || !*text || !dots_fit(text))
        return bad_money(e, text ? text : "");
    for (const char *p = text; *p; p++) {
        if (*p == '.')
            continue;
        if (!isdigit((unsigned char)*p))
            return bad_money(e, text);
        sum = sum * 10 + (*p - '0');
        if (sum > MONEY_MAX)
            return err_set(e, RC_REFUSED, "money_too_large", N_("This sum is too large: %.40s"), text);
    }
    *ret = sum;
    return RC_OK;
}

/* --- lines --- */

static void add_line(struct money_fee *fee, int64_t amount, const char *format, ...) PRINTF_LIKE(3, 4);
static void add_line(struct money_fee *fee, int64_t amount, const char *format, ...)
{
    va_list args;
    struct money_line *line = &fee->lines[fee->count++];
    va_start(args, format);
    vsnprintf(line->text, sizeof line->text, format, args);
    va_end(args);
    line->amount = amount;
}

static const char *piece_name(const char *per)
{
    static const struct {
        const char *per, *name;
    } names[] = { { "page", N_("pages") }, { "copy", N_("copies") }, { "person", N_("persons") },
        { "case", N_("cases") } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(per, names[i].per) == 0)
            return _(names[i].name);
    return _("cases");
}

static enum rc first_price(int64_t *ret, const struct procedure *p, enum channel channel,
    const struct money_request *request, struct err *e)
{
    int64_t known = 0;
    bool has = procedure_fee_for(&known, p, channel, 1);
    if (has && request->has_price && !p->council)
        return err_set(e, RC_REFUSED, "fee_is_known", N_("The catalogue has the fee of this procedure already"));
    if (!has && !request->has_price) {
        err_set(e, RC_REFUSED, "fee_unknown", N_("The fee is set by the province council and is not in the catalogue yet"));
        err_hint(e, N_("Give it with --fee and the resolution with --basis"));
        return RC_REFUSED;
    }
    if (request->has_price && (!request->basis || !*request->basis))
        return err_set(e, RC_REFUSED, "basis_missing", N_("A fee of the council needs its resolution"));
    if (request->has_price && (request->price < 0 || request->price > MONEY_PRICE_MAX))
        return err_set(e, RC_REFUSED, "money_too_large", N_("This sum is too large: %.40s"), "");
    *ret = request->has_price ? request->price : known;
    return RC_OK;
}

static enum rc check_exemption(const struct money_request *r, struct err *e)
{
    if (r->percent_off < 0 || r->percent_off > 100)
        return err_set(e, RC_REFUSED, "exempt_percent", N_("An exemption is 1 to 100 percent"));
    if (!r->percent_off)
        return RC_OK;
    if (!r->reason || !r->reason[strspn(r->reason, " ")])
        return err_set(e, RC_REFUSED, "exempt_reason", N_("An exemption needs its reason"));
    if (!r->proof || !r->proof[strspn(r->proof, " ")]) {
        err_set(e, RC_REFUSED, "exempt_proof", N_("An exemption needs the paper that proves it"));
        err_hint(e, N_("Name it with --proof: kind, number and day"));
        return RC_REFUSED;
    }
    return RC_OK;
}

static void add_pieces(struct money_fee *fee, const struct procedure *p, int64_t price, int64_t pieces)
{
    const struct procedure_fee_rule *rule = &p->fee_rule;
    char text[MONEY_TEXT_SIZE];
    const char *name = piece_name(rule->per);
    int64_t dear = rule->next_from > 0 && pieces >= rule->next_from ? rule->next_from - 1 : pieces;
    int64_t sum = dear * price + (pieces - dear) * rule->next;
    if (dear)
        add_line(fee, dear * price, _("%lld %s at %s"), (long long)dear, name, money_text(text, price));
    if (pieces > dear)
        add_line(fee, (pieces - dear) * rule->next, _("%lld more %s at %s"), (long long)(pieces - dear), name,
            money_text(text, rule->next));
    if (rule->cap > 0 && sum > rule->cap) {
        add_line(fee, rule->cap - sum, _("At most %s"), money_text(text, rule->cap));
        sum = rule->cap;
    }
    fee->gross = sum;
}

enum rc money_fee(struct money_fee *ret, const struct procedure *p, enum channel channel,
    const struct money_request *request, struct err *e)
{
    struct money_fee fee = { 0 };
    int64_t price = 0;
    if (request->pieces < 1 || request->pieces > MONEY_PIECES_MAX || request->copies < 1 ||
        request->copies > MONEY_PIECES_MAX)
        return err_set(e, RC_REFUSED, "pieces", N_("Pieces and copies are 1 to %d"), MONEY_PIECES_MAX);
    enum rc rc = first_price(&price, p, channel, request, e);
    if (!rc)
        rc = check_exemption(request, e);
    if (rc)
        return rc;
    add_pieces(&fee, p, price, request->pieces);
    if (request->copies > 1) {
        int64_t more = fee.gross * (request->copies - 1);
        add_line(&fee, more, _("The same for %lld more copies"), (long long)(request->copies - 1));
        fee.gross += more;
    }
    int64_t off = fee.gross * request->percent_off / 100;
    if (request->percent_off)
        add_line(&fee, -off, _("Exemption %lld%%: %.100s"), (long long)request->percent_off, request->reason);
    fee.amount = fee.gross - off;
    *ret = fee;
    return RC_OK;
}
