/* pieces.c - what the answers make the fee: pages and copies, a case, a transaction. */
#include "dossier/pieces.h"

#include <string.h>

#include "base/json.h"
#include "check.h"

static const struct procedure certified = { .code = "2.000815",
    .channels[CHANNEL_DIRECT] = { .offered = true, .fee_known = true, .fee = 2000 },
    .fee_rule = { .per = "page", .next_from = 3, .next = 1000, .cap = 200000 } };

static int64_t fee_of(const struct procedure *p, const char *text)
{
    AUTO_JS answers = NULL;
    struct err e = { 0 };
    int64_t fee = -1;
    assert_ok(js_parse(&answers, text, strlen(text), &e), &e);
    assert_true(pieces_fee(&fee, p, CHANNEL_DIRECT, answers));
    return fee;
}

TEST(pieces_fee__begins_again__with_the_first_page_of_every_copy)
{
    assert_int_equal(fee_of(&certified, "{}"), 2000);
    assert_int_equal(
        fee_of(&certified, "{\"copies\":\"3\"}"), 6000); /* three copies of one page, not three pages */
    assert_int_equal(
        fee_of(&certified, "{\"copies\":\"2\",\"documents\":[{\"name\":\"Bằng\",\"pages\":\"4\"}]}"),
        2 * (4000 + 2000));
}

TEST(pieces_fee__adds__every_paper_with_its_own_number_of_copies)
{
    assert_int_equal(fee_of(&certified, "{\"copies\":\"1\",\"documents\":[{\"pages\":\"1\",\"copies\":\"5\"},"
                                        "{\"pages\":\"3\"},{\"name\":\"chưa đếm trang\"}]}"),
        10000 + 5000 + 2000);
}

TEST(pieces_fee__stops__at_the_most_of_each_copy_not_of_all)
{
    assert_int_equal(fee_of(&certified, "{\"copies\":\"2\",\"documents\":[{\"pages\":\"900\"}]}"), 400000);
}

TEST(pieces_fee__takes_once__what_is_paid_by_the_case)
{
    struct procedure p = certified;
    p.fee_rule = (struct procedure_fee_rule){ .per = "case" };
    p.channels[CHANNEL_DIRECT].fee = 10000;
    assert_int_equal(fee_of(&p, "{\"copies\":\"3\",\"pages\":\"12\"}"), 10000);
    p.fee_rule = (struct procedure_fee_rule){ .per = "" };
    p.channels[CHANNEL_DIRECT].fee = 50000;
    assert_int_equal(fee_of(&p, "{\"copies\":\"3\"}"), 50000); /* a transaction with three originals */
}

TEST(pieces_fee__multiplies__copies_of_an_extract)
{
    struct procedure p = certified;
    p.fee_rule = (struct procedure_fee_rule){ .per = "copy" };
    p.channels[CHANNEL_DIRECT].fee = 8000;
    assert_int_equal(fee_of(&p, "{\"copies\":\"3\"}"), 24000);
    assert_int_equal(fee_of(&p, "{\"copies\":\"x\"}"), 8000);
}

TEST(pieces_fee__does_not_know__what_the_catalogue_does_not)
{
    struct procedure p = certified;
    int64_t fee = -1;
    p.channels[CHANNEL_DIRECT].fee_known = false;
    assert_false(pieces_fee(&fee, &p, CHANNEL_DIRECT, NULL));
    assert_int_equal(fee, -1);
}
