/* The one box: procedures, people and dossiers by whatever is known. All people here are invented. */
#include "catalog/find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/viet.h"
#include "book/db.h"
#include "book/tx.h"
#include "check.h"
#include "desk.h"

static const struct day today = { 2026, 1, 5 };

static void add_person(struct db *db, const char *name, const char *birth, const char *number)
{
    AUTO_BUF folded = buf_limit(400);
    AUTO_BUF key = buf_limit(400);
    struct err e = { 0 };
    assert_int_equal(viet_search_key(&folded, name, strlen(name)), RC_OK);
    assert_int_equal(viet_name_sort_key(&key, name, strlen(name)), RC_OK);
    struct stmt *q = stmt_of(db, "INSERT INTO person (kind, id_number, name, name_folded, name_key, "
                                 "birth_date, created_at, updated_at)"
                                 " VALUES ('citizen', :number, :name, :folded, :key, :birth, 0, 0)");
    stmt_bind_text(q, ":number", number);
    stmt_bind_text(q, ":name", name);
    stmt_bind_text(q, ":folded", buf_text(&folded));
    stmt_bind_blob(q, ":key", key.data, key.len);
    stmt_bind_text(q, ":birth", birth);
    assert_ok(stmt_run(q, &e), &e);
}

static void some_people(struct desk *d)
{
    desk_open_with_catalogue(d);
    add_person(d->db, "Nguyễn Văn Hải", "1983-02-01", "062083000417");
    add_person(d->db, "Nguyễn Văn Hai", "1983-05-09", "051083000902");
    add_person(d->db, "Nguyễn Vân Hải", "1984-01-01", "062184000118");
    add_person(d->db, "Hồ Văn Nguyên", "1990-01-01", "062090000111");
    add_person(d->db, "Y H'Linh", "1991-01-01", "062191000112");
    add_person(d->db, "Đinh Thị Hòa", "1970-01-01", "062170000113");
}

/* The names found for `text`, joined by '|'. */
static void assert_people(struct desk *d, const char *text, const char *expected)
{
    struct found list[FIND_EACH_MAX];
    size_t count;
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    AUTO_BUF names = buf_limit(4000);
    assert_ok(find_people(list, &count, FIND_EACH_MAX, d->db, text, &a, &e), &e);
    for (size_t i = 0; i < count; i++)
        buf_addf(&names, "%s%s", i ? "|" : "", list[i].title);
    assert_string_equal(buf_text(&names), expected);
}

TEST(find_people__ranks__exact_marks_first)
{
    struct desk d;
    some_people(&d);
    assert_people(&d, "Nguyễn Văn Hai", "Nguyễn Văn Hai|Nguyễn Văn Hải|Nguyễn Vân Hải");
    assert_people(&d, "nguyen vân", "Nguyễn Vân Hải|Nguyễn Văn Hai|Nguyễn Văn Hải|Hồ Văn Nguyên");
    desk_close(&d);
}

TEST(find_people__takes__any_order_beginnings_and_a_year)
{
    struct desk d;
    some_people(&d);
    assert_people(&d, "hai nguyen 1984", "Nguyễn Vân Hải");
    assert_people(&d, "hoa dinh", "Đinh Thị Hòa");
    assert_people(&d, "thi din", "Đinh Thị Hòa");
    assert_people(&d, "h'linh", "Y H'Linh");
    assert_people(&d, "hoà", "Đinh Thị Hòa");
    desk_close(&d);
}

TEST(find_people__forgives__one_slip_in_a_syllable)
{
    struct desk d;
    some_people(&d);
    assert_people(&d, "dinh thi hao", "Đinh Thị Hòa");
    assert_people(&d, "dnih thi hoa", "Đinh Thị Hòa");
    assert_people(&d, "ddinhj thij hoaf", "Đinh Thị Hòa");
    assert_people(&d, "zzzz qqqq", "");
    assert_people(&d, "\" OR name:*", "");
    desk_close(&d);
}

/* One letter other, one missing, two swapped, or what sounds alike in the village: in every syllable. */
TEST(find_people__offers__names_alike_and_says_that_they_are_only_alike)
{
    struct desk d;
    struct found list[FIND_EACH_MAX];
    size_t count;
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    some_people(&d);
    add_person(d.db, "Trần Xuân Sang", "1975-01-01", "062075000114");
    assert_people(&d, "chan suan san", "Trần Xuân Sang");
    assert_people(&d, "tarn xuan sagn", "Trần Xuân Sang");
    assert_people(&d, "dinh tih hoa", "Đinh Thị Hòa");
    assert_ok(find_people(list, &count, FIND_EACH_MAX, d.db, "chan suan san", &a, &e), &e);
    assert_true(count == 1 && list[0].near);
    assert_ok(find_people(list, &count, FIND_EACH_MAX, d.db, "tran xuan sang", &a, &e), &e);
    assert_true(count == 1 && !list[0].near);
    desk_close(&d);
}

TEST(find_people__masks__numbers)
{
    struct desk d;
    struct found list[4];
    size_t count;
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    some_people(&d);
    assert_ok(find_people(list, &count, 4, d.db, "062083000417", &a, &e), &e);
    assert_int_equal(count, 1);
    assert_non_null(strstr(list[0].detail, "062******417"));
    assert_null(strstr(list[0].detail, "083000"));
    desk_close(&d);
}

