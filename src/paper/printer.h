/* printer.h - the office's page printers, through CUPS. */
#ifndef PAPER_PRINTER_H
#define PAPER_PRINTER_H

#include <stddef.h>

#include "base/err.h"

#define PRINTER_NAME 256

/* A job in a queue: its number is known before the first byte goes there, so that the book can keep it. */
struct printer_job {
    char queue[PRINTER_NAME];
    int number;
};

/* `name` NULL or "" = the system's default. `title` must be ASCII: other letters come out mangled in the
 * queue. RC_NOT_FOUND: no such queue; RC_AGAIN: the print service does not answer, or the printer takes
 * nothing. */
MUST enum rc printer_begin(struct printer_job *ret, const char *name, const char *title, struct err *e);

/* Hands the PDF over. RC_OK means "sent", not "printed"; on trouble the job is cancelled. */
MUST enum rc printer_send(
    const struct printer_job *job, const char *title, const void *pdf, size_t len, struct err *e);

enum printer_word {
    PRINTER_WAITING, /* in the queue or on the way */
    PRINTER_DONE,
    PRINTER_FAILED,  /* aborted or cancelled */
    PRINTER_STOPPED, /* the printer was stopped by somebody: nothing comes out by itself */
};

/* What the printer says of the job now. RC_AGAIN when the service does not answer. */
MUST enum rc printer_ask(enum printer_word *ret, const struct printer_job *job, struct err *e);

/* Asks until it is no longer waiting, at most `ms`. */
MUST enum rc printer_watch(enum printer_word *ret, const struct printer_job *job, int ms, struct err *e);

/* Takes a waiting job back. */
void printer_cancel(const struct printer_job *job);

#endif
