/* gateway.c - messages to (invented) citizens through the practice gateway: what arrives, what is tried
 * again, what falls to people, and what is never sent twice. */
#include "dossier/message.h"

#include "book/tx.h"
#include "dossier/move.h"
#include "dossier/shop.h"
#include "targets/gateway_profile.h"
#include "targets/portal.h"

#define MARITAL "1.004194"

/* A dossier whose result is ready, of somebody with this telephone; both gateways are this portal. */
static void ready(struct intake_answer *answer, struct test_desk *t, int serial, const char *phone)
{
    struct err e = { 0 };
    struct move_answer moved;
    AUTO_JS document = shop_document(serial, MARITAL);
    struct js *applicant = js_copy(js_get(document, "applicant"));
    js_put_text(applicant, "phone", phone);
    js_put(document, "applicant", applicant);
    assert_ok(intake_receive(answer, &t->of, document, &e), &e);
    assert_ok(
        dossier_move(&moved, &t->of, answer->code, &(struct move_request){ .to = STATE_PROCESSING }, &e), &e);
    assert_ok(
        dossier_move(&moved, &t->of, answer->code, &(struct move_request){ .to = STATE_FINISHED }, &e), &e);
}

static struct test_desk *shop_at(const char *name, const char *zalo, const char *sms)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open(name);
    const char *account = test_path("gateway-account");
    if (!fs_exists(account))
        assert_ok(fs_replace(account, "ubnd\nbi-mat-thu\n", 16, 0400, &e), &e);
    const char *const values[][2] = { { "outbox.targets", "" }, { "zalo.url", zalo }, { "sms.url", sms },
        { "zalo.account_file", account }, { "sms.account_file", account } };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_ok(setting_set(&t->of, values[i][0], values[i][1], &e), &e);
    return t;
}

static struct sender_run run_target(struct test_desk *t, const char *target)
{
    struct err e = { 0 };
    struct sender_run run;
    const struct sender_options options = { .seconds = 1, .random_fixed = true, .now = true };
    assert_ok(sender_run(&run, &t->of, target, &options, &e), &e);
    return run;
}

static struct message only(struct test_desk *t, const char *code, struct arena *a)
{
    struct err e = { 0 };
    struct message *list;
    size_t count;
    assert_ok(message_list(&list, &count, &t->of, &(struct message_filter){ .code = code }, a, &e), &e);
    assert_true(count > 0);
    return list[count - 1];
}

static size_t arrived(struct test_portal *p, size_t *repeats)
{
    AUTO_JS list = portal_get(p, "/practice/messages");
    *repeats = 0;
    for (size_t i = 0; i < js_len(list); i++)
        *repeats += js_get_true(js_at(list, i), "repeat");
    return js_len(list) - *repeats;
}

TEST(gateway_step__sends__zalo_with_marks_and_the_dossier_shows_it)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_portal *p = portal_open("zalo", (struct server_options){ 0 });
    struct test_desk *t = shop_at("zalo", p->url, p->url);
    ready(&answer, t, 1, "0912345678");
    struct sender_run run = run_target(t, "zalo");
    assert_int_equal(run.sent, 1);
    AUTO_JS list = portal_get(p, "/practice/messages");
    assert_int_equal(js_len(list), 1);
    assert_string_equal(js_get_text(js_at(list, 0), "phone"), "84912345678");
    assert_non_null(strstr(js_get_text(js_at(list, 0), "text"), "đã có kết quả"));
    struct message m = only(t, answer.code, &a);
    assert_int_equal(m.state, MESSAGE_TOLD);
    assert_int_equal(m.rung, RUNG_ZALO);
    assert_int_equal(m.seen_at, 0);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE action = 'told_zalo'"), 1);
    assert_int_equal(run_target(t, "zalo").sent, 0); /* told once */
    test_desk_close(t);
    portal_close(p);
}

TEST(gateway_step__notes__that_it_was_read)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_portal *p = portal_open("seen", (struct server_options){ 0 });
    struct test_desk *t = shop_at("seen", p->url, "");
    ready(&answer, t, 1, "0912345200");
    assert_int_equal(run_target(t, "zalo").sent, 1);
    assert_int_equal(only(t, answer.code, &a).seen_at, t->now);
    test_desk_close(t);
    portal_close(p);
}

