/* faults.c - every way in which the practice portal misbehaves, one by one, then all together. */
#include "practice/faults.h"

#include "targets/portal.h"

static size_t portal_rows(struct test_portal *p)
{
    AUTO_JS list = portal_get(p, "/practice/dossiers");
    return js_len(list);
}

/* Three dossiers through a portal that always misbehaves in this one way; then it behaves. */
static void drill_one(enum fault fault)
{
    char name[64];
    snprintf(name, sizeof name, "fault-%s", fault_name(fault));
    const struct server_options options = {
        .fault_percent = 100, .fault_only = fault_name(fault), .fault_seed = 7, .stall_ms = 1200
    };
    struct test_portal *p = portal_open(name, options);
    struct test_desk *t = pile_open(name);
    portal_connect(t, p->url);
    for (int i = 1; i <= 3; i++)
        pile_event(t, i, 2);
    struct sender_run bad = send_now(t, true);
    bool harmless = fault == FAULT_TWICE; /* absorbed by the key */
    if (bad.sent != (harmless ? 3 : 0) || bad.refused)
        print_error("%s: sent %d, refused %d\n", name, (int)bad.sent, (int)bad.refused);
    assert_int_equal(bad.sent, harmless ? 3 : 0);
    assert_int_equal(bad.refused, 0);
    js_free(portal_get(p, "/practice/faults?percent=0"));
    struct sender_run good = send_now(t, true);
    assert_int_equal(bad.sent + good.sent, 3);
    assert_int_equal(portal_rows(p), 3);
    test_desk_close(t);
    portal_close(p);
}

#define DRILL(name, kind)                                                                                    \
    TEST(fault__##name)                                                                                      \
    {                                                                                                        \
        drill_one(FAULT_##kind);                                                                             \
    }

DRILL(n02_reset_before__is_tried_again, RESET_BEFORE)
DRILL(n02_n18_half_a_request__leaves_no_record, RESET_INSIDE)
DRILL(n02_reset_after__makes_no_double, RESET_AFTER)
DRILL(n03_silence__ends_at_the_time_limit, SILENT_BEFORE)
DRILL(n03_silence_after_the_work__makes_no_double, SILENT_AFTER)
DRILL(n05_cut_body__is_unknown, CUT_BODY)
DRILL(n05_length_too_long__is_unknown, LENGTH_LONG)
DRILL(n06_length_too_short__is_unknown, LENGTH_SHORT)
DRILL(n08_old_answer_without_work__is_not_believed, OLD_BEFORE)
DRILL(n08_old_answer_after_work__makes_no_double, OLD_AFTER)
DRILL(n09_500_after_the_work__makes_no_double, ERROR_AFTER)
DRILL(n09_500_before__is_tried_again, ERROR_BEFORE)
DRILL(n11_503__is_tried_again, BUSY)
DRILL(n14_gateway_html__is_unknown, GATEWAY)
DRILL(n12_401__pauses_the_line, UNAUTHORISED)
DRILL(n12_session_that_always_ends__pauses_the_line, SESSION_ENDED)
DRILL(n14_captive_page__is_unknown, CAPTIVE)
DRILL(n15_endless_body__is_cut, ENDLESS)
DRILL(n15_gzip_bomb__is_not_unpacked, BOMB)
DRILL(n15_long_header__is_cut, LONG_HEADER)
DRILL(n15_ten_thousand_headers__are_cut, MANY_HEADERS)
DRILL(n17_delivered_twice__is_one_record, TWICE)
DRILL(empty_answer__is_unknown, EMPTY)
DRILL(wrong_content_type__is_unknown, PLAIN_TEXT)
DRILL(redirect__is_not_followed, REDIRECT)

/* Exactly once (G6, G7): N dossiers with two events each, 30 % faults, then quiet. */
static void drill_all(uint64_t seed, bool forget)
{
    char name[64];
    snprintf(name, sizeof name, "seed-%d-%d", (int)seed, forget);
    const struct server_options options = {
        .fault_percent = 30, .fault_seed = seed, .stall_ms = 1100, .forget = forget
    };
    struct test_portal *p = portal_open(name, options);
    struct test_desk *t = pile_open(name);
    portal_connect(t, p->url);
    for (int i = 1; i <= 40; i++) {
        pile_event(t, i, 2);
        pile_event(t, i, 4);
    }
    int64_t sent = 0, refused = 0;
    for (int round = 0; round < 4 && sent < 80; round++) {
        struct sender_run run = send_now(t, true);
        sent += run.sent;
        refused += run.refused;
    }
    js_free(portal_get(p, "/practice/faults?percent=0"));
    for (int round = 0; round < 3 && sent < 80; round++)
        sent += send_now(t, true).sent;
    assert_int_equal(refused, 0);
    assert_int_equal(sent, 80);
    AUTO_JS list = portal_get(p, "/practice/dossiers");
    assert_int_equal(js_len(list), 40);
    for (size_t i = 0; i < js_len(list); i++)
        assert_string_equal(js_get_text(js_at(list, i), "state"), "4");
    test_desk_close(t);
    portal_close(p);
}

TEST(drill__portal_records__equal_dossiers_at_30_percent_faults)
{
    drill_all(1, false);
}

TEST(drill__a_portal_that_forgets_keys__gets_no_doubles_either) /* G7 */
{
    const struct server_options options = {
        .fault_percent = 100, .fault_only = "reset-after", .stall_ms = 1100, .forget = true
    };
    struct test_portal *p = portal_open("forget", options);
    struct test_desk *t = pile_open("forget");
    portal_connect(t, p->url);
    pile_event(t, 1, 2);
    assert_int_equal(send_now(t, true).sent, 0);
    js_free(portal_get(p, "/practice/faults?percent=0"));
    assert_int_equal(send_now(t, true).sent, 1);
    assert_int_equal(portal_rows(p), 1);
    test_desk_close(t);
    portal_close(p);
}
