/* bigbook.c - makes a book big: 6,000 procedures, invented people, and a dossier for each of the first of them.
 *
 *     bigbook BOOK [PEOPLE [DOSSIERS]]
 *
 * Written by SQL alone, in seconds. The journal is left as it is: nobody received these dossiers, and the
 * people are put together from lists of names.
 */
#include "base/clock.h"
#include "bench.h"
#include "book/book.h"
#include "book/db.h"
#include "book/tx.h"
#include "catalog/find.h"

#define DOSSIERS 100000

/* The catalogue again and again under other codes until there are 6,000. */
static const char more_procedures[] = "INSERT INTO procedure SELECT NULL, '9.' || substr('000000' || "
                                      "row_number() OVER (), -6), 1, effective_from,"
                                      " withdrawn_on, name || ' ' || n, short_name || ' ' || n, name_folded "
                                      "|| ' ' || n, field, field_code, agency,"
                                      " level, decision, served, place, direct_limit, direct_unit, "
                                      "direct_fee, online_limit, online_unit, online_fee,"
                                      " post_limit, post_unit, post_fee, limit_confidence, fee_per, "
                                      "fee_next_from, fee_next, fee_cap, council, fee_note,"
                                      " result, result_code, confidence, imported_at"
                                      " FROM procedure, (WITH RECURSIVE c(n) AS (VALUES (2) UNION ALL SELECT "
                                      "n + 1 FROM c WHERE n < 60) SELECT n FROM c)"
                                      " LIMIT max(0, 6000 - (SELECT count(*) FROM procedure))";

/* Family, middle and given names with their folded forms, mixed by number. */
static const char parts[] =
    "CREATE TEMP TABLE part (kind INTEGER, n INTEGER, name TEXT, folded TEXT, PRIMARY KEY (kind, n));"
    "INSERT INTO part SELECT 0, row_number() OVER () - 1, column1, column2 FROM (VALUES"
    " ('Nguyễn','nguyen'),('Trần','tran'),('Lê','le'),('Phạm','pham'),('Hoàng','hoang'),('Huỳnh','huynh'),"
    " ('Phan','phan'),('Vũ','vu'),('Võ','vo'),('Đặng','dang'),('Bùi','bui'),('Đỗ','do'),('Hồ','ho'),('Ngô','"
    "ngo'),"
    " ('Dương','duong'),('Lý','ly'),('A','a'),('Y','y'),('Đinh','dinh'),('Trịnh','trinh'));"
    "INSERT INTO part SELECT 1, row_number() OVER () - 1, column1, column2 FROM (VALUES"
    " ('Văn','van'),('Thị','thi'),('Hữu','huu'),('Đức','duc'),('Ngọc','ngoc'),('Minh','minh'),('Thanh','"
    "thanh'),"
    " ('Quang','quang'),('Thu','thu'),('Kim','kim'),('Xuân','xuan'),('Hồng','hong'),('Anh','anh'),('Bảo','"
    "bao'),"
    " ('Gia','gia'),('Khánh','khanh'),('Mỹ','my'),('Phương','phuong'),('Thế','the'),('Công','cong'));"
    "INSERT INTO part SELECT 2, row_number() OVER () - 1, column1, column2 FROM (VALUES"
    " ('Hoa','hoa'),('Hùng','hung'),('Lan','lan'),('Dũng','dung'),('Hạnh','hanh'),('Tuấn','tuan'),('Yến','"
    "yen'),"
    " ('Cường','cuong'),('Nga','nga'),('Sơn','son'),('Thủy','thuy'),('Long','long'),('Trang','trang'),('Phúc'"
    ",'phuc'),"
    " ('Linh','linh'),('Hiếu','hieu'),('Vân','van'),('Nam','nam'),('Nhung','nhung'),('Khoa','khoa'),('Quỳnh',"
    "'quynh'),"
    " ('Tâm','tam'),('Hương','huong'),('Bình','binh'),('Trinh','trinh'),('Đạt','dat'),('Uyên','uyen'),('Kiên'"
    ",'kien'),"
    " ('Ngân','ngan'),('Thắng','thang'),('Diệp','diep'),('Lộc','loc'),('Châu','chau'),('Thịnh','thinh'),('"
    "Oanh','oanh'),"
    " ('Vinh','vinh'),('Giang','giang'),('Tiến','tien'),('Loan','loan'),('Trung','trung'));";

