/* paper.c - the blocks of a layout, one small drawing function each. */
#include "paper/paper.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"
#include "paper/fill.h"
#include "paper/layout.h"
#include "paper/page.h"
#include "paper/qr.h"

#define LINE_MAX (64 * 1024)
#define CELL_PAD 3.0     /* points between the rule and the text */
#define HAIR     0.6     /* thickness of rules, points */
#define GAP      MM(1.1) /* between two lines */
#define QR_SIDE  MM(27)  /* 3.2 dots a module at 150 dpi for a signed receipt */
#define QR_ROLL  MM(44)

/* What a drawing function needs to know. */
struct pen {
    struct page *page;
    const struct layout *layout;
    struct fill fill;
    struct qr *qr; /* the last one made, and from what */
    struct buf *qr_text;
    struct err *e;
};

/* Shared with the furniture of a sheet. */
struct sheet_state {
    struct fill fill;
    struct qr qr; /* the copies of one receipt share their square */
    struct buf qr_text;
    int first; /* sheet at which this copy began */
};

struct job {
    const struct paper *papers;
    size_t count;
    struct sheet_state *state;
};

static struct page_style style_of(const struct pen *pen, const struct block *block)
{
    return (struct page_style){ block->size > 0 ? block->size : pen->layout->text_size, block->align,
        MM(block->indent) };
}

/* --- lines --- */

static enum rc put_line(
    struct pen *pen, double x, double width, const struct page_style *style, const char *line)
{
    AUTO_BUF markup = buf_limit(LINE_MAX);
    enum rc rc = fill_line(&markup, line, &pen->fill);
    if (rc)
        return rc;
    page_text(pen->page, x, width, style, buf_text(&markup));
    return RC_OK;
}

static enum rc draw_line(struct pen *pen, const struct block *block)
{
    struct page_style style = style_of(pen, block);
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < block->texts.count; i++) {
        rc = put_line(pen, page_left(pen->page), page_width(pen->page), &style, block->texts.at[i]);
        page_skip(pen->page, GAP);
    }
    return rc;
}

static enum rc draw_pair(struct pen *pen, const struct block *block)
{
    struct page_style style = style_of(pen, block);
    struct page *page = pen->page;
    double half = page_width(page) / 2, left = page_left(page);
    AUTO_BUF one = buf_limit(LINE_MAX);
    AUTO_BUF two = buf_limit(LINE_MAX);
    enum rc rc = fill_line(&one, block->texts.at[0], &pen->fill);
    if (!rc)
        rc = fill_line(&two, block->texts.at[1], &pen->fill);
    if (rc)
        return rc;
    double height = fmax(page_measure(page, half - 6, &style, buf_text(&one)),
        page_measure(page, half - 6, &style, buf_text(&two)));
    page_need(page, height);
    page_text_at(page, left, page_y(page), half - 6, &style, buf_text(&one));
    page_text_at(page, left + half, page_y(page), half - 6, &style, buf_text(&two));
    page_skip(page, height + GAP);
    return RC_OK;
}

static enum rc draw_title(struct pen *pen, const struct block *block)
{
    struct page_style style = style_of(pen, block);
    if (block->size <= 0)
        style.size += 1.5;
    style.align = ALIGN_CENTRE;
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < block->texts.count; i++) {
        AUTO_BUF bold = buf_limit(LINE_MAX);
        buf_addf(&bold, "<b>%s</b>", block->texts.at[i]);
        rc = put_line(pen, page_left(pen->page), page_width(pen->page), &style, buf_text(&bold));
    }
    return rc;
}

static enum rc draw_each(struct pen *pen, const struct block *block)
{
    const struct js *list = fill_list(block->over, &pen->fill);
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < js_len(list); i++) {
        pen->fill.row = js_at(list, i);
        pen->fill.row_number = i + 1;
        rc = draw_line(pen, block);
    }
    pen->fill.row = NULL;
    return rc;
}

static enum rc draw_notes(struct pen *pen, const struct block *block)
{
    struct page_style style = style_of(pen, block);
    if (block->size <= 0)
        style.size = pen->layout->text_size - 3;
    double left = page_left(pen->page), y = page_y(pen->page);
    page_rule(pen->page, left, y, left + page_width(pen->page) / 4, y, HAIR);
    page_skip(pen->page, GAP);
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < block->texts.count; i++)
        rc = put_line(pen, left, page_width(pen->page), &style, block->texts.at[i]);
    return rc;
}

