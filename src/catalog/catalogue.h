/* catalogue.h - all procedures as one file or folder says them: read, checked, compared, taken into the book.
 *
 * The folder data/catalogue/ holds tables that people edit: procedures.csv, components.csv, variants.csv.
 * Also read: one YAML file (a list of procedures, same names), procedures as CSV alone, and records of the
 * portal (LayThuTuc, JSON). A file with a doubled or unknown code, a wrong unit or a paper of a procedure
 * that is not there is refused as a whole, with file:line:column of each place; the catalogue in force stays
 * as it was.
 */
#ifndef CATALOG_CATALOGUE_H
#define CATALOG_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "catalog/procedure.h"

struct office;
struct problems;

#define CATALOGUE_MAX      20000              /* procedures */
#define CATALOGUE_SIZE_MAX ((size_t)64 << 20) /* bytes of one file */

struct catalogue {
    struct arena arena;
    struct procedure *procedures; /* by code once checked */
    size_t count, capacity;
    bool complete;    /* read from a folder: says everything. A file says only what changes */
    bool from_portal; /* knows papers by their names only; see procedure_keep_papers */
};

/* Reads a folder, or a file by its ending: .csv .yaml .yml .json, .jsonl (a record of the portal a line), or
 * .xlsx (the table of its first sheet as CSV: that is what catalogue_parse gets). Everything wrong is added to `problems`
 * (place in its field: "procedures.csv:12:11", column counted in cells for a table). RC_REFUSED when anything
 * is refused. */
MUST enum rc catalogue_read(
    struct catalogue *ret, const char *path, struct problems *problems, struct err *e);

/* The same for text at hand; `name` ends in the kind (".json") and stands in messages. */
MUST enum rc catalogue_parse(struct catalogue *ret, const char *text, size_t len, const char *name,
    struct problems *problems, struct err *e);

/* NULL when there is none. By binary search. */
const struct procedure *catalogue_find(const struct catalogue *c, const char *code);

void catalogue_release(struct catalogue *c);
#define AUTO_CATALOGUE __attribute__((cleanup(catalogue_release))) struct catalogue

/* --- what changes --- */

enum change_kind { CHANGE_ADDED, CHANGE_WITHDRAWN, CHANGE_EDITED };

struct change {
    enum change_kind kind;
    const char *code;
    const char *what;     /* "fee", "limit", "component" ...; "" for added and withdrawn */
    const char *sentence; /* "fee of 2.000815 (direct) from 2.000 to 0 from 01/12/2026", translated */
};

struct changes {
    struct arena *arena; /* set by the caller */
    struct change *list;
    size_t count, capacity;
};

/* Adds what differs between two versions; nothing when they say the same. `from` is the day it begins to
 * count. */
MUST enum rc procedure_compare(struct changes *changes, const struct procedure *old,
    const struct procedure *new, struct day from, struct err *e);

/* What a file leaves open (an empty cell, a missing column or list) stays as it is in force. */
void procedure_keep_unsaid(struct procedure *p, const struct procedure *old);

/* The portal cannot say when a paper is needed, that it is only looked at, or by what plain question a case is
 * told: papers and cases of the same name keep that, and their ids, from `old`. `a` holds new texts. */
MUST enum rc procedure_keep_papers(
    struct procedure *p, const struct procedure *old, struct arena *a, struct err *e);

/* --- in the book --- */

struct import_options {
    struct day from; /* the new versions count from this day */
    bool whole;      /* the file is the whole catalogue: what is missing in it is withdrawn */
    bool dry_run;    /* only tell */
};

struct import_report {
    size_t added, changed, same, withdrawn;
    struct changes changes; /* changes.arena is the caller's */
};

/* Compares with the book and, unless dry_run, writes new versions in one transaction with a journal event. */
MUST enum rc catalogue_import(struct import_report *report, const struct office *of, struct catalogue *c,
    const struct import_options *options, struct err *e);

/* For `init`: takes of->share_dir/data/catalogue into a book, in force from 2000-01-01 on so that older
 * papers can be entered, too. Joins an open transaction. A second call changes nothing that is the same. */
MUST enum rc catalogue_install(const struct office *of, struct err *e);

#endif
