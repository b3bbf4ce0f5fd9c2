/* answers.c - see answers.h. */
#include "catalog/answers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"

/* --- which fields are shown --- */

struct view {
    const struct form *form;
    const struct js *answers;
    struct day today;
    signed char shown[FORM_FIELDS_MAX]; /* 0 = not worked out yet, 1 = shown, -1 = hidden */
};

static bool shown(struct view *v, int field);

/* The answer of a shown field, NULL when hidden or empty. */
static const char *value_of(struct view *v, int field)
{
    const char *text = shown(v, field) ? js_get_text(v->answers, v->form->fields[field].id) : NULL;
    return text && *text ? text : NULL;
}

static bool has_value(struct view *v, int field)
{
    const struct js *rows = js_get(v->answers, v->form->fields[field].id);
    return value_of(v, field) || (js_is_array(rows) && js_len(rows) && shown(v, field));
}

/* The first and last day a value may mean: "1985" is 1985-01-01 .. 1985-12-31. */
static bool span_of(struct day *first, struct day *last, const char *text)
{
    struct day day;
    if (iso_day_parse(&day, text)) {
        *first = *last = day;
        return true;
    }
    char *end;
    int y = (int)strtol(text, &end, 10), m = *end == '-' ? (int)strtol(end + 1, &end, 10) : 0;
    if (*end || y < 1800 || m < 0 || m > 12)
        return false;
    *first = (struct day){ y, m ? m : 1, 1 };
    *last = m == 12 || !m ? (struct day){ y, 12, 31 } : day_add((struct day){ y, m + 1, 1 }, -1);
    return true;
}

static struct day years_later(struct day day, int years)
{
    day.y += years;
    if (day.m == 2 && day.d == 29 && !day_valid(day))
        day.d = 28;
    return day;
}

/* A year or a month only decides when every day in it gives the same answer. */
static bool days_hold(struct view *v, const struct form_condition *c)
{
    struct day a, a_last, b, b_last;
    const char *left = value_of(v, c->field);
    const char *right = c->other >= 0 ? value_of(v, c->other) : c->values[0];
    if (!left || !right || !span_of(&a, &a_last, left))
        return false;
    if (c->other < 0 && strcmp(right, "today") == 0)
        b = b_last = v->today;
    else if (!span_of(&b, &b_last, right))
        return false;
    b = years_later(b, c->years);
    b_last = years_later(b_last, c->years);
    return c->kind == CONDITION_BEFORE ? day_compare(a_last, b) < 0 : day_compare(a, b_last) > 0;
}

static bool numbers_hold(struct view *v, const struct form_condition *c)
{
    const char *left = value_of(v, c->field);
    const char *right = c->other >= 0 ? value_of(v, c->other) : c->values[0];
    if (!left || !right)
        return false;
    long long a = strtoll(left, NULL, 10), b = strtoll(right, NULL, 10);
    return c->kind == CONDITION_LESS ? a < b : a > b;
}

/* A choice equals; of many choices one equals. */
static bool among(const char *value, const struct form_condition *c, bool many)
{
    for (size_t i = 0; i < c->count; i++) {
        size_t len = strlen(c->values[i]);
        if (strcmp(value, c->values[i]) == 0)
            return true;
        for (const char *p = many ? value : ""; *p;) {
            size_t piece = strcspn(p, ";");
            if (piece == len && strncmp(p, c->values[i], len) == 0)
                return true;
            p += piece;
            p += strspn(p, "; ");
        }
    }
    return false;
}

static bool holds(struct view *v, const struct form_condition *c)
{
    switch (c->kind) {
    case CONDITION_ALL:
    case CONDITION_ANY:
        for (size_t i = 0; i < c->count; i++)
            if (holds(v, &c->parts[i]) == (c->kind == CONDITION_ANY))
                return c->kind == CONDITION_ANY;
        return c->kind == CONDITION_ALL;
    case CONDITION_NOT:
        return !holds(v, &c->parts[0]);
    case CONDITION_SET:
        return has_value(v, c->field) == (c->count == 0);
    case CONDITION_ONE_OF: {
        const char *value = value_of(v, c->field);
        return value && among(value, c, strcmp(v->form->fields[c->field].type->name, "many") == 0);
    }
    case CONDITION_BEFORE:
    case CONDITION_AFTER:
        return days_hold(v, c);
    default:
        return numbers_hold(v, c);
    }
}

