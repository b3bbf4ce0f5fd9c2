/* journal.c - `motcua journal`: verifies the chain, prints its head, shows its events. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/journal.h"
#include "people/permission.h"
#include "prog/verb.h"

static const struct option_row options[] = {
    { "head", N_("HASH"), N_("verify: a head printed on a day sheet that must be in the chain") },
    { "after", N_("SEQ"), N_("show: events after this number") },
    { "limit", N_("N"), N_("show: at most so many (default 100)") },
    { "object", N_("CODE"), N_("show: events of this dossier") },
    { 0 },
};

static const struct example_row examples[] = {
    { "journal verify", N_("checks every event and the chain between them") },
    { "journal head", N_("the number and hash to print on the day sheet") },
    { 0 },
};

static bool is_whole(const struct journal_report *r)
{
    return !r->first_bad && !r->head_differs;
}

static enum rc print_report(const struct journal_report *r, struct err *e)
{
    struct js *json = js_object();
    js_put_bool(json, "whole", is_whole(r));
    js_put_int(json, "checked", r->checked);
    js_put_int(json, "erased", r->erased);
    if (r->first_bad)
        js_put_int(json, "first_bad", r->first_bad);
    else
        js_put_null(json, "first_bad");
    js_put_text(json, "why", r->why ? _(r->why) : NULL);
    js_put_bool(json, "head_found", !r->head_differs);
    js_put_text(json, "head", r->head.hash);
    enum rc rc = print_json(json, e);
    if (!is_whole(r))
        e->printed = rc == RC_OK; /* the report is the error's own words */
    return rc ? rc : is_whole(r) ? RC_OK : RC_STORAGE;
}

static enum rc verify(struct office *of, const struct args *args, struct err *e)
{
    struct journal_report r;
    enum rc rc = journal_verify(&r, of->db, arg_value(args, "head"), e);
    if (rc || args->json)
        return rc ? rc : print_report(&r, e);
    if (r.first_bad) {
        err_set(e, RC_STORAGE, "journal_broken", N_("The journal was changed at event %lld"), (long long)r.first_bad);
        err_hint(e, N_("Keep this machine as it is and call the administrator"));
        err_cause(e, "%s", _(r.why));
        return RC_STORAGE;
    }
    if (r.head_differs)
        return err_set(e, RC_STORAGE, "head_missing",
            N_("The head from the day sheet is not in the journal: events are missing"));
    printf(_("The journal is whole: %lld events, head %lld %s\n"), (long long)r.checked, (long long)r.head.seq,
        r.head.hash);
    return RC_OK;
}

static enum rc head(struct office *of, const struct args *args, struct err *e)
{
    struct journal_head h;
    char at[ISO_TIME_SIZE];
    enum rc rc = journal_head(&h, of->db, e);
    if (rc)
        return rc;
    if (!args->json) {
        printf("%lld %s\n", (long long)h.seq, h.hash);
        return RC_OK;
    }
    struct js *json = js_object();
    js_put_int(json, "seq", h.seq);
    js_put_text(json, "at", iso_time(at, h.at));
    js_put_text(json, "hash", h.hash);
    return print_json(json, e);
}

static struct js *event_json(const struct journal_event *ev)
{
    char at[ISO_TIME_SIZE];
    struct js *node = js_object();
    js_put_int(node, "seq", ev->seq);
    js_put_text(node, "at", iso_time(at, ev->at));
    js_put_text(node, "staff", ev->staff_name);
    js_put_text(node, "desk", ev->desk);
    js_put_text(node, "action", ev->action);
    js_put_text(node, "kind", ev->object_kind);
    js_put_text(node, "object", ev->object);
    js_put_bool(node, "clock_back", ev->clock_back);
    return node;
}

static enum rc show(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct journal_event *events;
    size_t count;
    int64_t after = 0, limit = 100;
    enum rc rc = arg_number(&after, args, "after", 0, INT64_MAX, e);
    if (!rc)
        rc = arg_number(&limit, args, "limit", 1, 100000, e);
    if (!rc)
        rc = journal_list(&events, &count, of->db, "dossier", arg_value(args, "object"), after, (size_t)limit, &a, e);
    if (rc)
        return rc;
    struct js *list = js_array();
    for (size_t i = 0; i < count; i++)
        js_add(list, event_json(&events[i]));
    if (args->json)
        return print_json(list, e);
    js_free(list);
    for (size_t i = 0; i < count; i++) {
        char at[ISO_TIME_SIZE];
        printf("%6lld  %.16s  %-16s %s %s  %s\n", (long long)events[i].seq, iso_time(at, events[i].at), events[i].action,
            events[i].object_kind, events[i].object, events[i].staff_name);
    }
    return RC_OK;
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    const char *what = args->count == 1 ? args->words[0] : "";
    bool shows = strcmp(what, "show") == 0;
    enum rc rc = permission_check(of->role, shows ? ACTION_JOURNAL_SHOW : ACTION_JOURNAL_VERIFY, e);
    if (rc)
        return rc;
    if (strcmp(what, "verify") == 0)
        return verify(of, args, e);
    if (strcmp(what, "head") == 0)
        return head(of, args, e);
    return shows ? show(of, args, e) : verb_usage(args, e);
}

const struct verb verb_journal = {
    .name = "journal", .summary = N_("verify and show the journal"),
    .usage = "verify [--head HASH] | head | show [--after SEQ] [--limit N] [--object CODE]",
    .needs = NEEDS_BOOK, .options = options, .examples = examples, .run = run, .prints_data = true,
};
