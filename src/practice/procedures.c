/* procedures.c - see procedures.h. Numbers go out as texts, as the real portal sends them. */
#include "practice/procedures.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/problem.h"
#include "outbox/rules.h"

#define RECORDS_MAX ((size_t)4 << 20)

enum rc portal_procedures_read(
    struct portal_procedures *ret, const char *folder, const char *records, struct err *e)
{
    struct problems problems = { 0 };
    AUTO_BUF text = buf_limit(RECORDS_MAX);
    enum rc rc = folder && fs_exists(folder) ? catalogue_read(&ret->catalogue, folder, &problems, e) : RC_OK;
    if (!rc && records)
        rc = fs_read(&text, records, RECORDS_MAX, e);
    if (!rc && records)
        rc = js_parse(&ret->file, buf_text(&text), text.len, e);
    return rc;
}

void portal_procedures_release(struct portal_procedures *procedures)
{
    catalogue_release(&procedures->catalogue);
    js_free(procedures->file);
    *procedures = (struct portal_procedures){ 0 };
}

/* --- a record from our table --- */

static void put_number(struct js *object, const char *key, int64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)number);
    js_put_text(object, key, text);
}

/* An array of one object with these two texts; none when both are empty. */
static void put_one(struct js *record, const char *key, const char *code_key, const char *code,
    const char *name_key, const char *name)
{
    struct js *list = js_array();
    if (*code || *name) {
        struct js *one = js_object();
        js_put_text(one, code_key, code);
        js_put_text(one, name_key, name);
        js_add(list, one);
    }
    js_put(record, key, list);
}

static const char *unit_words(const char *slug)
{
    static const char *const table[][2] = { { "working_day", "Ngày làm việc" }, { "day", "Ngày" },
        { "hour", "Giờ" }, { "month", "Tháng" }, { "same_day_15h", "Ngày làm việc" } };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (strcmp(slug, table[i][0]) == 0)
            return table[i][1];
    }
    return "";
}

static struct js *way_of(const struct procedure *p, enum channel channel)
{
    const struct procedure_channel *c = &p->channels[channel];
    struct js *way = js_object(), *times = js_array(), *time = js_object(), *fees = js_array();
    put_number(way, "KENH", channel + 1);
    if (*c->limit.unit)
        put_number(time, "THOIGIANGIAIQUYET", c->limit.value);
    js_put_text(time, "DONVITINH", unit_words(c->limit.unit));
    bool same_day = strcmp(c->limit.unit, "same_day_15h") == 0;
    js_put_text(time, "MOTA", same_day ? "Trong ngày; nhận sau 15 giờ thì ngày làm việc kế tiếp" : "");
    if (c->fee_known) {
        struct js *fee = js_object();
        put_number(fee, "SOTIEN", c->fee);
        js_put_text(fee, "DONVI", "Đồng");
        js_put_text(fee, "MOTA", p->fee_note);
        js_add(fees, fee);
    }
    js_put(time, "PHILEPHI", fees);
    js_add(times, time);
    js_put(way, "THOIGIAN", times);
    return way;
}

