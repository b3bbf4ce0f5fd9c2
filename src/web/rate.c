/* rate.c - see rate.h. */
#include "web/rate.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

uint64_t rate_key(const struct sockaddr *address)
{
    uint64_t key = 1; /* every address of another kind shares one bucket */
    if (address && address->sa_family == AF_INET) {
        key = ((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr;
        key |= (uint64_t)4 << 32; /* 0.0.0.0 is no free place */
    } else if (address && address->sa_family == AF_INET6) {
        memcpy(&key, ((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr, sizeof key);
        key = key ? key : 6;
    }
    return key;
}

/* The address's place, a free one, or that of the address that was quiet for longest. */
static struct rate_place *place_of(struct rate *rate, uint64_t key)
{
    struct rate_place *oldest = &rate->places[0];
    for (size_t i = 0; i < RATE_PLACES; i++) {
        struct rate_place *p = &rate->places[i];
        if (p->key == key)
            return p;
        if (!p->key || (oldest->key && p->at_ms < oldest->at_ms))
            oldest = !oldest->key ? oldest : p;
    }
    return oldest;
}

bool rate_allows(struct rate *rate, uint64_t key, int64_t now_ms)
{
    int64_t full = (int64_t)rate->burst * 1000;
    struct rate_place *p = place_of(rate, key);
    if (p->key != key)
        *p = (struct rate_place){ key, now_ms, full };
    int64_t passed = now_ms > p->at_ms ? now_ms - p->at_ms : 0;
    if (passed > 3600000)
        passed = 3600000;
    p->level_ms += passed * rate->per_minute / 60;
    p->level_ms = p->level_ms > full ? full : p->level_ms;
    p->at_ms = now_ms;
    if (p->level_ms < 1000)
        return false;
    p->level_ms -= 1000;
    return true;
}
