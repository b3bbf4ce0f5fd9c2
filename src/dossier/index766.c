/* index766.c - see index766.h. */
#include "dossier/index766.h"

#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "dossier/intake_document.h"

static const struct {
    const char *number, *name;
} points[INDEX_POINTS] = {
    [INDEX_SYNCED] = { "1.4", N_("synced") },
    [INDEX_ON_TIME] = { "2.1", N_("on time") },
    [INDEX_ONLINE] = { "3.3", N_("on line") },
    [INDEX_E_RESULT] = { "4.1", N_("e-result") },
    [INDEX_DIGITISED] = { "4.2", N_("scanned") },
    [INDEX_REUSED] = { "4.3", N_("reused") },
    [INDEX_POPULATION] = { "4.5", N_("residents") },
};

const char *index_number(enum index_point point)
{
    return points[point].number;
}

const char *index_name(enum index_point point)
{
    return points[point].name;
}

bool index_closed_late(int64_t closed_at, int64_t due_at, int supplements)
{
    return supplements > 1 || (due_at && closed_at > due_at);
}

bool index_is_reuse(const char *database)
{
    return database && *database && strcmp(database, "eform") != 0;
}

bool index_is_population(const char *database)
{
    return database && strcmp(database, "dan_cu") == 0;
}

/* --- one rule a point --- */

static struct index_verdict earned(void)
{
    return (struct index_verdict){ INDEX_EARNED, true, "", "" };
}

static struct index_verdict coming(bool counted, const char *why)
{
    return (struct index_verdict){ INDEX_COMING, counted, why, "" };
}

static struct index_verdict missed(bool counted, const char *why, const char *mend)
{
    return (struct index_verdict){ INDEX_MISSED, counted, why, mend };
}

static struct index_verdict synced(const struct index_facts *f)
{
    if (!f->received_at)
        return coming(false, N_("sent as soon as it is on the book"));
    switch (f->sending) {
    case SENDING_DONE:
        return earned();
    case SENDING_WAITS:
        return coming(true, N_("waits to be sent, goes by itself"));
    case SENDING_HELD:
        return missed(true, N_("somebody holds it back in the outbox"), N_("Outbox: release it"));
    case SENDING_REFUSED:
        return missed(true, N_("the portal refused it"), N_("Outbox: mend it and send again"));
    default:
        return missed(true, N_("no portal is set up to send it to"), N_("Settings: portal.url"));
    }
}

static struct index_verdict on_time(const struct index_facts *f)
{
    if (f->closed_at)
        return index_closed_late(f->closed_at, f->due_at, f->supplements)
                   ? missed(true, N_("it was closed late, or papers were asked for twice"), "")
                   : earned();
    if (f->supplements > 1)
        return missed(false, N_("papers were asked for twice: that counts as late"), "");
    if (f->due_at && f->now > f->due_at)
        return missed(false, N_("the promised time has passed"), "");
    return coming(false, f->due_at ? N_("the promise still runs") : N_("no fixed day, so never late"));
}

static struct index_verdict online(const struct index_facts *f)
{
    bool counted = f->received_at != 0;
    if (!f->online)
        return missed(counted, N_("filed at the counter or by post"), N_("File on line: channel 2"));
    if (!f->result_due || f->result_files)
        return (struct index_verdict){ INDEX_EARNED, counted, "", "" };
    if (f->finished)
        return missed(counted, N_("no electronic result"), N_("Attach the signed result file"));
    if (!f->result_online)
        return missed(counted, N_("the citizen asks for the result on paper"), N_("Result by: 2, on line"));
    return (struct index_verdict){ INDEX_EARNED, counted, "", "" };
}

static struct index_verdict e_result(const struct index_facts *f)
{
    if (f->finished)
        return f->result_files
                   ? earned()
                   : missed(true, N_("no electronic result"), N_("Attach the signed result file"));
    if (f->closed_at)
        return (struct index_verdict){ INDEX_NOT_ASKED, false, N_("closed without a result"), "" };
    return coming(false, N_("waits for the result file"));
}

static struct index_verdict digitised(const struct index_facts *f)
{
    if (f->closed_at && !f->finished)
        return (struct index_verdict){ INDEX_NOT_ASKED, false, N_("closed without a result"), "" };
    if (!f->paper_files)
        return missed(f->finished, N_("no paper has a scan"), N_("Attach a scan: q on a paper"));
    if (f->finished)
        return f->result_files
                   ? earned()
                   : missed(true, N_("no electronic result"), N_("Attach the signed result file"));
    return coming(false, N_("waits for the result file"));
}

