/* work.c - work between people at the desk: who gets it, papers on the way, two who edit, what a supervisor decides.
 *
 * All people here are invented.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../dossier/colleagues.h"
#include "base/i18n.h"
#include "desk/desk.h"
#include "desk/script.h"
#include "desk/term/term_memory.h"
#include "dossier/amend.h"
#include "dossier/handover.h"
#include "dossier/owed.h"
#include "dossier/request.h"
#include "golden.h"

struct seat {
    struct test_desk *shop;
    struct desk desk;
    struct term_memory *term;
};

static void sit_down(struct seat *v, struct test_desk *shop, const char *screen, const void *argument)
{
    struct err e = { 0 };
    *v = (struct seat){ .shop = shop };
    assert_ok(term_memory_open(&v->term, 80, 24, &e), &e);
    assert_ok(desk_open(&v->desk, &v->term->terminal, &shop->of, shop->of.clock, &e), &e);
    assert_ok(theme_pick(&v->desk.theme, "dark", 256, false, &e), &e);
    assert_ok(desk_push_named(&v->desk, "help", NULL), NULL); /* something below, so that the desk goes on */
    assert_ok(desk_push_named(&v->desk, screen, argument), NULL);
    desk_paint(&v->desk);
}

static void play(struct seat *v, const char *script)
{
    struct err e = { 0 };
    assert_ok(script_play(&v->desk, v->term, script, "script", &e), &e);
}

static void stand_up(struct seat *v)
{
    desk_close(&v->desk);
}

static bool speak_vietnamese(void)
{
    char dir[4096];
    ssize_t n = readlink("/proc/self/exe", dir, sizeof dir - 40);
    assert_true(n > 0);
    dir[n] = '\0';
    *strrchr(dir, '/') = '\0';
    strncat(dir, "/../locale", 12);
    if (access(dir, R_OK))
        snprintf(dir, sizeof dir, "%s/build/locale", test_root());
    if (access(dir, R_OK))
        return false; /* the words are built with the programs */
    i18n_init("vi", dir);
    return true;
}

/* A dossier with one original and one copy. */
static void receive_papers(struct intake_answer *in, struct test_desk *t, int serial)
{
    struct err e = { 0 };
    AUTO_JS document = shop_document(serial, "1.001193");
    AUTO_JS papers = NULL;
    static const char text[] = "[{\"id\":\"giay-chung-sinh\",\"originals\":1,\"copies\":1}]";
    assert_ok(js_parse(&papers, text, strlen(text), &e), &e);
    js_put(document, "components", js_copy(papers));
    assert_ok(intake_receive(in, &t->of, document, &e), &e);
}

static void change_phone(struct test_desk *t, const char *code, const char *phone, const struct staff *who)
{
    struct err e = { 0 };
    AUTO_AMEND out = { 0 };
    AUTO_JS document = NULL;
    struct office of = t->of;
    char text[120];
    of.staff_id = who->id, of.staff_name = who->name, of.role = who->role;
    int n = snprintf(text, sizeof text, "{\"applicant\":{\"phone\":\"%s\"}}", phone);
    assert_ok(js_parse(&document, text, (size_t)n, &e), &e);
    assert_ok(dossier_amend(&out, &of, code, &(struct amend_request){ .document = document }, &e), &e);
}

/* --- two who edit --- */

TEST(amend__somebody_was_first__shows_both_sides_and_writes_nothing_until_chosen)
{
    struct seat v;
    struct intake_answer in;
    struct test_desk *shop = shop_open("amend_desk");
    struct staff lan = colleague(shop, "lan", ROLE_OFFICER);
    shop_receive(&in, shop, 1, "1.001193");
    sit_down(&v, shop, "dossier", in.code);
    play(&v, "s\nexpect \"Telephone\"\nCtrl-U\ntext \"0987654321\"\n");
    change_phone(shop, in.code, "0977777777", &lan);
    play(&v, "F10\nexpect \"0977777777\"\nexpect \"0987654321\"\nexpect \"Yours\"\nexpect \"lan\"\n");
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM event WHERE action = 'amended'"), 1);
    play(&v, "F10\nexpect \"WHAT HAPPENED\"\n"); /* seen both: hers stands */
    AUTO_JS facts = facts_of(shop, in.dossier_id, "amended");
    assert_string_equal(js_get_text(js_get(facts, "applicant"), "phone"), "0987654321");
    play(&v, "s\nCtrl-U\ntext \"0966666666\"\n");
    change_phone(shop, in.code, "0955555555", &lan);
    play(&v, "F10\nexpect \"0955555555\"\nF3\nF10\nexpect \"nothing was changed\"\nEsc\n"); /* theirs stands */
    AUTO_JS after = facts_of(shop, in.dossier_id, "amended");
    assert_string_equal(js_get_text(js_get(after, "applicant"), "phone"), "0955555555");
    stand_up(&v);
    test_desk_close(shop);
}

