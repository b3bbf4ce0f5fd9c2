/* answers.c - see answers.h. */
#include "catalog/answers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "catalog/answers_view.h"

/* --- looking --- */

void answers_visible(
    bool visible[FORM_FIELDS_MAX], const struct form *form, const struct js *answers, struct day today)
{
    struct view v = view_of(form, answers, today);
    for (size_t i = 0; i < form->fields_count; i++)
        visible[i] = view_shows(&v, (int)i);
}

int answers_gaps(const struct form *form, const struct js *answers, struct day today)
{
    struct view v = view_of(form, answers, today);
    int gaps = 0;
    for (size_t i = 0; i < form->fields_count; i++)
        gaps += view_need(&v, &form->fields[i]) != NEED_NONE && !view_has(&v, (int)i);
    return gaps;
}

size_t answers_differ(const struct form_field **ret, size_t max, const struct form *form,
    const struct js *first, const struct js *second, struct day today)
{
    struct view a = view_of(form, first, today), b = view_of(form, second, today);
    size_t count = 0;
    for (size_t i = 0; i < form->fields_count; i++) {
        const char *x = view_value(&a, (int)i), *y = view_value(&b, (int)i);
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
        if (*f->default_value && view_need(v, f) == NEED_RECEPTION && !js_get(given, f->id) &&
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
        if (view_need(v, f) != need || view_has(v, (int)i) || unreadable)
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
        if (c->error != errors || !view_holds(v, c->condition))
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
        if (!view_shows(v, (int)i))
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

/* --- the second keyer --- */

/* The rest of the form as the first keyer left it: what is shown may hang on it. */
static struct js *without_critical(const struct form *form, const struct js *first)
{
    struct js *rest = js_copy(first);
    for (size_t i = 0; rest && i < form->fields_count; i++)
        if (form->fields[i].critical)
            js_remove(rest, form->fields[i].id);
    return rest;
}

static void lay_over(
    struct js *rest, const struct form *form, const struct js *second, struct problems *problems)
{
    for (size_t i = 0; i < js_len(second); i++) {
        const char *id = js_key_at(second, i), *text = js_get_text(second, id);
        const struct form_field *f = form_field(form, id);
        if (f && f->critical && text)
            js_put_text(rest, id, text);
        else
            problem_refuse(problems, id, "second_field", N_("\"%.80s\" is not typed a second time"), id);
    }
}

enum rc answers_second(struct problems *problems, const struct form *form, const struct js *first,
    const struct js *second, struct day today, struct err *e)
{
    AUTO_JS typed = without_critical(form, first);
    AUTO_JS canonical = NULL;
    struct problems unread = { 0 }; /* of the form as a whole: told for the first entry */
    if (!typed)
        return err_no_memory(e);
    lay_over(typed, form, second, problems);
    enum rc rc = answers_check(&canonical, &unread, form, typed, today, NULL);
    if (rc && rc != RC_REFUSED)
        return err_no_memory(e);
    const struct form_field *differ[FORM_FIELDS_MAX];
    size_t count = answers_differ(differ, FORM_FIELDS_MAX, form, first, canonical, today);
    for (size_t i = 0; i < count; i++) {
        char label[160];
        problem_refuse(problems, differ[i]->id, "double_entry",
            N_("%.120s: the two entries differ; look at the paper and type it again"),
            full_label(label, differ[i]));
    }
    return RC_OK;
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
        if (f->type->options & (TAKES_FIELDS | NO_ANSWER) || (now && *now) || !view_shows(&v, (int)i))
            continue;
        filled += propose_one(answers, f, facts, today);
    }
    return filled;
}
