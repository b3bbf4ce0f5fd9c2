/* request.c - `motcua request`: steps that only a supervisor may take, asked for and decided. */
#include "dossier/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "people/permission.h"
#include "prog/dossier_steps.h"
#include "prog/verb.h"

static const struct option_row options[] = {
    { "reason", N_("TEXT"), N_("send: the step's reason, as the citizen reads it; decline: why not") },
    { "items", N_("FILE"), N_("supplement: the papers asked for, a JSON list of {name, reason}") },
    { "until", N_("DAY"), N_("apology: the new date; supplement: bring them by this day") },
    { "all", NULL, N_("list: the decided ones, too") },
    { 0 },
};

static const struct example_row examples[] = {
    { "request send H48.25-260105-0001 apology --until 2026-01-20 --reason \"...\"",
        N_("asks for a later promise") },
    { "request list", N_("what waits for a decision") },
    { "request approve 3 4 5", N_("several at once") },
    { 0 },
};

static enum rc list(struct office *of, const struct args *args, const char *code, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct request *rows;
    size_t count;
    enum rc rc = request_list(&rows, &count, of, code, !arg_given(args, "all"), &a, e);
    if (rc)
        return rc;
    struct js *all = args->json ? js_array() : NULL;
    for (size_t i = 0; i < count; i++) {
        if (all)
            js_add(all, request_json(&rows[i]));
        else
            printf("%lld  %-22s %s  (%s: %s)\n", (long long)rows[i].id, rows[i].code,
                _(request_kind_row(rows[i].kind)->name), rows[i].asked_by, rows[i].reason);
    }
    if (!all && !count)
        fprintf(stderr, "%s\n", _("No request waits for a decision"));
    return all ? print_json(all, e) : RC_OK;
}

static enum rc read_items(struct js **ret, const char *path, struct err *e)
{
    AUTO_BUF text = buf_limit(JS_SIZE_MAX);
    enum rc rc = path ? fs_read(&text, path, 1 << 20, e) : RC_OK;
    return rc || !path ? rc : js_parse(ret, buf_text(&text), text.len, e);
}

static enum rc send(struct office *of, const struct args *args, struct err *e)
{
    AUTO_JS items = NULL;
    int64_t id = 0;
    struct request_ask ask = { .reason = arg_value(args, "reason") };
    if (!request_kind_parse(&ask.kind, args->words[2]))
        return err_set(e, RC_USAGE, "usage", N_("A request is for: supplement, apology, undo or take_back"));
    enum rc rc = arg_day(&ask.day, args, "until", e);
    if (!rc)
        rc = read_items(&items, arg_value(args, "items"), e);
    ask.items = items;
    if (!rc)
        rc = request_send(&id, of, args->words[1], &ask, e);
    return rc ? rc : list(of, args, args->words[1], e);
}

/* Each by itself: one that is refused does not hold the others up; the first refusal is told at the end. */
static enum rc decide(struct office *of, const struct args *args, bool approve, struct err *e)
{
    struct err first = { 0 };
    for (int i = 1; i < args->count; i++) {
        struct err trouble = { 0 };
        char *end;
        int64_t id = strtoll(args->words[i], &end, 10);
        enum rc rc = *end || id < 1 ? err_set(&trouble, RC_USAGE, "usage", N_("Requests are named by their numbers"))
                     : approve      ? request_approve(of, id, &trouble)
                                    : request_decline(of, id, arg_value(args, "reason"), &trouble);
        if (rc && !first.rc)
            first = trouble;
    }
    if (first.rc) {
        *e = first;
        return first.rc;
    }
    return list(of, args, NULL, e);
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    const char *what = args->count ? args->words[0] : "";
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_VIEW, e);
    if (rc)
        return rc;
    if (strcmp(what, "list") == 0 && args->count <= 2)
        return list(of, args, args->count == 2 ? args->words[1] : NULL, e);
    if (strcmp(what, "send") == 0 && args->count == 3)
        return send(of, args, e);
    if (strcmp(what, "approve") == 0 && args->count > 1)
        return decide(of, args, true, e);
    if (strcmp(what, "decline") == 0 && args->count > 1)
        return decide(of, args, false, e);
    return verb_usage(args, e);
}

const struct verb verb_request = {
    .name = "request",
    .summary = N_("steps that only a supervisor may take, asked for and decided"),
    .usage = "send CODE supplement|apology|undo|take_back --reason TEXT [--until DAY] [--items FILE] | list [CODE] "
             "[--all] | approve ID... | decline ID... --reason TEXT",
    .description = N_("An approved request is taken at once, with the clerk's reason and in the supervisor's name. "
                      "Nobody decides about their own."),
    .needs = NEEDS_BOOK,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