TEST(amend__answer_without_reason__stays_on_the_screen_and_points_at_the_reason)
{
    struct seat v;
    struct intake_answer in;
    struct test_desk *shop = shop_open("amend_reason");
    shop_receive(&in, shop, 1, "1.001193");
    sit_down(&v, shop, "amend", in.code);
    play(&v, "Down 3\nCtrl-U\ntext \"Trần Minh Mới\"\nF10\nexpect \"needs a reason\"\n");
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM event WHERE action = 'amended'"), 0);
    play(&v, "text \"gõ sai\"\nF10\nexpect \"key\"\n"); /* the screen below again */
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM event WHERE action = 'amended'"), 1);
    stand_up(&v);
    test_desk_close(shop);
}

TEST(step__over_a_dossier_that_was_changed__says_who_and_wants_f10_once_more)
{
    struct seat v;
    struct intake_answer in;
    struct test_desk *shop = shop_open("stale_step");
    struct staff lan = colleague(shop, "lan", ROLE_OFFICER);
    shop_receive(&in, shop, 1, "1.001193");
    sit_down(&v, shop, "dossier", in.code);
    play(&v, "r\ntext \"dân xin rút\"\n");
    change_phone(shop, in.code, "0977777777", &lan);
    play(&v, "F10\nexpect \"changed it meanwhile\"\nexpect \"dân xin rút\"\n");
    assert_int_equal(shop_count(shop, "SELECT state FROM dossier"), STATE_RECEIVED);
    play(&v, "F10\nexpect \"WHAT HAPPENED\"\n");
    assert_int_equal(shop_count(shop, "SELECT state FROM dossier"), STATE_WITHDRAWN);
    stand_up(&v);
    test_desk_close(shop);
}

/* --- asking and deciding --- */

TEST(request__from_the_box__reaches_the_supervisor_and_several_are_decided_at_once)
{
    struct seat v;
    struct intake_answer one, two;
    struct err e = { 0 };
    struct test_desk *shop = shop_open("ask_desk");
    struct staff lan = colleague(shop, "lan", ROLE_OFFICER), boss = colleague(shop, "sep", ROLE_SUPERVISOR);
    shop_receive(&one, shop, 1, "1.004222");
    shop_receive(&two, shop, 2, "1.001193");
    sits(shop, &lan);
    assert_ok(step_to(shop, two.code, STATE_PROCESSING, NULL, &e), &e);
    sit_down(&v, shop, "dossier", one.code);
    play(&v, "e\ntext \"người ký đi vắng\"\nDown\ntext \"16012026\"\nF10\nexpect \"Press n\"\n");
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM request"), 0);
    play(&v, "n\nexpect \"WHAT HAPPENED\"\nexpect \"asked: a later promise\"\n");
    stand_up(&v);
    sit_down(&v, shop, "dossier", two.code);
    play(&v, "u\ntext \"chuyển nhầm\"\nF10\nn\nexpect \"request sent\"\n");
    stand_up(&v);
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM request WHERE state = 'open'"), 2);
    sits(shop, &boss);
    int64_t id = 0;
    AUTO_ARENA a = { 0 };
    struct request *list;
    size_t count;
    assert_ok(request_list(&list, &count, &shop->of, NULL, true, &a, &e), &e);
    for (size_t i = 0; i < count; i++) {
        id = list[i].id;
        assert_ok(request_approve(&shop->of, id, &e), &e);
    }
    assert_int_equal(shop_count(shop, "SELECT state FROM dossier WHERE procedure_code = '1.001193'"), STATE_RECEIVED);
    test_desk_close(shop);
}

TEST(box__letter_n_without_a_refusal__is_a_letter)
{
    struct seat v;
    struct intake_answer in;
    struct test_desk *shop = shop_open("letter_n");
    shop_receive(&in, shop, 1, "1.001193");
    sit_down(&v, shop, "dossier", in.code);
    play(&v, "u\ntext \"bấm nhầm n\"\nexpect \"nhầm n\"\nEsc\n");
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM request"), 0);
    stand_up(&v);
    test_desk_close(shop);
}

/* --- papers --- */

TEST(work_list__several_forwarded__go_to_one_colleague_on_one_list_who_confirms_it)
{
    struct seat v;
    struct intake_answer one, two;
    struct test_desk *shop = shop_open("forward_desk");
    struct staff huong = colleague(shop, "huong", ROLE_OFFICER);
    receive_papers(&one, shop, 1);
    receive_papers(&two, shop, 2);
    sit_down(&v, shop, "work_list", NULL);
    play(&v, "c\nc\nEnter\nexpect \"To whom\"\nEsc\n"); /* thought better of it: nothing happened, the letters stay */
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM dossier WHERE state = 2"), 2);
    play(&v, "Enter\n2\nexpect \"Papers of 2 dossiers\"\n");
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM dossier WHERE state = 4"), 2);
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM handover"), 1);
    assert_int_equal(shop_count(shop, "SELECT count(DISTINCT holder_id) FROM dossier"), 1);
    stand_up(&v);
    sits(shop, &huong);
    assert_int_equal(shop_count(shop, "SELECT holder_id FROM dossier LIMIT 1"), huong.id);
    sit_down(&v, shop, "papers", NULL);
    play(&v, "expect \"to me, from\"\nF6\nDown\nm\nF10\nexpect \"not there\"\ntext \"thiếu bìa\"\nF10\n");
    play(&v, "expect \"1 are missing\"\nexpect \"No papers are on the way\"\n");
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM handover_line WHERE state = 'missing'"), 1);
    stand_up(&v);
    test_desk_close(shop);
}

