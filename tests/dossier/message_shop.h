/* message_shop.h - a shop whose gateways are set up (and never asked), and its messages. */
#ifndef TESTS_DOSSIER_MESSAGE_SHOP_H
#define TESTS_DOSSIER_MESSAGE_SHOP_H

#include "base/arena.h"
#include "base/date.h"
#include "book/settings.h"
#include "book/tx.h"
#include "dossier/message.h"
#include "dossier/move.h"
#include "dossier/shop.h"

#define MARITAL "1.004194" /* three working days */

static inline int64_t at(const char *iso)
{
    int64_t ret = 0;
    assert_true(iso_time_parse(&ret, iso));
    return ret;
}

static inline void set(struct test_desk *t, const char *name, const char *value)
{
    struct err e = { 0 };
    assert_ok(setting_set(&t->of, name, value, &e), &e);
}

static inline struct test_desk *shop_with_gateways(const char *name)
{
    struct test_desk *t = shop_open(name);
    set(t, "outbox.targets", "");
    set(t, "zalo.url", "http://127.0.0.1:9");
    set(t, "sms.url", "http://127.0.0.1:9");
    return t;
}

static inline struct message *messages_of(
    size_t *count, struct test_desk *t, const char *code, struct arena *a)
{
    struct err e = { 0 };
    struct message *list;
    assert_ok(message_list(&list, count, &t->of, &(struct message_filter){ .code = code }, a, &e), &e);
    return list;
}

static inline struct message last_of(struct test_desk *t, const char *code, struct arena *a)
{
    size_t count;
    struct message *list = messages_of(&count, t, code, a);
    assert_true(count > 0);
    return list[count - 1];
}

static inline void move(struct test_desk *t, const char *code, enum state to, const char *reason)
{
    struct err e = { 0 };
    struct move_answer answer;
    assert_ok(
        dossier_move(&answer, &t->of, code, &(struct move_request){ .to = to, .reason = reason }, &e), &e);
}

static inline void fall(struct test_desk *t, int64_t seq, const char *target, bool wrong)
{
    struct err e = { 0 };
    AUTO_TX tx = tx_for(t->book.db);
    assert_ok(tx_begin(&tx, &e), &e);
    assert_ok(message_fall(&t->of, seq, target, wrong, "thử", &e), &e);
    assert_ok(tx_commit(&tx, &e), &e);
}

#endif
