/* The catalogue as files say it: refused as a whole or taken as a whole, with versions and readable
 * differences. */
#include "catalog/catalogue.h"

#include <stdio.h>
#include <string.h>

#include "base/problem.h"
#include "book/db.h"
#include "check.h"
#include "desk.h"

static const struct day december = { 2026, 12, 1 }, january = { 2026, 1, 5 };

#define HEAD "code,name,field,limit_direct,fee_direct\n"

/* Reads `text` and imports it into the desk's book. */
static enum rc take(struct desk *d, const char *name, const char *text, bool whole,
    struct import_report *report, struct problems *problems, struct err *e)
{
    AUTO_CATALOGUE c = { 0 };
    enum rc rc = catalogue_parse(&c, text, strlen(text), name, problems, e);
    const struct import_options options = { .from = december, .whole = whole };
    return rc ? rc : catalogue_import(report, &d->office, &c, &options, e);
}

static int64_t one_number(struct db *db, const char *sql)
{
    struct stmt *q = stmt_of(db, sql);
    struct err e = { 0 };
    assert_ok(stmt_one(q, &e), &e);
    int64_t n = stmt_int(q, 0);
    stmt_done(q);
    return n;
}

TEST(catalogue_read__takes__every_table_of_the_folder)
{
    AUTO_CATALOGUE c = { 0 };
    struct problems problems = { 0 };
    struct err e = { 0 };
    char path[600];
    snprintf(path, sizeof path, "%s/data/catalogue", test_root());
    assert_ok(catalogue_read(&c, path, &problems, &e), &e);
    assert_int_equal(c.count, 166);
    size_t papers = 0;
    for (size_t i = 0; i < c.count; i++)
        papers += c.procedures[i].components_count;
    assert_true(papers > 700);
    assert_null(catalogue_find(&c, "9.999999"));
}

TEST(catalogue_import__keeps__the_version_of_what_did_not_change)
{
    struct desk d;
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct problems problems = { 0 };
    struct import_report report = { .changes.arena = &a };
    desk_open(&d);
    assert_ok(
        take(&d, "a.csv", HEAD "1.000001,Một,Hộ tịch,3 working_day,15000\n1.000002,Hai,Hộ tịch,1 day,0\n",
            false, &report, &problems, &e),
        &e);
    assert_int_equal(report.added, 2);

    report = (struct import_report){ .changes.arena = &a };
    assert_ok(take(&d, "a.csv", HEAD "1.000001,Một,Hộ tịch,3 working_day,0\n1.000002,Hai,Hộ tịch,1 day,0\n",
                  false, &report, &problems, &e),
        &e);
    assert_int_equal(report.changed, 1);
    assert_int_equal(report.same, 1);
    assert_int_equal(report.changes.count, 1);
    assert_string_equal(
        report.changes.list[0].sentence, "fee of 1.000001 (at the counter) from 15.000 to 0 from 01/12/2026");
    assert_int_equal(one_number(d.db, "SELECT count(*) FROM procedure"), 3);

    /* The older version is still there for the dossiers received under it. */
    struct procedure p;
    int64_t fee;
    assert_ok(procedure_load_id(&p, d.db, &a, 1, &e), &e);
    assert_true(procedure_fee_for(&fee, &p, CHANNEL_DIRECT, 1));
    assert_int_equal(fee, 15000);
    desk_close(&d);
}

TEST(catalogue_import__counts__from_its_day_on)
{
    struct desk d;
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct problems problems = { 0 };
    struct import_report report = { .changes.arena = &a };
    desk_open_with_catalogue(&d);
    assert_ok(take(&d, "a.csv", HEAD "2.000815,Chứng thực bản sao,Chứng thực,1 same_day_15h,0\n", false,
                  &report, &problems, &e),
        &e);
    struct procedure p;
    int64_t fee;
    assert_ok(procedure_load(&p, d.db, &a, "2.000815", (struct day){ 2026, 11, 30 }, &e), &e);
    assert_true(procedure_fee_for(&fee, &p, CHANNEL_DIRECT, 1));
    assert_int_equal(fee, 2000);
    assert_ok(procedure_load(&p, d.db, &a, "2.000815", december, &e), &e);
    assert_true(procedure_fee_for(&fee, &p, CHANNEL_DIRECT, 1));
    assert_int_equal(fee, 0);
    assert_int_equal(p.version, 2);
    desk_close(&d);
}