/* --- squares and bars --- */

/* The copies of one receipt carry the same square: it is made once. */
static enum rc make_qr(struct pen *pen, const char *line)
{
    AUTO_BUF text = buf_limit(QR_TEXT_MAX);
    enum rc rc = fill_plain(&text, line, &pen->fill);
    if (rc || text.len == 0)
        return rc;
    if (pen->qr->size > 0 && strcmp(buf_text(pen->qr_text), buf_text(&text)) == 0)
        return RC_OK;
    qr_release(pen->qr);
    rc = qr_make(pen->qr, buf_text(&text), pen->e);
    buf_clear(pen->qr_text);
    return rc ? rc : buf_puts(pen->qr_text, buf_text(&text));
}

static enum rc draw_qr_at(struct pen *pen, const char *line, double x, double width)
{
    double side = page_is_roll(pen->page) ? QR_ROLL : QR_SIDE;
    enum rc rc = make_qr(pen, line);
    if (rc || pen->qr->size == 0)
        return rc;
    page_skip(pen->page, MM(2)); /* the quiet zone; paper is white all round */
    page_need(pen->page, side);
    page_qr(pen->page, x + (width - side) / 2, page_y(pen->page), side, pen->qr);
    page_skip(pen->page, side + MM(2));
    return RC_OK;
}

static enum rc draw_qr(struct pen *pen, const struct block *block)
{
    return draw_qr_at(pen, block->texts.at[0], page_left(pen->page), page_width(pen->page));
}

static enum rc draw_barcode(struct pen *pen, const struct block *block)
{
    AUTO_BUF text = buf_limit(64);
    enum rc rc = fill_plain(&text, block->texts.at[0], &pen->fill);
    if (rc)
        return rc;
    page_need(pen->page, MM(12));
    page_barcode(pen->page, page_left(pen->page), page_y(pen->page), MM(0.26), MM(9), buf_text(&text));
    page_skip(pen->page, MM(11));
    return RC_OK;
}

/* --- the head of an official paper --- */

/* "---" is a short rule, "===" one as long as the line above: the decree's way of closing a head. */
static enum rc head_line(struct pen *pen, double x, double width, const char *line, double *above)
{
    struct page_style style = { pen->layout->text_size - (page_is_roll(pen->page) ? 0 : 1), ALIGN_CENTRE, 0 };
    if (strcmp(line, "---") == 0 || strcmp(line, "===") == 0) {
        double length = line[0] == '=' ? *above : width / 3, x1 = x + (width - length) / 2;
        page_skip(pen->page, 1.5);
        page_rule(pen->page, x1, page_y(pen->page), x1 + length, page_y(pen->page), HAIR);
        page_skip(pen->page, 4);
        return RC_OK;
    }
    AUTO_BUF markup = buf_limit(LINE_MAX);
    enum rc rc = fill_line(&markup, line, &pen->fill);
    if (rc)
        return rc;
    *above = fmin(width, page_natural_width(pen->page, &style, buf_text(&markup)));
    page_text(pen->page, x, width, &style, buf_text(&markup));
    return RC_OK;
}

static enum rc head_side(struct pen *pen, const struct texts *texts, double x, double width)
{
    double above = 0;
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < texts->count; i++)
        rc = head_line(pen, x, width, texts->at[i], &above);
    return rc;
}

static enum rc draw_header(struct pen *pen, const struct block *block)
{
    struct page *page = pen->page;
    double left = page_left(page), width = page_width(page), top = page_y(page);
    double share = page_is_roll(page) || block->right.count == 0 ? width : width * 0.43;
    enum rc rc = head_side(pen, &block->texts, left, share);
    if (!rc && block->qr)
        rc = draw_qr_at(pen, block->qr, left, share);
    double end = page_y(page);
    if (!page_is_roll(page))
        page_set_y(page, top);
    if (!rc && block->right.count > 0)
        rc = head_side(pen, &block->right, page_is_roll(page) ? left : left + share,
            page_is_roll(page) ? width : width - share);
    page_set_y(page, fmax(end, page_y(page)));
    return rc;
}

