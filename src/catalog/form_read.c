/* form_read.c - from YAML to a struct form, every error noted with its place. The language: motcua.form(5).
 */
#include "catalog/form_read.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/text.h"

#define LIST_SIZE_MAX ((size_t)1 << 20)

static const char *const form_keys[] = { "form", "version", "title", "law", "template", "source",
    "to_confirm", "sections", "checks", NULL };
static const char *const section_keys[] = { "id", "title", "say", "law", "when", "fields", NULL };
static const char *const check_keys[] = { "id", "if", "severity", "field", "message", "law", NULL };
static const char *const choice_keys[] = { "value", "label", "also", NULL };
static const char *const field_keys[] = { "id", "type", "label", "required", "when", "require_when", "help",
    "example", "law", "say", "default_from", "default", "portal", "critical", "to_confirm", "max_length",
    "min", "max", "year_only", "month_year", "past", "choices", "list", "other", "parts", "optional",
    "fields", NULL };

/* Keys that only some types understand. */
static const struct {
    const char *key;
    unsigned option;
} special_keys[] = {
    { "max_length", TAKES_LENGTH },
    { "min", TAKES_RANGE | TAKES_FIELDS },
    { "max", TAKES_RANGE | TAKES_FIELDS },
    { "year_only", TAKES_DATE },
    { "month_year", TAKES_DATE },
    { "past", TAKES_DATE },
    { "choices", TAKES_LIST },
    { "list", TAKES_LIST },
    { "other", TAKES_LIST },
    { "parts", TAKES_PARTS },
    { "optional", TAKES_PARTS },
    { "fields", TAKES_FIELDS },
};

/* --- errors and small values --- */

static void note(struct form_reader *r, struct yaml_place place, const char *code, const char *message)
{
    struct form_errors *all = r->errors;
    if (all->count == FORM_ERRORS_MAX) {
        all->dropped++;
        return;
    }
    struct form_error *one = &all->list[all->count++];
    *one = (struct form_error){ .file = r->file, .code = code, .line = place.line, .column = place.column };
    snprintf(one->message, sizeof one->message, "%s", message);
    utf8_mend(one->message);
}

void form_error_at(
    struct form_reader *r, const struct yaml_node *node, const char *code, const char *format, ...)
{
    char message[256];
    va_list ap;
    va_start(ap, format);
    vsnprintf(message, sizeof message, gettext(format), ap);
    va_end(ap);
    note(r, (struct yaml_place){ yaml_line(node), yaml_column(node) }, code, message);
}

static bool listed(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

bool form_keys_known(
    struct form_reader *r, const struct yaml_node *map, const char *const *known, const char *what)
{
    if (!yaml_is_map(map)) {
        form_error_at(r, map, "not_a_block", N_("%s must be a block of keys"), _(what));
        return false;
    }
    bool fine = true;
    for (size_t i = 0; i < yaml_len(map); i++) {
        const struct yaml_node *key = yaml_key_at(map, i);
        if (listed(known, yaml_text(key)))
            continue;
        form_error_at(r, key, "unknown_key", N_("%s has no key \"%.60s\""), _(what), yaml_text(key));
        fine = false;
    }
    return fine;
}

const char *form_text(
    struct form_reader *r, const struct yaml_node *map, const char *key, const char *fallback)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (node && !yaml_is_text(node))
        form_error_at(r, node, "not_a_text", N_("\"%s\" must be a plain text"), key);
    const char *text = yaml_text(node);
    const char *copy = text ? arena_strdup(r->arena, text) : fallback;
    if (text && !copy)
        r->no_memory = true;
    return copy ? copy : "";
}

static const char *needed_text(struct form_reader *r, const struct yaml_node *map, const char *key)
{
    const char *text = form_text(r, map, key, "");
    if (!*text && (!yaml_get(map, key) || yaml_is_text(yaml_get(map, key))))
        form_error_at(r, map, "missing_key", N_("\"%s\" is missing or empty here"), key);
    return text;
}

