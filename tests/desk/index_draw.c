/* index_draw.c - whatever a dossier earns, no point is lost on the way to the screen. */
#include "desk/index_draw.h"

#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "check.h"
#include "desk/canvas.h"
#include "dossier/index766.h"
#include "golden.h"

/* Bit i of `missed`: point i will not count, with the longest words of its rule. */
static void points_of(struct index766 *x, unsigned missed)
{
    static const struct index_facts worst = { .received_at = 1,
        .closed_at = 2,
        .due_at = 1,
        .finished = true,
        .sending = SENDING_REFUSED,
        .replaceable = true };
    static const struct index_facts best = { .received_at = 1,
        .closed_at = 2,
        .due_at = 3,
        .finished = true,
        .sending = SENDING_DONE,
        .online = true,
        .paper_files = 1,
        .result_files = 1,
        .reused = 1,
        .vneid = true };
    for (int i = 0; i < INDEX_POINTS; i++)
        x->points[i] = index_judge((enum index_point)i, missed >> i & 1 ? &worst : &best);
}

static void assert_all_shown(const struct canvas *c, unsigned missed)
{
    AUTO_BUF text = buf_limit(1 << 16);
    char want[16];
    canvas_text(c, &text);
    for (int i = 0; i < INDEX_POINTS; i++) {
        snprintf(want, sizeof want, "%s %s", missed >> i & 1 ? "!" : "✓", index_number((enum index_point)i));
        if (!strstr(buf_text(&text), want)) {
            print_error("%s is not there:\n%s\n", want, buf_text(&text));
            fail();
        }
    }
}

static void every_mixture(void)
{
    for (unsigned missed = 0; missed < 1u << INDEX_POINTS; missed++) {
        struct canvas c = { 0 };
        struct index766 x;
        points_of(&x, missed);
        assert_ok(canvas_resize(&c, 80, 3, NULL), NULL);
        index_draw(&x, &c, 1, 0, 78, 3);
        assert_all_shown(&c, missed);
        assert_ok(canvas_resize(&c, 80, 7, NULL), NULL);
        assert_int_equal(index_draw_all(&x, &c, 1, 0, 78, 7), 7);
        assert_all_shown(&c, missed);
        canvas_release(&c);
    }
}

TEST(index_draw__every_mixture__shows_all_seven_points_in_three_rows)
{
    every_mixture();
    pictures_in_vietnamese();
    every_mixture();
    i18n_init("en", "/nowhere");
}

/* Beside the papers of a dossier: what is missed comes first, with what would mend it. */
TEST(index_draw_all__in_a_narrow_pane__puts_first_what_is_missed)
{
    struct canvas c = { 0 };
    struct index766 x;
    AUTO_BUF text = buf_limit(1 << 16);
    points_of(&x, 1u << INDEX_DIGITISED);
    assert_ok(canvas_resize(&c, 40, 5, NULL), NULL);
    assert_int_equal(index_draw_all(&x, &c, 1, 0, 38, 5), 5);
    canvas_text(&c, &text);
    assert_non_null(strstr(
        buf_text(&text), " ! 4.2 scanned\n   no paper has a scan\n   Attach a scan: q on a paper\n"));
    canvas_release(&c);
}

TEST(index_text__one_cell__counts_and_names_what_is_missed)
{
    struct index766 x;
    char text[INDEX_TEXT];
    points_of(&x, 1u << INDEX_ONLINE | 1u << INDEX_DIGITISED);
    assert_string_equal(index_text(text, &x), "5/7  ! 3.3 4.2");
    points_of(&x, 0);
    assert_string_equal(index_text(text, &x), "7/7");
}
