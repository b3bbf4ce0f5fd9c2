/* dossier_work.c - see dossier_work.h. */
#include "prog/dossier_work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/amend.h"
#include "dossier/axes.h"
#include "dossier/changes.h"
#include "dossier/handover.h"
#include "dossier/owed.h"
#include "dossier/request.h"
#include "dossier/step.h"
#include "prog/dossier_steps.h"
#include "prog/verb.h"

/* --- two who work on one dossier --- */

static struct js *error_json(const struct err *e)
{
    struct js *inner = js_object();
    js_put_text(inner, "code", e->code ? e->code : "refused");
    js_put_text(inner, "message", e->message);
    js_put_text(inner, "field", e->field[0] ? e->field : NULL);
    js_put_text(inner, "hint", e->hint[0] ? e->hint : NULL);
    return inner;
}

static void print_fields(const struct js *fields)
{
    for (size_t i = 0; i < js_len(fields); i++) {
        const struct js *row = js_at(fields, i);
        const char *yours = js_get_text(row, "yours"), *before = js_get_text(row, "before");
        fprintf(stderr, "  %s: %s -> %s%s%s\n", js_get_text(row, "field"), before ? before : "?",
            js_get_text(row, "now"), yours ? "  |  " : "", yours ? yours : "");
    }
}

enum rc dossier_conflict(const struct office *of, const char *code, int version, const struct js *fields, bool json,
    struct err *e)
{
    AUTO_JS since = NULL;
    struct err trouble = { 0 };
    if (!e || changes_since(&since, of, code, version, &trouble))
        return RC_REFUSED;
    if (fields)
        js_put(since, "fields", js_copy(fields));
    if (!json) {
        print_fields(js_get(since, "fields"));
        return RC_REFUSED;
    }
    struct js *document = js_copy(since);
    js_put(document, "error", error_json(e));
    e->printed = print_json(document, &trouble) == RC_OK;
    return RC_REFUSED;
}

/* --- amend --- */

static enum rc read_document(struct js **ret, const char *path, struct err *e)
{
    AUTO_BUF text = buf_limit(JS_SIZE_MAX);
    if (!path)
        return err_set(e, RC_USAGE, "usage", N_("Give what changes with --file FILE"));
    enum rc rc = strcmp(path, "-") ? fs_read(&text, path, 1 << 20, e) : fs_read_fd(&text, 0, "-", 1 << 20, e);
    return rc ? rc : js_parse(ret, buf_text(&text), text.len, e);
}

static enum rc refused(const struct amend_answer *answer, const struct office *of, const struct args *args,
    int version, struct err *e)
{
    if (e->code && strcmp(e->code, "changed_meanwhile") == 0)
        return dossier_conflict(of, args->words[1], version, answer->changes, args->json, e);
    if (!args->json || !answer->problems.count)
        return RC_REFUSED;
    struct js *document = js_object();
    js_put(document, "error", error_json(e));
    js_put(document, "problems", problems_json(&answer->problems));
    e->printed = print_json(document, NULL) == RC_OK;
    return RC_REFUSED;
}

static enum rc amend(struct office *of, const struct args *args, struct err *e)
{
    AUTO_JS document = NULL;
    AUTO_AMEND answer = { 0 };
    int64_t version = 0;
    if (args->count != 2)
        return verb_usage(args, e);
    enum rc rc = read_document(&document, arg_value(args, "file"), e);
    if (!rc)
        rc = arg_number(&version, args, "version", 1, INT32_MAX, e);
    if (rc)
        return rc;
    const struct amend_request request = { document, arg_value(args, "reason"), (int)version };
    rc = dossier_amend(&answer, of, args->words[1], &request, e);
    if (rc == RC_REFUSED)
        return refused(&answer, of, args, (int)version, e);
    if (rc)
        return rc;
    if (!args->json) {
        printf(_("%s: %zu fields were amended\n"), args->words[1], js_len(answer.changes));
        return RC_OK;
    }
    struct js *json = js_object();
    js_put_text(json, "code", args->words[1]);
    js_put_int(json, "version", answer.version);
    js_put(json, "changes", js_copy(answer.changes));
    js_put_int(json, "deliveries", answer.step.deliveries);
    return print_json(json, e);
}

/* --- hand-over lists --- */

