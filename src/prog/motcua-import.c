/* motcua-import.c - turns the first sheet of a workbook into a table on standard output, for `catalog
 * import`.
 *
 * It opens no book and knows no secrets; memory, time and files are limited before it looks at the file. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/catalogue.h"
#include "catalog/xlsx_read.h"
#include "prog/verb.h"

/* A workbook at its limits needs a third of this. */
#define MEMORY_MAX  ((rlim_t)1 << 30)
#define SECONDS_MAX 50

static void shut_in(void)
{
    setrlimit(RLIMIT_CPU, &(struct rlimit){ SECONDS_MAX, SECONDS_MAX });
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 0, 0 });
#ifndef __SANITIZE_ADDRESS__
    setrlimit(RLIMIT_AS, &(struct rlimit){ MEMORY_MAX, MEMORY_MAX });
#endif
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    (void)office;
    if (args->count != 1)
        return verb_usage(args, e);
    AUTO_BUF csv = buf_limit(CATALOGUE_SIZE_MAX);
    const char *path = args->words[0], *slash = strrchr(path, '/');
    shut_in();
    enum rc rc = xlsx_first_sheet(&csv, path, slash ? slash + 1 : path, e);
    if (!rc && fwrite(buf_text(&csv), 1, csv.len, stdout) != csv.len)
        rc = err_set(e, RC_STORAGE, "output", N_("The table could not be handed over."));
    return rc;
}

static const struct option_row options[] = { { 0 } };
static const struct example_row examples[] = { { 0 } };

/* Started by `catalog import`; not a verb for people. */
static const struct verb verb = { .name = "import",
    .summary = "",
    .usage = "FILE.xlsx",
    .needs = NEEDS_NOTHING,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true };

int main(int argc, char **argv)
{
    return verb_main(&verb, argc, argv);
}
