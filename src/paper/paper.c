/* paper.c - copies, sheets and what stands on each of them. */
#include "paper/paper.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"
#include "paper/pen.h"
#include "paper/qr.h"

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
    AUTO_BUF markup = buf_limit(PEN_LINE_MAX);
    if ((fill_has("print.reprint", &state->fill) || fill_has("print.void", &state->fill)) &&
        !fill_line(&markup, "<b>{print.void,print.reprint}</b>", &state->fill)) {
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

/* --- copies --- */

/* Where the lines stand that each copy has for itself: "(Liên: Lưu)". */
#define OWN_MAX 8

struct shared {
    struct page_kept kept;
    struct {
        const struct block *block;
        int sheet;
        double y;
    } own[OWN_MAX];
    int own_count;
    bool usable;
};

static bool names_copy(const char *text)
{
    return text && strstr(text, "print.copy");
}

static bool texts_name_copy(const struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        if (names_copy(texts->at[i]))
            return true;
    return false;
}

/* A line of its own may differ from copy to copy; a table or a square that does needs each copy drawn by
 * itself. */
static bool is_own(const struct block *block)
{
    return block->kind == BLOCK_LINE && texts_name_copy(&block->texts);
}

/* Every label must need as many lines as the first, or what follows stands elsewhere. */
static bool same_heights(struct page *page, const struct layout *layout)
{
    struct page_style style = { layout->text_size, ALIGN_LEFT, 0 };
    for (size_t i = 0; i < layout->copies.count; i++)
        if (page_natural_width(page, &style, layout->copies.at[i]) > page_width(page) / 2)
            return false;
    return true;
}

static bool can_share(const struct layout *layout)
{
    int own = 0;
    for (size_t i = 0; i < layout->block_count; i++) {
        const struct block *block = &layout->blocks[i];
        bool elsewhere = texts_name_copy(&block->right) || texts_name_copy(&block->beside) ||
                         names_copy(block->when) || names_copy(block->unless) || names_copy(block->qr) ||
                         (block->kind != BLOCK_LINE && texts_name_copy(&block->texts));
        for (size_t c = 0; c < block->column_count; c++)
            elsewhere |= names_copy(block->columns[c].text) || names_copy(block->columns[c].head);
        if (elsewhere || (is_own(block) && ++own > OWN_MAX))
            return false;
    }
    return layout->copies.count > 1;
}

/* The first copy: everything but its own lines is kept for the others. */
static enum rc draw_first(struct pen *pen, struct shared *shared, int first_sheet)
{
    enum rc rc = RC_OK;
    page_keep(pen->page, &shared->kept);
    for (size_t i = 0; !rc && i < pen->layout->block_count; i++) {
        const struct block *block = &pen->layout->blocks[i];
        if (!is_own(block)) {
            rc = pen_block(pen, block);
            continue;
        }
        int sheet = page_number(pen->page);
        double y = page_y(pen->page);
        page_aside(pen->page);
        rc = pen_block(pen, block);
        page_aside_end(pen->page);
        shared->usable &= page_number(pen->page) == sheet;
        shared->own[shared->own_count].block = block;
        shared->own[shared->own_count].sheet = sheet - first_sheet;
        shared->own[shared->own_count++].y = y;
    }
    page_keep_end(pen->page);
    shared->usable &= !shared->kept.too_long;
    return rc;
}

static enum rc draw_again(struct pen *pen, const struct shared *shared)
{
    enum rc rc = RC_OK;
    for (int sheet = 0; !rc && sheet < shared->kept.count; sheet++) {
        if (sheet > 0)
            page_break(pen->page);
        for (int i = 0; !rc && i < shared->own_count; i++) {
            if (shared->own[i].sheet != sheet)
                continue;
            page_set_y(pen->page, shared->own[i].y);
            rc = pen_block(pen, shared->own[i].block);
        }
        page_lay(pen->page, &shared->kept, sheet);
    }
    return rc;
}

static enum rc draw_copy(
    struct page *page, const struct job *job, size_t i, size_t copy, struct shared *shared, struct err *e)
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
    enum rc rc = !shared->usable ? pen_draw(&pen)
                 : copy == 0     ? draw_first(&pen, shared, page_number(page))
                                 : draw_again(&pen, shared);
    job->state->fill = (struct fill){ 0 }; /* the print facts end here */
    return rc;
}

static enum rc draw_paper(struct page *page, const struct job *job, size_t i, struct err *e)
{
    const struct layout *layout = job->papers[i].layout;
    struct shared shared = { .usable = can_share(layout) && same_heights(page, layout) };
    enum rc rc = RC_OK;
    for (size_t copy = 0; !rc && copy < (layout->copies.count ? layout->copies.count : 1); copy++)
        rc = draw_copy(page, job, i, copy, &shared, e);
    page_kept_release(&shared.kept);
    return rc;
}

static enum rc draw_job(struct page *page, const void *context, struct err *e)
{
    const struct job *job = context;
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < job->count; i++)
        rc = draw_paper(page, job, i, e);
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
