/* answers_view.c - see answers_view.h: conditions, and what a form shows. Pure. */
#include "catalog/answers_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"

const char *view_value(struct view *v, int field)
{
    const char *text = view_shows(v, field) ? js_get_text(v->answers, v->form->fields[field].id) : NULL;
    return text && *text ? text : NULL;
}

bool view_has(struct view *v, int field)
{
    const struct js *rows = js_get(v->answers, v->form->fields[field].id);
    return view_value(v, field) || (js_is_array(rows) && js_len(rows) && view_shows(v, field));
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

/* Years first, then days; a 29 February falls back on the 28th. */
static struct day moved(struct day day, const struct form_condition *c)
{
    day.y += c->years;
    if (day.m == 2 && day.d == 29 && !day_valid(day))
        day.d = 28;
    return c->days ? day_add(day, c->days) : day;
}

/* A year or a month only decides when every day in it gives the same answer. */
static bool days_hold(struct view *v, const struct form_condition *c)
{
    struct day a, a_last, b, b_last;
    const char *left = view_value(v, c->field);
    const char *right = c->other >= 0 ? view_value(v, c->other) : c->values[0];
    if (!left || !right || !span_of(&a, &a_last, left))
        return false;
    if (c->other < 0 && strcmp(right, "today") == 0)
        b = b_last = v->today;
    else if (!span_of(&b, &b_last, right))
        return false;
    b = moved(b, c);
    b_last = moved(b_last, c);
    return c->kind == CONDITION_BEFORE ? day_compare(a_last, b) < 0 : day_compare(a, b_last) > 0;
}

static bool numbers_hold(struct view *v, const struct form_condition *c)
{
    const char *left = view_value(v, c->field);
    const char *right = c->other >= 0 ? view_value(v, c->other) : c->values[0];
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

bool view_holds(struct view *v, const struct form_condition *c)
{
    switch (c->kind) {
    case CONDITION_ALL:
    case CONDITION_ANY:
        for (size_t i = 0; i < c->count; i++)
            if (view_holds(v, &c->parts[i]) == (c->kind == CONDITION_ANY))
                return c->kind == CONDITION_ANY;
        return c->kind == CONDITION_ALL;
    case CONDITION_NOT:
        return !view_holds(v, &c->parts[0]);
    case CONDITION_SET:
        return view_has(v, c->field) == (c->count == 0);
    case CONDITION_ONE_OF: {
        const char *value = view_value(v, c->field);
        return value && among(value, c, strcmp(v->form->fields[c->field].type->name, "many") == 0);
    }
    case CONDITION_BEFORE:
    case CONDITION_AFTER:
        return days_hold(v, c);
    default:
        return numbers_hold(v, c);
    }
}

bool view_shows(struct view *v, int field)
{
    if (!v->shown[field]) {
        const struct form_field *f = &v->form->fields[field];
        const struct form_condition *section = v->form->sections[f->section].when;
        v->shown[field] =
            (!section || view_holds(v, section)) && (!f->when || view_holds(v, f->when)) ? 1 : -1;
    }
    return v->shown[field] > 0;
}

struct view view_of(const struct form *form, const struct js *answers, struct day today)
{
    return (struct view){ .form = form, .answers = answers, .today = today };
}

enum form_need view_need(struct view *v, const struct form_field *f)
{
    if (!view_shows(v, (int)(f - v->form->fields)) || (f->require_when && !view_holds(v, f->require_when)))
        return NEED_NONE;
    return f->need;
}
