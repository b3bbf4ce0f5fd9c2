/* form_condition.c - reads conditions and finds those that wait for each other. Evaluated in answers.c. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "catalog/form_read.h"

static const char *const condition_keys[] = {
    "all",
    "any",
    "not",
    "field",
    "is_set",
    "equals",
    "one_of",
    "before",
    "after",
    "less_than",
    "more_than",
    NULL,
};

static bool parts_read(struct form_reader *r, const struct yaml_node *list, struct form_condition *c)
{
    size_t count = yaml_is_list(list) ? yaml_len(list) : yaml_is_map(list) ? 1 : 0;
    if (!count) {
        form_error_at(r, list, "condition_empty", N_("here a condition is expected, or a list of them"));
        return false;
    }
    c->parts = arena_array(r->arena, count, sizeof *c->parts);
    for (size_t i = 0; c->parts && i < count; i++) {
        const struct form_condition *part =
            form_condition_read(r, yaml_is_list(list) ? yaml_at(list, i) : list);
        if (!part)
            return false;
        c->parts[c->count++] = *part;
    }
    return c->parts != NULL;
}

static int field_named(struct form_reader *r, const struct yaml_node *name)
{
    const char *id = yaml_text(name);
    int index = id ? form_field_index(r->form, id) : -1;
    if (index < 0)
        form_error_at(r, name, "condition_field",
            N_("the condition asks for the field \"%s\", which is not in this form"), id ? id : "");
    return index;
}

static bool choice_exists(const struct form_field *field, const char *value)
{
    if (!field->rule.choices_count || field->rule.other)
        return true;
    for (size_t i = 0; i < field->rule.choices_count; i++)
        if (strcmp(field->rule.choices[i].value, value) == 0)
            return true;
    return false;
}

static bool values_read(struct form_reader *r, const struct yaml_node *node, struct form_condition *c)
{
    size_t count = yaml_is_list(node) ? yaml_len(node) : 1;
    c->values = arena_array(r->arena, count ? count : 1, sizeof *c->values);
    for (size_t i = 0; c->values && i < count; i++) {
        const struct yaml_node *one = yaml_is_list(node) ? yaml_at(node, i) : node;
        const char *value = yaml_text(one);
        if (!value || !choice_exists(&r->form->fields[c->field], value)) {
            form_error_at(r, one, "condition_value", N_("\"%s\" is not among the values of this field"),
                value ? value : "");
            return false;
        }
        c->values[c->count++] = arena_strdup(r->arena, value);
    }
    return c->count > 0;
}

static bool literal_fits(enum condition_kind kind, const char *text)
{
    struct day day;
    char *end;
    if (kind == CONDITION_BEFORE || kind == CONDITION_AFTER)
        return strcmp(text, "today") == 0 || iso_day_parse(&day, text);
    (void)strtoll(text, &end, 10);
    return *text && !*end;
}

static bool kind_fits(enum condition_kind kind, const struct form_field *field)
{
    bool day = strcmp(field->type->name, "date") == 0;
    bool number = strcmp(field->type->name, "number") == 0 || strcmp(field->type->name, "money") == 0;
    return kind == CONDITION_BEFORE || kind == CONDITION_AFTER ? day : number;
}

static bool literal_read(struct form_reader *r, const struct yaml_node *node, struct form_condition *c)
{
    const char *text = yaml_text(node);
    if (!text || !literal_fits(c->kind, text)) {
        form_error_at(r, node, "condition_value",
            N_("compare with a day (2026-01-05), today, a number, or {field: ID}"));
        return false;
    }
    c->values = arena_array(r->arena, 1, sizeof *c->values);
    if (c->values)
        c->values[c->count++] = arena_strdup(r->arena, text);
    return c->values != NULL;
}

/* How far the other side is moved; beyond `limit` it is a slip of the pen and moves nothing. */
static int shift_read(const struct yaml_node *node, const char *key, int limit)
{
    const char *text = yaml_get_text(node, key);
    long shift = text ? strtol(text, NULL, 10) : 0;
    return shift < -limit || shift > limit ? 0 : (int)shift;
}

/* The other side of before/after/less_than/more_than: a literal, {field: ID} or {day: today}; a day may be
 * moved by `years`, by `days`, or by both. */
