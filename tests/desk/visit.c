/* visit.c - a citizen at the counter, by keyboard alone: from the card to the number in the book.
 *
 * All people here are invented.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../dossier/shop.h"
#include "base/arena.h"
#include "base/i18n.h"
#include "base/json.h"
#include "check.h"
#include "desk/desk.h"
#include "desk/intake_start.h"
#include "desk/script.h"
#include "desk/term/term_memory.h"
#include "dossier/dossier.h"
#include "dossier/draft.h"
#include "focus.h"
#include "golden.h"
#include "people/citizen.h"

#define CARD "062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi|10052021"

struct visit {
    struct test_desk *shop;
    struct desk desk;
    struct term_memory *term;
};

static void sit_down(
    struct visit *v, struct test_desk *shop, int w, int h, const char *screen, const void *argument)
{
    struct err e = { 0 };
    *v = (struct visit){ .shop = shop };
    assert_ok(term_memory_open(&v->term, w, h, &e), &e);
    assert_ok(desk_open(&v->desk, &v->term->terminal, &shop->of, shop->of.clock, &e), &e);
    assert_ok(theme_pick(&v->desk.theme, "dark", 256, false, &e), &e);
    assert_ok(desk_push_named(&v->desk, "help", NULL), NULL); /* something below, so that the desk goes on */
    assert_ok(desk_push_named(&v->desk, screen, argument), NULL);
    focus_watch(v->term, &v->desk);
    desk_paint(&v->desk);
}

static void play(struct visit *v, const char *script)
{
    struct err e = { 0 };
    assert_ok(script_play(&v->desk, v->term, script, "script", &e), &e);
}

static void stand_up(struct visit *v)
{
    desk_close(&v->desk);
}

/* --- the whole visit --- */

struct step {
    bool name;        /* letters of a name are not counted */
    const char *text; /* typed, or NULL */
    uint32_t key;
};

static const struct step birth[] = {
    { false, "0912345678", 0 },
    { false, NULL, K_ENTER }, /* the telephone */
    { false, "ks", 0 },
    { false, NULL, K_ENTER }, /* birth registration */
    { false, NULL, K_ENTER }, /* the paper of the hospital is here */
    { false, NULL, K_F(8) },
    { false, "1", 0 },
    { false, NULL, K_ENTER }, /* she is the mother */
    { true, "Trần Minh An", 0 },
    { false, NULL, K_ENTER },
    { false, "02012026", 0 },
    { false, NULL, K_ENTER },
    { false, "1", 0 },
    { false, NULL, K_ENTER },
    { false, "1", 0 },
    { false, NULL, K_ENTER },
    { false, NULL, K_F(10) },
    { false, NULL, K_F(10) },
    { false, NULL, K_F(10) },
};
#define BIRTH_STEPS (sizeof birth / sizeof *birth)

static int keys_of(const struct step *s)
{
    return s->key ? 1 : s->name ? 0 : (int)strlen(s->text);
}

/* One key after the other, each shown; or all at once, before the first picture. */
static void type_visit(struct visit *v, bool at_once)
{
    struct err e = { 0 };
    desk_event(&v->desk, &(struct event){ .kind = EVENT_SCAN, .text = CARD });
    for (size_t i = 0; i < BIRTH_STEPS; i++) {
        const char *p = birth[i].text ? birth[i].text : "";
        uint32_t code = birth[i].key;
        do {
            if (!birth[i].key)
                p += glyph_decode(&code, p);
            if (at_once)
                assert_ok(term_memory_feed(v->term, code, &e), &e);
            else
                desk_key(&v->desk, code), desk_paint(&v->desk);
        } while (*p);
    }
    for (int i = 0; at_once && i < 400; i++)
        desk_step(&v->desk, 0);
    desk_paint(&v->desk);
}

static void load_first(struct dossier *d, struct arena *a, struct test_desk *shop)
{
    struct err e = { 0 };
    struct dossier_row *rows;
    size_t count;
    assert_ok(dossier_list(&rows, &count, shop->of.db, &(struct dossier_filter){ .limit = 10 }, a, &e), &e);
    assert_int_equal(count, 1);
    assert_ok(dossier_load_id(d, shop->of.db, a, rows[0].id, &e), &e);
}

