/* idnumber.h - numbers people carry: the 12-digit personal number, the old CMND, tax codes, telephones.
 *
 * A personal number is ppp g yy nnnnnn: place of birth registration, century with sex (0/1 = 1900s
 * male/female, 2/3 = 2000s ...), year, six random digits; there is no check digit. Numbers stay valid when a
 * record is corrected later, so what merely disagrees is a warning; what cannot be is a refusal.
 */
#ifndef PEOPLE_IDNUMBER_H
#define PEOPLE_IDNUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"

struct problems;

enum sex { SEX_UNKNOWN, SEX_MALE, SEX_FEMALE };
const char *sex_slug(enum sex sex);              /* "male", "female", "" */
bool sex_parse(enum sex *ret, const char *text); /* slugs, "Nam", "Nữ", "Nu"; any case */

#define ID_NUMBER_SIZE 13
#define TAX_CODE_SIZE  15 /* 0100109071-001 */
#define PHONE_SIZE     16

/* Copies without the blanks, dots and hyphens people write between groups; false when it does not fit. */
bool digits_normalise(char *out, size_t size, const char *text);

struct id_facts {
    char place[4];
    const char
        *place_name; /* as the province was called at issue; NULL = not in the list (born abroad ...) */
    enum sex sex;
    int birth_year;
};

/* False unless `id_number` is exactly 12 digits. */
bool id_number_facts(struct id_facts *ret, const char *id_number);

/* The name of a place code, NULL when unknown. */
const char *birth_place_name(const char code[4]);

/* A birth date: "1985-08-15", "1985-08" or "1985". m and d are 0 when not known. False for anything else. */
bool birth_date_parse(struct day *ret, const char *text);

enum id_source { ID_TYPED, ID_CARD };

/* Adds what is wrong with the number to `p`. `birth_date` ("" = not known) and `sex` are compared with it.
 * Refuses: other than 12 digits, a year that has not come, and, when typed, the right year in the wrong
 * century. Warns: other year, other sex, unknown place. */
void id_number_check(struct problems *p, const char *field, const char *id_number, const char *birth_date,
    enum sex sex, struct day today, enum id_source source);

/* A CMND of 9 digits: history only, no longer valid since 2025-01-01. */
bool old_id_valid(const char *digits);

/* 10 digits with their check digit, "-001" behind for a branch, or 12 digits (persons and households since
 * 2025-07-01). Adds a refusal otherwise. */
void tax_code_check(struct problems *p, const char *field, const char *code);
bool tax_code_valid(const char *code);

/* "+84 912.345.678" -> "0912345678". Refuses wrong lengths and letters, warns of an unknown prefix.
 * `out` is "" after a refusal. */
void phone_normalise(char out[PHONE_SIZE], struct problems *p, const char *field, const char *text);

#endif