static bool other_read(struct form_reader *r, const struct yaml_node *node, struct form_condition *c)
{
    static const char *const keys[] = { "field", "day", "years", "days", NULL };
    if (!kind_fits(c->kind, &r->form->fields[c->field])) {
        form_error_at(r, node, "condition_kind",
            N_("days compare with days and numbers with numbers; this field is neither"));
        return false;
    }
    if (yaml_is_text(node))
        return literal_read(r, node, c);
    if (!form_keys_known(r, node, keys, N_("a comparison")))
        return false;
    c->years = shift_read(node, "years", 200);
    c->days = shift_read(node, "days", 3660);
    if (!yaml_get(node, "field"))
        return literal_read(r, yaml_get(node, "day"), c);
    c->other = field_named(r, yaml_get(node, "field"));
    if (c->other >= 0 && !kind_fits(c->kind, &r->form->fields[c->other])) {
        form_error_at(r, node, "condition_kind",
            N_("days compare with days and numbers with numbers; this field is neither"));
        return false;
    }
    return c->other >= 0;
}

static bool comparison_read(struct form_reader *r, const struct yaml_node *node, struct form_condition *c)
{
    static const struct {
        const char *key;
        enum condition_kind kind;
    } rows[] = {
        { "is_set", CONDITION_SET },
        { "equals", CONDITION_ONE_OF },
        { "one_of", CONDITION_ONE_OF },
        { "before", CONDITION_BEFORE },
        { "after", CONDITION_AFTER },
        { "less_than", CONDITION_LESS },
        { "more_than", CONDITION_MORE },
    };
    c->field = field_named(r, yaml_get(node, "field"));
    if (c->field < 0)
        return false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct yaml_node *value = yaml_get(node, rows[i].key);
        if (!value)
            continue;
        c->kind = rows[i].kind;
        if (c->kind == CONDITION_SET) {
            const char *text = yaml_text(value);
            c->count = text && strcmp(text, "no") == 0; /* is_set: no = the field is empty */
            return true;
        }
        return c->kind == CONDITION_ONE_OF ? values_read(r, value, c) : other_read(r, value, c);
    }
    form_error_at(r, node, "condition_empty",
        N_("what about this field? Write equals, one_of, is_set, before, after, less_than or more_than"));
    return false;
}

const struct form_condition *form_condition_read(struct form_reader *r, const struct yaml_node *node)
{
    if (!form_keys_known(r, node, condition_keys, N_("a condition")))
        return NULL;
    bool group = yaml_get(node, "all") || yaml_get(node, "any") || yaml_get(node, "not");
    if (yaml_len(node) != (group ? 1 : 2)) {
        form_error_at(r, node, "condition_mixed",
            N_("one condition says one thing: all, any, not, or a field with one comparison"));
        return NULL;
    }
    struct form_condition *c = arena_alloc(r->arena, sizeof *c);
    if (!c)
        return NULL;
    c->other = -1;
    const struct yaml_node *parts;
    bool fine;
    if ((parts = yaml_get(node, "all")))
        c->kind = CONDITION_ALL, fine = parts_read(r, parts, c);
    else if ((parts = yaml_get(node, "any")))
        c->kind = CONDITION_ANY, fine = parts_read(r, parts, c);
    else if ((parts = yaml_get(node, "not")))
        c->kind = CONDITION_NOT, fine = parts_read(r, parts, c);
    else
        fine = comparison_read(r, node, c);
    return fine ? c : NULL;
}

/* --- rings: a field shown when another is filled, which is shown when the first is filled --- */

enum mark { UNSEEN, ON_PATH, DONE };

static bool closes_ring(const struct form *form, enum mark *marks, int field);

static bool condition_closes_ring(const struct form *form, enum mark *marks, const struct form_condition *c)
{
    if (!c)
        return false;
    if (c->kind <= CONDITION_NOT) {
        for (size_t i = 0; i < c->count; i++)
            if (condition_closes_ring(form, marks, &c->parts[i]))
                return true;
        return false;
    }
    return closes_ring(form, marks, c->field) || (c->other >= 0 && closes_ring(form, marks, c->other));
}

static bool closes_ring(const struct form *form, enum mark *marks, int field)
{
    if (marks[field] != UNSEEN)
        return marks[field] == ON_PATH;
    marks[field] = ON_PATH;
    bool ring = condition_closes_ring(form, marks, form->fields[field].when) ||
                condition_closes_ring(form, marks, form->sections[form->fields[field].section].when);
    marks[field] = DONE;
    return ring;
}

void form_condition_cycles(struct form_reader *r)
{
    enum mark marks[FORM_FIELDS_MAX] = { UNSEEN };
    for (size_t i = 0; i < r->form->fields_count; i++)
        if (marks[i] == UNSEEN && closes_ring(r->form, marks, (int)i)) {
            const struct yaml_node *at = r->field_when[i];
            form_error_at(r, at ? at : r->section_when[r->form->fields[i].section], "condition_cycle",
                N_("the field \"%s\" waits for itself to be shown"), r->form->fields[i].id);
        }
}
