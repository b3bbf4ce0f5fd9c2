/* issue_day.c - a whole day's papers in one file: one press, one layout, one transaction before and one
 * after. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "paper/issue.h"
#include "paper/issue_draw.h"
#include "paper/paper_store.h"
#include "paper/print_facts.h"
#include "paper/source.h"
#include "people/permission.h"

struct day_run {
    struct paper_source *sources;
    struct paper_issue *issues;
    const struct js **facts, **prints;
    size_t count;
};

static enum rc room_for(struct day_run *run, size_t count, struct arena *a, struct err *e)
{
    run->sources = arena_array(a, count + 1, sizeof *run->sources);
    run->issues = arena_array(a, count + 1, sizeof *run->issues);
    run->facts = arena_array(a, count + 1, sizeof *run->facts);
    run->prints = arena_array(a, count + 1, sizeof *run->prints);
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}

/* Dossiers of the day that have this paper; the others are left out. */
static enum rc gather(struct day_run *run, const struct office *of, const char *kind, const char *day,
    struct arena *a, struct err *e)
{
    char **codes = NULL;
    size_t count = 0;
    enum rc rc = paper_received_on(&codes, &count, of->db, day, a, e);
    if (!rc)
        rc = room_for(run, count, a, e);
    for (size_t i = 0; !rc && i < count; i++) {
        struct paper_source *source = &run->sources[run->count];
        rc = paper_source(source, of->db, kind, codes[i], e);
        if (!rc)
            run->facts[run->count++] = source->facts;
        else if (rc == RC_REFUSED) {
            rc = RC_OK;
            err_clear(e);
        }
    }
    if (!rc && run->count == 0)
        rc = err_set(e, RC_NOT_FOUND, "paper_day_none", N_("No dossier of %.20s has this paper."), day);
    return rc;
}

static enum rc draw_day(
    struct buf *pdf, struct day_run *run, const struct office *of, const char *kind, struct err *e)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < run->count; i++)
        rc = print_facts((struct js **)&run->prints[i], of, kind, run->facts[i], &run->issues[i], e);
    return rc ? rc : issue_draw_pdf(pdf, of, kind, run->facts, run->prints, run->count, false, e);
}

static void run_release(struct day_run *run)
{
    for (size_t i = 0; i < run->count; i++) {
        js_free((struct js *)run->facts[i]);
        js_free((struct js *)run->prints[i]);
    }
}

static enum rc issue_run(
    struct day_run *run, const struct office *of, const char *kind, const char *file, struct err *e)
{
    AUTO_BUF pdf = buf_limit(ISSUE_PDF_MAX);
    enum rc rc = paper_begin_all(run->issues, of, run->sources, run->count, kind, "file", e);
    if (rc)
        return rc;
    rc = draw_day(&pdf, run, of, kind, e);
    if (!rc)
        rc = fs_replace(file, pdf.data, pdf.len, 0600, e);
    enum rc noted = paper_set_all(
        of, run->issues, run->count, rc ? "failed" : "confirmed", rc && e ? e->message : "", rc ? NULL : e);
    return rc ? rc : noted;
}

enum rc issue_day(
    int *count, const struct office *of, const char *kind, const char *day, const char *file, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct day_run run = { 0 };
    struct day wanted;
    enum rc rc = permission_check(of->role, ACTION_PRINT, e);
    if (!rc && !iso_day_parse(&wanted, day))
        rc = err_set(e, RC_REFUSED, "day", N_("\"%.20s\" is no day; write it as 2026-01-05."), day);
    if (!rc)
        rc = gather(&run, of, kind, day, &a, e);
    if (!rc)
        rc = issue_run(&run, of, kind, file, e);
    if (!rc)
        *count = (int)run.count;
    run_release(&run);
    return rc;
}
