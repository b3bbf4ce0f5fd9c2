/* form_value.c - notes the errors of a form and reads its small values: texts, switches, numbers, ids. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "catalog/form_read.h"

void form_note(struct form_reader *r, struct yaml_place place, const char *code, const char *message)
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
    form_note(r, (struct yaml_place){ yaml_line(node), yaml_column(node) }, code, message);
}

bool form_listed(const char *const *names, const char *name)
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
        if (form_listed(known, yaml_text(key)))
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

const char *form_needed_text(struct form_reader *r, const struct yaml_node *map, const char *key)
{
    const char *text = form_text(r, map, key, "");
    if (!*text && (!yaml_get(map, key) || yaml_is_text(yaml_get(map, key))))
        form_error_at(r, map, "missing_key", N_("\"%s\" is missing or empty here"), key);
    return text;
}

bool form_flag(struct form_reader *r, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    const char *text = yaml_text(node);
    bool yes = text && strcmp(text, "yes") == 0;
    if (node && !yes && !(text && strcmp(text, "no") == 0))
        form_error_at(r, node, "not_yes_or_no", N_("\"%s\" is yes or no"), key);
    return yes;
}

bool form_number(int64_t *ret, struct form_reader *r, const struct yaml_node *map, const char *key)
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

bool form_id_is_plain(const char *id)
{
    if (*id < 'a' || *id > 'z' || strlen(id) > 60)
        return false;
    for (; *id; id++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", *id))
            return false;
    return true;
}

const char *form_id(struct form_reader *r, const struct yaml_node *map)
{
    const char *id = form_needed_text(r, map, "id");
    if (*id && !form_id_is_plain(id))
        form_error_at(r, yaml_get(map, "id"), "bad_id",
            N_("the id \"%.60s\" may hold a-z, 0-9 and _ only, and begins with a letter"), id);
    return id;
}
