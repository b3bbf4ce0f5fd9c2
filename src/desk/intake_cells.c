/* intake_cells.c - see intake_cells.h. */
#include "desk/intake_cells.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "desk/desk.h"
#include "desk/help.h"
#include "desk/provenance.h"

static int row_of(const struct cells *cs, const struct form_row *row)
{
    return (int)(row - cs->rows);
}

static enum editor_kind editor_kind_of(const struct field_type *type)
{
    switch (type->keys) {
    case KEYS_DIGITS:
        return EDITOR_DIGITS;
    case KEYS_DATE:
        return EDITOR_DATE;
    case KEYS_PHONE:
        return EDITOR_CODE; /* people write + and blanks; no digit of it is a mark */
    default:
        return EDITOR_TEXT;
    }
}

static void keep(struct cell_field *cell, const char *value, bool bad)
{
    char *copy = strdup(value);
    if (!copy)
        return;
    free(cell->value);
    cell->value = copy;
    cell->bad = bad;
}

/* --- what the form_view asks --- */

static void read_typed(struct cells *cs, int row, const char *text)
{
    struct cell_field *cell = &cs->cells[row];
    struct form_row *r = &cs->rows[row];
    AUTO_BUF canonical = buf_limit(64 << 10), shown = buf_limit(64 << 10);
    struct err e = { 0 };
    r->fault[0] = '\0';
    r->mark = *text ? MARK_FINE : MARK_NONE;
    if (field_parse(&canonical, cell->field->type, text, &cell->field->rule, cs->today, &e)) {
        keep(cell, text, true);
        cells_mark(cs, row, MARK_MUST, e.message);
        return;
    }
    keep(cell, buf_text(&canonical), false);
    if (canonical.len)
        field_show(&shown, cell->field->type, buf_text(&canonical), &cell->field->rule);
    if (editor_set(&r->editor, buf_text(&shown), NULL))
        cells_mark(cs, row, MARK_LOOK, _("too long to be shown whole"));
}

/* What stands there already was read before: only what is new is read again. */
static bool shows_its_value(const struct cells *cs, int row, const char *text)
{
    const struct cell_field *cell = &cs->cells[row];
    AUTO_BUF shown = buf_limit(64 << 10);
    if (!cell->value || cell->bad)
        return !cell->value && !*text;
    if (*cell->value)
        field_show(&shown, cell->field->type, cell->value, &cell->field->rule);
    return strcmp(buf_text(&shown), text) == 0;
}

static void check(void *owner, struct form_row *r)
{
    struct cells *cs = owner;
    int row = row_of(cs, r);
    AUTO_STRING text = editor_text(&r->editor);
    if (!text)
        return;
    if (!shows_its_value(cs, row, text))
        read_typed(cs, row, text);
    if (!cs->quiet)
        cells_recheck(cs);
}

void cells_recheck(struct cells *cs)
{
    for (int i = 0; i < cs->count; i++)
        if (!cs->cells[i].bad)
            cells_mark(cs, i, cs->cells[i].value && *cs->cells[i].value ? MARK_FINE : MARK_NONE, "");
    if (cs->changed)
        cs->changed(cs->owner);
}

static void save(void *owner, struct form_row *r)
{
    struct cells *cs = owner;
    int row = row_of(cs, r);
    AUTO_STRING text = editor_text(&r->editor);
    if (text && !shows_its_value(cs, row, text))
        keep(&cs->cells[row], text, true); /* a pause in the middle of a field: as typed */
    if (cs->save)
        cs->save(cs->owner, row);
}

static const char *recall(void *owner, const struct form_row *r)
{
    struct cells *cs = owner;
    return cs->recall ? cs->recall(cs->owner, row_of(cs, r)) : NULL;
}

static const char *copy(void *owner, const struct form_row *r)
{
    struct cells *cs = owner;
    return cs->copy ? cs->copy(cs->owner, row_of(cs, r)) : NULL;
}

static const char *offered(void *owner, const struct form_row *r, const char **source)
{
    struct cells *cs = owner;
    return cs->offered ? cs->offered(cs->owner, row_of(cs, r), source) : NULL;
}

/* --- F4 and F1 --- */

static void chosen(struct screen *asker, void *context, const struct pick_item *item)
{
    (void)asker;
    struct cells *cs = context;
    form_view_set(&cs->view, cs->view.at, item->text, "");
    cells_key(cs, K_ENTER); /* choosing is accepting */
}

static void list(void *owner, struct form_row *r, int x, int y, const char *typed)
{
    struct cells *cs = owner;
    const struct form_field *f = cs->cells[row_of(cs, r)].field;
    free(cs->items);
    cs->items = calloc(f->rule.choices_count + 1, sizeof *cs->items);
    if (!cs->items)
        return;
    for (size_t i = 0; i < f->rule.choices_count; i++)
        cs->items[i] = (struct pick_item){ f->rule.choices[i].value, f->rule.choices[i].label, NULL };
    enum rc rc = pick_ask(cs->screen, &(struct pick){ .title = f->label,
                                          .items = cs->items,
                                          .count = (int)f->rule.choices_count,
                                          .x = x,
                                          .y = y,
                                          .typed = typed,
                                          .chosen = chosen,
                                          .context = cs });
    (void)rc; /* told in the message line */
}