static bool flag(struct form_reader *r, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    const char *text = yaml_text(node);
    bool yes = text && strcmp(text, "yes") == 0;
    if (node && !yes && !(text && strcmp(text, "no") == 0))
        form_error_at(r, node, "not_yes_or_no", N_("\"%s\" is yes or no"), key);
    return yes;
}

static bool number(int64_t *ret, struct form_reader *r, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (!node)
        return false;
    const char *text = yaml_text(node);
    char *end = NULL;
    long long value = text && *text ? strtoll(text, &end, 10) : 0;
    if (!end || *end || strlen(text) > 15) {
        form_error_at(r, node, "not_a_number", N_("\"%s\" must be a whole number"), key);
        return false;
    }
    *ret = value;
    return true;
}

/* a-z, digits and _; begins with a letter: an id becomes a key in answers, journals and wires. */
static bool id_is_plain(const char *id)
{
    if (*id < 'a' || *id > 'z' || strlen(id) > 60)
        return false;
    for (; *id; id++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", *id))
            return false;
    return true;
}

static const char *id_of(struct form_reader *r, const struct yaml_node *map)
{
    const char *id = needed_text(r, map, "id");
    if (*id && !id_is_plain(id))
        form_error_at(r, yaml_get(map, "id"), "bad_id",
            N_("the id \"%.60s\" may hold a-z, 0-9 and _ only, and begins with a letter"), id);
    return id;
}

/* --- lists of values --- */

static void choices_written(struct form_reader *r, const struct yaml_node *list, struct field_rule *rule)
{
    size_t count = yaml_is_list(list) ? yaml_len(list) : 0;
    if (!count) {
        form_error_at(r, list, "choices_empty", N_("\"choices\" must be a list of values"));
        return;
    }
    struct field_choice *all = arena_array(r->arena, count, sizeof *all);
    for (size_t i = 0; all && i < count; i++) {
        const struct yaml_node *one = yaml_at(list, i);
        if (yaml_is_text(one)) {
            const char *text = arena_strdup(r->arena, yaml_text(one));
            all[i] = (struct field_choice){ text, text, "" };
        } else if (form_keys_known(r, one, choice_keys, N_("a value"))) {
            const char *value = needed_text(r, one, "value");
            all[i] = (struct field_choice){ value, form_text(r, one, "label", value),
                form_text(r, one, "also", "") };
        } else {
            all[i] = (struct field_choice){ "", "", "" };
        }
        for (size_t k = 0; k < i; k++)
            if (all[k].value && all[i].value && *all[i].value && strcmp(all[k].value, all[i].value) == 0)
                form_error_at(r, one, "choice_doubled", N_("the value \"%.60s\" stands twice in this list"),
                    all[i].value);
    }
    rule->choices = all;
    rule->choices_count = all ? count : 0;
}

/* SHARE/data/lists/NAME.csv with the columns value, label and also (the last two may be absent). */
static void choices_file(
    struct form_reader *r, const struct yaml_node *at, const char *name, struct field_rule *rule)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/data/lists/%s.csv", r->share_dir, name);
    if (!id_is_plain(name) || !fs_exists(path)) {
        form_error_at(
            r, at, "list_missing", N_("the list of values data/lists/%.60s.csv is not there"), name);
        return;
    }
    AUTO_CSV csv = { 0 };
    struct err e = { 0 };
    int value = -1;
    if (!csv_read(&csv, path, LIST_SIZE_MAX, &e))
        value = csv_column(&csv, "value");
    if (value < 0) {
        form_error_at(
            r, at, "list_unreadable", N_("the list of values %.60s cannot be read: %s"), name, e.message);
        return;
    }
    int label = csv_column(&csv, "label"), also = csv_column(&csv, "also");
    struct field_choice *all = arena_array(r->arena, csv.count, sizeof *all);
    for (size_t i = 1; all && i < csv.count; i++)
        all[i - 1] = (struct field_choice){ arena_strdup(r->arena, csv_cell(&csv, i, value)),
            arena_strdup(r->arena, csv_cell(&csv, i, label < 0 ? value : label)),
            arena_strdup(r->arena, csv_cell(&csv, i, also)) };
    rule->choices = all;
    rule->choices_count = all ? csv.count - 1 : 0;
}

