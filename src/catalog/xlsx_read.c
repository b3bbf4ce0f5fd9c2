/* xlsx_read.c - see xlsx_read.h. Office Open XML (ECMA-376): a zip of parts; xl/workbook.xml names the
 * sheets, its relations name their files, xl/sharedStrings.xml holds the texts. */
#include "catalog/xlsx_read.h"

#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/i18n.h"

#define TEXTS_MAX   1000000 /* shared strings */
#define ENTRIES_MAX 2000    /* parts of the zip */
#define CELL_MAX    8000    /* bytes of one cell */
#define DEPTH_MAX   64

struct workbook {
    struct arena arena;
    zip_t *zip;
    const char *name;
    size_t unpacked; /* bytes read of all parts so far */
    char **texts;    /* shared strings */
    size_t texts_count, texts_capacity;
    bool too_large;
};

/* --- one part, read piece by piece --- */

struct part {
    struct workbook *wb;
    zip_file_t *file;
    xmlTextReader *xml;
    bool damaged, document_type;
    size_t matched; /* letters of DOCTYPE seen last */
};

#define DOCTYPE "<!DOCTYPE"

/* Seen before the parser sees it: bombs are told as what they are. A spelling that slips through here
 * (UTF-16) is met again as a node of the parser. */
static bool has_document_type(struct part *part, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len && part->matched < strlen(DOCTYPE); i++)
        part->matched = bytes[i] == DOCTYPE[part->matched] ? part->matched + 1 : bytes[i] == '<';
    return part->matched == strlen(DOCTYPE);
}

static int read_part(void *context, char *out, int len)
{
    struct part *part = context;
    zip_int64_t got = zip_fread(part->file, out, (zip_uint64_t)len);
    part->damaged = part->damaged || got < 0;
    if (got > 0 && has_document_type(part, out, (size_t)got)) {
        part->document_type = true;
        return -1;
    }
    part->wb->unpacked += got > 0 ? (size_t)got : 0;
    part->wb->too_large = part->wb->too_large || part->wb->unpacked > XLSX_UNPACKED_MAX;
    return part->damaged || part->wb->too_large ? -1 : (int)got;
}

static int close_part(void *context)
{
    struct part *part = context;
    if (part->file)
        zip_fclose(part->file);
    part->file = NULL;
    return 0;
}

static void ignore_error(
    void *context, const char *message, xmlParserSeverities severity, xmlTextReaderLocatorPtr at)
{
    (void)context;
    (void)message;
    (void)severity;
    (void)at;
}

static void part_release(struct part *part)
{
    if (part->xml)
        xmlFreeTextReader(part->xml);
    close_part(part);
    *part = (struct part){ 0 };
}
#define AUTO_PART __attribute__((cleanup(part_release))) struct part

static enum rc damaged(const struct workbook *wb, struct err *e)
{
    if (wb->too_large)
        return err_set(e, RC_REFUSED, "xlsx_size", N_("%s unpacks to more than %zu MB; it was not read."),
            wb->name, XLSX_UNPACKED_MAX >> 20);
    return err_set(e, RC_REFUSED, "xlsx_damaged",
        N_("%s is damaged or no Excel workbook (.xlsx); save it once more in Excel."), wb->name);
}

static enum rc no_document_type(const struct workbook *wb, struct err *e)
{
    return err_set(e, RC_REFUSED, "xlsx_entity",
        N_("%s holds a document type, which no workbook needs; it was not read."), wb->name);
}

/* RC_NOT_FOUND without words when the workbook has no such part. */
static enum rc part_open(struct part *ret, struct workbook *wb, const char *path, struct err *e)
{
    *ret = (struct part){ .wb = wb, .file = zip_fopen(wb->zip, path, 0) };
    if (!ret->file)
        return zip_name_locate(wb->zip, path, 0) < 0 ? RC_NOT_FOUND : damaged(wb, e);
    /* No XML_PARSE_NOENT, DTDLOAD or HUGE: the library's own limits stay, nothing is loaded from elsewhere.
     */
    ret->xml = xmlReaderForIO(read_part, close_part, ret, path, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA);
    if (!ret->xml && !ret->document_type)
        return ret->damaged ? damaged(wb, e) : err_no_memory(e);
    if (!ret->xml)
        return no_document_type(wb, e);
    xmlTextReaderSetErrorHandler(ret->xml, ignore_error, NULL);
    return RC_OK;
}

/* The next node. False at the end; *rc tells whether it was a good one. */
static bool part_next(struct part *part, enum rc *rc, struct err *e)
{
    int more = xmlTextReaderRead(part->xml);
    if (part->document_type ||
        (more == 1 && xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_DOCUMENT_TYPE)) {
        *rc = no_document_type(part->wb, e);
        return false;
    }
    if (more < 0 || part->damaged || part->wb->too_large || xmlTextReaderDepth(part->xml) > DEPTH_MAX) {
        *rc = damaged(part->wb, e);
        return false;
    }
    return more == 1;
}

static bool begins(const struct part *part, const char *element)
{
    return xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_ELEMENT &&
           strcmp((const char *)xmlTextReaderConstLocalName(part->xml), element) == 0;
}

static bool ends(const struct part *part, const char *element)
{
    int type = xmlTextReaderNodeType(part->xml);
    return (type == XML_READER_TYPE_END_ELEMENT ||
               (type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(part->xml))) &&
           strcmp((const char *)xmlTextReaderConstLocalName(part->xml), element) == 0;
}

