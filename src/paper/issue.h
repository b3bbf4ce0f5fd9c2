/* issue.h - giving a paper out: number, draw, hand to a file, a printer or a roll, remember what the printer
 * said. */
#ifndef PAPER_ISSUE_H
#define PAPER_ISSUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct js;
struct office;

/* Where it goes: exactly one of file, printer, thermal. */
struct issue_order {
    const char *kind;    /* receipt, supplement ... */
    const char *code;    /* of the dossier; a day, month or FROM..TO (book, handover); a label (ticket) */
    const char *file;    /* PDF, written whole */
    const char *printer; /* CUPS queue; "" = setting printer.name, then the system's default */
    const char *thermal; /* device, file or tcp:HOST:PORT; "" = setting printer.thermal */
};

struct issue_result {
    int number, reprint; /* see paper_store.h; 0 for papers of no single dossier */
    int job;             /* of CUPS, else 0 */
    const char *state;   /* "confirmed": it is out; "sent": taken, but nobody said so yet */
};

/* The number is committed before anything is drawn or sent; a try that fails keeps it for the next. A page
 * printer is watched for some seconds. RC_AGAIN with the printer's trouble in words: the paper is then not
 * issued. */
MUST enum rc issue_paper(
    struct issue_result *ret, const struct office *of, const struct issue_order *order, struct err *e);

/* All papers of one kind of the dossiers received on a day (ISO), in one file. *count tells how many. */
MUST enum rc issue_day(
    int *count, const struct office *of, const char *kind, const char *day, const char *file, struct err *e);

/* Print `number` as it was given out, marked as a copy or, when it was taken back, as void with the reason.
 */
MUST enum rc issue_past(
    const struct office *of, const char *kind, const char *code, int number, const char *file, struct err *e);

/* Asks the print service about every print of which the last word is missing, and writes down what it says.
 */
MUST enum rc issue_settle(const struct office *of, struct err *e);

/* The receipt's QR text for the facts of a reception. */
MUST enum rc issue_payload(char out[401], const struct office *of, const struct js *facts, struct err *e);

/* Draws `kind` from given facts into a PDF, over it "BẢN NHÁP": for a look at a layout. Nothing is recorded.
 */
MUST enum rc issue_sample(
    const struct office *of, const char *kind, const struct js *facts, const char *file, struct err *e);

#endif
