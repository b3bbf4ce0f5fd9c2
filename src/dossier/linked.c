/* linked.c - see linked.h. */
#include "dossier/linked.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/office.h"
#include "catalog/procedure.h"

#define LINKED_FILE_MAX ((size_t)256 << 10)

/* "2 working_day". */
static enum rc parse_limit(struct limit *ret, const char *text, int line, struct err *e)
{
    char *end;
    long value = strtol(text, &end, 10);
    enum rc rc = end == text || *end != ' ' || value < 1 || value > LIMIT_VALUE_MAX
                     ? RC_REFUSED
                     : limit_unit_parse(&ret->unit, end + 1, NULL);
    if (rc)
        return err_set(e, RC_REFUSED, "linked_limit", N_("linked.csv, line %d: the limit must look like 2 working_day"),
            line);
    ret->value = (int)value;
    return RC_OK;
}

enum rc linked_parse(struct share ret[LINKED_MAX], size_t *count, const char *text, size_t len, const char *procedure,
    struct err *e)
{
    AUTO_CSV csv = { 0 };
    bool known = true;
    size_t n = 0;
    enum rc rc = csv_parse(&csv, text, len, "linked.csv", e);
    int code = csv_column(&csv, "procedure"), unit = csv_column(&csv, "unit"), limit = csv_column(&csv, "limit");
    for (size_t i = 1; i < csv.count && !rc; i++) {
        if (strcmp(csv_cell(&csv, i, code), procedure))
            continue;
        if (n == LINKED_MAX)
            return err_set(e, RC_REFUSED, "linked_many", N_("linked.csv, line %d: more than %d units"),
                csv.rows[i].line, LINKED_MAX);
        ret[n] = (struct share){ 0 };
        snprintf(ret[n].unit, sizeof ret[n].unit, "%s", csv_cell(&csv, i, unit));
        if (strcmp(csv_cell(&csv, i, limit), "?"))
            rc = parse_limit(&ret[n].limit, csv_cell(&csv, i, limit), csv.rows[i].line, e);
        else
            known = false;
        n++;
    }
    *count = known ? n : 0;
    return rc;
}

static enum rc shares_of(struct share ret[LINKED_MAX], size_t *count, const struct office *of, const char *procedure,
    struct err *e)
{
    AUTO_BUF text = buf_limit(LINKED_FILE_MAX);
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/data/linked.csv", of->share_dir);
    enum rc rc = fs_read(&text, path, LINKED_FILE_MAX, e);
    return rc ? rc : linked_parse(ret, count, buf_text(&text), text.len, procedure, e);
}

enum rc linked_deadline(struct deadline *ret, const struct office *of, const struct procedure *p, const char *channel,
    int64_t received, const struct calendar *calendar, struct err *e)
{
    enum channel way = CHANNEL_DIRECT;
    struct share shares[LINKED_MAX];
    struct deadline whole = { 0 }, chain = { 0 };
    size_t count = 0;
    if (!channel_parse(&way, channel))
        return err_set(e, RC_REFUSED, "channel", N_("The channel must be direct, online or post"));
    struct procedure_limit stated = procedure_limit_for(p, way, NULL);
    struct limit limit = { stated.value, LIMIT_NONE };
    enum rc rc = strcmp(stated.unit, "?") ? limit_unit_parse(&limit.unit, stated.unit, e) : RC_OK;
    if (!rc)
        rc = deadline_compute(&whole, limit, p->field, channel, received, calendar, e);
    if (!rc && whole.due)
        rc = shares_of(shares, &count, of, p->code, e);
    if (!rc && count)
        rc = deadline_chain(&chain, shares, count, p->field, received, calendar, e);
    if (rc)
        return rc;
    *ret = count && chain.due == whole.due ? chain : whole;
    ret->limit = limit;
    return RC_OK;
}
