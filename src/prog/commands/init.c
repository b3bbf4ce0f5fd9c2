/* init.c - `motcua init`: makes a book; the caller becomes its founder. */
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/text.h"
#include "book/book.h"
#include "catalog/catalogue.h"
#include "people/staff.h"
#include "prog/cli.h"
#include "prog/identity.h"
#include "prog/practice_week.h"

static const struct option_row options[] = {
    { "unit", N_("CODE"), N_("unit code, the head of every dossier code, for example H48.25") },
    { "name", N_("NAME"), N_("name of the unit as printed on papers") },
    { "province", N_("NAME"), N_("name of the province") },
    { "practice", NULL, N_("a practice book: invented people and a week of work, never synced to a real portal") },
    { 0 },
};

static const struct example_row examples[] = {
    { "init --unit H48.25 --name \"UBND xã Đăk Tô\"", N_("makes the commune's book") },
    { "--book ~/tap init --unit H48.99 --name \"UBND xã Mẫu\" --practice", N_("makes a book to practise in") },
    { 0 },
};

/* The catalogue that came with the program, and the first account: without both nobody could work. */
static enum rc furnish(struct office *of, struct err *e)
{
    char user[64];
    AUTO_ARENA a = { 0 };
    struct staff founder = { .role = ROLE_FOUNDER };
    identity_unix_user(user, sizeof user);
    snprintf(founder.login, sizeof founder.login, "%.32s", user);
    snprintf(founder.unix_user, sizeof founder.unix_user, "%.32s", user);
    snprintf(founder.name, sizeof founder.name, "%s", user);
    enum rc rc = staff_found(of, &founder, e);
    if (!rc)
        rc = identity_sign_in(of, NULL, &a, e);
    if (!rc)
        rc = catalogue_install(of, e);
    if (!rc && of->book->practice)
        rc = practice_week_fill(of, e);
    return rc;
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    const struct book_facts facts = {
        arg_value(args, "unit"), arg_value(args, "name"), arg_value(args, "province"), arg_given(args, "practice"),
    };
    const char *dir = cli_book_dir();
    AUTO_BUF clean = buf_limit(1024);
    if (!facts.unit_code || !facts.unit_name || args->count)
        return verb_usage(args, e);
    enum rc rc = text_accept(&clean, facts.unit_name, strlen(facts.unit_name), &text_line_limits, "name", e);
    if (!rc && facts.province)
        rc = text_accept(&clean, facts.province, strlen(facts.province), &text_line_limits, "province", e);
    if (!rc)
        rc = book_create(dir, &facts, of->clock, e);
    AUTO_BOOK book = { 0 };
    if (!rc)
        rc = book_open(&book, dir, e);
    if (rc)
        return rc;
    of->book = &book;
    of->db = book.db;
    rc = furnish(of, e);
    if (!rc)
        printf(_("The book of %s is ready in %s\n"), book.unit_name, dir);
    return rc;
}

const struct verb verb_init = {
    .name = "init", .summary = N_("make a book"), .usage = "--unit CODE --name NAME [--province NAME] [--practice]",
    .description = N_("Makes the book in the directory given by --book or MOTCUA_BOOK. The Unix user who runs it becomes "
                      "the first administrator. A directory that holds a book is left as it is."),
    .needs = NEEDS_NOTHING, .options = options, .examples = examples, .run = run,
};
