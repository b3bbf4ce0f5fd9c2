/* intake_form.c - step 4: the procedure's own form, filled at speaking speed. What is known stands there
 * already, with a mark that says from where. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/problem.h"
#include "book/book.h"
#include "catalog/answers.h"
#include "catalog/form.h"
#include "desk/frame.h"
#include "desk/intake_desk.h"
#include "dossier/dossier.h"

#define REPEATS_MAX       6 /* rows of a repeat on the desk; more come from a file */
#define EARLIER_LOOKED_AT 20
#define WIDE              132

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

static void add_rows(struct intake *in)
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

static int rows_needed(const struct form *form)
{
    int n = 0;
    for (size_t i = 0; i < form->fields_count; i++) {
        const struct form_field *f = &form->fields[i];
        n += f->type->options & TAKES_FIELDS ? repeats_of(f) * (int)f->fields_count : 1;
    }
    return n;
}

/* --- rows <-> answers --- */

static bool filled(const struct cell_field *cell)
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
            if (filled(&cs->cells[i]))
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
        else if (filled(&cs->cells[row++]))
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

static void load_answers(struct intake *in, const struct js *answers, const struct js *sources)
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

/* --- what is shown, what is wrong --- */

static void hide_rows(struct intake *in, const struct js *answers)
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

static void mark_problem(struct cells *cs, const struct problem *p)
{
    int row = cells_find(cs, p->field);
    if (row < 0 || cs->cells[row].bad || cs->rows[row].mark == MARK_MUST)
        return;
    bool refused = p->severity == SEVERITY_REFUSE;
    const char *words = strcmp(p->code, "answer_missing") == 0  ? _("is needed before anything is received")
                        : strcmp(p->code, "answer_wanted") == 0 ? _("still empty; the paper form asks for it")
                        : strcmp(p->code, "double_entry") == 0
                            ? _("not what the second entry says; look at the paper")
                            : p->message;
    cells_mark(cs, row, refused ? MARK_MUST : MARK_LOOK, words);
}

static void changed(void *owner)
{
    struct intake *in = owner;
    struct problems problems = { 0 };
    AUTO_JS answers = form_answers(in);
    AUTO_JS canonical = NULL;
    hide_rows(in, answers);
    enum rc rc = answers_check(&canonical, &problems, in->form.form, answers, in->today, NULL);
    (void)rc; /* a refusal stands in the problems */
    second_problems(&problems, in, canonical);
    for (int i = 0; i < problems.count; i++)
        mark_problem(&in->form.cells, &problems.list[i]);
}

static void save(void *owner, int row)
{
    struct intake *in = owner;
    if (in->loading)
        return;
    in->typed = true;
    intake_save(in);
    int second = second_of_day(clock_now(in->of->clock));
    if (in->screen->desk->message_role != ROLE_ERROR)
        desk_say(in->screen->desk, ROLE_BASE,
            N_("Field %d saved at %02d:%02d:%02d. Leaving at any time loses nothing."), row + 1,
            second / 3600, second / 60 % 60, second % 60);
}

/* --- never ask twice --- */

/* The answers this person gave the last time for this procedure; NULL when there are none. Yours. */
static struct js *answers_of(struct intake *in, const struct dossier_row *row, bool same_person)
{
    AUTO_ARENA a = { 0 };
    AUTO_JS applicant = NULL;
    struct dossier d;
    struct js *answers = NULL;
    if (dossier_load_id(&d, in->of->db, &a, row->id, NULL) ||
        js_parse(&applicant, d.applicant, strlen(d.applicant), NULL))
        return NULL;
    const char *number = js_get_text(applicant, "id_number");
    if (same_person && (!number || strcmp(number, who_number(in))))
        return NULL;
    return js_parse(&answers, d.answers, strlen(d.answers), NULL) ? NULL : answers;
}

static struct js *earlier_answers(
    struct intake *in, const struct dossier_filter *filter, bool same_person, bool today)
{
    AUTO_ARENA a = { 0 };
    struct dossier_row *list;
    size_t count;
    struct js *answers = NULL;
    if (dossier_list(&list, &count, in->of->db, filter, &a, NULL))
        return NULL;
    for (size_t i = 0; i < count && !answers; i++) {
        bool fits = strcmp(list[i].procedure_code, in->procedure.code) == 0 &&
                    (!today || day_compare(day_of(list[i].received_at), in->today) == 0);
        answers = fits ? answers_of(in, &list[i], same_person) : NULL;
    }
    return answers;
}