static void list_read(struct form_reader *r, const struct yaml_node *map, struct form_field *f)
{
    const struct yaml_node *written = yaml_get(map, "choices"), *name = yaml_get(map, "list");
    if (written && name)
        form_error_at(r, name, "two_lists", N_("either \"choices\" or \"list\", not both"));
    else if (written)
        choices_written(r, written, &f->rule);
    else if (name && yaml_is_text(name))
        choices_file(r, name, yaml_text(name), &f->rule);
    else if (f->type->list)
        choices_file(r, map, f->type->list, &f->rule);
    else if (f->type->options & TAKES_LIST)
        form_error_at(r, map, "choices_empty", N_("a field of the type \"%s\" needs \"choices\" or \"list\""),
            f->type->name);
}

/* --- fields --- */

static enum form_need need_of(struct form_reader *r, const struct yaml_node *map)
{
    const struct yaml_node *node = yaml_get(map, "required");
    const char *text = yaml_text(node);
    if (!node || (text && strcmp(text, "no") == 0))
        return NEED_NONE;
    if (text && strcmp(text, "reception") == 0)
        return NEED_RECEPTION;
    if (!text || strcmp(text, "completion") != 0)
        form_error_at(r, node, "bad_required", N_("\"required\" is reception, completion or no"));
    return NEED_COMPLETION;
}

static void special_keys_fit(
    struct form_reader *r, const struct yaml_node *map, const struct field_type *type)
{
    for (size_t i = 0; i < sizeof special_keys / sizeof *special_keys; i++) {
        const char *key = special_keys[i].key;
        for (size_t k = 0; !(type->options & special_keys[i].option) && k < yaml_len(map); k++)
            if (strcmp(yaml_text(yaml_key_at(map, k)), key) == 0)
                form_error_at(r, yaml_key_at(map, k), "key_not_for_type",
                    N_("a field of the type \"%s\" has no \"%s\""), type->name, key);
    }
}

static void rule_read(struct form_reader *r, const struct yaml_node *map, struct form_field *f)
{
    int64_t length = 0;
    if (number(&length, r, map, "max_length") && (length < 1 || length > 10000))
        form_error_at(
            r, yaml_get(map, "max_length"), "bad_length", N_("\"max_length\" lies between 1 and 10000"));
    f->rule.max_length = (int)length;
    f->rule.has_min = number(&f->rule.min, r, map, "min");
    f->rule.has_max = number(&f->rule.max, r, map, "max");
    if (f->rule.has_min && f->rule.has_max && f->rule.min > f->rule.max)
        form_error_at(r, yaml_get(map, "max"), "bad_range", N_("\"max\" is smaller than \"min\""));
    f->rule.year_only = flag(r, map, "year_only");
    f->rule.month_year = flag(r, map, "month_year");
    f->rule.past = flag(r, map, "past");
    f->rule.other = flag(r, map, "other");
}

static void field_texts(struct form_reader *r, const struct yaml_node *map, struct form_field *f)
{
    f->label = needed_text(r, map, "label");
    f->need = need_of(r, map);
    f->help = form_text(r, map, "help", "");
    f->example = form_text(r, map, "example", "");
    f->law = form_text(r, map, "law", "");
    f->say = form_text(r, map, "say", "");
    f->default_from = form_text(r, map, "default_from", "");
    f->default_value = form_text(r, map, "default", "");
    f->portal = form_text(r, map, "portal", "");
    f->block = "";
    f->critical = flag(r, map, "critical");
    f->to_confirm = flag(r, map, "to_confirm");
    f->line = yaml_line(map);
    f->column = yaml_column(map);
}

static const struct field_type *type_of(struct form_reader *r, const struct yaml_node *map)
{
    const char *name = needed_text(r, map, "type");
    const struct field_type *type = field_type_find(name);
    if (!type && *name)
        form_error_at(r, yaml_get(map, "type"), "unknown_type", N_("there is no field type \"%.60s\""), name);
    return type;
}

