/* issue.c - see issue.h. */
#include "paper/issue.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "dossier/prints.h"
#include "paper/hand_over.h"
#include "paper/issue_draw.h"
#include "paper/loose.h"
#include "paper/paper_store.h"
#include "paper/print_facts.h"
#include "paper/source.h"
#include "people/permission.h"

/* --- one at a time --- */

/* Two desks that print the papers of one dossier at the same moment would take the same number. The lock ends
 * with the process, so a crash leaves none behind. */
static enum rc lock_dossier(int *fd, const struct office *of, int64_t dossier_id, struct err *e)
{
    char path[PATH_MAX];
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = dossier_id, .l_len = 1 };
    *fd = open(book_path(path, of->book, "print.lock"), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*fd < 0)
        return err_errno(e, errno, path);
    if (fcntl(*fd, F_OFD_SETLK, &lock) == 0)
        return RC_OK;
    if (errno != EAGAIN && errno != EACCES)
        return err_errno(e, errno, path);
    return err_set(
        e, RC_AGAIN, "paper_busy", N_("A paper of this dossier is being printed at another desk just now."));
}

/* --- papers of one dossier --- */

static const char *printer_words(const struct issue_order *order)
{
    return order->file      ? "file"
           : order->thermal ? (order->thermal[0] ? order->thermal : "thermal")
                            : order->printer;
}

static enum rc draw_for(struct buf *bytes, const struct office *of, const struct issue_order *order,
    const struct js *const *facts, const struct js *const *prints, size_t count, struct err *e)
{
    return order->thermal ? issue_draw_roll(bytes, of, order->kind, facts[0], prints[0], e)
                          : issue_draw_pdf(bytes, of, order->kind, facts, prints, count, false, e);
}

static enum rc print_issue(struct issue_result *ret, const struct office *of, const struct issue_order *order,
    const struct paper_source *source, struct err *e)
{
    struct paper_issue issue = { 0 };
    AUTO_JS print = NULL;
    AUTO_BUF bytes = buf_limit(ISSUE_PDF_MAX);
    enum rc rc = paper_begin(&issue, of, source, order->kind, printer_words(order), e);
    if (rc)
        return rc;
    struct issue_result result = { .number = issue.number, .reprint = issue.reprint };
    const struct js *facts = source->facts;
    rc = print_facts(&print, of, order->kind, facts, &issue, e);
    if (!rc)
        rc = draw_for(&bytes, of, order, &facts, (const struct js *const *)&print, 1, e);
    if (!rc)
        rc = hand_over(&result, of, order, issue.id, &bytes, e);
    /* The reason of the failure stays the caller's message, whatever the book says now. */
    enum rc noted = print_set_state(
        of, issue.id, result.state ? result.state : "failed", rc && e ? e->message : "", rc ? NULL : e);
    if (!rc)
        *ret = result;
    return rc ? rc : noted;
}

static enum rc nothing_owed(const struct office *of, const struct paper_source *source, struct err *e)
{
    AUTO_JS print = NULL;
    enum rc rc = print_facts(&print, of, "payment", source->facts, &(struct paper_issue){ 0 }, e);
    if (!rc && js_get_int(print, "owed", 0) <= 0)
        rc = err_set(e, RC_REFUSED, "nothing_owed", N_("Nothing is owed for this dossier"));
    return rc;
}

static enum rc print_dossier(
    struct issue_result *ret, const struct office *of, const struct issue_order *order, struct err *e)
{
    struct paper_source source = { 0 };
    AUTO_FD lock = -1;
    enum rc rc = paper_source(&source, of->db, order->kind, order->code, e);
    if (!rc)
        rc = lock_dossier(&lock, of, source.dossier_id, e);
    if (!rc && strcmp(order->kind, "payment") == 0)
        rc = nothing_owed(of, &source, e);
    if (!rc)
        rc = print_issue(ret, of, order, &source, e);
    js_free(source.facts);
    return rc;
}

/* --- papers of no single dossier --- */

static enum rc print_loose(
    struct issue_result *ret, const struct office *of, const struct issue_order *order, struct err *e)
{
    AUTO_JS papers = NULL;
    AUTO_JS print = NULL;
    AUTO_BUF bytes = buf_limit(ISSUE_PDF_MAX);
    struct issue_result result = { 0 };
    enum rc rc = loose_facts(&papers, of, order->kind, order->code, e);
    if (!rc)
        rc = print_facts(&print, of, order->kind, js_at(papers, 0), &(struct paper_issue){ 0 }, e);
    if (rc)
        return rc;
    size_t count = js_len(papers);
    const struct js **facts = calloc(count * 2, sizeof *facts);
    if (!facts)
        return err_no_memory(e);
    const struct js **prints = facts + count;
    for (size_t i = 0; i < count; i++)
        facts[i] = js_at(papers, i), prints[i] = print;
    rc = draw_for(&bytes, of, order, facts, prints, count, e);
    free(facts);
    if (!rc)
        rc = hand_over(&result, of, order, 0, &bytes, e);
    if (!rc)
        rc = paper_loose_printed(of, order->kind, order->code, e);
    if (!rc)
        *ret = result;
    return rc;
}

enum rc issue_paper(
    struct issue_result *ret, const struct office *of, const struct issue_order *order, struct err *e)
{
    enum rc rc = permission_check(of->role, ACTION_PRINT, e);
    if (rc)
        return rc;
    return loose_is(order->kind) ? print_loose(ret, of, order, e) : print_dossier(ret, of, order, e);
}

/* --- an old print, a sample --- */

static void mark_past(struct paper_issue *issue, const struct paper_past *past)
{
    if (past->is_void)
        snprintf(issue->void_words, sizeof issue->void_words, "ĐÃ HỦY: %s", past->reason);
    else
        snprintf(issue->void_words, sizeof issue->void_words, "Bản sao của bản in số %02d", issue->number);
}

enum rc issue_past(
    const struct office *of, const char *kind, const char *code, int number, const char *file, struct err *e)
{
    struct paper_past past;
    struct paper_issue issue = { .number = number };
    AUTO_JS facts = NULL;
    AUTO_JS print = NULL;
    AUTO_BUF pdf = buf_limit(ISSUE_PDF_MAX);
    enum rc rc = permission_check(of->role, ACTION_PRINT, e);
    if (!rc)
        rc = paper_past(&past, of->db, kind, code, number, e);
    if (!rc)
        rc = source_at(&facts, of->db, past.event_seq, e);
    if (rc)
        return rc;
    mark_past(&issue, &past);
    rc = print_facts(&print, of, kind, facts, &issue, e);
    if (!rc)
        rc = issue_draw_pdf(
            &pdf, of, kind, (const struct js *const *)&facts, (const struct js *const *)&print, 1, false, e);
    return rc ? rc : fs_replace(file, pdf.data, pdf.len, 0600, e);
}

enum rc issue_sample(
    const struct office *of, const char *kind, const struct js *facts, const char *file, struct err *e)
{
    AUTO_JS print = NULL;
    AUTO_BUF pdf = buf_limit(ISSUE_PDF_MAX);
    enum rc rc = print_facts(&print, of, kind, facts, &(struct paper_issue){ .number = 1 }, e);
    if (!rc)
        rc = issue_draw_pdf(&pdf, of, kind, &facts, (const struct js *const *)&print, 1, true, e);
    return rc ? rc : fs_replace(file, pdf.data, pdf.len, 0600, e);
}
