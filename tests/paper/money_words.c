/* money_words.c - sums as they are spoken. The vectors were written by hand, one for each rule of the
 * language. */
#include "paper/money_words.h"

#include "base/buf.h"
#include "check.h"

static const struct {
    int64_t dong;
    const char *words;
} vectors[] = {
    { 0, "Không đồng" },
    { 1, "Một đồng" },
    { 5, "Năm đồng" },
    { 10, "Mười đồng" },
    { 11, "Mười một đồng" },
    { 15, "Mười lăm đồng" },
    { 20, "Hai mươi đồng" },
    { 21, "Hai mươi mốt đồng" },
    { 24, "Hai mươi bốn đồng" },
    { 55, "Năm mươi lăm đồng" },
    { 100, "Một trăm đồng" },
    { 101, "Một trăm lẻ một đồng" },
    { 105, "Một trăm lẻ năm đồng" },
    { 110, "Một trăm mười đồng" },
    { 1000, "Một nghìn đồng" },
    { 1001, "Một nghìn không trăm lẻ một đồng" },
    { 1010, "Một nghìn không trăm mười đồng" },
    { 8000, "Tám nghìn đồng" },
    { 15000, "Mười lăm nghìn đồng" },
    { 16500, "Mười sáu nghìn năm trăm đồng" },
    { 21000, "Hai mươi mốt nghìn đồng" },
    { 100000, "Một trăm nghìn đồng" },
    { 200000, "Hai trăm nghìn đồng" },
    { 1000005, "Một triệu không trăm lẻ năm đồng" },
    { 1005015, "Một triệu không trăm lẻ năm nghìn không trăm mười lăm đồng" },
    { 1000000000, "Một tỷ đồng" },
    { 1000000001, "Một tỷ không trăm lẻ một đồng" },
    { 2050000000, "Hai tỷ không trăm năm mươi triệu đồng" },
    { 999999999999, "Chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín "
                    "nghìn chín trăm chín "
                    "mươi chín đồng" },
    { -15000, "Âm mười lăm nghìn đồng" },
};

TEST(money_words__speaks__a_sum_as_people_do)
{
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        AUTO_BUF text = buf_limit(1000);
        money_words(&text, vectors[i].dong);
        assert_string_equal(buf_text(&text), vectors[i].words);
    }
}