TEST(gateway_step__falls__from_zalo_to_sms_and_counts_what_it_costs)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct intake_answer answer;
    struct message_cost cost;
    struct test_portal *p = portal_open("fall", (struct server_options){ 0 });
    struct test_desk *t = shop_at("fall", p->url, p->url);
    assert_ok(setting_set(&t->of, "sms.price", "850", &e), &e);
    ready(&answer, t, 1, "0912345403"); /* has no Zalo */
    assert_int_equal(run_target(t, "zalo").refused, 1);
    assert_int_equal(only(t, answer.code, &a).rung, RUNG_SMS);
    assert_int_equal(run_target(t, "sms").sent, 1);
    AUTO_JS list = portal_get(p, "/practice/messages");
    assert_string_equal(js_get_text(js_at(list, 0), "channel"), "sms");
    assert_non_null(strstr(js_get_text(js_at(list, 0), "text"), "da co ket qua"));
    struct message m = only(t, answer.code, &a);
    assert_int_equal(m.state, MESSAGE_TOLD);
    assert_int_equal(m.rung, RUNG_SMS);
    struct day today = day_of(t->now);
    assert_ok(message_cost(&cost, &t->of, &today, &today, &e), &e);
    assert_int_equal(cost.messages, 1);
    assert_int_equal(cost.dong, 850);
    test_desk_close(t);
    portal_close(p);
}

TEST(gateway_step__gives__a_wrong_number_to_the_head_of_the_hamlet_and_lets_later_messages_go)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    bool bad = false;
    struct intake_answer answer, other;
    struct test_portal *p = portal_open("wrong", (struct server_options){ 0 });
    struct test_desk *t = shop_at("wrong", "", p->url);
    ready(&answer, t, 1, "0912345404");
    ready(&other, t, 2, "0912345678");
    struct sender_run run = run_target(t, "sms");
    assert_int_equal(run.refused, 1);
    assert_int_equal(run.sent, 1);
    struct message m = only(t, answer.code, &a);
    assert_int_equal(m.rung, RUNG_HAMLET);
    assert_int_equal(m.state, MESSAGE_OPEN);
    assert_ok(message_phone_bad(&bad, &t->of, m.person_id, "0912345404", &e), &e);
    assert_true(bad);
    /* what people have in hand alarms nobody in the outbox */
    struct delivery_counts counts;
    assert_ok(delivery_count(&counts, t->book.db, NULL, t->now, &e), &e);
    assert_int_equal(counts.by_state[DELIVERY_REFUSED], 0);
    test_desk_close(t);
    portal_close(p);
}

TEST(gateway_step__waits__for_a_busy_gateway_and_for_the_morning)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_portal *p = portal_open("busy", (struct server_options){ 0 });
    struct test_desk *t = shop_at("busy", "", p->url);
    ready(&answer, t, 1, "0912345503");
    assert_int_equal(run_target(t, "sms").put_off, 1);
    assert_int_equal(only(t, answer.code, &a).state, MESSAGE_OPEN);
    assert_true(iso_time_parse(&t->now, "2026-01-05T21:00:00+07:00"));
    assert_int_equal(run_target(t, "sms").put_off, 1); /* --now is no reason to wake anybody */
    int64_t morning;
    assert_true(iso_time_parse(&morning, "2026-01-06T07:00:00+07:00"));
    assert_int_equal(shop_count(t, "SELECT not_before FROM delivery WHERE state = 'waiting'"), morning);
    size_t repeats;
    assert_int_equal(arrived(p, &repeats), 0);
    test_desk_close(t);
    portal_close(p);
}

TEST(gateway_step__asks__before_it_sends_again_what_was_lost_after_the_work)
{
    AUTO_ARENA a = { 0 };
    size_t repeats;
    struct intake_answer answer;
    struct test_portal *p =
        portal_open("after", (struct server_options){ .fault_percent = 100, .fault_only = "reset-after" });
    struct test_desk *t = shop_at("after", "", p->url);
    ready(&answer, t, 1, "0912345678");
    assert_int_equal(run_target(t, "sms").unknown, 1);
    assert_int_equal(arrived(p, &repeats), 1);
    t->now += 120;
    assert_int_equal(run_target(t, "sms").sent, 1); /* the look-up found it */
    assert_int_equal(arrived(p, &repeats), 1);
    assert_int_equal(repeats, 0);
    assert_int_equal(only(t, answer.code, &a).state, MESSAGE_TOLD);
    test_desk_close(t);
    portal_close(p);
}

TEST(gateway_step__sends_again__only_what_the_gateway_surely_does_not_have)
{
    size_t repeats;
    struct intake_answer answer;
    struct test_portal *p =
        portal_open("before", (struct server_options){ .fault_percent = 100, .fault_only = "silent-before" });
    struct test_desk *t = shop_at("before", "", p->url);
    ready(&answer, t, 1, "0912345678");
    assert_int_equal(run_target(t, "sms").unknown, 1);
    js_free(portal_get(p, "/practice/faults?percent=0"));
    t->now += 120;
    run_target(t, "sms"); /* the look-up: absent */
    t->now += 600;
    run_target(t, "sms");
    assert_int_equal(arrived(p, &repeats), 1);
    assert_int_equal(repeats, 0);
    test_desk_close(t);
    portal_close(p);
}

