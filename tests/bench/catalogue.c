/* catalogue.c - taking 6,000 procedures into the book, and opening one.
 *
 *     catalogue WORK_DIR
 *
 * The records are the shipped catalogue's own, told over and over under other codes in the portal's words
 * (LayThuTuc). The peer is jansson alone reading the same bytes into a tree, twice. Ours is the whole way:
 * file read, checked, compared with what is in force, folded for finding, written and made durable.
 */
#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/office.h"
#include "base/problem.h"
#include "bench.h"
#include "book/book.h"
#include "book/db.h"
#include "catalog/catalogue.h"
#include "people/staff.h"

#define PROCEDURES 6000
#define TURNS      5
#define OPENINGS   2000

static void put_number(struct js *object, const char *key, int64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)number);
    js_put_text(object, key, text);
}

static void put_list(struct js *object, const char *key, struct js *only)
{
    struct js *list = js_array();
    js_add(list, only);
    js_put(object, key, list);
}

static struct js *way_of(const struct procedure *p, int channel)
{
    const struct procedure_channel *c = &p->channels[channel];
    struct js *way = js_object(), *time = js_object(), *fee = js_object();
    put_number(way, "KENH", channel + 1);
    put_number(time, "THOIGIANGIAIQUYET", c->limit.value);
    js_put_text(time, "DONVITINH", "Ngày làm việc");
    js_put_text(time, "MOTA", p->fee_note);
    js_put_text(fee, "MAPHILEPHI", "PLP0001");
    put_number(fee, "SOTIEN", c->fee);
    js_put_text(fee, "DONVI", "Đồng");
    js_put_text(fee, "MOTA", p->fee_note);
    put_list(time, "PHILEPHI", fee);
    put_list(way, "THOIGIAN", time);
    return way;
}

static struct js *papers_of(const struct procedure *p)
{
    struct js *list = js_array(), *one = js_object();
    for (size_t i = 0; i < p->components_count; i++) {
        struct js *paper = js_object();
        js_put_text(paper, "MAGIAYTO", "000.00.00.G15-TP0001");
        js_put_text(paper, "TENGIAYTO", p->components[i].name);
        put_number(paper, "SOBANCHINH", p->components[i].originals);
        put_number(paper, "SOBANSAO", p->components[i].copies);
        js_put_text(paper, "MA_KQ_THAYTHE", p->components[i].replaced_by);
        js_put_text(paper, "TENMAUDON", p->components[i].form);
        js_put_text(paper, "URL", "");
        js_add(list, paper);
    }
    js_put_text(one, "TRUONGHOP", "");
    js_put(one, "GIAYTO", list);
    return one;
}

static struct js *record_of(const struct procedure *p, int n)
{
    struct js *r = js_object(), *part = js_object(), *ways = js_array();
    char code[PROCEDURE_CODE_SIZE];
    snprintf(code, sizeof code, "8.%06d", n);
    put_number(r, "ID", n);
    js_put_text(r, "MATTHC", code);
    js_put_text(r, "TENTTHC", p->name);
    js_put_text(r, "MACOQUANCONGBO", p->agency);
    js_put_text(r, "DIACHITIEPNHAN", "Trung tâm Phục vụ hành chính công xã");
    js_put_text(r, "QUYETDINH", p->decision);
    js_put_text(part, "MALINHVUC", "G15-TP05");
    js_put_text(part, "TENLINHVUC", p->field);
    put_list(r, "LINHVUCTHUCHIEN", part);
    part = js_object();
    js_put_text(part, "CAPTHUCHIEN", "4");
    js_put_text(part, "TENCAP", "Cấp Xã");
    put_list(r, "CAPTHUCHIEN", part);
    for (int i = 0; i < CHANNELS; i++)
        js_add(ways, way_of(p, i));
    js_put(r, "CACHTHUCTHUCHIEN", ways);
    put_list(r, "THANHPHANHOSO", papers_of(p));
    part = js_object();
    js_put_text(part, "TENKETQUA", p->result);
    js_put_text(part, "MAKETQUA", p->result_code);
    put_list(r, "KETQUATHUCHIEN", part);
    return r;
}

