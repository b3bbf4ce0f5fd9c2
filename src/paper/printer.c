/* printer.c - see printer.h. The only home of libcups. */
#include "paper/printer.h"

#include <poll.h>
#include <stdbool.h>
#include <string.h>

#include <cups/cups.h>

#include "base/i18n.h"

static enum rc service_off(struct err *e)
{
    err_set(e, RC_AGAIN, "print_service", N_("The print service of this machine does not answer."));
    err_hint(e, N_("The dossier is safe; ask the technician to look at CUPS, then print again."));
    err_cause(e, "cups: %s", cupsLastErrorString());
    return RC_AGAIN;
}

static enum rc no_queue(const char *name, struct err *e)
{
    if (!name[0])
        err_set(e, RC_NOT_FOUND, "printer_unknown", N_("No printer is set up on this machine."));
    else
        err_set(e, RC_NOT_FOUND, "printer_unknown", N_("There is no printer called \"%.60s\"."), name);
    err_hint(e, N_("The names of the printers: lpstat -e. The usual one: setting printer.name."));
    err_cause(e, "cups: %s", cupsLastErrorString());
    return RC_NOT_FOUND;
}

/* The queue to use, as CUPS spells it; "" when there is none. */
static void find_queue(char out[PRINTER_NAME], const char *name)
{
    cups_dest_t *list = NULL;
    int count = cupsGetDests2(CUPS_HTTP_DEFAULT, &list);
    cups_dest_t *dest = cupsGetDest(name && name[0] ? name : NULL, NULL, count, list);
    snprintf(out, PRINTER_NAME, "%s", dest ? dest->name : "");
    cupsFreeDests(count, list);
}

/* True when an operator stopped the printer: its queue keeps what it has. */
static bool queue_stopped(const char *queue)
{
    cups_dest_t *dest = cupsGetNamedDest(CUPS_HTTP_DEFAULT, queue, NULL);
    const char *state = dest ? cupsGetOption("printer-state", dest->num_options, dest->options) : NULL;
    bool stopped = state && strcmp(state, "5") == 0; /* RFC 8011: 3 idle, 4 processing, 5 stopped */
    if (dest)
        cupsFreeDests(1, dest);
    return stopped;
}

/* Job titles of other letters come out as _341_272_... (seen with cups-pdf). */
static bool ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || (unsigned char)*text > '~')
            return false;
    return true;
}

static const char *plain_title(const char *title)
{
    return ascii(title) ? title : "motcua";
}

static enum rc takes_nothing(const char *queue, struct err *e)
{
    err_set(e, RC_AGAIN, "printer_stopped", N_("The printer %.60s is stopped; nothing was printed."), queue);
    err_hint(e, N_("Start it again (cupsenable) or print on another one; the number stays."));
    return RC_AGAIN;
}

enum rc printer_begin(struct printer_job *ret, const char *name, const char *title, struct err *e)
{
    struct printer_job job = { 0 };
    find_queue(job.queue, name);
    if (!job.queue[0])
        return cupsLastError() >= IPP_STATUS_ERROR_SERVICE_UNAVAILABLE &&
                       cupsLastError() != IPP_STATUS_ERROR_NOT_FOUND
                   ? service_off(e)
                   : no_queue(name ? name : "", e);
    if (queue_stopped(job.queue))
        return takes_nothing(job.queue, e);
    job.number = cupsCreateJob(CUPS_HTTP_DEFAULT, job.queue, plain_title(title), 0, NULL);
    if (job.number <= 0)
        return service_off(e);
    *ret = job;
    return RC_OK;
}

enum rc printer_send(
    const struct printer_job *job, const char *title, const void *pdf, size_t len, struct err *e)
{
    if (cupsStartDocument(CUPS_HTTP_DEFAULT, job->queue, job->number, plain_title(title), "application/pdf",
            1) == HTTP_STATUS_CONTINUE &&
        cupsWriteRequestData(CUPS_HTTP_DEFAULT, pdf, len) == HTTP_STATUS_CONTINUE &&
        cupsFinishDocument(CUPS_HTTP_DEFAULT, job->queue) < IPP_STATUS_REDIRECTION_OTHER_SITE)
        return RC_OK;
    enum rc rc = service_off(e);
    printer_cancel(job);
    return rc;
}

void printer_cancel(const struct printer_job *job)
{
    cupsCancelJob2(CUPS_HTTP_DEFAULT, job->queue, job->number, 0);
}

static enum printer_word word_of(ipp_jstate_t state, const char *queue)
{
    if (state == IPP_JOB_COMPLETED)
        return PRINTER_DONE;
    if (state == IPP_JOB_ABORTED || state == IPP_JOB_CANCELED)
        return PRINTER_FAILED;
    /* A job is held for a moment by itself until its document has come, so only the printer's own stop
     * counts. */
    return state == IPP_JOB_STOPPED || queue_stopped(queue) ? PRINTER_STOPPED : PRINTER_WAITING;
}

enum rc printer_ask(enum printer_word *ret, const struct printer_job *job, struct err *e)
{
    cups_job_t *jobs = NULL;
    int count = cupsGetJobs2(CUPS_HTTP_DEFAULT, &jobs, job->queue, 0, CUPS_WHICHJOBS_ALL);
    if (count < 0 || (count == 0 && cupsLastError() >= IPP_STATUS_ERROR_BAD_REQUEST))
        return service_off(e);
    *ret = PRINTER_DONE; /* a queue that keeps no history forgets finished jobs */
    for (int i = 0; i < count; i++)
        if (jobs[i].id == job->number)
            *ret = word_of(jobs[i].state, job->queue);
    cupsFreeJobs(count, jobs);
    return RC_OK;
}

enum rc printer_watch(enum printer_word *ret, const struct printer_job *job, int ms, struct err *e)
{
    enum { STEP = 100 };
    enum rc rc = printer_ask(ret, job, e);
    for (int waited = 0; !rc && *ret == PRINTER_WAITING && waited < ms; waited += STEP) {
        poll(NULL, 0, STEP);
        rc = printer_ask(ret, job, e);
    }
    return rc;
}
