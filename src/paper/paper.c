/* paper.c - copies, sheets and what stands on each of them. */
#include "paper/paper.h"

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
    enum rc rc = pen_draw(&pen);
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
