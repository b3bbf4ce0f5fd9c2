/* legacy.c - old fonts and wedge scanners. data/legacy.csv: the text, and how TCVN3 and VNI show it in
 * cp1252. */
#include "base/legacy.h"

#include <string.h>

#include "base/csv.h"
#include "base/text.h"
#include "base/viet.h"
#include "check.h"

static const char *converted(enum legacy_kind kind, const char *text)
{
    static char result[1024];
    AUTO_BUF out = buf_limit(sizeof result - 1);
    assert_int_equal(legacy_convert(&out, kind, text, strlen(text)), RC_OK);
    snprintf(result, sizeof result, "%s", buf_text(&out));
    return result;
}

static const char *repaired(const char *text)
{
    static char result[1024];
    AUTO_BUF out = buf_limit(sizeof result - 1);
    if (!legacy_unmojibake(&out, text, strlen(text)))
        return NULL;
    snprintf(result, sizeof result, "%s", buf_text(&out));
    return result;
}

static void read_table(struct csv *ret)
{
    struct err e = { 0 };
    char path[512];
    snprintf(path, sizeof path, "%s/tests/base/data/legacy.csv", test_root());
    assert_ok(csv_read(ret, path, 1 << 20, &e), &e);
}

/* TCVN3 has no capital letters with a tone; the last row of the table has some. */
static void assert_same_but_for_capitals(const char *a, const char *b)
{
    for (size_t i = 0, j = 0, n; a[i] || b[j]; i += n) {
        uint32_t first = 0, second = 0;
        n = utf8_decode(&first, a + i, strlen(a + i));
        j += utf8_decode(&second, b + j, strlen(b + j));
        assert_int_equal(viet_lower(first), viet_lower(second));
        assert_int_not_equal(n, 0);
    }
}

TEST(legacy_convert__reads__tcvn3_and_vni)
{
    AUTO_CSV table = { 0 };
    read_table(&table);
    for (size_t i = 1; i < table.count; i++) {
        char **cells = table.rows[i].cells;
        assert_same_but_for_capitals(converted(LEGACY_TCVN3, cells[1]), cells[0]);
        assert_string_equal(converted(LEGACY_VNI, cells[2]), cells[0]);
        assert_string_equal(converted(LEGACY_NONE, cells[0]), cells[0]);
    }
}

TEST(legacy_detect__tells__the_encoding_of_a_line)
{
    AUTO_CSV table = { 0 };
    read_table(&table);
    for (size_t i = 1; i < table.count; i++) {
        char **cells = table.rows[i].cells;
        assert_int_equal(legacy_detect(cells[0], strlen(cells[0])), LEGACY_NONE);
        if (legacy_detect(cells[1], strlen(cells[1])) != LEGACY_TCVN3)
            fail_msg("TCVN3 not seen in \"%s\"", cells[1]);
        if (legacy_detect(cells[2], strlen(cells[2])) != LEGACY_VNI)
            fail_msg("VNI not seen in \"%s\"", cells[2]);
    }
}

TEST(legacy_detect__leaves__ascii_latin1_vietnamese_and_the_unclear_alone)
{
    assert_int_equal(legacy_detect("Kon Ray", 7), LEGACY_NONE);
    assert_int_equal(legacy_detect("Lê Thành Hà", strlen("Lê Thành Hà")), LEGACY_NONE);
    assert_int_equal(legacy_detect("§§§ ¿¿", strlen("§§§ ¿¿")), LEGACY_UNSURE);
}

TEST(legacy_unmojibake__repairs__utf8_read_as_cp1252)
{
    assert_string_equal(repaired("Nguyá»…n Thá»‹ Hoa"), "Nguyễn Thị Hoa");
    assert_string_equal(repaired("XÃ£ Ä\xC2\x90"
                                 "Äƒk TÃ´, 062185001234"),
        "Xã Đăk Tô, 062185001234");
}

TEST(legacy_unmojibake__leaves_alone__what_it_cannot_be_sure_of)
{
    assert_null(repaired("Nguyễn Thị Hoa"));
    assert_null(repaired("Lê Hà"));
    assert_null(repaired("Hoa"));
    assert_null(repaired("Nguyá»n"));
    assert_null(repaired("Ð°"));
}