static void print_list(const struct handover *h)
{
    char day[ISO_DAY_SIZE];
    printf("%lld  %s/%lld  %s -> %s  %lld  %s\n", (long long)h->id, iso_day(day, h->day), (long long)h->number,
        h->giver, h->receiver, (long long)h->lines_count, h->received_at ? _("confirmed") : _("on the way"));
    for (int64_t i = 0; h->lines && i < h->lines_count; i++)
        printf("  %-22s %2lld+%lld+%lld  %s  %s%s%s\n", h->lines[i].code, (long long)h->lines[i].originals,
            (long long)h->lines[i].certified, (long long)h->lines[i].copies, h->lines[i].applicant,
            h->lines[i].procedure, *h->lines[i].reason ? "  ! " : "", h->lines[i].reason);
}

static enum rc show_list(const struct office *of, int64_t id, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct handover h;
    enum rc rc = handover_load(&h, of, id, &a, e);
    if (rc)
        return rc;
    if (args->json)
        return print_json(handover_json(&h), e);
    print_list(&h);
    return RC_OK;
}

static enum rc list_lists(const struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct handover *list;
    size_t count;
    const struct handover_filter filter = { .on_way = arg_given(args, "on-way") };
    enum rc rc = handover_list(&list, &count, of, &filter, &a, e);
    if (rc)
        return rc;
    struct js *rows = args->json ? js_array() : NULL;
    for (size_t i = 0; i < count; i++) {
        if (rows)
            js_add(rows, handover_json(&list[i]));
        else
            print_list(&list[i]);
    }
    return rows ? print_json(rows, e) : RC_OK;
}

static enum rc list_number(int64_t *ret, const struct args *args, struct err *e)
{
    char *end = NULL;
    long long id = args->count > 2 ? strtoll(args->words[2], &end, 10) : 0;
    if (args->count < 3 || !end || *end || id < 1)
        return err_set(e, RC_USAGE, "usage", N_("Give the number of the list, as dossier handover list shows it"));
    *ret = id;
    return RC_OK;
}

static enum rc receive(struct office *of, const struct args *args, struct err *e)
{
    int64_t id = 0;
    const char *missing = arg_value(args, "missing"), *codes[VERB_ARGS_MAX];
    size_t count = 0;
    enum rc rc = list_number(&id, args, e);
    if (!rc && missing)
        codes[count++] = missing;
    for (int i = 3; i < args->count && !rc; i++) {
        if (!missing)
            return err_set(e, RC_USAGE, "usage", N_("Dossiers that are not there are named behind --missing"));
        codes[count++] = args->words[i];
    }
    if (!rc)
        rc = handover_receive(of, id, codes, count, arg_value(args, "reason"), e);
    return rc ? rc : show_list(of, id, args, e);
}

static enum rc give(struct office *of, const struct args *args, struct err *e)
{
    int64_t id = 0;
    const char *to = arg_value(args, "to");
    if (!to || args->count < 3)
        return err_set(e, RC_USAGE, "usage", N_("Name the receiver with --to LOGIN and the dossiers behind it"));
    enum rc rc = handover_give(&id, of, to, args->words + 2, (size_t)args->count - 2, arg_value(args, "reason"), e);
    return rc ? rc : show_list(of, id, args, e);
}

static enum rc handover(struct office *of, const struct args *args, struct err *e)
{
    const char *what = args->count > 1 ? args->words[1] : "";
    int64_t id = 0;
    if (strcmp(what, "give") == 0)
        return give(of, args, e);
    if (strcmp(what, "receive") == 0)
        return receive(of, args, e);
    if (strcmp(what, "list") == 0 && args->count == 2)
        return list_lists(of, args, e);
    if (strcmp(what, "show") != 0 || args->count != 3)
        return verb_usage(args, e);
    enum rc rc = list_number(&id, args, e);
    return rc ? rc : show_list(of, id, args, e);
}

/* --- owed papers --- */

static struct js *owed_rows(const struct owed *list, size_t count)
{
    struct js *rows = js_array();
    for (size_t i = 0; i < count; i++)
        js_add(rows, owed_json(&list[i]));
    return rows;
}

static enum rc show_owed(const struct office *of, const char *code, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct owed *list;
    size_t count;
    char day[ISO_DAY_SIZE];
    enum rc rc = owed_list(&list, &count, of, code, &a, e);
    if (rc)
        return rc;
    if (args->json)
        return print_json(owed_rows(list, count), e);
    for (size_t i = 0; i < count; i++)
        printf("%s %-22s %s  %s  %s\n", list[i].late ? "!" : " ", list[i].code, iso_day(day, list[i].due),
            list[i].applicant, list[i].name);
    if (!count)
        fprintf(stderr, "%s\n", _("No paper is owed"));
    return RC_OK;
}

