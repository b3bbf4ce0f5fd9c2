/* Large JSON read in place: as strict as the tree, and the same values. */
#include "base/tape.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "check.h"

static enum rc parse(struct tape *t, const char *text, struct err *e)
{
    return tape_parse(t, text, strlen(text), e);
}

TEST(tape_get__finds__what_stands_in_the_text)
{
    AUTO_TAPE t = { 0 };
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    assert_ok(
        parse(&t,
            " {\"MA\":\"1.001193\",\"n\": -42,\"f\":2.5,\"x\":null,\"list\":[{\"a\":\"b\"},[],true]} \n", &e),
        &e);
    const struct tape_node *root = tape_root(&t), *list = tape_get(&t, root, "list");
    assert_string_equal(tape_copy(&t, tape_get(&t, root, "MA"), &a), "1.001193");
    assert_int_equal(tape_int(&t, tape_get(&t, root, "n"), 0), -42);
    assert_int_equal(tape_int(&t, tape_get(&t, root, "f"), 7), 7);
    assert_string_equal(tape_copy(&t, tape_get(&t, root, "f"), &a), "2.5");
    assert_true(tape_is(tape_get(&t, root, "x"), TAPE_NULL));
    assert_null(tape_get(&t, root, "a")); /* of the inner object */
    assert_int_equal(tape_len(list), 3);
    const struct tape_node *first = tape_first(&t, list), *second = tape_next(&t, list, first);
    assert_string_equal(tape_copy(&t, tape_get(&t, first, "a"), &a), "b");
    assert_true(tape_is(second, TAPE_LIST));
    assert_true(tape_is(tape_next(&t, list, second), TAPE_TRUE));
    assert_null(tape_next(&t, list, tape_next(&t, list, second)));
    assert_null(tape_first(&t, root));
}

TEST(tape_int__says__the_fallback_for_what_does_not_fit)
{
    AUTO_TAPE t = { 0 };
    struct err e = { 0 };
    assert_ok(parse(&t, "9223372036854775807", &e), &e);
    assert_true(tape_int(&t, tape_root(&t), 0) == INT64_MAX);
    assert_ok(parse(&t, "9223372036854775808", &e), &e);
    assert_int_equal(tape_int(&t, tape_root(&t), -1), -1);
}

TEST(tape_copy__takes_escapes_away__and_tape_quote_puts_them_back)
{
    AUTO_TAPE t = { 0 };
    AUTO_ARENA a = { 0 };
    AUTO_BUF out = buf_limit(1000);
    struct err e = { 0 };
    assert_ok(parse(&t, "\"a\\n\\\"\\\\\\/\\u0110\\u1eaf\\ud83d\\ude00 \\u0001\"", &e), &e);
    const char *text = tape_copy(&t, tape_root(&t), &a);
    assert_string_equal(text, "a\n\"\\/Đắ😀 \x01");
    assert_int_equal(tape_quote(&out, text), RC_OK);
    assert_ok(parse(&t, buf_text(&out), &e), &e);
    assert_string_equal(tape_copy(&t, tape_root(&t), &a), text);
}

/* What json.h refuses is refused here, what it takes is taken. */
TEST(tape_parse__agrees__with_the_tree)
{
    static const char *const texts[] = { "", " ", "{", "}", "[1,]", "[,1]", "{\"a\":1,}", "{\"a\" 1}",
        "{a:1}", "[1 2]", "01", "-", "-0", "1.", ".5", "1e", "1e+5", "1E5", "0.10", "+1", "tru", "truex",
        "nul", "[] []", "[[[[]]]]", "{\"a\":1,\"a\":2}", "{\"a\":{\"a\":1}}", "\"\\u0000\"", "\"\\ud800\"",
        "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\x\"", "\"\\u12\"", "\"tab\tinside\"", "\"line\ninside\"",
        "\"open", "\"\xC3\x28\"", "\"\xED\xA0\x80\"", "\"\xF0\x9F\x98\x80\"", "\"\xE1\xBA\"", "\"\xC0\xAF\"",
        "\"Đăk Tô\"", "{\"\":\"\"}", "[null,true,false]", "\xEF\xBB\xBF{}", "{\"a\":\"\\",
        "[\"\\u00e0\\u1EAF\"]", "[1]x", "{\"k\":[{},{}],\"l\":0}" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        AUTO_TAPE t = { 0 };
        AUTO_BUF wrapped = buf_limit(1000);
        AUTO_JS tree = NULL;
        /* a bare value is no document for the tree */
        buf_addf(&wrapped, "[%s]", texts[i]);
        enum rc here = tape_parse(&t, buf_text(&wrapped), wrapped.len, NULL);
        enum rc there = js_parse(&tree, buf_text(&wrapped), wrapped.len, NULL);
        if (here != there)
            fail_msg("%s: tape %d, tree %d", texts[i], here, there);
    }
}

TEST(tape_parse__and_the_tree__refuse_a_raw_nul_behind_a_number)
{
    static const char text[] = "[2777\0]";
    AUTO_TAPE t = { 0 };
    AUTO_JS tree = NULL;
    struct err e = { 0 };
    assert_int_equal(tape_parse(&t, text, sizeof text - 1, &e), RC_REFUSED);
    assert_int_equal(js_parse(&tree, text, sizeof text - 1, &e), RC_REFUSED);
    assert_string_equal(e.code, "json_nul");
}

TEST(tape_parse__tells__line_and_column)
{
    AUTO_TAPE t = { 0 };
    struct err e = { 0 };
    assert_int_equal(parse(&t, "{\n \"Đăk\": ,\n}", &e), RC_REFUSED);
    assert_non_null(strstr(e.message, "2"));
    assert_non_null(strstr(e.message, "9"));
    assert_string_equal(e.code, "json_syntax");
    assert_null(tape_root(&t));
    assert_int_equal(parse(&t, "{\"a\":1,\n\"a\":2}", &e), RC_REFUSED);
    assert_string_equal(e.code, "json_duplicate");
}

TEST(tape_parse__refuses__what_is_too_deep_or_has_too_many_keys)
{
    AUTO_TAPE t = { 0 };
    AUTO_BUF deep = buf_limit(100000), wide = buf_limit(100000);
    for (int i = 0; i < 10000; i++)
        buf_putc(&deep, '[');
    assert_int_equal(tape_parse(&t, buf_text(&deep), deep.len, NULL), RC_REFUSED);
    buf_putc(&wide, '{');
    for (int i = 0; i <= TAPE_KEYS_MAX; i++)
        buf_addf(&wide, "%s\"k%d\":1", i ? "," : "", i);
    buf_putc(&wide, '}');
    assert_int_equal(tape_parse(&t, buf_text(&wide), wide.len, NULL), RC_REFUSED);
}
