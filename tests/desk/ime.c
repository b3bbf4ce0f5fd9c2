/* ime.c - input methods as recorded on real terminals, played into ours. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "check.h"
#include "pty_line.h"

static size_t bytes_of(char *ret, size_t size, const char *hex)
{
    size_t n = 0;
    unsigned byte;
    for (; n < size && sscanf(hex, "%2x", &byte) == 1; hex += 2)
        ret[n++] = (char)byte;
    return n;
}

/* Plays the reads of one recording: each as it came (cut = 0), or all of them in pieces of `cut` bytes. */
static void play(struct line *l, char *reads, size_t cut)
{
    char all[2048];
    size_t len = 0;
    char *save = NULL;
    for (char *read = strtok_r(reads, " ", &save); read; read = strtok_r(NULL, " ", &save)) {
        size_t n = bytes_of(all + len, sizeof all - len, read);
        if (!cut)
            assert_int_equal(write(l->fd, all + len, n), (ssize_t)n);
        drain(l, cut ? 0 : 1);
        len += n;
    }
    for (size_t at = 0; cut && at < len; at += cut) {
        size_t n = len - at < cut ? len - at : cut;
        assert_int_equal(write(l->fd, all + at, n), (ssize_t)n);
        drain(l, cut == 1 ? 1 : 0);
    }
}

/* Each recording in one burst, as it came, and cut in the middle of letters: the field holds what the
 * terminal saw. */
TEST(term_curses__recorded_input_methods__leave_the_text_right)
{
    static const size_t cuts[] = { 0, 2048, 7, 1 };
    char path[600];
    AUTO_BUF file = buf_limit(1 << 16);
    struct err e = { 0 };
    snprintf(path, sizeof path, "%s/tests/desk/data/ime_recorded.txt", test_root());
    assert_ok(fs_read(&file, path, 1 << 16, &e), &e);
    int played = 0;
    char *save = NULL;
    for (char *row = strtok_r(file.data, "\n", &save); row; row = strtok_r(NULL, "\n", &save)) {
        char *part = NULL, reads[4096];
        char *name = strtok_r(row, "|", &part), *ms = strtok_r(NULL, "|", &part),
             *text = strtok_r(NULL, "|", &part);
        if (*name == '#')
            continue;
        assert_non_null(ms);
        struct line l;
        snprintf(reads, sizeof reads, "%s", part);
        line_open(&l, "xterm-256color");
        play(&l, reads, cuts[played++ % 4]);
        send_keys(&l, "\0336"); /* to the list, so that the Esc below is heard alone */
        drain(&l, 80);
        send_keys(&l, "\033");
        assert_int_equal(line_end(&l), 0);
        assert_draft(text);
    }
    assert_true(played >= 6);
}
