/* issue_draw.c - see issue_draw.h. */
#include "paper/issue_draw.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "book/settings.h"
#include "paper/layout.h"
#include "paper/page.h"
#include "paper/paper.h"
#include "paper/thermal.h"

static const char *watermark_of(const struct office *of, bool draft)
{
    return draft ? WATERMARK_DRAFT : of->book->practice ? WATERMARK_PRACTICE : NULL;
}

static struct layout_place place_of(const struct office *of)
{
    return (struct layout_place){ of->book->dir, of->share_dir };
}

static enum rc draw_all(struct buf *pdf, struct press *press, const struct layout *layout, const char *set,
    const struct js *const *facts, const struct js *const *prints, size_t count, const char *watermark,
    struct err *e)
{
    struct paper *papers = calloc(count, sizeof *papers);
    if (!papers)
        return err_no_memory(e);
    for (size_t i = 0; i < count; i++)
        papers[i] = (struct paper){ layout, facts[i], prints[i], set };
    enum rc rc = paper_pdf(pdf, press, papers, count, watermark, e);
    free(papers);
    return rc;
}

enum rc issue_draw_pdf(struct buf *pdf, const struct office *of, const char *kind,
    const struct js *const *facts, const struct js *const *prints, size_t count, bool draft, struct err *e)
{
    AUTO_ARENA a = { 0 };
    AUTO_LAYOUT layout = NULL;
    struct press *press = NULL;
    enum rc rc = layout_read(&layout, place_of(of), kind, e);
    if (!rc)
        rc = press_new(&press, e);
    if (!rc)
        rc = draw_all(pdf, press, layout, setting_text(of->db, "paper.set", &a), facts, prints, count,
            watermark_of(of, draft), e);
    press_free(press);
    return rc;
}

/* receipt-roll.yaml beside receipt.yaml, or a paper that is a roll from the beginning (ticket.yaml). */
static enum rc read_roll(struct layout **ret, const struct office *of, const char *kind, struct err *e)
{
    char name[64];
    snprintf(name, sizeof name, "%.40s-roll", kind);
    enum rc rc = layout_read(ret, place_of(of), name, e);
    if (rc == RC_NOT_FOUND) {
        err_clear(e);
        rc = layout_read(ret, place_of(of), kind, e);
    }
    if (rc || (*ret)->size == PAGE_ROLL80)
        return rc;
    return err_set(
        e, RC_REFUSED, "paper_no_roll", N_("This paper has no form for the receipt roll; print it on A4."));
}

enum rc issue_draw_roll(struct buf *bytes, const struct office *of, const char *kind, const struct js *facts,
    const struct js *print, struct err *e)
{
    AUTO_LAYOUT layout = NULL;
    struct press *press = NULL;
    struct raster raster = { 0 };
    enum rc rc = read_roll(&layout, of, kind, e);
    if (!rc)
        rc = press_new(&press, e);
    const struct paper paper = { layout, facts, print, NULL };
    if (!rc)
        rc = paper_raster(&raster, press, &paper, watermark_of(of, false), THERMAL_DOTS, 1, e);
    if (!rc)
        rc = thermal_write(bytes, &raster, e);
    raster_release(&raster);
    press_free(press);
    return rc;
}