static bool of_variant(const struct procedure_component *c, const char *variant)
{
    size_t n = strlen(variant);
    for (const char *at = strstr(c->variants, variant); at; at = strstr(at + 1, variant)) {
        if ((at == c->variants || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
            return true;
    }
    return !*c->variants || !n;
}

static struct js *case_of(const struct procedure *p, const char *variant, const char *words)
{
    struct js *one = js_object(), *papers = js_array();
    js_put_text(one, "TRUONGHOP", words);
    for (size_t i = 0; i < p->components_count; i++) {
        const struct procedure_component *c = &p->components[i];
        if (!of_variant(c, variant))
            continue;
        struct js *paper = js_object();
        js_put_text(paper, "TENGIAYTO", c->name);
        put_number(paper, "SOBANCHINH", c->originals);
        put_number(paper, "SOBANSAO", c->copies);
        js_put_text(paper, "MA_KQ_THAYTHE", "");
        js_put_text(paper, "TENMAUDON", c->form);
        js_add(papers, paper);
    }
    js_put(one, "GIAYTO", papers);
    return one;
}

static struct js *record_of(const struct procedure *p)
{
    struct js *record = js_object(), *ways = js_array(), *cases = js_array();
    js_put_text(record, "MATTHC", p->code);
    js_put_text(record, "TENTTHC", p->name);
    js_put_text(record, "MACOQUANCONGBO", p->agency);
    js_put_text(record, "QUYETDINH", p->decision);
    js_put_text(record, "DIACHITIEPNHAN", p->place);
    js_put_text(record, "TRANGTHAI", "1");
    put_one(record, "LINHVUCTHUCHIEN", "MALINHVUC", *p->field_code ? p->field_code : "TAP-LV01", "TENLINHVUC",
        p->field);
    put_one(record, "CAPTHUCHIEN", "CAPTHUCHIEN", "", "TENCAP", p->level);
    put_one(record, "KETQUATHUCHIEN", "MAKETQUA", p->result_code, "TENKETQUA", p->result);
    for (int i = 0; i < CHANNELS; i++) {
        if (p->channels[i].offered)
            js_add(ways, way_of(p, (enum channel)i));
    }
    js_put(record, "CACHTHUCTHUCHIEN", ways);
    for (size_t i = 0; i < p->variants_count; i++)
        js_add(cases, case_of(p, p->variants[i].id, p->variants[i].answer));
    if (!p->variants_count && p->components_count)
        js_add(cases, case_of(p, "", ""));
    js_put(record, "THANHPHANHOSO", cases);
    return record;
}

/* --- the answers --- */

static const struct js *record_in_file(const struct portal_procedures *all, const char *code)
{
    const struct js *records = js_get(all->file, "records");
    for (size_t i = 0; i < js_len(records); i++) {
        const char *own = js_get_text(js_at(records, i), "MATTHC");
        if (own && strcmp(own, code) == 0)
            return js_at(records, i);
    }
    return NULL;
}

static bool is_gone(const struct portal_procedures *all, const char *code)
{
    const struct js *gone = js_get(all->file, "gone");
    for (size_t i = 0; i < js_len(gone); i++) {
        const char *own = js_text(js_at(gone, i));
        if (own && strcmp(own, code) == 0)
            return true;
    }
    return false;
}

static struct js *answer_with(struct js *list)
{
    struct js *answer = js_object();
    js_put_int(answer, "error_code", 0);
    js_put(answer, "result", list);
    return answer;
}

static void list_code(struct js *list, const char *code, const char *name)
{
    struct js *row = js_object();
    js_put_text(row, "MATTHC", code);
    js_put_text(row, "TENTTHC", name);
    js_add(list, row);
}

struct js *portal_procedures_list(const struct portal_procedures *all)
{
    struct js *list = js_array();
    for (size_t i = 0; i < all->catalogue.count; i++) {
        const struct procedure *p = &all->catalogue.procedures[i];
        if (!*p->withdrawn_on && !is_gone(all, p->code))
            list_code(list, p->code, p->name);
    }
    const struct js *records = js_get(all->file, "records"), *more = js_get(all->file, "listed");
    for (size_t i = 0; i < js_len(records); i++) {
        const char *code = js_get_text(js_at(records, i), "MATTHC");
        if (code && !catalogue_find(&all->catalogue, code))
            list_code(list, code, js_get_text(js_at(records, i), "TENTTHC"));
    }
    for (size_t i = 0; i < js_len(more); i++)
        list_code(list, js_text(js_at(more, i)), "");
    return answer_with(list);
}

/* Without a catalogue a sender still gets what it needs: the code of a field. */
static struct js *bare_record(const char *code)
{
    struct js *record = js_object();
    js_put_text(record, "MATTHC", code);
    put_one(record, "LINHVUCTHUCHIEN", "MALINHVUC", "TAP-LV01", "TENLINHVUC", "Lĩnh vực của Cổng tập");
    return record;
}

struct js *portal_procedures_record(const struct portal_procedures *all, const char *code)
{
    struct js *list = js_array();
    const struct js *own = code ? record_in_file(all, code) : NULL;
    const struct procedure *p = code ? catalogue_find(&all->catalogue, code) : NULL;
    if (own)
        js_add(list, js_copy(own));
    else if (p && !is_gone(all, code))
        js_add(list, record_of(p));
    else if (code && !all->catalogue.count && rules_procedure_code(code))
        js_add(list, bare_record(code));
    return answer_with(list);
}
