/* facts.c - see facts.h. */
#include "dossier/facts.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "book/db.h"
#include "book/journal.h"
#include "catalog/procedure.h"
#include "dossier/dossier.h"
#include "dossier/message.h"
#include "dossier/step.h"

static const char *or_null(const char *text)
{
    return text && *text ? text : NULL;
}

/* JSON kept as text in a column; NULL text gives null. */
static enum rc put_stored(struct js *object, const char *key, const char *text, struct err *e)
{
    struct js *node = NULL;
    enum rc rc = text && *text ? js_parse(&node, text, strlen(text), e) : RC_OK;
    if (!rc)
        js_put(object, key, node);
    return rc;
}

static struct js *actor_facts(const struct office *of)
{
    struct js *actor = js_object();
    js_put_text(actor, "name", of->staff_name);
    js_put_text(actor, "title", or_null(of->staff_title));
    js_put_text(actor, "desk", of->desk);
    return actor;
}

static struct js *unit_facts(const struct book *book)
{
    struct js *unit = js_object();
    js_put_text(unit, "code", book->unit_code);
    js_put_text(unit, "name", book->unit_name);
    js_put_text(unit, "province", or_null(book->province));
    js_put_bool(unit, "practice", book->practice);
    return unit;
}

static enum rc put_procedure(struct js *facts, struct db *db, int64_t id, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct procedure p;
    enum rc rc = procedure_load_id(&p, db, &a, id, e);
    if (rc)
        return rc;
    struct js *node = js_object();
    js_put_text(node, "code", p.code);
    js_put_text(node, "name", p.name);
    js_put_text(node, "short_name", p.short_name);
    js_put_text(node, "field", p.field);
    js_put_text(node, "field_code", or_null(p.field_code));
    js_put_int(node, "version", p.version);
    js_put_text(node, "result", or_null(p.result));
    js_put_text(node, "result_code", or_null(p.result_code));
    js_put(facts, "procedure", node);
    return RC_OK;
}

static struct js *file_facts(const struct dossier_file *file)
{
    struct js *node = js_object();
    js_put_int(node, "id", file->id);
    js_put_text(node, "name", file->name);
    js_put_text(node, "kind", file->kind);
    js_put_int(node, "size", file->size);
    js_put_text(node, "digest", file->digest);
    return node;
}

/* The files of one checklist line; NULL: the results. */
static struct js *files_of(const struct dossier *d, const char *component_id)
{
    struct js *files = js_array();
    for (size_t i = 0; i < d->files_count; i++)
        if (!d->files[i].voided &&
            (component_id ? !d->files[i].result && strcmp(d->files[i].component_id, component_id) == 0
                          : d->files[i].result))
            js_add(files, file_facts(&d->files[i]));
    return files;
}

static struct js *component_facts(const struct dossier *d)
{
    struct js *list = js_array();
    for (size_t i = 0; i < d->components_count; i++) {
        const struct dossier_component *c = &d->components[i];
        struct js *node = js_object();
        js_put_text(node, "id", c->id);
        js_put_text(node, "name", c->name);
        js_put_text(node, "mode", c->present_only ? "present" : "submit");
        js_put_int(node, "originals", c->originals);
        js_put_int(node, "certified", c->certified);
        js_put_int(node, "copies", c->copies);
        js_put_text(node, "replaced_by", or_null(c->replaced_by));
        js_put(node, "files", files_of(d, c->id));
        js_add(list, node);
    }
    return list;
}

static void put_event(struct js *facts, const struct office *of, const struct facts_event *event)
{
    js_put_text(facts, "event", event->action);
    js_put_time(facts, "at", clock_now(of->clock));
    js_put(facts, "actor", actor_facts(of));
    js_put_text(facts, "reason", event->reason);
    js_put(facts, "items", event->items ? js_copy(event->items) : js_array());
}

