/* viet.c - letters, fold, order and capitals. Word lists of data/ are in their right order, one list after
 * another. */
#include "base/viet.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/text.h"
#include "check.h"

typedef enum rc (*transform)(struct buf *, const char *, size_t);

/* The result lives in one of four static buffers, so that two can stand in one assertion. */
static const char *apply(transform f, const char *text)
{
    static char results[4][4096];
    static int turn;
    AUTO_BUF out = buf_limit(sizeof results[0] - 1);
    assert_int_equal(f(&out, text, strlen(text)), RC_OK);
    char *result = results[turn++ % 4];
    snprintf(result, sizeof results[0], "%s", buf_text(&out));
    return result;
}

static void read_table(struct csv *ret, const char *name)
{
    struct err e = { 0 };
    char path[512];
    snprintf(path, sizeof path, "%s/tests/base/data/%s", test_root(), name);
    assert_ok(csv_read(ret, path, 1 << 20, &e), &e);
    assert_true(ret->count > 2);
}

static void assert_before(transform key, const char *first, const char *second)
{
    if (strcmp(apply(key, first), apply(key, second)) >= 0)
        fail_msg(
            "\"%s\" (%s) must come before \"%s\" (%s)", first, apply(key, first), second, apply(key, second));
}

TEST(viet_letter__is_taken_apart_and_put_together__for_every_letter_with_every_tone)
{
    int found = 0;
    for (uint32_t code = 0; code < 0x2000; code++) {
        struct viet_letter letter;
        if (!viet_letter_split(&letter, code))
            continue;
        found++;
        assert_int_equal(viet_letter_join(letter), code);
        assert_int_equal(viet_lower(code) == code, !letter.upper);
        letter.upper = !letter.upper;
        uint32_t other = viet_letter_join(letter);
        assert_int_equal(letter.upper ? viet_upper(code) : viet_lower(code), other);
    }
    assert_int_equal(found, 2 * (12 * 6 + 1 + 20));
}

TEST(viet_letter_join__knows__no_letter_that_does_not_exist)
{
    assert_int_equal(viet_letter_join((struct viet_letter){ 'b', VIET_PLAIN, VIET_SAC, false }), 0);
    assert_int_equal(viet_letter_join((struct viet_letter){ 'i', VIET_HAT, VIET_NGANG, false }), 0);
    assert_int_equal(viet_letter_join((struct viet_letter){ 'd', VIET_BAR, VIET_NANG, false }), 0);
}

TEST(viet_fold__drops__every_mark_and_the_bar_of_đ)
{
    assert_string_equal(apply(viet_fold, "Nguyễn Thị ÁNH Đào"), "nguyen thi anh dao");
    assert_string_equal(apply(viet_fold, "Đăk Tô, Đắk Lắk"), "dak to, dak lak");
    assert_string_equal(apply(viet_fold, "H’Linh Niê Kđăm"), "h'linh nie kdam");
    assert_string_equal(apply(viet_fold, "Müller, Señor, Ça, Straße"), "muller, senor, ca, strasse");
}

TEST(viet_fold__unifies__the_two_places_of_the_tone_and_nfd)
{
    assert_string_equal(apply(viet_fold, "hòa thủy"), apply(viet_fold, "hoà thuỷ"));
    assert_string_equal(apply(viet_fold, "Nguye\xCC\x82\xCC\x83n"), "nguyen");
    assert_string_equal(apply(viet_fold, "\xEA\xCC\x81"), "\xEF\xBF\xBD");
}

TEST(viet_search_key__drops__blanks_that_say_nothing)
{
    assert_string_equal(apply(viet_search_key, "  Lê   Văn\xC2\xA0 Tám "), "le van tam");
    assert_string_equal(apply(viet_search_key, "   "), "");
}

TEST(viet_sort_key__orders__the_alphabet_with_tones_and_capitals)
{
    AUTO_CSV table = { 0 };
    read_table(&table, "alphabet.csv");
    for (size_t i = 2; i < table.count; i++)
        assert_before(viet_sort_key, table.rows[i - 1].cells[0], table.rows[i].cells[0]);
}

TEST(viet_sort_key__orders__words_and_places)
{
    AUTO_CSV table = { 0 };
    read_table(&table, "sort_words.csv");
    for (size_t i = 2; i < table.count; i++)
        if (strcmp(table.rows[i - 1].cells[0], table.rows[i].cells[0]) == 0)
            assert_before(viet_sort_key, table.rows[i - 1].cells[1], table.rows[i].cells[1]);
}

TEST(viet_sort_key__compares__letters_of_the_whole_text_before_any_tone)
{
    assert_before(viet_sort_key, "Bá An", "Ba Bình");
    assert_before(viet_sort_key, "Bà Bình", "Bá Bình");
    assert_before(viet_sort_key, "Ba Bá", "Bá Ba");
    assert_before(viet_sort_key, "an", "An");
    assert_before(viet_sort_key, "An", "Án");
    assert_before(viet_sort_key, "Thôn 2", "Thôn A");
    assert_string_equal(apply(viet_sort_key, "hòa"), apply(viet_sort_key, "hoà"));
    assert_string_equal(apply(viet_sort_key, "Tha\xCC\x86\xCC\x81ng"), apply(viet_sort_key, "Thắng"));
}

TEST(viet_sort_key__is__printable_ascii_for_any_text)
{
    const char *key = apply(viet_sort_key, "Ø€ 漢字 Ünï\xFF 😀 ~!\x01");
    for (const char *c = key; *c; c++)
        assert_true(*c >= ' ' && *c <= '~');
}

TEST(viet_name_sort_key__orders__people_by_given_name)
{
    AUTO_CSV table = { 0 };
    read_table(&table, "sort_people.csv");
    for (size_t i = 2; i < table.count; i++)
        assert_before(viet_name_sort_key, table.rows[i - 1].cells[0], table.rows[i].cells[0]);
}

TEST(viet_name_sort_key__keeps__all_of_one_given_name_together)
{
    assert_before(viet_name_sort_key, "Trần Thị Anh", "Lê Thị Ánh");
    assert_before(viet_name_sort_key, "Lê Thị An", "Lê Văn An");
    assert_before(viet_name_sort_key, "Y An", "Lê Anh");
    assert_before(viet_name_sort_key, "An", "Lê An");
}

TEST(viet_given_name__is__the_last_word)
{
    const char *given;
    assert_int_equal(viet_given_name(&given, "Y Blưi  ", 9), 5);
    assert_memory_equal(given, "Blưi", 5);
    assert_int_equal(viet_given_name(&given, "  ", 2), 0);
}

TEST(viet_capitalise__writes__names_as_on_papers)
{
    AUTO_CSV table = { 0 };
    read_table(&table, "capitalise.csv");
    for (size_t i = 1; i < table.count; i++)
        assert_string_equal(apply(viet_capitalise, table.rows[i].cells[0]), table.rows[i].cells[1]);
}
