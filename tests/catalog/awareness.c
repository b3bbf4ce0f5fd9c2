/* Warnings of fraud: dated, with a source, for every place. */
#include "catalog/awareness.h"

#include <string.h>

#include "base/fs.h"
#include "check.h"

TEST(awareness_read__finds__a_dated_warning_with_source_for_every_place)
{
    AUTO_ARENA a = { 0 };
    struct awareness list[AWARENESS_MAX];
    size_t count;
    struct err e = { 0 };
    assert_ok(awareness_read(list, &count, test_root(), &a, &e), &e);
    assert_true(count >= 5);
    for (int place = 0; place < AWARE_PLACES; place++)
        assert_non_null(
            awareness_of_day(list, count, (enum awareness_place)place, (struct day){ 2026, 11, 22 }));
    for (size_t i = 0; i < count; i++) {
        assert_true(*list[i].source && *list[i].act);
        assert_true(day_valid(list[i].since));
    }
}

TEST(awareness_of_day__takes_turns__and_is_nothing_without_any)
{
    static const struct awareness two[] = { { .id = "a", .at = { true, false, true } },
        { .id = "b", .at = { true } } };
    const struct day one = { 2026, 11, 22 }, next = { 2026, 11, 23 };
    assert_ptr_not_equal(
        awareness_of_day(two, 2, AWARE_ASSISTANT, one), awareness_of_day(two, 2, AWARE_ASSISTANT, next));
    assert_ptr_equal(awareness_of_day(two, 2, AWARE_BOARD, one), &two[0]);
    assert_null(awareness_of_day(two, 2, AWARE_RECEIPT, one));
}

TEST(awareness_read__refuses__a_warning_without_day_or_place)
{
    static const char *const bad[] = { "warnings:\n  - { id: x, at: board, source: y, text: z }\n",
        "warnings:\n  - { id: x, at: roof, since: 2026-01-01, source: y, text: z }\n",
        "warnings:\n  - { id: x, at: board, since: 2026-13-01, source: y, text: z }\n" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        AUTO_ARENA a = { 0 };
        struct awareness list[AWARENESS_MAX];
        size_t count;
        struct err e = { 0 };
        char path[600];
        snprintf(path, sizeof path, "%s/data/awareness", test_path("aware"));
        assert_ok(fs_make_dir(path, &e), &e);
        snprintf(path, sizeof path, "%s/data/awareness/warnings.yaml", test_path("aware"));
        assert_ok(fs_replace(path, bad[i], strlen(bad[i]), 0600, &e), &e);
        assert_int_equal(awareness_read(list, &count, test_path("aware"), &a, &e), RC_REFUSED);
        assert_string_equal(e.code, "awareness_entry");
        assert_non_null(strstr(e.message, ":2:"));
    }
}
