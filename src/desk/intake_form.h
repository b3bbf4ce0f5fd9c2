/* intake_form.h - the files of step 4 among themselves: rows, what is known, picture. */
#ifndef DESK_INTAKE_FORM_H
#define DESK_INTAKE_FORM_H

#include <stdbool.h>

#include "desk/intake_desk.h"

#define FORM_WIDE 132 /* columns from which the portal's form and the history stand beside ours */

/* --- rows and answers (intake_form_rows.c) --- */
void form_rows_add(struct intake *in);
int form_rows_needed(const struct form *form);
struct js *form_answers(const struct intake *in); /* as the cells now are; yours */
void form_answers_load(struct intake *in, const struct js *answers, const struct js *sources);
void form_rows_hide(struct intake *in, const struct js *answers);
bool form_cell_filled(const struct cell_field *cell);

/* --- never ask twice (intake_form_known.c) --- */
void form_propose(struct intake *in); /* fills what is empty; typed values are never touched */
const char *form_recall(void *owner, int row);
const char *form_copy(void *owner, int row);
const char *form_offered(void *owner, int row, const char **source);
void form_history_follow(struct intake *in); /* the cursor may have moved */

/* The day it would be promised for, if it were filed now; looked up when the step is entered. */
void form_promise(struct intake *in);

/* --- picture (intake_form_draw.c) --- */
void form_picture(struct intake *in, struct canvas *c);

#endif
