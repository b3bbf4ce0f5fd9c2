/* answers.h - what was filled in: an object of texts, one a field (rows: an array of such objects).
 *
 * The pure part of a form: which fields are shown, what is missing, what cannot be right, what may be
 * proposed. Everything wrong is told at once. A hidden field's answer counts as not given and is left out of
 * the result.
 */
#ifndef CATALOG_ANSWERS_H
#define CATALOG_ANSWERS_H

#include "base/problem.h"
#include "catalog/form.h"

struct js;

/* visible[i] says whether form->fields[i] is shown with these answers. */
void answers_visible(
    bool visible[FORM_FIELDS_MAX], const struct form *form, const struct js *answers, struct day today);

/* Checks answers as they are received.
 * Refused: unknown ids, values that cannot be right, failed checks of severity error, missing answers without
 * which nothing is received. Warned of: gaps that the paper form still has, failed checks of severity
 * warning. A field that is needed at reception and has a fixed default takes it when nothing is given;
 * nothing else is added. Field names in the problems are the answers' ids; "documents[0].name" inside rows.
 * On RC_OK and on a refusal told in `problems`, *ret is the canonical object (yours; what could not be read
 * is left out); `e` then tells the first refusal. `answers` may be NULL: nothing filled in. */
MUST enum rc answers_check(struct js **ret, struct problems *problems, const struct form *form,
    const struct js *answers, struct day today, struct err *e);

/* Double entry: the critical fields, shown in either entry, whose values differ. Both entries are canonical.
 * Fills at most `max` and returns how many differ: these, not the whole form, go back to the second keyer,
 * unseen. */
size_t answers_differ(const struct form_field **ret, size_t max, const struct form *form,
    const struct js *first, const struct js *second, struct day today);

/* The same for a second keyer who sees nothing and types the critical fields only: `second` as typed, laid
 * over the rest of `first` (canonical). Adds a refusal "double_entry" for each field that differs - its value
 * is not told -, and what is wrong with `second` itself. Without critical answers in `first` there is nothing
 * to ask. */
MUST enum rc answers_second(struct problems *problems, const struct form *form, const struct js *first,
    const struct js *second, struct day today, struct err *e);

/* Number of shown fields that the paper form still lacks (reception and completion). */
int answers_gaps(const struct form *form, const struct js *answers, struct day today);

/* Fills empty answers from what is known: {"applicant":{...},"submitter":{...},"unit":{...},"earlier":{...}},
 * today, other answers and fixed defaults. Returns how many were filled; hidden fields and values that do not
 * fit stay empty. */
int answers_propose(struct js *answers, const struct form *form, const struct js *facts, struct day today);

#endif
