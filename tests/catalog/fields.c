/* fields.c - what may be typed into a field and what is kept. All people here are invented. */
#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "catalog/field.h"
#include "check.h"

static const struct day today = { 2026, 11, 23 };

/* The canonical value, or the error's code. Static: one at a time. */
static const char *typed(const char *type, const char *text, const struct field_rule *rule)
{
    static char out[512];
    static const struct field_rule none;
    struct err e = { 0 };
    AUTO_BUF b = buf_limit(4096);
    const struct field_type *t = field_type_find(type);
    assert_non_null(t);
    enum rc rc = field_parse(&b, t, text, rule ? rule : &none, today, &e);
    snprintf(out, sizeof out, "%s%s", rc ? "!" : "", rc ? e.code : buf_text(&b));
    if (!rc && *out) { /* what is kept is understood again, and stays */
        AUTO_BUF again = buf_limit(4096);
        assert_ok(field_parse(&again, t, out, rule ? rule : &none, today, &e), &e);
        assert_string_equal(buf_text(&again), out);
    }
    return out;
}

#define KEPT(type, text, rule, expected) assert_string_equal(typed(type, text, rule), expected)

TEST(date__understands__the_shorthands_of_the_desk)
{
    KEPT("date", "h", NULL, "2026-11-23");
    KEPT("date", "h+3", NULL, "2026-11-26");
    KEPT("date", "H-1", NULL, "2026-11-22");
    KEPT("date", "+5", NULL, "2026-11-28");
    KEPT("date", "30", NULL, "2026-11-30");
    KEPT("date", "7", NULL, "2026-11-07");
    KEPT("date", "3112", NULL, "2026-12-31");
    KEPT("date", "31122026", NULL, "2026-12-31");
    KEPT("date", "311226", NULL, "2026-12-31");
    KEPT("date", "31/12/2026", NULL, "2026-12-31");
    KEPT("date", "31.12.26", NULL, "2026-12-31");
    KEPT("date", "5-1", NULL, "2026-01-05");
    KEPT("date", "2026-12-31", NULL, "2026-12-31");
    KEPT("date", " 7 5 1983 ", NULL, "1983-05-07");
}

TEST(date__reads__two_digits_of_a_year_up_to_ten_years_ahead_as_this_century)
{
    KEPT("date", "010136", NULL, "2036-01-01");
    KEPT("date", "010137", NULL, "1937-01-01");
    const struct field_rule past = { .past = true };
    KEPT("date", "010127", &past, "1927-01-01");
    KEPT("date", "010126", &past, "2026-01-01");
}

TEST(date__takes__a_year_or_a_month_only_where_the_form_allows_it)
{
    const struct field_rule loose = { .year_only = true, .month_year = true };
    KEPT("date", "1985", &loose, "1985");
    KEPT("date", "081985", &loose, "1985-08");
    KEPT("date", "8/1985", &loose, "1985-08");
    KEPT("date", "2011", &loose, "2011");
    KEPT("date", "2011", NULL, "2026-11-20");
    KEPT("date", "101220", &loose, "2020-12-10");
    KEPT("date", "1985", NULL, "!date_month");
    KEPT("date", "8/1985", NULL, "!date_day_missing_month");
}

TEST(date__refuses__days_that_do_not_exist_or_must_have_passed)
{
    const struct field_rule past = { .past = true, .year_only = true };
    KEPT("date", "31", NULL, "!date_no_such_day");
    KEPT("date", "29022027", NULL, "!date_no_such_day");
    KEPT("date", "0", NULL, "!date_no_such_day");
    KEPT("date", "00052020", NULL, "!date_day_missing_month");
    KEPT("date", "32132026", NULL, "!date_month");
    KEPT("date", "01011725", NULL, "!date_year");
    KEPT("date", "24112026", &past, "!date_future");
    KEPT("date", "2027", &past, "!date_future");
    KEPT("date", "2026", &past, "2026");
    KEPT("date", "mai", NULL, "!date_form");
    KEPT("date", "12/201", NULL, "!date_year_short");
    KEPT("date", "h+99999", NULL, "!date_form");
    KEPT("date", "1/2/3/4", NULL, "!date_form");
}

TEST(idnumber__wants__twelve_digits_and_a_birth_that_has_happened)
{
    KEPT("idnumber", "062185001234", NULL, "062185001234");
    KEPT("idnumber", "062 185 001.234", NULL, "062185001234");
    KEPT("idnumber", "06218500123", NULL, "!id_number_length");
    KEPT("idnumber", "233112345", NULL, "!id_number_length");
    KEPT("idnumber", "06218500123x", NULL, "!id_number_sign");
    KEPT("idnumber", "062399001234", NULL, "!id_number_future");
    KEPT("idnumber", "062226001234", NULL, "062226001234");
}

TEST(phone__understands__blanks_dots_and_the_country_code)
{
    KEPT("phone", "0912 345.678", NULL, "0912345678");
    KEPT("phone", "+84912345678", NULL, "0912345678");
    KEPT("phone", "84912345678", NULL, "0912345678");
    KEPT("phone", "0255 3822 123", NULL, "02553822123");
    KEPT("phone", "0112345678", NULL, "!phone_form");
    KEPT("phone", "091234567", NULL, "!phone_form");
    KEPT("phone", "call me", NULL, "!phone_sign");
}