static bool shown(struct view *v, int field)
{
    if (!v->shown[field]) {
        const struct form_field *f = &v->form->fields[field];
        const struct form_condition *section = v->form->sections[f->section].when;
        v->shown[field] = (!section || holds(v, section)) && (!f->when || holds(v, f->when)) ? 1 : -1;
    }
    return v->shown[field] > 0;
}

static struct view view_of(const struct form *form, const struct js *answers, struct day today)
{
    return (struct view){ .form = form, .answers = answers, .today = today };
}

void answers_visible(
    bool visible[FORM_FIELDS_MAX], const struct form *form, const struct js *answers, struct day today)
{
    struct view v = view_of(form, answers, today);
    for (size_t i = 0; i < form->fields_count; i++)
        visible[i] = shown(&v, (int)i);
}

bool answers_hold(const struct form_condition *condition, const struct form *form, const struct js *answers,
    struct day today)
{
    struct view v = view_of(form, answers, today);
    return holds(&v, condition);
}

static enum form_need need_in(struct view *v, const struct form_field *f)
{
    if (!shown(v, (int)(f - v->form->fields)) || (f->require_when && !holds(v, f->require_when)))
        return NEED_NONE;
    return f->need;
}

enum form_need answers_need(
    const struct form *form, const struct form_field *field, const struct js *answers, struct day today)
{
    struct view v = view_of(form, answers, today);
    return need_in(&v, field);
}

int answers_gaps(const struct form *form, const struct js *answers, struct day today)
{
    struct view v = view_of(form, answers, today);
    int gaps = 0;
    for (size_t i = 0; i < form->fields_count; i++)
        gaps += need_in(&v, &form->fields[i]) != NEED_NONE && !has_value(&v, (int)i);
    return gaps;
}

size_t answers_differ(const struct form_field **ret, size_t max, const struct form *form,
    const struct js *first, const struct js *second, struct day today)
{
    struct view a = view_of(form, first, today), b = view_of(form, second, today);
    size_t count = 0;
    for (size_t i = 0; i < form->fields_count; i++) {
        const char *x = value_of(&a, (int)i), *y = value_of(&b, (int)i);
        if (!form->fields[i].critical || (!x && !y) || (x && y && strcmp(x, y) == 0))
            continue;
        if (count < max)
            ret[count] = &form->fields[i];
        count++;
    }
    return count;
}

/* --- reading the values --- */

struct reading {
    struct problems *problems;
    struct day today;
    struct err *e;
};

/* "Người mẹ: Ngày sinh" for a field of a block, else its label. */
static const char *full_label(char out[160], const struct form_field *f)
{
    snprintf(out, 160, "%s%s%s", f->block, *f->block ? ": " : "", f->label);
    return out;
}

/* Puts the canonical value into `to`. A value that cannot be right becomes a refusal, not an end. */
static enum rc read_value(
    struct js *to, const struct form_field *f, const struct js *value, const char *name, struct reading *r)
{
    char label[160];
    if (js_is_null(value))
        return RC_OK;
    if (f->type->options & NO_ANSWER) {
        problem_refuse(r->problems, name, "answer_to_note", N_("\"%.100s\" is a remark and takes no answer"),
            full_label(label, f));
        return RC_OK;
    }
    if (!js_is_text(value)) {
        problem_refuse(
            r->problems, name, "answer_kind", N_("%.100s: the answer must be a text"), full_label(label, f));
        return RC_OK;
    }
    struct err trouble = { 0 };
    AUTO_BUF canonical = buf_limit(64 << 10);
    enum rc rc = field_parse(&canonical, f->type, js_text(value), &f->rule, r->today, &trouble);
    if (rc == RC_REFUSED) {
        problem_refuse(r->problems, name, trouble.code, "%s: %s", full_label(label, f), trouble.message);
        return RC_OK;
    }
    if (!rc && canonical.len)
        js_put_text(to, f->id, buf_text(&canonical));
    return rc ? err_no_memory(r->e) : RC_OK;
}

static const struct form_field *inner_field(const struct form_field *rows, const char *id)
{
    for (size_t i = 0; i < rows->fields_count; i++)
        if (strcmp(rows->fields[i].id, id) == 0)
            return &rows->fields[i];
    return NULL;
}

