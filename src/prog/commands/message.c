/* message.c - `motcua message`: who was told what, who is to be called, and how people want to be told. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/problem.h"
#include "book/book.h"
#include "catalog/procedure_words.h"
#include "dossier/message.h"
#include "dossier/message_text.h"
#include "people/citizen.h"
#include "people/permission.h"
#include "prog/dossier_steps.h"
#include "prog/verb.h"

static const struct option_row options[] = {
    { "dossier", N_("CODE"), N_("list: of this dossier") },
    { "channel", N_("CHANNEL"), N_("list: what stands at zalo, sms, call or hamlet") },
    { "state", N_("STATE"), N_("list: open, told, unreached or dropped") },
    { "from", N_("DAY"), N_("cost: from this day") },
    { "to", N_("DAY"), N_("cost: to this day") },
    { 0 },
};

static const struct example_row examples[] = {
    { "message calls", N_("who is to be called today, and what to say") },
    { "message called 17 not_reached",
        N_("what came of the call; after three the head of the hamlet is asked") },
    { "message hamlets", N_("the list for the heads of the hamlets, to be printed") },
    { "message wish 062185001234 no_zalo", N_("this citizen does not want Zalo") },
    { "message cost --from 2026-11-01 --to 2026-11-30", N_("short messages of a month and what they cost") },
    { 0 },
};

/* --- lists --- */

static void print_line(const struct message *m)
{
    char at[MESSAGE_MOMENT_SIZE];
    printf("%5lld  %s  %-20s  %s, %s: %s%s%s\n", (long long)m->id, message_moment(at, m->created_at), m->code,
        message_kind_name(m->kind), message_rung_name(m->rung), message_state_name(m->state),
        *m->answer ? "  " : "", m->answer);
}

/* As the colleague needs it at the telephone. */
static void print_call(const struct message *m)
{
    printf("%5lld  %-12s %s\n       %s: %s\n       %s\n", (long long)m->id, m->phone, m->name, m->code,
        message_kind_name(m->kind), m->say);
    if (m->calls)
        printf(_("       called %d times, nobody answered\n"), m->calls);
}

/* One block a hamlet, with room for the hand of its head. */
static void print_hamlet(const struct message *m, const struct message *before)
{
    if (!before || strcmp(before->hamlet, m->hamlet))
        printf(_("\n%s          Taken over (name, day, signature): ....................\n"),
            *m->hamlet ? m->hamlet : _("(hamlet not known)"));
    printf("%5lld  [ ] %s, %s\n           %s\n", (long long)m->id, m->name, m->code, m->say);
}

static void print_all(const struct message *rows, size_t count, enum message_rung rung)
{
    for (size_t i = 0; i < count; i++)
        if (rung == RUNG_CALL)
            print_call(&rows[i]);
        else if (rung == RUNG_HAMLET)
            print_hamlet(&rows[i], i ? &rows[i - 1] : NULL);
        else
            print_line(&rows[i]);
    if (!count)
        fprintf(stderr, "%s\n", _("No message stands here"));
}

static struct js *person_row(const struct message *m)
{
    struct js *row = message_to_json(m);
    js_put_int(row, "person", m->person_id);
    js_put_text(row, "name", m->name);
    js_put_text(row, "address", m->address);
    js_put_text(row, "hamlet", *m->hamlet ? m->hamlet : NULL);
    return row;
}

static enum rc show_list(struct office *of, const struct args *args, const struct message_filter *filter,
    bool block, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct message *rows;
    size_t count;
    enum rc rc = message_list(&rows, &count, of, filter, &a, e);
    if (rc)
        return rc;
    if (!args->json) {
        print_all(rows, count, block ? filter->rung : RUNG_NONE);
        return RC_OK;
    }
    struct js *all = js_array();
    for (size_t i = 0; i < count; i++)
        js_add(all, person_row(&rows[i]));
    return print_json(all, e);
}