TEST(visit__card_and_birth__in_sixty_keys_besides_letters_of_names)
{
    struct visit v;
    AUTO_ARENA a = { 0 };
    struct dossier d;
    int keys = 0;
    sit_down(&v, shop_open("visit"), 80, 24, "intake", NULL);
    for (size_t i = 0; i < BIRTH_STEPS; i++)
        keys += keys_of(&birth[i]);
    assert_in_range(keys, 1, 60);
    type_visit(&v, false);
    assert_string_equal(v.desk.top->class->name, "receipt_done");
    load_first(&d, &a, v.shop);
    assert_non_null(strstr(d.answers, "\"child_name\":\"Trần Minh An\""));
    assert_non_null(strstr(d.answers, "\"child_birth_date\":\"2026-01-02\""));
    assert_non_null(strstr(d.answers, "\"requester_name\":\"Nguyễn Thị Hoa\""));
    assert_non_null(strstr(d.applicant, "062185001234"));
    play(&v, "expect \"Nguyễn Thị Hoa\"\n");
    stand_up(&v);
    test_desk_close(v.shop);
}

TEST(visit__all_keys_before_the_first_picture__stores_the_same)
{
    struct visit slow, fast;
    AUTO_ARENA a = { 0 };
    struct dossier one, two;
    sit_down(&slow, shop_open("visit_slow"), 80, 24, "intake", NULL);
    type_visit(&slow, false);
    load_first(&one, &a, slow.shop);
    stand_up(&slow);
    sit_down(&fast, shop_open("visit_fast"), 80, 24, "intake", NULL);
    type_visit(&fast, true);
    load_first(&two, &a, fast.shop);
    stand_up(&fast);
    assert_string_equal(one.answers, two.answers);
    assert_string_equal(one.applicant, two.applicant);
    assert_string_equal(one.code, two.code);
    assert_int_equal(one.due_at, two.due_at);
    test_desk_close(slow.shop);
    test_desk_close(fast.shop);
}

/* --- drafts --- */

static bool draft_says(struct test_desk *shop, const char *text)
{
    AUTO_ARENA a = { 0 };
    struct draft *list;
    size_t count;
    struct err e = { 0 };
    assert_ok(draft_list(&list, &count, &shop->of, &a, &e), &e);
    return count && strstr(list[0].document, text);
}

static size_t drafts(struct test_desk *shop)
{
    AUTO_ARENA a = { 0 };
    struct draft *list;
    size_t count;
    assert_ok(draft_list(&list, &count, &shop->of, &a, NULL), NULL);
    return count;
}

#define TO_FORM "scan \"" CARD "\"\nEnter\ntext \"ks\"\nEnter\nEnter\nF8\nF8\n"

TEST(draft__field_left__is_in_the_book_before_the_next_key)
{
    struct visit v;
    sit_down(&v, shop_open("draft_field"), 80, 24, "intake", NULL);
    play(&v, TO_FORM "text \"Trần Minh An\"\n");
    assert_false(draft_says(v.shop, "Trần Minh An"));
    play(&v, "Enter\n");
    assert_true(draft_says(v.shop, "Trần Minh An"));
    assert_int_equal(drafts(v.shop), 1);
    stand_up(&v);
    test_desk_close(v.shop);
}

TEST(draft__terminal_gone__keeps_the_half_typed_field)
{
    struct visit v;
    sit_down(&v, shop_open("draft_hangup"), 80, 24, "intake", NULL);
    play(&v, TO_FORM "text \"Trần Mi\"\n");
    desk_event(&v.desk, &(struct event){ .kind = EVENT_HANGUP });
    assert_true(draft_says(v.shop, "Trần Mi"));
    stand_up(&v);
    test_desk_close(v.shop);
}

TEST(draft__same_citizen_and_procedure__is_offered_and_goes_on_where_it_was)
{
    struct visit v;
    struct test_desk *shop = shop_open("draft_again");
    sit_down(&v, shop, 80, 24, "intake", NULL);
    play(&v, TO_FORM "text \"Trần Minh An\"\nEnter\n");
    stand_up(&v);
    shop->now += 60; /* so that the new intake's own draft is the newest */
    sit_down(&v, shop, 80, 24, "intake", NULL);
    play(&v, "scan \"" CARD "\"\nEnter\ntext \"ks\"\nEnter\nexpect \"A draft is there\"\n");
    play(&v, "Enter\nexpect \"[4 Form]\"\nexpect \"Trần Minh An\"\n");
    assert_int_equal(drafts(shop), 1);
    stand_up(&v);
    test_desk_close(shop);
}

