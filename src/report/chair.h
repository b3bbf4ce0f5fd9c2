/* chair.h - the chairman's workbook: one page to sign, then the rows behind each of its figures.
 *
 * The first sheet has no person on it but the one who signs and the one who made it. Every figure can be
 * found again: the list's columns "Tính vào" and "Xếp loại" filter to exactly the rows that were counted.
 */
#ifndef REPORT_CHAIR_H
#define REPORT_CHAIR_H

#include "base/err.h"

struct figures;
struct report_job;
struct sheets;

struct chair_words {
    const char *sheet; /* name of the first sheet */
    const char *title;
    const char *list_sheet, *list_title;
};

/* The whole workbook: first sheet, all dossiers of the period, the late ones. */
MUST enum rc chair_write(
    struct sheets *w, struct report_job *job, const struct chair_words *words, struct err *e);

/* The lists alone, for other reports. */
MUST enum rc write_dossier_list(
    struct sheets *w, struct report_job *job, const char *name, const char *title, struct err *e);
MUST enum rc write_late_list(
    struct sheets *w, struct report_job *job, const struct figures *f, struct err *e);

#endif
