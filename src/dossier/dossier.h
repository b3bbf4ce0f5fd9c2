/* dossier.h - a case file (hồ sơ): who asked for what, with which papers, by when, and where it stands.
 *
 * A dossier is in the book whole or not at all: number, rows, journal event and deliveries are one transaction.
 * It is never deleted; a wrong step is undone by another step with a reason.
 * Times are UTC seconds, 0 = not yet. Texts belong to the arena the dossier was loaded into.
 */
#ifndef DOSSIER_DOSSIER_H
#define DOSSIER_DOSSIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "dossier/state.h"

struct arena;
struct db;
struct js;
struct office;

#define DOSSIER_CODE_SIZE 64

struct dossier_file {
    int64_t id;
    char *name;           /* as the clerk named it */
    char *kind;           /* "pdf", "jpeg", "png", "tiff" */
    int64_t size;
    char *digest;         /* BLAKE2b-256, hexadecimal */
    char *sealed_name;
    bool result;          /* a result, not a component */
    bool voided;          /* a result that was taken back */
    char *component_id;
};

/* One line of the checklist as it stood at reception. */
struct dossier_component {
    char *id, *name;
    bool present_only;
    int originals, certified, copies;
    char *replaced_by;    /* database, "" = none */
};

struct dossier {
    int64_t id;
    char *code;
    int64_t procedure_id;
    char *procedure_code;
    char *variant;             /* "" = none */
    char *channel;             /* direct, online, post */
    enum state state;
    int64_t applicant_id, submitter_id;
    char *applicant, *submitter;   /* JSON as on the day of reception; submitter "" = the applicant */
    char *answers;             /* JSON object */
    int form_version;
    char *summary, *note;
    char *result_by;
    int64_t fee;
    char *fee_note;
    int64_t submitted_at, received_at, due_at, finished_at, returned_at, refused_at;
    char *due_why;             /* JSON array of sentences */
    int64_t paused_at;         /* waiting for the citizen since; 0 = running */
    int supplements;
    int64_t holder_id, received_by;
    char *holder;              /* name, "" = nobody */
    char *desk;
    char *external_code;
    int version;               /* grows with each change */
    struct dossier_component *components;
    size_t components_count;
    struct dossier_file *files;
    size_t files_count;
};

/* "H48.25-260105-0001": unit, day, serial of that unit on that day (4 digits, 5 from 10,000 on; refused at 99,999). */
MUST enum rc dossier_code(char ret[DOSSIER_CODE_SIZE], const char *unit, struct day day, int64_t serial, struct err *e);

/* Late now, or finished late. */
bool dossier_late(const struct dossier *d, int64_t now);

/* --- in the book (dossier_store.c) --- */
MUST enum rc dossier_load(struct dossier *ret, struct db *db, struct arena *a, const char *code, struct err *e);
MUST enum rc dossier_load_id(struct dossier *ret, struct db *db, struct arena *a, int64_t id, struct err *e);

/* Takes the unit's next serial of that day; inside the transaction that inserts the dossier, so it leaves no gap. */
MUST enum rc dossier_next_serial(int64_t *ret, struct db *db, const char *unit, struct day day, struct err *e);

/* Writes the rows of a new dossier and its components; sets d->id. Inside a transaction. */
MUST enum rc dossier_insert(struct db *db, struct dossier *d, struct err *e);

/* Writes what a step of its life changed. RC_CONFLICT when somebody changed it since it was loaded (d->version). */
MUST enum rc dossier_update(struct db *db, struct dossier *d, struct err *e);

MUST enum rc dossier_file_insert(struct db *db, int64_t dossier_id, struct dossier_file *file, int64_t now, int64_t staff_id,
    struct err *e);

/* How many dossiers this person filed for this procedure on that day; *code is one of them ("" = none). */
MUST enum rc dossier_same_day(char code[DOSSIER_CODE_SIZE], struct db *db, int64_t applicant_id, const char *procedure_code,
    struct day day, struct err *e);

/* When the dossier numbered last was received; 0 in a book without dossiers. */
MUST enum rc dossier_newest_received(int64_t *at, struct db *db, struct err *e);

/* Writes the row and adds the file to d->files, whose texts live in `a`. Inside a transaction. */
MUST enum rc dossier_add_file(struct dossier *d, const struct office *of, struct dossier_file *file, struct arena *a,
    struct err *e);

struct dossier_filter {
    bool unclaimed;            /* finished, result not handed over */
    enum state state;          /* STATE_NONE = any */
    bool open_only;
    const char *due;           /* "today", "late", "week" or NULL */
    const char *desk, *find;   /* NULL = any; find is folded text: code, name, procedure */
    int64_t holder_id;         /* 0 = any */
    struct day today;
    int64_t now;
    int limit;                 /* 0 = 1000 */
};

struct dossier_row {
    int64_t id;
    char *code, *procedure_code, *procedure, *applicant, *channel, *holder, *desk;
    enum state state;
    int64_t received_at, due_at, finished_at;
    bool late;
    char *delivery;            /* state of its oldest open delivery, "done" or "" */
    int version;               /* as it is shown: a step says what it was seen at */
    int owed;                  /* papers that are still to come */
};

MUST enum rc dossier_list(struct dossier_row **ret, size_t *count, struct db *db, const struct dossier_filter *filter,
    struct arena *a, struct err *e);

#endif
