/* message_text.h - the words of the messages: data/messages/vi.yaml, its blanks filled, cut to what one
 * message holds.
 *
 * A text is words, {blanks} and [parts that may be left out]. A part in brackets is left out when a blank in
 * it is empty, and as long as the text is too long, the last such part first. Pure but for reading the file.
 */
#ifndef DOSSIER_MESSAGE_TEXT_H
#define DOSSIER_MESSAGE_TEXT_H

#include <stdbool.h>

#include "base/err.h"
#include "dossier/message.h"

struct arena;
struct problems;

/* What stands in the blanks; "" = not known. unit, code and initials are always known. */
struct message_blanks {
    const char *unit, *code, *initials;
    const char *due, *by, *was, *phone;
};

struct message_words {
    char *text, *say;
    char
        *sms; /* what the gateway gets: without marks unless `marks` and one message of 70 letters holds it */
    int parts;
    bool lists;
};

/* `key` is a kind's slug or a finer one ("ready-post"). RC_REFUSED with file and line when the words are
 * wrong, RC_NOT_FOUND when there are none. */
MUST enum rc message_words(struct message_words *ret, const char *share_dir, const char *key,
    const struct message_blanks *blanks, bool marks, struct arena *a, struct err *e);

/* Every entry with the longest blanks a commune has: what is wrong goes into `p`; parts[kind] = short
 * messages. */
MUST enum rc message_words_check(
    struct problems *p, int parts[MESSAGE_KINDS], const char *share_dir, const char *unit, struct err *e);

/* "17:00 05/01/2026": short, and the same in every language of the program. */
#define MESSAGE_MOMENT_SIZE 24
const char *message_moment(char out[MESSAGE_MOMENT_SIZE], int64_t at);

#endif
