/* form_read.c - from YAML to a struct form, every error noted with its place. The language: motcua.form(5).
 */
#include "catalog/form_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"

static const char *const form_keys[] = { "form", "version", "title", "law", "template", "source",
    "to_confirm", "sections", "checks", NULL };
static const char *const section_keys[] = { "id", "title", "say", "law", "when", "fields", NULL };
static const char *const check_keys[] = { "id", "if", "severity", "field", "message", "law", NULL };

static void section_read(struct form_reader *r, const struct yaml_node *map, size_t index)
{
    struct form_section *s = &r->form->sections[index];
    *s = (struct form_section){ .id = "", .title = "", .say = "", .law = "", .first = r->form->fields_count };
    if (!form_keys_known(r, map, section_keys, N_("a section")) && !yaml_is_map(map))
        return;
    s->id = form_id(r, map);
    s->title = form_needed_text(r, map, "title");
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
    form_fields_read(r, list, (int)index);
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
    return form_listed(known, path) || (strncmp(path, "earlier.", 8) == 0 && form_id_is_plain(path + 8));
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
    c->id = form_id(r, map);
    c->message = form_needed_text(r, map, "message");
    c->law = form_text(r, map, "law", "");
    const char *severity = form_needed_text(r, map, "severity");
    c->error = strcmp(severity, "error") == 0;
    if (*severity && !c->error && strcmp(severity, "warning") != 0)
        form_error_at(r, yaml_get(map, "severity"), "bad_severity", N_("\"severity\" is error or warning"));
    const char *field = form_needed_text(r, map, "field");
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
    form->code = form_needed_text(r, root, "form");
    form->title = form_needed_text(r, root, "title");
    form->law = form_text(r, root, "law", "");
    form->template_code = form_text(r, root, "template", "");
    form->source = form_text(r, root, "source", "");
    form->to_confirm = form_flag(r, root, "to_confirm");
    if (!yaml_get(root, "version"))
        form_error_at(r, root, "missing_key", N_("\"%s\" is missing or empty here"), "version");
    else if (form_number(&version, r, root, "version") && (version < 1 || version > 100000))
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
    form_note(r, where, trouble->code, trouble->message + skip);
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
        form_note(&r, (struct yaml_place){ 0 }, trouble.code, trouble.message);
    }
    if (e)
        *e = trouble;
    return rc;
}
