/* desk.h - a fresh book with a clock that stands still, for tests of the catalogue. */
#ifndef TESTS_CATALOG_DESK_H
#define TESTS_CATALOG_DESK_H

#include "base/clock.h"
#include "base/office.h"

struct desk {
    struct db *db;
    struct clock clock;
    struct office office;
    char share[512];
};

void desk_open(struct desk *d);                /* an empty book */
void desk_open_with_catalogue(struct desk *d); /* data/catalogue taken in */
void desk_close(struct desk *d);

#endif
