/* attachment.c - see attachment.h. */
#include "dossier/attachment.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "book/book.h"
#include "book/journal.h"
#include "book/seal.h"
#include "book/tx.h"
#include "dossier/facts.h"

/* What a file begins with, and the endings its name may have. */
static const struct {
    const char *kind;
    const char *magic;
    size_t len;
    const char *endings;
} kinds[] = {
    { "pdf", "%PDF-", 5, ".pdf" },
    { "jpeg", "\xFF\xD8\xFF", 3, ".jpg .jpeg" },
    { "png", "\x89PNG\r\n\x1A\n", 8, ".png" },
    { "tiff", "II*\0", 4, ".tif .tiff" },
    { "tiff", "MM\0*", 4, ".tif .tiff" },
};
#define KINDS (sizeof kinds / sizeof *kinds)

const char *attachment_kind(const unsigned char *head, size_t len)
{
    for (size_t i = 0; i < KINDS; i++)
        if (len >= kinds[i].len && memcmp(head, kinds[i].magic, kinds[i].len) == 0)
            return kinds[i].kind;
    return NULL;
}

static bool ending_listed(const char *endings, const char *ending)
{
    size_t len = strlen(ending);
    for (const char *p = endings; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        if (n == len && strncasecmp(p, ending, n) == 0)
            return true;
        p += n;
    }
    return false;
}

enum rc attachment_name_fits(const char *name, const char *kind, struct err *e)
{
    const char *ending = strrchr(name, '.');
    for (size_t i = 0; ending && i < KINDS; i++)
        if (strcmp(kinds[i].kind, kind) && ending_listed(kinds[i].endings, ending)) {
            err_set(e, RC_REFUSED, "file_not_what_it_says", N_("%.200s is really a %s file, not what its name says"), name,
                kind);
            err_hint(e, N_("Scan the paper again, or give the file its right name"));
            return RC_REFUSED;
        }
    return RC_OK;
}

static enum rc sniff(const char **kind, int fd, const char *path, struct err *e)
{
    unsigned char head[16];
    ssize_t n = pread(fd, head, sizeof head, 0);
    if (n < 0)
        return err_errno(e, errno, path);
    *kind = attachment_kind(head, (size_t)n);
    if (*kind)
        return RC_OK;
    err_set(e, RC_REFUSED, "file_kind", N_("%.200s is no PDF, JPEG, PNG or TIFF file"), path);
    err_hint(e, N_("Scan the paper, or save it as PDF"));
    return RC_REFUSED;
}

enum rc attachment_seal(struct dossier_file *ret, const struct office *of, const char *component_id, const char *path,
    struct arena *a, struct err *e)
{
    AUTO_FD fd = -1;
    int64_t size;
    const char *kind = NULL;
    enum rc rc = fs_open_regular(&fd, &size, path, SEAL_FILE_MAX, e);
    if (!rc)
        rc = sniff(&kind, fd, path, e);
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (!rc)
        rc = attachment_name_fits(name, kind, e);
    AUTO_BUF clean = buf_limit(512);
    if (!rc)
        rc = text_accept(&clean, name, strlen(name), &text_name_limits, "file", e);
    struct sealed_file sealed;
    char files[PATH_MAX];
    if (!rc)
        rc = seal_file(&sealed, of->book->keys, book_path(files, of->book, "files"), fd, path, SEAL_FILE_MAX, e);
    if (rc) {
        if (*component_id)
            err_field(e, "components.%s", component_id);
        else
            err_field(e, "result");
        return rc;
    }
    *ret = (struct dossier_file){
        .name = arena_strdup(a, buf_text(&clean)), .kind = arena_strdup(a, kind), .size = sealed.size,
        .digest = arena_strdup(a, sealed.digest), .sealed_name = arena_strdup(a, sealed.name),
        .component_id = arena_strdup(a, component_id),
    };
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}

static bool has_component(const struct dossier *d, const char *id)
{
    for (size_t i = 0; i < d->components_count; i++)
        if (strcmp(d->components[i].id, id) == 0)
            return true;
    return false;
}

static enum rc find_line(const struct dossier *d, const char *component_id, struct err *e)
{
    if (!state_row(d->state)->open) {
        err_set(e, RC_REFUSED, "closed", N_("The dossier %s is closed; nothing can be added to it"), d->code);
        return RC_REFUSED;
    }
    if (has_component(d, component_id))
        return RC_OK;
    AUTO_BUF ids = buf_limit(2000);
    for (size_t i = 0; i < d->components_count; i++)
        buf_addf(&ids, "%s%s", i ? ", " : "", d->components[i].id);
    err_set(e, RC_NOT_FOUND, "no_such_component", N_("The checklist of %s has no line %.60s"), d->code, component_id);
    err_hint(e, N_("Its lines: %.200s"), buf_text(&ids));
    err_field(e, "component");
    return RC_NOT_FOUND;
}

static enum rc write_files(const struct office *of, const struct dossier *d, struct dossier_file *files, size_t count,
    struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    AUTO_ARENA a = { 0 };
    struct dossier fresh;
    enum rc rc = tx_begin(&tx, e);
    int64_t now = clock_now(of->clock);
    for (size_t i = 0; i < count && !rc; i++)
        rc = dossier_file_insert(of->db, d->id, &files[i], now, of->staff_id, e);
    if (!rc)
        rc = dossier_load_id(&fresh, of->db, &a, d->id, e);
    if (!rc)
        rc = facts_append(NULL, of, &fresh, &(struct facts_event){ .action = "attached", .deliver = true }, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc attachment_add(const struct office *of, const char *code, const char *component_id, const char *const *paths,
    size_t count, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d;
    enum rc rc = dossier_load(&d, of->db, &a, code, e);
    if (!rc)
        rc = find_line(&d, component_id, e);
    struct dossier_file *files = rc ? NULL : arena_array(&a, count + 1, sizeof *files);
    if (!rc && !files)
        rc = err_no_memory(e);
    for (size_t i = 0; i < count && !rc; i++)
        rc = attachment_seal(&files[i], of, component_id, paths[i], &a, e);
    return rc ? rc : write_files(of, &d, files, count, e);
}
