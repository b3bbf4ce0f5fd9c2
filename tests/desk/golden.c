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

void assert_picture(const struct canvas *c, const char *name)
{
    AUTO_BUF have = buf_limit(1 << 20), want = buf_limit(1 << 20);
    char path[600];
    struct err e = { 0 };
    snprintf(path, sizeof path, "%s/tests/screens/%s.txt", test_root(), name);
    canvas_text(c, &have);
    const char *mode = getenv("MOTCUA_GOLDEN");
    if (mode && strcmp(mode, "update") == 0)
        assert_ok(fs_replace(path, have.data, have.len, 0644, &e), &e);
    assert_ok(fs_read(&want, path, 1 << 20, &e), &e);
    if (strcmp(buf_text(&have), buf_text(&want)) == 0)
        return;
    tell_first_difference(buf_text(&have), buf_text(&want), name);
    fail();
}

void speak_vietnamese(void)
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