static struct js *known_facts(struct intake *in)
{
    struct js *known = js_object(), *unit = js_object();
    AUTO_JS document = js_object();
    intake_who_step.put(in, document);
    js_put(known, "applicant", js_copy(js_get(document, "applicant")));
    if (js_is_object(js_get(document, "submitter")))
        js_put(known, "submitter", js_copy(js_get(document, "submitter")));
    js_put_text(unit, "code", in->of->book->unit_code);
    js_put_text(unit, "name", in->of->book->unit_name);
    js_put(known, "unit", unit);
    struct js *earlier = *who_number(in)
                             ? earlier_answers(in,
                                   &(struct dossier_filter){
                                       .find = who_name(in), .today = in->today, .limit = EARLIER_LOOKED_AT },
                                   true, false)
                             : NULL;
    if (earlier)
        js_put(known, "earlier", earlier);
    return known;
}

/* "applicant.name" came from where the applicant's name came from. */
static const char *source_of(struct intake *in, const struct form_field *f)
{
    const char *from = f->default_from, *dot = strchr(from, '.');
    const struct cells *who = &in->who.cells;
    char id[64];
    if (strncmp(from, "applicant.", 10) == 0)
        snprintf(id, sizeof id, "%s", dot + 1);
    else if (strncmp(from, "submitter.", 10) == 0)
        snprintf(id, sizeof id, "submitter_%.40s", dot + 1);
    else if (strncmp(from, "unit.", 5) == 0)
        return _("unit");
    else if (strncmp(from, "answer.", 7) == 0)
        return "=";
    else
        return strncmp(from, "earlier", 7) == 0 ? "HS" : _("form");
    int row = cells_find(who, id);
    return row >= 0 && who->rows[row].source[0] ? who->rows[row].source : "=";
}

/* Fills what is empty; typed values are never touched. */
static void propose(struct intake *in)
{
    struct cells *cs = &in->form.cells;
    AUTO_JS answers = form_answers(in);
    AUTO_JS known = known_facts(in);
    if (answers_propose(answers, in->form.form, known, in->today) <= 0)
        return;
    for (size_t i = 0; i < in->form.form->fields_count; i++) {
        const struct form_field *f = &in->form.form->fields[i];
        const char *value = js_get_text(answers, f->id);
        int row = cells_find(cs, f->id);
        if (value && row >= 0 && !filled(&cs->cells[row]))
            cells_put(cs, row, value, source_of(in, f));
    }
}

/* --- Space, =, Ctrl-D --- */

static const char *recall(void *owner, int row)
{
    struct intake *in = owner;
    if (!in->form.today)
        in->form.today =
            earlier_answers(in, &(struct dossier_filter){ .today = in->today, .limit = 100 }, false, true);
    const char *value = js_get_text(in->form.today, in->form.cells.cells[row].id);
    if (!value)
        desk_say(in->screen->desk, ROLE_BASE, N_("Nothing was filled in here today."));
    return value;
}

static const char *copy(void *owner, int row)
{
    static const struct {
        const char *ending, *id;
    } ends[] = { { "id_number", "id_number" }, { "name", "name" }, { "birth_date", "birth_date" },
        { "sex", "sex" }, { "residence", "address" }, { "address", "address" }, { "phone", "phone" } };
    struct intake *in = owner;
    const char *id = in->form.cells.cells[row].id;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(id), m = strlen(ends[i].ending);
        const char *value =
            n >= m && strcmp(id + n - m, ends[i].ending) == 0 ? cells_value(&in->who.cells, ends[i].id) : "";
        if (*value)
            return value;
    }
    return NULL;
}

static const char *offered(void *owner, int row, const char **source)
{
    struct intake *in = owner;
    const struct form_field *f = in->form.cells.cells[row].field;
    AUTO_JS answers = form_answers(in);
    AUTO_JS known = known_facts(in);
    js_remove(answers, f->id);
    answers_propose(answers, in->form.form, known, in->today);
    free(in->form.offer);
    const char *value = js_get_text(answers, f->id);
    in->form.offer = value ? strdup(value) : NULL;
    *source = source_of(in, f);
    return in->form.offer;
}

/* --- life --- */

static enum rc open_form(struct intake *in, struct err *e)
{
    struct intake_form *f = &in->form;
    enum rc rc = form_shared(&f->form, in->of, in->procedure.code, e);
    if (!rc)
        rc = cells_open(&f->cells, in->screen, rows_needed(f->form), in->today, e);
    if (rc)
        return rc;
    add_rows(in);
    f->cells.changed = changed;
    f->cells.save = save;
    f->cells.recall = recall;
    f->cells.copy = copy;
    f->cells.offered = offered;
    f->cells.owner = in;
    const char *code = js_get_text(in->saved, "procedure");
    if (code && strcmp(code, in->procedure.code) == 0)
        load_answers(in, js_get(in->saved, "answers"), js_get(in->saved, "sources"));
    propose(in);
    cells_recheck(&f->cells);
    cells_begin(&f->cells);
    return arena_failed(&f->names) ? err_no_memory(e) : RC_OK;
}

static enum rc enter(struct intake *in, struct err *e)
{
    if (!in->form.form)
        return open_form(in, e);
    propose(in);
    cells_recheck(&in->form.cells);
    return RC_OK;
}

