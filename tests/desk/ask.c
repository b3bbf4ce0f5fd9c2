/* The screen of the assistant: grounds, sentence, report, warnings. All people are invented. */
#include "catalog/asked.h"
#include "base/i18n.h"
#include "check.h"
#include "counter.h"
#include "desk/intake_desk.h"

static void begin(struct counter *c, const char *name)
{
    counter_open(c, name, 80, 24);
    counter_play(c, "Enter\n"); /* the founder signs in */
    assert_int_equal(desk_push_named(&c->desk, "ask", NULL), RC_OK);
    desk_paint(&c->desk);
}

static void ask(struct counter *c, const char *question)
{
    char script[300];
    snprintf(script, sizeof script, "text \"%s\"\nEnter\n", question);
    counter_play(c, script);
}

TEST(ask__enter_on_a_ground__opens_its_page)
{
    struct counter c;
    begin(&c, "ask-page");
    ask(&c, "mat can cuoc");
    assert_true(counter_shows(&c, "[1] 1.014064"));
    counter_play(&c, "Enter\n");
    assert_string_equal(c.desk.top->class->name, "basis");
    assert_true(counter_shows(&c, "1.014064, version 1"));
    counter_play(&c, "Esc\n");
    assert_string_equal(c.desk.top->class->name, "ask");
    counter_close(&c);
}

TEST(ask__keeps__the_question_without_the_person_and_says_so)
{
    struct counter c;
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct asked_most list[ASKED_MOST];
    size_t count;
    begin(&c, "ask-mask");
    ask(&c, "toi ten la nguyen van thu mat can cuoc 062185001234");
    assert_true(counter_shows(&c, "left out of the question"));
    assert_ok(asked_week(list, &count, &c.shop->of, &a, &e), &e);
    assert_int_equal(count, 1);
    assert_null(strstr(list[0].question, "062185"));
    assert_null(strstr(list[0].question, "nguyen"));
    counter_close(&c);
}

TEST(ask__k__reports_a_wrong_answer_to_the_supervisor)
{
    struct counter c;
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct answer_report *list;
    size_t count;
    begin(&c, "ask-report");
    ask(&c, "mat can cuoc");
    counter_play(&c, "k\ntext \"phai la doi the\"\nEnter\n");
    assert_ok(answer_report_list(&list, &count, &c.shop->of, &a, &e), &e);
    assert_int_equal(count, 1);
    assert_string_equal(list[0].said, "phai la doi the");
    assert_string_equal(list[0].question, "mat can cuoc");
    counter_close(&c);
}

TEST(ask__letters__change_the_question_before_there_is_an_answer)
{
    struct counter c;
    begin(&c, "ask-letters");
    counter_play(&c, "text \"dck\"\n");
    assert_string_equal(c.desk.top->class->name, "ask");
    assert_true(counter_shows(&c, "dck"));
    counter_close(&c);
}

TEST(ask__d__shows_the_warnings_and_f8_does_from_everywhere)
{
    struct counter c;
    begin(&c, "ask-warnings");
    ask(&c, "mat can cuoc");
    counter_play(&c, "d\n");
    assert_string_equal(c.desk.top->class->name, "warnings");
    assert_true(counter_shows(&c, "OTP"));
    counter_play(&c, "Esc\nEsc\nF8\n");
    assert_string_equal(c.desk.top->class->name, "warnings");
    counter_close(&c);
}

TEST(ask__c__takes_the_sentence_into_the_note_of_a_dossier)
{
    struct counter c;
    begin(&c, "ask-sentence");
    i18n_init("vi", ROOT_DIR "/build/locale"); /* sentences are written in Vietnamese */
    ask(&c, "mat can cuoc");
    counter_play(&c, "c\n");
    i18n_init("en", ROOT_DIR "/build/locale");
    assert_string_equal(c.desk.top->class->name, "intake");
    const struct intake *in = c.desk.top->state;
    AUTO_STRING note = editor_text(&in->due.note);
    assert_non_null(note);
    assert_true(strlen(note) > 10);
    counter_close(&c);
}

TEST(ask__shows__what_was_asked_most_before_the_first_question)
{
    struct counter c;
    struct err e = { 0 };
    counter_open(&c, "ask-most", 80, 24);
    assert_ok(asked_count(&c.shop->of, "mất căn cước làm sao", "1.014064", &e), &e);
    counter_play(&c, "Enter\n");
    assert_int_equal(desk_push_named(&c.desk, "ask", NULL), RC_OK);
    desk_paint(&c.desk);
    assert_true(counter_shows(&c, "mất căn cước làm sao"));
    counter_play(&c, "Down\nEnter\n");
    assert_true(counter_shows(&c, "[1] 1.014064"));
    counter_close(&c);
}
