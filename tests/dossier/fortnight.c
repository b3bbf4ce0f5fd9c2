/* fortnight.c - two weeks at the desk by a fake clock: 200 dossiers of every procedure that is served here, each moved
 * through its life at random, over a public holiday and two weekends; then every figure of the book is compared with a
 * count that this test kept itself, by its own arithmetic. */
#include "base/arena.h"
#include "base/calendar.h"
#include "dossier/facts.h"
#include "dossier/money.h"
#include "dossier/move.h"
#include "dossier/office_calendar.h"
#include "dossier/step.h"
#include "shop.h"

#define DOSSIERS 200
#define DAYS     14

struct own {
    char code[DOSSIER_CODE_SIZE];
    enum state state;
    int64_t fee, paid;
    int events, supplements;
    bool finished_late, ended;
    int64_t due;
};

static struct own own[DOSSIERS];
static unsigned dice;

static int throw_dice(int sides)
{
    dice = dice * 1103515245u + 12345u;
    return (int)((dice >> 16) % (unsigned)sides);
}

static int64_t due_of(struct test_desk *t, const char *code)
{
    struct err e = { 0 };
    struct stmt *q = stmt_of(t->book.db, "SELECT ifnull(due_at, 0) FROM dossier WHERE code = :code");
    stmt_bind_text(q, ":code", code);
    assert_ok(stmt_one(q, &e), &e);
    int64_t due = stmt_int(q, 0);
    stmt_done(q);
    return due;
}

/* One random step; what is refused must be refused by the table, and changes nothing. */
static void step(struct test_desk *t, struct own *d)
{
    struct err e = { 0 };
    struct move_answer out;
    enum state to = (enum state)(STATE_NEW + throw_dice(STATES - STATE_NEW));
    int64_t due = d->due;
    enum rc rc = dossier_move(&out, &t->of, d->code, &(struct move_request){ .to = to, .reason = "lý do thử" }, &e);
    if (!move_find(d->state, to)) {
        assert_int_equal(rc, RC_REFUSED);
        assert_string_equal(e.code, "move_not_possible");
        assert_int_equal(due_of(t, d->code), due);
        return;
    }
    assert_ok(rc, &e);
    if (d->state == STATE_SUPPLEMENT || d->state == STATE_PAYMENT)
        assert_true(out.due_at >= due); /* waiting never shortens a promise */
    else
        assert_int_equal(out.due_at, due);
    d->due = out.due_at;
    d->state = to;
    d->events++;
    d->supplements += to == STATE_SUPPLEMENT;
    if (to == STATE_FINISHED || to == STATE_STOPPED || to == STATE_WITHDRAWN)
        d->finished_late = d->due && t->now > d->due, d->ended = true;
    if (to == STATE_PROCESSING)
        d->ended = false;
}

static void pay(struct test_desk *t, struct own *d)
{
    struct err e = { 0 };
    struct money_payment p;
    enum rc rc = money_pay(&p, &t->of, d->code, &(struct money_taking){ 0 }, &e);
    if (d->paid == d->fee) {
        assert_int_equal(rc, RC_REFUSED);
        return;
    }
    assert_ok(rc, &e);
    d->paid = d->fee;
    d->events++;
}

static int64_t of_day(int day, int number)
{
    return utc_of(day_add((struct day){ 2026, 4, 20 }, day), 8 * 3600 + number * 600);
}

/* Receives as many as fit into this working day; returns how many there are now. */
static int receive(struct test_desk *t, int count, int day, const struct procedure *procedures, size_t procedures_count)
{
    for (int i = 0; i < 30 && count < DOSSIERS; i++) {
        struct intake_answer in;
        struct own *d = &own[count];
        const struct procedure *p = &procedures[(size_t)count % procedures_count];
        struct err e = { 0 };
        t->now = of_day(day, i);
        AUTO_JS document = shop_document(count + 1, p->code);
        js_put_text(document, "channel", p->channels[CHANNEL_DIRECT].offered ? "direct" : "online");
        if (intake_receive(&in, &t->of, document, &e)) /* a form of its own asks for answers: another procedure stands in */
            shop_receive(&in, t, count + 1, "1.004222");
        *d = (struct own){ .state = STATE_RECEIVED, .fee = in.fee, .events = 1, .due = in.due_at };
        snprintf(d->code, sizeof d->code, "%s", in.code);
        assert_true(!in.due_at || in.due_at >= in.received_at);
        count++;
    }
    return count;
}

static void compare(struct test_desk *t)
{
    int64_t states[STATES] = { 0 }, events = 0, paid = 0, late = 0, ended = 0, supplements = 0;
    char sql[160];
    for (int i = 0; i < DOSSIERS; i++) {
        states[own[i].state]++;
        events += own[i].events;
        paid += own[i].paid;
        supplements += own[i].supplements;
        ended += own[i].ended;
        late += own[i].ended && own[i].finished_late;
    }
    for (int s = STATE_NEW; s < STATES; s++) {
        snprintf(sql, sizeof sql, "SELECT count(*) FROM dossier WHERE state = %d", s);
        assert_int_equal(shop_count(t, sql), states[s]);
    }
    assert_int_equal(shop_count(t, "SELECT count(*) FROM dossier"), DOSSIERS);
    assert_int_equal(shop_count(t, "SELECT sum(supplements) FROM dossier"), supplements);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE dossier_id IS NOT NULL"), events);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM delivery"), events);
    assert_int_equal(shop_count(t, "SELECT coalesce(sum(amount), 0) FROM payment"), paid);
    assert_int_equal(shop_count(t, "SELECT coalesce(max(number), 0) = count(*) FROM payment"), 1);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM dossier WHERE finished_at IS NOT NULL"), ended);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM dossier WHERE finished_at > due_at"), late);
}

TEST(fortnight__of_200_dossiers_over_holidays__ends_with_the_figures_of_an_independent_count)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    AUTO_CALENDAR calendar = { 0 };
    struct test_desk *t = shop_open("fortnight");
    struct procedure *procedures;
    size_t count;
    int filed = 0, closed_days = 0;
    dice = 26;
    t->now = of_day(0, 0); /* Monday 20 April to Sunday 3 May: Giỗ Tổ, 30 April, 1 May, two weekends */
    assert_ok(office_calendar(&calendar, &t->of, &e), &e);
    assert_ok(procedure_list(&procedures, &count, t->book.db, &a, day_of(t->now), &e), &e);
    for (int day = 0; day < DAYS; day++) {
        if (!calendar_is_working(&calendar, NULL, day_of(of_day(day, 0)))) {
            closed_days++;
            continue;
        }
        filed = receive(t, filed, day, procedures, count);
        for (int i = 0; i < 300 && filed; i++) {
            t->now = of_day(day, 31) + i * 30;
            struct own *d = &own[throw_dice(filed)];
            if (throw_dice(5))
                step(t, d);
            else
                pay(t, d);
        }
    }
    assert_true(closed_days >= 6);
    assert_int_equal(filed, DOSSIERS);
    compare(t);
    test_desk_close(t);
}
