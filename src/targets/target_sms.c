/* target_sms.c - a short message to a citizen's telephone; see gateway.h. */
#include "targets/gateway.h"

static enum rc open_link(void **ret, const struct office *of, int seconds, struct err *e)
{
    return gateway_open(ret, "sms", of, seconds, e);
}

const struct target target_target_sms = {
    .name = "sms",
    .open = open_link,
    .close = gateway_close,
    .http = gateway_http,
    .step = gateway_step,
    .settle = gateway_settle,
};
