/* answers_view.h - private to answers.c and answers_view.c: answers looked at through their form.
 *
 * Which fields are shown depends on other answers, and those count only while they are shown themselves. A
 * view works each field out once. Rings of fields are refused when a form is read, so it comes to an end.
 */
#ifndef CATALOG_ANSWERS_VIEW_H
#define CATALOG_ANSWERS_VIEW_H

#include "catalog/form.h"

struct js;

struct view {
    const struct form *form;
    const struct js *answers;
    struct day today;
    signed char shown[FORM_FIELDS_MAX]; /* 0 = not worked out yet, 1 = shown, -1 = hidden */
};

struct view view_of(const struct form *form, const struct js *answers, struct day today);

bool view_shows(struct view *v, int field);

/* The answer of a shown field, NULL when hidden or empty; rows have no such text, but view_has says true. */
const char *view_value(struct view *v, int field);
bool view_has(struct view *v, int field);

bool view_holds(struct view *v, const struct form_condition *c);

/* What is needed of a field right now: NEED_NONE when it is hidden or its require_when does not hold. */
enum form_need view_need(struct view *v, const struct form_field *f);

#endif
