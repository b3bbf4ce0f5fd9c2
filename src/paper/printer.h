/* printer.h - the office's page printers, through CUPS. */
#ifndef PAPER_PRINTER_H
#define PAPER_PRINTER_H

#include "base/err.h"

/* Hands a PDF to the queue `name` (NULL or "" = the system's default) and returns the job's number.
 * `title` must be ASCII: other letters come out mangled in the queue. RC_NOT_FOUND: no such queue; RC_AGAIN:
 * the print service does not answer. RC_OK means "sent", not "printed". */
MUST enum rc printer_send(
    int *job, const char *name, const char *title, const void *pdf, size_t len, struct err *e);

enum printer_word { PRINTER_WAITING, PRINTER_DONE, PRINTER_FAILED };

/* What the printer says of the job now. RC_AGAIN when the service does not answer. */
MUST enum rc printer_ask(enum printer_word *ret, const char *name, int job, struct err *e);

#endif
