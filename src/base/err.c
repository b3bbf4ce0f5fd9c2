/* err.c - see err.h. */
#include "base/err.h"

#include <errno.h>
#include <libintl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

int rc_exit_status(enum rc rc)
{
    switch (rc) {
    case RC_NO_MEMORY:
        return RC_STORAGE;
    case RC_CONFLICT:
        return RC_REFUSED;
    default:
        return (int)rc;
    }
}

enum rc err_set(struct err *e, enum rc rc, const char *code, const char *format, ...)
{
    if (!e)
        return rc;
    err_clear(e);
    e->rc = rc;
    e->code = code;
    va_list ap;
    va_start(ap, format);
    vsnprintf(e->message, sizeof e->message, gettext(format), ap);
    va_end(ap);
    utf8_mend(e->message); /* a cut letter would make the whole JSON document impossible */
    return rc;
}

__attribute__((format(printf, 3, 0))) static void fill(char *out, size_t size, const char *format, va_list ap)
{
    if (!out[0])
        vsnprintf(out, size, format, ap);
    utf8_mend(out);
}

void err_hint(struct err *e, const char *format, ...)
{
    if (!e)
        return;
    va_list ap;
    va_start(ap, format);
    fill(e->hint, sizeof e->hint, gettext(format), ap);
    va_end(ap);
}

void err_field(struct err *e, const char *format, ...)
{
    if (!e)
        return;
    va_list ap;
    va_start(ap, format);
    fill(e->field, sizeof e->field, format, ap);
    va_end(ap);
}

void err_cause(struct err *e, const char *format, ...)
{
    if (!e)
        return;
    va_list ap;
    va_start(ap, format);
    fill(e->cause, sizeof e->cause, format, ap);
    va_end(ap);
}

enum rc err_no_memory(struct err *e)
{
    err_set(e, RC_NO_MEMORY, "no_memory", N_("The machine is out of memory; what was typed is kept"));
    err_hint(e, N_("Close other programs, then try again"));
    return RC_NO_MEMORY;
}

/* Which kind of trouble an errno is; the rest is RC_STORAGE with a plain sentence. */
static const struct {
    int number;
    enum rc rc;
    const char *code;
    const char *message;
} file_troubles[] = {
    { ENOENT, RC_NOT_FOUND, "no_such_file", N_("There is no file %s") },
    { ENOTDIR, RC_NOT_FOUND, "no_such_file", N_("There is no file %s") },
    { EISDIR, RC_REFUSED, "is_a_directory", N_("%s is a directory, not a file") },
    { ELOOP, RC_REFUSED, "is_a_link", N_("%s is a symbolic link; name the file itself") },
    { EACCES, RC_STORAGE, "no_access", N_("This account may not open %s") },
    { EPERM, RC_STORAGE, "no_access", N_("This account may not open %s") },
    { EEXIST, RC_REFUSED, "exists", N_("%s exists already and is left as it is") },
    { ENOSPC, RC_STORAGE, "disk_full", N_("The disk is full: %s was not written") },
    { EDQUOT, RC_STORAGE, "disk_full", N_("The disk is full: %s was not written") },
    { EFBIG, RC_STORAGE, "disk_full", N_("The disk is full: %s was not written") },
    { EROFS, RC_STORAGE, "read_only", N_("The disk is read-only: %s was not written") },
};

enum rc err_errno(struct err *e, int error_number, const char *path)
{
    if (error_number == ENOMEM)
        return err_no_memory(e);
    enum rc rc = RC_STORAGE;
    const char *code = "io_error";
    const char *message = N_("Reading or writing %s failed");
    for (size_t i = 0; i < sizeof file_troubles / sizeof *file_troubles; i++)
        if (file_troubles[i].number == error_number) {
            rc = file_troubles[i].rc;
            code = file_troubles[i].code;
            message = file_troubles[i].message;
        }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    err_set(e, rc, code, message, path);
#pragma GCC diagnostic pop
    err_cause(e, "%s: %s", path, strerror(error_number));
    return rc;
}

void err_clear(struct err *e)
{
    if (e)
        *e = (struct err){ 0 };
}