static void help(void *owner, struct form_row *r, int y)
{
    struct cells *cs = owner;
    int row = row_of(cs, r);
    const struct form_field *f = cs->cells[row].field;
    char title[160];
    snprintf(title, sizeof title, "%d  %s", row + 1, f->label);
    enum rc rc = help_ask(cs->screen, &(struct field_help){ .title = title,
                                          .what = f->help,
                                          .type_in = _(f->type->summary),
                                          .example = f->example,
                                          .source = provenance_words(r->source),
                                          .law = f->law,
                                          .say = f->say,
                                          .y = y });
    (void)rc;
}

static const struct form_hooks hooks = {
    .check = check,
    .save = save,
    .recall = recall,
    .offered = offered,
    .copy = copy,
    .list = list,
    .help = help,
};

/* --- life --- */

enum rc cells_open(struct cells *cs, struct screen *screen, int room, struct day today, struct err *e)
{
    *cs = (struct cells){ .screen = screen, .room = room, .today = today };
    cs->rows = calloc((size_t)room + 1, sizeof *cs->rows);
    cs->cells = calloc((size_t)room + 1, sizeof *cs->cells);
    if (cs->rows && cs->cells)
        return RC_OK;
    cells_close(cs);
    return err_no_memory(e);
}

void cells_add(struct cells *cs, const struct form_field *f, const char *id, const char *heading)
{
    if (cs->count == cs->room)
        return;
    cs->cells[cs->count] = (struct cell_field){ .field = f, .id = id, .heading = heading };
    bool note = f->type->options & NO_ANSWER;
    cs->rows[cs->count] = (struct form_row){
        .id = id,
        .label = f->label,
        .section = heading,
        .kind = editor_kind_of(f->type),
        .max = f->rule.max_length ? f->rule.max_length : f->type->max_length,
        .fixed = f->type->fixed_length,
        .list = f->rule.choices_count > 0,
        .locked = note,
    };
    cs->count++;
}

void cells_begin(struct cells *cs)
{
    cells_show_headings(cs);
    form_view_init(&cs->view, cs->rows, cs->count, &hooks, cs);
}

void cells_close(struct cells *cs)
{
    form_view_release(&cs->view);
    for (int i = 0; cs->cells && i < cs->count; i++)
        free(cs->cells[i].value);
    free(cs->rows);
    free(cs->cells);
    free(cs->items);
    *cs = (struct cells){ 0 };
}

/* --- values --- */

int cells_find(const struct cells *cs, const char *id)
{
    for (int i = 0; i < cs->count; i++)
        if (strcmp(cs->cells[i].id, id) == 0)
            return i;
    return -1;
}

void cells_put(struct cells *cs, int row, const char *value, const char *source)
{
    if (row < 0 || row >= cs->count || !value)
        return;
    struct form_row *r = &cs->rows[row];
    bool quiet = cs->quiet;
    cs->quiet = true;
    r->editor.kind = r->kind;
    r->editor.max = r->max;
    read_typed(cs, row, value);
    if (cs->cells[row].bad && editor_set(&r->editor, value, NULL))
        cells_mark(cs, row, MARK_LOOK, _("too long to be shown whole"));
    snprintf(r->source, sizeof r->source, "%s", *value ? source : "");
    if (cs->view.count && cs->view.at == row) { /* what the cursor stands in counts as unchanged */
        free(r->entered);
        r->entered = editor_text(&r->editor);
    }
    r->changed = false;
    cs->quiet = quiet;
}

const char *cells_value(const struct cells *cs, const char *id)
{
    int row = cells_find(cs, id);
    return row >= 0 && cs->cells[row].value ? cs->cells[row].value : "";
}

void cells_mark(struct cells *cs, int row, enum form_mark mark, const char *fault)
{
    struct form_row *r = &cs->rows[row];
    r->mark = mark;
    snprintf(r->fault, sizeof r->fault, "%s", fault);
}

void cells_show_headings(struct cells *cs)
{
    const char *waiting = NULL;
    for (int i = 0; i < cs->count; i++) {
        if (cs->cells[i].heading)
            waiting = cs->cells[i].heading;
        cs->rows[i].section = cs->rows[i].hidden ? NULL : waiting;
        if (!cs->rows[i].hidden)
            waiting = NULL;
    }
}

enum used_by cells_key(struct cells *cs, unsigned code)
{
    enum form_did did = form_view_key(&cs->view, cs->screen->desk, code);
    if (did == FORM_REFUSED)
        desk_refuse(cs->screen->desk);
    return did == FORM_UNUSED ? CELLS_UNUSED : did == FORM_END ? CELLS_END : CELLS_USED;
}

void cells_paste(struct cells *cs, const char *text)
{
    if (form_view_paste(&cs->view, text) == FORM_REFUSED)
        desk_refuse(cs->screen->desk);
}

const char *cells_say(const struct cells *cs)
{
    return cs->count ? cs->cells[cs->view.at].field->say : "";
}

int cells_filled(const struct cells *cs, bool with_source)
{
    int n = 0;
    for (int i = 0; i < cs->count; i++)
        if (!cs->rows[i].hidden && cs->cells[i].value && *cs->cells[i].value)
            n += (cs->rows[i].source[0] != '\0') == with_source;
    return n;
}
