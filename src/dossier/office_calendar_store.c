/* office_calendar_store.c - see office_calendar.h. */
#include <limits.h>

#include "base/buf.h"
#include "base/calendar.h"
#include "base/fs.h"
#include "base/office.h"
#include "book/db.h"
#include "dossier/office_calendar.h"

/* The table as imported into the book, otherwise the file beside the program. */
enum rc office_calendar_table(struct buf *out, const struct office *of, const char *name, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "SELECT content FROM fact_file WHERE name = :name");
    stmt_bind_text(q, ":name", name);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_OK) {
        rc = buf_puts(out, stmt_text(q, 0)) ? err_no_memory(e) : RC_OK;
        stmt_done(q);
        return rc;
    }
    if (rc != RC_NOT_FOUND)
        return rc;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/data/%s", of->share_dir, name);
    return fs_read(out, path, CALENDAR_FILE_MAX, e);
}

enum rc office_calendar(struct calendar *ret, const struct office *of, struct err *e)
{
    AUTO_BUF holidays = buf_limit(CALENDAR_FILE_MAX), hours = buf_limit(CALENDAR_FILE_MAX);
    enum rc rc = office_calendar_table(&holidays, of, "holidays.csv", e);
    if (!rc)
        rc = office_calendar_table(&hours, of, "working_hours.csv", e);
    return rc ? rc : calendar_parse(ret, buf_text(&holidays), holidays.len, buf_text(&hours), hours.len, e);
}
