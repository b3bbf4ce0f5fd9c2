/* xlsx_part.c - see xlsx_part.h. */
#include "catalog/xlsx_part.h"

#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "base/fs.h"
#include "base/i18n.h"
#include "catalog/xlsx_read.h"

#define ENTRIES_MAX 2000 /* parts of the zip */
#define DEPTH_MAX   64

/* --- one part, read piece by piece --- */

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

void part_release(struct part *part)
{
    if (part->xml)
        xmlFreeTextReader(part->xml);
    close_part(part);
    *part = (struct part){ 0 };
}

enum rc workbook_damaged(const struct workbook *wb, struct err *e)
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

enum rc part_open(struct part *ret, struct workbook *wb, const char *path, struct err *e)
{
    *ret = (struct part){ .wb = wb, .file = zip_fopen(wb->zip, path, 0) };
    if (!ret->file)
        return zip_name_locate(wb->zip, path, 0) < 0 ? RC_NOT_FOUND : workbook_damaged(wb, e);
    /* No XML_PARSE_NOENT, DTDLOAD or HUGE: the library's own limits stay, nothing is loaded from elsewhere.
     */
    ret->xml = xmlReaderForIO(read_part, close_part, ret, path, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA);
    if (!ret->xml && !ret->document_type)
        return ret->damaged ? workbook_damaged(wb, e) : err_no_memory(e);
    if (!ret->xml)
        return no_document_type(wb, e);
    xmlTextReaderSetErrorHandler(ret->xml, ignore_error, NULL);
    return RC_OK;
}

bool part_next(struct part *part, enum rc *rc, struct err *e)
{
    int more = xmlTextReaderRead(part->xml);
    if (part->document_type ||
        (more == 1 && xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_DOCUMENT_TYPE)) {
        *rc = no_document_type(part->wb, e);
        return false;
    }
    if (more < 0 || part->damaged || part->wb->too_large || xmlTextReaderDepth(part->xml) > DEPTH_MAX) {
        *rc = workbook_damaged(part->wb, e);
        return false;
    }
    return more == 1;
}

bool part_begins(const struct part *part, const char *element)
{
    return xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_ELEMENT &&
           strcmp((const char *)xmlTextReaderConstLocalName(part->xml), element) == 0;
}

bool part_ends(const struct part *part, const char *element)
{
    int type = xmlTextReaderNodeType(part->xml);
    return (type == XML_READER_TYPE_END_ELEMENT ||
               (type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(part->xml))) &&
           strcmp((const char *)xmlTextReaderConstLocalName(part->xml), element) == 0;
}

const char *part_text(const struct part *part)
{
    int type = xmlTextReaderNodeType(part->xml);
    bool text = type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
                type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
    return text ? (const char *)xmlTextReaderConstValue(part->xml) : NULL;
}

const char *part_attribute(const struct part *part, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(part->xml, (const xmlChar *)name);
    const char *copy = value ? arena_strdup(&part->wb->arena, (const char *)value) : NULL;
    xmlFree(value);
    return copy ? copy : "";
}

void part_short_attribute(char *out, size_t size, const struct part *part, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(part->xml, (const xmlChar *)name);
    snprintf(out, size, "%s", value ? (const char *)value : "");
    xmlFree(value);
}

void part_skip(struct part *part)
{
    xmlTextReaderNext(part->xml);
}

/* --- the zip --- */

enum rc workbook_open(struct workbook *wb, const char *path, struct err *e)
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
        return workbook_damaged(wb, e);
    return RC_OK;
}

void workbook_release(struct workbook *wb)
{
    if (wb->zip)
        zip_discard(wb->zip);
    free(wb->texts);
    arena_release(&wb->arena);
}
