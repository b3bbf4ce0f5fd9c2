/* field.h - what can be asked in a form: a type of field turns what was typed into the text that is kept.
 *
 * One type a file in catalog/fields/; the Makefile makes the table. A value is always a text (the string in
 * the answers' JSON), in one canonical spelling: days "2026-01-05" (or "1985", "1985-08" where the form
 * allows it), numbers without blanks and dots, choices by their value, several choices joined by "; ".
 * parse(parse(x)) == parse(x): a canonical value may be parsed again, so checking is parsing.
 */
#ifndef CATALOG_FIELD_H
#define CATALOG_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct buf;

/* One line of a list of values (F4). `also` holds other names it is found by: old names, codes. */
struct field_choice {
    const char *value, *label, *also;
};

/* What a form says about one field, as far as its type wants to know it. Zeroed = the type's own defaults. */
struct field_rule {
    int max_length; /* characters (code points); 0 = the type's */
    bool has_min, has_max;
    int64_t min, max;           /* number, money; rows of a repeat */
    bool year_only, month_year; /* date: "1985" and "08/1985" are enough (birth days of old papers) */
    bool past;                  /* date: not after today */
    bool other;                 /* choice: a value outside the list is taken as typed */
    const struct field_choice *choices;
    size_t choices_count;
};

/* Which keys make sense in the field: others are beeped away by the desk. */
enum field_keys { KEYS_TEXT, KEYS_DIGITS, KEYS_DATE, KEYS_PHONE };

/* A part of a block type (person): becomes a field of its own, ID_PART. */
struct field_part {
    const char *name;  /* "birth_date" */
    const char *type;  /* "date" */
    const char *label; /* Vietnamese, as on the papers */
    const char *example;
    bool year_only, past, by_default;
};

/* The options a type understands besides those of every field. */
enum field_option {
    TAKES_LENGTH = 1 << 0, /* max_length */
    TAKES_RANGE = 1 << 1,  /* min, max */
    TAKES_DATE = 1 << 2,   /* year_only, month_year, past */
    TAKES_LIST = 1 << 3,   /* choices, list, other */
    TAKES_PARTS = 1 << 4,  /* parts: expands into fields */
    TAKES_FIELDS = 1 << 5, /* fields: rows of them; min, max count rows */
    NO_ANSWER = 1 << 6,    /* shown, never answered (note) */
};

struct field_type {
    const char *name;
    const char *summary; /* N_("...") one line: what it takes, how to type it */
    unsigned options;
    enum field_keys keys;
    int fixed_length; /* typed characters after which the desk may go on by itself; 0 = never */
    int max_length;   /* characters */
    const char *list; /* list of values every field of this type has: a file of data/lists, or NULL */
    const struct field_part *parts; /* ends with { 0 } */

    /* Appends the canonical value; `typed` is not blank. RC_REFUSED with words for the counter. NULL: taken
     * as it is. */
    enum rc (*parse)(
        struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e);
    /* Appends how a value is shown and printed. NULL: as it is kept. */
    void (*show)(struct buf *out, const char *value, const struct field_rule *rule);
};

extern const struct field_type *const field_table[];

/* NULL when there is no such type. */
const struct field_type *field_type_find(const char *name);

/* Trims blanks, measures, and lets the type read it. Blank text gives "" without asking the type. */
MUST enum rc field_parse(struct buf *out, const struct field_type *type, const char *typed,
    const struct field_rule *rule, struct day today, struct err *e);

void field_show(
    struct buf *out, const struct field_type *type, const char *value, const struct field_rule *rule);

/* The choice meant by `typed`: its number in the list, value, label or other name; without marks, any case.
 * NULL when none or several fit. */
const struct field_choice *field_choose(const struct field_rule *rule, const char *typed);

/* For the types: appends only the digits; blanks, dots and dashes are passed over. False when there is
 * something else. */
bool field_digits(struct buf *out, const char *typed);

#endif
