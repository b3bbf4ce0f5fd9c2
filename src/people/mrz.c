/* mrz.c - the three lines on the back of an identity card (ICAO 9303 TD1). See idcard.h.
 *
 * Line 1: IDVNM, last nine digits of the number, check, all twelve digits, "<<", check over the twelve.
 * Line 2: birth yymmdd, check, sex, expiry yymmdd, check, VNM, filler, composite check. Line 3:
 * SURNAME<<GIVEN<NAMES.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/problem.h"
#include "base/viet.h"
#include "people/idcard.h"

#define LINE_LENGTH 30

static int value_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
}

/* Weights 7, 3, 1 in turn; *turn goes on over several stretches. */
static int weighted(const char *text, size_t len, int *turn)
{
    static const int weights[] = { 7, 3, 1 };
    int sum = 0;
    for (size_t i = 0; i < len; i++)
        sum += value_of(text[i]) * weights[(*turn)++ % 3];
    return sum;
}

static bool digit_right(const char *text, size_t len, char check)
{
    int turn = 0;
    return weighted(text, len, &turn) % 10 == value_of(check) && check >= '0' && check <= '9';
}

static bool composite_right(const char *one, const char *two)
{
    int turn = 0;
    int sum = weighted(one + 5, 25, &turn);
    sum += weighted(two, 7, &turn);
    sum += weighted(two + 8, 7, &turn);
    sum += weighted(two + 18, 11, &turn);
    return sum % 10 == value_of(two[29]) && two[29] >= '0' && two[29] <= '9';
}

static enum rc check_shape(const char *const lines[3], struct err *e)
{
    for (int i = 0; i < 3; i++) {
        size_t n = strlen(lines[i]);
        if (n == LINE_LENGTH && strspn(lines[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<") == n)
            continue;
        err_set(e, RC_REFUSED, "mrz_shape", N_("Line %d must be 30 of A-Z, 0-9 and <, it has %zu"), i + 1, n);
        err_field(e, "line%d", i + 1);
        return RC_REFUSED;
    }
    if (strncmp(lines[0], "IDVNM", 5) != 0)
        return err_set(e, RC_REFUSED, "mrz_country", N_("These lines are not of a Vietnamese identity card"));
    return RC_OK;
}

static enum rc check_digits(const char *one, const char *two, struct err *e)
{
    const char *what = !digit_right(one + 5, 9, one[14])     ? N_("number")
                       : !digit_right(one + 15, 12, one[29]) ? N_("personal number")
                       : !digit_right(two, 6, two[6])        ? N_("birth date")
                       : !digit_right(two + 8, 6, two[14])   ? N_("expiry date")
                       : !composite_right(one, two)          ? N_("whole")
                                                             : NULL;
    if (!what)
        return RC_OK;
    err_set(e, RC_REFUSED, "mrz_check", N_("One sign was read wrong: the check digit of the %s does not fit"),
        _(what));
    err_hint(e, N_("Read the lines again, or scan the square on the front"));
    return RC_REFUSED;
}

/* yymmdd in the century that is given. */
static bool yymmdd(struct day *ret, const char *text, int century)
{
    int n[6];
    for (int i = 0; i < 6; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        n[i] = text[i] - '0';
    }
    *ret = (struct day){ century + n[0] * 10 + n[1], n[2] * 10 + n[3], n[4] * 10 + n[5] };
    return day_valid(*ret);
}

/* "NGUYEN<<THI<HOA<<<" -> "Nguyen Thi Hoa". */
static enum rc read_name(struct idcard *card, const char *line, struct err *e)
{
    char plain[LINE_LENGTH + 1];
    for (int i = 0; i <= LINE_LENGTH; i++)
        plain[i] = line[i] == '<' ? ' ' : line[i];
    AUTO_BUF name = buf_limit(sizeof card->name - 1);
    if (viet_capitalise(&name, plain, strlen(plain)))
        return err_no_memory(e);
    if (!name.len)
        return err_set(e, RC_REFUSED, "card_name", N_("The card's name is empty; scan it again"));
    snprintf(card->name, sizeof card->name, "%s", buf_text(&name));
    return RC_OK;
}

static enum rc read_dates(struct idcard *card, const char *two, const struct id_facts *facts,
    struct day today, struct problems *warnings, struct err *e)
{
    if (!yymmdd(&card->birth, two, facts->birth_year / 100 * 100) || day_compare(card->birth, today) > 0)
        return err_set(
            e, RC_REFUSED, "card_birth_date", N_("The birth date in the lines is no day that was"));
    if (strncmp(two + 8, "991231", 6) == 0) /* cards that never expire */
        return RC_OK;
    if (!yymmdd(&card->expires, two + 8, 2000)) {
        card->expires = (struct day){ 0 };
        problem_warn(warnings, "expires", "expiry_odd", N_("The expiry date in the lines is no day"));
    } else if (day_compare(card->expires, today) < 0) {
        problem_warn(warnings, "expires", "card_expired", N_("The card expired on %02d/%02d/%04d"),
            card->expires.d, card->expires.m, card->expires.y);
    }
    return RC_OK;
}

enum rc mrz_parse(struct idcard *ret, struct problems *warnings, const char *const lines[3], struct day today,
    struct err *e)
{
    enum rc rc = check_shape(lines, e);
    if (!rc)
        rc = check_digits(lines[0], lines[1], e);
    if (rc)
        return rc;
    struct idcard card = { .kind = CARD_MRZ };
    memcpy(card.id_number, lines[0] + 15, 12);
    struct id_facts facts;
    if (!id_number_facts(&facts, card.id_number))
        return err_set(e, RC_REFUSED, "id_number_digits", N_("A personal number has digits only"));
    card.sex = lines[1][7] == 'F' ? SEX_FEMALE : lines[1][7] == 'M' ? SEX_MALE : SEX_UNKNOWN;
    rc = read_dates(&card, lines[1], &facts, today, warnings, e);
    if (!rc)
        rc = read_name(&card, lines[2], e);
    if (rc)
        return rc;
    if (memcmp(lines[0] + 5, lines[0] + 18, 9) != 0)
        problem_warn(warnings, "id_number", "mrz_number", N_("The two numbers in line 1 differ"));
    char birth[ISO_DAY_SIZE];
    id_number_check(
        warnings, "id_number", card.id_number, iso_day(birth, card.birth), card.sex, today, ID_CARD);
    problem_warn(
        warnings, "name", "marks_missing", N_("These lines carry no Vietnamese marks; put the name right"));
    *ret = card;
    return RC_OK;
}
