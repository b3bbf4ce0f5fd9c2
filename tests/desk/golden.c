/* golden.c - see golden.h. */
#include "golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "check.h"
#include "desk/canvas.h"

static void tell_first_difference(const char *have, const char *want, const char *name)
{
    for (int row = 1; *have && *want; row++) {
        size_t a = strcspn(have, "\n"), b = strcspn(want, "\n");
        if (a != b || memcmp(have, want, a) != 0) {
            print_error("%s, row %d\n  have: %.*s\n  want: %.*s\n", name, row, (int)a, have, (int)b, want);
            return;
        }
        have += a + (have[a] == '\n');
        want += b + (want[b] == '\n');
    }
    print_error("%s: one picture has more rows\n", name);
}

static bool text_same(const struct buf *have, const char *name)
{
    AUTO_BUF want = buf_limit(1 << 20);
    char path[600];
    struct err e = { 0 };
    snprintf(path, sizeof path, "%s/tests/screens/%s.txt", test_root(), name);
    const char *mode = getenv("MOTCUA_GOLDEN");
    if (mode && strcmp(mode, "update") == 0)
        assert_ok(fs_replace(path, have->data, have->len, 0644, &e), &e);
    assert_ok(fs_read(&want, path, 1 << 20, &e), &e);
    bool same = strcmp(buf_text(have), buf_text(&want)) == 0;
    if (!same)
        tell_first_difference(buf_text(have), buf_text(&want), name);
    return same;
}

void assert_picture(const struct canvas *c, const char *name)
{
    AUTO_BUF have = buf_limit(1 << 20);
    canvas_text(c, &have);
    if (!text_same(&have, name))
        fail();
}

static char light(const struct theme *theme, const struct cell *cell)
{
    static const char letters[] = " bu?rR??"; /* by LOOK_BOLD, LOOK_UNDERLINE, LOOK_REVERSE */
    return letters[theme->looks[cell->role].attributes & 7];
}

static void add_lights(struct buf *out, const struct canvas *c, const struct theme *theme)
{
    for (int y = 0; y < c->h; y++) {
        int end = c->w;
        while (end > 0 && light(theme, canvas_at(c, end - 1, y)) == ' ')
            end--;
        for (int x = 0; x < end; x++)
            buf_putc(out, light(theme, canvas_at(c, x, y)));
        buf_putc(out, '\n');
    }
}

bool picture_same_lit(const struct canvas *c, const struct theme *theme, const char *name)
{
    AUTO_BUF have = buf_limit(1 << 20);
    canvas_text(c, &have);
    buf_addf(&have, "cursor: column %d, row %d%s\n", c->cursor_x + 1, c->cursor_y + 1,
        c->cursor_line ? ", underline" : "");
    if (theme->looks[ROLE_BASE].fg < 0)
        add_lights(&have, c, theme);
    return text_same(&have, name);
}

void pictures_in_vietnamese(void)
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
        skip(); /* the words are built with the programs */
    i18n_init("vi", dir);
}
