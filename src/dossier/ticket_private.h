/* ticket_private.h - what ticket_store.c (rows, taking, lists) and ticket_call_store.c (the steps of a desk) share. */
#ifndef DOSSIER_TICKET_PRIVATE_H
#define DOSSIER_TICKET_PRIVATE_H

#include "base/date.h"
#include "dossier/ticket.h"

const char *ticket_today(char out[ISO_DAY_SIZE], const struct office *of);

/* RC_NOT_FOUND "no_ticket" in words. */
MUST enum rc ticket_by_label(struct ticket *ret, const struct office *of, const char *label, struct err *e);

/* The ticket that this desk's newest call ended; id 0 = it ended none. */
MUST enum rc ticket_ended_by(
    struct ticket *ret, const struct office *of, const struct ticket *called, struct err *e);

/* Writes everything that may change: not the label, the priority and the arrival. */
MUST enum rc ticket_update(const struct office *of, const struct ticket *t, struct err *e);

/* The journal's line about it; `dossier` NULL = none. */
MUST enum rc ticket_note(
    const struct office *of, const char *action, const struct ticket *t, const char *dossier, struct err *e);

/* "service" unless it is a letter A-Z. */
MUST enum rc ticket_check_service(char service, struct err *e);

#endif
