/* xlsx_read.c - see xlsx_read.h. Office Open XML (ECMA-376): a zip of parts; xl/workbook.xml names the
 * sheets, its relations name their files, xl/sharedStrings.xml holds the texts. */
#include "catalog/xlsx_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "catalog/xlsx_part.h"

#define TEXTS_MAX 1000000 /* shared strings */
#define CELL_MAX  8000    /* bytes of one cell */

/* --- which part is the first sheet --- */

static enum rc first_relation(const char **ret, struct workbook *wb, struct err *e)
{
    AUTO_PART part = { 0 };
    enum rc rc = part_open(&part, wb, "xl/workbook.xml", e);
    while (!rc && !*ret && part_next(&part, &rc, e)) {
        if (part_begins(&part, "sheet"))
            *ret = part_attribute(&part, "r:id");
    }
    return rc == RC_NOT_FOUND || (!rc && !*ret) ? workbook_damaged(wb, e) : rc;
}

/* Targets stand relative to xl/, or from the root of the package. */
static enum rc sheet_path(const char **ret, struct workbook *wb, const char *id, struct err *e)
{
    AUTO_PART part = { 0 };
    enum rc rc = part_open(&part, wb, "xl/_rels/workbook.xml.rels", e);
    while (!rc && !*ret && part_next(&part, &rc, e)) {
        if (!part_begins(&part, "Relationship") || strcmp(part_attribute(&part, "Id"), id) != 0)
            continue;
        const char *target = part_attribute(&part, "Target");
        *ret = *target == '/' ? target + 1 : arena_printf(&wb->arena, "xl/%s", target);
    }
    return rc == RC_NOT_FOUND || (!rc && !*ret) ? workbook_damaged(wb, e) : rc;
}

/* --- shared strings --- */

static enum rc keep_text(struct workbook *wb, const struct buf *text, struct err *e)
{
    if (wb->texts_count == TEXTS_MAX)
        return workbook_damaged(wb, e);
    if (wb->texts_count == wb->texts_capacity) {
        size_t capacity = wb->texts_capacity ? 2 * wb->texts_capacity : 1024;
        char **larger = realloc(wb->texts, capacity * sizeof *larger);
        if (!larger)
            return err_no_memory(e);
        wb->texts = larger;
        wb->texts_capacity = capacity;
    }
    char *copy = arena_strdup(&wb->arena, buf_text(text));
    if (!copy)
        return err_no_memory(e);
    wb->texts[wb->texts_count++] = copy;
    return RC_OK;
}

/* <si> holds one <t>, or several in runs of one look; <rPh> is a reading aid and no text. */
static enum rc read_texts(struct workbook *wb, struct err *e)
{
    AUTO_PART part = { 0 };
    AUTO_BUF text = buf_limit(CELL_MAX * 4);
    bool in_text = false, aid = false;
    enum rc rc = part_open(&part, wb, "xl/sharedStrings.xml", e);
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    while (!rc && part_next(&part, &rc, e)) {
        const char *piece = part_text(&part);
        if (part_begins(&part, "rPh"))
            aid = true;
        if (part_begins(&part, "t"))
            in_text = true;
        if (piece && in_text && !aid && buf_puts(&text, piece))
            return workbook_damaged(wb, e);
        if (part_ends(&part, "t"))
            in_text = false;
        if (part_ends(&part, "rPh"))
            aid = false;
        if (part_ends(&part, "si")) {
            rc = keep_text(wb, &text, e);
            buf_clear(&text);
        }
    }
    return rc;
}

/* --- the sheet --- */

struct sheet {
    struct workbook *wb;
    struct buf *csv;
    struct buf cells[XLSX_COLUMNS_MAX];
    bool codes[XLSX_COLUMNS_MAX]; /* columns whose heading is that of a code */
    int row, columns;             /* the row at hand; columns of the heading, 0 before it */
    int used;                     /* cells of this row, up to the last filled one */
    int column;
    char type[16];
};

static void sheet_release(struct sheet *s)
{
    for (int i = 0; i < XLSX_COLUMNS_MAX; i++)
        buf_release(&s->cells[i]);
}
#define AUTO_SHEET __attribute__((cleanup(sheet_release))) struct sheet

static enum rc too_many(const struct sheet *s, struct err *e)
{
    return err_set(e, RC_REFUSED, "xlsx_rows", N_("%s has more than %d rows or %d columns; it was not read."),
        s->wb->name, XLSX_ROWS_MAX, XLSX_COLUMNS_MAX);
}

/* "BC12" -> 54; the column after the last one when the cell does not say. */
static int column_of(const char *place, int next)
{
    int column = 0;
    for (; *place >= 'A' && *place <= 'Z' && column <= XLSX_COLUMNS_MAX; place++)
        column = column * 26 + (*place - 'A' + 1);
    return column ? column - 1 : next;
}

static enum rc begin_row(struct sheet *s, const struct part *part, struct err *e)
{
    char number[24];
    part_short_attribute(number, sizeof number, part, "r");
    long row = *number ? strtol(number, NULL, 10) : s->row + 1;
    if (row <= s->row || row > XLSX_ROWS_MAX)
        return too_many(s, e);
    for (; s->row < row - 1; s->row++) {
        if (buf_putc(s->csv, '\n'))
            return too_many(s, e);
    }
    s->row = (int)row;
    s->used = 0;
    s->column = -1;
    return RC_OK;
}

