/* law.c - see law.h. */
#include "catalog/law.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

enum rc laws_read(struct laws *ret, const char *share_dir, struct err *e)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/data/catalogue/legal.csv", share_dir);
    return csv_read(&ret->csv, path, 1 << 20, e);
}

enum rc laws_say(struct buf *out, const struct laws *laws, const char *field)
{
    const struct csv *c = &laws->csv;
    for (size_t i = 1; i < c->count; i++) {
        if (strcmp(csv_cell(c, i, csv_column(c, "field")), field) != 0)
            continue;
        buf_addf(out, "%s%s %s", out->len ? "; " : "", csv_cell(c, i, csv_column(c, "name")),
            csv_cell(c, i, csv_column(c, "number")));
        buf_addf(out, _(" (in force %s, to confirm)"), csv_cell(c, i, csv_column(c, "in_force")));
    }
    return out->failed;
}

void laws_release(struct laws *laws)
{
    if (laws)
        csv_release(&laws->csv);
}

enum rc services_read(struct csv *ret, const char *share_dir, struct err *e)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/data/catalogue/essential.csv", share_dir);
    return csv_read(ret, path, 1 << 20, e);
}
