/* frame.h - the bones of every screen, so that a clerk learns them once.
 *
 * Row 1 header, 2 command box, 3 place rule, 4.. body, H-2 spoken line, H-1 message, H keys. Columns 1 and W
 * are gutters: the first holds only the pointer, the last only the scroll mark. Rows and columns count from 0
 * here.
 */
#ifndef DESK_FRAME_H
#define DESK_FRAME_H

#include <stdbool.h>
#include <stdint.h>

struct canvas;
struct editor;

#define SCREEN_W_MIN 80
#define SCREEN_H_MIN 24

#define ROW_HEADER     0
#define ROW_COMMAND    1
#define ROW_PLACE      2
#define ROW_BODY       3
#define ROW_SAY(c)     ((c)->h - 3)
#define ROW_MESSAGE(c) ((c)->h - 2)
#define ROW_KEYS(c)    ((c)->h - 1)
#define BODY_ROWS(c)   ((c)->h - 6)
#define BODY_LEFT      1
#define BODY_RIGHT(c)  ((c)->w - 1) /* exclusive */

enum line_state { LINE_NONE, LINE_GOOD, LINE_SLOW, LINE_LOST }; /* not configured, ●, ◐, ○ */

/* What the header shows; texts are translated and ready. Empty ones leave no hole. */
struct header {
    char commune[40];
    char desk[24];
    char person[24];
    enum line_state line;
    char portal[40];   /* "Cổng 9 giây", "Mất Cổng 14 phút": the age of the last real answer */
    int waiting;       /* rows of the outbox, -1 = not shown */
    char oldest[24];   /* "54 phút" */
    char typing;       /* 'V', 'T', 'E', ' ' */
    int64_t now;       /* UTC seconds */
    bool clock_unsure; /* a "?" behind the clock */
    bool practice;
};

/* Drops, when room is short: weekday, date, oldest, desk name. Portal mark, count and clock never drop. */
void frame_header(struct canvas *c, const struct header *h);

/* The command box; `box` may be NULL (then `hint` is shown muted). `understood` stands at the right end. */
void frame_command(
    struct canvas *c, struct editor *box, bool focused, const char *hint, const char *understood);

/* A rule with text at both ends; the left part is the title. Any row, any width: also for sections of the
 * body. */
void frame_rule(struct canvas *c, int x, int y, int w, const char *left, const char *right);
void frame_place(struct canvas *c, const char *left, const char *right);

/* The sentence for the citizen ("Nói"), or the next best act ("Gợi ý") on screens with nobody at the counter.
 */
void frame_say(struct canvas *c, const char *sentence);
void frame_hint(struct canvas *c, const char *hint);

void frame_pointer(struct canvas *c, int x, int y); /* ▌ */

/* The focus of what is only read: the cursor at (x, y), the pointer before it. */
void frame_focus(struct canvas *c, int x, int y);
void frame_scroll_mark(
    struct canvas *c, int y, int rows, int first, int shown, int total); /* ▲ █ ▼ in the last column */

/* The vertical line between two panes. */
void frame_pane(struct canvas *c, int x, int y, int rows);

/* The frame of the practice book in the gutters; never moves anything else. */
void frame_practice(struct canvas *c);

/* The notice for a window under 80x24, drawn for whatever size there is; with `lines`, F10 goes on without a
 * picture. */
void frame_too_small(struct canvas *c, bool lines);

#endif