/* Text of the present node, or NULL. */
static const char *text_here(const struct part *part)
{
    int type = xmlTextReaderNodeType(part->xml);
    bool text = type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
                type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
    return text ? (const char *)xmlTextReaderConstValue(part->xml) : NULL;
}

/* An attribute, copied into the arena; "" when there is none. */
static const char *attribute(const struct part *part, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(part->xml, (const xmlChar *)name);
    const char *copy = value ? arena_strdup(&part->wb->arena, (const char *)value) : NULL;
    xmlFree(value);
    return copy ? copy : "";
}

/* The same into a room of the caller's: cells are many. */
static void short_attribute(char *out, size_t size, const struct part *part, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(part->xml, (const xmlChar *)name);
    snprintf(out, size, "%s", value ? (const char *)value : "");
    xmlFree(value);
}

/* --- which part is the first sheet --- */

static enum rc first_relation(const char **ret, struct workbook *wb, struct err *e)
{
    AUTO_PART part = { 0 };
    enum rc rc = part_open(&part, wb, "xl/workbook.xml", e);
    while (!rc && !*ret && part_next(&part, &rc, e)) {
        if (begins(&part, "sheet"))
            *ret = attribute(&part, "r:id");
    }
    return rc == RC_NOT_FOUND || (!rc && !*ret) ? damaged(wb, e) : rc;
}

/* Targets stand relative to xl/, or from the root of the package. */
static enum rc sheet_path(const char **ret, struct workbook *wb, const char *id, struct err *e)
{
    AUTO_PART part = { 0 };
    enum rc rc = part_open(&part, wb, "xl/_rels/workbook.xml.rels", e);
    while (!rc && !*ret && part_next(&part, &rc, e)) {
        if (!begins(&part, "Relationship") || strcmp(attribute(&part, "Id"), id) != 0)
            continue;
        const char *target = attribute(&part, "Target");
        *ret = *target == '/' ? target + 1 : arena_printf(&wb->arena, "xl/%s", target);
    }
    return rc == RC_NOT_FOUND || (!rc && !*ret) ? damaged(wb, e) : rc;
}

/* --- shared strings --- */

static enum rc keep_text(struct workbook *wb, const struct buf *text, struct err *e)
{
    if (wb->texts_count == TEXTS_MAX)
        return damaged(wb, e);
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
        const char *piece = text_here(&part);
        if (begins(&part, "rPh"))
            aid = true;
        if (begins(&part, "t"))
            in_text = true;
        if (piece && in_text && !aid && buf_puts(&text, piece))
            return damaged(wb, e);
        if (ends(&part, "t"))
            in_text = false;
        if (ends(&part, "rPh"))
            aid = false;
        if (ends(&part, "si")) {
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
    short_attribute(number, sizeof number, part, "r");
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
    short_attribute(place, sizeof place, part, "r");
    short_attribute(s->type, sizeof s->type, part, "t");
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
            return damaged(s->wb, e);
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
    const char *text = *in_value ? text_here(part) : NULL;
    enum rc rc = RC_OK;
    if (begins(part, "row"))
        rc = begin_row(s, part, e);
    else if (begins(part, "c"))
        rc = begin_cell(s, part, e);
    else if (begins(part, "v") || begins(part, "t"))
        *in_value = s->column >= 0;
    else if (text)
        (void)buf_puts(&s->cells[s->column], text); /* end_cell tells when it was too long */
    if (!rc && (ends(part, "v") || ends(part, "t")))
        *in_value = false;
    if (!rc && ends(part, "c"))
        rc = end_cell(s, e);
    if (!rc && ends(part, "row"))
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
        return damaged(wb, e);
    while (!rc && part_next(&part, &rc, e)) {
        if (begins(&part, "rPh")) /* a reading aid inside an inline text */
            xmlTextReaderNext(part.xml);
        else
            rc = on_node(&s, &part, &in_value, e);
    }
    if (!rc && !s.columns)
        return err_set(e, RC_REFUSED, "xlsx_empty", N_("The first sheet of %s is empty."), wb->name);
    return rc;
}

/* --- the whole --- */

static enum rc open_zip(struct workbook *wb, const char *path, struct err *e)
{
    AUTO_FD fd = -1;
    int64_t size;
    enum rc rc = fs_open_regular(&fd, &size, path, XLSX_FILE_MAX, e);
    if (rc)
        return rc;
    int trouble;
    int own = dup(fd); /* zip_close ends it */
    wb->zip = own < 0 ? NULL : zip_fdopen(own, ZIP_CHECKCONS, &trouble);
    if (!wb->zip && own >= 0)
        close(own);
    if (!wb->zip || zip_get_num_entries(wb->zip, 0) > ENTRIES_MAX)
        return damaged(wb, e);
    return RC_OK;
}

static void workbook_release(struct workbook *wb)
{
    if (wb->zip)
        zip_discard(wb->zip);
    free(wb->texts);
    arena_release(&wb->arena);
}
#define AUTO_WORKBOOK __attribute__((cleanup(workbook_release))) struct workbook

enum rc xlsx_first_sheet(struct buf *csv, const char *path, const char *name, struct err *e)
{
    AUTO_WORKBOOK wb = { .name = name };
    const char *relation = NULL, *sheet = NULL;
    enum rc rc = open_zip(&wb, path, e);
    if (!rc)
        rc = first_relation(&relation, &wb, e);
    if (!rc)
        rc = sheet_path(&sheet, &wb, relation, e);
    if (!rc)
        rc = read_texts(&wb, e);
    return rc ? rc : read_sheet(csv, &wb, sheet, e);
}
