/* intake_form_known.c - never ask twice: what card, book and earlier dossiers already say. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "catalog/answers.h"
#include "catalog/form.h"
#include "desk/intake_form.h"
#include "dossier/dossier.h"
#include "dossier/history.h"

#define EARLIER_LOOKED_AT 20

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
    return row >= 0 && who->rows[row].source[0] ? who->rows[row].source : "b.1";
}

/* Fills what is empty; typed values are never touched. */
void form_propose(struct intake *in)
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
        if (value && row >= 0 && !form_cell_filled(&cs->cells[row]))
            cells_put(cs, row, value, source_of(in, f));
    }
}

/* --- Space, =, Ctrl-D --- */

const char *form_recall(void *owner, int row)
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

const char *form_copy(void *owner, int row)
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

const char *form_offered(void *owner, int row, const char **source)
{
    struct intake *in = owner;
    const struct form_field *f = in->form.cells.cells[row].field;
    AUTO_JS answers = form_answers(in);
    AUTO_JS known = known_facts(in);
    js_remove(answers, f->id);
    answers_propose(answers, in->form.form, known, in->today);
    free(in->form.offer);
    const char *value = js_get_text(answers, f->id);
    *source = source_of(in, f);
    if (!value && in->form.history.row == row && in->form.history.count) {
        value = in->form.history.list[0].value;
        *source = "HS";
    }
    in->form.offer = value ? strdup(value) : NULL;
    return in->form.offer;
}

/* --- what the field said before --- */

/* "applicant.address" -> "address": what the earlier dossiers knew of the person, whatever their forms asked.
 */
static const char *fact_of(const struct form_field *f)
{
    return strncmp(f->default_from, "applicant.", 10) == 0 ? f->default_from + 10 : "";
}

void form_history_follow(struct intake *in)
{
    struct field_history *h = &in->form.history;
    const struct cells *cs = &in->form.cells;
    if (!cs->count || h->row == cs->view.at)
        return;
    arena_release(&h->arena);
    h->count = 0;
    h->row = cs->view.at;
    const struct cell_field *cell = &cs->cells[h->row];
    if (answer_history_list(&h->list, &h->count, in->of->db, who_number(in), cell->id, fact_of(cell->field),
            HISTORY_SHOWN, &h->arena, NULL))
        h->count = 0; /* an offer, not a promise */
}
