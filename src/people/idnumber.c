/* idnumber.c - see idnumber.h. */
#include "people/idnumber.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/problem.h"

const char *sex_slug(enum sex sex)
{
    return sex == SEX_MALE ? "male" : sex == SEX_FEMALE ? "female" : "";
}

bool sex_parse(enum sex *ret, const char *text)
{
    static const struct {
        const char *word;
        enum sex sex;
    } words[] = {
        { "male", SEX_MALE },
        { "nam", SEX_MALE },
        { "female", SEX_FEMALE },
        { "nữ", SEX_FEMALE },
        { "nu", SEX_FEMALE },
        { "NỮ", SEX_FEMALE },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i].word) == 0) {
            *ret = words[i].sex;
            return true;
        }
    return false;
}

bool digits_normalise(char *out, size_t size, const char *text)
{
    size_t n = 0;
    for (; *text; text++) {
        if (strchr(" .-", *text))
            continue;
        if (n + 1 >= size)
            return false;
        out[n++] = *text;
    }
    out[n] = '\0';
    return true;
}

static bool all_digits(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

/* The place codes in use; a test compares them with data/birth_provinces.csv. */
static const struct {
    char code[4];
    const char *name;
} places[] = {
    { "001", "Hà Nội" },
    { "002", "Hà Giang" },
    { "004", "Cao Bằng" },
    { "006", "Bắc Kạn" },
    { "008", "Tuyên Quang" },
    { "010", "Lào Cai" },
    { "011", "Điện Biên" },
    { "012", "Lai Châu" },
    { "014", "Sơn La" },
    { "015", "Yên Bái" },
    { "017", "Hòa Bình" },
    { "019", "Thái Nguyên" },
    { "020", "Lạng Sơn" },
    { "022", "Quảng Ninh" },
    { "024", "Bắc Giang" },
    { "025", "Phú Thọ" },
    { "026", "Vĩnh Phúc" },
    { "027", "Bắc Ninh" },
    { "030", "Hải Dương" },
    { "031", "Hải Phòng" },
    { "033", "Hưng Yên" },
    { "034", "Thái Bình" },
    { "035", "Hà Nam" },
    { "036", "Nam Định" },
    { "037", "Ninh Bình" },
    { "038", "Thanh Hóa" },
    { "040", "Nghệ An" },
    { "042", "Hà Tĩnh" },
    { "044", "Quảng Bình" },
    { "045", "Quảng Trị" },
    { "046", "Thừa Thiên Huế" },
    { "048", "Đà Nẵng" },
    { "049", "Quảng Nam" },
    { "051", "Quảng Ngãi" },
    { "052", "Bình Định" },
    { "054", "Phú Yên" },
    { "056", "Khánh Hòa" },
    { "058", "Ninh Thuận" },
    { "060", "Bình Thuận" },
    { "062", "Kon Tum" },
    { "064", "Gia Lai" },
    { "066", "Đắk Lắk" },
    { "067", "Đắk Nông" },
    { "068", "Lâm Đồng" },
    { "070", "Bình Phước" },
    { "072", "Tây Ninh" },
    { "074", "Bình Dương" },
    { "075", "Đồng Nai" },
    { "077", "Bà Rịa - Vũng Tàu" },
    { "079", "Hồ Chí Minh" },
    { "080", "Long An" },
    { "082", "Tiền Giang" },
    { "083", "Bến Tre" },
    { "084", "Trà Vinh" },
    { "086", "Vĩnh Long" },
    { "087", "Đồng Tháp" },
    { "089", "An Giang" },
    { "091", "Kiên Giang" },
    { "092", "Cần Thơ" },
    { "093", "Hậu Giang" },
    { "094", "Sóc Trăng" },
    { "095", "Bạc Liêu" },
    { "096", "Cà Mau" },
};

const char *birth_place_name(const char code[4])
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (strcmp(places[i].code, code) == 0)
            return places[i].name;
    return NULL;
}

bool id_number_facts(struct id_facts *ret, const char *id_number)
{
    if (strlen(id_number) != 12 || !all_digits(id_number))
        return false;
    *ret = (struct id_facts){ 0 };
    memcpy(ret->place, id_number, 3);
    ret->place_name = birth_place_name(ret->place);
    int century = id_number[3] - '0';
    ret->sex = century % 2 ? SEX_FEMALE : SEX_MALE;
    ret->birth_year = 1900 + century / 2 * 100 + (id_number[4] - '0') * 10 + (id_number[5] - '0');
    return true;
}

bool birth_date_parse(struct day *ret, const char *text)
{
    size_t n = strlen(text);
    char whole[ISO_DAY_SIZE];
    if (n != 4 && n != 7 && n != 10)
        return false;
    snprintf(whole, sizeof whole, "%s%s", text, n == 4 ? "-01-01" : n == 7 ? "-01" : "");
    struct day day;
    if (!iso_day_parse(&day, whole))
        return false;
    *ret = (struct day){ day.y, n > 4 ? day.m : 0, n > 7 ? day.d : 0 };
    return true;
}

static void check_length(struct problems *p, const char *field, const char *id_number)
{
    size_t n = strlen(id_number);
    if (!all_digits(id_number))
        problem_refuse(p, field, "id_number_digits", N_("A personal number has digits only"));
    else if (n == 9)
        problem_refuse(p, field, "id_number_old",
            N_("This is an old CMND of 9 digits; type the 12-digit number, the old one goes into its own "
               "place"));
    else if (n == 11)
        problem_refuse(p, field, "id_number_length",
            N_("A personal number has 12 digits, these are 11: perhaps the 0 in front was lost"));
    else
        problem_refuse(p, field, "id_number_length", N_("A personal number has 12 digits, these are %zu"), n);
}

