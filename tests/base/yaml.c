/* yaml.c - what is read, what is refused, and where. */
#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "check.h"

static struct yaml *parsed(const char *text)
{
    struct yaml *y = NULL;
    struct err e = { 0 };
    assert_ok(yaml_parse(&y, text, strlen(text), "f", NULL, &e), &e);
    return y;
}

static void assert_refused(const char *text, size_t len, const char *code, int line, int column)
{
    AUTO_YAML y = NULL;
    struct err e = { 0 };
    struct yaml_place where = { 0 };
    assert_int_equal(yaml_parse(&y, text, len, "f", &where, &e), RC_REFUSED);
    assert_string_equal(e.code, code);
    assert_null(y);
    assert_int_equal(where.line, line);
    assert_int_equal(where.column, column);
}

#define REFUSED(text, code, line, column) assert_refused(text, strlen(text), code, line, column)

TEST(yaml__keeps__every_scalar_as_it_was_written)
{
    AUTO_YAML y = parsed("a: 01\nb: no\nc: 1.10\nd: \"\"\ne:\nf: ~\n");
    const struct yaml_node *root = yaml_root(y);
    assert_string_equal(yaml_get_text(root, "a"), "01");
    assert_string_equal(yaml_get_text(root, "b"), "no");
    assert_string_equal(yaml_get_text(root, "c"), "1.10");
    assert_string_equal(yaml_get_text(root, "d"), "");
    assert_string_equal(yaml_get_text(root, "e"), "");
    assert_string_equal(yaml_get_text(root, "f"), "~");
}

TEST(yaml__tells__the_place_of_every_node_in_characters)
{
    AUTO_YAML y = parsed("tên: Đăk Tô\nlist:\n  - một\n  - { x: 1, \"ế\": hai }\n");
    const struct yaml_node *root = yaml_root(y);
    const struct yaml_node *map = yaml_at(yaml_get(root, "list"), 1);
    assert_int_equal(yaml_line(yaml_get(root, "tên")), 1);
    assert_int_equal(yaml_column(yaml_get(root, "tên")), 6);
    assert_int_equal(yaml_line(yaml_get(map, "ế")), 4);
    assert_int_equal(yaml_column(yaml_get(map, "ế")), 18);
    assert_string_equal(yaml_text(yaml_key_at(map, 1)), "ế");
}

TEST(yaml__answers__not_there_for_nodes_of_another_kind)
{
    AUTO_YAML y = parsed("a: [1, 2]\n");
    const struct yaml_node *list = yaml_get(yaml_root(y), "a");
    assert_null(yaml_get(list, "x"));
    assert_null(yaml_text(list));
    assert_null(yaml_at(list, 2));
    assert_null(yaml_key_at(list, 0));
    assert_null(yaml_at(yaml_at(list, 0), 0));
    assert_int_equal(yaml_len(yaml_at(list, 0)), 0);
    assert_int_equal(yaml_line(NULL), 0);
}

TEST(yaml__reads__an_empty_document_as_an_empty_map)
{
    AUTO_YAML y = parsed("# only a remark\n");
    assert_true(yaml_is_map(yaml_root(y)));
    assert_int_equal(yaml_len(yaml_root(y)), 0);
}

TEST(yaml__refuses__a_doubled_key_at_its_second_place)
{
    REFUSED("a: 1\nb: 2\na: 3\n", "yaml_doubled_key", 3, 1);
}

TEST(yaml__refuses__anchors_aliases_and_tags)
{
    REFUSED("a: &x 1\n", "yaml_alias", 1, 4);
    REFUSED("a: *x\n", "yaml_alias", 1, 4);
    REFUSED("a: &x [1]\nb: *x\n", "yaml_alias", 1, 4);
    REFUSED("a: !!int 1\n", "yaml_tag", 1, 4);
    REFUSED("!x a: 1\n", "yaml_tag", 1, 1);
}

TEST(yaml__refuses__a_bomb_of_aliases_before_it_unfolds)
{
    REFUSED("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "yaml_alias", 1, 4);
}

TEST(yaml__refuses__a_key_that_is_no_word_and_a_second_document)
{
    REFUSED("? [a, b]\n: 1\n", "yaml_key", 1, 3);
    REFUSED("a: 1\n---\nb: 2\n", "yaml_documents", 2, 1);
}

TEST(yaml__refuses__blocks_deeper_than_sixteen)
{
    REFUSED("[[[[[[[[[[[[[[[[[", "yaml_depth", 1, 17);
    AUTO_YAML y = parsed("[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]");
    assert_true(yaml_is_list(yaml_root(y)));
}

TEST(yaml__refuses__more_nodes_and_more_bytes_than_its_limits)
{
    AUTO_BUF many = buf_limit(2 << 20);
    for (int i = 0; i < YAML_NODES_MAX; i++)
        buf_puts(&many, "- x\n");
    assert_refused(buf_text(&many), many.len, "yaml_nodes", YAML_NODES_MAX, 3);
    AUTO_BUF large = buf_limit(2 << 20);
    while (large.len <= YAML_SIZE_MAX)
        buf_puts(&large, "# padding that makes the file too large\n");
    assert_refused(buf_text(&large), large.len, "yaml_too_large", 0, 0);
}

TEST(yaml__refuses__broken_bytes_and_hidden_controls)
{
    REFUSED("a: \xff\xfe\n", "yaml_syntax", 1, 1);
    REFUSED("a: \"x\\0y\"\n", "yaml_control", 1, 4);
    REFUSED("a: \"x\\e[31m\"\n", "yaml_control", 1, 4);
}

TEST(yaml__tells__where_it_can_no_longer_be_read)
{
    AUTO_YAML y = NULL;
    struct err e = { 0 };
    struct yaml_place where = { 0 };
    const char *text = "a:\n  - 1\n - 2\n";
    assert_int_equal(yaml_parse(&y, text, strlen(text), "forms/x.yaml", &where, &e), RC_REFUSED);
    assert_int_equal(where.line, 3);
    assert_non_null(strstr(e.message, "forms/x.yaml:3:"));
    assert_true(e.cause[0]);
}

TEST(yaml_read__refuses__a_file_that_is_not_there)
{
    AUTO_YAML y = NULL;
    struct err e = { 0 };
    assert_int_equal(yaml_read(&y, test_path("none.yaml"), NULL, &e), RC_NOT_FOUND);
}
