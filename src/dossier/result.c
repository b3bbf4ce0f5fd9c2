/* result.c - number, day and validity of a result. See step.h. */
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/text.h"
#include "dossier/attachment.h"
#include "dossier/opened.h"

static enum rc check_result(const struct dossier *d, const struct result_facts *facts, const struct office *of,
    struct err *e)
{
    struct day today = day_of(clock_now(of->clock));
    if (d->state != STATE_FINISHED)
        return err_set(e, RC_REFUSED, "not_finished", N_("A result is noted while the dossier is finished and not handed over"));
    if (!facts->number || !facts->number[strspn(facts->number, " ")])
        return err_set(e, RC_REFUSED, "result_number", N_("The number of the result is missing"));
    if (!day_valid(facts->issued_on) || day_compare(facts->issued_on, today) > 0 ||
        day_compare(facts->issued_on, day_of(d->received_at)) < 0)
        return err_set(e, RC_REFUSED, "result_date", N_("The day of the result lies between reception and today"));
    if (facts->valid_until.y && day_compare(facts->valid_until, facts->issued_on) < 0)
        return err_set(e, RC_REFUSED, "result_validity", N_("The result would be over before it begins"));
    return RC_OK;
}

static enum rc keep_result(struct dossier *d, const struct result_facts *facts, struct dossier_file *file,
    const struct office *of, struct arena *a, struct err *e)
{
    AUTO_BUF clean = buf_limit(512);
    struct result_facts kept = *facts;
    enum rc rc = text_accept(&clean, facts->number, strlen(facts->number), &text_name_limits, "number", e);
    kept.number = buf_text(&clean);
    if (!rc)
        rc = step_keep_result(of->db, d->id, &kept, e);
    return rc || !facts->path ? rc : dossier_add_file(d, of, file, a, e);
}

enum rc dossier_set_result(struct step_answer *ret, const struct office *of, const char *code,
    const struct result_facts *facts, struct err *e)
{
    AUTO_OPENED o = opened_for(of);
    struct dossier_file file = { 0 };
    struct step_answer answer = { 0 };
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc && facts->path) /* sealed first: durable before any row names it */
        rc = attachment_seal(&file, of, "", facts->path, &o.arena, e);
    file.result = true;
    if (!rc)
        rc = opened_begin(&o, ACTION_DOSSIER_WORK, code, e);
    if (!rc)
        rc = check_result(&o.d, facts, of, e);
    if (!rc)
        rc = keep_result(&o.d, facts, &file, of, &o.arena, e);
    if (!rc)
        rc = opened_finish(&answer, &o, &(struct facts_event){ .action = "result", .deliver = true }, e);
    if (!rc)
        *ret = answer;
    return rc;
}
