/* intake_form_rows.c - the form of step 4 as rows under each other, and the rows as answers. */
#include <stdio.h>

#include "base/json.h"
#include "catalog/answers.h"
#include "catalog/form.h"
#include "desk/intake_form.h"

#define REPEATS_MAX 6 /* rows of a repeat on the desk; more come from a file */

/* --- rows --- */

static int repeats_of(const struct form_field *f)
{
    return f->rule.has_max && f->rule.max < REPEATS_MAX ? (int)f->rule.max : REPEATS_MAX;
}

static const char *heading_of(struct intake *in, size_t i)
{
    const struct form *form = in->form.form;
    const struct form_field *f = &form->fields[i];
    const struct form_section *section = &form->sections[f->section];
    if (section->first == i)
        return arena_printf(&in->form.names, "%c  %s", section->letter, section->title);
    bool new_block = *f->block && strcmp(f->block, form->fields[i - 1].block) != 0;
    return new_block ? f->block : NULL;
}

static void add_repeat(struct intake *in, const struct form_field *f, const char *heading)
{
    struct arena *a = &in->form.names;
    for (int k = 0; k < repeats_of(f); k++)
        for (size_t j = 0; j < f->fields_count; j++) {
            const char *first = k ? arena_printf(a, "%s %d", f->label, k + 1) : heading ? heading : f->label;
            cells_add(&in->form.cells, &f->fields[j], arena_printf(a, "%s[%d].%s", f->id, k, f->fields[j].id),
                j ? NULL : first);
        }
}

void form_rows_add(struct intake *in)
{
    const struct form *form = in->form.form;
    for (size_t i = 0; i < form->fields_count; i++) {
        const struct form_field *f = &form->fields[i];
        const char *heading = heading_of(in, i);
        if (f->type->options & TAKES_FIELDS)
            add_repeat(in, f, heading);
        else
            cells_add(&in->form.cells, f, f->id, heading);
    }
}

int form_rows_needed(const struct form *form)
{
    int n = 0;
    for (size_t i = 0; i < form->fields_count; i++) {
        const struct form_field *f = &form->fields[i];
        n += f->type->options & TAKES_FIELDS ? repeats_of(f) * (int)f->fields_count : 1;
    }
    return n;
}

/* --- rows <-> answers --- */

bool form_cell_filled(const struct cell_field *cell)
{
    return cell->value && *cell->value;
}

/* Rows of a repeat stand together: row `i` is the first of them. Returns the row after the last. */
static int collect_repeat(const struct cells *cs, const struct form_field *f, int i, struct js *answers)
{
    struct js *list = js_array();
    for (int k = 0; k < repeats_of(f); k++) {
        struct js *one = js_object();
        for (size_t j = 0; j < f->fields_count; j++, i++)
            if (form_cell_filled(&cs->cells[i]))
                js_put_text(one, f->fields[j].id, cs->cells[i].value);
        if (js_len(one))
            js_add(list, one);
        else
            js_free(one);
    }
    if (js_len(list))
        js_put(answers, f->id, list);
    else
        js_free(list);
    return i;
}

struct js *form_answers(const struct intake *in)
{
    const struct cells *cs = &in->form.cells;
    const struct form *form = in->form.form;
    struct js *answers = js_object();
    int row = 0;
    for (size_t i = 0; i < form->fields_count; i++) {
        const struct form_field *f = &form->fields[i];
        if (f->type->options & TAKES_FIELDS)
            row = collect_repeat(cs, f, row, answers);
        else if (form_cell_filled(&cs->cells[row++]))
            js_put_text(answers, f->id, cs->cells[row - 1].value);
    }
    return answers;
}

static void load_repeat(struct cells *cs, const struct form_field *f, const struct js *list)
{
    char id[160];
    for (size_t k = 0; js_is_array(list) && k < js_len(list); k++)
        for (size_t j = 0; j < f->fields_count; j++) {
            const char *value = js_get_text(js_at(list, k), f->fields[j].id);
            snprintf(id, sizeof id, "%s[%zu].%s", f->id, k, f->fields[j].id);
            if (value)
                cells_put(cs, cells_find(cs, id), value, "");
        }
}

void form_answers_load(struct intake *in, const struct js *answers, const struct js *sources)
{
    struct cells *cs = &in->form.cells;
    for (size_t i = 0; i < in->form.form->fields_count; i++) {
        const struct form_field *f = &in->form.form->fields[i];
        const char *value = js_get_text(answers, f->id), *source = js_get_text(sources, f->id);
        if (f->type->options & TAKES_FIELDS)
            load_repeat(cs, f, js_get(answers, f->id));
        else if (value)
            cells_put(cs, cells_find(cs, f->id), value, known_mark(source));
    }
}

/* --- which rows are asked --- */

void form_rows_hide(struct intake *in, const struct js *answers)
{
    struct cells *cs = &in->form.cells;
    bool visible[FORM_FIELDS_MAX];
    int row = 0;
    answers_visible(visible, in->form.form, answers, in->today);
    for (size_t i = 0; i < in->form.form->fields_count; i++) {
        const struct form_field *f = &in->form.form->fields[i];
        if (!(f->type->options & TAKES_FIELDS)) {
            cs->rows[row++].hidden = !visible[i];
            continue;
        }
        int used = (int)js_len(js_get(answers, f->id)); /* one empty row of them is offered */
        for (int k = 0; k < repeats_of(f); k++)
            for (size_t j = 0; j < f->fields_count; j++)
                cs->rows[row++].hidden = !visible[i] || k > used;
    }
    cells_show_headings(cs);
}
