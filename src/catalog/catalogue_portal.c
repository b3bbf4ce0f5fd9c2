/* catalogue_portal.c - procedures as the portal tells them (LayThuTuc): trusted in nothing, and forgiving in
 * form.
 *
 * Seen in the wild: numbers as texts, arrays missing, empty lists of fees, several lines in one text, units
 * as free text ("Ngày làm việc"). What is missing is taken as not known; what is there and makes no sense is
 * refused with its path ("result[3].CACHTHUCTHUCHIEN[0]").
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/problem.h"
#include "base/viet.h"
#include "catalog/catalogue_build.h"

struct record {
    const struct build *b;
    const struct js *js;
    struct procedure *p;
    char path[PLACE_SIZE - 24];
};

static void refuse(const struct record *r, const char *key, const char *code, const char *words)
{
    char place[PLACE_SIZE];
    snprintf(place, sizeof place, "%.60s.%.30s", r->path, key);
    problem_refuse(r->b->problems, place, code, "%s: %s", place, words);
}

/* A text or a number under `key`, as text in the arena. */
static const char *value(const struct record *r, const struct js *object, const char *key)
{
    const struct js *node = js_get(object, key);
    char place[PLACE_SIZE];
    snprintf(place, sizeof place, "%.60s.%.30s", r->path, key);
    if (js_is_text(node))
        return build_text(r->b, js_text(node), place);
    if (js_is_int(node))
        return arena_printf(&r->b->c->arena, "%lld", (long long)js_int(node, 0));
    return "";
}

/* A whole number, or -1 when there is none or it is no number ("8.000", "8,000" are 8000). */
static int64_t number(const char *text)
{
    char digits[16];
    size_t n = 0;
    for (const char *c = text; *c; c++) {
        if (*c >= '0' && *c <= '9' && n + 1 < sizeof digits)
            digits[n++] = *c;
        else if (*c != '.' && *c != ',' && *c != ' ')
            return -1;
    }
    digits[n] = '\0';
    return n ? strtoll(digits, NULL, 10) : -1;
}

static const char *unit_of(const char *words)
{
    static const struct {
        const char *folded, *slug;
    } table[] = {
        { "ngay lam viec", "working_day" },
        { "ngay", "day" },
        { "gio", "hour" },
        { "gio lam viec", "hour" },
        { "thang", "month" },
        { "ngay lich", "day" },
    };
    AUTO_BUF key = buf_limit(200);
    if (viet_search_key(&key, words, strlen(words)))
        return NULL;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (strcmp(buf_text(&key), table[i].folded) == 0)
            return table[i].slug;
    }
    return NULL;
}

/* The portal tells the same-day rule in words only. */
static bool says_same_day(const char *words)
{
    AUTO_BUF key = buf_limit(4000);
    return !viet_search_key(&key, words, strlen(words)) && strstr(buf_text(&key), "15 gio");
}

static void take_fee(struct procedure_channel *c, const struct record *r, const struct js *fees)
{
    if (js_len(fees) == 0)
        return;
    const char *sum = value(r, js_at(fees, 0), "SOTIEN");
    int64_t fee = number(sum);
    if (fee < 0 && *sum)
        refuse(r, "PHILEPHI", "portal_fee", _("the fee is not a number"));
    c->fee_known = fee >= 0;
    c->fee = fee > 0 ? fee : 0;
    if (!*r->p->fee_note)
        r->p->fee_note = value(r, js_at(fees, 0), "MOTA");
}

static void take_channel(const struct record *r, const struct js *way)
{
    int64_t kind = number(value(r, way, "KENH"));
    if (kind < 1 || kind > CHANNELS) {
        refuse(r, "CACHTHUCTHUCHIEN", "portal_channel", _("KENH is 1, 2 or 3"));
        return;
    }
    struct procedure_channel *c = &r->p->channels[kind - 1];
    const struct js *time = js_at(js_get(way, "THOIGIAN"), 0);
    c->offered = true;
    int64_t days = number(value(r, time, "THOIGIANGIAIQUYET"));
    const char *words = value(r, time, "DONVITINH"), *unit = unit_of(words);
    if (days > 1000 || (days > 0 && !unit))
        refuse(r, "CACHTHUCTHUCHIEN", "portal_limit", _("the time limit has no unit that is known here"));
    else if (days > 0)
        c->limit = (struct procedure_limit){ (int)days, unit };
    if (days == 1 && says_same_day(value(r, time, "MOTA")))
        c->limit.unit = "same_day_15h";
    take_fee(c, r, js_get(time, "PHILEPHI"));
}

