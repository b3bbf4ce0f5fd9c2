/* catalogue_build.h - private to the catalogue readers: one way to take a procedure out of a row, whatever
 * the file is.
 *
 * A row answers "what stands under this name, and where": a table line, a YAML map. Text passes the text
 * border.
 */
#ifndef CATALOG_CATALOGUE_BUILD_H
#define CATALOG_CATALOGUE_BUILD_H

#include "catalog/catalogue.h"

#define PLACE_SIZE 96

struct build {
    struct catalogue *c;
    struct problems *problems;
    const char *name; /* of the file, for places */
};

/* What a row is made of. `text` returns NULL when there is nothing of that name; `place` fills line and
 * column. */
struct row_kind {
    const char *(*text)(const void *data, const char *key);
    void (*place)(const void *data, const char *key, int *line, int *column);
};

struct row {
    const struct build *b;
    const struct row_kind *kind;
    const void *data;
};

/* Adds a refusal at `key` of the row. */
void row_refuse(const struct row *row, const char *key, const char *code, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* The text under `key`, NFC, in the catalogue's arena; "" when there is none. Several lines become one. */
const char *row_text(const struct row *row, const char *key);

/* Whether a text is its own NFC, in one line, without a blank too many: nothing to do for build_text. */
bool build_is_plain(const char *text);

/* The same for text from elsewhere; `place` for the message. */
const char *build_text(const struct build *b, const char *text, const char *place);

/* Adds an empty procedure with all texts "". NULL when memory ends. */
struct procedure *build_procedure(const struct build *b);

/* Fills from a row; refusals are added, the good parts stay. */
void build_from_row(struct procedure *p, const struct row *row);
void component_from_row(struct procedure_component *c, const struct row *row);
void variant_from_row(struct procedure_variant *v, const struct row *row);

/* Orders by code and looks at the whole: doubled codes, doubled ids, papers of unknown variants. */
void build_check(const struct build *b);

/* The readers of what the portal hands out (catalogue_portal.c). */
enum rc catalogue_from_portal(const struct build *b, const char *text, size_t len, struct err *e);
enum rc catalogue_from_portal_lines(const struct build *b, const char *text, size_t len, struct err *e);

#endif
