/* index766.c - each point of the service index, rule by rule; and that desk, verb and report tell the same.
 *
 * The rules come from the operative formulas of the index over synced fields (see index766.h). */
#include "dossier/index766.h"

#include "../dossier/shop.h"
#include "base/arena.h"
#include "check.h"
#include "dossier/move.h"
#include "report/index766.h"

#define NOW 1767575400 /* 2026-01-05 08:10 in Vietnam */

/* One row: what is known, and what the point says of it. */
struct rule_case {
    const char *sentence;
    enum index_point point;
    struct index_facts facts;
    enum index_standing standing;
    bool counted, mendable;
};

#define ON_BOOK .received_at = NOW - 100, .now = NOW
#define DONE    ON_BOOK, .closed_at = NOW - 10, .finished = true

static const struct rule_case cases[] = {
    { "not filed yet: sent later", INDEX_SYNCED, { .now = NOW }, INDEX_COMING, false, false },
    { "waits in the outbox", INDEX_SYNCED, { ON_BOOK, .sending = SENDING_WAITS }, INDEX_COMING, true, false },
    { "the portal has it", INDEX_SYNCED, { ON_BOOK, .sending = SENDING_DONE }, INDEX_EARNED, true, false },
    { "refused", INDEX_SYNCED, { ON_BOOK, .sending = SENDING_REFUSED }, INDEX_MISSED, true, true },
    { "held back", INDEX_SYNCED, { ON_BOOK, .sending = SENDING_HELD }, INDEX_MISSED, true, true },
    { "no portal", INDEX_SYNCED, { ON_BOOK }, INDEX_MISSED, true, true },

    { "the promise runs", INDEX_ON_TIME, { ON_BOOK, .due_at = NOW + 9 }, INDEX_COMING, false, false },
    { "on the very second", INDEX_ON_TIME, { DONE, .due_at = NOW - 10 }, INDEX_EARNED, true, false },
    { "a second late", INDEX_ON_TIME, { DONE, .due_at = NOW - 11 }, INDEX_MISSED, true, false },
    { "no limit is on time", INDEX_ON_TIME, { DONE }, INDEX_EARNED, true, false },
    { "overdue and open", INDEX_ON_TIME, { ON_BOOK, .due_at = NOW - 1 }, INDEX_MISSED, false, false },
    { "asked once", INDEX_ON_TIME, { DONE, .due_at = NOW, .supplements = 1 }, INDEX_EARNED, true, false },
    { "asked twice", INDEX_ON_TIME, { DONE, .due_at = NOW, .supplements = 2 }, INDEX_MISSED, true, false },
    { "asked twice, open", INDEX_ON_TIME, { ON_BOOK, .supplements = 2 }, INDEX_MISSED, false, false },

    { "at the counter", INDEX_ONLINE, { ON_BOOK }, INDEX_MISSED, true, true },
    { "on line, paper result wanted", INDEX_ONLINE, { ON_BOOK, .online = true, .result_due = true },
        INDEX_MISSED, true, true },
    { "on line, result on line", INDEX_ONLINE,
        { ON_BOOK, .online = true, .result_due = true, .result_online = true }, INDEX_EARNED, true, false },
    { "on line, nothing to give out", INDEX_ONLINE, { ON_BOOK, .online = true }, INDEX_EARNED, true, false },
    { "on line, done without a file", INDEX_ONLINE,
        { DONE, .online = true, .result_due = true, .result_online = true }, INDEX_MISSED, true, true },
    { "on line, done with a file", INDEX_ONLINE,
        { DONE, .online = true, .result_due = true, .result_files = 1 }, INDEX_EARNED, true, false },
    { "not filed yet, on line", INDEX_ONLINE, { .online = true }, INDEX_EARNED, false, false },

    { "not done", INDEX_E_RESULT, { ON_BOOK }, INDEX_COMING, false, false },
    { "done on paper", INDEX_E_RESULT, { DONE }, INDEX_MISSED, true, true },
    { "done with a file", INDEX_E_RESULT, { DONE, .result_files = 1 }, INDEX_EARNED, true, false },
    { "withdrawn", INDEX_E_RESULT, { ON_BOOK, .closed_at = NOW }, INDEX_NOT_ASKED, false, false },

    { "no scan", INDEX_DIGITISED, { ON_BOOK }, INDEX_MISSED, false, true },
    { "a scan, not done", INDEX_DIGITISED, { ON_BOOK, .paper_files = 1 }, INDEX_COMING, false, false },
    { "done, a scan only", INDEX_DIGITISED, { DONE, .paper_files = 1 }, INDEX_MISSED, true, true },
    { "done, a result only", INDEX_DIGITISED, { DONE, .result_files = 1 }, INDEX_MISSED, true, true },
    { "done, both", INDEX_DIGITISED, { DONE, .paper_files = 1, .result_files = 1 }, INDEX_EARNED, true,
        false },
    { "stopped", INDEX_DIGITISED, { ON_BOOK, .closed_at = NOW }, INDEX_NOT_ASKED, false, false },

    { "a paper replaced", INDEX_REUSED, { ON_BOOK, .reused = 1 }, INDEX_EARNED, true, false },
    { "could be replaced", INDEX_REUSED, { ON_BOOK, .replaceable = true }, INDEX_MISSED, true, true },
    { "cannot be replaced", INDEX_REUSED, { ON_BOOK }, INDEX_MISSED, true, false },

    { "VNeID", INDEX_POPULATION, { ON_BOOK, .vneid = true }, INDEX_EARNED, true, false },
    { "population data", INDEX_POPULATION, { ON_BOOK, .population = true }, INDEX_EARNED, true, false },
    { "neither", INDEX_POPULATION, { ON_BOOK }, INDEX_MISSED, true, true },
};