TEST(catalogue_import__withdraws__what_a_whole_catalogue_no_longer_names)
{
    struct desk d;
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct problems problems = { 0 };
    struct import_report report = { .changes.arena = &a };
    desk_open(&d);
    assert_ok(take(&d, "a.csv", HEAD "1.000001,Một,Hộ tịch,3 day,0\n1.000002,Hai,Hộ tịch,1 day,0\n", false,
                  &report, &problems, &e),
        &e);
    report = (struct import_report){ .changes.arena = &a };
    assert_ok(take(&d, "a.csv", HEAD "1.000001,Một,Hộ tịch,3 day,0\n", true, &report, &problems, &e), &e);
    assert_int_equal(report.withdrawn, 1);
    struct procedure p;
    assert_int_equal(procedure_load(&p, d.db, &a, "1.000002", december, &e), RC_NOT_FOUND);
    assert_ok(procedure_load_newest(&p, d.db, &a, "1.000002", &e), &e);
    assert_string_equal(p.withdrawn_on, "2026-12-01");
    desk_close(&d);
}

TEST(catalogue_import__refuses_the_whole_file__for_one_doubled_code)
{
    struct desk d;
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct problems problems = { 0 };
    struct import_report report = { .changes.arena = &a };
    desk_open(&d);
    assert_int_equal(take(&d, "a.csv",
                         HEAD "1.000001,Một,Hộ tịch,3 day,0\n1.000002,Hai,Hộ tịch,1 day,0\n"
                              "1.000001,Lại,Hộ tịch,1 day,0\n",
                         false, &report, &problems, &e),
        RC_REFUSED);
    assert_string_equal(e.code, "catalogue_code_twice");
    assert_string_equal(e.field, "a.csv:4:1");
    assert_int_equal(one_number(d.db, "SELECT count(*) FROM procedure"), 0);
    desk_close(&d);
}