static enum rc read_row(
    struct js *to, const struct form_field *f, const struct js *row, size_t index, struct reading *r)
{
    char name[160];
    for (size_t i = 0; i < js_len(row); i++) {
        const char *id = js_key_at(row, i);
        const struct form_field *inner = inner_field(f, id);
        snprintf(name, sizeof name, "%.60s[%zu].%.60s", f->id, index, id);
        enum rc rc = RC_OK;
        if (!inner)
            problem_refuse(r->problems, name, "answer_unknown", N_("The form has no field \"%.80s\""), name);
        else
            rc = read_value(to, inner, js_get(row, id), name, r);
        if (rc)
            return rc;
    }
    for (size_t i = 0; js_len(to) && i < f->fields_count; i++) {
        const struct form_field *inner = &f->fields[i];
        snprintf(name, sizeof name, "%.60s[%zu].%.60s", f->id, index, inner->id);
        if (inner->need != NEED_NONE && !js_get(to, inner->id) && !js_get(row, inner->id))
            problem_warn(r->problems, name, "answer_wanted", N_("%.100s, row %zu: \"%.80s\" is still empty"),
                f->label, index + 1, inner->label);
    }
    return RC_OK;
}

static enum rc read_rows(struct js *to, const struct form_field *f, const struct js *value, struct reading *r)
{
    if (js_is_null(value))
        return RC_OK;
    size_t count = js_len(value);
    if (!js_is_array(value)) {
        problem_refuse(
            r->problems, f->id, "answer_kind", N_("%.100s: the answer must be a list of rows"), f->label);
        return RC_OK;
    }
    int64_t max = f->rule.has_max ? f->rule.max : 200;
    if ((int64_t)count > max) {
        problem_refuse(
            r->problems, f->id, "rows_many", N_("%.100s: at most %lld rows"), f->label, (long long)max);
        return RC_OK;
    }
    struct js *rows = js_array();
    enum rc rc = RC_OK;
    for (size_t i = 0; i < count && !rc; i++) {
        struct js *row = js_object();
        if (js_is_object(js_at(value, i)))
            rc = read_row(row, f, js_at(value, i), i, r);
        else
            problem_refuse(
                r->problems, f->id, "answer_kind", N_("%.100s: each row must be an object"), f->label);
        if (js_len(row))
            js_add(rows, row);
        else
            js_free(row);
    }
    size_t filled = js_len(rows);
    if (filled && f->rule.has_min && (int64_t)filled < f->rule.min)
        problem_warn(r->problems, f->id, "rows_few", N_("%.100s: at least %lld rows are needed"), f->label,
            (long long)f->rule.min);
    if (filled)
        js_put(to, f->id, rows);
    else
        js_free(rows);
    return rc;
}

/* The canonical object in the form's order, so that equal answers give equal bytes. */
static enum rc read_all(struct js *to, const struct form *form, const struct js *answers, struct reading *r)
{
    for (size_t i = 0; i < form->fields_count; i++) {
        const struct form_field *f = &form->fields[i];
        const struct js *value = js_get(answers, f->id);
        enum rc rc = !value                            ? RC_OK
                     : f->type->options & TAKES_FIELDS ? read_rows(to, f, value, r)
                                                       : read_value(to, f, value, f->id, r);
        if (rc)
            return rc;
    }
    return RC_OK;
}

static void find_unknown(const struct form *form, const struct js *answers, struct problems *problems)
{
    for (size_t i = 0; i < js_len(answers); i++) {
        const char *id = js_key_at(answers, i);
        if (form_field_index(form, id) < 0)
            problem_refuse(problems, id, "answer_unknown", N_("The form has no field \"%.80s\""), id);
    }
}

/* --- what is missing, what does not go together --- */

/* What nothing is received without has its fixed default when nobody said otherwise: one copy, for instance.
 */
static void take_defaults(struct view *v, const struct js *given, struct js *canonical)
{
    for (size_t i = 0; i < v->form->fields_count; i++) {
        const struct form_field *f = &v->form->fields[i];
        AUTO_BUF value = buf_limit(4096);
        if (*f->default_value && need_in(v, f) == NEED_RECEPTION && !js_get(given, f->id) &&
            !field_parse(&value, f->type, f->default_value, &f->rule, v->today, NULL))
            js_put_text(canonical, f->id, buf_text(&value));
    }
}

