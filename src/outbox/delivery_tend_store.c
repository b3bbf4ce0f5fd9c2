/* delivery_tend_store.c - what a person does with a delivery: hold it, let it go, try it now. Each is
 * journalled. */
#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "outbox/delivery.h"

static enum rc refuse_step(const struct delivery *d, enum delivery_event event, struct err *e)
{
    if (d->state == DELIVERY_DONE)
        err_set(e, RC_REFUSED, "already_done", N_("The far side already has this delivery"));
    else if (d->state == DELIVERY_SENDING)
        err_set(e, RC_AGAIN, "being_sent",
            N_("This delivery is being sent right now; it takes two minutes at most"));
    else if (event == DELIVERY_RELEASE)
        err_set(e, RC_REFUSED, "not_held", N_("This delivery is not held back"));
    else if (d->state == DELIVERY_HELD)
        err_set(e, RC_REFUSED, "held", N_("This delivery is held back; release it first"));
    else
        err_set(e, RC_REFUSED, "not_possible", N_("That is not possible for this delivery now"));
    return d->state == DELIVERY_SENDING ? RC_AGAIN : RC_REFUSED;
}

static enum rc write_step(const struct office *of, const struct delivery *d, enum delivery_event event,
    const char *action, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "UPDATE delivery SET state = :state, not_before = :now WHERE id = :id");
    stmt_bind_text(q, ":state", delivery_state_name(delivery_next(d->state, event)));
    stmt_bind_int(q, ":now", clock_now(of->clock));
    stmt_bind_int(q, ":id", d->id);
    enum rc rc = stmt_run(q, e);
    if (rc)
        return rc;
    AUTO_JS payload = js_object();
    js_put_int(payload, "delivery", d->id);
    js_put_text(payload, "target", d->target);
    js_put_text(payload, "state_before", delivery_state_name(d->state));
    const struct journal_entry entry = {
        .action = action, .object_kind = "delivery", .object = d->dossier, .payload = payload
    };
    return journal_append(NULL, NULL, of, &entry, e);
}

static enum rc step(
    const struct office *of, int64_t id, enum delivery_event event, const char *action, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct delivery d;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = delivery_show(&d, of->db, id, &a, e);
    if (!rc && !delivery_next(d.state, event))
        rc = refuse_step(&d, event, e);
    if (!rc)
        rc = write_step(of, &d, event, action, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc delivery_hold(const struct office *of, int64_t id, struct err *e)
{
    return step(of, id, DELIVERY_HOLD, "held", e);
}

enum rc delivery_release(const struct office *of, int64_t id, struct err *e)
{
    return step(of, id, DELIVERY_RELEASE, "released", e);
}

enum rc delivery_retry(const struct office *of, int64_t id, struct err *e)
{
    return step(of, id, DELIVERY_NOW, "retried", e);
}