TEST(index_judge__each_rule__says_what_the_formulas_say)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct rule_case *c = &cases[i];
        struct index_verdict v = index_judge(c->point, &c->facts);
        if (v.standing != c->standing || v.counted != c->counted || (*v.mend != '\0') != c->mendable) {
            print_error("%s, %s: standing %d, counted %d, mend \"%s\"\n", index_number(c->point), c->sentence,
                v.standing, v.counted, v.mend);
            fail();
        }
        assert_true(*v.why || v.standing == INDEX_EARNED);
    }
}

TEST(index_is_reuse__form_of_step_four__is_not_data)
{
    assert_true(index_is_reuse("y_te"));
    assert_false(index_is_reuse("eform"));
    assert_false(index_is_reuse(""));
    assert_true(index_is_population("dan_cu"));
    assert_false(index_is_population("cu_tru"));
}

static bool has(const struct js *points, const char *id, const char *standing)
{
    for (size_t i = 0; i < js_len(points); i++)
        if (strcmp(js_get_text(js_at(points, i), "id"), id) == 0)
            return strcmp(js_get_text(js_at(points, i), "standing"), standing) == 0;
    return false;
}

TEST(intake_receive__answer__tells_the_points_of_the_new_dossier)
{
    struct test_desk *t = shop_open("index-intake");
    struct intake_answer answer, review;
    struct err e = { 0 };
    AUTO_JS document = shop_document(1, "1.001193");
    js_put_text(document, "channel", "online");
    assert_ok(intake_review(&review, &t->of, document, &e), &e);
    assert_true(review.indexed);
    assert_int_equal(review.index.points[INDEX_ONLINE].standing, INDEX_MISSED); /* the result on paper */
    js_put_text(document, "result_by", "online");
    js_put_bool((struct js *)(uintptr_t)js_get(document, "applicant"), "vneid_verified", true);
    assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
    AUTO_JS json = intake_answer_json(&answer);
    const struct js *points = js_get(json, "index766");
    assert_int_equal(js_len(points), INDEX_POINTS);
    assert_true(has(points, "1.4", "coming"));
    assert_true(has(points, "3.3", "earned"));
    assert_true(has(points, "4.2", "missed"));
    assert_true(has(points, "4.5", "earned"));
    test_desk_close(t);
}

/* A refused document tells its points, too: they are looked at while it is mended. */
TEST(intake_review__refused_document__is_judged_all_the_same)
{
    struct test_desk *t = shop_open("index-refused");
    struct intake_answer review;
    AUTO_JS document = shop_document(1, "1.001193");
    js_put(document, "answers", js_object());
    assert_int_equal(intake_review(&review, &t->of, document, NULL), RC_REFUSED);
    assert_true(review.indexed);
    assert_int_equal(review.index.points[INDEX_ONLINE].standing, INDEX_MISSED);
    test_desk_close(t);
}

/* Three dossiers through their lives; the report's shares are the sums of what each dossier is told. */
TEST(index_shares__of_a_period__are_the_sums_of_the_verdicts)
{
    struct test_desk *t = shop_open("index-shares");
    struct intake_answer a[3];
    struct err e = { 0 };
    struct period p;
    struct index_share shares[INDEX_POINTS], want[INDEX_POINTS] = { 0 };
    struct move_answer moved;
    for (int i = 0; i < 3; i++)
        shop_receive(&a[i], t, i + 1, "1.001193");
    shop_count(t, "UPDATE dossier SET channel = 'online', result_by = 'online' WHERE id = 1 RETURNING 1");
    shop_count(t, "UPDATE delivery SET state = 'done' WHERE dossier_id = 2 RETURNING 1");
    assert_ok(
        dossier_move(&moved, &t->of, a[0].code, &(struct move_request){ .to = STATE_FINISHED }, &e), &e);
    int64_t now = t->now;
    for (int i = 0; i < 3; i++) {
        struct index766 x;
        assert_ok(index766_load(&x, t->of.db, a[i].dossier_id, now, &e), &e);
        for (int k = 0; k < INDEX_POINTS; k++) {
            want[k].under += x.points[k].counted;
            want[k].over += x.points[k].counted && x.points[k].standing == INDEX_EARNED;
        }
    }
    assert_ok(period_make(&p, (struct day){ 2026, 1, 1 }, (struct day){ 2026, 1, 31 }, now, &e), &e);
    assert_ok(index_shares(shares, t->of.db, &p, now, &e), &e);
    assert_memory_equal(shares, want, sizeof want);
    assert_int_equal(shares[INDEX_SYNCED].over, 1);
    assert_int_equal(shares[INDEX_SYNCED].under, 3);
    assert_int_equal(shares[INDEX_ONLINE].over, 0); /* finished without an electronic result */
    assert_int_equal(shares[INDEX_E_RESULT].under, 1);
    test_desk_close(t);
}
