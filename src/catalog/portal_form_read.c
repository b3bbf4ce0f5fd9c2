/* portal_form_read.c - data/portal_forms/CODE.yaml; the first error is told with its place. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/yaml.h"
#include "catalog/portal_form.h"

struct reader {
    struct portal_form *p;
    const struct form *form;
    const char *file;
    struct form_error *mistake; /* NULL = nobody wants the place apart */
    struct err *e;
};

static void note(struct reader *r, struct yaml_place where, const char *code, const char *words)
{
    if (!r->mistake)
        return;
    *r->mistake =
        (struct form_error){ .file = r->file, .code = code, .line = where.line, .column = where.column };
    snprintf(r->mistake->message, sizeof r->mistake->message, "%s", words);
}

static enum rc wrong(struct reader *r, const struct yaml_node *node, const char *code, const char *words)
{
    struct yaml_place where = { yaml_line(node), yaml_column(node) };
    note(r, where, code, words);
    return err_set(r->e, RC_REFUSED, code, N_("%s:%d:%d: %s"), r->file, where.line, where.column, words);
}

static enum rc known_keys(struct reader *r, const struct yaml_node *map, const char *const *keys)
{
    if (!yaml_is_map(map))
        return wrong(r, map, "not_a_block", _("a block of keys belongs here"));
    for (size_t i = 0; i < yaml_len(map); i++) {
        const struct yaml_node *key = yaml_key_at(map, i);
        size_t k = 0;
        while (keys[k] && strcmp(keys[k], yaml_text(key)) != 0)
            k++;
        if (!keys[k])
            return wrong(r, key, "unknown_key", _("this word is not known here"));
    }
    return RC_OK;
}

static enum rc needed(const char **ret, struct reader *r, const struct yaml_node *map, const char *key)
{
    const char *text = yaml_get_text(map, key);
    if (!text || !*text)
        return wrong(r, map, "missing_key", _("a word that is needed is missing or empty here"));
    *ret = arena_strdup(&r->p->arena, text);
    return *ret ? RC_OK : err_no_memory(r->e);
}

/* --- where a value comes from --- */

static bool person_path(const char *path)
{
    static const char *const keys[] = { "name", "id_number", "birth_date", "sex", "address", "phone", "email",
        NULL };
    const char *dot = strchr(path, '.');
    size_t head = dot ? (size_t)(dot - path) : 0;
    bool person =
        dot && (strncmp(path, "applicant.", head + 1) == 0 || strncmp(path, "submitter.", head + 1) == 0 ||
                   strncmp(path, "filer.", head + 1) == 0);
    for (size_t i = 0; person && keys[i]; i++)
        if (strcmp(keys[i], dot + 1) == 0)
            return true;
    return false;
}

static bool other_path(const char *path)
{
    static const char *const known[] = { "unit.code", "unit.name", "unit.province", "case", "result_by",
        NULL };
    for (size_t i = 0; known[i]; i++)
        if (strcmp(known[i], path) == 0)
            return true;
    return false;
}

static enum rc from_read(struct reader *r, struct portal_field *f, const struct yaml_node *node)
{
    const char *path = yaml_text(node);
    if (!path || f->from_count == PORTAL_FROM_MAX)
        return wrong(r, node, "bad_from", _("\"from\" takes one name or at most six"));
    int field = strncmp(path, "answer.", 7) == 0 ? form_field_index(r->form, path + 7) : -1;
    if (field < 0 && !person_path(path) && !other_path(path))
        return wrong(r, node, "bad_from", _("our form has no such answer, and it is no known fact"));
    f->from[f->from_count++] = (struct portal_from){ field, arena_strdup(&r->p->arena, path) };
    return RC_OK;
}

static enum rc field_read(struct reader *r, const struct yaml_node *map, const char *section)
{
    static const char *const keys[] = { "label", "from", "note", "optional", NULL };
    struct portal_field *f = &r->p->fields[r->p->fields_count];
    const struct yaml_node *from = yaml_get(map, "from");
    const char *note = yaml_get_text(map, "note"), *optional = yaml_get_text(map, "optional");
    if (r->p->fields_count == PORTAL_FIELDS_MAX)
        return wrong(r, map, "too_many", _("a portal form has at most 400 fields"));
    *f = (struct portal_field){ .section = section, .note = arena_strdup(&r->p->arena, note ? note : "") };
    enum rc rc = known_keys(r, map, keys);
    if (!rc)
        rc = needed(&f->label, r, map, "label");
    if (!rc && optional && strcmp(optional, "yes") != 0 && strcmp(optional, "no") != 0)
        rc = wrong(r, map, "not_a_flag", _("\"optional\" is yes or no"));
    f->optional = optional && strcmp(optional, "yes") == 0;
    if (!rc && yaml_is_list(from))
        for (size_t i = 0; i < yaml_len(from) && !rc; i++)
            rc = from_read(r, f, yaml_at(from, i));
    else if (!rc && from)
        rc = from_read(r, f, from);
    if (!rc)
        r->p->fields_count++;
    return rc;
}

