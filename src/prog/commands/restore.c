/* restore.c - `motcua restore`: proves a backup, or makes a book from it where none is. */
#include <limits.h>
#include <stdio.h>

#include "base/i18n.h"
#include "base/office.h"
#include "book/backup.h"
#include "prog/backup_words.h"
#include "prog/cli.h"

static const struct option_row options[] = {
    { "check", NULL, N_("only prove it; nothing is kept") },
    { "into", N_("DIR"), N_("make the book in this directory, which must not exist") },
    { "key", N_("FILE"), N_("the key to read with (default: keys/backup.secret of the book)") },
    { 0 },
};

static const struct example_row examples[] = {
    { "restore so.mcb --check --key /media/usb/backup.secret", N_("what would be restored, and whether it is whole") },
    { "restore so.mcb --into /var/lib/motcua --key /media/usb/backup.secret", N_("makes the book again") },
    { 0 },
};

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    (void)of;
    char secret[PATH_MAX];
    struct backup_report r;
    const char *key = arg_value(args, "key"), *into = arg_value(args, "into");
    if (args->count != 1 || arg_given(args, "check") == (into != NULL))
        return verb_usage(args, e);
    snprintf(secret, sizeof secret, "%s/keys/backup.secret", cli_book_dir());
    enum rc rc = into ? backup_restore(&r, args->words[0], key ? key : secret, into, e)
                      : backup_check(&r, args->words[0], key ? key : secret, e);
    return rc ? rc : backup_tell(&r, args, e);
}

const struct verb verb_restore = {
    .name = "restore", .summary = N_("prove a backup or restore it"), .usage = "FILE --check | --into DIR [--key FILE]",
    .description = N_("Everything is read to its end and checked before the restored book gets its name."),
    .needs = NEEDS_NOTHING, .options = options, .examples = examples, .run = run, .prints_data = true,
};
