/* idnumber.c - numbers people carry. All numbers here are invented. */
#include "people/idnumber.h"

#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/problem.h"
#include "check.h"

static const struct day today = { 2026, 11, 22 };

/* The one code that the check gives, "" for none; the severity is asserted. */
static const char *verdict(
    const char *number, const char *birth, enum sex sex, enum id_source source, enum severity severity)
{
    static struct problems p;
    p = (struct problems){ 0 };
    id_number_check(&p, "id_number", number, birth, sex, today, source);
    assert_in_range(p.count, 0, 1);
    if (p.count)
        assert_int_equal(p.list[0].severity, severity);
    return p.count ? p.list[0].code : "";
}

TEST(id_number__is_refused__when_it_cannot_be_one)
{
    assert_string_equal(verdict("62185001234", "", 0, ID_TYPED, SEVERITY_REFUSE), "id_number_length");
    assert_string_equal(verdict("0621850012345", "", 0, ID_TYPED, SEVERITY_REFUSE), "id_number_length");
    assert_string_equal(verdict("06218500123O", "", 0, ID_TYPED, SEVERITY_REFUSE), "id_number_digits");
    assert_string_equal(verdict("233112345", "", 0, ID_TYPED, SEVERITY_REFUSE), "id_number_old");
    assert_string_equal(verdict("", "", 0, ID_TYPED, SEVERITY_REFUSE), "id_number_digits");
}

TEST(id_number__is_refused__when_its_century_has_not_come_or_contradicts_the_birth_date)
{
    assert_string_equal(verdict("062385001234", "", 0, ID_TYPED, SEVERITY_REFUSE), "id_number_century");
    assert_string_equal(verdict("062985001234", "", 0, ID_CARD, SEVERITY_REFUSE), "id_number_century");
    assert_string_equal(
        verdict("062115001234", "2015-11-20", 0, ID_TYPED, SEVERITY_REFUSE), "id_number_century");
    assert_string_equal(verdict("062115001234", "2015-11-20", 0, ID_CARD, SEVERITY_WARN), "id_number_year");
}

TEST(id_number__is_warned_of__when_it_only_disagrees)
{
    assert_string_equal(verdict("062185001234", "1985-08-15", SEX_FEMALE, ID_TYPED, SEVERITY_WARN), "");
    assert_string_equal(verdict("062185001234", "1985", SEX_FEMALE, ID_TYPED, SEVERITY_WARN), "");
    assert_string_equal(verdict("062185001234", "1986-08-15", 0, ID_TYPED, SEVERITY_WARN), "id_number_year");
    assert_string_equal(
        verdict("062185001234", "1985-08-15", SEX_MALE, ID_TYPED, SEVERITY_WARN), "id_number_sex");
    assert_string_equal(verdict("003185001234", "", 0, ID_TYPED, SEVERITY_WARN), "id_number_place");
}

TEST(birth_places__are__those_of_the_data_file)
{
    AUTO_CSV csv = { 0 };
    struct err e = { 0 };
    char path[600];
    snprintf(path, sizeof path, "%s/data/birth_provinces.csv", test_root());
    assert_ok(csv_read(&csv, path, 1 << 20, &e), &e);
    int known = 0;
    for (int i = 0; i < 1000; i++) {
        char code[16];
        snprintf(code, sizeof code, "%03d", i);
        known += birth_place_name(code) != NULL;
    }
    assert_int_equal(known, csv.count - 1);
    for (size_t row = 1; row < csv.count; row++)
        assert_string_equal(birth_place_name(csv_cell(&csv, row, 0)), csv_cell(&csv, row, 1));
}

TEST(tax_code__is_checked__by_its_last_digit)
{
    AUTO_CSV csv = { 0 };
    struct err e = { 0 };
    char path[600];
    snprintf(path, sizeof path, "%s/tests/people/data/tax.csv", test_root());
    assert_ok(csv_read(&csv, path, 1 << 20, &e), &e);
    for (size_t row = 1; row < csv.count; row++)
        assert_true(tax_code_valid(csv_cell(&csv, row, 0)));
    assert_true(tax_code_valid("4300123458-001"));
    assert_true(tax_code_valid("062185001234"));
    assert_false(tax_code_valid("4300123459"));
    assert_false(tax_code_valid("4300123458-01"));
    assert_false(tax_code_valid("4300123458x001"));
    struct problems p = { 0 };
    tax_code_check(&p, "id_number", "4300123459");
    tax_code_check(&p, "id_number", "43001234");
    assert_true(problems_have(&p, "tax_code_check"));
    assert_true(problems_have(&p, "tax_code_length"));
}

TEST(phone__is_normalised__from_the_ways_people_write_it)
{
    static const char *const same[] = { "0912345678", "+84 912 345 678", "0912.345.678", "84912345678",
        "0084912345678", "(091) 234-5678", "+840912345678" };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        char out[PHONE_SIZE];
        struct problems p = { 0 };
        phone_normalise(out, &p, "phone", same[i]);
        assert_string_equal(out, "0912345678");
        assert_int_equal(p.count, 0);
    }
}

TEST(phone__is_refused__by_length_and_letters_and_warned_of_by_prefix)
{
    char out[PHONE_SIZE];
    struct problems p = { 0 };
    phone_normalise(out, &p, "phone", "091234567");
    assert_true(problems_have(&p, "phone_length"));
    assert_string_equal(out, "");
    phone_normalise(out, &p, "phone", "09123x5678");
    assert_true(problems_have(&p, "phone_digits"));
    phone_normalise(out, &p, "phone", "09123456789012345678901234567890");
    assert_int_equal(p.refusals, 3);
    phone_normalise(out, &p, "phone", "0122345678");
    assert_true(problems_have(&p, "phone_prefix"));
    assert_string_equal(out, "0122345678");
    p = (struct problems){ 0 };
    phone_normalise(out, &p, "phone", "02603123456");
    assert_int_equal(p.count, 0);
}

TEST(phone_prefixes__are__those_of_the_data_file)
{
    AUTO_CSV csv = { 0 };
    struct err e = { 0 };
    char path[600];
    snprintf(path, sizeof path, "%s/data/phone_prefixes.csv", test_root());
    assert_ok(csv_read(&csv, path, 1 << 20, &e), &e);
    for (size_t row = 1; row < csv.count; row++) {
        char out[PHONE_SIZE], text[64];
        struct problems p = { 0 };
        const char *prefix = csv_cell(&csv, row, 0);
        if (strlen(prefix) != 3)
            continue;
        snprintf(text, sizeof text, "%s1234567", prefix);
        phone_normalise(out, &p, "phone", text);
        assert_int_equal(p.count, 0);
    }
}