static struct index_verdict reused(const struct index_facts *f)
{
    bool counted = f->received_at != 0;
    if (f->reused)
        return (struct index_verdict){ INDEX_EARNED, counted, "", "" };
    return f->replaceable
               ? missed(counted, N_("every paper was asked for"), N_("Step 3: d where data stands for it"))
               : missed(counted, N_("no database stands for any paper of this procedure"), "");
}

static struct index_verdict population(const struct index_facts *f)
{
    bool counted = f->received_at != 0;
    if (f->vneid || f->population)
        return (struct index_verdict){ INDEX_EARNED, counted, "", "" };
    return missed(
        counted, N_("neither VNeID nor population data was used"), N_("Step 1: VNeID; or step 3: d"));
}

struct index_verdict index_judge(enum index_point point, const struct index_facts *f)
{
    static struct index_verdict (*const rules[INDEX_POINTS])(const struct index_facts *) = {
        [INDEX_SYNCED] = synced,
        [INDEX_ON_TIME] = on_time,
        [INDEX_ONLINE] = online,
        [INDEX_E_RESULT] = e_result,
        [INDEX_DIGITISED] = digitised,
        [INDEX_REUSED] = reused,
        [INDEX_POPULATION] = population,
    };
    return rules[point](f);
}

void index766_judge(struct index766 *ret, const struct index_facts *f)
{
    for (int i = 0; i < INDEX_POINTS; i++)
        ret->points[i] = index_judge((enum index_point)i, f);
}

/* --- what is told --- */

int index766_good(const struct index766 *x)
{
    int n = 0;
    for (int i = 0; i < INDEX_POINTS; i++)
        n += x->points[i].standing == INDEX_EARNED || x->points[i].standing == INDEX_COMING;
    return n;
}

int index766_asked(const struct index766 *x)
{
    int n = 0;
    for (int i = 0; i < INDEX_POINTS; i++)
        n += x->points[i].standing != INDEX_NOT_ASKED;
    return n;
}

static struct js *point_json(enum index_point point, const struct index_verdict *v)
{
    static const char *const standings[] = { [INDEX_EARNED] = "earned",
        [INDEX_COMING] = "coming",
        [INDEX_MISSED] = "missed",
        [INDEX_NOT_ASKED] = "not_applicable" };
    struct js *node = js_object();
    js_put_text(node, "id", index_number(point));
    js_put_text(node, "name", gettext(index_name(point)));
    if (v->standing == INDEX_EARNED || v->standing == INDEX_MISSED)
        js_put_bool(node, "earned", v->standing == INDEX_EARNED);
    else
        js_put(node, "earned", NULL);
    js_put_text(node, "standing", standings[v->standing]);
    js_put_text(node, "why", *v->why ? gettext(v->why) : NULL);
    js_put_text(node, "mend", *v->mend ? gettext(v->mend) : NULL);
    return node;
}

struct js *index766_json(const struct index766 *x)
{
    struct js *list = js_array();
    for (int i = 0; i < INDEX_POINTS; i++)
        js_add(list, point_json((enum index_point)i, &x->points[i]));
    return list;
}

/* --- before it is on the book --- */

static bool may_be_replaced(const struct procedure_component *c)
{
    return *c->replaced_by && strcmp(c->replaced_by, "eform") != 0;
}

void index_facts_of_document(struct index_facts *ret, const struct intake_document *d, int64_t due_at)
{
    struct index_facts f = { .now = d->received_at,
        .due_at = due_at,
        .online = d->channel == CHANNEL_ONLINE,
        .result_online = d->result_by && strcmp(d->result_by, "online") == 0,
        .result_due = d->procedure.result && *d->procedure.result,
        .paper_files = (int)d->files_count,
        .vneid = d->applicant.vneid_level >= 2 };
    for (size_t i = 0; i < d->components_count; i++) {
        f.reused += index_is_reuse(d->components[i].replaced_by);
        f.population |= index_is_population(d->components[i].replaced_by);
    }
    for (size_t i = 0; i < d->procedure.components_count; i++)
        f.replaceable |= may_be_replaced(&d->procedure.components[i]);
    *ret = f;
}
