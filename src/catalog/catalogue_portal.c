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
#include "base/problem.h"
#include "base/tape.h"
#include "base/text.h"
#include "base/viet.h"
#include "catalog/catalogue_build.h"

struct record {
    const struct build *b;
    const struct tape *tape;
    const struct tape_node *js;
    struct procedure *p;
    const char *list; /* "result": it is called result[number]; "": `number` is that of a line */
    int number;
};

static const char *place_of(char out[PLACE_SIZE], const struct record *r, const char *key)
{
    char path[PLACE_SIZE];
    snprintf(path, sizeof path, "%.40s:", r->b->name);
    size_t len = strlen(path);
    snprintf(path + len, sizeof path - len, *r->list ? "result[%d]" : "%d", r->number);
    snprintf(out, PLACE_SIZE, "%.60s.%.30s", path, key);
    return out;
}

static void refuse(const struct record *r, const char *key, const char *code, const char *words)
{
    char place[PLACE_SIZE];
    place_of(place, r, key);
    problem_refuse(r->b->problems, place, code, "%s: %s", place, words);
}

static const struct tape_node *get(const struct record *r, const struct tape_node *object, const char *key)
{
    return tape_get(r->tape, object, key);
}

/* The first of a list; of a list that came as a single object, that object. */
static const struct tape_node *first(const struct record *r, const struct tape_node *object, const char *key)
{
    const struct tape_node *list = get(r, object, key);
    return tape_is(list, TAPE_OBJECT) ? list : tape_first(r->tape, list);
}

/* A text or a number under `key`, as text in the arena. */
static const char *value(const struct record *r, const struct tape_node *object, const char *key)
{
    struct arena *a = &r->b->c->arena;
    const struct tape_node *node = get(r, object, key);
    if (!tape_is(node, TAPE_TEXT))
        return tape_is(node, TAPE_NUMBER) ? tape_copy(r->tape, node, a) : "";
    if (!node->len)
        return "";
    const char *text = tape_copy(r->tape, node, a);
    if (build_is_plain(text))
        return text;
    char place[PLACE_SIZE];
    return build_text(r->b, text, place_of(place, r, key));
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

/* How the units are written; other ways of writing them fold to the second. */
static const struct {
    const char *usual, *folded, *slug;
} units[] = {
    { "Ngày làm việc", "ngay lam viec", "working_day" },
    { "Ngày", "ngay", "day" },
    { "Giờ", "gio", "hour" },
    { "Giờ làm việc", "gio lam viec", "hour" },
    { "Tháng", "thang", "month" },
    { "Ngày lịch", "ngay lich", "day" },
};

static const char *unit_of(const char *words)
{
    AUTO_BUF key = buf_limit(200);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(words, units[i].usual) == 0)
            return units[i].slug;
    if (viet_search_key(&key, words, strlen(words)))
        return NULL;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(buf_text(&key), units[i].folded) == 0)
            return units[i].slug;
    return NULL;
}

/* The portal tells the same-day rule in words only. */
static bool says_same_day(const char *words)
{
    AUTO_BUF key = buf_limit(4000);
    return !viet_search_key(&key, words, strlen(words)) && strstr(buf_text(&key), "15 gio");
}

static void take_fee(struct procedure_channel *c, const struct record *r, const struct tape_node *fee_row)
{
    if (!fee_row)
        return;
    const char *sum = value(r, fee_row, "SOTIEN");
    int64_t fee = number(sum);
    if (fee < 0 && *sum)
        refuse(r, "PHILEPHI", "portal_fee", _("the fee is not a number"));
    c->fee_known = fee >= 0;
    c->fee = fee > 0 ? fee : 0;
    if (!*r->p->fee_note)
        r->p->fee_note = value(r, fee_row, "MOTA");
}

static void take_channel(const struct record *r, const struct tape_node *way)
{
    int64_t kind = number(value(r, way, "KENH"));
    if (kind < 1 || kind > CHANNELS) {
        refuse(r, "CACHTHUCTHUCHIEN", "portal_channel", _("KENH is 1, 2 or 3"));
        return;
    }
    struct procedure_channel *c = &r->p->channels[kind - 1];
    const struct tape_node *time = first(r, way, "THOIGIAN");
    c->offered = true;
    int64_t days = number(value(r, time, "THOIGIANGIAIQUYET"));
    const char *words = value(r, time, "DONVITINH"), *unit = unit_of(words);
    if (days > 1000 || (days > 0 && !unit))
        refuse(r, "CACHTHUCTHUCHIEN", "portal_limit", _("the time limit has no unit that is known here"));
    else if (days > 0)
        c->limit = (struct procedure_limit){ (int)days, unit };
    if (days == 1 && says_same_day(value(r, time, "MOTA")))
        c->limit.unit = "same_day_15h";
    take_fee(c, r, first(r, time, "PHILEPHI"));
}

/* giay-chung-sinh: the first 48 letters and digits without their marks, what stands between them as one dash,
 * nothing of a bracket. */
static void slug_write(char out[60], const char *name)
{
    size_t n = 0, len = strlen(name);
    bool gap = false;
    for (size_t i = 0, step; i < len && n < 48 && name[i] != '('; i += step ? step : 1) {
        uint32_t code = 0;
        struct viet_letter letter;
        step = utf8_decode(&code, name + i, len - i);
        bool is_letter = viet_letter_split(&letter, code);
        if (!is_letter && !(code >= '0' && code <= '9')) {
            gap = true;
            continue;
        }
        if (gap && n)
            out[n++] = '-';
        gap = false;
        out[n++] = is_letter ? letter.base : (char)code;
    }
    out[n] = '\0';
}