static void release(struct intake *in)
{
    struct intake_form *f = &in->form;
    cells_close(&f->cells);
    js_free(f->today);
    free(f->offer);
    js_free(f->second);
    arena_release(&f->names);
    *f = (struct intake_form){ 0 };
}

static enum used key(struct intake *in, uint32_t code)
{
    enum used_by did = cells_key(&in->form.cells, code);
    if (did == CELLS_END)
        intake_next(in);
    return did == CELLS_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static void paste(struct intake *in, const char *text)
{
    cells_paste(&in->form.cells, text);
}

/* Saving is never refused here: what is missing stops the review, not the typing. */
static bool done(struct intake *in)
{
    form_view_go(&in->form.cells.view, in->form.cells.view.at);
    return true;
}

static void put(struct intake *in, struct js *document)
{
    if (!in->form.form)
        return;
    js_put(document, "answers", form_answers(in));
    if (in->form.second && !in->form.asking)
        js_put(document, "second", js_copy(in->form.second));
}

/* --- picture --- */

static const char *say(struct intake *in)
{
    const char *words = cells_say(&in->form.cells);
    if (*words || !in->form.cells.count)
        return words;
    const struct form_field *f = in->form.cells.cells[in->form.cells.view.at].field;
    return in->form.form->sections[f->section].say;
}

static int pane_line(struct canvas *c, int x, int y, const char *label, const char *text)
{
    if (!text || !*text)
        return y;
    canvas_put(c, x, y, 10, ROLE_MUTED, label);
    return y + canvas_wrap(c, x + 10, y, c->w - 2 - x - 10, 6, ROLE_BASE, text);
}

/* Wide terminals: what the form says about the field, and what was spared. */
static void draw_pane(struct intake *in, struct canvas *c, int x)
{
    const struct cells *cs = &in->form.cells;
    const struct form_field *f = cs->cells[cs->view.at].field;
    int y = ROW_BODY;
    frame_pane(c, x, y, BODY_ROWS(c));
    x += 2;
    canvas_printf(c, x, y, ROLE_TITLE, _("FIELD %d"), cs->view.at + 1);
    canvas_put(c, x, y + 1, c->w - 1 - x, ROLE_BASE, f->label);
    y = pane_line(c, x, y + 3, _("Help"), f->help);
    y = pane_line(c, x, y, _("Type"), _(f->type->summary));
    y = pane_line(c, x, y, _("Example"), f->example);
    y = pane_line(c, x, y, _("Law"), f->law);
    y = pane_line(c, x, y, _("Portal"), f->portal);
    canvas_printf(c, x, y + 1, ROLE_TITLE, "%s", _("NEVER ASK TWICE"));
    canvas_printf(c, x, y + 2, ROLE_DATA, _("%d fields were known, %d were typed"), cells_filled(cs, true),
        cells_filled(cs, false));
}

static void draw_top(struct intake *in, struct canvas *c, int width)
{
    const struct cells *cs = &in->form.cells;
    char counts[80];
    int must = form_view_faults(&cs->view, MARK_MUST), look = form_view_faults(&cs->view, MARK_LOOK) - must;
    snprintf(counts, sizeof counts, _("field %d/%d   %d to mend   %d to look at"), cs->view.at + 1, cs->count,
        must, look);
    canvas_put_right(c, width - 1, ROW_BODY, must ? ROLE_ERROR : ROLE_MUTED, counts);
    canvas_put(c, BODY_LEFT, ROW_BODY, width - 4 - text_columns(counts), ROLE_TITLE, in->form.form->title);
}

static void draw(struct intake *in, struct canvas *c)
{
    struct cells *cs = &in->form.cells;
    if (in->form.asking) { /* whoever types it a second time sees nothing */
        canvas_put(c, BODY_LEFT, ROW_BODY, c->w - 2, ROLE_TITLE, in->form.form->title);
        return;
    }
    int width = c->w >= WIDE ? 82 : c->w > 102 ? 100 : c->w - 1, faults = 3;
    bool trouble = form_view_faults(&cs->view, MARK_LOOK) > 0;
    int rows = BODY_ROWS(c) - 1 - (trouble ? faults + 1 : 0);
    draw_top(in, c, width);
    form_view_draw(&cs->view, c, 0, ROW_BODY + 1, width, rows, true);
    if (trouble) {
        int y = ROW_SAY(c) - faults - 1;
        frame_rule(c, 0, y, width + (c->w < WIDE), _("To mend"), _("F8 to the next one"));
        form_view_draw_faults(&cs->view, c, BODY_LEFT, y + 1, width - 2, faults);
    }
    if (c->w >= WIDE)
        draw_pane(in, c, width);
}

const struct intake_step_row intake_form_step = {
    .label = N_("Form"),
    .enter = enter,
    .key = key,
    .paste = paste,
    .draw = draw,
    .say = say,
    .done = done,
    .put = put,
    .release = release,
};