/* Counts a field; false (told once) when the form has too many. */
static bool room_left(struct form_reader *r, const struct yaml_node *map)
{
    if (r->total < FORM_FIELDS_MAX) {
        r->total++;
        return true;
    }
    if (r->total++ == FORM_FIELDS_MAX)
        form_error_at(r, map, "too_many_fields", N_("a form has at most %d fields"), FORM_FIELDS_MAX);
    return false;
}

static bool id_is_new(struct form_reader *r, const struct form_field *fields, size_t count, const char *id,
    const struct yaml_node *at)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].id, id) == 0) {
            form_error_at(
                r, at, "doubled_id", N_("the id \"%.60s\" is already used in line %d"), id, fields[i].line);
            return false;
        }
    return true;
}

static void keep_field(struct form_reader *r, const struct form_field *f, const struct yaml_node *map)
{
    if (!room_left(r, map) || !id_is_new(r, r->form->fields, r->form->fields_count, f->id, map))
        return;
    size_t at = r->form->fields_count++;
    r->form->fields[at] = *f;
    r->field_when[at] = yaml_get(map, "when");
    r->field_require[at] = yaml_get(map, "require_when");
    r->field_default[at] = yaml_get(map, "default_from");
}

static bool list_has(const struct yaml_node *list, const char *name)
{
    for (size_t i = 0; i < yaml_len(list); i++)
        if (yaml_text(yaml_at(list, i)) && strcmp(yaml_text(yaml_at(list, i)), name) == 0)
            return true;
    return false;
}

static void part_names_fit(struct form_reader *r, const struct yaml_node *list, const struct field_type *type)
{
    for (size_t i = 0; i < yaml_len(list); i++) {
        const char *name = yaml_text(yaml_at(list, i));
        const struct field_part *part = type->parts;
        while (name && part->name && strcmp(part->name, name) != 0)
            part++;
        if (!name || !part->name)
            form_error_at(r, yaml_at(list, i), "unknown_part", N_("\"%s\" has no part \"%.60s\""), type->name,
                name ? name : "");
    }
}

/* default_from of a block names a person: "applicant" gives applicant.name to the name, and so on. */
static const char *part_default(struct form_reader *r, const char *person, const struct field_part *part)
{
    static const char *const known[] = { "name", "birth_date", "sex", "id_number", "phone", NULL };
    const char *what = strcmp(part->name, "residence") == 0 ? "address" : part->name;
    if (!*person || (!listed(known, part->name) && strcmp(what, "address") != 0))
        return "";
    const char *path = arena_printf(r->arena, "%s.%s", person, what);
    return path ? path : "";
}

static void part_field(struct form_reader *r, const struct yaml_node *map, const struct form_field *block,
    const struct field_part *part)
{
    struct form_field f = *block;
    const char *id = arena_printf(r->arena, "%s_%s", block->id, part->name);
    f.id = id ? id : "";
    f.block = block->label;
    f.label = part->label;
    f.example = part->example ? part->example : "";
    f.type = field_type_find(part->type);
    f.rule.year_only = part->year_only;
    f.rule.past = part->past;
    f.default_from = part_default(r, block->default_from, part);
    if (list_has(yaml_get(map, "optional"), part->name))
        f.need = NEED_NONE;
    if (f.type->list)
        choices_file(r, map, f.type->list, &f.rule);
    keep_field(r, &f, map);
}

static void block_read(struct form_reader *r, const struct yaml_node *map, const struct form_field *block)
{
    const struct yaml_node *wanted = yaml_get(map, "parts");
    part_names_fit(r, wanted, block->type);
    part_names_fit(r, yaml_get(map, "optional"), block->type);
    for (const struct field_part *part = block->type->parts; part->name; part++)
        if (wanted ? list_has(wanted, part->name) : part->by_default)
            part_field(r, map, block, part);
}

static bool field_read(struct form_reader *r, const struct yaml_node *map, struct form_field *f);