TEST(name__keeps__names_of_every_people_and_refuses_signs)
{
    KEPT("name", "  Y  Blưi ", NULL, "Y Blưi");
    KEPT("name", "H'Linh Niê", NULL, "H'Linh Niê");
    KEPT("name", "A", NULL, "A");
    KEPT("name", "Nguye\xcc\x82\xcc\x83n", NULL, "Nguyễn");
    KEPT("name", "Hoa123", NULL, "!name_sign");
    KEPT("name", "<b>Hoa", NULL, "!name_sign");
    KEPT("name", "Hoa\u202e", NULL, "!text_bidi");
}

TEST(money__is_typed__as_people_say_it)
{
    KEPT("money", "150000", NULL, "150000");
    KEPT("money", "150.000 đ", NULL, "150000");
    KEPT("money", "150k", NULL, "150000");
    KEPT("money", "1,5tr", NULL, "1500000");
    KEPT("money", "1.25tr", NULL, "1250000");
    KEPT("money", "1.0000001tr", NULL, "!money_form");
    KEPT("money", "-5", NULL, "!money_form");
    KEPT("money", "9999999999999999999999", NULL, "!money_form");
    KEPT("money", "nhiều", NULL, "!money_form");
}

TEST(number__stays__within_its_limits)
{
    const struct field_rule rule = { .has_min = true, .min = 1, .has_max = true, .max = 50 };
    KEPT("number", "2", &rule, "2");
    KEPT("number", "007", &rule, "7");
    KEPT("number", "0", &rule, "!number_small");
    KEPT("number", "51", &rule, "!number_large");
    KEPT("number", "-3", NULL, "!number_small");
    KEPT("number", "hai", &rule, "!number_sign");
}

static const struct field_choice marital[] = {
    { "single", "Chưa kết hôn", "độc thân" },
    { "divorced", "Đã ly hôn", "" },
    { "widowed", "Góa", "vợ chết; chồng chết" },
};
static const struct field_rule marital_rule = { .choices = marital, .choices_count = 3 };

TEST(choice__is_found__by_number_label_and_other_names_without_marks)
{
    KEPT("choice", "2", &marital_rule, "divorced");
    KEPT("choice", "Đã ly hôn", &marital_rule, "divorced");
    KEPT("choice", "da ly hon", &marital_rule, "divorced");
    KEPT("choice", "CHỒNG CHẾT", &marital_rule, "widowed");
    KEPT("choice", "4", &marital_rule, "!choice_unknown");
    KEPT("choice", "khác", &marital_rule, "!choice_unknown");
    struct field_rule open = marital_rule;
    open.other = true;
    KEPT("choice", "khác", &open, "khác");
}

TEST(choice__does_not_guess__when_two_labels_differ_in_marks_only)
{
    static const struct field_choice two[] = { { "a", "Bán", "" }, { "b", "Bàn", "" } };
    const struct field_rule rule = { .choices = two, .choices_count = 2 };
    KEPT("choice", "Bàn", &rule, "b");
    KEPT("choice", "ban", &rule, "!choice_unknown");
}

TEST(many__keeps__the_order_of_the_list)
{
    KEPT("many", "3, 1", &marital_rule, "single; widowed");
    KEPT("many", "goa; doc than", &marital_rule, "single; widowed");
    KEPT("many", "1, 9", &marital_rule, "!choice_unknown");
}

TEST(text__measures__in_characters_and_refuses_what_is_hidden)
{
    const struct field_rule rule = { .max_length = 3 };
    KEPT("text", "ếếế", &rule, "ếếế");
    KEPT("text", "ếếếế", &rule, "!text_too_long");
    KEPT("text", "a\x1b[31m", NULL, "!text_control");
    KEPT("text", "\xff", NULL, "!text_utf8");
    KEPT("text", "   ", NULL, "");
}

TEST(file__takes__a_name_and_no_path)
{
    KEPT("file", "giay-chung-sinh.pdf", NULL, "giay-chung-sinh.pdf");
    KEPT("file", "../../etc/passwd", NULL, "!file_name_only");
}

static const char *shown(const char *type, const char *value, const struct field_rule *rule)
{
    static char out[256];
    AUTO_BUF b = buf_limit(256);
    field_show(&b, field_type_find(type), value, rule);
    snprintf(out, sizeof out, "%s", buf_text(&b));
    return out;
}

TEST(field_show__writes__values_as_papers_do)
{
    assert_string_equal(shown("date", "1983-05-07", NULL), "07/05/1983");
    assert_string_equal(shown("date", "1985-08", NULL), "08/1985");
    assert_string_equal(shown("date", "1985", NULL), "1985");
    assert_string_equal(shown("money", "1500000", NULL), "1.500.000 đ");
    assert_string_equal(shown("phone", "0912345678", NULL), "0912 345 678");
    assert_string_equal(shown("choice", "widowed", &marital_rule), "Góa");
    assert_string_equal(shown("many", "single; widowed", &marital_rule), "Chưa kết hôn; Góa");
}

TEST(field_type_find__knows__no_other_types)
{
    assert_null(field_type_find("script"));
    assert_null(field_type_find(""));
}
