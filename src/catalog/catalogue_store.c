/* catalogue_store.c - takes a catalogue into the book: all of it or nothing, unchanged procedures keep their
 * version. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/problem.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "catalog/catalogue.h"

struct import {
    struct import_report *report;
    const struct office *of;
    const struct import_options *options;
    char from[ISO_DAY_SIZE];
    int64_t now;
};

/* One procedure of the file against the newest in the book. */
static enum rc take_one(struct import *im, struct catalogue *c, struct procedure *p, struct err *e)
{
    struct import_report *r = im->report;
    struct procedure old;
    enum rc rc = procedure_load_newest(&old, im->of->db, &c->arena, p->code, NULL);
    if (rc && rc != RC_NOT_FOUND)
        return err_set(e, rc, "catalogue_read_old", N_("The catalogue in force cannot be read."));

    bool new = rc == RC_NOT_FOUND;
    size_t before = r->changes.count;
    if (!new && !c->complete)
        procedure_keep_unsaid(p, &old);
    rc = !new && c->from_portal ? procedure_keep_papers(p, &old, &c->arena, e) : RC_OK;
    if (rc)
        return rc;
    if (new && c->from_portal && !*p->field)
        p->field = "Chưa rõ lĩnh vực";
    if (!*p->name || !*p->field)
        return err_set(
            e, RC_REFUSED, "catalogue_new", N_("Procedure %s is new: it needs a name and a field."), p->code);
    rc = procedure_compare(&r->changes, new ? NULL : &old, p, im->options->from, e);
    if (rc)
        return rc;
    bool back = !new &&*old.withdrawn_on && !*p->withdrawn_on;
    bool same = !new && !back && r->changes.count == before &&strcmp(old.withdrawn_on, p->withdrawn_on) == 0;
    r->added += new;
    r->changed += !new && !same;
    r->same += same;
    if (same || im->options->dry_run)
        return RC_OK;
    p->effective_from = im->from;
    p->version = new ? 1 : old.version + 1;
    return procedure_insert(im->of->db, p, im->now, e);
}

/* Those in force that the file does not name. The list is read before anything is written. */
static enum rc withdraw_missing(struct import *im, const struct catalogue *c, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct procedure *list;
    size_t count;
    enum rc rc = procedure_list(&list, &count, im->of->db, &a, im->options->from, e);
    for (size_t i = 0; !rc && i < count; i++) {
        if (catalogue_find(c, list[i].code))
            continue;
        im->report->withdrawn++;
        rc = procedure_compare(&im->report->changes, &list[i], NULL, im->options->from, e);
        if (!rc && !im->options->dry_run)
            rc = procedure_withdraw(im->of->db, list[i].code, im->from, e);
    }
    return rc;
}

static enum rc tell_journal(const struct import *im, struct err *e)
{
    const struct import_report *r = im->report;
    if (r->added + r->changed + r->withdrawn == 0)
        return RC_OK;
    AUTO_JS facts = js_object();
    js_put_text(facts, "from", im->from);
    js_put_int(facts, "added", (int64_t)r->added);
    js_put_int(facts, "changed", (int64_t)r->changed);
    js_put_int(facts, "withdrawn", (int64_t)r->withdrawn);
    struct js *codes = js_array();
    for (size_t i = 0; i < r->changes.count; i++) {
        if (i < 2000 && r->changes.list[i].kind == CHANGE_EDITED)
            js_add_text(codes, r->changes.list[i].sentence);
    }
    js_put(facts, "changes", codes);
    const struct journal_entry entry = {
        .action = "imported", .object_kind = "catalogue", .object = im->from, .payload = facts
    };
    return journal_append(NULL, NULL, im->of, &entry, e);
}

static enum rc take_all(struct import *im, struct catalogue *c, struct err *e)
{
    enum rc rc = RC_OK;
    if (im->options->whole)
        rc = withdraw_missing(im, c, e);
    for (size_t i = 0; !rc && i < c->count; i++)
        rc = take_one(im, c, &c->procedures[i], e);
    return rc;
}

static enum rc write_all(struct import *im, struct catalogue *c, struct err *e)
{
    AUTO_TX tx = tx_for(im->of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = take_all(im, c, e);
    if (!rc)
        rc = tell_journal(im, e);
    for (size_t i = 0; i < c->count; i++)
        c->procedures[i].effective_from = ""; /* im->from ends with the import */
    return rc ? rc : tx_commit(&tx, e);
}

enum rc catalogue_import(struct import_report *report, const struct office *of, struct catalogue *c,
    const struct import_options *options, struct err *e)
{
    struct import im = { .report = report, .of = of, .options = options, .now = clock_now(of->clock) };
    iso_day(im.from, options->from);
    if (c->count == 0)
        return err_set(e, RC_REFUSED, "catalogue_empty", N_("There is no procedure in this file."));
    if (options->dry_run)
        return take_all(&im, c, e);
    return write_all(&im, c, e);
}

enum rc catalogue_install(const struct office *of, struct err *e)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/data/catalogue", of->share_dir);
    AUTO_CATALOGUE c = { 0 };
    AUTO_ARENA a = { 0 };
    struct problems problems = { 0 };
    struct import_report report = { .changes.arena = &a };
    const struct import_options options = { .from = { 2000, 1, 1 }, .whole = false };
    enum rc rc = catalogue_read(&c, path, &problems, e);
    return rc ? rc : catalogue_import(&report, of, &c, &options, e);
}