TEST(draft__esc_from_the_first_step__asks_only_when_something_was_typed)
{
    struct visit v;
    sit_down(&v, shop_open("draft_esc"), 80, 24, "intake", NULL);
    play(&v, "Esc\n");
    assert_string_equal(v.desk.top->class->name, "help");
    assert_ok(desk_push_named(&v.desk, "intake", NULL), NULL);
    play(&v, "scan \"" CARD "\"\nEsc\nexpect \"Something new was typed\"\n2\n");
    assert_string_equal(v.desk.top->class->name, "help");
    assert_int_equal(drafts(v.shop), 0);
    stand_up(&v);
    test_desk_close(v.shop);
}

/* --- wrong input --- */

TEST(who__eleven_digits__is_said_and_holds_nobody)
{
    struct visit v;
    sit_down(&v, shop_open("eleven"), 80, 24, "intake", NULL);
    play(&v,
        "text \"06218500123\"\nEnter\nexpect \"To mend\"\nexpect \"12\"\ntext \"Nguyễn Thị Hoa\"\nEnter\n");
    play(&v, "text \"15082062\"\nexpect \"15082062\"\n"); /* a birthday to come */
    play(&v, "F10\nexpect \"[2 Matter]\"\n");
    stand_up(&v);
    test_desk_close(v.shop);
}

TEST(who__number_typed__says_the_sex_and_another_digit_replaces_it)
{
    struct visit v;
    sit_down(&v, shop_open("sex"), 80, 24, "intake", NULL);
    play(&v, "text \"062185001234\"\nEnter\nexpect \"Female\"\nexpect \"SĐ\"\n");
    play(&v, "text \"A Thử\"\nEnter\ntext \"15081985\"\ntext \"1\"\nEnter\nexpect \"Male\"\nexpect \"4 Sex   "
             "                      Male\"\n");
    stand_up(&v);
    test_desk_close(v.shop);
}

TEST(form__mandatory_answer_missing__f10_refuses_and_f8_leads_there)
{
    struct visit v;
    sit_down(&v, shop_open("missing"), 80, 24, "intake", NULL);
    play(&v, TO_FORM "F10\nF10\nexpect \"Things to mend before filing: 1\"\nF8\nexpect \"[4 Form]\"\n");
    play(&v, "text \"Trần Minh An\"\nEnter\nF10\nexpect \"0 to mend\"\n");
    stand_up(&v);
    test_desk_close(v.shop);
}

TEST(what__nothing_typed__enter_takes_no_procedure)
{
    struct visit v;
    sit_down(&v, shop_open("nothing"), 80, 24, "intake", NULL);
    play(&v, "scan \"" CARD "\"\nEnter\nEnter\nexpect \"[2 Matter]\"\nF10\nexpect \"[2 Matter]\"\n");
    stand_up(&v);
    test_desk_close(v.shop);
}

TEST(spoken_line__language_nobody_wrote_guidance_for__is_the_desk_s_own)
{
    struct visit v;
    sit_down(&v, shop_open("spoken"), 80, 24, "intake", NULL);
    play(&v, "scan \"" CARD "\"\nEnter\ntext \"ks\"\nexpect \"What can we do for you today?\"\n");
    play(&v, "Enter\nexpect \"May I see this paper, please?\"\n");
    stand_up(&v);
    test_desk_close(v.shop);
}

TEST(papers__owed__keeps_the_dossier_a_draft)
{
    struct visit v;
    sit_down(&v, shop_open("owed"), 80, 24, "intake", NULL);
    play(&v, "scan \"" CARD
             "\"\nEnter\ntext \"ks\"\nEnter\nn\nF10\nF8\nF8\ntext \"Trần Minh An\"\nEnter\nF10\nF10\n");
    play(&v, "expect \"A paper is still owed\"\n");
    assert_int_equal(shop_count(v.shop, "SELECT count(*) FROM dossier"), 0);
    assert_int_equal(drafts(v.shop), 1);
    stand_up(&v);
    test_desk_close(v.shop);
}

