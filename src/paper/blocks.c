/* blocks.c - the blocks of a layout, one small drawing function each. */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "paper/pen.h"
#include "paper/qr.h"

#define QR_SIDE MM(27) /* 3.2 dots a module at 150 dpi for a signed receipt */
#define QR_ROLL MM(44)

static struct page_style style_of(const struct pen *pen, const struct block *block)
{
    return (struct page_style){ block->size > 0 ? block->size : pen->layout->text_size, block->align,
        MM(block->indent) };
}

/* --- lines --- */

static enum rc put_line(
    struct pen *pen, double x, double width, const struct page_style *style, const char *line)
{
    AUTO_BUF markup = buf_limit(PEN_LINE_MAX);
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
        page_skip(pen->page, PEN_GAP);
    }
    return rc;
}

static enum rc draw_pair(struct pen *pen, const struct block *block)
{
    struct page_style style = style_of(pen, block);
    struct page *page = pen->page;
    double half = page_width(page) / 2, left = page_left(page);
    AUTO_BUF one = buf_limit(PEN_LINE_MAX);
    AUTO_BUF two = buf_limit(PEN_LINE_MAX);
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
    page_skip(page, height + PEN_GAP);
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
        AUTO_BUF bold = buf_limit(PEN_LINE_MAX);
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
    page_rule(pen->page, left, y, left + page_width(pen->page) / 4, y, PEN_HAIR);
    page_skip(pen->page, PEN_GAP);
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
    if (!rc && text.len == 0)
        qr_release(pen->qr); /* no text, no square: not the one before */
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

/* The square left, its words right of it, both within `width`. */
static enum rc qr_with_words(
    struct pen *pen, const struct block *block, double side, double x, double width, double size)
{
    struct page *page = pen->page;
    struct page_style style = { size, ALIGN_LEFT, 0 };
    double words = x + side + MM(5);
    page_need(page, side + MM(4));
    double top = page_y(page) + MM(2);
    page_qr(page, x + MM(2), top, side, pen->qr);
    page_set_y(page, top);
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < block->beside.count; i++)
        rc = put_line(pen, words, x + width - words, &style, block->beside.at[i]);
    page_set_y(page, fmax(page_y(page), top + side));
    page_skip(page, MM(2));
    return rc;
}

static enum rc words_below(struct pen *pen, const struct block *block)
{
    struct page_style style = style_of(pen, block);
    style.align = ALIGN_CENTRE;
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < block->beside.count; i++)
        rc = put_line(pen, page_left(pen->page), page_width(pen->page), &style, block->beside.at[i]);
    return rc;
}

static enum rc draw_qr(struct pen *pen, const struct block *block)
{
    double side = block->amount > 0 ? MM(block->amount) : QR_SIDE;
    enum rc rc = make_qr(pen, block->texts.at[0]);
    if (rc || pen->qr->size == 0)
        return rc;
    if (block->beside.count > 0 && !page_is_roll(pen->page))
        return qr_with_words(
            pen, block, side, page_left(pen->page), page_width(pen->page), style_of(pen, block).size);
    rc = draw_qr_at(pen, block->texts.at[0], page_left(pen->page), page_width(pen->page));
    return rc ? rc : words_below(pen, block);
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
        page_rule(pen->page, x1, page_y(pen->page), x1 + length, page_y(pen->page), PEN_HAIR);
        page_skip(pen->page, 4);
        return RC_OK;
    }
    AUTO_BUF markup = buf_limit(PEN_LINE_MAX);
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

#define HEAD_QR MM(22)

/* A second square, told apart by the words at its side. */
static enum rc head_right_qr(struct pen *pen, const struct block *block, double x, double width)
{
    enum rc rc = make_qr(pen, block->right_qr);
    if (rc || pen->qr->size == 0 || page_is_roll(pen->page))
        return rc;
    return qr_with_words(pen, block, HEAD_QR, x + MM(8), width - MM(8), pen->layout->text_size - 3);
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
    if (!rc && block->right_qr)
        rc = head_right_qr(pen, block, left + share, width - share);
    page_set_y(page, fmax(end, page_y(page)));
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
        AUTO_BUF filled = buf_limit(PEN_LINE_MAX), markup = buf_limit(PEN_LINE_MAX);
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
    double y = page_y(pen->page) + PEN_GAP;
    page_rule(pen->page, page_left(pen->page), y, page_right(pen->page), y, PEN_HAIR);
    page_skip(pen->page, 2 * PEN_GAP);
    return RC_OK;
}

/* --- all of them --- */

static enum rc (*const drawers[BLOCK_KINDS])(struct pen *, const struct block *) = {
    [BLOCK_LINE] = draw_line,
    [BLOCK_PAIR] = draw_pair,
    [BLOCK_TITLE] = draw_title,
    [BLOCK_HEADER] = draw_header,
    [BLOCK_TABLE] = pen_table,
    [BLOCK_EACH] = draw_each,
    [BLOCK_SIGNATURES] = draw_signatures,
    [BLOCK_NOTES] = draw_notes,
    [BLOCK_BARCODE] = draw_barcode,
    [BLOCK_QR] = draw_qr,
    [BLOCK_SPACE] = draw_space,
    [BLOCK_RULE] = draw_rule,
};

enum rc pen_block(struct pen *pen, const struct block *block)
{
    if ((block->when && !fill_has(block->when, &pen->fill)) ||
        (block->unless && fill_has(block->unless, &pen->fill)))
        return RC_OK;
    page_skip(pen->page, MM(block->before));
    return drawers[block->kind](pen, block);
}

enum rc pen_draw(struct pen *pen)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < pen->layout->block_count; i++)
        rc = pen_block(pen, &pen->layout->blocks[i]);
    return rc;
}
