/* form_fields.c - reads the fields of a form: what every field has, what its type adds, blocks, rows, lists
 * of values. */
#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "catalog/form_read.h"

#define LIST_SIZE_MAX ((size_t)1 << 20)

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
            const char *value = form_needed_text(r, one, "value");
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
    if (!form_id_is_plain(name) || !fs_exists(path)) {
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
    if (form_number(&length, r, map, "max_length") && (length < 1 || length > 10000))
        form_error_at(
            r, yaml_get(map, "max_length"), "bad_length", N_("\"max_length\" lies between 1 and 10000"));
    f->rule.max_length = (int)length;
    f->rule.has_min = form_number(&f->rule.min, r, map, "min");
    f->rule.has_max = form_number(&f->rule.max, r, map, "max");
    if (f->rule.has_min && f->rule.has_max && f->rule.min > f->rule.max)
        form_error_at(r, yaml_get(map, "max"), "bad_range", N_("\"max\" is smaller than \"min\""));
    f->rule.year_only = form_flag(r, map, "year_only");
    f->rule.month_year = form_flag(r, map, "month_year");
    f->rule.past = form_flag(r, map, "past");
    f->rule.other = form_flag(r, map, "other");
}

static void field_texts(struct form_reader *r, const struct yaml_node *map, struct form_field *f)
{
    f->label = form_needed_text(r, map, "label");
    f->need = need_of(r, map);
    f->help = form_text(r, map, "help", "");
    f->example = form_text(r, map, "example", "");
    f->law = form_text(r, map, "law", "");
    f->say = form_text(r, map, "say", "");
    f->default_from = form_text(r, map, "default_from", "");
    f->default_value = form_text(r, map, "default", "");
    f->portal = form_text(r, map, "portal", "");
    f->block = "";
    f->critical = form_flag(r, map, "critical");
    f->to_confirm = form_flag(r, map, "to_confirm");
    f->line = yaml_line(map);
    f->column = yaml_column(map);
}

static const struct field_type *type_of(struct form_reader *r, const struct yaml_node *map)
{
    const char *name = form_needed_text(r, map, "type");
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
    if (!*person || (!form_listed(known, part->name) && strcmp(what, "address") != 0))
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
    f->id = form_id(r, map);
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

void form_fields_read(struct form_reader *r, const struct yaml_node *list, int section)
{
    for (size_t i = 0; i < yaml_len(list) && r->total <= FORM_FIELDS_MAX; i++) {
        struct form_field f = { .section = section };
        if (!field_read(r, yaml_at(list, i), &f))
            continue;
        if (f.type->options & TAKES_PARTS)
            block_read(r, yaml_at(list, i), &f);
        else
            keep_field(r, &f, yaml_at(list, i));
    }
}