TEST(catalogue_parse__tells_the_place__of_every_slip)
{
    static const struct {
        const char *name, *text, *code, *place;
    } rows[] = {
        { "a.csv", HEAD "1.000001,Một,Hộ tịch,3 weeks,0\n", "catalogue_limit", "a.csv:2:4" },
        { "a.csv", HEAD "1.000001,Một,Hộ tịch,3 day,many\n", "catalogue_number", "a.csv:2:5" },
        { "a.csv", HEAD "1 x,Một,Hộ tịch,3 day,0\n", "catalogue_code", "a.csv:2:1" },
        { "a.csv", HEAD "1.000001,,Hộ tịch,3 day,0\n", "catalogue_name", "a.csv:2:2" },
        { "a.csv", HEAD "1.000001,M\xe2\x80\xaet,Hộ tịch,3 day,0\n", "catalogue_text", "a.csv:2:2" },
        { "a.csv", "name,field\nMột,Hộ tịch\n", "catalogue_column", "a.csv:1:1" },
        { "a.yaml", "- code: 1.000001\n  name: Một\n  field: Hộ tịch\n  limit_direct: 3\n", "catalogue_limit",
            "a.yaml:4:17" },
        { "a.yaml", "- code: 1.000001\n  name: Một\n  feild: Hộ tịch\n", "catalogue_key", "a.yaml:3:3" },
        { "a.json", "{\"result\":[{\"TENTTHC\":\"Một\"}]}", "catalogue_code", "a.json:result[0].MATTHC" },
        { "a.json", "{}", "portal_list", "" },
        { "a.txt", "x", "catalogue_kind", "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_CATALOGUE c = { 0 };
        struct problems problems = { 0 };
        struct err e = { 0 };
        assert_int_equal(
            catalogue_parse(&c, rows[i].text, strlen(rows[i].text), rows[i].name, &problems, &e), RC_REFUSED);
        assert_string_equal(e.code, rows[i].code);
        assert_string_equal(e.field, rows[i].place);
    }
}

/* Shape of LayThuTuc from the portal notes; values invented. */
TEST(catalogue_portal__survives__missing_arrays_numbers_as_texts_and_several_lines)
{
    static const char text[] =
        "{\"error_code\":0,\"result\":[{\"MATTHC\":\"1.001193\",\"TENTTHC\":\"Đăng ký\\n khai sinh\","
        "\"LINHVUCTHUCHIEN\":[{\"MALINHVUC\":\"G15-TP05\",\"TENLINHVUC\":\"Hộ tịch\"}],"
        "\"CACHTHUCTHUCHIEN\":[{\"KENH\":\"1\",\"THOIGIAN\":[{\"THOIGIANGIAIQUYET\":\"1\",\"DONVITINH\":"
        "\"Ngày làm việc\","
        "\"MOTA\":\"nhận sau 15 giờ thì ngày làm việc kế tiếp\",\"PHILEPHI\":[{\"SOTIEN\":\"8.000\"}]}]},"
        "{\"KENH\":2,\"THOIGIAN\":[{\"THOIGIANGIAIQUYET\":5,\"DONVITINH\":\"Ngày\",\"PHILEPHI\":[]}]}],"
        "\"THANHPHANHOSO\":[{\"TRUONGHOP\":\"\",\"GIAYTO\":[{\"TENGIAYTO\":\"Giấy chứng "
        "sinh\",\"SOBANCHINH\":\"1\"},"
        "{\"TENGIAYTO\":\"Giấy chứng sinh\",\"SOBANCHINH\":null,\"SOBANSAO\":2}]}]},"
        "{\"MATTHC\":\"1.000002\",\"TENTTHC\":\"Trống\"}]}";
    AUTO_CATALOGUE c = { 0 };
    struct problems problems = { 0 };
    struct err e = { 0 };
    assert_ok(catalogue_parse(&c, text, strlen(text), "p.json", &problems, &e), &e);
    const struct procedure *p = catalogue_find(&c, "1.001193");
    assert_non_null(p);
    assert_string_equal(p->name, "Đăng ký khai sinh");
    assert_string_equal(p->channels[CHANNEL_DIRECT].limit.unit, "same_day_15h");
    assert_int_equal(p->channels[CHANNEL_DIRECT].fee, 8000);
    assert_int_equal(p->channels[CHANNEL_ONLINE].limit.value, 5);
    assert_false(p->channels[CHANNEL_ONLINE].fee_known);
    assert_false(p->channels[CHANNEL_POST].offered);
    assert_string_equal(p->components[0].id, "giay-chung-sinh");
    assert_string_equal(p->components[1].id, "giay-chung-sinh-2");
    assert_non_null(catalogue_find(&c, "1.000002"));
}

/* What the portal cannot say about a paper stays; a paper under a new name is a new paper. */
TEST(catalogue_portal__keeps__when_and_how_a_paper_is_asked_for)
{
    static const char text[] =
        "{\"MATTHC\":\"1.001193\",\"TENTTHC\":\"Đăng ký khai sinh\",\"THANHPHANHOSO\":[{\"GIAYTO\":["
        "{\"TENGIAYTO\":\"Văn bản ủy quyền\",\"SOBANCHINH\":\"1\"},{\"TENGIAYTO\":\"Giấy mẫu\"}]}]}\n"
        "\n{\"MATTHC\":\"1.900002\",\"TENTTHC\":\"Không lĩnh vực\"}\n";
    struct desk d;
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct problems problems = { 0 };
    struct import_report report = { .changes.arena = &a };
    desk_open_with_catalogue(&d);
    assert_ok(take(&d, "portal.jsonl", text, false, &report, &problems, &e), &e);
    struct procedure p;
    assert_ok(procedure_load(&p, d.db, &a, "1.001193", december, &e), &e);
    assert_int_equal(p.components_count, 2);
    assert_string_equal(p.components[0].id, "van-ban-uy-quyen");
    assert_int_equal(p.components[0].when, WHEN_SUBMITTER);
    assert_string_equal(p.components[1].id, "giay-mau");
    assert_string_equal(p.field, "Hộ tịch");
    assert_ok(procedure_load(&p, d.db, &a, "1.900002", december, &e), &e);
    assert_string_equal(p.field, "Chưa rõ lĩnh vực");
    desk_close(&d);
}

TEST(catalogue_install__changes_nothing__the_second_time)
{
    struct desk d;
    struct err e = { 0 };
    desk_open_with_catalogue(&d);
    assert_ok(catalogue_install(&d.office, &e), &e);
    assert_int_equal(one_number(d.db, "SELECT max(version) FROM procedure"), 1);
    assert_int_equal(one_number(d.db, "SELECT count(*) FROM event WHERE object_kind = 'catalogue'"), 1);
    AUTO_ARENA a = { 0 };
    struct procedure *list;
    size_t count;
    assert_ok(procedure_list(&list, &count, d.db, &a, january, &e), &e);
    assert_int_equal(count, 165); /* one of the 166 was withdrawn in 2025 */
    desk_close(&d);
}

TEST(catalogue_import__leaves_alone__what_a_short_table_does_not_say)
{
    struct desk d;
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct problems problems = { 0 };
    struct import_report report = { .changes.arena = &a };
    desk_open_with_catalogue(&d);
    assert_ok(
        take(&d, "council.csv", "code,fee_direct\n1.001612,100000\n", false, &report, &problems, &e), &e);
    assert_int_equal(report.changes.count, 1);
    assert_string_equal(report.changes.list[0].sentence,
        "fee of 1.001612 (at the counter) from 50.000 to 100.000 from 01/12/2026");
    struct procedure p;
    assert_ok(procedure_load(&p, d.db, &a, "1.001612", december, &e), &e);
    assert_true(p.components_count > 0);
    assert_int_equal(p.channels[CHANNEL_DIRECT].limit.value, 3);
    report = (struct import_report){ .changes.arena = &a };
    assert_int_equal(
        take(&d, "n.csv", "code,fee_direct\n1.999999,1\n", false, &report, &problems, &e), RC_REFUSED);
    assert_string_equal(e.code, "catalogue_new");
    desk_close(&d);
}
