/* printer.c - see printer.h. The only home of libcups. */
#include "paper/printer.h"

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
static void find_queue(char out[256], const char *name)
{
    cups_dest_t *list = NULL;
    int count = cupsGetDests2(CUPS_HTTP_DEFAULT, &list);
    cups_dest_t *dest = cupsGetDest(name && name[0] ? name : NULL, NULL, count, list);
    snprintf(out, 256, "%s", dest ? dest->name : "");
    cupsFreeDests(count, list);
}

/* Job titles of other letters come out as _341_272_... (seen with cups-pdf). */
static bool ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || (unsigned char)*text > '~')
            return false;
    return true;
}

static enum rc send_document(
    int job, const char *queue, const char *title, const void *pdf, size_t len, struct err *e)
{
    if (cupsStartDocument(CUPS_HTTP_DEFAULT, queue, job, title, "application/pdf", 1) ==
            HTTP_STATUS_CONTINUE &&
        cupsWriteRequestData(CUPS_HTTP_DEFAULT, pdf, len) == HTTP_STATUS_CONTINUE &&
        cupsFinishDocument(CUPS_HTTP_DEFAULT, queue) < IPP_STATUS_REDIRECTION_OTHER_SITE)
        return RC_OK;
    enum rc rc = service_off(e);
    cupsCancelJob2(CUPS_HTTP_DEFAULT, queue, job, 0);
    return rc;
}

enum rc printer_send(
    int *job, const char *name, const char *title, const void *pdf, size_t len, struct err *e)
{
    char queue[256];
    find_queue(queue, name);
    if (!queue[0])
        return cupsLastError() >= IPP_STATUS_ERROR_SERVICE_UNAVAILABLE &&
                       cupsLastError() != IPP_STATUS_ERROR_NOT_FOUND
                   ? service_off(e)
                   : no_queue(name ? name : "", e);
    const char *plain = ascii(title) ? title : "motcua";
    int number = cupsCreateJob(CUPS_HTTP_DEFAULT, queue, plain, 0, NULL);
    if (number <= 0)
        return service_off(e);
    enum rc rc = send_document(number, queue, plain, pdf, len, e);
    if (!rc)
        *job = number;
    return rc;
}

enum rc printer_ask(enum printer_word *ret, const char *name, int job, struct err *e)
{
    char queue[256];
    cups_job_t *jobs = NULL;
    find_queue(queue, name);
    int count = cupsGetJobs2(CUPS_HTTP_DEFAULT, &jobs, queue[0] ? queue : NULL, 0, CUPS_WHICHJOBS_ALL);
    if (count < 0)
        return service_off(e);
    *ret = PRINTER_DONE; /* a queue that keeps no history forgets finished jobs */
    for (int i = 0; i < count; i++)
        if (jobs[i].id == job)
            *ret = jobs[i].state == IPP_JOB_COMPLETED ? PRINTER_DONE
                   : jobs[i].state > IPP_JOB_STOPPED  ? PRINTER_FAILED
                                                      : PRINTER_WAITING;
    cupsFreeJobs(count, jobs);
    return RC_OK;
}
