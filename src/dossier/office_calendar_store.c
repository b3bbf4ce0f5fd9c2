/* office_calendar_store.c - see office_calendar.h. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/calendar.h"
#include "base/fs.h"
#include "base/memo.h"
#include "base/office.h"
#include "book/book.h"
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

static void release(void *calendar)
{
    calendar_release(calendar);
    free(calendar);
}

/* What would make another calendar of it: the imports into the book, and the files beside the program. */
static enum rc stamp_tables(char stamp[MEMO_STAMP_SIZE], const struct office *of, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "SELECT total(imported_at), total(length(content)) FROM fact_file"
        " WHERE name IN ('holidays.csv', 'working_hours.csv')");
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    snprintf(stamp, MEMO_STAMP_SIZE, "%lld %lld;", (long long)stmt_int(q, 0), (long long)stmt_int(q, 1));
    stmt_done(q);
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/data/holidays.csv", of->share_dir);
    memo_stamp_file(stamp, path);
    snprintf(path, sizeof path, "%s/data/working_hours.csv", of->share_dir);
    memo_stamp_file(stamp, path);
    return RC_OK;
}

enum rc office_calendar_shared(const struct calendar **ret, const struct office *of, struct err *e)
{
    char stamp[MEMO_STAMP_SIZE];
    enum rc rc = stamp_tables(stamp, of, e);
    if (rc)
        return rc;
    *ret = memo_find(of->book->memo, "calendar", stamp);
    if (*ret)
        return RC_OK;
    struct calendar *calendar = calloc(1, sizeof *calendar);
    if (!calendar)
        return err_no_memory(e);
    rc = office_calendar(calendar, of, e);
    if (rc) {
        free(calendar);
        return rc;
    }
    rc = memo_keep(of->book->memo, "calendar", stamp, calendar, release, e);
    if (!rc)
        *ret = calendar;
    return rc;
}
