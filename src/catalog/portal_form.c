/* portal_form.c - see portal_form.h. The YAML is read in portal_form_read.c, values are found in
 * portal_form_value.c.
 */
#include "catalog/portal_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/yaml.h"

void portal_form_free(struct portal_form *p)
{
    if (!p)
        return;
    arena_release(&p->arena);
    free(p);
}

void portal_form_auto_free(struct portal_form **p)
{
    portal_form_free(*p);
}

/* --- our own order --- */

static const char *section_of(const struct form *form, const struct form_field *f)
{
    return *f->block ? f->block : form->sections[f->section].title;
}

enum rc portal_form_own(struct portal_form **ret, const struct form *form, struct err *e)
{
    AUTO_PORTAL_FORM p = calloc(1, sizeof *p);
    if (!p)
        return err_no_memory(e);
    p->code = arena_strdup(&p->arena, form->code);
    p->title = arena_strdup(&p->arena, form->title);
    p->source = "";
    p->to_confirm = p->own_order = true;
    p->fields = arena_array(&p->arena, form->fields_count + 1, sizeof *p->fields);
    for (size_t i = 0; p->fields && i < form->fields_count; i++) {
        const struct form_field *f = &form->fields[i];
        if (f->type->options & NO_ANSWER)
            continue;
        p->fields[p->fields_count++] = (struct portal_field){
            .label = arena_strdup(&p->arena, *f->portal ? f->portal : f->label),
            .section = arena_strdup(&p->arena, section_of(form, f)),
            .note = "",
            .from = { { (int)i, arena_printf(&p->arena, "answer.%s", f->id) } },
            .from_count = 1,
            .optional = f->need == NEED_NONE,
        };
    }
    if (arena_failed(&p->arena))
        return err_no_memory(e);
    *ret = p;
    p = NULL;
    return RC_OK;
}

enum rc portal_form_load(
    struct portal_form **ret, const char *share_dir, const struct form *form, struct err *e)
{
    AUTO_BUF path = buf_limit(4096), text = buf_limit(YAML_SIZE_MAX);
    struct err trouble = { 0 };
    enum rc rc = buf_addf(&path, "%s/data/portal_forms/%s.yaml", share_dir, form->code);
    if (!rc)
        rc = fs_read(&text, buf_text(&path), YAML_SIZE_MAX, &trouble);
    if (rc == RC_NOT_FOUND)
        return portal_form_own(ret, form, e);
    if (rc) {
        if (e)
            *e = trouble;
        return rc;
    }
    return portal_form_parse(ret, buf_text(&text), text.len, buf_text(&path), form, NULL, e);
}

enum rc portal_form_check(const char *path, const char *share_dir, struct form_error *mistake, struct err *e)
{
    AUTO_BUF text = buf_limit(YAML_SIZE_MAX);
    AUTO_FORM form = NULL;
    AUTO_PORTAL_FORM p = NULL;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char code[40];
    snprintf(
        code, sizeof code, "%.*s", (int)(strlen(name) > 5 ? strlen(name) - 5 : 0), name); /* without .yaml */
    *mistake = (struct form_error){ .file = path };
    enum rc rc = fs_read(&text, path, YAML_SIZE_MAX, e);
    if (!rc)
        rc = form_load(&form, share_dir, code, e);
    return rc ? rc : portal_form_parse(&p, buf_text(&text), text.len, path, form, mistake, e);
}
