/* issue_settle.c - after a power cut, a silent service, a slow printer: what became of each print. */
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/office.h"
#include "dossier/prints.h"
#include "paper/issue.h"
#include "paper/paper_store.h"
#include "paper/printer.h"

static enum rc settle_one(const struct office *of, const struct paper_open *row, struct err *e)
{
    struct printer_job job = { .number = row->job };
    enum printer_word word;
    snprintf(job.queue, sizeof job.queue, "%s", row->printer);
    enum rc rc = printer_ask(&word, &job, e);
    if (rc || word == PRINTER_WAITING || word == PRINTER_STOPPED)
        return rc;
    return word == PRINTER_DONE ? print_set_state(of, row->id, "confirmed", "", e)
                                : print_set_state(of, row->id, "failed", _("the printer gave it up"), e);
}

enum rc issue_settle(const struct office *of, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct paper_open *rows = NULL;
    size_t count = 0;
    enum rc rc = paper_list_open(&rows, &count, of->db, &a, e);
    for (size_t i = 0; !rc && i < count; i++)
        if (rows[i].job && strcmp(rows[i].state, "failed") != 0)
            rc = settle_one(of, &rows[i], e);
    return rc == RC_CONFLICT ? RC_OK : rc; /* another desk settled it in the meantime */
}
