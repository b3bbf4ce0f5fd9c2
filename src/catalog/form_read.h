/* form_read.h - shared by the two files that read a form: form_read.c (fields) and form_condition.c
 * (conditions). */
#ifndef CATALOG_FORM_READ_H
#define CATALOG_FORM_READ_H

#include "base/yaml.h"
#include "catalog/form.h"

/* One reading. Errors are collected; `no_memory` ends it. */
struct form_reader {
    struct form *form;
    struct arena *arena;
    const char *file, *share_dir;
    struct form_errors *errors;
    const struct yaml_node *field_when[FORM_FIELDS_MAX], *field_require[FORM_FIELDS_MAX];
    const struct yaml_node *field_default[FORM_FIELDS_MAX];
    const struct yaml_node **section_when;
    size_t total; /* fields, rows' fields included */
    bool no_memory;
};

/* --- form_value.c: errors and small values --- */

/* Notes an error at a place, or at a node's place; `format` is an English msgid. */
void form_note(struct form_reader *r, struct yaml_place place, const char *code, const char *message);
void form_error_at(struct form_reader *r, const struct yaml_node *node, const char *code, const char *format,
    ...) PRINTF_LIKE(4, 5);

/* Names every key of `map` that is not in the NULL-ended list. False when it names one, or `map` is no map at
 * all. */
bool form_keys_known(
    struct form_reader *r, const struct yaml_node *map, const char *const *known, const char *what);
bool form_listed(const char *const *names, const char *name);

/* Copies in the form's arena; never NULL. An error is noted when the value is no plain text, or needed and
 * absent. */
const char *form_text(
    struct form_reader *r, const struct yaml_node *map, const char *key, const char *fallback);
const char *form_needed_text(struct form_reader *r, const struct yaml_node *map, const char *key);

/* yes or no; a whole number (false when absent or none). */
bool form_flag(struct form_reader *r, const struct yaml_node *map, const char *key);
bool form_number(int64_t *ret, struct form_reader *r, const struct yaml_node *map, const char *key);

/* The key `id`: a-z, 0-9, _ and a letter first, for it becomes a key in answers, journals and wires. */
bool form_id_is_plain(const char *id);
const char *form_id(struct form_reader *r, const struct yaml_node *map);

/* --- form_fields.c --- */

/* Reads a section's list of fields; what cannot be used is noted and left out. */
void form_fields_read(struct form_reader *r, const struct yaml_node *list, int section);

/* --- form_condition.c --- */

/* NULL (and an error noted) when the condition cannot be read. */
const struct form_condition *form_condition_read(struct form_reader *r, const struct yaml_node *node);

/* Notes an error for each ring of fields that wait for each other to be shown. */
void form_condition_cycles(struct form_reader *r);

#endif
