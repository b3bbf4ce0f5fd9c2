/* portal_fill.c - see portal_fill.h. */
#include "dossier/portal_fill.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "catalog/procedure.h"
#include "dossier/portal_code.h"
#include "people/permission.h"

/* Choices of ours in the portal's words. */
static const char *result_words(const char *result_by)
{
    static const struct {
        const char *slug, *words;
    } names[] = { { "counter", "Nhận trực tiếp" }, { "online", "Nhận bản điện tử" },
        { "post", "Qua bưu chính công ích" } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].slug, result_by) == 0)
            return names[i].words;
    return "";
}

struct js *portal_known(const struct office *of, const struct js *applicant, const struct js *submitter,
    const char *variant_answer, const char *result_by)
{
    struct js *known = js_object(), *unit = js_object();
    bool other = js_is_object(submitter);
    js_put_text(unit, "code", of->book->unit_code);
    js_put_text(unit, "name", of->book->unit_name);
    js_put_text(unit, "province", of->book->province);
    js_put(known, "unit", unit);
    js_put(known, "applicant", js_copy(applicant));
    if (other)
        js_put(known, "submitter", js_copy(submitter));
    js_put(known, "filer", js_copy(other ? submitter : applicant));
    js_put_text(known, "case", variant_answer);
    js_put_text(known, "result_by", result_words(result_by));
    return known;
}

bool portal_ticked(const struct js *ticks, const char *box)
{
    for (size_t i = 0; i < js_len(ticks); i++) {
        const char *name = js_text(js_at(ticks, i));
        if (name && strcmp(name, box) == 0)
            return true;
    }
    return false;
}

static enum rc fill_lines(struct portal_fill *f, const struct office *of, struct err *e)
{
    AUTO_JS answers = NULL;
    AUTO_JS applicant = NULL;
    AUTO_JS submitter = NULL;
    struct procedure p;
    enum rc rc = procedure_load_id(&p, of->db, &f->arena, f->d.procedure_id, e);
    if (!rc)
        rc = js_parse(&answers, f->d.answers, strlen(f->d.answers), e);
    if (!rc)
        rc = js_parse(&applicant, f->d.applicant, strlen(f->d.applicant), e);
    if (!rc && *f->d.submitter)
        rc = js_parse(&submitter, f->d.submitter, strlen(f->d.submitter), e);
    if (rc)
        return rc;
    const struct procedure_variant *v = procedure_variant(&p, f->d.variant);
    AUTO_JS known = portal_known(of, applicant, submitter, v ? v->answer : "", f->d.result_by);
    f->name = arena_strdup(&f->arena, js_get_text(applicant, "name"));
    return portal_lines(
        &f->lines, &f->count, f->portal, f->form, answers, known, day_of(clock_now(of->clock)), &f->arena, e);
}

enum rc portal_fill_load(
    struct portal_fill *f, const struct office *of, const char *code, struct err *mistake, struct err *e)
{
    *f = (struct portal_fill){ 0 };
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_VIEW, e);
    if (!rc)
        rc = dossier_load(&f->d, of->db, &f->arena, code, e);
    if (!rc)
        rc = form_load(&f->form, of->share_dir, f->d.procedure_code, e);
    if (rc)
        return rc;
    rc = portal_form_load(&f->portal, of->share_dir, f->form, mistake);
    if (rc == RC_REFUSED)
        rc = portal_form_own(&f->portal, f->form, e);
    if (!rc)
        rc = fill_lines(f, of, e);
    return rc ? rc : portal_tick_load(&f->ticks, of->db, f->d.id, e);
}

void portal_fill_release(struct portal_fill *f)
{
    form_free(f->form);
    portal_form_free(f->portal);
    js_free(f->ticks);
    arena_release(&f->arena);
    *f = (struct portal_fill){ 0 };
}
