/* dossier_show.c - see dossier_show.h. */
#include "prog/dossier_show.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/journal.h"
#include "dossier/deadline.h"
#include "dossier/dossier.h"
#include "dossier/index766.h"
#include "dossier/provenance.h"
#include "prog/dossier_messages.h"
#include "prog/dossier_work.h"
#include "prog/index_words.h"
#include "prog/verb.h"

/* --- as JSON --- */

static enum rc put_stored(struct js *object, const char *key, const char *text, struct err *e)
{
    struct js *node = NULL;
    enum rc rc = *text ? js_parse(&node, text, strlen(text), e) : RC_OK;
    if (!rc)
        js_put(object, key, node);
    return rc;
}

static struct js *files_json(const struct dossier *d, const char *component_id)
{
    struct js *list = js_array();
    for (size_t i = 0; i < d->files_count; i++) {
        const struct dossier_file *f = &d->files[i];
        if (component_id ? f->result || strcmp(f->component_id, component_id) : !f->result)
            continue;
        struct js *node = js_object();
        js_put_text(node, "name", f->name);
        js_put_text(node, "kind", f->kind);
        js_put_int(node, "size", f->size);
        js_put_text(node, "digest", f->digest);
        if (f->result)
            js_put_bool(node, "voided", f->voided);
        js_add(list, node);
    }
    return list;
}

static struct js *components_json(const struct dossier *d, const struct js *looked_up)
{
    struct js *list = js_array();
    for (size_t i = 0; i < d->components_count; i++) {
        const struct dossier_component *c = &d->components[i];
        struct js *node = js_object();
        js_put_text(node, "id", c->id);
        js_put_text(node, "name", c->name);
        js_put_int(node, "originals", c->originals);
        js_put_int(node, "certified", c->certified);
        js_put_int(node, "copies", c->copies);
        js_put(node, "files", files_json(d, c->id));
        js_put_text(node, "replaced_by", c->replaced_by[0] ? c->replaced_by : NULL);
        const struct js *found = js_get(looked_up, c->id);
        if (found) {
            js_put_text(node, "source", js_get_text(found, "source"));
            js_put_text(node, "looked_up_at", js_get_text(found, "looked_up_at"));
        }
        js_add(list, node);
    }
    return list;
}

/* What one event says to a reader of the timeline: the state it led to, and why. */
static struct js *event_json(const struct journal_event *ev)
{
    struct js *node = js_object();
    AUTO_JS facts = NULL;
    js_put_time(node, "at", ev->at);
    js_put_int(node, "seq", ev->seq);
    js_put_text(node, "event", ev->action);
    js_put_text(node, "staff", ev->staff_name);
    js_put_text(node, "desk", ev->desk);
    if (*ev->payload && js_parse(&facts, ev->payload, strlen(ev->payload), NULL) == RC_OK) {
        js_put_text(node, "state", js_get_text(facts, "state"));
        js_put_text(node, "reason", js_get_text(facts, "reason"));
    }
    return node;
}

#define EVENTS_MAX 1000

static enum rc events_of(struct js **ret, struct office *of, const char *code, struct arena *a, struct err *e)
{
    struct journal_event *events;
    size_t count;
    enum rc rc = journal_list(&events, &count, of->db, "dossier", code, 0, EVENTS_MAX, a, e);
    if (rc)
        return rc;
    struct js *list = js_array();
    for (size_t i = 0; i < count; i++)
        js_add(list, event_json(&events[i]));
    *ret = list;
    return RC_OK;
}

/* --- the parts of the answer, in the order in which they stand --- */

static enum rc put_who_and_what(struct js *json, struct office *of, const struct dossier *d, struct err *e)
{
    (void)of;
    js_put_text(json, "code", d->code);
    js_put_text(json, "state", state_row(d->state)->slug);
    js_put_text(json, "procedure", d->procedure_code);
    js_put_text(json, "variant", d->variant[0] ? d->variant : NULL);
    js_put_text(json, "channel", d->channel);
    js_put_text(json, "portal_code", d->external_code[0] ? d->external_code : NULL);
    enum rc rc = put_stored(json, "applicant", d->applicant, e);
    if (!rc)
        rc = put_stored(json, "submitter", d->submitter, e);
    return rc ? rc : put_stored(json, "answers", d->answers, e);
}

static enum rc put_papers(struct js *json, struct office *of, const struct dossier *d, struct err *e)
{
    AUTO_JS kept = NULL;
    enum rc rc = provenance_json(&kept, of->db, d->id, e);
    if (rc)
        return rc;
    js_put(json, "components", components_json(d, js_get(kept, "looked_up")));
    if (kept) {
        js_put(json, "saved", js_copy(js_get(kept, "saved")));
        js_put(json, "sources", js_copy(js_get(kept, "sources")));
    }
    js_put(json, "results", files_json(d, NULL));
    return RC_OK;
}

