/* linked.c - a linked procedure promises the catalogue's total and explains it unit by unit. */
#include "dossier/linked.h"

#include "shop.h"

static const char table[] = "procedure,unit,limit,confidence\n3.000722,Một,1 working_day,C\n3.000722,Hai,2 working_day,C\n"
                            "3.000722,Ba,1 working_day,C\n2.002913,Bốn,?,C\n1.001193,Năm,x days,C\n";

static enum rc parse(struct share shares[LINKED_MAX], size_t *count, const char *procedure, struct err *e)
{
    return linked_parse(shares, count, table, sizeof table - 1, procedure, e);
}

TEST(linked_parse__gives__the_units_in_order_or_none)
{
    struct err e = { 0 };
    struct share shares[LINKED_MAX];
    size_t count;
    assert_ok(parse(shares, &count, "3.000722", &e), &e);
    assert_int_equal(count, 3);
    assert_string_equal(shares[1].unit, "Hai");
    assert_int_equal(shares[1].limit.value, 2);
    assert_ok(parse(shares, &count, "2.002913", &e), &e); /* a share that is not known explains nothing */
    assert_int_equal(count, 0);
    assert_ok(parse(shares, &count, "1.000656", &e), &e);
    assert_int_equal(count, 0);
    assert_int_equal(parse(shares, &count, "1.001193", &e), RC_REFUSED);
    assert_string_equal(e.code, "linked_limit");
}

TEST(intake__of_a_linked_procedure__promises_the_total_and_says_each_share)
{
    struct test_desk *t = shop_open("linked");
    struct intake_answer in;
    shop_receive(&in, t, 1, "3.000722"); /* Monday 5 January + 4 working days: Friday the ninth */
    assert_int_equal(in.due_at, utc_of((struct day){ 2026, 1, 9 }, 8 * 3600 + 600));
    int shares = 0;
    for (int i = 0; i < in.deadline.count; i++)
        shares += strstr(in.deadline.reasons[i], "UBND") || strstr(in.deadline.reasons[i], "Công an") ||
                  strstr(in.deadline.reasons[i], "Bảo hiểm");
    assert_int_equal(shares, 3);
    test_desk_close(t);
}
