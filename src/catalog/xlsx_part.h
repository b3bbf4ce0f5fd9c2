/* xlsx_part.h - private to the workbook reader: the parts of the zip as streams of XML nodes, with limits.
 *
 * The only file that includes libzip and libxml2 is xlsx_part.c. A document type in any part is refused
 * before the parser sees it, so no entity exists; nothing outside the file is ever opened.
 */
#ifndef CATALOG_XLSX_PART_H
#define CATALOG_XLSX_PART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct zip;
struct zip_file;
struct _xmlTextReader;

struct workbook {
    struct arena arena;
    struct zip *zip;
    const char *name;
    size_t unpacked; /* bytes read of all parts so far */
    char **texts;    /* shared strings */
    size_t texts_count, texts_capacity;
    bool too_large;
};

MUST enum rc workbook_open(struct workbook *wb, const char *path, struct err *e); /* wb->name is set */
void workbook_release(struct workbook *wb);
#define AUTO_WORKBOOK __attribute__((cleanup(workbook_release))) struct workbook

/* The refusal of a workbook that is damaged, or too large once unpacked. */
enum rc workbook_damaged(const struct workbook *wb, struct err *e);

/* One part, read piece by piece. */
struct part {
    struct workbook *wb;
    struct zip_file *file;
    struct _xmlTextReader *xml;
    bool damaged, document_type;
    size_t matched; /* letters of DOCTYPE seen last */
};

/* RC_NOT_FOUND without words when the workbook has no such part. */
MUST enum rc part_open(struct part *ret, struct workbook *wb, const char *path, struct err *e);
void part_release(struct part *part);
#define AUTO_PART __attribute__((cleanup(part_release))) struct part

/* The next node. False at the end; *rc tells whether it was a good one. */
bool part_next(struct part *part, enum rc *rc, struct err *e);
void part_skip(struct part *part); /* over the present element and all in it */

bool part_begins(const struct part *part, const char *element);
bool part_ends(const struct part *part, const char *element);
const char *part_text(const struct part *part); /* of the present node, or NULL */

/* An attribute, copied into the arena; "" when there is none. */
const char *part_attribute(const struct part *part, const char *name);

/* The same into a room of the caller's: cells are many. */
void part_short_attribute(char *out, size_t size, const struct part *part, const char *name);

#endif
