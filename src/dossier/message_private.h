/* message_private.h - what the three stores of messages share; nobody else's. */
#ifndef DOSSIER_MESSAGE_PRIVATE_H
#define DOSSIER_MESSAGE_PRIVATE_H

#include "dossier/message.h"

/* What is possible for this person at this number now. */
MUST enum rc message_means_of(struct message_means *ret, const struct office *of, int64_t person_id,
    const char *phone, bool lists, struct err *e);

/* Where the message stands from now on; any state but open ends it. */
MUST enum rc message_settle(const struct office *of, int64_t id, enum message_state state,
    enum message_rung rung, const char *answer, struct err *e);

/* A line of the dossier's timeline. */
MUST enum rc message_note(
    const struct office *of, const char *code, const char *action, const char *reason, struct err *e);

MUST enum rc message_mark_seen(const struct office *of, int64_t event_seq, struct err *e);

MUST enum rc message_remember_bad(
    const struct office *of, int64_t person_id, const char *phone, struct err *e);

/* `at`, or the end of the quiet hours it falls into. */
int64_t message_quiet_end(const struct office *of, int64_t at);

#endif