static const struct {
    const char *typed, *first;
} procedures[] = {
    { "khai sinh", "1.001193" }, { "sinh khai", "1.001193" }, { "dkks", "1.001193" },
    { "kahi sinh", "1.001193" }, { "sổ đỏ", "1.013978" }, { "so do", "1.013978" },
    { "giay doc than", "1.004873" }, { "độc thân", "1.004873" }, { "tach ho", "1.010038" },
    { "1.001193", "1.001193" }, { "001193", "1.001193" }, { "dang ky tam tr", "1.004194" },
    { "hooj caanj ngheof", "1.011607" }, { "di chuc", "2.001019" }, { "cong chung", "2.000815" },
    { "ho khau", "1.004222" }, { "gpxd", "1.013225" }, { "ket hon", "1.000894" }, { "giám hộ", "1.004837" },
    { "bhyt", "1.001939" }, { "giem ho", "1.004837" }, /* a letter changed, */
    { "tah ho", "1.010038" },                          /* missing, */
    { "tacch ho", "1.010038" }, /* too many: none of these words has the letters of the right one */
};

TEST(finder_procedures__puts_first__what_was_meant)
{
    struct desk d;
    struct err e = { 0 };
    AUTO_FINDER f = NULL;
    AUTO_ARENA a = { 0 };
    desk_open_with_catalogue(&d);
    assert_ok(finder_open(&f, &d.office, today, &e), &e);
    for (size_t i = 0; i < sizeof procedures / sizeof *procedures; i++) {
        struct found list[10];
        size_t n = finder_procedures(list, 10, f, procedures[i].typed, &a);
        if (!n || strcmp(list[0].id, procedures[i].first) != 0)
            print_error(
                "%s gave %s %s\n", procedures[i].typed, n ? list[0].id : "nothing", n ? list[0].title : "");
        assert_true(n > 0);
        assert_string_equal(list[0].id, procedures[i].first);
    }
    struct found list[10];
    assert_int_equal(finder_procedures(list, 10, f, "", &a), 0);
    assert_int_equal(finder_procedures(list, 10, f, "\xff\xfe 😀", &a), 0);
    desk_close(&d);
}

TEST(syllable__knows__what_can_be_said)
{
    static const char *const good[] = { "nguyen", "khai", "thuy", "y", "gia", "quyen", "nghieng", "hoa",
        "oanh" };
    static const char *const bad[] = { "", "nguyne", "kahi", "zzz", "str", "bz", "hooa", "nguyenn" };
    char out[12][8];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(syllable_possible(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(syllable_possible(bad[i]));
    assert_true(syllable_corrections(out, 12, "nguyne") > 0);
    assert_string_equal(out[0], "nguyen");
}

static double milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_time(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* MOTCUA_BENCH_PEOPLE=1000000 measures typing letter by letter; without it a small book is only looked
 * through. */
TEST(find_people__answers__within_a_frame)
{
    static const char *const families[] = { "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đinh", "Võ", "Đặng",
        "Bùi", "Hồ" };
    static const char *const middles[] = { "Văn", "Thị", "Minh", "Ngọc", "Thanh", "Quốc", "Xuân", "Đức",
        "Hữu", "Mỹ" };
    static const char *const given[] = { "Hải", "Hoa", "Lan", "Tuấn", "Hùng", "Dũng", "Linh", "Phương",
        "Thảo", "Khánh", "Nhung", "Bình", "Sơn", "Thủy", "Tâm", "An", "Giang", "Vinh", "Yến", "Quỳnh", "Đạt",
        "Hạnh", "Long", "Nga" };
    static const char *const typed[] = { "nguyen van hai", "hoa tran", "le quoc khanh", "dinh thi nugng",
        "Phạm Thị Thảo", "hung vo", "bui xuan yne", "ho minh" };
    const char *wish = getenv("MOTCUA_BENCH_PEOPLE");
    long people = wish ? strtol(wish, NULL, 10) : 500;
    struct desk d;
    struct err e = { 0 };
    desk_open(&d);
    AUTO_TX tx = tx_for(d.db);
    assert_ok(tx_begin(&tx, &e), &e);
    unsigned seed = 7;
    for (long i = 0; i < people; i++) {
        char name[80], number[16];
        seed = seed * 1103515245u + 12345u;
        unsigned r = seed >> 8;
        snprintf(name, sizeof name, "%s %s %s", families[r % 10], middles[r / 10 % 10], given[r / 100 % 24]);
        snprintf(number, sizeof number, "062%09ld", i);
        add_person(d.db, name, "1990-01-01", number);
    }
    assert_ok(tx_commit(&tx, &e), &e);

    assert_ok(find_people_index(d.db, people, &e), &e);

    static double times[400];
    size_t n = 0;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        for (size_t len = 2; len <= strlen(typed[i]) && n < 400; len++) {
            char text[64];
            struct found list[10];
            size_t count;
            AUTO_ARENA a = { 0 };
            snprintf(text, sizeof text, "%.*s", (int)len, typed[i]);
            double from = milliseconds();
            assert_ok(find_people(list, &count, 10, d.db, text, &a, &e), &e);
            times[n++] = milliseconds() - from;
        }
    }
    qsort(times, n, sizeof *times, by_time);
    printf("find people: %ld citizens, p50 %.2f ms, p99 %.2f ms a key\n", people, times[n / 2],
        times[n * 99 / 100]);
    desk_close(&d);
}