static void put_course(struct js *facts, const struct dossier *d)
{
    js_put_int(facts, "fee", d->fee);
    js_put_text(facts, "fee_note", or_null(d->fee_note));
    js_put_time(facts, "submitted_at", d->submitted_at);
    js_put_time(facts, "received_at", d->received_at);
    js_put_time(facts, "due_at", d->due_at);
    js_put_time(facts, "finished_at", d->finished_at);
    js_put_time(facts, "returned_at", d->returned_at);
    js_put_time(facts, "refused_at", d->refused_at);
    js_put_time(facts, "paused_at", d->paused_at);
    js_put_int(facts, "supplements", d->supplements);
    js_put_int(facts, "version", d->version);
    js_put_int(facts, "holder_id", d->holder_id);
    js_put_text(facts, "result_by", d->result_by);
    js_put_text(facts, "note", d->note);
}

/* What only this event knows, key by key beside the rest. */
static void put_more(struct js *facts, const struct js *more)
{
    for (size_t i = 0; i < js_len(more); i++) {
        const char *key = js_key_at(more, i);
        js_put(facts, key, js_copy(js_get(more, key)));
    }
}

/* Who took the result; nobody named: the applicant in person. Needs the applicant's facts. */
static void put_collector(struct js *facts, const struct dossier *d, const struct facts_event *event)
{
    struct js *collector = NULL;
    if (event->collector)
        collector = js_copy(event->collector);
    else if (d->state == STATE_RETURNED && event->before != STATE_RETURNED) {
        collector = js_object();
        js_put_text(collector, "name", js_get_text(js_get(facts, "applicant"), "name"));
        js_put_text(collector, "relation", "self");
    }
    js_put(facts, "collector", collector);
}

static enum rc facts_build(struct js **ret, const struct office *of, const struct dossier *d,
    const struct facts_event *event, struct err *e)
{
    AUTO_JS facts = js_object();
    put_event(facts, of, event);
    js_put(facts, "unit", unit_facts(of->book));
    js_put_text(facts, "code", d->code);
    enum rc rc = put_procedure(facts, of->db, d->procedure_id, e);
    js_put_text(facts, "variant", or_null(d->variant));
    js_put_text(facts, "channel", d->channel);
    if (d->external_code && *d->external_code)
        js_put_text(facts, "portal_code", d->external_code);
    js_put_text(facts, "state", state_row(d->state)->slug);
    js_put_int(facts, "state_code", d->state);
    js_put_text(facts, "state_before", event->before ? state_row(event->before)->slug : NULL);
    if (!rc)
        rc = put_stored(facts, "applicant", d->applicant, e);
    if (!rc)
        rc = put_stored(facts, "submitter", d->submitter, e);
    put_collector(facts, d, event);
    js_put_text(facts, "summary", d->summary);
    if (!rc)
        rc = put_stored(facts, "answers", d->answers, e);
    js_put(facts, "components", component_facts(d));
    js_put(facts, "results", files_of(d, NULL));
    put_course(facts, d);
    if (!rc)
        rc = put_stored(facts, "due_why", d->due_why, e);
    struct js *result = NULL;
    if (!rc)
        rc = step_load_result(&result, of->db, d->id, e);
    js_put(facts, "result_facts", result);
    put_more(facts, event->more);
    if (rc)
        return rc;
    *ret = facts;
    facts = NULL;
    return RC_OK;
}

enum rc facts_append(int *deliveries, const struct office *of, const struct dossier *d,
    const struct facts_event *event, struct err *e)
{
    AUTO_JS facts = NULL;
    int64_t seq = 0;
    enum rc rc = facts_build(&facts, of, d, event, e);
    if (!rc)
        rc = journal_append(&seq, deliveries, of,
            &(struct journal_entry){ .action = event->action,
                .object_kind = "dossier",
                .object = d->code,
                .dossier_id = d->id,
                .deliver = event->deliver,
                .payload = facts },
            e);
    return rc ? rc : message_on_event(of, d, event->action, facts, seq, e);
}
