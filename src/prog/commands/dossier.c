/* dossier.c - `motcua dossier`: lists, shows, moves and digitises case files. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/attachment.h"
#include "dossier/deadline.h"
#include "dossier/dossier.h"
#include "dossier/move.h"
#include "dossier/saved.h"
#include "people/permission.h"
#include "people/staff.h"
#include "prog/dossier_portal.h"
#include "prog/dossier_show.h"
#include "prog/dossier_steps.h"
#include "prog/dossier_work.h"
#include "prog/verb.h"

static const struct option_row options[] = {
    { "state", N_("STATE"), N_("list: only this state (new, received, processing ...)") },
    { "due", N_("WHEN"), N_("list: today, late or week") },
    { "desk", N_("DESK"), N_("list: received at this desk") },
    { "holder", N_("LOGIN"), N_("list: held by this person") },
    { "find", N_("TEXT"), N_("list: code, name or procedure, marks not needed") },
    { "reason", N_("TEXT"), N_("The reason of a step, as the citizen reads it") },
    { "items", N_("FILE"), N_("move to supplement: the papers asked for, a JSON list of {name, reason}") },
    { "to", N_("LOGIN"), N_("move: who holds it from now on") },
    { "result", N_("FILE"), N_("move to finished, result: the signed result") },
    { "collector", N_("FILE"), N_("move to returned: who takes it, JSON {name, id_number, relation, authority}") },
    { "by", N_("DAY"), N_("move to supplement: bring them by this day") },
    { "until", N_("DAY"), N_("apologise: the new date; result: valid until") },
    { "number", N_("NUMBER"), N_("result: its number") },
    { "date", N_("DAY"), N_("result: the day it was signed") },
    { "from", N_("DAY"), N_("saved: from this day, to the day of --to") },
    { "unclaimed", NULL, N_("list: finished, and nobody took the result yet") },
    { "file", N_("FILE"), N_("amend: what changes, as JSON like an intake document; - reads standard input") },
    { "version", N_("N"), N_("The version that was seen; refused when somebody changed it since") },
    { "originals", N_("N"), N_("brought: how many originals came") },
    { "copies", N_("N"), N_("brought: how many copies came") },
    { "missing", N_("CODE"), N_("handover receive: these are not there; needs --reason") },
    { "on-way", NULL, N_("handover list: only what nobody confirmed yet") },
    { 0 },
};

static const struct example_row examples[] = {
    { "dossier list --due late", N_("what is late") },
    { "dossier show H48.25-260105-0001 --json", N_("one dossier with its events") },
    { "dossier move H48.25-260105-0001 processing --to huong", N_("forwards it to an officer") },
    { "dossier attach H48.25-260105-0001 giay-chung-sinh scan.pdf", N_("digitises a paper into the checklist") },
    { "dossier apologise H48.25-260105-0001 --until 2026-01-20 --reason \"...\"",
        N_("a new date, once, before the promised one") },
    { "dossier saved --from 2026-11-01 --to 2026-11-30", N_("papers and fields that nobody was asked for twice") },
    { "dossier list --unclaimed", N_("results that wait for their citizen") },
    { "dossier portal-form H48.25-260105-0001", N_("the portal's boxes in its order, with what goes into each") },
    { "dossier portal-code H48.25-260105-0001 000.00.25.H48-260105-0042",
        N_("filed on the national portal by hand: its code there; the channel is online from then on") },
    { "dossier handover give --to huong H48.25-260105-0001 H48.25-260105-0002", N_("hands counted papers to a colleague") },
    { "dossier amend H48.25-260105-0001 --file new.json --version 3 --reason \"...\"", N_("puts right what was typed") },
    { 0 },
};

/* --- list --- */

static struct js *row_json(const struct dossier_row *r)
{
    struct js *node = js_object();
    js_put_text(node, "code", r->code);
    js_put_text(node, "procedure", r->procedure_code);
    js_put_text(node, "procedure_name", r->procedure);
    js_put_text(node, "applicant", r->applicant);
    js_put_text(node, "state", state_row(r->state)->slug);
    js_put_time(node, "received_at", r->received_at);
    js_put_time(node, "due_at", r->due_at);
    js_put_text(node, "holder", r->holder[0] ? r->holder : NULL);
    js_put_bool(node, "late", r->late);
    js_put_text(node, "channel", r->channel);
    js_put_text(node, "desk", r->desk);
    js_put_text(node, "delivery", r->delivery[0] ? r->delivery : NULL);
    return node;
}

