/* layout.c - a layout that an office edits: read, or refused with the place of the mistake. */
#include "paper/layout.h"

#include <string.h>

#include "base/fs.h"
#include "draw.h"

static const struct {
    const char *text, *place, *words;
} wrong[] = {
    { "title: x\nblocks:\n  - line: a\n", "x.yaml:1:1:", "paper" },
    { "paper: x\ntitle: x\n", "x.yaml:1:1:", "blocks" },
    { "paper: x\ntitle: x\nblocks: []\n", "x.yaml:3:9:", "blocks" },
    { "paper: x\ntitle: x\nsiz: A4\nblocks:\n  - line: a\n", "x.yaml:3:1:", "siz" },
    { "paper: x\ntitle: x\nsize: A3\nblocks:\n  - line: a\n", "x.yaml:3:7:", "A4" },
    { "paper: x\ntitle: x\nmargins: [1, 2, 3]\nblocks:\n  - line: a\n", "x.yaml:3:10:", "four" },
    { "paper: x\ntitle: x\nmargins: [1, 2, 3, x]\nblocks:\n  - line: a\n", "x.yaml:3:20:", "0 to 60" },
    { "paper: x\ntitle: x\ntext_size: 1e99\nblocks:\n  - line: a\n", "x.yaml:3:12:", "5 to 40" },
    { "paper: x\ntitle: x\nblocks:\n  - lines: a\n", "x.yaml:4:5:", "lines" },
    { "paper: x\ntitle: x\nblocks:\n  - word\n", "x.yaml:4:5:", "kind" },
    { "paper: x\ntitle: x\nblocks:\n  - line: a\n    colour: red\n", "x.yaml:5:5:", "colour" },
    { "paper: x\ntitle: x\nblocks:\n  - line: a\n    align: middle\n", "x.yaml:5:12:", "centre" },
    { "paper: x\ntitle: x\nblocks:\n  - line: a\n    when: due\n", "x.yaml:5:11:", "due_at" },
    { "paper: x\ntitle: x\nblocks:\n  - line: \"Chủ: {aplicant.name}\"\n", "x.yaml:4:17:", "aplicant.name" },
    { "paper: x\ntitle: x\nblocks:\n  - line: \"{due_at|dat}\"\n", "x.yaml:4:12:", "dat" },
    { "paper: x\ntitle: x\nblocks:\n  - line: \"{fee|words.fees}\"\n", "x.yaml:4:12:", "words.fees" },
    { "paper: x\ntitle: x\nblocks:\n  - line: \"a {code\"\n", "x.yaml:4:14:", "brace" },
    { "paper: x\ntitle: x\nblocks:\n  - line: \"<b>a\"\n", "x.yaml:4:12:", "<b>" },
    { "paper: x\ntitle: x\nblocks:\n  - line: \"a & b\"\n", "x.yaml:4:12:", "&amp;" },
    { "paper: x\ntitle: x\nblocks:\n  - line: \"{name}\"\n", "x.yaml:4:12:", "name" },
    { "paper: x\ntitle: x\nblocks:\n  - pair: [a]\n", "x.yaml:4:11:", "two" },
    { "paper: x\ntitle: x\nblocks:\n  - table: components\n", "x.yaml:4:5:", "columns" },
    { "paper: x\ntitle: x\nblocks:\n  - table: components\n    columns:\n      - {head: a, width: 60, text: "
      "\"{name}\"}\n",
        "x.yaml:6:7:", "60" },
    { "paper: x\ntitle: x\nblocks:\n  - table: components\n    columns:\n      - {head: a, text: "
      "\"{name}\"}\n",
        "x.yaml:6:9:", "width" },
    { "paper: x\ntitle: x\nblocks:\n  - signatures: [[a, b]]\n", "x.yaml:4:18:", "three" },
    { "paper: x\ntitle: x\nblocks:\n  - line: a\n  - line: a\n    line: b\n", "x.yaml:6:5:", "twice" },
};

TEST(layout_parse__names__line_and_column_of_every_mistake)
{
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct err e = { 0 };
        struct layout *layout = NULL;
        enum rc rc = layout_parse(&layout, wrong[i].text, strlen(wrong[i].text), "x.yaml", &e);
        if (rc != RC_REFUSED || strncmp(e.message, wrong[i].place, strlen(wrong[i].place)) != 0 ||
            !strstr(e.message, wrong[i].words))
            print_error(
                "case %zu: expected %s %s, got rc %d %s\n", i, wrong[i].place, wrong[i].words, rc, e.message);
        assert_int_equal(rc, RC_REFUSED);
        assert_null(layout);
        assert_memory_equal(e.message, wrong[i].place, strlen(wrong[i].place));
        assert_non_null(strstr(e.message, wrong[i].words));
    }
}

TEST(layout_read__reads__every_paper_we_deliver)
{
    static const char *const names[] = { "receipt", "receipt-roll", "supplement", "refusal", "apology",
        "stop", "control", "book", "cash_receipt", "payment", "payment-roll", "result", "handover",
        "ticket" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct err e = { 0 };
        AUTO_LAYOUT layout = NULL;
        assert_ok(layout_read(&layout, DELIVERED, names[i], &e), &e);
        assert_string_equal(layout->name, names[i]);
    }
}

TEST(layout_form__numbers__the_forms_by_the_circular)
{
    struct err e = { 0 };
    AUTO_LAYOUT control = NULL;
    AUTO_LAYOUT stop = NULL;
    assert_ok(layout_read(&control, DELIVERED, "control", &e), &e);
    assert_ok(layout_read(&stop, DELIVERED, "stop", &e), &e);
    assert_string_equal(layout_form(control, "2018"), "Mẫu số 05");
    assert_string_equal(layout_form(control, "2025"), "Mẫu số 06");
    assert_string_equal(layout_form(stop, "2018"), "");
    assert_string_equal(layout_form(stop, "2025"), "Mẫu số 05");
}

TEST(layout_read__refuses__a_name_that_leads_elsewhere)
{
    struct err e = { 0 };
    struct layout *layout = NULL;
    assert_int_equal(layout_read(&layout, DELIVERED, "../papers/receipt", &e), RC_NOT_FOUND);
    assert_string_equal(e.code, "paper_unknown");
    assert_int_equal(layout_read(&layout, DELIVERED, "nothing", &e), RC_NOT_FOUND);
}

TEST(layout_read__takes__the_office_s_own_before_ours)
{
    static const char own[] = "paper: receipt\ntitle: Cua xa\nblocks:\n  - line: a\n";
    static const char broken[] = "paper: receipt\ntitle: Cua xa\nblocks:\n  - lime: a\n";
    struct err e = { 0 };
    struct layout *layout = NULL;
    const struct layout_place place = { test_path("office"), test_root() };
    assert_ok(fs_make_dir(test_path("office/papers"), &e), &e);
    assert_ok(fs_replace(test_path("office/papers/receipt.yaml"), own, sizeof own - 1, 0600, &e), &e);
    assert_ok(layout_read(&layout, place, "receipt", &e), &e);
    assert_string_equal(layout->title, "Cua xa");
    layout_free(layout);
    assert_ok(layout_read(&layout, place, "control", &e), &e); /* the others stay ours */
    layout_free(layout);
    layout = NULL;

    assert_ok(fs_replace(test_path("office/papers/receipt.yaml"), broken, sizeof broken - 1, 0600, &e), &e);
    assert_int_equal(layout_read(&layout, place, "receipt", &e), RC_REFUSED);
    assert_memory_equal(e.message, "papers/receipt.yaml:4:5:", 24);
    assert_null(layout);
}
