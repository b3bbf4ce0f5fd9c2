/* certify.c - the certification books count without gaps, by kind and year. */
#include "dossier/certify.h"

#include "base/arena.h"
#include "shop.h"

static struct certification copy_of(const char *document)
{
    return (struct certification){ .kind = CERTIFY_COPY, .applicant = "Nguyễn Thị Thử", .id_number = "062185000001",
        .document = document, .signer = "Trần Văn Mẫu", .pages = 5, .copies = 3 };
}

static void refused(enum rc rc, const struct err *e, const char *code)
{
    assert_int_equal(rc, RC_REFUSED);
    assert_string_equal(e->code, code);
}

TEST(certify_add__numbers__by_kind_and_year_also_in_batches)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    char text[CERTIFY_TEXT_SIZE];
    struct test_desk *t = shop_open("certify");
    struct certification c = copy_of("Bằng tốt nghiệp");
    assert_ok(certify_add(&c, 1, &t->of, &a, &e), &e);
    assert_int_equal(c.number, 1);
    assert_int_equal(c.fee, 21000); /* (2 x 2,000 + 3 x 1,000) x 3 */
    assert_string_equal(certify_text(text, c.kind, c.year, c.number), "1, 01/2026-SCT/BS");
    c = copy_of("Căn cước");
    assert_ok(certify_add(&c, 200, &t->of, &a, &e), &e);
    assert_int_equal(c.number, 2);
    c = copy_of("Giấy khai sinh");
    assert_ok(certify_add(&c, 1, &t->of, &a, &e), &e);
    assert_int_equal(c.number, 202);
    c = copy_of("Giấy cam kết");
    c.kind = CERTIFY_SIGNATURE;
    assert_ok(certify_add(&c, 1, &t->of, &a, &e), &e);
    assert_int_equal(c.number, 1);
    assert_int_equal(c.fee, 10000); /* a case, whatever its pages */
    t->now += (int64_t)365 * DAY_SECONDS;
    c = copy_of("Bằng lái xe");
    assert_ok(certify_add(&c, 1, &t->of, &a, &e), &e);
    assert_int_equal(c.number, 1);
    assert_int_equal(c.year, 2027);
    test_desk_close(t);
}

TEST(certify_add__refuses__gaps_in_what_is_written_and_takes_no_number_then)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct test_desk *t = shop_open("certify-no");
    struct certification c = copy_of("  ");
    refused(certify_add(&c, 1, &t->of, &a, &e), &e, "document");
    c = copy_of("Bằng"), c.pages = 0;
    e = (struct err){ 0 };
    refused(certify_add(&c, 1, &t->of, &a, &e), &e, "pages");
    c = copy_of("Bằng"), c.copies = -1;
    e = (struct err){ 0 };
    refused(certify_add(&c, 1, &t->of, &a, &e), &e, "copies");
    c = copy_of("Bằng");
    e = (struct err){ 0 };
    refused(certify_add(&c, 201, &t->of, &a, &e), &e, "count");
    c = copy_of("Bằng"), c.dossier = "H48.25-260105-0009";
    assert_int_equal(certify_add(&c, 1, &t->of, &a, &e), RC_NOT_FOUND);
    t->of.role = ROLE_CHAIRMAN;
    c = copy_of("Bằng");
    e = (struct err){ 0 };
    refused(certify_add(&c, 1, &t->of, &a, &e), &e, "no_permission");
    t->of.role = ROLE_OFFICER;
    assert_ok(certify_add(&c, 1, &t->of, &a, &e), &e);
    assert_int_equal(c.number, 1);
    test_desk_close(t);
}

TEST(certify_void__keeps__the_number_and_leaves_the_sums)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct certification *list;
    size_t count;
    struct test_desk *t = shop_open("certify-void");
    struct certification c = copy_of("Bằng tốt nghiệp");
    assert_ok(certify_add(&c, 3, &t->of, &a, &e), &e);
    refused(certify_void(&t->of, CERTIFY_COPY, 2026, 2, "", &e), &e, "reason_missing");
    assert_ok(certify_void(&t->of, CERTIFY_COPY, 2026, 2, "đóng nhầm dấu", &e), &e);
    e = (struct err){ 0 };
    refused(certify_void(&t->of, CERTIFY_COPY, 2026, 2, "lần nữa", &e), &e, "void_already");
    assert_int_equal(certify_void(&t->of, CERTIFY_COPY, 2026, 9, "không có", &e), RC_NOT_FOUND);
    assert_ok(certify_list(&list, &count, &t->of, day_of(t->now), &a, &e), &e);
    assert_int_equal(count, 3);
    struct certify_sum sum = certify_sum(list, count, CERTIFY_COPY);
    assert_int_equal(sum.entries, 2);
    assert_int_equal(sum.copies, 6);
    assert_int_equal(sum.pages, 30);
    assert_int_equal(sum.fee, 42000);
    test_desk_close(t);
}