TEST(gateway_step__sends__the_next_message_of_a_dossier_whose_last_was_refused)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct move_answer moved;
    struct intake_answer answer;
    struct test_portal *p = portal_open("next", (struct server_options){ 0 });
    struct test_desk *t = shop_at("next", p->url, "");
    ready(&answer, t, 1, "0912345403"); /* has no Zalo; yesterday's, too */
    assert_int_equal(run_target(t, "zalo").refused, 1);
    assert_ok(db_run_script(t->book.db, "UPDATE message SET phone = '0912345678'", &e), &e);
    assert_ok(dossier_move(&moved, &t->of, answer.code,
                  &(struct move_request){ .to = STATE_PROCESSING, .reason = "Sai một chữ" }, &e),
        &e);
    assert_ok(
        dossier_move(&moved, &t->of, answer.code, &(struct move_request){ .to = STATE_FINISHED }, &e), &e);
    assert_ok(db_run_script(t->book.db, "UPDATE message SET phone = '0912345678'", &e), &e);
    assert_int_equal(run_target(t, "zalo").sent, 1);
    assert_int_equal(only(t, answer.code, &a).state, MESSAGE_TOLD);
    test_desk_close(t);
    portal_close(p);
}

/* A gateway that cannot be asked: the same profile without its status path. */
static void share_without_status(void)
{
    struct err e = { 0 };
    AUTO_BUF text = buf_limit(20000);
    assert_ok(fs_read(&text, ROOT_DIR "/data/messages/gateways.yaml", 20000, &e), &e);
    AUTO_BUF out = buf_limit(20000);
    for (const char *p = buf_text(&text); *p;) {
        size_t len = strcspn(p, "\n") + 1;
        if (!strncmp(p, "  status: /", 11))
            buf_puts(&out, "  status: \"\"\n");
        else
            buf_add(&out, p, len);
        p += len;
    }
    assert_ok(fs_make_dir(test_path("mute/data/messages"), &e), &e);
    assert_ok(fs_replace(test_path("mute/data/messages/gateways.yaml"), out.data, out.len, 0600, &e), &e);
}

TEST(gateway_step__never_repeats__an_sms_whose_fate_cannot_be_asked)
{
    AUTO_ARENA a = { 0 };
    size_t repeats;
    struct intake_answer answer;
    struct test_portal *p =
        portal_open("mute", (struct server_options){ .fault_percent = 100, .fault_only = "silent-after" });
    struct test_desk *t = shop_at("mute", "", p->url);
    ready(&answer, t, 1, "0912345678");
    share_without_status();
    t->of.share_dir = test_path("mute");
    assert_int_equal(run_target(t, "sms").unknown, 1);
    js_free(portal_get(p, "/practice/faults?percent=0"));
    t->now += 120;
    assert_int_equal(run_target(t, "sms").refused, 1);
    assert_int_equal(arrived(p, &repeats) + repeats, 1);
    struct message m = only(t, answer.code, &a);
    assert_int_equal(m.rung, RUNG_CALL); /* a colleague makes sure */
    assert_true(*m.answer);
    test_desk_close(t);
    portal_close(p);
}

TEST(gateway_step__tells__each_citizen_once_whatever_the_line_does)
{
    enum { PEOPLE = 12 };
    size_t repeats;
    struct test_portal *p = portal_open(
        "storm", (struct server_options){ .fault_percent = 40, .fault_seed = 7, .stall_ms = 1200 });
    struct test_desk *t = shop_at("storm", "", p->url);
    for (int i = 1; i <= PEOPLE; i++) {
        struct intake_answer answer;
        ready(&answer, t, i, "0912345678");
    }
    for (int round = 0; round < 40; round++) {
        if (!shop_count(t, "SELECT count(*) FROM message WHERE state = 'open'"))
            break;
        if (round == 6)
            js_free(portal_get(p, "/practice/faults?percent=0"));
        t->now += 10 * 60;
        run_target(t, "sms");
    }
    assert_int_equal(
        shop_count(t, "SELECT count(*) FROM message WHERE state = 'told' AND rung = 'sms'"), PEOPLE);
    assert_int_equal(arrived(p, &repeats), PEOPLE);
    test_desk_close(t);
    portal_close(p);
}

