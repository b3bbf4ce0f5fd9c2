/* disk.c - every write and every sync of an intake fails once, and for good: nothing is acknowledged that is not there,
 * the book stays sound, and the next try works (D01, D02, G4). */
#include <stdlib.h>

#include "../dossier/shop.h"
#include "book/check.h"
#include "book/journal.h"
#include "flaky_vfs.h"

static int64_t dossiers(struct test_desk *t)
{
    return shop_count(t, "SELECT count(*) FROM dossier");
}

/* Fails call number `n` of an intake; false when the intake has fewer calls than that. */
static bool fail_once(struct test_desk *t, int n, int serial, bool lasting, bool full)
{
    struct err e = { 0 };
    struct intake_answer answer;
    AUTO_JS document = shop_document(serial, "1.001193");
    int64_t before = dossiers(t);
    flaky_calls = 0;
    flaky_plan = (struct flaky_plan){ n, lasting, full };
    enum rc rc = intake_receive(&answer, &t->of, document, &e);
    bool reached = flaky_calls >= n;
    flaky_plan = (struct flaky_plan){ 0 };
    if (rc) {
        assert_int_equal(dossiers(t), before);
        assert_true(rc == RC_STORAGE || rc == RC_AGAIN);
        assert_true(e.message[0]);
        assert_ok(intake_receive(&answer, &t->of, document, &e), &e); /* after space was made */
    }
    assert_int_equal(dossiers(t), before + 1);
    return reached;
}

static void sweep(const char *name, bool lasting, bool full)
{
    struct err e = { 0 };
    struct journal_report report;
    flaky_install();
    struct test_desk *t = shop_open(name);
    int n = 1;
    while (fail_once(t, n, 5000 + n, lasting, full))
        n++;
    assert_true(n > 3); /* the sweep did hit writes and syncs */
    assert_ok(book_check_integrity(t->book.db, &e), &e);
    assert_ok(journal_verify(&report, t->book.db, NULL, &e), &e);
    assert_int_equal(report.first_bad, 0);
    assert_int_equal(shop_count(t, "SELECT max(CAST(substr(code, -4) AS INTEGER)) FROM dossier"), dossiers(t));
    test_desk_close(t);
    flaky_remove();
    flaky_forget();
}

TEST(disk__full_at_any_write__is_told_and_nothing_is_half)
{
    sweep("full-once", false, true);
    sweep("full-lasting", true, true);
}

TEST(disk__failing_sync__is_told_and_nothing_is_half)
{
    sweep("eio-once", false, false);
    sweep("eio-lasting", true, false);
}