static void rows_read(struct form_reader *r, const struct yaml_node *map, struct form_field *f)
{
    const struct yaml_node *list = yaml_get(map, "fields");
    size_t count = yaml_is_list(list) ? yaml_len(list) : 0;
    if (!count)
        form_error_at(
            r, map, "rows_without_fields", N_("a field of the type \"%s\" needs \"fields\""), f->type->name);
    if (count > FORM_FIELDS_MAX)
        count = FORM_FIELDS_MAX;
    f->fields = arena_array(r->arena, count ? count : 1, sizeof *f->fields);
    for (size_t i = 0; f->fields && i < count; i++) {
        const struct yaml_node *one = yaml_at(list, i);
        struct form_field inner = { .section = f->section };
        if (!room_left(r, one) || !field_read(r, one, &inner))
            continue;
        if (inner.type->options & (TAKES_FIELDS | TAKES_PARTS) || yaml_get(one, "when") ||
            yaml_get(one, "require_when"))
            form_error_at(r, one, "row_too_deep", N_("a row holds simple fields only, without conditions"));
        else if (id_is_new(r, f->fields, f->fields_count, inner.id, one))
            f->fields[f->fields_count++] = inner;
    }
}

/* False when the field cannot be used; the reasons are noted. */
static bool field_read(struct form_reader *r, const struct yaml_node *map, struct form_field *f)
{
    if (!yaml_is_map(map)) {
        form_error_at(r, map, "not_a_block", N_("%s must be a block of keys"), _("a field"));
        return false;
    }
    form_keys_known(r, map, field_keys, N_("a field"));
    f->id = id_of(r, map);
    f->type = type_of(r, map);
    field_texts(r, map, f);
    if (!f->type)
        return false;
    special_keys_fit(r, map, f->type);
    rule_read(r, map, f);
    if (!(f->type->options & TAKES_PARTS))
        list_read(r, map, f);
    if (f->type->options & TAKES_FIELDS)
        rows_read(r, map, f);
    return true;
}

static void section_read(struct form_reader *r, const struct yaml_node *map, size_t index)
{
    struct form_section *s = &r->form->sections[index];
    *s = (struct form_section){ .id = "", .title = "", .say = "", .law = "", .first = r->form->fields_count };
    if (!form_keys_known(r, map, section_keys, N_("a section")) && !yaml_is_map(map))
        return;
    s->id = id_of(r, map);
    s->title = needed_text(r, map, "title");
    s->say = form_text(r, map, "say", "");
    s->law = form_text(r, map, "law", "");
    s->letter = index < 26 ? (char)('A' + index) : ' ';
    r->section_when[index] = yaml_get(map, "when");
    for (size_t i = 0; i < index; i++)
        if (*s->id && strcmp(r->form->sections[i].id, s->id) == 0)
            form_error_at(r, map, "doubled_id", N_("the id \"%.60s\" is already used"), s->id);
    const struct yaml_node *list = yaml_get(map, "fields");
    if (!yaml_is_list(list) || !yaml_len(list))
        form_error_at(r, list ? list : map, "section_empty", N_("a section needs a list of \"fields\""));
    for (size_t i = 0; i < yaml_len(list) && r->total <= FORM_FIELDS_MAX; i++) {
        struct form_field f = { .section = (int)index };
        if (!field_read(r, yaml_at(list, i), &f))
            continue;
        if (f.type->options & TAKES_PARTS)
            block_read(r, yaml_at(list, i), &f);
        else
            keep_field(r, &f, yaml_at(list, i));
    }
    s->count = r->form->fields_count - s->first;
}

/* --- what needs all fields to be known --- */

/* A default comes from known facts only, or from another answer. */
static bool default_path_fits(const struct form *form, const char *path)
{
    static const char *const known[] = { "today", "unit.code", "unit.name", "unit.province", "applicant.name",
        "applicant.id_number", "applicant.birth_date", "applicant.sex", "applicant.address",
        "applicant.phone", "applicant.email", "submitter.name", "submitter.id_number", "submitter.birth_date",
        "submitter.sex", "submitter.address", "submitter.phone", "submitter.email", NULL };
    if (strncmp(path, "answer.", 7) == 0)
        return form_field_index(form, path + 7) >= 0;
    return listed(known, path) || (strncmp(path, "earlier.", 8) == 0 && id_is_plain(path + 8));
}