/* giay-chung-sinh from "Giấy chứng sinh", with a number behind it when it is taken. */
static const char *slug_of(const struct record *r, const char *name)
{
    AUTO_BUF key = buf_limit(4000);
    if (viet_search_key(&key, name, strlen(name)))
        return "";
    char slug[60];
    size_t n = 0;
    bool gap = false;
    for (const char *c = buf_text(&key); *c && n < 48; c++) {
        bool good = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
        if (*c == '(')
            break;
        if (good && gap && n)
            slug[n++] = '-';
        gap = !good;
        if (good)
            slug[n++] = *c;
    }
    slug[n] = '\0';
    if (!n)
        snprintf(slug, sizeof slug, "giay-to");
    const char *id = arena_strdup(&r->b->c->arena, slug);
    for (int i = 2; procedure_component(r->p, id); i++)
        id = arena_printf(&r->b->c->arena, "%s-%d", slug, i);
    return id;
}

/* The same paper of an earlier case, so that it stands once with both cases. NULL when there is none. */
static struct procedure_component *of_other_case(
    const struct record *r, const char *name, int originals, int copies, const char *variant)
{
    for (size_t i = 0; *variant && i < r->p->components_count; i++) {
        struct procedure_component *c = &r->p->components[i];
        const char *last = strrchr(c->variants, ' ');
        if (*c->variants && strcmp(last ? last + 1 : c->variants, variant) != 0 &&
            strcmp(c->name, name) == 0 && c->originals == originals && c->copies == copies)
            return c;
    }
    return NULL;
}

static int copies_of(const struct record *r, const struct js *paper, const char *key)
{
    int64_t n = number(value(r, paper, key));
    return n > 0 && n <= 100 ? (int)n : 0;
}

static void take_paper(const struct record *r, const struct js *paper, const char *variant)
{
    const char *name = value(r, paper, "TENGIAYTO");
    if (!*name)
        return;
    int originals = copies_of(r, paper, "SOBANCHINH"), copies = copies_of(r, paper, "SOBANSAO");
    struct procedure_component *other = of_other_case(r, name, originals, copies, variant);
    if (other) {
        other->variants = arena_printf(&r->b->c->arena, "%s %s", other->variants, variant);
        return;
    }
    if (r->p->components_count == COMPONENTS_MAX) {
        refuse(r, "THANHPHANHOSO", "portal_papers", _("too many papers"));
        return;
    }
    const char *id = slug_of(r, name);
    r->p->components[r->p->components_count++] = (struct procedure_component){
        .id = id,
        .name = name,
        .case_note = "",
        .variants = variant,
        .originals = originals,
        .copies = copies,
        .form = "",
        .replaced_by = *value(r, paper, "MA_KQ_THAYTHE") ? "csdl" : "",
    };
}

/* A paper of every case is a paper of none in particular. */
static void papers_of_all(const struct record *r)
{
    for (size_t i = 0; i < r->p->components_count; i++) {
        struct procedure_component *c = &r->p->components[i];
        size_t cases = *c->variants != 0;
        for (const char *at = c->variants; (at = strchr(at, ' ')); at++)
            cases++;
        if (cases > 1 && cases == r->p->variants_count)
            c->variants = "";
    }
}

