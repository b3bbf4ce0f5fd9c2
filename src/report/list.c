/* list.c - see list.h. */
#include "report/list.h"

#include <string.h>

#include "base/text.h"

static const enum sheet_style style_of[] = {
    [LIST_NUMBER] = STYLE_CELL_INT,
    [LIST_TEXT] = STYLE_CELL,
    [LIST_CENTER] = STYLE_CELL_CENTER,
    [LIST_CODE] = STYLE_CELL_CODE,
    [LIST_INT] = STYLE_CELL_INT,
    [LIST_BAD] = STYLE_CELL_BAD,
    [LIST_MONEY] = STYLE_CELL_MONEY,
    [LIST_MOMENT] = STYLE_CELL_MOMENT,
    [LIST_DAY] = STYLE_CELL_DAY,
};

static void start_sheet(struct list *l)
{
    double widths[32];
    struct sheet *s = l->sheet = sheets_add(l->book, l->name);
    for (int i = 0; i < l->count; i++)
        widths[i] = l->columns[i].width;
    sheet_widths(s, widths, l->count);
    sheet_height(s, 0, 24);
    sheet_span(s, 0, 0, l->count - 1, STYLE_TITLE, l->title);
    sheet_height(s, 1, 18);
    sheet_span(s, 1, 0, l->count - 1, STYLE_SUBTITLE, l->subtitle);
    l->row = 2;
    if (l->note) {
        sheet_height(s, 2, 28);
        sheet_span(s, 2, 0, l->count - 1, STYLE_NOTE, l->note);
        l->row = 3;
    }
    l->head = l->row;
    sheet_height(s, l->row, 34);
    for (int i = 0; i < l->count; i++)
        sheet_text(s, l->row, i, STYLE_TABLE_HEAD, l->columns[i].title);
    sheet_freeze(s, l->row + 1, 2 < l->count ? 2 : 0);
}

static void finish_sheet(struct list *l)
{
    int last = l->row > l->head ? l->row : l->head + 1;
    sheet_filter(l->sheet, l->head, last, l->count - 1);
    sheet_page(l->sheet, &(struct sheet_page){ .landscape = true,
                             .repeat_from = l->head,
                             .repeat_to = l->head,
                             .header = l->title,
                             .footer = l->footer });
}

void list_begin(struct list *l)
{
    l->rows = 0;
    start_sheet(l);
}

/* Programs do not make a row taller by themselves when they only print it. */
static void close_row(struct list *l)
{
    if (l->rows && l->row > l->head)
        sheet_height(l->sheet, l->row, 14.0 * l->lines + 4);
}

static int lines_of(const struct list_column *column, const char *text)
{
    int room = (int)(column->width * 1.08), wide = text_width(text, strlen(text));
    bool wraps = column->kind == LIST_TEXT || column->kind == LIST_CENTER;
    int lines = wraps && room > 0 ? (wide + room - 1) / room : 1;
    return lines < 1 ? 1 : lines > 8 ? 8 : lines;
}

void list_row(struct list *l)
{
    close_row(l);
    /* two rows are kept back: the note that it goes on, or the total */
    if (l->row + 3 >= sheet_rows_max(l->sheet)) {
        finish_sheet(l);
        sheet_span(l->sheet, l->row + 1, 0, l->count - 1, STYLE_NOTE,
            "Trang tính này đã đầy, xem tiếp ở trang sau.");
        start_sheet(l);
    }
    l->row++;
    l->col = 0;
    l->lines = 1;
    l->rows++;
    if (l->columns[0].kind == LIST_NUMBER)
        list_int(l, l->rows);
}

void list_text(struct list *l, const char *text)
{
    int lines = lines_of(&l->columns[l->col], text);
    l->lines = lines > l->lines ? lines : l->lines;
    sheet_text(l->sheet, l->row, l->col, style_of[l->columns[l->col].kind], text);
    l->col++;
}

void list_int(struct list *l, int64_t number)
{
    sheet_int(l->sheet, l->row, l->col, style_of[l->columns[l->col].kind], number);
    l->col++;
}

void list_moment(struct list *l, int64_t utc)
{
    sheet_moment(l->sheet, l->row, l->col, style_of[l->columns[l->col].kind], utc);
    l->col++;
}

void list_total(struct list *l, const char *words, int col, int64_t total)
{
    close_row(l);
    finish_sheet(l);
    l->row++;
    for (int i = 0; i < l->count; i++)
        if (i == col)
            sheet_int(l->sheet, l->row, i, STYLE_TOTAL_MONEY, total);
        else
            sheet_text(l->sheet, l->row, i, STYLE_TOTAL, i == 1 ? words : "");
    l->book = NULL; /* list_end has nothing left to do */
}

void list_end(struct list *l)
{
    if (!l->book)
        return;
    close_row(l);
    finish_sheet(l);
    if (!l->rows)
        sheet_span(
            l->sheet, l->row + 1, 0, l->count - 1, STYLE_ITALIC_CENTER, "Không có hồ sơ nào trong kỳ này.");
}
