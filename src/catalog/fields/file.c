/* file.c - the name of a paper handed in with the form; the paper itself is a component of the dossier. */
#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/field.h"

#include <string.h>

/* A name, not a path: the files lie in the sealed store, and a form must not point anywhere else. */
static enum rc parse(
    struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e)
{
    (void)rule, (void)today;
    if (strpbrk(typed, "/\\"))
        return err_set(e, RC_REFUSED, "file_name_only", N_("Type the paper's name only, without a folder"));
    return buf_puts(out, typed);
}

const struct field_type field_file = {
    .name = "file",
    .summary = N_("The name of a scanned paper of this dossier"),
    .keys = KEYS_TEXT,
    .max_length = 120,
    .parse = parse,
};