/* --- tables --- */

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
    page_rule(page, x - HAIR / 2, y, right + HAIR / 2, y, HAIR);
    page_rule(page, x - HAIR / 2, y + height, right + HAIR / 2, y + height, HAIR);
    for (size_t i = 0; i <= block->column_count; i++) {
        page_rule(page, x, y, x, y + height, HAIR);
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

static enum rc draw_table(struct pen *pen, const struct block *block)
{
    const struct js *list = fill_list(block->over, &pen->fill);
    double size = block->size > 0 ? block->size : pen->layout->text_size - 1;
    size_t rows = js_len(list) > (size_t)block->least ? js_len(list) : (size_t)block->least;
    page_skip(pen->page, GAP);
    page_need(pen->page, MM(22)); /* heads never stand alone at the foot of a sheet */
    put_heads(pen, block, size);
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < rows; i++) {
        pen->fill.row = js_at(list, i);
        pen->fill.row_number = i + 1;
        rc = put_cells(pen, block, i >= js_len(list), size);
    }
    pen->fill.row = NULL;
    page_skip(pen->page, 2 * GAP);
    return rc;
}

/* --- signatures --- */

#define SIGN_ROOM MM(19) /* for a hand and a stamp */

static enum rc sign_one(
    struct pen *pen, const struct block *block, const char *const *three, double x, double width)
{
    struct page_style style = style_of(pen, block);
    style.align = ALIGN_CENTRE;
    static const char *const frames[3] = { "<b>%s</b>", "<i>%s</i>", "<b>%s</b>" };
    double y = page_y(pen->page);
    for (int i = 0; i < 3; i++) {
        AUTO_BUF filled = buf_limit(LINE_MAX), markup = buf_limit(LINE_MAX);
        enum rc rc = fill_line(&filled, three[i], &pen->fill);
        if (rc)
            return rc;
        const char *tail = strchr(frames[i] + 3, '<');
        buf_add(&markup, frames[i], 3);
        buf_puts(&markup, buf_text(&filled));
        buf_puts(&markup, tail);
        y += page_text_at(pen->page, x, y, width, &style, buf_text(&markup));
        y += i == 1 ? SIGN_ROOM : 0;
    }
    return RC_OK;
}

static enum rc draw_signatures(struct pen *pen, const struct block *block)
{
    size_t people = block->texts.count / 3;
    double height = SIGN_ROOM + MM(18);
    page_need(pen->page, height);
    /* One signature stands on the right, where the eye looks for it. */
    double width = page_width(pen->page) / (double)(people == 1 ? 2 : people);
    double x = page_left(pen->page) + (people == 1 ? width : 0);
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < people; i++)
        rc = sign_one(pen, block, block->texts.at + i * 3, x + (double)i * width, width);
    page_skip(pen->page, height);
    return rc;
}

static enum rc draw_space(struct pen *pen, const struct block *block)
{
    page_skip(pen->page, MM(block->amount));
    return RC_OK;
}

static enum rc draw_rule(struct pen *pen, const struct block *block)
{
    (void)block;
    double y = page_y(pen->page) + GAP;
    page_rule(pen->page, page_left(pen->page), y, page_right(pen->page), y, HAIR);
    page_skip(pen->page, 2 * GAP);
    return RC_OK;
}

/* --- a paper --- */

static enum rc (*const drawers[BLOCK_KINDS])(struct pen *, const struct block *) = {
    [BLOCK_LINE] = draw_line,
    [BLOCK_PAIR] = draw_pair,
    [BLOCK_TITLE] = draw_title,
    [BLOCK_HEADER] = draw_header,
    [BLOCK_TABLE] = draw_table,
    [BLOCK_EACH] = draw_each,
    [BLOCK_SIGNATURES] = draw_signatures,
    [BLOCK_NOTES] = draw_notes,
    [BLOCK_BARCODE] = draw_barcode,
    [BLOCK_QR] = draw_qr,
    [BLOCK_SPACE] = draw_space,
    [BLOCK_RULE] = draw_rule,
};

static enum rc draw_blocks(struct pen *pen)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < pen->layout->block_count; i++) {
        const struct block *block = &pen->layout->blocks[i];
        if ((block->when && !fill_has(block->when, &pen->fill)) ||
            (block->unless && fill_has(block->unless, &pen->fill)))
            continue;
        page_skip(pen->page, MM(block->before));
        rc = drawers[block->kind](pen, block);
    }
    return rc;
}

static struct js *print_of(const struct paper *paper, size_t copy)
{
    struct js *print = paper->print ? js_copy(paper->print) : js_object();
    if (print && copy < paper->layout->copies.count)
        js_put_text(print, "copy", paper->layout->copies.at[copy]);
    if (print)
        js_put_text(print, "form", layout_form(paper->layout, paper->set ? paper->set : "2025"));
    return print;
}

