/* rate.h - how often one address may ask. Pure: the caller brings the time.
 *
 * Each address has a bucket of `burst` questions that fills again at `per_minute`. The table is fixed: when it is full,
 * the address that was quiet for longest loses its place, so a flood of addresses costs no memory. IPv6 counts by /64,
 * which is what one household or phone gets.
 */
#ifndef WEB_RATE_H
#define WEB_RATE_H

#include <stdbool.h>
#include <stdint.h>

struct sockaddr;

#define RATE_PLACES 1024

struct rate_place {
    uint64_t key;     /* 0 = free */
    int64_t at_ms;    /* when the level was right */
    int64_t level_ms; /* thousandths of a question */
};

struct rate {
    int burst, per_minute;
    struct rate_place places[RATE_PLACES];
};

/* True when this question may be answered; it is then counted. */
bool rate_allows(struct rate *rate, uint64_t key, int64_t now_ms);

/* A key never 0. */
uint64_t rate_key(const struct sockaddr *address);

#endif