static void take_papers(const struct record *r)
{
    const struct js *cases = js_get(r->js, "THANHPHANHOSO");
    size_t n = js_len(cases);
    if (!n || !js_is_array(cases))
        return;
    r->p->components = arena_array(&r->b->c->arena, COMPONENTS_MAX, sizeof *r->p->components);
    r->p->variants = arena_array(&r->b->c->arena, VARIANTS_MAX, sizeof *r->p->variants);
    if (!r->p->components || !r->p->variants)
        return;
    for (size_t i = 0; i < n; i++) {
        const char *name = value(r, js_at(cases, i), "TRUONGHOP"), *variant = "";
        if (n > 1 && *name && r->p->variants_count < VARIANTS_MAX) {
            variant = arena_printf(&r->b->c->arena, "truong-hop-%zu", i + 1);
            r->p->variants[r->p->variants_count++] =
                (struct procedure_variant){ variant, "Thuộc trường hợp nào?", name };
        }
        const struct js *papers = js_get(js_at(cases, i), "GIAYTO");
        for (size_t k = 0; js_is_array(papers) && k < js_len(papers); k++)
            take_paper(r, js_at(papers, k), variant);
    }
    papers_of_all(r);
}

static void take_record(const struct record *r)
{
    struct procedure *p = r->p;
    p->code = value(r, r->js, "MATTHC");
    p->name = p->short_name = value(r, r->js, "TENTTHC");
    p->agency = value(r, r->js, "MACOQUANCONGBO");
    p->decision = value(r, r->js, "QUYETDINH");
    p->place = value(r, r->js, "DIACHITIEPNHAN");
    const struct js *field = js_at(js_get(r->js, "LINHVUCTHUCHIEN"), 0);
    p->field = value(r, field, "TENLINHVUC");
    p->field_code = value(r, field, "MALINHVUC");
    p->level = value(r, js_at(js_get(r->js, "CAPTHUCHIEN"), 0), "TENCAP");
    const struct js *result = js_at(js_get(r->js, "KETQUATHUCHIEN"), 0);
    p->result = value(r, result, "TENKETQUA");
    p->result_code = value(r, result, "MAKETQUA");
    p->confidence = p->limit_confidence = "A";
    if (!procedure_code_valid(p->code))
        refuse(r, "MATTHC", "catalogue_code", _("this is not a procedure code"));
    if (!*p->name)
        refuse(r, "TENTTHC", "catalogue_name", _("the procedure has no name"));

    const struct js *ways = js_get(r->js, "CACHTHUCTHUCHIEN");
    for (size_t i = 0; js_is_array(ways) && i < js_len(ways); i++)
        take_channel(r, js_at(ways, i));
    take_papers(r);
}

static enum rc take_one(
    const struct build *b, const struct js *record, const char *path, int line, struct err *e)
{
    struct record r = { .b = b, .js = record, .p = build_procedure(b) };
    if (!r.p && b->c->count == CATALOGUE_MAX)
        return err_set(
            e, RC_REFUSED, "catalogue_size", N_("%s: more than %d procedures"), b->name, CATALOGUE_MAX);
    if (!r.p)
        return err_no_memory(e);
    snprintf(r.path, sizeof r.path, "%.70s", path);
    r.p->line = line;
    take_record(&r);
    return RC_OK;
}

enum rc catalogue_from_portal(const struct build *b, const char *text, size_t len, struct err *e)
{
    AUTO_JS root = NULL;
    b->c->from_portal = true;
    enum rc rc = js_parse(&root, text, len, e);
    if (rc)
        return rc;
    const struct js *list = js_is_array(root) ? root : js_get(root, "result");
    if (!js_is_array(list))
        return err_set(
            e, RC_REFUSED, "portal_list", N_("%s: no list \"result\" of procedures in it"), b->name);
    for (size_t i = 0; !rc && i < js_len(list); i++) {
        char path[PLACE_SIZE];
        snprintf(path, sizeof path, "%.40s:result[%zu]", b->name, i);
        rc = take_one(b, js_at(list, i), path, (int)i + 1, e);
    }
    return rc;
}

enum rc catalogue_from_portal_lines(const struct build *b, const char *text, size_t len, struct err *e)
{
    b->c->from_portal = true;
    int number = 0;
    enum rc rc = RC_OK;
    for (const char *at = text, *end = text + len; !rc && at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t size = (size_t)((stop ? stop : end) - at);
        char path[PLACE_SIZE];
        AUTO_JS record = NULL;
        snprintf(path, sizeof path, "%.40s:%d", b->name, ++number);
        rc = size ? js_parse(&record, at, size, e) : RC_OK;
        if (!rc && size)
            rc = take_one(b, record, path, number, e);
        at += size + 1;
    }
    return rc;
}
