/* portal_form_value.c - what goes into each box of the portal's form. */
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "catalog/answers.h"
#include "catalog/portal_form.h"

struct filler {
    const struct form *form;
    const struct js *answers, *known;
    bool visible[FORM_FIELDS_MAX];
    struct arena *a;
    struct portal_line *lines;
    size_t count;
};

/* A web form takes the bare number where paper has blanks and dots. */
static const char *typed_there(struct filler *f, const struct form_field *field, const char *value)
{
    AUTO_BUF shown = buf_limit(64 << 10);
    bool bare = field->type->keys == KEYS_DIGITS || field->type->keys == KEYS_PHONE ||
                strcmp(field->type->name, "money") == 0;
    if (!value || !*value)
        return "";
    if (bare)
        return arena_strdup(f->a, value);
    field_show(&shown, field->type, value, &field->rule);
    return arena_strdup(f->a, buf_text(&shown));
}

/* --- what is known besides our form --- */

static const char *known_text(struct filler *f, const char *path)
{
    const char *dot = strchr(path, '.');
    char head[32];
    if (!dot)
        return js_get_text(f->known, path);
    snprintf(head, sizeof head, "%.*s", (int)(dot - path), path);
    return js_get_text(js_get(f->known, head), dot + 1);
}

static const char *known_value(struct filler *f, const char *path)
{
    const char *value = known_text(f, path), *dot = strchr(path, '.');
    if (!value || !*value)
        return "";
    if (dot && strcmp(dot, ".sex") == 0)
        return strcmp(value, "female") == 0 ? "Nữ" : "Nam"; /* the portal speaks Vietnamese to everybody */
    if (!dot || strcmp(dot, ".birth_date") != 0)
        return arena_strdup(f->a, value);
    AUTO_BUF shown = buf_limit(256);
    field_show(&shown, field_type_find("date"), value, &(struct field_rule){ 0 });
    return arena_strdup(f->a, buf_text(&shown));
}

/* --- one line, and the lines of a repeat --- */

static void add(struct filler *f, struct portal_line line)
{
    if (f->count < PORTAL_LINES_MAX)
        f->lines[f->count++] = line;
}

static void add_repeat(struct filler *f, const struct portal_field *p, const struct form_field *repeat)
{
    const struct js *rows = js_get(f->answers, repeat->id);
    size_t count = js_is_array(rows) && js_len(rows) ? js_len(rows) : 1;
    for (size_t k = 0; k < count; k++)
        for (size_t j = 0; j < repeat->fields_count; j++) {
            const struct form_field *inner = &repeat->fields[j];
            const char *answer = arena_printf(f->a, "%s[%zu].%s", repeat->id, k, inner->id);
            add(f, (struct portal_line){ .id = arena_printf(f->a, "answer.%s", answer),
                       .label = arena_printf(f->a, "%zu. %s", k + 1, inner->label),
                       .section = p->label,
                       .note = p->note,
                       .value = typed_there(f, inner, js_get_text(js_at(rows, k), inner->id)),
                       .answer = answer,
                       .optional = p->optional || inner->need == NEED_NONE });
        }
}

static const char *value_of(struct filler *f, const struct portal_from *from)
{
    if (from->field < 0)
        return known_value(f, from->path);
    const struct form_field *field = &f->form->fields[from->field];
    return f->visible[from->field] ? typed_there(f, field, js_get_text(f->answers, field->id)) : "";
}

static void add_field(struct filler *f, const struct portal_field *p)
{
    AUTO_BUF id = buf_limit(1024), value = buf_limit(64 << 10);
    const char *answer = "";
    for (size_t i = 0; i < p->from_count; i++) {
        const char *one = value_of(f, &p->from[i]);
        buf_addf(&id, "%s%s", i ? "+" : "", p->from[i].path);
        if (*one)
            buf_addf(&value, "%s%s", value.len ? ", " : "", one);
        if (!*answer && p->from[i].field >= 0)
            answer = f->form->fields[p->from[i].field].id;
    }
    add(f, (struct portal_line){ .id = p->from_count ? arena_strdup(f->a, buf_text(&id)) : p->label,
               .label = p->label,
               .section = p->section,
               .note = p->note,
               .value = arena_strdup(f->a, buf_text(&value)),
               .answer = answer,
               .optional = p->optional });
}

/* Shown when anything behind it is; what comes from outside our form always is. */
static bool asked(const struct filler *f, const struct portal_field *p)
{
    bool any = !p->from_count;
    for (size_t i = 0; i < p->from_count; i++)
        any |= p->from[i].field < 0 || f->visible[p->from[i].field];
    return any;
}

enum rc portal_lines(struct portal_line **ret, size_t *count, const struct portal_form *p,
    const struct form *form, const struct js *answers, const struct js *known, struct day today,
    struct arena *a, struct err *e)
{
    struct filler f = { .form = form, .answers = answers, .known = known, .a = a };
    f.lines = arena_array(a, PORTAL_LINES_MAX, sizeof *f.lines);
    if (!f.lines)
        return err_no_memory(e);
    answers_visible(f.visible, form, answers, today);
    for (size_t i = 0; i < p->fields_count; i++) {
        const struct portal_field *field = &p->fields[i];
        int first = field->from_count ? field->from[0].field : -1;
        if (!asked(&f, field))
            continue;
        if (first >= 0 && form->fields[first].type->options & TAKES_FIELDS)
            add_repeat(&f, field, &form->fields[first]);
        else
            add_field(&f, field);
    }
    if (arena_failed(a))
        return err_no_memory(e);
    *ret = f.lines;
    *count = f.count;
    return RC_OK;
}