TEST(work_list__chips__show_results_to_collect_and_papers_owed)
{
    struct seat v;
    struct intake_answer one, two;
    struct err e = { 0 };
    struct test_desk *shop = shop_open("chips");
    shop_receive(&one, shop, 1, "1.001193");
    shop_receive(&two, shop, 2, "1.001193");
    assert_ok(step_to(shop, one.code, STATE_FINISHED, NULL, &e), &e);
    assert_ok(owed_note(&shop->of, two.code, "giay-chung-sinh", (struct day){ 2026, 1, 9 }, &e), &e);
    sit_down(&v, shop, "work_list", NULL);
    play(&v, "7\nexpect \"1 lines\"\nexpect \"05-0001\"\n8\nexpect \"05-0002\"\nexpect \"1 lines\"\n");
    stand_up(&v);
    sit_down(&v, shop, "dossier", two.code);
    play(&v, "expect \"owed until 09/01\"\n");
    stand_up(&v);
    test_desk_close(shop);
}

/* --- who takes the result --- */

TEST(return__delegate__needs_the_authority_and_a_clerk_who_is_late_hands_nothing_over)
{
    struct seat v, late;
    struct intake_answer in;
    struct err e = { 0 };
    struct test_desk *shop = shop_open("return_desk");
    shop_receive(&in, shop, 1, "1.001193");
    assert_ok(step_to(shop, in.code, STATE_FINISHED, NULL, &e), &e);
    sit_down(&v, shop, "dossier", in.code);
    sit_down(&late, shop, "dossier", in.code);
    play(&late, "t\n");
    play(&v, "t\nexpect \"Who takes it\"\n2\nDown\ntext \"Trần Văn Thử\"\nF10\nexpect \"authority is missing\"\n");
    assert_int_equal(shop_count(shop, "SELECT state FROM dossier"), STATE_FINISHED);
    play(&v, "Down 2\ntext \"12/GUQ ngay 05/01\"\nF10\nexpect \"WHAT HAPPENED\"\n");
    AUTO_JS facts = facts_of(shop, in.dossier_id, "moved");
    assert_string_equal(js_get_text(js_get(facts, "collector"), "relation"), "delegate");
    assert_string_equal(js_get_text(js_get(facts, "collector"), "authority"), "12/GUQ ngay 05/01");
    assert_string_equal(js_get_text(js_get(facts, "collector"), "signed"), "the appointment slip");
    play(&late, "F10\nF10\nexpect \"cannot become\"\n");
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM event WHERE action = 'moved'"), 2);
    stand_up(&late);
    stand_up(&v);
    test_desk_close(shop);
}

/* --- pictures, in Vietnamese --- */

TEST(work_between_people__pictures)
{
    struct seat v;
    struct intake_answer one, two;
    struct err e = { 0 };
    int64_t id = 0;
    const struct request_ask ask = { .kind = REQUEST_APOLOGY, .reason = "người ký đi vắng", .day = { 2026, 1, 16 } };
    if (!speak_vietnamese())
        skip();
    struct test_desk *shop = shop_open("work_pictures");
    struct staff lan = colleague(shop, "lan", ROLE_OFFICER), founder = { .role = ROLE_FOUNDER, .id = shop->of.staff_id };
    snprintf(founder.name, sizeof founder.name, "%s", shop->of.staff_name);
    receive_papers(&one, shop, 1);
    shop_receive(&two, shop, 2, "1.004222");
    const char *codes[] = { one.code };
    sits(shop, &lan);
    assert_ok(handover_give(&id, &shop->of, "mau", codes, 1, NULL, &e), &e);
    assert_ok(request_send(&id, &shop->of, two.code, &ask, &e), &e);
    sits(shop, &founder);
    sit_down(&v, shop, "papers", NULL);
    assert_picture(&v.term->shown, "papers");
    stand_up(&v);
    sit_down(&v, shop, "dossier", two.code);
    assert_picture(&v.term->shown, "dossier-asked");
    play(&v, "s\nCtrl-U\ntext \"0987654321\"\n");
    assert_picture(&v.term->shown, "amend");
    change_phone(shop, two.code, "0977777777", &lan);
    play(&v, "F10\n");
    assert_picture(&v.term->shown, "amend-both");
    stand_up(&v);
    assert_ok(step_to(shop, one.code, STATE_FINISHED, NULL, &e), &e);
    sit_down(&v, shop, "dossier", one.code);
    play(&v, "t\n2\n");
    assert_picture(&v.term->shown, "return");
    stand_up(&v);
    test_desk_close(shop);
    i18n_init("en", "/nowhere");
}
