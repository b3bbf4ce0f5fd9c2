/* square.c - see square.h. */
#include "desk/square.h"

#include <stdio.h>
#include <string.h>

#include "desk/desk.h"

#define FRAME_WAIT 15 /* ms: a quick machine shows it with the first picture */

void square_init(struct square *q)
{
    *q = (struct square){ .child = { .out = -1, .err = -1 } };
}

enum rc square_begin(struct square *q, const struct desk *d, const char *text, struct err *e)
{
    const char *const words[] = { "qr", text, NULL };
    enum rc rc = worker_start(&q->child, d->office, "motcua-paper", words, e);
    if (!rc)
        worker_poll(&q->child, FRAME_WAIT);
    return rc;
}

enum rc square_begin_value(struct square *q, const struct desk *d, const char *value, struct err *e)
{
    const char *const words[] = { "qr", "-", NULL };
    enum rc rc = worker_start_with(&q->child, d->office, "motcua-paper", words, value, e);
    if (!rc)
        worker_poll(&q->child, FRAME_WAIT);
    return rc;
}

bool square_poll(struct square *q)
{
    worker_poll(&q->child, 0);
    return q->child.pid != 0;
}

void square_release(struct square *q)
{
    worker_release(&q->child);
}

/* --- picture --- */

static void turn_over(struct canvas *c, int x, int y)
{
    static const char *const other[][2] = { { "█", " " }, { " ", "█" }, { "▀", "▄" }, { "▄", "▀" } };
    const struct cell *cell = canvas_at(c, x, y);
    for (size_t i = 0; cell && i < sizeof other / sizeof *other; i++)
        if (strcmp(cell->text, other[i][0]) == 0) {
            canvas_print(c, x, y, ROLE_QR, other[i][1]);
            return;
        }
}

static const char *line_of(char out[1024], const char *p)
{
    size_t n = strcspn(p, "\n");
    snprintf(out, 1024, "%.*s", (int)(n < 1023 ? n : 1023), p);
    return p[n] ? p + n + 1 : p + n;
}

static int measure(const char *text, int *columns)
{
    char line[1024];
    int rows = 0;
    for (const char *p = text; *p; rows++) {
        p = line_of(line, p);
        *columns = text_columns(line);
    }
    return rows;
}

void square_size(const struct square *q, int *columns, int *rows)
{
    *columns = 0;
    *rows = q->child.ended && q->child.text ? measure(q->child.text, columns) : 0;
}

bool square_draw(const struct square *q, struct canvas *c, int x, int y, int w, int h)
{
    char line[1024];
    int columns, rows;
    square_size(q, &columns, &rows);
    if (!rows || rows > h || columns > w)
        return false;
    const char *p = q->child.text;
    canvas_fill(c, x, y + rows - 1, columns, 1, ROLE_QR, " "); /* the quiet zone ends with half a row */
    for (int i = 0; i < rows - 1; i++) {
        p = line_of(line, p);
        canvas_put(c, x, y + i, columns, ROLE_QR, line);
        for (int k = 0; k < columns; k++)
            turn_over(c, x + k, y + i);
    }
    return true;
}
