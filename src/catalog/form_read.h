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

/* Notes an error at a node's place; `format` is an English msgid. */
void form_error_at(struct form_reader *r, const struct yaml_node *node, const char *code, const char *format,
    ...) PRINTF_LIKE(4, 5);

/* Names every key of `map` that is not in the NULL-ended list. False when `map` is no map at all. */
bool form_keys_known(
    struct form_reader *r, const struct yaml_node *map, const char *const *known, const char *what);

/* A copy in the form's arena; `fallback` when the key is absent. Notes an error when the value is no plain
 * text. */
const char *form_text(
    struct form_reader *r, const struct yaml_node *map, const char *key, const char *fallback);

/* NULL (and an error noted) when the condition cannot be read. */
const struct form_condition *form_condition_read(struct form_reader *r, const struct yaml_node *node);

/* Notes an error for each ring of fields that wait for each other to be shown. */
void form_condition_cycles(struct form_reader *r);

#endif