static void conditions_read(struct form_reader *r)
{
    struct form *form = r->form;
    for (size_t i = 0; i < form->sections_count; i++)
        if (r->section_when[i])
            form->sections[i].when = form_condition_read(r, r->section_when[i]);
    int shown = 0;
    for (size_t i = 0; i < form->fields_count; i++) {
        struct form_field *f = &form->fields[i];
        f->number = f->type->options & NO_ANSWER ? 0 : ++shown;
        if (r->field_when[i])
            f->when = form_condition_read(r, r->field_when[i]);
        if (r->field_require[i])
            f->require_when = form_condition_read(r, r->field_require[i]);
        if (*f->default_from && !default_path_fits(form, f->default_from))
            form_error_at(r, r->field_default[i], "bad_default",
                N_("\"%.60s\" is not a known fact or answer"), f->default_from);
    }
    if (!r->errors->count)
        form_condition_cycles(r);
}

static void check_read(struct form_reader *r, const struct yaml_node *map)
{
    if (!form_keys_known(r, map, check_keys, N_("a check")) && !yaml_is_map(map))
        return;
    struct form_check *c = &r->form->checks[r->form->checks_count];
    c->id = id_of(r, map);
    c->message = needed_text(r, map, "message");
    c->law = form_text(r, map, "law", "");
    const char *severity = needed_text(r, map, "severity");
    c->error = strcmp(severity, "error") == 0;
    if (*severity && !c->error && strcmp(severity, "warning") != 0)
        form_error_at(r, yaml_get(map, "severity"), "bad_severity", N_("\"severity\" is error or warning"));
    const char *field = needed_text(r, map, "field");
    c->field = form_field_index(r->form, field);
    if (*field && c->field < 0)
        form_error_at(r, yaml_get(map, "field"), "condition_field",
            N_("the condition asks for the field \"%s\", which is not in this form"), field);
    const struct yaml_node *condition = yaml_get(map, "if");
    if (!condition)
        form_error_at(r, map, "missing_key", N_("\"%s\" is missing or empty here"), "if");
    else if ((c->condition = form_condition_read(r, condition)))
        r->form->checks_count++;
}

static void checks_read(struct form_reader *r, const struct yaml_node *list)
{
    if (list && !yaml_is_list(list))
        form_error_at(r, list, "not_a_list", N_("\"%s\" must be a list"), "checks");
    size_t count = yaml_is_list(list) ? yaml_len(list) : 0;
    r->form->checks = arena_array(r->arena, count ? count : 1, sizeof *r->form->checks);
    for (size_t i = 0; r->form->checks && i < count; i++)
        check_read(r, yaml_at(list, i));
}

static void head_read(struct form_reader *r, const struct yaml_node *root)
{
    struct form *form = r->form;
    int64_t version = 0;
    form_keys_known(r, root, form_keys, N_("a form"));
    form->code = needed_text(r, root, "form");
    form->title = needed_text(r, root, "title");
    form->law = form_text(r, root, "law", "");
    form->template_code = form_text(r, root, "template", "");
    form->source = form_text(r, root, "source", "");
    form->to_confirm = flag(r, root, "to_confirm");
    if (!yaml_get(root, "version"))
        form_error_at(r, root, "missing_key", N_("\"%s\" is missing or empty here"), "version");
    else if (number(&version, r, root, "version") && (version < 1 || version > 100000))
        form_error_at(
            r, yaml_get(root, "version"), "not_a_number", N_("\"%s\" must be a whole number"), "version");
    form->version = (int)version;
}

