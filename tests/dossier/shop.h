/* shop.h - a one-stop shop for one test: a book with the catalogue, a founder signed in, and a clock the test turns. */
#ifndef TESTS_DOSSIER_SHOP_H
#define TESTS_DOSSIER_SHOP_H

#include <stdio.h>
#include <string.h>

#include "../book/desk.h"
#include "base/json.h"
#include "catalog/catalogue.h"
#include "dossier/intake.h"
#include "people/staff.h"

/* The clock stands at Monday 2026-01-05 08:10. */
static inline struct test_desk *shop_open(const char *name)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open(name);
    struct staff founder = { .login = "mau", .unix_user = "mau", .name = "Người Mẫu (thử)", .role = ROLE_FOUNDER };
    assert_ok(staff_found(&t->of, &founder, &e), &e);
    t->of.staff_id = founder.id;
    t->of.role = ROLE_FOUNDER;
    assert_ok(catalogue_install(&t->of, &e), &e);
    return t;
}

/* An intake document of an invented citizen; each `serial` is another person. */
static inline struct js *shop_document(int serial, const char *procedure)
{
    char text[1024];
    struct err e = { 0 };
    struct js *document = NULL;
    int n = snprintf(text, sizeof text,
        "{\"procedure\":\"%s\",\"channel\":\"direct\",\"applicant\":{\"kind\":\"citizen\",\"id_number\":\"062185%06d\","
        "\"name\":\"Nguyễn Thị Thử\",\"birth_date\":\"1985-08-15\",\"sex\":\"female\",\"address\":\"Thôn 3\","
        "\"phone\":\"0912345678\"},\"answers\":{%s},\"components\":[],\"result_by\":\"counter\"}",
        procedure, serial, strcmp(procedure, "1.001193") == 0 ? "\"child_name\":\"Trần Minh Thử\"" : "");
    assert_ok(js_parse(&document, text, (size_t)n, &e), &e);
    return document;
}

/* Receives it; the code is in answer->code. */
static inline void shop_receive(struct intake_answer *answer, struct test_desk *t, int serial, const char *procedure)
{
    struct err e = { 0 };
    AUTO_JS document = shop_document(serial, procedure);
    assert_ok(intake_receive(answer, &t->of, document, &e), &e);
}

static inline int64_t shop_count(struct test_desk *t, const char *sql)
{
    struct err e = { 0 };
    struct stmt *q = stmt_of(t->book.db, sql);
    assert_ok(stmt_one(q, &e), &e);
    int64_t n = stmt_int(q, 0);
    stmt_done(q);
    return n;
}

#endif
