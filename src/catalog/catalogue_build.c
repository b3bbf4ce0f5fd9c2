/* catalogue_build.c - from rows to procedures, with the place of everything that is wrong. */
#include "catalog/catalogue_build.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/problem.h"
#include "base/text.h"

void row_refuse(const struct row *row, const char *key, const char *code, const char *format, ...)
{
    int line = 0, column = 0;
    row->kind->place(row->data, key, &line, &column);
    char place[PLACE_SIZE], words[256];
    snprintf(place, sizeof place, "%s:%d:%d", row->b->name, line, column);
    va_list ap;
    va_start(ap, format);
    vsnprintf(words, sizeof words, gettext(format), ap);
    va_end(ap);
    problem_refuse(row->b->problems, place, code, "%s: %s", place, words);
}

/* Blanks for line ends and tabs: a cell of the portal may hold several lines. */
static void one_line(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        char c = *from == '\n' || *from == '\r' || *from == '\t' ? ' ' : *from;
        if (c != ' ' || (to != text && to[-1] != ' '))
            *to++ = c;
    }
    while (to != text && to[-1] == ' ')
        to--;
    *to = '\0';
}

/* Bytes of a letter that the border passes as it is and that is its own NFC: printable ASCII, what is written
 * with one code before U+0300 and from U+1EA0 to U+1EF9, dashes and quotes. Nearly all a catalogue holds. */
static size_t plain_letter(const unsigned char *s)
{
    if (s[0] < 0x80)
        return s[0] >= 0x20 && s[0] != 0x7F;
    if (s[0] >= 0xC3 && s[0] <= 0xCB)
        return (s[1] & 0xC0) == 0x80 ? 2 : 0;
    if (s[0] == 0xE1 && s[1] == 0xBA)
        return s[2] >= 0xA0 && s[2] <= 0xBF ? 3 : 0;
    if (s[0] == 0xE1 && s[1] == 0xBB)
        return s[2] >= 0x80 && s[2] <= 0xB9 ? 3 : 0;
    return s[0] == 0xE2 && s[1] == 0x80 && s[2] >= 0x90 && s[2] <= 0xA7 ? 3 : 0;
}

bool build_is_plain(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    bool blank = true; /* one before it, or nothing */
    size_t i = 0;
    for (size_t n; s[i]; i += n) {
        n = plain_letter(s + i);
        if (!n || (blank && s[i] == ' '))
            return false;
        blank = s[i] == ' ';
    }
    return i < 2000 && (!blank || !i);
}

const char *build_text(const struct build *b, const char *text, const char *place)
{
    if (!text || !*text)
        return "";
    if (build_is_plain(text))
        return arena_strdup(&b->c->arena, text);
    AUTO_STRING copy = strdup(text);
    AUTO_BUF out = buf_limit(8000);
    struct err why = { 0 };
    struct text_limits limits = { 2000, 8000, false };
    if (!copy)
        return "";
    one_line(copy);
    if (text_accept(&out, copy, strlen(copy), &limits, NULL, &why)) {
        problem_refuse(b->problems, place, "catalogue_text", "%s: %s", place, why.message);
        return "";
    }
    return arena_strdup(&b->c->arena, buf_text(&out));
}

const char *row_text(const struct row *row, const char *key)
{
    const char *text = row->kind->text(row->data, key);
    if (!text || !*text)
        return "";
    if (build_is_plain(text))
        return arena_strdup(&row->b->c->arena, text);
    int line = 0, column = 0;
    row->kind->place(row->data, key, &line, &column);
    char place[PLACE_SIZE];
    snprintf(place, sizeof place, "%s:%d:%d", row->b->name, line, column);
    return build_text(row->b, text, place);
}

static int64_t row_number(const struct row *row, const char *key, int64_t max)
{
    const char *text = row_text(row, key);
    if (!*text)
        return 0;
    char *end;
    long long n = strtoll(text, &end, 10);
    if (*end || end == text || n < 0 || n > max) {
        row_refuse(row, key, "catalogue_number", N_("%s: \"%s\" is not a whole number from 0 to %lld"), key,
            text, (long long)max);
        return 0;
    }
    return n;
}

