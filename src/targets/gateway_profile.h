/* gateway_profile.h - a gateway's names for things, from data/messages/gateways.yaml, and what its answers
 * mean. */
#ifndef TARGETS_GATEWAY_PROFILE_H
#define TARGETS_GATEWAY_PROFILE_H

#include "base/err.h"

struct arena;
struct http_answer;
struct yaml;
struct yaml_node;

struct gateway_profile {
    struct yaml *document;
    const struct yaml_node *body, *words;
    const char *send, *status, *header, *phone; /* status "" = cannot be asked */
    const char *key_name, *word_name, *id_name;
};

/* What is put into the blanks of the profile; "" where it does not matter. */
struct gateway_blanks {
    const char *key, *phone, *text, *sender, *account, *secret;
};

/* RC_REFUSED with file and line when the entry lacks something. */
MUST enum rc gateway_profile_read(
    struct gateway_profile *ret, const char *share_dir, const char *channel, struct err *e);
void gateway_profile_release(struct gateway_profile *p);

/* `template` with its blanks filled; NULL when memory ends. */
char *gateway_fill(struct arena *a, const char *template, const struct gateway_blanks *b);

/* The JSON body of a message; NULL when memory ends. */
char *gateway_body(struct arena *a, const struct gateway_profile *p, const struct gateway_blanks *b);

/* A Vietnamese number ("0912345678") as the gateway writes it. */
char *gateway_phone(struct arena *a, const struct gateway_profile *p, const char *phone);

enum gateway_verdict {
    GATEWAY_NOTHING, /* proves nothing: not an answer to this message */
    GATEWAY_OTHER,   /* an answer to another message */
    GATEWAY_TOLD,
    GATEWAY_SEEN,
    GATEWAY_RETRY,
    GATEWAY_WRONG_NUMBER,
    GATEWAY_REFUSED,
    GATEWAY_ABSENT, /* it does not know this message */
};

struct gateway_reading {
    enum gateway_verdict verdict;
    char word[64], id[128];
};

/* What an answer says about the message `key`. */
void gateway_read(struct gateway_reading *ret, const struct gateway_profile *p,
    const struct http_answer *answer, const char *key);

#endif