static const char people[] =
    "WITH RECURSIVE c(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM c WHERE i < :people)"
    "INSERT INTO person (kind, id_number, name, name_folded, name_key, birth_date, sex, address, created_at, "
    "updated_at)"
    " SELECT 'citizen', '0621' || substr('00000000' || i, -8),"
    " f.name || ' ' || m.name || ' ' || k.name || ' ' || g.name,"
    " f.folded || ' ' || m.folded || ' ' || k.folded || ' ' || g.folded,"
    " CAST(g.folded || ' ' || f.folded AS BLOB), (1940 + i % 70) || '-' || substr('0' || (1 + i % 12), -2) "
    "|| '-15',"
    " CASE i % 2 WHEN 0 THEN 'male' ELSE 'female' END, 'Thôn ' || (i % 9 + 1), 1767575400, 1767575400"
    " FROM c JOIN part f ON f.kind = 0 AND f.n = (i * 7919) % 20 JOIN part m ON m.kind = 1 AND m.n = (i * "
    "104729 / 20) % 20"
    " JOIN part k ON k.kind = 1 AND k.n = (i * 31 / 7) % 20 JOIN part g ON g.kind = 2 AND g.n = (i * 1299709 "
    "/ 400) % 40";

/* Two years of work; the last 2,000 are still open. */
static const char dossiers[] =
    "WITH RECURSIVE c(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM c WHERE i < :dossiers),"
    " d AS (SELECT i, :now - (:dossiers - i) * 600 AS at, i > :dossiers - 2000 AS open FROM c)"
    "INSERT INTO dossier (code, procedure_id, procedure_code, channel, state, applicant_id, applicant, "
    "answers, summary,"
    " result_by, submitted_at, received_at, received_day, due_at, due_day, finished_at, returned_at, "
    "holder_id,"
    " received_by, desk)"
    " SELECT u.unit_code || '-' || substr(strftime('%Y%m%d', d.at, 'unixepoch'), 3) || '-' || (100000 + "
    "d.i), p.id, p.code, 'direct',"
    " CASE WHEN open THEN 4 ELSE 10 END, w.id, json_object('kind', 'citizen', 'id_number', w.id_number, "
    "'name', w.name,"
    " 'birth_date', w.birth_date, 'sex', w.sex, 'address', w.address), '{}', p.short_name, 'counter', d.at, "
    "d.at,"
    " date(d.at, 'unixepoch', '+7 hours'), d.at + 259200, date(d.at + 259200, 'unixepoch', '+7 hours'),"
    " CASE WHEN open THEN NULL ELSE d.at + 172800 END, CASE WHEN open THEN NULL ELSE d.at + 180000 END,"
    " (SELECT min(id) FROM staff), (SELECT min(id) FROM staff), 'quay-1'"
    " FROM d, book u, procedure p, person w"
    " WHERE p.id = 1 + d.i % 25 AND w.id_number = '0621' || substr('00000000' || d.i, -8) AND w.kind = "
    "'citizen'";

static enum rc fill(struct db *db, int64_t count, int64_t dossier_count, struct err *e)
{
    AUTO_TX tx = tx_for(db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = stmt_run(stmt_of(db, more_procedures), e);
    if (!rc) {
        struct stmt *q = stmt_of(db, people);
        stmt_bind_int(q, ":people", count);
        rc = stmt_run(q, e);
    }
    if (!rc) {
        struct stmt *q = stmt_of(db, dossiers);
        stmt_bind_int(q, ":dossiers", dossier_count < count ? dossier_count : count);
        stmt_bind_int(q, ":now", clock_now(&clock_system));
        rc = stmt_run(q, e);
    }
    if (!rc)
        rc = find_people_index(db, INT64_MAX, e);
    return rc ? rc : tx_commit(&tx, e);
}

int main(int argc, char **argv)
{
    struct err e = { 0 };
    AUTO_BOOK book = { 0 };
    if (argc < 2)
        return 2;
    int64_t count = argc > 2 ? strtoll(argv[2], NULL, 10) : DOSSIERS;
    int64_t dossier_count = argc > 3 ? strtoll(argv[3], NULL, 10) : DOSSIERS;
    double start = bench_now();
    must(book_open(&book, argv[1], &e), &e);
    must(db_run_script(book.db, parts, &e), &e);
    must(fill(book.db, count, dossier_count, &e), &e);
    printf("a book of 6,000 procedures, %lld invented people and %lld dossiers: made in %.1f s\n",
        (long long)count, (long long)(dossier_count < count ? dossier_count : count), bench_now() - start);
    return 0;
}