static enum rc section_read(struct reader *r, const struct yaml_node *map)
{
    static const char *const keys[] = { "title", "fields", NULL };
    const char *title = "";
    const struct yaml_node *list = yaml_get(map, "fields");
    enum rc rc = known_keys(r, map, keys);
    if (!rc)
        rc = needed(&title, r, map, "title");
    if (!rc && (!yaml_is_list(list) || !yaml_len(list)))
        rc = wrong(r, list ? list : map, "section_empty", _("a section needs a list of \"fields\""));
    for (size_t i = 0; i < yaml_len(list) && !rc; i++)
        rc = field_read(r, yaml_at(list, i), title);
    return rc;
}

/* --- the head --- */

static enum rc confidence_read(struct reader *r, const struct yaml_node *root)
{
    const char *confidence = NULL;
    enum rc rc = needed(&confidence, r, root, "confidence");
    if (rc)
        return rc;
    r->p->to_confirm = strcmp(confidence, "to confirm") == 0;
    if (!r->p->to_confirm && strcmp(confidence, "confirmed") != 0)
        return wrong(
            r, yaml_get(root, "confidence"), "confidence", _("\"confidence\" is: to confirm, or: confirmed"));
    return RC_OK;
}

static enum rc head_read(struct reader *r, const struct yaml_node *root)
{
    static const char *const keys[] = { "portal_form", "version", "title", "confidence", "source", "sections",
        NULL };
    const char *version = NULL, *source = yaml_get_text(root, "source");
    enum rc rc = known_keys(r, root, keys);
    if (!rc)
        rc = needed(&r->p->code, r, root, "portal_form");
    if (!rc && strcmp(r->p->code, r->form->code) != 0)
        rc = wrong(r, yaml_get(root, "portal_form"), "file_name",
            _("the file is not named after the code inside it"));
    if (!rc)
        rc = needed(&r->p->title, r, root, "title");
    if (!rc)
        rc = needed(&version, r, root, "version");
    if (!rc)
        rc = confidence_read(r, root);
    r->p->version = version ? (int)strtol(version, NULL, 10) : 0;
    r->p->source = arena_strdup(&r->p->arena, source ? source : "");
    return rc;
}

/* The YAML reader's sentence begins with "file:line:col: "; a list has columns for these. */
static const char *after_place(const char *message)
{
    const char *end = strstr(message, ": ");
    return end ? end + 2 : message;
}

enum rc portal_form_parse(struct portal_form **ret, const char *text, size_t len, const char *name,
    const struct form *form, struct form_error *mistake, struct err *e)
{
    AUTO_YAML tree = NULL;
    AUTO_PORTAL_FORM p = calloc(1, sizeof *p);
    if (!p)
        return err_no_memory(e);
    struct reader r = { .p = p, .form = form, .file = name, .mistake = mistake, .e = e };
    struct yaml_place where = { 0 };
    struct err trouble = { 0 };
    p->fields = arena_array(&p->arena, PORTAL_FIELDS_MAX, sizeof *p->fields);
    enum rc rc = p->fields ? yaml_parse(&tree, text, len, name, &where, &trouble) : err_no_memory(&trouble);
    if (rc) {
        note(&r, where, trouble.code, after_place(trouble.message));
        if (e)
            *e = trouble;
        return rc;
    }
    const struct yaml_node *root = yaml_root(tree), *sections = yaml_get(root, "sections");
    rc = head_read(&r, root);
    if (!rc && (!yaml_is_list(sections) || !yaml_len(sections)))
        rc = wrong(&r, root, "section_empty", _("a form needs a list of \"sections\""));
    for (size_t i = 0; i < yaml_len(sections) && !rc; i++)
        rc = section_read(&r, yaml_at(sections, i));
    if (!rc && arena_failed(&p->arena))
        rc = err_no_memory(e);
    if (rc)
        return rc;
    *ret = p;
    p = NULL;
    return RC_OK;
}
