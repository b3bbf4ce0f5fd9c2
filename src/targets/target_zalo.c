/* target_zalo.c - a Zalo message to a citizen, by the commune's official account; see gateway.h. */
#include "targets/gateway.h"

static enum rc open_link(void **ret, const struct office *of, int seconds, struct err *e)
{
    return gateway_open(ret, "zalo", of, seconds, e);
}

const struct target target_target_zalo = {
    .name = "zalo",
    .open = open_link,
    .close = gateway_close,
    .http = gateway_http,
    .step = gateway_step,
    .settle = gateway_settle,
    .after = gateway_look_after,
};