static enum rc owed(struct office *of, const struct args *args, struct err *e)
{
    return args->count > 2 ? verb_usage(args, e) : show_owed(of, args->count == 2 ? args->words[1] : NULL, args, e);
}

static enum rc owe(struct office *of, const struct args *args, struct err *e)
{
    struct day due = { 0 };
    enum rc rc = args->count == 3 ? arg_day(&due, args, "by", e) : verb_usage(args, e);
    if (!rc && !due.y)
        rc = err_set(e, RC_USAGE, "usage", N_("Say by when it comes: --by DAY"));
    if (!rc)
        rc = owed_note(of, args->words[1], args->words[2], due, e);
    return rc ? rc : show_owed(of, args->words[1], args, e);
}

static enum rc brought(struct office *of, const struct args *args, struct err *e)
{
    int64_t copies = 0, originals = arg_given(args, "copies") ? 0 : 1;
    enum rc rc = args->count == 3 ? arg_number(&originals, args, "originals", 0, 999, e) : verb_usage(args, e);
    if (!rc)
        rc = arg_number(&copies, args, "copies", 0, 999, e);
    if (!rc)
        rc = owed_brought(of, args->words[1], args->words[2], (int)originals, (int)copies, e);
    return rc ? rc : show_owed(of, args->words[1], args, e);
}

static enum rc waive(struct office *of, const struct args *args, struct err *e)
{
    enum rc rc = args->count == 3
                     ? owed_waive(of, args->words[1], args->words[2], arg_value(args, "reason"), e)
                     : verb_usage(args, e);
    return rc ? rc : show_owed(of, args->words[1], args, e);
}

static const struct {
    const char *name;
    enum rc (*run)(struct office *of, const struct args *args, struct err *e);
} works[] = { { "amend", amend }, { "handover", handover }, { "owed", owed }, { "owe", owe },
    { "brought", brought }, { "waive", waive } };

enum rc dossier_work(bool *known, struct office *of, const struct args *args, struct err *e)
{
    size_t i = 0, count = sizeof works / sizeof *works;
    while (i < count && (!args->count || strcmp(works[i].name, args->words[0])))
        i++;
    *known = i < count;
    return *known ? works[i].run(of, args, e) : RC_OK;
}

/* --- what show says --- */

static enum rc put_requests(struct js *json, const struct office *of, const struct dossier *d, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct request *list;
    size_t count;
    enum rc rc = request_list(&list, &count, of, d->code, false, &a, e);
    if (rc)
        return rc;
    struct js *rows = js_array();
    for (size_t i = 0; i < count; i++)
        js_add(rows, request_json(&list[i]));
    js_put(json, "requests", rows);
    return RC_OK;
}

static enum rc put_owed(struct js *json, const struct office *of, const struct dossier *d, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct owed *list;
    size_t count;
    enum rc rc = owed_list(&list, &count, of, d->code, &a, e);
    if (!rc)
        js_put(json, "owed", owed_rows(list, count));
    return rc;
}

static enum rc put_results(struct js *json, const struct office *of, const struct dossier *d, struct err *e)
{
    struct js *result = NULL, *voided = NULL;
    enum rc rc = step_load_result(&result, of->db, d->id, e);
    js_put(json, "result", result);
    if (!rc)
        rc = step_load_voided(&voided, of->db, d->id, e);
    js_put(json, "voided_results", voided);
    return rc;
}

enum rc dossier_work_show(struct js *json, const struct office *of, const struct dossier *d, struct err *e)
{
    struct axes axes;
    enum rc rc = axes_load(&axes, of, d, e);
    if (rc)
        return rc;
    js_put_int(json, "version", d->version);
    js_put(json, "axes", axes_json(&axes));
    rc = put_owed(json, of, d, e);
    if (!rc)
        rc = put_requests(json, of, d, e);
    return rc ? rc : put_results(json, of, d, e);
}

enum rc dossier_work_print(const struct office *of, const struct dossier *d, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct axes axes;
    struct owed *list;
    size_t count;
    char text[AXIS_TEXT_SIZE], day[ISO_DAY_SIZE];
    enum rc rc = axes_load(&axes, of, d, e);
    if (!rc)
        rc = owed_list(&list, &count, of, d->code, &a, e);
    if (rc)
        return rc;
    printf(_("Money     %s\n"), axes_money(text, &axes));
    printf(_("Papers    %s\n"), axes_papers(text, &axes));
    printf(_("Portal    %s\n"), axes_portal(text, &axes));
    for (size_t i = 0; i < count; i++)
        printf(_("  owed until %s: %s\n"), iso_day(day, list[i].due), list[i].name);
    return RC_OK;
}
