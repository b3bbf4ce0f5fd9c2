/* json.c - strict reading, and writing that gives equal bytes for equal facts. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static enum rc parse(const char *text, struct err *e)
{
    AUTO_JS root = NULL;
    return js_parse(&root, text, strlen(text), e);
}

static void assert_writes(const struct js *root, const char *expected)
{
    struct err e = { 0 };
    char *text = NULL;
    assert_ok(js_write(&text, root, JS_LINE, &e), &e);
    assert_string_equal(text, expected);
    free(text);
}

TEST(js_parse__refuses__what_two_readers_could_understand_differently)
{
    static const char *const bad[] = {
        "{\"a\":1,\"a\":2}", /* which one? */
        "{\"a\":\"\xff\"}",  /* not UTF-8 */
        "{\"a\":\"\\u0000\"}",
        "{\"a\":1} {\"b\":2}",
        "{\"a\":1",
        "",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = { 0 };
        assert_true(parse(bad[i], &e) != RC_OK);
        assert_string_not_equal(e.message, "");
    }
}

TEST(js_parse__nested_without_end__is_refused_before_the_stack_is)
{
    struct err e = { 0 };
    static char deep[200001];
    memset(deep, '[', sizeof deep - 1);
    assert_true(parse(deep, &e) != RC_OK);
}

TEST(js_write__keeps_the_order__in_which_keys_were_put)
{
    AUTO_JS root = js_object();
    js_put_text(root, "z", "Đăk Tô");
    js_put_int(root, "a", -1);
    js_put_bool(root, "m", true);
    js_put_text(root, "none", NULL);
    assert_writes(root, "{\"z\":\"Đăk Tô\",\"a\":-1,\"m\":true,\"none\":null}");
}

TEST(js_put_time__writes_vietnams_clock__and_null_for_no_time)
{
    AUTO_JS root = js_object();
    js_put_time(root, "at", 1767575400); /* 2026-01-05 01:10 UTC */
    js_put_time(root, "never", 0);
    assert_writes(root, "{\"at\":\"2026-01-05T08:10:00+07:00\",\"never\":null}");
}

TEST(js_get__on_nothing__says_not_there)
{
    assert_null(js_get(NULL, "a"));
    assert_null(js_get_text(NULL, "a"));
    assert_int_equal(js_get_int(NULL, "a", 7), 7);
    assert_int_equal(js_len(NULL), 0);
    assert_false(js_get_true(NULL, "a"));
}