static enum rc list(struct office *of, const struct args *args, struct err *e)
{
    const char *channel = arg_value(args, "channel"), *state = arg_value(args, "state");
    const struct message_filter filter = { .code = arg_value(args, "dossier"),
        .rung = channel ? message_rung_of(channel) : 0,
        .state = state ? message_state_of(state) : 0 };
    if (channel && !filter.rung)
        return err_set(e, RC_USAGE, "usage", N_("--channel takes zalo, sms, call or hamlet"));
    if (state && !filter.state)
        return err_set(e, RC_USAGE, "usage", N_("--state takes open, told, unreached or dropped"));
    return show_list(of, args, &filter, false, e);
}

/* The list of today: first what lies too long is brought onto it. */
static enum rc open_list(struct office *of, const struct args *args, enum message_rung rung, struct err *e)
{
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc)
        rc = message_tend(NULL, of, e);
    return rc ? rc
              : show_list(of, args, &(struct message_filter){ .rung = rung, .state = MESSAGE_OPEN }, true, e);
}

/* --- one message --- */

static enum rc number_of(int64_t *ret, const struct args *args, const char *word, struct err *e)
{
    int64_t n = 0;
    for (const char *p = word; *p; p++) {
        if (*p < '0' || *p > '9' || n > INT32_MAX)
            return verb_usage(args, e);
        n = n * 10 + (*p - '0');
    }
    *ret = n;
    return RC_OK;
}

static enum rc show(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct message_filter filter = { 0 };
    struct message *rows;
    size_t count = 0;
    enum rc rc = number_of(&filter.id, args, args->words[1], e);
    if (!rc && filter.id)
        rc = message_list(&rows, &count, of, &filter, &a, e);
    if (!rc && !count)
        rc = err_set(e, RC_NOT_FOUND, "no_such_message", N_("There is no message with the number %lld"),
            (long long)filter.id);
    if (rc)
        return rc;
    if (args->json)
        return print_json(person_row(&rows[0]), e);
    print_line(&rows[0]);
    printf("       %s\n       SMS: %s\n       %s\n", rows[0].text, rows[0].sms, rows[0].say);
    return RC_OK;
}

static enum rc called(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct message m;
    int64_t id = 0;
    enum call_result result = call_result_of(args->words[2]);
    if (!result)
        return err_set(e, RC_USAGE, "usage",
            N_("What came of it is one of: reached, not_reached, wrong_number, handed, not_found"));
    enum rc rc = number_of(&id, args, args->words[1], e);
    if (!rc)
        rc = message_called(&m, of, id, result, &a, e);
    if (rc)
        return rc;
    if (args->json)
        return print_json(person_row(&m), e);
    print_line(&m);
    return RC_OK;
}

static enum rc wish(struct office *of, const struct args *args, struct err *e)
{
    struct citizen c;
    enum message_wish which = WISH_ANY;
    bool set = args->count == 3;
    if (set && !message_wish_parse(&which, args->words[2]))
        return err_set(e, RC_USAGE, "usage", N_("A wish is one of: any, no_zalo, call, nothing"));
    enum rc rc = citizen_find(&c, of->db, args->words[1], e);
    if (!rc)
        rc = set ? message_set_wish(of, c.id, which, e) : message_wish_of(&which, of, c.id, e);
    if (rc)
        return rc;
    if (!args->json) {
        printf("%s: %s\n", c.name, message_wish_slug(which));
        return RC_OK;
    }
    struct js *json = js_object();
    js_put_int(json, "person", c.id);
    js_put_text(json, "wish", message_wish_slug(which));
    return print_json(json, e);
}

/* --- check, cost, tend --- */

static struct js *check_json(const struct problems *p, const int parts[MESSAGE_KINDS])
{
    struct js *json = js_object(), *counts = js_object();
    for (int i = 1; i < MESSAGE_KINDS; i++)
        js_put_int(counts, message_kind_slug(i), parts[i]);
    js_put(json, "parts", counts);
    js_put(json, "problems", problems_json(p));
    return json;
}

