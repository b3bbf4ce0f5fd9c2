/* issue.h - giving a paper out: number, draw, hand to a file, a printer or a roll, remember what the printer
 * said. */
#ifndef PAPER_ISSUE_H
#define PAPER_ISSUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct js;
struct office;

/* Where it goes: exactly one of file, printer, thermal. */
struct issue_order {
    const char *kind;    /* receipt, supplement ... */
    const char *code;    /* of the dossier; for the book a day, a month or FROM..TO */
    const char *file;    /* PDF, written whole */
    const char *printer; /* CUPS queue; "" = setting printer.name, then the system's default */
    const char *thermal; /* device, file or tcp:HOST:PORT; "" = setting printer.thermal */
};

struct issue_result {
    int number, reprint; /* see paper_store.h; 0 for the register book */
    int job;             /* of CUPS, else 0 */
    const char *state;   /* "confirmed" (file), "sent" (printer) */
};

/* The number is committed before anything is drawn or sent; a try that fails keeps it for the next. */
MUST enum rc issue_paper(
    struct issue_result *ret, const struct office *of, const struct issue_order *order, struct err *e);

/* The receipt's QR text for the facts of a reception. */
MUST enum rc issue_payload(char out[401], const struct office *of, const struct js *facts, struct err *e);

/* Draws `kind` from given facts into a PDF, over it "BẢN NHÁP": for a look at a layout. Nothing is recorded.
 */
MUST enum rc issue_sample(
    const struct office *of, const char *kind, const struct js *facts, const char *file, struct err *e);

#endif
