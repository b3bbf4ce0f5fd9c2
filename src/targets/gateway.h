/* gateway.h - what the targets "zalo" and "sms" have in common: a message to a citizen goes to a gateway.
 *
 * The gateway's own names stand in data/messages/gateways.yaml. One message is one POST under a key that
 * never changes (commune, book, event, channel), so a gateway that knows keys takes a repeat for what it is.
 * What was sent without an answer is asked about, never sent again blindly: where the gateway cannot be
 * asked, a colleague calls. Only an answer that repeats our key and says a word we know counts.
 */
#ifndef TARGETS_GATEWAY_H
#define TARGETS_GATEWAY_H

#include "base/err.h"
#include "targets/target.h"

/* `channel` is "zalo" or "sms": the settings CHANNEL.url and CHANNEL.account_file and the entry of the
 * profile. RC_NOT_FOUND in words while it is off or set up wrongly: the other targets go on. */
MUST enum rc gateway_open(
    void **ret, const char *channel, const struct office *of, int seconds, struct err *e);
void gateway_close(void *link);
struct http *gateway_http(void *link);
enum step gateway_step(void *link, struct attempt *at, const struct http_answer *answer);
enum rc gateway_settle(void *link, const struct attempt *at, struct err *e);

/* Asks which of the last days' messages were read meanwhile, a few a run. */
enum rc gateway_look_after(void *link, struct err *e);

#endif
