/* hand_over.c - see hand_over.h. */
#include "paper/hand_over.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/settings.h"
#include "paper/issue.h"
#include "paper/paper_store.h"
#include "paper/printer.h"
#include "paper/thermal.h"

/* As long as somebody at the counter waits without asking; what comes later is settled at the next look. */
#define PATIENCE_MS 6000

static enum rc to_roll(struct issue_result *result, const struct office *of, const char *wanted,
    const struct buf *bytes, struct err *e)
{
    AUTO_ARENA a = { 0 };
    bool said = false;
    const char *target = wanted[0] ? wanted : setting_text(of->db, "printer.thermal", &a);
    if (!target || !target[0])
        return err_set(
            e, RC_REFUSED, "printer_unset", N_("No receipt printer is set: setting printer.thermal."));
    enum rc rc = thermal_send(target, bytes->data, bytes->len, &said, e);
    if (!rc)
        result->state = said ? "confirmed" : "sent";
    return rc;
}

static enum rc not_out(const struct printer_job *job, enum printer_word word, struct err *e)
{
    if (word == PRINTER_FAILED)
        err_set(e, RC_AGAIN, "print_failed", N_("The printer %.60s gave the paper up; it is not printed."),
            job->queue);
    else
        err_set(e, RC_AGAIN, "printer_stopped",
            N_("The printer %.60s was stopped; the paper was taken back."), job->queue);
    err_hint(e, N_("Look at the printer, then print again: the number stays the same."));
    return RC_AGAIN;
}

/* A stopped printer gives nothing out today; what it kept must not come out tomorrow beside a second print.
 */
static enum rc watch(struct issue_result *result, const struct printer_job *job, struct err *e)
{
    enum printer_word word = PRINTER_WAITING;
    result->state = "sent"; /* should the service fall silent now */
    enum rc rc = printer_watch(&word, job, PATIENCE_MS, e);
    if (rc || word == PRINTER_WAITING)
        return rc;
    if (word == PRINTER_DONE) {
        result->state = "confirmed";
        return RC_OK;
    }
    if (word == PRINTER_STOPPED)
        printer_cancel(job);
    result->state = NULL;
    return not_out(job, word, e);
}

static enum rc to_printer(struct issue_result *result, const struct office *of,
    const struct issue_order *order, int64_t id, const struct buf *bytes, struct err *e)
{
    AUTO_ARENA a = { 0 };
    char title[80];
    struct printer_job job;
    const char *queue = order->printer[0] ? order->printer : setting_text(of->db, "printer.name", &a);
    snprintf(title, sizeof title, "%.20s %.50s", order->kind, order->code);
    enum rc rc = printer_begin(&job, queue, title, e);
    if (rc)
        return rc;
    result->job = job.number;
    if (id)
        rc = paper_keep_job(of, id, job.queue, job.number, e);
    if (rc) {
        printer_cancel(&job);
        return rc;
    }
    rc = printer_send(&job, title, bytes->data, bytes->len, e);
    return rc ? rc : watch(result, &job, e);
}

enum rc hand_over(struct issue_result *result, const struct office *of, const struct issue_order *order,
    int64_t id, const struct buf *bytes, struct err *e)
{
    result->state = NULL;
    if (order->thermal)
        return to_roll(result, of, order->thermal, bytes, e);
    if (order->printer)
        return to_printer(result, of, order, id, bytes, e);
    enum rc rc = fs_replace(order->file, bytes->data, bytes->len, 0600, e);
    if (!rc)
        result->state = "confirmed";
    return rc;
}
