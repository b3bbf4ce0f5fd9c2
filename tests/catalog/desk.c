/* desk.c - see desk.h. */
#include "desk.h"

#include "base/err.h"
#include "book/db.h"
#include "book/migrate.h"
#include "catalog/catalogue.h"
#include "check.h"

static int64_t monday_morning(void *context)
{
    (void)context;
    return 1767575400; /* 2026-01-05T08:10:00+07:00 */
}

static int64_t no_time(void *context)
{
    (void)context;
    return 1000;
}

void desk_open(struct desk *d)
{
    static int count;
    char name[40];
    struct err e = { 0 };
    snprintf(name, sizeof name, "book-%d.db", ++count);
    assert_ok(db_open(&d->db, test_path(name), DB_CREATE, 0, &e), &e);
    assert_ok(migrate_to_newest(d->db, &e), &e);
    snprintf(d->share, sizeof d->share, "%s", test_root());
    d->clock = (struct clock){ monday_morning, no_time, NULL };
    d->office = (struct office){
        .db = d->db, .clock = &d->clock, .share_dir = d->share, .desk = "quay-1", .staff_name = "Nguyễn Thử"
    };
}

void desk_open_with_catalogue(struct desk *d)
{
    struct err e = { 0 };
    desk_open(d);
    assert_ok(catalogue_install(&d->office, &e), &e);
}

void desk_close(struct desk *d)
{
    db_close(d->db);
    d->db = NULL;
}
