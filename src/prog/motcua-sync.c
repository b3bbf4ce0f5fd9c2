/* motcua-sync.c - the only program that talks to the outside: sends the outbox, once or for as long as it
 * lives, asks the portal for its procedures when `catalog update` starts it for that, and the rephrasing
 * service when `ask --rephrase` does. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/office.h"
#include "book/settings.h"
#include "catalog/assistant.h"
#include "dossier/message.h"
#include "outbox/delivery.h"
#include "prog/sync_verb.h"
#include "targets/rephrase_link.h"
#include "targets/sender.h"
#include "targets/session_catalogue.h"

#define TARGETS_MAX 8
#define IDLE_MS     2000  /* how soon a new event is noticed */
#define DOWN_MS     60000 /* how long a line that is down is left alone */
#define TEND_SECONDS 600

static volatile sig_atomic_t ended;

static void on_signal(int number)
{
    (void)number;
    ended = 1;
}

static void watch_signals(void)
{
    struct sigaction end = { .sa_handler = on_signal };
    sigaction(SIGTERM, &end, NULL);
    sigaction(SIGINT, &end, NULL);
    sigaction(SIGHUP, &end, NULL);
    signal(SIGPIPE, SIG_IGN);
    const struct rlimit none = { 0, 0 };
    setrlimit(RLIMIT_CORE, &none); /* the account is in memory */
}

/* The gateways for messages to citizens that are set up. */
static size_t add_gateways(
    const char *names[TARGETS_MAX], size_t count, const struct office *of, struct arena *a)
{
    static const char *const gateways[][2] = { { "zalo", "zalo.url" }, { "sms", "sms.url" } };
    for (size_t i = 0; i < sizeof gateways / sizeof *gateways && count < TARGETS_MAX; i++) {
        const char *url = setting_text(of->db, gateways[i][1], a);
        if (url && *url)
            names[count++] = gateways[i][0];
    }
    return count;
}

/* The targets of setting outbox.targets and the gateways, or the one asked for. */
static size_t read_targets(
    const char *names[TARGETS_MAX], const struct office *of, const struct args *args, struct arena *a)
{
    const char *only = arg_value(args, "target");
    const char *list = only ? only : setting_text(of->db, "outbox.targets", a);
    size_t count = 0;
    for (const char *p = list ? list : ""; *p && count < TARGETS_MAX;) {
        size_t len = strcspn(p, " ,");
        if (len)
            names[count++] = arena_strndup(a, p, len);
        p += len + strspn(p + len, " ,");
    }
    if (!only) /* what Zalo does not take goes to SMS in the same run */
        count = add_gateways(names, count, of, a);
    return count;
}

struct totals {
    struct sender_run runs[TARGETS_MAX];
    size_t count;
    bool line_down, connected;
};

/* Messages that lie too long go on before anything is sent; in a stay, every ten minutes. Trouble here is no reason
 * not to send. */
static void tend_messages(const struct office *of, int64_t *last)
{
    int64_t now = clock_now(of->clock);
    if (*last && now - *last < TEND_SECONDS && now >= *last)
        return;
    *last = now;
    struct err e = { 0 };
    if (message_tend(NULL, of, &e))
        fprintf(stderr, "%s\n", e.message);
}

static enum rc send_all(struct totals *ret, const struct office *of, const char *const *names, size_t count,
    const struct sender_options *options, struct err *e)
{
    *ret = (struct totals){ .count = count };
    for (size_t i = 0; i < count; i++) {
        enum rc rc = sender_run(&ret->runs[i], of, names[i], options, e);
        if (rc)
            return rc;
        ret->line_down = ret->line_down || ret->runs[i].line_down;
        ret->connected = ret->connected || ret->runs[i].connected;
    }
    return RC_OK;
}

static int64_t sum(const struct totals *totals, size_t offset)
{
    int64_t n = 0;
    for (size_t i = 0; i < totals->count; i++)
        n += *(const int64_t *)(const void *)((const char *)&totals->runs[i] + offset);
    return n;
}

#define SUM(totals, member) sum((totals), offsetof(struct sender_run, member))

static struct js *run_json(const struct sender_run *run)
{
    struct js *row = js_object();
    js_put_text(row, "target", run->target);
    js_put_bool(row, "connected", run->connected);
    js_put_bool(row, "line_down", run->line_down);
    js_put_int(row, "sent", run->sent);
    js_put_int(row, "refused", run->refused);
    js_put_int(row, "unknown", run->unknown);
    js_put_int(row, "put_off", run->put_off);
    js_put_text(row, "message", run->words);
    return row;
}

/* What this run sent, and what stands in the outbox now. */
static struct js *report_json(const struct totals *totals, const struct delivery_counts *left)
{
    struct js *out = js_object();
    js_put_int(out, "sent", SUM(totals, sent));
    js_put_int(out, "waiting", left->by_state[DELIVERY_WAITING] + left->by_state[DELIVERY_SENDING]);
    js_put_int(out, "unknown", left->by_state[DELIVERY_UNKNOWN]);
    js_put_int(out, "refused", left->by_state[DELIVERY_REFUSED]);
    js_put_int(out, "held", left->by_state[DELIVERY_HELD]);
    js_put_int(out, "done_today", left->done_today);
    js_put_bool(out, "connected", totals->connected);
    js_put_bool(out, "line_down", totals->line_down);
    struct js *rows = js_array();
    for (size_t i = 0; i < totals->count; i++)
        js_add(rows, run_json(&totals->runs[i]));
    js_put(out, "targets", rows);
    return out;
}

