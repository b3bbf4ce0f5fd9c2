/* form.c - `motcua form`: checks the forms a commune writes, and shows what a form asks. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "catalog/form.h"
#include "catalog/portal_form.h"
#include "prog/verb.h"

/* --- check --- */

static int only_forms(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);
    return entry->d_name[0] != '.' && len > 5 && strcmp(entry->d_name + len - 5, ".yaml") == 0;
}

/* The file's name must be the code inside: the form is found by it. */
static void check_name(const struct form *form, const char *path, struct form_errors *errors)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t len = strlen(form->code);
    if (strncmp(name, form->code, len) == 0 && strcmp(name + len, ".yaml") == 0)
        return;
    struct form_error *one = &errors->list[errors->count];
    if (errors->count == FORM_ERRORS_MAX)
        return;
    *one = (struct form_error){ .file = path, .code = "file_name", .line = 1, .column = 1 };
    snprintf(one->message, sizeof one->message, _("the file is not named after the code \"%.40s\" inside it"),
        form->code);
    errors->count++;
}

static void tell(const struct form_errors *errors, struct js *out)
{
    for (size_t i = 0; i < errors->count; i++) {
        const struct form_error *one = &errors->list[i];
        if (!out) {
            printf("%s:%d:%d: %s\n", one->file, one->line, one->column, one->message);
            continue;
        }
        struct js *row = js_object();
        js_put_text(row, "file", one->file);
        js_put_int(row, "line", one->line);
        js_put_int(row, "column", one->column);
        js_put_text(row, "code", one->code);
        js_put_text(row, "message", one->message);
        js_add(out, row);
    }
    if (errors->dropped && !out)
        printf(_("%s: %d more errors are not shown\n"), errors->list[0].file, (int)errors->dropped);
}

/* Tells what is wrong with one file; `found` counts. Only a lack of memory ends the round. */
static enum rc check_file(
    const char *path, const struct office *office, bool named, struct js *out, size_t *found, struct err *e)
{
    struct form_errors *errors = calloc(1, sizeof *errors);
    if (!errors)
        return err_no_memory(e);
    AUTO_FORM form = NULL;
    enum rc rc = form_read(&form, path, office->share_dir, errors, e);
    if (!rc && named)
        check_name(form, path, errors);
    tell(errors, out);
    *found += errors->count;
    free(errors);
    return rc == RC_NO_MEMORY ? rc : RC_OK;
}

/* A portal form is told by its folder: forms/ says what we ask, portal_forms/ what the portal asks. */
static bool is_portal_form(const char *path)
{
    return strncmp(path, "portal_forms/", 13) == 0 || strstr(path, "/portal_forms/") != NULL;
}

static enum rc check_portal_file(
    const char *path, const struct office *office, struct js *out, size_t *found, struct err *e)
{
    struct form_errors *errors = calloc(1, sizeof *errors);
    if (!errors)
        return err_no_memory(e);
    enum rc rc = portal_form_check(path, office->share_dir, &errors->list[0], e);
    errors->count = rc != RC_OK;
    if (rc && !errors->list[0].code) { /* it could not even be read */
        errors->list[0].code = e->code;
        snprintf(errors->list[0].message, sizeof errors->list[0].message, "%s", e->message);
    }
    tell(errors, out);
    *found += errors->count;
    free(errors);
    return rc == RC_NO_MEMORY ? rc : RC_OK;
}

static enum rc check_folder(
    const struct office *office, const char *folder, struct js *out, size_t *found, struct err *e)
{
    AUTO_BUF dir = buf_limit(4096);
    buf_addf(&dir, "%s/%s", office->share_dir, folder);
    struct dirent **entries = NULL;
    int count = scandir(buf_text(&dir), &entries, only_forms, alphasort);
    if (count < 0)
        return err_set(e, RC_NOT_FOUND, "forms_missing", N_("There are no forms in %s"), buf_text(&dir));
    enum rc rc = RC_OK;
    for (int i = 0; i < count; i++) {
        AUTO_BUF path = buf_limit(4096);
        buf_addf(&path, "%s/%s", buf_text(&dir), entries[i]->d_name);
        if (!rc)
            rc = is_portal_form(buf_text(&path)) ? check_portal_file(buf_text(&path), office, out, found, e)
                                                 : check_file(buf_text(&path), office, true, out, found, e);
        free(entries[i]);
    }
    free(entries);
    return rc;
}

