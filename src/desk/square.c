/* square.c - see square.h. */
#include "desk/square.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/canvas.h"
#include "desk/worker.h"

/* The program draws what is light, for a dark terminal; the role here is black on white. */
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

void square_size(const struct worker *child, int *columns, int *rows)
{
    char line[1024];
    *columns = *rows = 0;
    for (const char *p = child->text ? child->text : ""; *p; p += strcspn(p, "\n") + 1, ++*rows) {
        snprintf(line, sizeof line, "%.*s", (int)strcspn(p, "\n"), p);
        *columns = text_columns(line);
        if (!p[strcspn(p, "\n")])
            break;
    }
}

bool square_draw(const struct worker *child, struct canvas *c, int x, int y, int w, int h)
{
    char line[1024];
    int rows, columns;
    square_size(child, &columns, &rows);
    if (!rows || rows > h || columns > w)
        return false;
    const char *p = child->text;
    canvas_fill(c, x, y + rows - 1, columns, 1, ROLE_QR, " "); /* the quiet zone ends with half a row */
    for (int i = 0; i < rows - 1; i++, p += strcspn(p, "\n") + 1) {
        snprintf(line, sizeof line, "%.*s", (int)strcspn(p, "\n"), p);
        canvas_put(c, x, y + i, columns, ROLE_QR, line);
        for (int k = 0; k < columns; k++)
            turn_over(c, x + k, y + i);
    }
    return true;
}