static enum rc check(struct office *of, const struct args *args, struct err *e)
{
    struct problems p = { 0 };
    int parts[MESSAGE_KINDS] = { 0 };
    enum rc rc = message_words_check(&p, parts, of->share_dir, of->book->unit_name, e);
    if (!rc && args->json)
        rc = print_json(check_json(&p, parts), e);
    for (int i = 1; i < MESSAGE_KINDS && !rc && !args->json; i++)
        printf("%-12s %d SMS\n", message_kind_slug(i), parts[i]);
    for (int i = 0; i < p.count && !rc && !args->json; i++)
        printf("%s %s\n", p.list[i].severity == SEVERITY_REFUSE ? "!" : "?", p.list[i].message);
    return rc ? rc : p.refusals ? said_all(e, RC_REFUSED) : RC_OK;
}

static enum rc cost(struct office *of, const struct args *args, struct err *e)
{
    struct day to = day_of(clock_now(of->clock)), from = { to.y, to.m, 1 };
    struct message_cost sum;
    char dong[MONEY_TEXT_SIZE];
    enum rc rc = arg_day(&from, args, "from", e);
    if (!rc)
        rc = arg_day(&to, args, "to", e);
    if (!rc)
        rc = message_cost(&sum, of, &from, &to, e);
    if (rc)
        return rc;
    if (!args->json) {
        printf(_("%lld messages, %lld short messages paid for, %s dong\n"), (long long)sum.messages,
            (long long)sum.parts, money_text(dong, sum.dong));
        return RC_OK;
    }
    struct js *json = js_object();
    js_put_int(json, "messages", sum.messages);
    js_put_int(json, "parts", sum.parts);
    js_put_int(json, "dong", sum.dong);
    return print_json(json, e);
}

static enum rc tend(struct office *of, const struct args *args, struct err *e)
{
    int moved = 0;
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc)
        rc = message_tend(&moved, of, e);
    if (rc)
        return rc;
    if (args->json) {
        struct js *json = js_object();
        js_put_int(json, "moved", moved);
        return print_json(json, e);
    }
    printf(_("%d messages were drafted or handed on\n"), moved);
    return RC_OK;
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    static const struct {
        const char *word;
        int min, max; /* words */
        enum rc (*run)(struct office *of, const struct args *args, struct err *e);
    } parts[] = { { "list", 1, 1, list }, { "show", 2, 2, show }, { "called", 3, 3, called },
        { "wish", 2, 3, wish }, { "check", 1, 1, check }, { "cost", 1, 1, cost }, { "tend", 1, 1, tend } };
    const char *what = args->count ? args->words[0] : "";
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_VIEW, e);
    if (rc)
        return rc;
    if (strcmp(what, "calls") == 0 && args->count == 1)
        return open_list(of, args, RUNG_CALL, e);
    if (strcmp(what, "hamlets") == 0 && args->count == 1)
        return open_list(of, args, RUNG_HAMLET, e);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].word, what) == 0 && args->count >= parts[i].min && args->count <= parts[i].max)
            return parts[i].run(of, args, e);
    return verb_usage(args, e);
}

const struct verb verb_message = {
    .name = "message",
    .summary = N_("telling the citizen: messages, calls, lists for the hamlets"),
    .usage = "list [--dossier CODE] [--channel CHANNEL] [--state STATE] | show ID | calls | hamlets | "
             "called ID RESULT | wish PERSON [WISH] | check | cost [--from DAY --to DAY] | tend",
    .description = N_(
        "A message is written with the step it tells of and goes down a ladder: Zalo, SMS, a call, the head "
        "of the hamlet. Zalo and SMS are off until zalo.url and sms.url are set; `motcua sync` sends them. "
        "A message holds initials, code, date and place, nothing else."),
    .needs = NEEDS_BOOK,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