static void find_missing(
    struct view *v, const struct js *given, struct problems *problems, enum form_need need)
{
    char label[160];
    for (size_t i = 0; i < v->form->fields_count; i++) {
        const struct form_field *f = &v->form->fields[i];
        const char *typed = js_get_text(given, f->id);
        bool unreadable = typed && *typed; /* told already */
        if (need_in(v, f) != need || has_value(v, (int)i) || unreadable)
            continue;
        if (need == NEED_RECEPTION)
            problem_refuse(
                problems, f->id, "answer_missing", N_("\"%.120s\" must be filled in"), full_label(label, f));
        else
            problem_warn(problems, f->id, "answer_wanted",
                N_("\"%.120s\" is still empty; the paper form needs it"), full_label(label, f));
    }
}

static void find_contradictions(struct view *v, struct problems *problems, bool errors)
{
    for (size_t i = 0; i < v->form->checks_count; i++) {
        const struct form_check *c = &v->form->checks[i];
        const char *field = v->form->fields[c->field].id;
        if (c->error != errors || !holds(v, c->condition))
            continue;
        if (errors)
            problem_refuse(problems, field, "answers_contradict", "%s", c->message);
        else
            problem_warn(problems, field, "answers_look", "%s", c->message);
    }
}

static void drop_hidden(struct view *v, struct js *answers)
{
    for (size_t i = 0; i < v->form->fields_count; i++)
        if (!shown(v, (int)i))
            js_remove(answers, v->form->fields[i].id);
}

enum rc answers_check(struct js **ret, struct problems *problems, const struct form *form,
    const struct js *answers, struct day today, struct err *e)
{
    if (answers && !js_is_object(answers)) {
        err_set(e, RC_REFUSED, "answers_kind", N_("The answers must be an object of field names and texts"));
        err_field(e, "answers");
        return RC_REFUSED;
    }
    AUTO_JS canonical = js_object();
    if (!canonical)
        return err_no_memory(e);
    struct reading r = { problems, today, e };
    find_unknown(form, answers, problems);
    enum rc rc = read_all(canonical, form, answers, &r);
    if (rc)
        return rc;
    /* refusals first: the list is short, and a gap must not push a refusal out of it */
    struct view v = view_of(form, canonical, today);
    take_defaults(&v, answers, canonical);
    find_missing(&v, answers, problems, NEED_RECEPTION);
    find_contradictions(&v, problems, true);
    find_contradictions(&v, problems, false);
    find_missing(&v, answers, problems, NEED_COMPLETION);
    drop_hidden(&v, canonical);
    *ret = canonical;
    canonical = NULL;
    return problems_verdict(problems, e);
}

/* --- what may be proposed --- */

/* "applicant.name" in facts; "today"; "answer.x" in the answers themselves. */
static const char *fact(const char *path, const struct js *answers, const struct js *facts, const char *today)
{
    if (strcmp(path, "today") == 0)
        return today;
    if (strncmp(path, "answer.", 7) == 0)
        return js_get_text(answers, path + 7);
    const char *dot = strchr(path, '.');
    char head[40];
    if (!dot || (size_t)(dot - path) >= sizeof head)
        return NULL;
    snprintf(head, sizeof head, "%.*s", (int)(dot - path), path);
    return js_get_text(js_get(facts, head), dot + 1);
}

static bool propose_one(
    struct js *answers, const struct form_field *f, const struct js *facts, struct day today)
{
    char day[ISO_DAY_SIZE];
    const char *known = *f->default_from ? fact(f->default_from, answers, facts, iso_day(day, today)) : NULL;
    if (!known || !*known)
        known = f->default_value;
    AUTO_BUF value = buf_limit(64 << 10);
    if (!*known || field_parse(&value, f->type, known, &f->rule, today, NULL) || !value.len)
        return false;
    js_put_text(answers, f->id, buf_text(&value));
    return true;
}

int answers_propose(struct js *answers, const struct form *form, const struct js *facts, struct day today)
{
    int filled = 0;
    for (size_t i = 0; i < form->fields_count; i++) {
        const struct form_field *f = &form->fields[i];
        const char *now = js_get_text(answers, f->id);
        struct view v = view_of(form, answers, today);
        if (f->type->options & (TAKES_FIELDS | NO_ANSWER) || (now && *now) || !shown(&v, (int)i))
            continue;
        filled += propose_one(answers, f, facts, today);
    }
    return filled;
}
