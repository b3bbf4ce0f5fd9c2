/* gateway.h - the practice gateway: takes messages to invented citizens as an SMS or a Zalo gateway would,
 * sends none.
 *
 * POST /sms/messages and /zalo/messages take one message, GET .../KEY tells what became of it, GET
 * /practice/messages lists all, repeats marked. The last three digits of a number decide its fate: 404 = nobody
 * has it, 403 = has no Zalo, 503 = the gateway is busy, 200 = read at once, 201 = read by the time somebody asks.
 * Nothing is kept on disk.
 */
#ifndef PRACTICE_GATEWAY_H
#define PRACTICE_GATEWAY_H

#include <stdbool.h>

struct js;

struct gateway_shelf {
    struct js *messages; /* array, oldest first; NULL = none yet */
};

/* Whether `url` is one of these. */
bool gateway_is(const char *url);

/* Takes the message in `body`; the answer as a document of its own. */
struct js *gateway_take(struct gateway_shelf *shelf, const char *url, const struct js *body);

/* What became of the message whose key ends `url`. */
struct js *gateway_tell(const struct gateway_shelf *shelf, const char *url);

/* Every message that was taken. */
struct js *gateway_list(const struct gateway_shelf *shelf);

void gateway_release(struct gateway_shelf *shelf);

#endif