static enum rc begin_cell(struct sheet *s, const struct part *part, struct err *e)
{
    char place[24];
    part_short_attribute(place, sizeof place, part, "r");
    part_short_attribute(s->type, sizeof s->type, part, "t");
    s->column = column_of(place, s->column + 1);
    if (s->column >= XLSX_COLUMNS_MAX || !s->row)
        return too_many(s, e);
    s->cells[s->column].max = CELL_MAX;
    buf_clear(&s->cells[s->column]);
    return RC_OK;
}

/* What stands in <v> becomes what a person sees in the cell. */
static enum rc end_cell(struct sheet *s, struct err *e)
{
    struct buf *cell = &s->cells[s->column];
    const char *raw = buf_text(cell);
    if (strcmp(s->type, "s") == 0 && cell->len) {
        char *end;
        unsigned long index = strtoul(raw, &end, 10);
        if (*end || index >= s->wb->texts_count)
            return workbook_damaged(s->wb, e);
        buf_clear(cell);
        buf_puts(cell, s->wb->texts[index]);
    } else if (strcmp(s->type, "e") == 0) {
        return err_set(e, RC_REFUSED, "xlsx_error", N_("%s, row %d: a formula does not work (%.20s)."),
            s->wb->name, s->row, raw);
    } else if ((!*s->type || strcmp(s->type, "n") == 0) && cell->len && s->codes[s->column] && s->columns) {
        double number = strtod(raw, NULL);
        buf_clear(cell);
        buf_addf(cell, "%.6f", number);
    }
    if (cell->failed)
        return err_set(e, RC_REFUSED, "xlsx_cell", N_("%s, row %d: a cell holds more than %d characters."),
            s->wb->name, s->row, CELL_MAX);
    if (cell->len && s->column >= s->used)
        s->used = s->column + 1;
    return RC_OK;
}

static void add_quoted(struct buf *out, const struct buf *cell)
{
    const char *text = buf_text(cell);
    if (!strpbrk(text, ",\"\r\n") && *text) {
        buf_puts(out, text);
        return;
    }
    buf_putc(out, '"');
    for (; *text; text++) {
        /* a line end inside a cell would shift the line numbers of all that follows */
        char c = *text == '\n' || *text == '\r' ? ' ' : *text;
        if (c == '"')
            buf_putc(out, '"');
        buf_putc(out, c);
    }
    buf_putc(out, '"');
}

static void read_heading(struct sheet *s)
{
    s->columns = s->used;
    for (int i = 0; i < s->used; i++) {
        const char *heading = buf_text(&s->cells[i]);
        s->codes[i] = strcmp(heading, "code") == 0 || strcmp(heading, "procedure") == 0;
    }
}

static enum rc end_row(struct sheet *s, struct err *e)
{
    if (s->used && !s->columns)
        read_heading(s);
    int columns = s->used > s->columns ? s->used : s->columns;
    for (int i = 0; s->used && i < columns; i++) {
        if (i)
            buf_putc(s->csv, ',');
        add_quoted(s->csv, &s->cells[i]);
    }
    for (int i = 0; i < XLSX_COLUMNS_MAX; i++)
        buf_clear(&s->cells[i]);
    return buf_putc(s->csv, '\n') ? too_many(s, e) : RC_OK;
}

static enum rc on_node(struct sheet *s, const struct part *part, bool *in_value, struct err *e)
{
    const char *text = *in_value ? part_text(part) : NULL;
    enum rc rc = RC_OK;
    if (part_begins(part, "row"))
        rc = begin_row(s, part, e);
    else if (part_begins(part, "c"))
        rc = begin_cell(s, part, e);
    else if (part_begins(part, "v") || part_begins(part, "t"))
        *in_value = s->column >= 0;
    else if (text)
        (void)buf_puts(&s->cells[s->column], text); /* end_cell tells when it was too long */
    if (!rc && (part_ends(part, "v") || part_ends(part, "t")))
        *in_value = false;
    if (!rc && part_ends(part, "c"))
        rc = end_cell(s, e);
    if (!rc && part_ends(part, "row"))
        rc = end_row(s, e);
    return rc;
}

static enum rc read_sheet(struct buf *csv, struct workbook *wb, const char *path, struct err *e)
{
    AUTO_PART part = { 0 };
    AUTO_SHEET s = { .wb = wb, .csv = csv, .column = -1 };
    bool in_value = false;
    enum rc rc = part_open(&part, wb, path, e);
    if (rc == RC_NOT_FOUND)
        return workbook_damaged(wb, e);
    while (!rc && part_next(&part, &rc, e)) {
        if (part_begins(&part, "rPh")) /* a reading aid inside an inline text */
            part_skip(&part);
        else
            rc = on_node(&s, &part, &in_value, e);
    }
    if (!rc && !s.columns)
        return err_set(e, RC_REFUSED, "xlsx_empty", N_("The first sheet of %s is empty."), wb->name);
    return rc;
}

/* --- the whole --- */

enum rc xlsx_first_sheet(struct buf *csv, const char *path, const char *name, struct err *e)
{
    AUTO_WORKBOOK wb = { .name = name };
    const char *relation = NULL, *sheet = NULL;
    enum rc rc = workbook_open(&wb, path, e);
    if (!rc)
        rc = first_relation(&relation, &wb, e);
    if (!rc)
        rc = sheet_path(&sheet, &wb, relation, e);
    if (!rc)
        rc = read_texts(&wb, e);
    return rc ? rc : read_sheet(csv, &wb, sheet, e);
}