static void receive_with_scan(struct test_desk *shop)
{
    char text[900];
    const char *path = test_path("visit-scan.pdf");
    struct err e = { 0 };
    struct intake_answer answer;
    AUTO_JS document = NULL;
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs("%PDF-1.4 mau", f);
    fclose(f);
    int n = snprintf(text, sizeof text,
        "{\"procedure\":\"1.001193\",\"card\":\"" CARD "\",\"answers\":{\"child_name\":\"Trần Minh Anh\"},"
        "\"components\":[{\"id\":\"giay-chung-sinh\",\"originals\":1,\"files\":[\"%s\"]}]}",
        path);
    assert_ok(js_parse(&document, text, (size_t)n, &e), &e);
    assert_ok(intake_receive(&answer, &shop->of, document, &e), &e);
    remove(path);
}

TEST(papers__brought_before__are_used_again_and_the_card_s_fields_count_as_saved)
{
    struct visit v;
    struct test_desk *shop = shop_open("brought-before");
    receive_with_scan(shop);
    shop->now += 86400;
    sit_down(&v, shop, 80, 24, "intake", NULL);
    play(&v, "scan \"" CARD "\"\ntext \"0912345678\"\nEnter\ntext \"ks\"\nEnter\n");
    play(&v, "expect \"? d: ↻ 05/01/2026\"\nexpect \"H48.25-260105-0001\"\nd\nexpect \"↻ dossier of "
             "05/01/2026\"\n");
    play(&v, "F10\nF8\nF8\ntext \"Trần Minh An\"\nEnter\nF10\nF10\nF10\n");
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM dossier"), 2);
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM component_source WHERE dossier_id = 2"
                                      " AND source = 'H48.25-260105-0001'"),
        1);
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM attachment WHERE dossier_id = 2"), 1);
    assert_true(shop_count(shop, "SELECT saved FROM provenance WHERE dossier_id = 2") >= 8);
    assert_int_equal(shop_count(shop, "SELECT typed FROM provenance WHERE dossier_id = 2"), 2);
    stand_up(&v);
    test_desk_close(shop);
}

static bool on_screen(const struct visit *v, const char *words)
{
    AUTO_BUF picture = buf_limit(1 << 20);
    canvas_text(&v->term->shown, &picture);
    return strstr(buf_text(&picture), words) != NULL;
}

TEST(second_entry__sees_nothing__and_gives_back_the_field_that_differs)
{
    struct visit v;
    sit_down(&v, shop_open("second"), 80, 24, "intake", NULL);
    play(&v, TO_FORM "F9\nexpect \"No field that must be typed twice\"\n");
    play(&v, "text \"Trần Minh An\"\nEnter\nF9\nexpect \"Second entry, 1 of 1\"\n");
    assert_false(on_screen(&v, "Minh An"));
    play(&v,
        "text \"Trần Minh Ân\"\nEnter\nexpect \"differ in 1 fields\"\nF7\nexpect \"not what the second entry says\"\n");
    assert_false(on_screen(&v, "Minh Ân"));
    play(&v, "F10\nF10\nF10\n");
    assert_int_equal(shop_count(v.shop, "SELECT count(*) FROM dossier"), 0); /* nothing is filed so */
    play(&v, "Esc\nF9\nexpect \"Second entry, 1 of 1\"\ntext \"Trần Minh An\"\nEnter\n");
    play(&v, "expect \"Both entries agree: 1\"\nF10\nF10\nF10\n");
    assert_int_equal(shop_count(v.shop, "SELECT count(*) FROM dossier"), 1);
    stand_up(&v);
    test_desk_close(v.shop);
}

TEST(papers__file_that_is_none__is_told_and_its_path_stays)
{
    struct visit v;
    sit_down(&v, shop_open("no_file"), 80, 24, "intake", NULL);
    play(&v, "scan \"" CARD "\"\nEnter\ntext \"ks\"\nEnter\nq\ntext \"/no/such.pdf\"\nEnter\n");
    play(&v,
        "expect \"No file of a known kind\"\nexpect \"[/no/such.pdf\"\nEsc\nEnter\nexpect \"[4 Form]\"\n");
    stand_up(&v);
    test_desk_close(v.shop);
}

TEST(file__refused_by_the_book__says_what_is_safe_and_tries_again)
{
    struct visit v;
    sit_down(&v, shop_open("refused"), 80, 24, "intake", NULL);
    play(&v, TO_FORM "text \"Trần Minh An\"\nEnter\nF10\nF10\n");
    v.shop->of.role = ROLE_AUDITOR;
    play(&v, "F10\nexpect \"Not on the book\"\nexpect \"has NO number\"\n");
    assert_int_equal(shop_count(v.shop, "SELECT count(*) FROM dossier"), 0);
    v.shop->of.role = ROLE_FOUNDER;
    play(&v, "1\n");
    assert_string_equal(v.desk.top->class->name, "receipt_done");
    assert_int_equal(shop_count(v.shop, "SELECT count(*) FROM dossier"), 1);
    assert_int_equal(drafts(v.shop), 0);
    stand_up(&v);
    test_desk_close(v.shop);
}

