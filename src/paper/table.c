/* table.c - tables: rows as high as their highest cell, heads again on every sheet. */
#include <math.h>

#include "base/buf.h"
#include "base/json.h"
#include "paper/pen.h"

#define CELL_PAD 3.0 /* points between the rule and the text */

static double cell_width(const struct pen *pen, const struct column *column)
{
    return page_width(pen->page) * column->width / 100;
}

/* Height of a row whose cells are set; `heights` may tell where to centre them. */
static double row_height(struct pen *pen, const struct block *block, struct buf *cells, double size)
{
    double height = 0;
    for (size_t i = 0; i < block->column_count; i++) {
        struct page_style style = { size, block->columns[i].align, 0 };
        height = fmax(height, page_measure(pen->page, cell_width(pen, &block->columns[i]) - 2 * CELL_PAD,
                                  &style, buf_text(&cells[i])));
    }
    return height + 2 * CELL_PAD;
}

static void row_rules(struct pen *pen, const struct block *block, double height)
{
    struct page *page = pen->page;
    double x = page_left(page), right = page_right(page), y = page_y(page);
    page_rule(page, x - PEN_HAIR / 2, y, right + PEN_HAIR / 2, y, PEN_HAIR);
    page_rule(page, x - PEN_HAIR / 2, y + height, right + PEN_HAIR / 2, y + height, PEN_HAIR);
    for (size_t i = 0; i <= block->column_count; i++) {
        page_rule(page, x, y, x, y + height, PEN_HAIR);
        if (i < block->column_count)
            x += cell_width(pen, &block->columns[i]);
    }
}

static void put_row(struct pen *pen, const struct block *block, struct buf *cells, double size, double height,
    const enum page_align *align)
{
    double x = page_left(pen->page);
    row_rules(pen, block, height);
    for (size_t i = 0; i < block->column_count; i++) {
        const struct column *column = &block->columns[i];
        struct page_style style = { size, align ? *align : column->align, 0 };
        double width = cell_width(pen, column) - 2 * CELL_PAD;
        double slack = height - 2 * CELL_PAD - page_measure(pen->page, width, &style, buf_text(&cells[i]));
        double down = slack > 0 ? slack / 2 : 0;
        page_text_at(
            pen->page, x + CELL_PAD, page_y(pen->page) + CELL_PAD + down, width, &style, buf_text(&cells[i]));
        x += width + 2 * CELL_PAD;
    }
    page_skip(pen->page, height);
}

static void clear_cells(struct buf *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_release(&cells[i]);
}

static void put_heads(struct pen *pen, const struct block *block, double size)
{
    struct buf cells[COLUMNS_MAX] = { 0 };
    enum page_align centre = ALIGN_CENTRE;
    for (size_t i = 0; i < block->column_count; i++)
        buf_addf(&cells[i], "<b>%s</b>", block->columns[i].head);
    put_row(pen, block, cells, size, row_height(pen, block, cells, size), &centre);
    clear_cells(cells, block->column_count);
}

/* A cell longer than a sheet is set smaller: nothing of it may be cut off. */
static double fitting_size(struct pen *pen, const struct block *block, struct buf *cells, double size)
{
    double most = page_bottom(pen->page) - MM(60);
    while (size > 4 && row_height(pen, block, cells, size) > most)
        size *= 0.85;
    return size;
}

static enum rc put_cells(struct pen *pen, const struct block *block, bool empty, double size)
{
    struct buf cells[COLUMNS_MAX] = { 0 };
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && !empty && i < block->column_count; i++)
        rc = fill_line(&cells[i], block->columns[i].text, &pen->fill);
    if (!rc) {
        double fit = fitting_size(pen, block, cells, size);
        double height = row_height(pen, block, cells, fit) + (empty ? size : 0);
        if (page_need(pen->page, height))
            put_heads(pen, block, size);
        put_row(pen, block, cells, fit, height, NULL);
    }
    clear_cells(cells, block->column_count);
    return rc;
}

enum rc pen_table(struct pen *pen, const struct block *block)
{
    const struct js *list = fill_list(block->over, &pen->fill);
    double size = block->size > 0 ? block->size : pen->layout->text_size - 1;
    size_t rows = js_len(list) > (size_t)block->least ? js_len(list) : (size_t)block->least;
    page_skip(pen->page, PEN_GAP);
    page_need(pen->page, MM(22)); /* heads never stand alone at the foot of a sheet */
    put_heads(pen, block, size);
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < rows; i++) {
        pen->fill.row = js_at(list, i);
        pen->fill.row_number = i + 1;
        rc = put_cells(pen, block, i >= js_len(list), size);
    }
    pen->fill.row = NULL;
    page_skip(pen->page, 2 * PEN_GAP);
    return rc;
}
