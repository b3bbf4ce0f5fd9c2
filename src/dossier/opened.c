/* opened.c - see opened.h. */
#include "dossier/opened.h"

#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "people/absence.h"

struct opened opened_for(const struct office *of)
{
    return (struct opened){ .of = of, .tx = tx_for(of->db), .more = js_object() };
}

void opened_release(struct opened *o)
{
    tx_auto_rollback(&o->tx);
    js_free(o->more);
    arena_release(&o->arena);
}

enum rc opened_begin(struct opened *o, enum action action, const char *code, struct err *e)
{
    enum rc rc = permission_check(o->of->role, action, e);
    if (!rc)
        rc = tx_begin(&o->tx, e);
    return rc ? rc : dossier_load(&o->d, o->of->db, &o->arena, code, e);
}

enum rc step_reason(char **ret, const char *reason, bool needed, struct arena *a, struct err *e)
{
    if (!reason)
        reason = "";
    if (needed && !reason[strspn(reason, " \t\n")]) {
        err_set(e, RC_REFUSED, "reason_missing", N_("This step needs a reason the citizen can read"));
        err_hint(e, N_("Add it with --reason"));
        err_field(e, "reason");
        return RC_REFUSED;
    }
    AUTO_BUF clean = buf_limit(32768);
    enum rc rc = text_accept(&clean, reason, strlen(reason), &text_note_limits, "reason", e);
    if (!rc && !(*ret = arena_strdup(a, buf_text(&clean))))
        rc = err_no_memory(e);
    return rc;
}

enum rc opened_reason(struct opened *o, const char *reason, bool needed, struct err *e)
{
    return step_reason(&o->reason, reason, needed, &o->arena, e);
}

enum rc opened_holder(struct opened *o, const char *login, struct err *e)
{
    struct staff staff = { 0 };
    if (!login)
        return RC_OK;
    enum rc rc = absence_route(&staff, o->of, login, e);
    if (rc) {
        err_field(e, "to");
        return rc;
    }
    js_put_text(o->more, "giver", o->d.holder && *o->d.holder ? o->d.holder : o->of->staff_name);
    js_put_text(o->more, "receiver", staff.name);
    if (strcmp(staff.login, login))
        js_put_text(o->more, "deputy_of", login);
    o->d.holder_id = staff.id;
    return RC_OK;
}

enum rc opened_finish(struct step_answer *ret, struct opened *o, const struct facts_event *event, struct err *e)
{
    struct step_answer answer = *ret;
    struct facts_event whole = *event;
    whole.more = o->more;
    if (!whole.reason && o->reason && *o->reason)
        whole.reason = o->reason;
    if (!whole.before)
        whole.before = o->d.state; /* the state did not change */
    enum rc rc = dossier_update(o->of->db, &o->d, e);
    if (!rc)
        rc = facts_append(&answer.deliveries, o->of, &o->d, &whole, e);
    if (!rc)
        rc = tx_commit(&o->tx, e);
    if (rc)
        return rc;
    answer.state = o->d.state;
    answer.due_at = o->d.due_at;
    *ret = answer;
    return RC_OK;
}

enum rc opened_closed(const struct opened *o, struct err *e)
{
    return err_set(e, RC_REFUSED, "closed", N_("Dossier %.60s is closed (%s); nothing more is done with it"), o->d.code,
        _(state_row(o->d.state)->name));
}