void id_number_check(struct problems *p, const char *field, const char *id_number, const char *birth_date,
    enum sex sex, struct day today, enum id_source source)
{
    struct id_facts facts;
    if (!id_number_facts(&facts, id_number)) {
        check_length(p, field, id_number);
        return;
    }
    if (facts.birth_year > today.y) {
        problem_refuse(p, field, "id_number_century",
            N_("The number says born in %d, which has not come; look at its fourth digit"), facts.birth_year);
        return;
    }
    struct day birth;
    if (birth_date_parse(&birth, birth_date) && birth.y != facts.birth_year) {
        if (source == ID_TYPED && birth.y % 100 == facts.birth_year % 100)
            problem_refuse(p, field, "id_number_century",
                N_("The number says born in %d, the birth date %d: its fourth digit does not fit"),
                facts.birth_year, birth.y);
        else
            problem_warn(p, field, "id_number_year",
                N_("The number says born in %d, the birth date %d; compare with the card"), facts.birth_year,
                birth.y);
    }
    if (sex != SEX_UNKNOWN && sex != facts.sex)
        problem_warn(p, field, "id_number_sex", N_("The number is one of a %s; compare with the card"),
            facts.sex == SEX_MALE ? _("man") : _("woman"));
    if (!facts.place_name)
        problem_warn(p, field, "id_number_place",
            N_("%s is the code of no province; people born abroad have such numbers"), facts.place);
}

bool old_id_valid(const char *digits)
{
    return strlen(digits) == 9 && all_digits(digits);
}

/* --- tax codes --- */

static bool tax_check_digit_right(const char *code)
{
    static const int weights[] = { 31, 29, 23, 19, 17, 13, 7, 5, 3 };
    int sum = 0;
    for (int i = 0; i < 9; i++)
        sum += (code[i] - '0') * weights[i];
    return 10 - sum % 11 == code[9] - '0'; /* 10 itself is never issued */
}

bool tax_code_valid(const char *code)
{
    size_t n = strlen(code);
    struct id_facts facts;
    if (n == 12)
        return id_number_facts(&facts, code);
    if (n != 10 && (n != 14 || code[10] != '-' || strspn(code + 11, "0123456789") != 3))
        return false;
    return strspn(code, "0123456789") == 10 && tax_check_digit_right(code);
}

void tax_code_check(struct problems *p, const char *field, const char *code)
{
    size_t n = strspn(code, "0123456789");
    if (tax_code_valid(code))
        return;
    if (n == 10 && (!code[10] || code[10] == '-'))
        problem_refuse(
            p, field, "tax_code_check", N_("The tax code has a wrong digit: its last one does not fit"));
    else
        problem_refuse(p, field, "tax_code_length",
            N_("A tax code has 10 digits, with -001 behind for a branch, or is a personal number of 12"));
}

/* --- telephones --- */

/* The second and third digit of mobile numbers in use; a test compares them with data/phone_prefixes.csv. */
static const char mobile_prefixes[] = "32 33 34 35 36 37 38 39 86 96 97 98 81 82 83 84 85 88 91 94 70 76 77 "
                                      "78 79 89 90 93 52 56 58 92 59 99 55 87";

static bool mobile_prefix_known(const char *phone)
{
    for (const char *p = mobile_prefixes; *p; p += p[2] ? 3 : 2)
        if (p[0] == phone[1] && p[1] == phone[2])
            return true;
    return false;
}

/* Without blanks, dots, hyphens and brackets; +84 and 0084 as 0. False when a letter is in it or it is too
 * long. */
static bool phone_digits(char out[PHONE_SIZE], const char *text)
{
    char all[PHONE_SIZE + 4];
    size_t n = 0;
    for (const char *t = text; *t; t++) {
        if (strchr(" .-()", *t))
            continue;
        if (n + 1 >= sizeof all || !strchr("+0123456789", *t) || (*t == '+' && n))
            return false;
        all[n++] = *t;
    }
    all[n] = '\0';
    const char *rest = all;
    if (strncmp(all, "+84", 3) == 0)
        rest = all + 3;
    else if (strncmp(all, "0084", 4) == 0)
        rest = all + 4;
    else if (strncmp(all, "84", 2) == 0 && n == 11)
        rest = all + 2;
    int written = snprintf(out, PHONE_SIZE, "%s%s", rest == all || *rest == '0' ? "" : "0", rest);
    return written > 0 && written < PHONE_SIZE && all_digits(out);
}

void phone_normalise(char out[PHONE_SIZE], struct problems *p, const char *field, const char *text)
{
    if (!phone_digits(out, text)) {
        problem_refuse(
            p, field, "phone_digits", N_("A telephone number has digits only, at most a + in front"));
        out[0] = '\0';
        return;
    }
    size_t n = strlen(out);
    bool landline = out[0] == '0' && out[1] == '2';
    bool service = strncmp(out, "1800", 4) == 0 || strncmp(out, "1900", 4) == 0;
    bool fits = service ? n == 8 || n == 10 : n == (landline ? 11u : 10u) && out[0] == '0';
    if (!fits) {
        problem_refuse(p, field, "phone_length",
            N_("A mobile number has 10 digits, a fixed line 11 with 02 in front; these are %zu"), n);
        out[0] = '\0';
        return;
    }
    if (!landline && !service && !mobile_prefix_known(out))
        problem_warn(
            p, field, "phone_prefix", N_("No operator is known for %.3s; ask for the number again"), out);
}
