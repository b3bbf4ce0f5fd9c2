/* form.h - what a clerk fills in for one procedure: sections, fields, conditions and checks, from
 * forms/CODE.yaml.
 *
 * The language is described in motcua.form(5). A form is read whole and checked; a form with an error is not
 * used, and all its errors are told at once with their line and column. What is read never changes
 * afterwards. Blocks are flattened: a `person` field `mother` stands here as mother_name, mother_birth_date
 * and so on, so that an answer is always one text under one id. Only `repeat` has rows: an array of objects
 * of texts.
 */
#ifndef CATALOG_FORM_H
#define CATALOG_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "catalog/field.h"

struct office;

#define FORM_FIELDS_MAX 400
#define FORM_ERRORS_MAX 200
#define FORM_GENERIC    "_generic"

/* When an answer must be there. */
enum form_need {
    NEED_NONE,
    NEED_COMPLETION, /* before the paper form is complete: a gap is a warning at reception */
    NEED_RECEPTION,  /* nothing is received without it */
};

enum condition_kind {
    CONDITION_ALL,
    CONDITION_ANY,
    CONDITION_NOT,
    CONDITION_SET,
    CONDITION_ONE_OF, /* `equals` is a one_of with one value */
    CONDITION_BEFORE,
    CONDITION_AFTER, /* days; a year or month only counts when it is certain */
    CONDITION_LESS,
    CONDITION_MORE, /* numbers, money */
};

/* Comparisons and all/any/not: nothing that could loop. Fields are positions in form->fields. */
struct form_condition {
    enum condition_kind kind;
    int field;
    int other; /* field compared with, or -1: then `values[0]` ("today" or a day, or a number) */
    int years; /* added to the other side of before/after, then ... */
    int days;  /* ... these: periods of the law counted from an event */
    const char **values;
    size_t count; /* of values, or of parts */
    struct form_condition *parts;
};

struct form_field {
    const char *id, *label;
    const struct field_type *type;
    struct field_rule rule;
    enum form_need need;
    const struct form_condition *when;         /* shown only then; NULL = always */
    const struct form_condition *require_when; /* `need` counts only then; NULL = always */
    const char *help, *example, *law, *say;    /* "" when the form says nothing */
    const char *default_from;  /* "applicant.name", "answer.mother_residence", "today", ... or "" */
    const char *default_value; /* a fixed one, or "" */
    const char *portal;        /* name of the portal's field, or "" */
    const char *block;         /* label of the person block it came from ("Người mẹ"), or "" */
    bool critical;             /* double entry: a second keyer types it unseen */
    bool to_confirm;           /* our reading of the template, not yet compared with the official text */
    int number;                /* 1.. as shown at the counter; 0 for notes and fields of rows */
    int section;               /* position in form->sections */
    struct form_field *fields; /* of a repeat */
    size_t fields_count;
    int line, column;
};

struct form_section {
    const char *id, *title, *say, *law;
    const struct form_condition *when;
    size_t first, count; /* its fields: form->fields[first .. first+count-1] */
    char letter;         /* 'A'.. for the jump key */
};

/* Something between fields: told at `field` when `condition` holds. */
struct form_check {
    const char *id, *message, *law;
    const struct form_condition *condition;
    int field;
    bool error; /* false: a warning, may be passed */
};

struct form {
    struct arena arena;
    const char *code; /* "1.001193"; "_generic" */
    int version;
    const char *title, *law, *template_code, *source;
    bool to_confirm;
    struct form_section *sections;
    size_t sections_count;
    struct form_field *fields;
    size_t fields_count;
    struct form_check *checks;
    size_t checks_count;
};

struct form_error {
    const char *file, *code;
    int line, column;
    char message[256];
};

/* All errors of one reading. Zeroed = empty; `file` is borrowed from the caller of form_read. */
struct form_errors {
    struct form_error list[FORM_ERRORS_MAX];
    size_t count, dropped;
};

/* The form of a procedure from SHARE/forms/CODE.yaml, or the generic one when the procedure has none of its
 * own. RC_REFUSED when the file has errors (the first is told), RC_NOT_FOUND when there is not even a generic
 * form. */
MUST enum rc form_load(struct form **ret, const char *share_dir, const char *code, struct err *e);

/* The same form read once while the book is open, and again when its file has changed. Borrowed: it stays as
 * it is until the book is closed. */
MUST enum rc form_shared(
    const struct form **ret, const struct office *of, const char *code, struct err *e);

/* Reads one file; `errors` (may be NULL) gets everything that is wrong. Lists of values come from SHARE/data.
 */
MUST enum rc form_read(
    struct form **ret, const char *path, const char *share_dir, struct form_errors *errors, struct err *e);
MUST enum rc form_parse(struct form **ret, const char *text, size_t len, const char *name,
    const char *share_dir, struct form_errors *errors, struct err *e);

/* NULL, or -1, when the form has no such field. */
const struct form_field *form_field(const struct form *form, const char *id);
int form_field_index(const struct form *form, const char *id);

void form_free(struct form *form);
void form_auto_free(struct form **form);
#define AUTO_FORM __attribute__((cleanup(form_auto_free))) struct form *

#endif