/* {"result":[ 6,000 records ]}, as the portal writes it: blanks between everything. */
static void make_records(struct buf *text, struct err *e)
{
    AUTO_CATALOGUE c = { 0 };
    struct problems problems = { 0 };
    must(catalogue_read(&c, ROOT_DIR "/data/catalogue", &problems, e), e);
    buf_puts(text, "{\"error_code\": 0, \"result\": [\n");
    for (int i = 0; i < PROCEDURES; i++) {
        AUTO_JS record = record_of(&c.procedures[(size_t)i % c.count], i);
        AUTO_STRING line = NULL;
        must(js_write(&line, record, JS_LINE, e), e);
        buf_addf(text, "%s%s", i ? ",\n" : "", line);
    }
    buf_puts(text, "]}\n");
    must(text->failed, e);
}

static double jansson_twice(const struct buf *text)
{
    double start = bench_now();
    for (int i = 0; i < 2; i++)
        json_decref(json_loadb(buf_text(text), text->len, 0, NULL));
    return bench_now() - start;
}

static struct book *new_book(struct office *of, const char *path)
{
    struct err e = { 0 };
    const struct book_facts facts = { "H48.25", "UBND xã Mẫu", "Tỉnh Quảng Ngãi", true };
    struct staff founder = {
        .login = "mau", .unix_user = "mau", .name = "Người Mẫu (thử)", .role = ROLE_FOUNDER
    };
    struct book *book = calloc(1, sizeof *book);
    if (!book)
        exit(1);
    must(book_create(path, &facts, &clock_system, &e), &e);
    must(book_open(book, path, &e), &e);
    *of = (struct office){ .db = book->db,
        .book = book,
        .clock = &clock_system,
        .share_dir = ROOT_DIR,
        .desk = "quay",
        .staff_name = "Người Mẫu (thử)",
        .role = ROLE_FOUNDER };
    must(staff_found(of, &founder, &e), &e);
    of->staff_id = founder.id;
    return book;
}

static double take_in(const struct office *of, const char *path)
{
    struct err e = { 0 };
    AUTO_CATALOGUE c = { 0 };
    AUTO_ARENA a = { 0 };
    struct problems problems = { 0 };
    struct import_report report = { .changes.arena = &a };
    const struct import_options options = { .from = { 2026, 1, 5 } };
    double start = bench_now();
    must(catalogue_read(&c, path, &problems, &e), &e);
    must(catalogue_import(&report, of, &c, &options, &e), &e);
    return bench_now() - start;
}

static double open_ms(const struct office *of)
{
    double spent[OPENINGS];
    struct err e = { 0 };
    for (int i = 0; i < OPENINGS; i++) {
        AUTO_ARENA a = { 0 };
        struct procedure p;
        char code[PROCEDURE_CODE_SIZE];
        snprintf(code, sizeof code, "8.%06d", i * 7 % PROCEDURES);
        double start = bench_now();
        must(procedure_load(&p, of->db, &a, code, (struct day){ 2026, 1, 6 }, &e), &e);
        spent[i] = (bench_now() - start) * 1e3;
    }
    return share_of(spent, OPENINGS, 0.5);
}

int main(int argc, char **argv)
{
    char file[4096], dir[4096];
    struct err e = { 0 };
    if (argc < 2)
        return 2;
    AUTO_BUF text = buf_limit(CATALOGUE_SIZE_MAX);
    make_records(&text, &e);
    snprintf(file, sizeof file, "%s/records.json", argv[1]);
    must(fs_replace(file, buf_text(&text), text.len, 0600, &e), &e);

    double first[TURNS], again[TURNS], peer[TURNS], opened = UNKNOWN;
    for (int i = 0; i < TURNS; i++) {
        struct office of;
        snprintf(dir, sizeof dir, "%s/catalogue-%d", argv[1], i);
        struct book *book = new_book(&of, dir);
        peer[i] = jansson_twice(&text);
        first[i] = take_in(&of, file);
        again[i] = take_in(&of, file);
        opened = open_ms(&of);
        book_close(book);
        free(book);
    }
    bench_part("8. The catalogue: 6,000 procedures of the portal");
    printf("%-58s %9.1f\n", "their JSON, MB", (double)text.len / 1e6);
    double twice = share_of(peer, TURNS, 0.5);
    bench_row("import s : jansson alone reads them twice", share_of(first, TURNS, 0.5), twice, "R <= 0.25");
    bench_row("the same once more, nothing new s : the same", share_of(again, TURNS, 0.5), twice, "");
    bench_row("open one with its papers, ms", opened, UNKNOWN, "<= 0.1");
    return 0;
}
