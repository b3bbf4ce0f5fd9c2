/* axes_store.c - see axes.h. */
#include "dossier/axes.h"

#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "dossier/dossier.h"
#include "dossier/money.h"

static enum rc load_money(struct axes *axes, const struct office *of, const struct dossier *d, struct err *e)
{
    struct money_account account;
    enum rc rc = money_account(&account, of, d->code, e);
    if (rc)
        return rc;
    axes->fee = account.fee.amount;
    axes->paid = account.paid - account.refunded;
    axes->open = account.open;
    axes->money = !axes->fee && !axes->paid ? MONEY_FREE
                  : !axes->open             ? MONEY_PAID
                  : axes->paid              ? MONEY_PARTLY
                                            : MONEY_DUE;
    return RC_OK;
}

/* What it took last: the state its newest done message carried. */
static enum rc load_known(struct axes *axes, const struct office *of, const struct dossier *d, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "SELECT json_extract(ev.payload, '$.state_code'), v.done_at"
        "  FROM delivery v JOIN event ev ON ev.seq = v.event_seq"
        " WHERE v.dossier_id = :dossier AND v.target = 'portal' AND v.state = 'done'"
        " ORDER BY v.event_seq DESC LIMIT 1");
    stmt_bind_int(q, ":dossier", d->id);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    int64_t state = stmt_int(q, 0);
    axes->portal_knows = state > 0 && state < STATES ? (enum state)state : STATE_NONE;
    axes->portal_at = stmt_int(q, 1);
    axes->portal = PORTAL_SAME;
    stmt_done(q);
    return RC_OK;
}

/* What it has not taken: the state of the oldest message decides, because the others wait behind it. */
static enum rc load_waiting(struct axes *axes, const struct office *of, const struct dossier *d, struct err *e)
{
    static const struct {
        const char *state;
        enum portal_axis axis;
    } words[] = { { "unknown", PORTAL_UNKNOWN }, { "held", PORTAL_HELD }, { "refused", PORTAL_REFUSED } };
    struct stmt *q = stmt_of(of->db,
        "SELECT state, count(*) OVER () FROM delivery"
        " WHERE dossier_id = :dossier AND target = 'portal' AND state <> 'done' ORDER BY event_seq LIMIT 1");
    stmt_bind_int(q, ":dossier", d->id);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    axes->portal = PORTAL_BEHIND;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].state, stmt_text(q, 0)) == 0)
            axes->portal = words[i].axis;
    axes->portal_waiting = stmt_int(q, 1);
    stmt_done(q);
    return RC_OK;
}

enum rc axes_load(struct axes *ret, const struct office *of, const struct dossier *d, struct err *e)
{
    struct axes axes = { .work = d->state };
    enum rc rc = load_money(&axes, of, d, e);
    if (!rc)
        rc = papers_find(&axes.papers, of, d, e);
    if (!rc)
        rc = load_known(&axes, of, d, e);
    if (!rc)
        rc = load_waiting(&axes, of, d, e);
    if (!rc)
        *ret = axes;
    return rc;
}

/* --- as JSON --- */

static struct js *papers_json(const struct papers *p)
{
    static const char *const places[] = { "none", "desk", "on_way", "staff", "citizen" };
    struct js *json = js_object();
    js_put_text(json, "at", places[p->at]);
    js_put_text(json, "with", p->at != PAPERS_NONE && p->at != PAPERS_BACK && p->with[0] ? p->with : NULL);
    js_put_text(json, "to", p->to[0] && p->at == PAPERS_ON_WAY ? p->to : NULL);
    js_put_time(json, "since", p->since);
    if (p->handover)
        js_put_int(json, "handover", p->handover);
    else
        js_put_null(json, "handover");
    return json;
}

struct js *axes_json(const struct axes *axes)
{
    static const char *const monies[] = { "free", "due", "partly", "paid" };
    static const char *const portals[] = { "nothing", "same", "behind", "unknown", "held", "refused" };
    struct js *json = js_object(), *work = js_object(), *money = js_object(), *portal = js_object();
    js_put_text(work, "state", state_row(axes->work)->slug);
    js_put_int(work, "code", axes->work);
    js_put(json, "work", work);
    js_put_text(money, "state", monies[axes->money]);
    js_put_int(money, "fee", axes->fee);
    js_put_int(money, "paid", axes->paid);
    js_put_int(money, "open", axes->open);
    js_put(json, "money", money);
    js_put(json, "papers", papers_json(&axes->papers));
    js_put_text(portal, "state", portals[axes->portal]);
    js_put_text(portal, "knows", axes->portal_knows ? state_row(axes->portal_knows)->slug : NULL);
    js_put_int(portal, "waiting", axes->portal_waiting);
    js_put_time(portal, "at", axes->portal_at);
    js_put(json, "portal", portal);
    return json;
}