/* With a number behind it when it is taken. */
static const char *slug_of(const struct record *r, const char *name)
{
    char slug[60];
    slug_write(slug, name);
    if (!*slug)
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

static int copies_of(const struct record *r, const struct tape_node *paper, const char *key)
{
    int64_t n = number(value(r, paper, key));
    return n > 0 && n <= 100 ? (int)n : 0;
}

static void take_paper(const struct record *r, const struct tape_node *paper, const char *variant)
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

static size_t papers_in(const struct record *r, const struct tape_node *cases)
{
    size_t n = 0;
    for (const struct tape_node *c = tape_first(r->tape, cases); c; c = tape_next(r->tape, cases, c))
        n += tape_len(get(r, c, "GIAYTO"));
    return n < COMPONENTS_MAX ? n : COMPONENTS_MAX;
}

static void take_case(const struct record *r, const struct tape_node *one, size_t number, size_t of)
{
    const char *name = value(r, one, "TRUONGHOP"), *variant = "";
    if (of > 1 && *name && r->p->variants_count < VARIANTS_MAX) {
        variant = arena_printf(&r->b->c->arena, "truong-hop-%zu", number);
        r->p->variants[r->p->variants_count++] =
            (struct procedure_variant){ variant, "Thuộc trường hợp nào?", name };
    }
    const struct tape_node *papers = get(r, one, "GIAYTO");
    for (const struct tape_node *p = tape_first(r->tape, papers); p; p = tape_next(r->tape, papers, p))
        take_paper(r, p, variant);
}

static void take_papers(const struct record *r)
{
    const struct tape_node *cases = get(r, r->js, "THANHPHANHOSO");
    size_t n = tape_is(cases, TAPE_LIST) ? tape_len(cases) : 0, number = 0;
    if (!n)
        return;
    r->p->components = arena_array(&r->b->c->arena, papers_in(r, cases) + 1, sizeof *r->p->components);
    r->p->variants =
        arena_array(&r->b->c->arena, n < VARIANTS_MAX ? n : VARIANTS_MAX, sizeof *r->p->variants);
    if (!r->p->components || !r->p->variants)
        return;
    for (const struct tape_node *c = tape_first(r->tape, cases); c; c = tape_next(r->tape, cases, c))
        take_case(r, c, ++number, n);
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
    const struct tape_node *field = first(r, r->js, "LINHVUCTHUCHIEN");
    p->field = value(r, field, "TENLINHVUC");
    p->field_code = value(r, field, "MALINHVUC");
    p->level = value(r, first(r, r->js, "CAPTHUCHIEN"), "TENCAP");
    const struct tape_node *result = first(r, r->js, "KETQUATHUCHIEN");
    p->result = value(r, result, "TENKETQUA");
    p->result_code = value(r, result, "MAKETQUA");
    p->confidence = p->limit_confidence = "A";
    if (!procedure_code_valid(p->code))
        refuse(r, "MATTHC", "catalogue_code", _("this is not a procedure code"));
    if (!*p->name)
        refuse(r, "TENTTHC", "catalogue_name", _("the procedure has no name"));

    const struct tape_node *ways = get(r, r->js, "CACHTHUCTHUCHIEN");
    for (const struct tape_node *way = tape_first(r->tape, ways); way; way = tape_next(r->tape, ways, way))
        take_channel(r, way);
    take_papers(r);
}

static enum rc take_one(const struct build *b, const struct tape *tape, const struct tape_node *record,
    const char *list, int number, struct err *e)
{
    struct record r = { .b = b, .tape = tape, .js = record, .list = list, .number = number };
    r.p = build_procedure(b);
    if (!r.p && b->c->count == CATALOGUE_MAX)
        return err_set(
            e, RC_REFUSED, "catalogue_size", N_("%s: more than %d procedures"), b->name, CATALOGUE_MAX);
    if (!r.p)
        return err_no_memory(e);
    r.p->line = number + (*list != 0);
    take_record(&r);
    return RC_OK;
}

enum rc catalogue_from_portal(const struct build *b, const char *text, size_t len, struct err *e)
{
    AUTO_TAPE tape = { 0 };
    b->c->from_portal = true;
    enum rc rc = tape_parse(&tape, text, len, e);
    if (rc)
        return rc;
    const struct tape_node *root = tape_root(&tape);
    const struct tape_node *list = tape_is(root, TAPE_LIST) ? root : tape_get(&tape, root, "result");
    if (!tape_is(list, TAPE_LIST))
        return err_set(
            e, RC_REFUSED, "portal_list", N_("%s: no list \"result\" of procedures in it"), b->name);
    int number = 0;
    for (const struct tape_node *r = tape_first(&tape, list); r && !rc; r = tape_next(&tape, list, r))
        rc = take_one(b, &tape, r, "result", number++, e);
    return rc;
}

enum rc catalogue_from_portal_lines(const struct build *b, const char *text, size_t len, struct err *e)
{
    AUTO_TAPE tape = { 0 };
    b->c->from_portal = true;
    int number = 0;
    enum rc rc = RC_OK;
    for (const char *at = text, *end = text + len; !rc && at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t size = (size_t)((stop ? stop : end) - at);
        number++;
        rc = size ? tape_parse(&tape, at, size, e) : RC_OK;
        if (!rc && size)
            rc = take_one(b, &tape, tape_root(&tape), "", number, e);
        at += size + 1;
    }
    return rc;
}
