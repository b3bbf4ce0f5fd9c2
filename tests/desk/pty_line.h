/* pty_line.h - the real terminal: a desk in a child process on a pseudo-terminal, its bytes read into libvterm.
 *
 * The child's screen "bench" is a field (row 3) above a list (from row 5); F6 goes from one to the other, Esc
 * ends. What stands in the field is saved when the line drops and at the end.
 */
#ifndef TESTS_DESK_PTY_LINE_H
#define TESTS_DESK_PTY_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <vterm.h>

#define DEADLINE_MS 5000

struct line {
    int fd;
    pid_t pid;
    VTerm *vt;
    VTermScreen *screen;
    char said[1 << 16]; /* the first bytes, for looking at sequences */
    size_t said_len;
};

void line_open(struct line *l, const char *term);
void line_open_no_color(struct line *l, const char *term); /* with NO_COLOR set */
void line_open_mouse(struct line *l, const char *term, bool mouse);
void line_open_screen(struct line *l, const char *term, const char *screen); /* one of the desk's own */
int line_end(struct line *l); /* waits for the child; its status */
void line_resize(struct line *l, int w, int h);

void send_keys(struct line *l, const char *bytes);
long drain(struct line *l, int quiet_ms); /* reads until nothing comes for so long; returns the bytes */
bool on_row(struct line *l, int row, const char *want);
void wait_row(struct line *l, int row, const char *want);
bool was_said(const struct line *l, const char *bytes); /* since the beginning, sequences included */
void wait_said(struct line *l, const char *bytes);
void assert_draft(const char *want);
int64_t now_ms(void);

#endif