static void say(const struct totals *totals, const struct delivery_counts *left)
{
    for (size_t i = 0; i < totals->count; i++)
        if (*totals->runs[i].words)
            fprintf(stderr, "%s: %s\n", totals->runs[i].target, totals->runs[i].words);
    printf(_("Sent %lld, waiting %lld, without an answer %lld, needs a person %lld, held %lld\n"),
        (long long)SUM(totals, sent),
        (long long)(left->by_state[DELIVERY_WAITING] + left->by_state[DELIVERY_SENDING]),
        (long long)left->by_state[DELIVERY_UNKNOWN], (long long)left->by_state[DELIVERY_REFUSED],
        (long long)left->by_state[DELIVERY_HELD]);
}

/* What was due and did not go through because the other side could not be reached or believed. */
static enum rc verdict(const struct totals *totals, struct err *e)
{
    if (!totals->line_down && !SUM(totals, unknown) && !SUM(totals, put_off))
        return RC_OK;
    return err_set(
        e, RC_AGAIN, "line_down", N_("Not everything went through; it is kept and tried again by itself"));
}

static enum rc once(const struct office *of, const struct args *args, const char *const *names, size_t count,
    const struct sender_options *options, struct err *e)
{
    struct totals totals;
    struct delivery_counts left;
    int64_t tended = 0;
    tend_messages(of, &tended);
    enum rc rc = send_all(&totals, of, names, count, options, e);
    if (!rc)
        rc = delivery_count(&left, of->db, NULL, clock_now(of->clock), e);
    if (rc)
        return rc;
    if (!args->json) {
        say(&totals, &left);
        return verdict(&totals, e);
    }
    rc = print_json(report_json(&totals, &left), e);
    if (!rc)
        rc = verdict(&totals, e);
    if (rc == RC_AGAIN && e)
        e->printed = true; /* the report is the one document */
    return rc;
}

static enum rc follow(const struct office *of, const char *const *names, size_t count,
    const struct sender_options *options, struct err *e)
{
    int64_t tended = 0;
    while (!ended) {
        struct totals totals;
        tend_messages(of, &tended);
        enum rc rc = send_all(&totals, of, names, count, options, e);
        if (rc && rc != RC_AGAIN)
            return rc;
        poll(
            NULL, 0, !rc && !totals.line_down && totals.connected ? IDLE_MS : DOWN_MS); /* a signal ends it */
    }
    return RC_OK;
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    const char *names[TARGETS_MAX];
    int64_t seconds = 0;
    enum rc rc = arg_number(&seconds, args, "timeout", 1, 600, e);
    if (!rc && (args->count || (arg_given(args, "once") && arg_given(args, "follow"))))
        rc = verb_usage(args, e);
    size_t count = rc ? 0 : read_targets(names, office, args, &a);
    if (!rc && arena_failed(&a))
        rc = err_no_memory(e);
    AUTO_FD lock = -1;
    if (!rc)
        rc = sender_lock(&lock, office, e);
    if (rc)
        return rc;
    watch_signals();
    const struct sender_options options = {
        .seconds = (int)seconds, .now = arg_given(args, "now"), .stop = &ended
    };
    if (arg_given(args, "follow"))
        return follow(office, names, count, &options, e);
    return once(office, args, names, count, &options, e);
}

/* --- the portal's procedures, for `catalog update` --- */

static enum rc print_record(void *unused, const struct js *record, struct err *e)
{
    (void)unused;
    AUTO_STRING line = NULL;
    enum rc rc = js_write(&line, record, JS_LINE, e);
    if (!rc && printf("%s\n", line) < 0)
        rc = err_errno(e, errno, _("standard output"));
    return rc;
}

static enum rc fetch(struct office *office, const struct args *args, struct err *e)
{
    int64_t seconds = 0;
    size_t count;
    enum rc rc = arg_number(&seconds, args, "timeout", 1, 600, e);
    if (rc)
        return rc;
    watch_signals();
    return session_catalogue_fetch(&count, office, (int)seconds, print_record, NULL, &ended, e);
}

/* --- an answer said more simply, for `ask --rephrase` --- */

/* The word is the question without personal data; it is answered here once more, so that nothing but the
 * catalogue's own lines goes out with it. */
static enum rc rephrase(struct office *office, const struct args *args, struct err *e)
{
    AUTO_JS answer = NULL;
    AUTO_STRING said = NULL;
    if (args->count != 1)
        return verb_usage(args, e);
    watch_signals();
    enum rc rc = assistant_ask(&answer, office, args->words[0], e);
    if (!rc && js_len(js_get(answer, "procedures")) == 0)
        rc = err_set(e, RC_NOT_FOUND, "rephrase_nothing", N_("There is no answer to rephrase."));
    if (!rc)
        rc = rephrase_fetch(&said, office, args->words[0], answer, e);
    if (rc)
        return rc;
    struct js *document = js_object();
    js_put_text(document, "rephrased", said);
    return print_json(document, e);
}

static const struct verb verb_rephrase = { .name = REPHRASE_VERB_NAME,
    .summary = "",
    .usage = "QUESTION",
    .needs = NEEDS_BOOK,
    .options = sync_options,
    .examples = sync_examples,
    .run = rephrase,
    .prints_data = true };

static const struct verb verb = { SYNC_VERB, .run = run };
static const struct verb verb_fetch = { .name = FETCH_VERB_NAME,
    .summary = "",
    .usage = "",
    .needs = NEEDS_BOOK,
    .options = sync_options,
    .examples = sync_examples,
    .run = fetch,
    .prints_data = true };

int main(int argc, char **argv)
{
    static const struct verb *const verbs[] = { &verb, &verb_fetch, &verb_rephrase, NULL };
    return verbs_main(verbs, argc, argv);
}
