/* catalogue_source.c - see catalogue_source.h. */
#include "prog/catalogue_source.h"

#include <string.h>
#include <strings.h>

#include "catalog/catalogue.h"
#include "prog/child.h"
#include "prog/cli.h"
#include "prog/sync_verb.h"

#define WORKBOOK_SECONDS 60
#define PORTAL_SECONDS   1800 /* some hundred calls over a slow line */

static bool is_workbook(const char *path)
{
    size_t n = strlen(path);
    return n > 5 && strcasecmp(path + n - 5, ".xlsx") == 0;
}

enum rc catalogue_source_file(
    struct catalogue *ret, const char *path, struct problems *problems, struct err *e)
{
    if (!is_workbook(path))
        return catalogue_read(ret, path, problems, e);
    AUTO_BUF text = buf_limit(CATALOGUE_SIZE_MAX);
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *const words[] = { "import", "--json", "--", path, NULL };
    enum rc rc = child_read(&text, "motcua-import", words, WORKBOOK_SECONDS, e);
    return rc ? rc : catalogue_parse(ret, buf_text(&text), text.len, name, problems, e);
}

enum rc catalogue_source_portal(struct catalogue *ret, struct problems *problems, struct err *e)
{
    AUTO_BUF text = buf_limit(CATALOGUE_SIZE_MAX);
    const char *const words[] = { "--book", cli_book_dir(), FETCH_VERB_NAME, "--json", NULL };
    enum rc rc = child_read(&text, "motcua-sync", words, PORTAL_SECONDS, e);
    return rc ? rc : catalogue_parse(ret, buf_text(&text), text.len, "portal.jsonl", problems, e);
}
