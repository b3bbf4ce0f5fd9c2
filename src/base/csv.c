/* csv.c - see csv.h. Cells are cut out of one copy of the text, in place: unquoting never makes it longer. */
#include "base/csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"

struct reader {
    char *p, *end;
    int line;
    const char *name;
    char *cells[CSV_COLUMNS_MAX];
    size_t count;
};

static bool at_line_end(const struct reader *r)
{
    return r->p == r->end || *r->p == '\n' || *r->p == '\r';
}

/* Copies a quoted cell onto itself without its quotes; false when the quote is never closed. */
static bool quoted_cell(struct reader *r, char **to)
{
    for (r->p++; r->p < r->end; r->p++) {
        if (*r->p == '"' && (r->p + 1 == r->end || r->p[1] != '"')) {
            r->p++;
            return true;
        }
        if (*r->p == '"')
            r->p++;
        if (*r->p == '\n')
            r->line++;
        *(*to)++ = *r->p;
    }
    return false;
}

static enum rc row_cells(struct reader *r, int begun, struct err *e)
{
    r->count = 0;
    for (;;) {
        if (r->count == CSV_COLUMNS_MAX)
            return err_set(e, RC_REFUSED, "csv_columns", N_("%s, line %d: more than %d columns"), r->name, begun,
                CSV_COLUMNS_MAX);
        char *cell = r->p, *to = r->p;
        r->cells[r->count++] = cell;
        if (r->p < r->end && *r->p == '"' && !quoted_cell(r, &to))
            return err_set(e, RC_REFUSED, "csv_quote", N_("%s, line %d: a quotation mark is not closed"), r->name,
                begun);
        while (!at_line_end(r) && *r->p != ',')
            *to++ = *r->p++;
        bool more = r->p < r->end && *r->p == ',';
        char *next = r->p;
        if (!more && next < r->end && *next == '\r')
            next++;
        if (!more && next < r->end && *next == '\n')
            next++;
        else if (more)
            next++;
        *to = '\0'; /* there is always a byte: a separator, or the NUL behind the text */
        r->p = next;
        if (!more)
            return RC_OK;
    }
}

static enum rc keep_row(struct csv *csv, const struct reader *r, int begun, struct err *e)
{
    if (csv->count && r->count != csv->rows[0].count)
        return err_set(e, RC_REFUSED, "csv_ragged", N_("%s, line %d: %zu columns where the first line has %zu"),
            r->name, begun, r->count, csv->rows[0].count);
    if ((csv->count & (csv->count - 1)) == 0) {
        struct csv_row *rows = realloc(csv->rows, (csv->count ? csv->count * 2 : 1) * sizeof *rows);
        if (!rows)
            return err_no_memory(e);
        csv->rows = rows;
    }
    char **cells = malloc(r->count * sizeof *cells);
    if (!cells)
        return err_no_memory(e);
    memcpy(cells, r->cells, r->count * sizeof *cells);
    csv->rows[csv->count++] = (struct csv_row){ cells, r->count, begun };
    return RC_OK;
}

enum rc csv_parse(struct csv *ret, const char *text, size_t len, const char *name, struct err *e)
{
    AUTO_CSV csv = { 0 };
    csv.bytes = malloc(len + 1);
    if (!csv.bytes)
        return err_no_memory(e);
    memcpy(csv.bytes, text, len);
    csv.bytes[len] = '\0';

    struct reader r = { .p = csv.bytes, .end = csv.bytes + len, .line = 1, .name = name };
    if (len >= 3 && memcmp(r.p, "\xEF\xBB\xBF", 3) == 0)
        r.p += 3;
    while (r.p < r.end) {
        int begun = r.line++;
        enum rc rc = row_cells(&r, begun, e);
        bool blank = r.count == 1 && !r.cells[0][0];
        if (!rc && !blank)
            rc = keep_row(&csv, &r, begun, e);
        if (rc)
            return rc;
    }
    *ret = csv;
    csv = (struct csv){ 0 };
    return RC_OK;
}

enum rc csv_read(struct csv *ret, const char *path, size_t max, struct err *e)
{
    AUTO_BUF text = buf_limit(max);
    enum rc rc = fs_read(&text, path, max, e);
    return rc ? rc : csv_parse(ret, buf_text(&text), text.len, path, e);
}

int csv_column(const struct csv *csv, const char *name)
{
    for (size_t i = 0; csv->count && i < csv->rows[0].count; i++)
        if (strcmp(csv->rows[0].cells[i], name) == 0)
            return (int)i;
    return -1;
}

const char *csv_cell(const struct csv *csv, size_t row, int column)
{
    return column < 0 || row >= csv->count ? "" : csv->rows[row].cells[column];
}

void csv_release(struct csv *csv)
{
    for (size_t i = 0; i < csv->count; i++)
        free(csv->rows[i].cells);
    free(csv->rows);
    free(csv->bytes);
    *csv = (struct csv){ 0 };
}