TEST(file__enter_in_the_box__files_nothing)
{
    struct visit v;
    sit_down(&v, shop_open("safe"), 80, 24, "intake", NULL);
    play(&v, TO_FORM
        "text \"Trần Minh An\"\nEnter\nF10\nF10\nexpect \"gets a number\"\nEnter\nexpect \"[5 Promise]\"\n");
    assert_int_equal(shop_count(v.shop, "SELECT count(*) FROM dossier"), 0);
    stand_up(&v);
    test_desk_close(v.shop);
}

/* --- a card beside the book --- */

static void know_hoa(struct test_desk *shop)
{
    struct err e = { 0 };
    struct citizen c = { .kind = PERSON_CITIZEN,
        .id_number = "062185001234",
        .name = "Nguyễn Thị Hoa",
        .birth_date = "1985-08-15",
        .sex = SEX_FEMALE,
        .address = "Thôn 3, TT Đăk Tô (cũ)",
        .phone = "0978412009",
        .source = "typed" };
    assert_ok(citizen_upsert(&shop->of, &c, &e), &e);
}

TEST(card__differs_from_the_book__is_compared_and_keeps_what_only_the_book_knows)
{
    struct visit v;
    struct test_desk *shop = shop_open("compare");
    know_hoa(shop);
    sit_down(&v, shop, 80, 24, "intake", NULL);
    play(&v, "scan \"" CARD "\"\nexpect \"DIFFERS\"\nexpect \"KEPT\"\nEnter\n");
    play(&v, "expect \"Thôn 3, Xã Đăk Tô\"\nexpect \"0978 412 009\"\n");
    stand_up(&v);
    test_desk_close(shop);
}

TEST(number__known_to_the_book__fills_the_rest)
{
    struct visit v;
    struct test_desk *shop = shop_open("known");
    know_hoa(shop);
    sit_down(&v, shop, 80, 24, "intake", NULL);
    play(&v, "text \"062185001234\"\nexpect \"Nguyễn Thị Hoa\"\nexpect \"HS\"\n");
    stand_up(&v);
    test_desk_close(shop);
}

TEST(card__of_somebody_else_later__asks_whose_dossier_it_is)
{
    struct visit v;
    sit_down(&v, shop_open("second_card"), 80, 24, "intake", NULL);
    play(&v, TO_FORM "scan \"062083004417|233104567|Nguyễn Văn Hải|07051983|Nam|Thôn 2, Xã Đăk Tô, Tỉnh "
                     "Quảng Ngãi|10052021\"\n");
    play(&v, "expect \"Another person's card\"\n1\nexpect \"WHO BRINGS IT\"\nexpect \"Nguyễn Văn Hải\"\n");
    play(&v, "Ctrl-Home\nexpect \"Nguyễn Thị Hoa\"\n");
    stand_up(&v);
    test_desk_close(v.shop);
}

/* --- after it --- */

TEST(work_list__letters_beside_lines__are_played_and_a_box_asks_for_the_reason)
{
    struct visit v;
    struct intake_answer first, second;
    AUTO_ARENA a = { 0 };
    struct dossier d;
    struct err e = { 0 };
    struct test_desk *shop = shop_open("work_list");
    shop_receive(&first, shop, 1001, "1.001193");
    shop_receive(&second, shop, 1002, "1.001193");
    sit_down(&v, shop, 80, 24, "work_list", NULL);
    play(&v, "c\nb\nEnter\nexpect \"Reason\"\n");
    play(&v, "text \"thiếu giấy chứng sinh (thử)\"\nEnter\ntext \"Giấy chứng sinh\"\nF10\n");
    assert_ok(dossier_load(&d, shop->of.db, &a, first.code, &e), &e);
    assert_int_equal(d.state, STATE_PROCESSING);
    assert_ok(dossier_load(&d, shop->of.db, &a, second.code, &e), &e);
    assert_int_equal(d.state, STATE_SUPPLEMENT);
    play(&v, "5\nexpect \"1 lines\"\nt\nexpect \"Not possible for this line\"\n");
    stand_up(&v);
    test_desk_close(shop);
}