static void body_read(struct form_reader *r, const struct yaml_node *root)
{
    struct form *form = r->form;
    const struct yaml_node *list = yaml_get(root, "sections");
    size_t count = yaml_is_list(list) ? yaml_len(list) : 0;
    if (!count)
        form_error_at(r, list ? list : root, "section_empty", N_("a form needs a list of \"sections\""));
    if (count > FORM_FIELDS_MAX)
        count = FORM_FIELDS_MAX;
    form->sections = arena_array(r->arena, count ? count : 1, sizeof *form->sections);
    form->fields = arena_array(r->arena, FORM_FIELDS_MAX, sizeof *form->fields);
    r->section_when = arena_array(r->arena, count ? count : 1, sizeof *r->section_when);
    if (!form->sections || !form->fields || !r->section_when)
        return;
    for (size_t i = 0; i < count; i++, form->sections_count++)
        section_read(r, yaml_at(list, i), i);
    conditions_read(r);
    checks_read(r, yaml_get(root, "checks"));
}

static enum rc first_error(const struct form_reader *r, struct err *e)
{
    const struct form_error *one = &r->errors->list[0];
    err_set(e, RC_REFUSED, one->code, N_("%s:%d:%d: %s"), one->file, one->line, one->column, one->message);
    if (r->errors->count > 1)
        err_hint(e, N_("%d more places need mending, too"), (int)(r->errors->count + r->errors->dropped - 1));
    return RC_REFUSED;
}

static enum rc read_tree(struct form_reader *r, const struct yaml_node *root, struct err *e)
{
    size_t before = r->errors->count;
    if (!yaml_is_map(root))
        form_error_at(r, root, "not_a_block", N_("%s must be a block of keys"), _("a form"));
    else {
        head_read(r, root);
        body_read(r, root);
    }
    if (r->no_memory || arena_failed(r->arena))
        return err_no_memory(e);
    return r->errors->count > before ? first_error(r, e) : RC_OK;
}

/* The YAML reader's sentence begins with "file:line:col: "; the list has columns for these. */
static void note_yaml_error(struct form_reader *r, struct yaml_place where, const struct err *trouble)
{
    char prefix[1100];
    snprintf(prefix, sizeof prefix, "%s:%d:%d: ", r->file, where.line, where.column);
    size_t skip = strncmp(trouble->message, prefix, strlen(prefix)) == 0 ? strlen(prefix) : 0;
    note(r, where, trouble->code, trouble->message + skip);
}

enum rc form_parse(struct form **ret, const char *text, size_t len, const char *name, const char *share_dir,
    struct form_errors *errors, struct err *e)
{
    struct form_errors *own = errors ? NULL : calloc(1, sizeof *own);
    struct form_reader *r = calloc(1, sizeof *r);
    AUTO_FORM form = calloc(1, sizeof *form);
    AUTO_YAML tree = NULL;
    enum rc rc = RC_NO_MEMORY;
    if (!r || !form || (!errors && !own)) {
        err_no_memory(e);
        goto out;
    }
    *r = (struct form_reader){ .form = form,
        .arena = &form->arena,
        .file = name,
        .share_dir = share_dir,
        .errors = errors ? errors : own };
    struct yaml_place where;
    struct err trouble = { 0 };
    rc = yaml_parse(&tree, text, len, name, &where, &trouble);
    if (rc) {
        note_yaml_error(r, where, &trouble);
        if (e)
            *e = trouble;
    } else {
        rc = read_tree(r, yaml_root(tree), e);
    }
    if (!rc) {
        *ret = form;
        form = NULL;
    }
out:
    free(own);
    free(r);
    return rc;
}

enum rc form_read(
    struct form **ret, const char *path, const char *share_dir, struct form_errors *errors, struct err *e)
{
    struct err trouble = { 0 };
    AUTO_BUF text = buf_limit(YAML_SIZE_MAX);
    enum rc rc = fs_read(&text, path, YAML_SIZE_MAX, &trouble);
    if (!rc)
        return form_parse(ret, buf_text(&text), text.len, path, share_dir, errors, e);
    if (errors) {
        struct form_reader r = { .file = path, .errors = errors };
        note(&r, (struct yaml_place){ 0 }, trouble.code, trouble.message);
    }
    if (e)
        *e = trouble;
    return rc;
}