struct procedure *build_procedure(const struct build *b)
{
    struct catalogue *c = b->c;
    if (c->count == CATALOGUE_MAX)
        return NULL;
    if (c->count == c->capacity) {
        size_t capacity = c->capacity ? 2 * c->capacity : 256;
        struct procedure *larger = realloc(c->procedures, capacity * sizeof *larger);
        if (!larger)
            return NULL;
        c->procedures = larger;
        c->capacity = capacity;
    }
    struct procedure *p = &c->procedures[c->count++];
    *p = (struct procedure){
        .code = "",
        .name = "",
        .short_name = "",
        .field = "",
        .field_code = "",
        .agency = "",
        .level = "",
        .decision = "",
        .served = "here",
        .place = "",
        .limit_confidence = "",
        .fee_note = "",
        .result = "",
        .result_code = "",
        .confidence = "",
        .effective_from = "",
        .withdrawn_on = "",
        .fee_rule.per = "",
    };
    for (int i = 0; i < CHANNELS; i++)
        p->channels[i].limit.unit = "";
    return p;
}

static const char *const units[] = { "working_day", "day", "hour", "month", "same_day_15h" };

static const char *known_unit(const char *unit)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(units[i], unit) == 0)
            return units[i];
    }
    return NULL;
}

/* "7 working_day"; "?" = offered, limit not known; "" = not offered. */
static void channel_from_row(struct procedure_channel *ret, const struct row *row, enum channel channel)
{
    char key[24];
    snprintf(key, sizeof key, "limit_%s", channel_slug(channel));
    const char *text = row_text(row, key);
    ret->offered = *text != '\0';
    if (*text && strcmp(text, "?") != 0) {
        int value = 0, end = 0;
        char unit[20];
        if (sscanf(text, "%4d %19s%n", &value, unit, &end) < 2 || text[end] || value < 1 || value > 1000 ||
            !known_unit(unit))
            row_refuse(row, key, "catalogue_limit",
                N_("limit \"%s\": write a number from 1 to 1000 and working_day, day, hour, month or "
                   "same_day_15h"),
                text);
        else
            ret->limit = (struct procedure_limit){ value, known_unit(unit) };
    }

    snprintf(key, sizeof key, "fee_%s", channel_slug(channel));
    const char *fee = row_text(row, key);
    ret->fee_known = *fee != 0;
    if (*fee)
        ret->fee = row_number(row, key, 1000000000);
}

/* A table may leave out a column: then what is in force stays. */
static bool has_column(const struct row *row, const char *key)
{
    int line, column;
    row->kind->place(row->data, key, &line, &column);
    return column > 0;
}

static void check_words(const struct procedure *p, const struct row *row)
{
    if (!procedure_code_valid(p->code))
        row_refuse(
            row, "code", "catalogue_code", N_("\"%s\" is not a procedure code like 1.001193"), p->code);
    if (!*p->name && has_column(row, "name"))
        row_refuse(row, "name", "catalogue_name", N_("procedure %s has no name"), p->code);
    if (!*p->field && has_column(row, "field"))
        row_refuse(row, "field", "catalogue_field", N_("procedure %s has no field"), p->code);
    if (strcmp(p->served, "here") != 0 && strcmp(p->served, "portal") != 0 &&
        strcmp(p->served, "elsewhere") != 0)
        row_refuse(row, "served", "catalogue_served", N_("served: write here, portal or elsewhere"));
    struct day day;
    if (*p->withdrawn_on && !iso_day_parse(&day, p->withdrawn_on))
        row_refuse(row, "withdrawn", "catalogue_day", N_("withdrawn: write the day as 2026-12-01"));
}

void build_from_row(struct procedure *p, const struct row *row)
{
    const struct {
        const char *key;
        const char **value;
    } texts[] = {
        { "code", &p->code },
        { "name", &p->name },
        { "short_name", &p->short_name },
        { "field", &p->field },
        { "field_code", &p->field_code },
        { "agency", &p->agency },
        { "level", &p->level },
        { "decision", &p->decision },
        { "place", &p->place },
        { "limit_confidence", &p->limit_confidence },
        { "fee_per", &p->fee_rule.per },
        { "fee_note", &p->fee_note },
        { "result", &p->result },
        { "result_code", &p->result_code },
        { "confidence", &p->confidence },
        { "withdrawn", &p->withdrawn_on },
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i].value = row_text(row, texts[i].key);
    const char *served = row_text(row, "served");
    if (*served)
        p->served = served;
    if (!*p->short_name)
        p->short_name = p->name;
    for (int i = 0; i < CHANNELS; i++)
        channel_from_row(&p->channels[i], row, (enum channel)i);
    p->fee_rule.next_from = (int)row_number(row, "fee_next_from", 10000);
    p->fee_rule.next = row_number(row, "fee_next", 1000000000);
    p->fee_rule.cap = row_number(row, "fee_cap", 1000000000);
    p->council = row_number(row, "council", 1) != 0;
    int column;
    row->kind->place(row->data, "code", &p->line, &column);
    check_words(p, row);
}

