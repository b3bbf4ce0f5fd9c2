/* line_ask.c - a note, a file and a reason typed into a box over a screen. All people are invented. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "check.h"
#include "counter.h"
#include "desk/receipt_start.h"
#include "dossier/dossier.h"

/* A dossier with two papers, open on the desk of its founder. */
static void open_dossier(struct counter *c, const char *name)
{
    struct err e = { 0 };
    static const char text[] =
        "[{\"id\":\"giay-chung-sinh\",\"originals\":1,\"copies\":0,\"files\":[],\"replaced_by\":null},"
        "{\"id\":\"giay-to-tuy-than-con-han\",\"originals\":0,\"copies\":1,\"files\":[],\"replaced_by\":null}"
        "]";
    struct js *papers = NULL;
    counter_open(c, name, 80, 24);
    counter_play(c, "Enter\n");
    AUTO_JS document = shop_document(777, "1.001193");
    assert_ok(js_parse(&papers, text, sizeof text - 1, &e), &e);
    js_put(document, "components", papers);
    assert_ok(intake_receive(&c->answer, &c->shop->of, document, &e), &e);
    assert_ok(desk_push_named(&c->desk, "dossier", c->answer.code), NULL);
    desk_paint(&c->desk);
}

static void load(struct dossier *d, struct arena *a, struct counter *c)
{
    struct err e = { 0 };
    assert_ok(dossier_load(d, c->shop->of.db, a, c->answer.code, &e), &e);
}

TEST(dossier__g__writes_a_note_and_shows_it_in_what_happened)
{
    struct counter c;
    AUTO_ARENA a = { 0 };
    struct dossier d;
    open_dossier(&c, "dossier_note");
    counter_play(&c, "g\nexpect \"A note for colleagues\"\nEnter\nexpect \"Nothing is typed yet\"\n");
    counter_play(
        &c, "text \"hẹn gọi lại chiều (thử)\"\nEnter\nexpect \"The note stands\"\nexpect \"note\"\n");
    load(&d, &a, &c);
    assert_non_null(strstr(d.note, "hẹn gọi lại chiều (thử)"));
    counter_close(&c);
}

TEST(dossier__g_then_esc__writes_nothing)
{
    struct counter c;
    AUTO_ARENA a = { 0 };
    struct dossier d;
    open_dossier(&c, "dossier_no_note");
    counter_play(&c, "g\ntext \"bỏ (thử)\"\nEsc\nexpect \"WHAT HAPPENED\"\n");
    load(&d, &a, &c);
    assert_null(strstr(d.note, "bỏ (thử)"));
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM event WHERE action = 'noted'"), 0);
    counter_close(&c);
}

TEST(dossier__q__seals_a_file_into_the_chosen_paper)
{
    struct counter c;
    AUTO_ARENA a = { 0 };
    struct dossier d;
    char path[4096], script[5000];
    static const char pdf[] = "%PDF-1.4\nthử\n";
    struct err e = { 0 };
    snprintf(path, sizeof path, "%s", test_path("chung.pdf"));
    assert_ok(fs_replace(path, pdf, sizeof pdf - 1, 0600, &e), &e);
    open_dossier(&c, "dossier_file");
    counter_play(&c, "q\nexpect \"Choose the paper\"\nDown\nq\nexpect \"File\"\n");
    counter_play(
        &c, "text \"/khong/co.pdf\"\nEnter\nexpect \"/khong/co.pdf\"\nCtrl-U\n"); /* refused: it stays */
    snprintf(script, sizeof script,
        "paste \"%s\"\nF10\nexpect \"sealed into the dossier\"\nexpect \"1 files\"\n", path);
    counter_play(&c, script);
    load(&d, &a, &c);
    assert_int_equal(d.files_count, 1);
    assert_string_equal(d.files[0].component_id, "giay-to-tuy-than-con-han");
    counter_close(&c);
}

TEST(dossier__without_papers__takes_no_file)
{
    struct counter c;
    counter_open(&c, "dossier_no_paper", 80, 24);
    counter_play(&c, "Enter\n");
    assert_ok(desk_push_named(&c.desk, "dossier", c.answer.code), NULL);
    counter_play(&c, "q\nexpect \"No paper is written down here\"\n");
    counter_close(&c);
}

static void open_receipt(struct counter *c, const char *name)
{
    counter_open(c, name, 80, 24);
    counter_play(c, "Enter\n");
    const struct receipt_start start = { .code = c->answer.code };
    assert_ok(desk_push_named(&c->desk, "receipt_done", &start), NULL);
    desk_paint(&c->desk);
}

TEST(receipt__f2__asks_for_a_reason_and_enter_voids_nothing)
{
    struct counter c;
    open_receipt(&c, "receipt_void");
    counter_play(&c, "F2\nexpect \"Void the printed receipt\"\nF10\nexpect \"Nothing is typed yet\"\n");
    counter_play(
        &c, "text \"sai tên (thử)\"\nEnter\nexpect \"Enter alone never does\"\nexpect \"sai tên (thử)\"\n");
    counter_play(&c, "Esc\n");
    assert_string_equal(c.desk.top->class->name, "receipt_done");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM paper WHERE state = 'void'"), 0);
    counter_close(&c);
}

TEST(receipt__f2__is_not_for_those_who_may_not_void)
{
    struct counter c;
    open_receipt(&c, "receipt_no_void");
    c.shop->of.role = ROLE_OFFICER;
    counter_play(&c, "F2\n");
    assert_string_equal(c.desk.top->class->name, "receipt_done");
    counter_close(&c);
}