static enum rc list_filter(struct dossier_filter *f, struct office *of, const struct args *args, struct err *e)
{
    const char *state = arg_value(args, "state"), *holder = arg_value(args, "holder");
    f->due = arg_value(args, "due");
    f->unclaimed = arg_given(args, "unclaimed");
    f->desk = arg_value(args, "desk");
    f->find = arg_value(args, "find");
    f->now = clock_now(of->clock);
    f->today = day_of(f->now);
    if (state && !state_parse(&f->state, state))
        return err_set(e, RC_USAGE, "usage", N_("There is no state %s"), state);
    if (f->due && strcmp(f->due, "today") && strcmp(f->due, "late") && strcmp(f->due, "week"))
        return err_set(e, RC_USAGE, "usage", N_("--due takes today, late or week"));
    struct staff staff;
    enum rc rc = holder ? staff_by_login(&staff, of->db, holder, e) : RC_OK;
    if (!rc && holder)
        f->holder_id = staff.id;
    return rc;
}

static enum rc list(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier_filter filter = { 0 };
    struct dossier_row *rows;
    size_t count;
    enum rc rc = list_filter(&filter, of, args, e);
    if (!rc)
        rc = dossier_list(&rows, &count, of->db, &filter, &a, e);
    if (rc)
        return rc;
    if (args->json) {
        struct js *array = js_array();
        for (size_t i = 0; i < count; i++)
            js_add(array, row_json(&rows[i]));
        return print_json(array, e);
    }
    for (size_t i = 0; i < count; i++) {
        char due[MOMENT_TEXT_SIZE] = "-";
        if (rows[i].due_at)
            moment_text(due, rows[i].due_at);
        printf("%s %-22s %s  %s  %s  %s\n", rows[i].late ? "!" : " ", rows[i].code, _(state_row(rows[i].state)->name), due,
            rows[i].applicant, rows[i].procedure);
    }
    if (!count)
        fprintf(stderr, "%s\n", _("No dossier fits these conditions"));
    return RC_OK;
}

/* --- move, attach --- */

static enum rc read_json_file(struct js **ret, const char *path, struct err *e)
{
    AUTO_BUF text = buf_limit(JS_SIZE_MAX);
    enum rc rc = path ? fs_read(&text, path, 1 << 20, e) : RC_OK;
    return rc || !path ? rc : js_parse(ret, buf_text(&text), text.len, e);
}

static enum rc tell_move(const struct move_answer *answer, const struct args *args, struct err *e)
{
    const char *code = args->words[1];
    if (args->json) {
        struct js *json = js_object();
        js_put_text(json, "code", code);
        js_put_text(json, "from", state_row(answer->from)->slug);
        js_put_text(json, "state", state_row(answer->to)->slug);
        js_put_time(json, "due_at", answer->due_at);
        js_put_text(json, "paper", answer->paper);
        js_put_int(json, "deliveries", answer->deliveries);
        return print_json(json, e);
    }
    printf(_("%s is now: %s\n"), code, _(state_row(answer->to)->name));
    if (answer->paper)
        printf(_("Print its paper with: motcua paper %s %s\n"), answer->paper, code);
    return RC_OK;
}

static enum rc move(struct office *of, const struct args *args, struct err *e)
{
    AUTO_JS items = NULL;
    AUTO_JS collector = NULL;
    struct move_answer answer;
    struct move_request request = { .reason = arg_value(args, "reason"), .to_staff = arg_value(args, "to"),
        .result_path = arg_value(args, "result") };
    if (args->count != 3)
        return verb_usage(args, e);
    if (!state_parse(&request.to, args->words[2]))
        return err_set(e, RC_USAGE, "usage", N_("There is no state %s"), args->words[2]);
    int64_t version = 0;
    enum rc rc = arg_day(&request.items_due, args, "by", e);
    if (!rc)
        rc = arg_number(&version, args, "version", 1, INT32_MAX, e);
    request.version = (int)version;
    if (!rc)
        rc = read_json_file(&items, arg_value(args, "items"), e);
    if (!rc)
        rc = read_json_file(&collector, arg_value(args, "collector"), e);
    request.items = items;
    request.collector = collector;
    if (!rc)
        rc = dossier_move(&answer, of, args->words[1], &request, e);
    if (rc && e->code && strcmp(e->code, "changed_meanwhile") == 0)
        return dossier_conflict(of, args->words[1], request.version, NULL, args->json, e);
    if (rc)
        return rc;
    return tell_move(&answer, args, e);
}

static enum rc attach(struct office *of, const struct args *args, struct err *e)
{
    if (args->count < 4)
        return verb_usage(args, e);
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc)
        rc = attachment_add(of, args->words[1], args->words[2], args->words + 3, (size_t)args->count - 3, e);
    if (rc || !args->json) {
        if (!rc)
            printf(_("%d files now stand in the checklist of %s\n"), args->count - 3, args->words[1]);
        return rc;
    }
    struct js *json = js_object();
    js_put_text(json, "code", args->words[1]);
    js_put_text(json, "component", args->words[2]);
    js_put_int(json, "files", args->count - 3);
    return print_json(json, e);
}