static enum rc check(const struct office *office, const struct args *args, struct err *e)
{
    AUTO_JS out = args->json ? js_array() : NULL;
    size_t found = 0;
    enum rc rc = RC_OK;
    for (int i = 1; i < args->count && !rc; i++)
        rc = is_portal_form(args->words[i]) ? check_portal_file(args->words[i], office, out, &found, e)
                                            : check_file(args->words[i], office, false, out, &found, e);
    if (args->count == 1)
        rc = check_folder(office, "forms", out, &found, e);
    if (args->count == 1 && !rc)
        rc = check_folder(office, "data/portal_forms", out, &found, e);
    if (rc)
        return rc;
    if (args->json) {
        rc = print_json(out, e);
        out = NULL;
    } else if (!found) {
        fprintf(stderr, "%s\n", _("The forms are in order"));
    }
    if (e)
        err_clear(e);
    return rc || !found ? rc : said_all(e, RC_REFUSED);
}

/* --- show --- */

static const char *need_word(enum form_need need)
{
    return need == NEED_RECEPTION ? "reception" : need == NEED_COMPLETION ? "completion" : "no";
}

static struct js *field_json(const struct form_field *f)
{
    struct js *row = js_object();
    js_put_text(row, "id", f->id);
    js_put_text(row, "type", f->type->name);
    js_put_text(row, "label", f->label);
    js_put_text(row, "block", *f->block ? f->block : NULL);
    js_put_text(row, "required", need_word(f->need));
    js_put_bool(row, "conditional", f->when || f->require_when);
    js_put_bool(row, "critical", f->critical);
    js_put_bool(row, "to_confirm", f->to_confirm);
    if (f->rule.choices_count && !f->type->list) {
        struct js *choices = js_array();
        for (size_t i = 0; i < f->rule.choices_count; i++)
            js_add_text(choices, f->rule.choices[i].value);
        js_put(row, "choices", choices);
    }
    if (f->fields_count) {
        struct js *inner = js_array();
        for (size_t i = 0; i < f->fields_count; i++)
            js_add(inner, field_json(&f->fields[i]));
        js_put(row, "fields", inner);
    }
    return row;
}

static enum rc show_json(const struct form *form, struct err *e)
{
    struct js *document = js_object(), *fields = js_array();
    js_put_text(document, "code", form->code);
    js_put_int(document, "version", form->version);
    js_put_text(document, "title", form->title);
    js_put_bool(document, "to_confirm", form->to_confirm);
    for (size_t i = 0; i < form->fields_count; i++)
        js_add(fields, field_json(&form->fields[i]));
    js_put(document, "fields", fields);
    return print_json(document, e);
}

static enum rc show(const struct office *office, const struct args *args, struct err *e)
{
    AUTO_FORM form = NULL;
    enum rc rc = form_load(&form, office->share_dir, args->words[1], e);
    if (rc)
        return rc;
    if (args->json)
        return show_json(form, e);
    printf("%s  %s  (%s %d)\n", form->code, form->title, _("version"), form->version);
    for (size_t i = 0; i < form->sections_count; i++) {
        const struct form_section *s = &form->sections[i];
        printf("\n%c  %s\n", s->letter, s->title);
        for (size_t k = s->first; k < s->first + s->count; k++) {
            const struct form_field *f = &form->fields[k];
            printf("   %-28s %-11s %-10s %s%s%s\n", f->id, f->type->name, need_word(f->need), f->block,
                *f->block ? ": " : "", f->label);
        }
    }
    return RC_OK;
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    if (args->count >= 1 && strcmp(args->words[0], "check") == 0)
        return check(office, args, e);
    if (args->count == 2 && strcmp(args->words[0], "show") == 0)
        return show(office, args, e);
    return verb_usage(args, e);
}

static const struct example_row examples[] = {
    { "form check", N_("check every form that is installed") },
    { "form check my.yaml --json", N_("check one file; file, line, column, code, message of each error") },
    { "form show 1.001193", N_("the fields of the birth registration") },
    { 0 },
};

const struct verb verb_form = {
    .name = "form",
    .summary = N_("Check and show the forms clerks fill in"),
    .usage = "check [FILE...] | show CODE",
    .description = N_(
        "A form is a YAML file described in motcua.form(5). The check tells line and column of every error; "
        "a form with an error is not used."),
    .needs = NEEDS_NOTHING,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