/* Top of every sheet: what a loose second page belongs to, and that this is not the first print. */
static void furniture(struct page *page, const void *context)
{
    const struct sheet_state *state = context;
    struct page_style style = { 9, ALIGN_RIGHT, 0 };
    AUTO_BUF markup = buf_limit(LINE_MAX);
    if (fill_has("print.reprint", &state->fill) &&
        !fill_line(&markup, "<b>{print.reprint}</b>", &state->fill)) {
        style.align = page_is_roll(page) ? ALIGN_CENTRE : ALIGN_LEFT;
        if (page_is_roll(page))
            page_text(page, page_left(page), page_width(page), &style, buf_text(&markup));
        else
            page_text_at(page, page_left(page), MM(7), page_width(page), &style, buf_text(&markup));
    }
    buf_clear(&markup);
    int sheet = page_number(page) - state->first + 1;
    if (page_is_roll(page) || sheet < 2)
        return;
    buf_addf(&markup, "<i>trang %d  ", sheet);
    if (!fill_line(&markup, "{code|?} {print.copy|?}</i>", &state->fill)) {
        style.align = ALIGN_RIGHT;
        page_text_at(page, page_left(page), MM(7), page_width(page), &style, buf_text(&markup));
    }
}

static enum rc draw_copy(struct page *page, const struct job *job, size_t i, size_t copy, struct err *e)
{
    const struct paper *paper = &job->papers[i];
    AUTO_JS print = print_of(paper, copy);
    if (!print)
        return err_no_memory(e);
    struct fill fill = { .facts = paper->facts, .print = print, .words = paper->layout->words };
    job->state->fill = fill;
    bool first = i == 0 && copy == 0;
    job->state->first = page_number(page) + (first ? 0 : 1);
    if (!first)
        page_break(page);
    struct pen pen = { page, paper->layout, fill, &job->state->qr, &job->state->qr_text, e };
    enum rc rc = draw_blocks(&pen);
    job->state->fill = (struct fill){ 0 }; /* the print facts end here */
    return rc;
}

static enum rc draw_job(struct page *page, const void *context, struct err *e)
{
    const struct job *job = context;
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < job->count; i++) {
        size_t copies = job->papers[i].layout->copies.count;
        for (size_t copy = 0; !rc && copy < (copies ? copies : 1); copy++)
            rc = draw_copy(page, job, i, copy, e);
    }
    return rc == RC_NO_MEMORY ? err_no_memory(e) : rc;
}

static struct page_setup setup_of(const struct paper *paper, const char *watermark, struct sheet_state *state)
{
    const struct layout *layout = paper->layout;
    struct page_setup setup = { .size = layout->size,
        .top = MM(layout->margins[0]),
        .right = MM(layout->margins[1]),
        .bottom = MM(layout->margins[2]),
        .left = MM(layout->margins[3]),
        .watermark = watermark,
        .title = layout->title,
        .furniture = furniture,
        .context = state };
    const char *at = js_get_text(paper->facts, "at");
    if (!at || !iso_time_parse(&setup.created, at))
        setup.created = 0;
    /* The first sheet begins before the first copy is set up. */
    state->first = 1;
    state->fill = (struct fill){ .facts = paper->facts, .print = paper->print };
    return setup;
}

static void state_release(struct sheet_state *state)
{
    qr_release(&state->qr);
    buf_release(&state->qr_text);
}

enum rc paper_pdf(struct buf *out, struct press *press, const struct paper *papers, size_t count,
    const char *watermark, struct err *e)
{
    struct sheet_state state = { .qr_text = buf_limit(QR_TEXT_MAX) };
    struct page_setup setup = setup_of(&papers[0], watermark, &state);
    struct job job = { papers, count, &state };
    enum rc rc = page_pdf(out, press, &setup, draw_job, &job, e);
    state_release(&state);
    return rc;
}

enum rc paper_raster(struct raster *ret, struct press *press, const struct paper *paper,
    const char *watermark, int width, int number, struct err *e)
{
    struct sheet_state state = { .qr_text = buf_limit(QR_TEXT_MAX) };
    struct page_setup setup = setup_of(paper, watermark, &state);
    struct job job = { paper, 1, &state };
    enum rc rc = page_raster(ret, press, &setup, width, number, draw_job, &job, e);
    state_release(&state);
    return rc;
}