TEST(gateway_open__stays_off__without_https_without_account_and_in_practice)
{
    struct intake_answer answer;
    struct test_desk *t = shop_at("off", "http://zalo.example", "");
    ready(&answer, t, 1, "0912345678");
    struct sender_run run = run_target(t, "zalo");
    assert_false(run.connected);
    assert_non_null(strstr(run.words, "https://"));
    struct err e = { 0 };
    assert_ok(setting_set(&t->of, "zalo.url", "https://zalo.example", &e), &e);
    assert_ok(setting_set(&t->of, "zalo.account_file", "", &e), &e);
    assert_false(run_target(t, "zalo").connected);
    const char *loose = test_path("loose-account");
    assert_ok(fs_replace(loose, "a\nb\n", 4, 0644, &e), &e);
    assert_ok(setting_set(&t->of, "zalo.account_file", loose, &e), &e);
    run = run_target(t, "zalo");
    assert_false(run.connected);
    assert_non_null(strstr(run.words, "loose-account"));
    t->book.practice = true;
    assert_false(run_target(t, "zalo").connected);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE state = 'open' AND rung = 'zalo'"), 1);
    assert_false(run_target(t, "sms").connected);
    test_desk_close(t);
}

/* --- what an answer means (no network) --- */

static enum gateway_verdict verdict_of(const char *type, const char *body, enum http_end end)
{
    struct err e = { 0 };
    struct gateway_profile p;
    struct gateway_reading r;
    struct http_answer answer = { .end = end, .status = 200, .body = buf_limit(1000) };
    snprintf(answer.type, sizeof answer.type, "%s", type);
    buf_puts(&answer.body, body);
    assert_ok(gateway_profile_read(&p, ROOT_DIR, "sms", &e), &e);
    gateway_read(&r, &p, &answer, "k-1");
    gateway_profile_release(&p);
    http_answer_release(&answer);
    return r.verdict;
}

TEST(gateway_read__believes__only_our_key_and_a_word_it_knows)
{
    const char *json = "application/json";
    assert_int_equal(
        verdict_of(json, "{\"client_ref\":\"k-1\",\"status\":\"sent\"}", HTTP_ANSWERED), GATEWAY_TOLD);
    assert_int_equal(
        verdict_of(json, "{\"client_ref\":\"k-1\",\"status\":\"blocked\"}", HTTP_ANSWERED), GATEWAY_REFUSED);
    assert_int_equal(
        verdict_of(json, "{\"client_ref\":\"k-2\",\"status\":\"sent\"}", HTTP_ANSWERED), GATEWAY_OTHER);
    assert_int_equal(
        verdict_of(json, "{\"client_ref\":\"k-1\",\"status\":\"zent\"}", HTTP_ANSWERED), GATEWAY_NOTHING);
    assert_int_equal(verdict_of(json, "{\"status\":\"sent\"}", HTTP_ANSWERED), GATEWAY_NOTHING);
    assert_int_equal(verdict_of(json, "{\"client_ref\":\"k-1\",\"sta", HTTP_ANSWERED), GATEWAY_NOTHING);
    assert_int_equal(verdict_of("text/html", "{\"client_ref\":\"k-1\",\"status\":\"sent\"}", HTTP_ANSWERED),
        GATEWAY_NOTHING);
    assert_int_equal(
        verdict_of(json, "{\"client_ref\":\"k-1\",\"status\":\"sent\"}", HTTP_LOST), GATEWAY_NOTHING);
}

TEST(gateway_look_after__learns__that_it_was_read_and_asks_every_half_hour)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_portal *p = portal_open("later", (struct server_options){ 0 });
    struct test_desk *t = shop_at("later", p->url, "");
    ready(&answer, t, 1, "0912345201");
    assert_int_equal(run_target(t, "zalo").sent, 1); /* asked at once, too: it is the first time */
    assert_int_equal(only(t, answer.code, &a).seen_at, t->now);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE action = 'seen_zalo'"), 1);
    ready(&answer, t, 2, "0912345678");
    run_target(t, "zalo");
    int64_t asked = shop_count(t, "SELECT max(asked_at) FROM message");
    t->now += 600;
    run_target(t, "zalo");
    assert_int_equal(shop_count(t, "SELECT max(asked_at) FROM message"), asked); /* not every two seconds */
    t->now += 1800;
    run_target(t, "zalo");
    assert_int_equal(shop_count(t, "SELECT max(asked_at) FROM message"), t->now);
    assert_int_equal(only(t, answer.code, &a).seen_at, 0);
    t->now += 4 * DAY_SECONDS;
    run_target(t, "zalo");
    assert_int_not_equal(shop_count(t, "SELECT max(asked_at) FROM message"), t->now);
    test_desk_close(t);
    portal_close(p);
}