void component_from_row(struct procedure_component *c, const struct row *row)
{
    c->id = row_text(row, "id");
    c->name = row_text(row, "name");
    c->case_note = row_text(row, "case");
    c->variants = row_text(row, "variants");
    c->form = row_text(row, "form");
    c->replaced_by = row_text(row, "replaced_by");
    c->originals = (int)row_number(row, "originals", 100);
    c->copies = (int)row_number(row, "copies", 100);
    const char *mode = row_text(row, "mode");
    c->present_only = strcmp(mode, "present") == 0;
    if (!*c->id || !*c->name)
        row_refuse(row, "id", "catalogue_component", N_("a paper needs an id and a name"));
    if (strcmp(mode, "present") != 0 && strcmp(mode, "submit") != 0)
        row_refuse(row, "mode", "catalogue_mode", N_("mode: write submit or present"));
    if (!component_when_parse(&c->when, row_text(row, "when")))
        row_refuse(row, "when", "catalogue_when",
            N_("when: write nothing, case, submitter, online, counter or no_data"));
}

void variant_from_row(struct procedure_variant *v, const struct row *row)
{
    v->id = row_text(row, "id");
    v->question = row_text(row, "question");
    v->answer = row_text(row, "answer");
    if (!*v->id || !*v->answer)
        row_refuse(row, "id", "catalogue_variant", N_("a case needs an id and an answer"));
}

/* --- the whole --- */

static int by_code(const void *a, const void *b)
{
    const struct procedure *p = a, *q = b;
    int order = strcmp(p->code, q->code);
    return order ? order : p->line - q->line;
}

static void refuse_at(const struct build *b, int line, const char *code, const char *words)
{
    char place[PLACE_SIZE];
    snprintf(place, sizeof place, "%s:%d:1", b->name, line);
    problem_refuse(b->problems, place, code, "%s: %s", place, words);
}

static bool known_variants(const struct procedure *p, const char *list)
{
    char id[80];
    for (const char *at = list; *at;) {
        size_t len = strcspn(at, " ");
        snprintf(id, sizeof id, "%.*s", (int)len, at);
        if (len && !procedure_variant(p, id))
            return false;
        at += len + (at[len] == ' ');
    }
    return true;
}

static void check_parts(const struct build *b, const struct procedure *p)
{
    char words[200];
    for (size_t i = 0; i < p->components_count; i++) {
        const struct procedure_component *c = &p->components[i];
        if (procedure_component(p, c->id) != c) {
            snprintf(words, sizeof words, _("%s: paper id %s stands twice"), p->code, c->id);
            refuse_at(b, p->line, "catalogue_component_twice", words);
        }
        if (!known_variants(p, c->variants)) {
            snprintf(words, sizeof words, _("%s: paper %s names a case that is not there"), p->code, c->id);
            refuse_at(b, p->line, "catalogue_variant_unknown", words);
        }
    }
    for (size_t i = 0; i < p->variants_count; i++) {
        if (procedure_variant(p, p->variants[i].id) != &p->variants[i]) {
            snprintf(words, sizeof words, _("%s: case id %s stands twice"), p->code, p->variants[i].id);
            refuse_at(b, p->line, "catalogue_variant_twice", words);
        }
    }
}

void build_check(const struct build *b)
{
    struct catalogue *c = b->c;
    if (c->count)
        qsort(c->procedures, c->count, sizeof *c->procedures, by_code);
    for (size_t i = 0; i < c->count; i++) {
        const struct procedure *p = &c->procedures[i];
        if (i && *p->code && strcmp(p->code, p[-1].code) == 0) {
            char words[160];
            snprintf(
                words, sizeof words, _("procedure %s stands twice (first in line %d)"), p->code, p[-1].line);
            refuse_at(b, p->line, "catalogue_code_twice", words);
        }
        check_parts(b, p);
    }
}

static int code_order(const void *key, const void *element)
{
    return strcmp(key, ((const struct procedure *)element)->code);
}

const struct procedure *catalogue_find(const struct catalogue *c, const char *code)
{
    if (!c->count)
        return NULL;
    return bsearch(code, c->procedures, c->count, sizeof *c->procedures, code_order);
}

void catalogue_release(struct catalogue *c)
{
    if (!c)
        return;
    free(c->procedures);
    arena_release(&c->arena);
    *c = (struct catalogue){ 0 };
}