/* --- saved: papers that nobody had to bring, fields that nobody had to say again --- */

static struct js *saved_json(const struct saved *s)
{
    struct js *out = js_object(), *rows = js_array();
    js_put_int(out, "dossiers", s->dossiers);
    js_put_int(out, "relieved", s->relieved);
    js_put_int(out, "papers", s->papers);
    js_put_int(out, "fields", s->fields);
    js_put_int(out, "typed", s->typed);
    for (size_t i = 0; i < s->count; i++) {
        struct js *row = js_object();
        js_put_text(row, "month", s->rows[i].month);
        js_put_text(row, "database", s->rows[i].database);
        js_put_int(row, "dossiers", s->rows[i].dossiers);
        js_put_int(row, "papers", s->rows[i].papers);
        js_add(rows, row);
    }
    js_put(out, "months", rows);
    struct js *months = js_array();
    for (size_t i = 0; i < s->months_count; i++) {
        struct js *month = js_object();
        js_put_text(month, "month", s->months[i].month);
        js_put_int(month, "dossiers", s->months[i].dossiers);
        js_put_int(month, "relieved", s->months[i].relieved);
        js_put_int(month, "papers", s->months[i].papers);
        js_put_int(month, "fields", s->months[i].fields);
        js_put_int(month, "typed", s->months[i].typed);
        js_add(months, month);
    }
    js_put(out, "by_month", months);
    return out;
}

/* The running month unless --from and --to say otherwise. */
static enum rc saved(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct day to = day_of(clock_now(of->clock)), from = { to.y, to.m, 1 };
    const char *first = arg_value(args, "from"), *last = arg_value(args, "to");
    if ((first && !iso_day_parse(&from, first)) || (last && !iso_day_parse(&to, last)))
        return err_set(e, RC_USAGE, "usage", N_("--from and --to take days like 2026-12-01"));
    struct saved s;
    enum rc rc = saved_count(&s, of->db, from, to, &a, e);
    if (rc)
        return rc;
    if (args->json)
        return print_json(saved_json(&s), e);
    for (size_t i = 0; i < s.count; i++)
        printf("%s  %-12s %5lld %5lld\n", s.rows[i].month, s.rows[i].database, (long long)s.rows[i].dossiers,
            (long long)s.rows[i].papers);
    printf(_("%lld papers and %lld fields were not asked for again, in %lld of %lld dossiers\n"),
        (long long)s.papers, (long long)s.fields, (long long)s.relieved, (long long)s.dossiers);
    return RC_OK;
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    const char *what = args->count ? args->words[0] : "";
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_VIEW, e);
    if (rc)
        return rc;
    bool known = false;
    rc = dossier_step(&known, of, args, e);
    if (!rc && !known)
        rc = dossier_portal(&known, of, args, e);
    if (!rc && !known)
        rc = dossier_work(&known, of, args, e);
    if (rc || known)
        return rc;
    if (strcmp(what, "list") == 0 && args->count == 1)
        return list(of, args, e);
    if (strcmp(what, "show") == 0)
        return dossier_show(of, args, e);
    if (strcmp(what, "history") == 0)
        return dossier_history(of, args, e);
    if (strcmp(what, "move") == 0)
        return move(of, args, e);
    if (strcmp(what, "saved") == 0 && args->count == 1)
        return saved(of, args, e);
    if (strcmp(what, "attach") == 0)
        return attach(of, args, e);
    return verb_usage(args, e);
}

const struct verb verb_dossier = {
    .name = "dossier", .summary = N_("list, show, move and digitise dossiers"),
    .usage = "list [OPTIONS] | show CODE | history CODE | move CODE STATE [OPTIONS] | attach CODE COMPONENT FILE... | "
             "apologise CODE --until DAY --reason TEXT | assign CODE LOGIN | note CODE TEXT | undo CODE --reason TEXT | "
             "result CODE --number N --date DAY | portal-code CODE PORTALCODE | portal-form CODE | "
             "portal-tick CODE BOX | amend CODE --file FILE [--version N] | "
             "handover give --to LOGIN CODE... | handover receive ID [--missing CODE...] | handover list|show ID | "
             "owe CODE COMPONENT --by DAY | brought|waive CODE COMPONENT | owed [CODE] | saved [--from DAY --to DAY]",
    .description = N_("States: new, received, not_accepted, processing, supplement, payment, withdrawn, stopped, "
                      "finished, returned. Only the moves of the state table are possible; each is journalled and sent."),
    .needs = NEEDS_BOOK, .options = options, .examples = examples, .run = run, .prints_data = true,
};