TEST(supplement__day_to_bring__is_refused_when_past_and_kept_in_the_journal)
{
    struct visit v;
    struct intake_answer answer;
    struct test_desk *shop = shop_open("bring_by");
    shop_receive(&answer, shop, 1001, "1.001193");
    sit_down(&v, shop, 80, 24, "dossier", answer.code);
    play(&v, "c\nb\ntext \"thiếu giấy chứng sinh (thử)\"\nEnter\ntext \"Giấy chứng sinh\"\nDown 3\n");
    play(&v, "text \"04012026\"\nF10\nexpect \"Bring by\"\n"); /* yesterday: the box stays */
    assert_int_equal(shop_count(shop, "SELECT count(*) FROM event WHERE payload LIKE '%items_due%'"), 0);
    play(&v, "Ctrl-U\ntext \"15/1\"\nF10\nexpect \"WHAT HAPPENED\"\n");
    assert_int_equal(
        shop_count(shop, "SELECT count(*) FROM event WHERE payload LIKE '%\"items_due\":\"2026-01-15\"%'"),
        1);
    stand_up(&v);
    test_desk_close(shop);
}

TEST(dossier__step_without_its_reason__stays_in_the_box_and_changes_nothing)
{
    struct visit v;
    struct intake_answer answer;
    AUTO_ARENA a = { 0 };
    struct dossier d;
    struct test_desk *shop = shop_open("dossier_reason");
    shop_receive(&answer, shop, 1001, "1.001193");
    sit_down(&v, shop, 80, 24, "dossier", answer.code);
    play(&v, "r\nexpect \"Reason\"\nF10\nexpect \"Reason\"\n");
    assert_ok(dossier_load(&d, shop->of.db, &a, answer.code, NULL), NULL);
    assert_int_equal(d.state, STATE_RECEIVED);
    play(&v, "Esc\nc\nexpect \"in work\"\n");
    stand_up(&v);
    test_desk_close(shop);
}

/* --- pictures, in Vietnamese --- */

TEST(intake__pictures__of_all_steps)
{
    struct visit v;
    pictures_in_vietnamese();
    sit_down(&v, shop_open("pictures"), 80, 24, "intake", NULL);
    play(&v, "scan \"" CARD "\"\n");
    assert_picture(&v.term->shown, "intake-1-who");
    play(&v, "text \"0912345678\"\nEnter\ntext \"khai sinh\"\n");
    assert_picture(&v.term->shown, "intake-2-what");
    play(&v, "Enter\n");
    assert_picture(&v.term->shown, "intake-3-papers");
    play(&v, "Enter\nF8\nF8\n");
    assert_picture(&v.term->shown, "intake-4-form");
    play(&v, "size 132x40\n");
    assert_picture(&v.term->shown, "intake-4-form-wide");
    play(&v, "size 80x24\ntext \"Trần Minh An\"\nEnter\nF10\n");
    assert_picture(&v.term->shown, "intake-5-due");
    play(&v, "F10\n");
    assert_picture(&v.term->shown, "intake-5-confirm");
    stand_up(&v);
    test_desk_close(v.shop);
    i18n_init("en", "/nowhere");
}

TEST(intake__picture__of_the_comparison)
{
    struct visit v;
    struct test_desk *shop = shop_open("picture_compare");
    know_hoa(shop);
    pictures_in_vietnamese();
    sit_down(&v, shop, 80, 24, "intake", NULL);
    play(&v, "scan \"" CARD "\"\n");
    assert_picture(&v.term->shown, "intake-1-compare");
    stand_up(&v);
    test_desk_close(shop);
    i18n_init("en", "/nowhere");
}

TEST(dossier_and_work_list__pictures)
{
    struct visit v;
    struct intake_answer answer;
    struct test_desk *shop = shop_open("pictures_after");
    pictures_in_vietnamese();
    shop_receive(&answer, shop, 1001, "1.001193");
    shop_receive(&answer, shop, 1002, "1.004873");
    sit_down(&v, shop, 80, 24, "work_list", NULL);
    assert_picture(&v.term->shown, "work-list");
    play(&v, "x\nEnter\n");
    assert_picture(&v.term->shown, "dossier");
    stand_up(&v);
    test_desk_close(shop);
    i18n_init("en", "/nowhere");
}