static enum rc put_course(struct js *json, struct office *of, const struct dossier *d, struct err *e)
{
    js_put_text(json, "result_by", d->result_by);
    js_put_text(json, "note", d->note);
    js_put_int(json, "fee", d->fee);
    js_put_time(json, "received_at", d->received_at);
    js_put_time(json, "due_at", d->due_at);
    enum rc rc = put_stored(json, "due_why", d->due_why, e);
    if (rc)
        return rc;
    js_put_time(json, "finished_at", d->finished_at);
    js_put_time(json, "returned_at", d->returned_at);
    js_put_text(json, "holder", d->holder[0] ? d->holder : NULL);
    js_put_bool(json, "late", dossier_late(d, clock_now(of->clock)));
    return RC_OK;
}

static enum rc put_index(struct js *json, struct office *of, const struct dossier *d, struct err *e)
{
    struct index766 points;
    enum rc rc = index766_load(&points, of->db, d->id, clock_now(of->clock), e);
    if (!rc)
        js_put(json, "index766", index766_json(&points));
    return rc;
}

static enum rc put_work(struct js *json, struct office *of, const struct dossier *d, struct err *e)
{
    return dossier_work_show(json, of, d, e);
}

static enum rc put_events(struct js *json, struct office *of, const struct dossier *d, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct js *events = NULL;
    enum rc rc = events_of(&events, of, d->code, &a, e);
    if (!rc)
        js_put(json, "events", events);
    return rc;
}

static enum rc put_messages(struct js *json, struct office *of, const struct dossier *d, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct js *messages = NULL;
    enum rc rc = dossier_messages(&messages, of, d->code, &a, e);
    if (!rc)
        js_put(json, "messages", messages);
    return rc;
}

typedef enum rc put_part(struct js *json, struct office *of, const struct dossier *d, struct err *e);

static put_part *const parts[] = { put_who_and_what, put_papers, put_course, put_index, put_work, put_events,
    put_messages };

static enum rc dossier_json(struct js **ret, struct office *of, const struct dossier *d, struct err *e)
{
    AUTO_JS json = js_object();
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        enum rc rc = parts[i](json, of, d, e);
        if (rc)
            return rc;
    }
    *ret = json;
    json = NULL;
    return RC_OK;
}

/* --- in words --- */

static void print_events(const struct js *events)
{
    for (size_t i = 0; i < js_len(events); i++) {
        const struct js *ev = js_at(events, i);
        const char *slug = js_get_text(ev, "state"), *reason = js_get_text(ev, "reason");
        enum state known = STATE_NONE;
        const char *state = slug && state_parse(&known, slug) ? _(state_row(known)->name) : slug;
        printf("  %.16s  %-10s %-12s %s%s%s\n", js_get_text(ev, "at"), js_get_text(ev, "event"),
            state ? state : "", js_get_text(ev, "staff"), reason ? "  " : "", reason ? reason : "");
    }
}

static void print_dossier(const struct dossier *d, const struct js *json)
{
    char when[MOMENT_TEXT_SIZE];
    printf("%s  %s  %s\n", d->code, d->procedure_code, _(state_row(d->state)->name));
    printf("  %s\n", d->summary);
    if (d->due_at)
        printf(_("Due       %s\n"), moment_text(when, d->due_at));
    const struct js *why = js_get(json, "due_why");
    for (size_t i = 0; i < js_len(why); i++)
        printf("  - %s\n", js_text(js_at(why, i)));
    for (size_t i = 0; i < d->components_count; i++)
        printf("  [%d/%d] %s\n", d->components[i].originals, d->components[i].copies, d->components[i].name);
    print_index(js_get(json, "index766"));
    const struct js *saved = js_get(json, "saved");
    printf(_("Not asked twice: %d papers, %d fields (%d fields typed)\n"),
        (int)js_get_int(saved, "papers", 0), (int)js_get_int(saved, "fields", 0),
        (int)js_get_int(saved, "typed", 0));
    print_events(js_get(json, "events"));
    dossier_messages_print(js_get(json, "messages"));
}

/* Loads what both verbs speak of; the arena keeps the dossier's texts. */
static enum rc load(struct dossier *d, struct js **json, struct office *of, const struct args *args,
    struct arena *a, struct err *e)
{
    if (args->count != 2)
        return verb_usage(args, e);
    enum rc rc = dossier_load(d, of->db, a, args->words[1], e);
    return rc ? rc : dossier_json(json, of, d, e);
}

enum rc dossier_show(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d;
    AUTO_JS json = NULL;
    enum rc rc = load(&d, &json, of, args, &a, e);
    if (rc)
        return rc;
    if (args->json)
        return print_json(js_copy(json), e);
    print_dossier(&d, json);
    return dossier_work_print(of, &d, e);
}

enum rc dossier_history(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d;
    AUTO_JS json = NULL;
    enum rc rc = load(&d, &json, of, args, &a, e);
    if (rc)
        return rc;
    if (args->json)
        return print_json(js_copy(js_get(json, "events")), e);
    print_events(js_get(json, "events"));
    return RC_OK;
}
