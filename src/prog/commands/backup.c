/* backup.c - `motcua backup`: the whole book in one sealed file, proved before it counts. */
#include "book/backup.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "people/permission.h"
#include "prog/backup_words.h"
#include "prog/verb.h"

static const struct example_row examples[] = {
    { "backup /media/usb/so-2026-11-22.mcb", N_("writes a proved, sealed backup onto a stick") },
    { 0 },
};

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    struct backup_report r;
    if (args->count != 1)
        return verb_usage(args, e);
    enum rc rc = permission_check(of->role, ACTION_BACKUP, e);
    if (!rc)
        rc = backup_write(&r, of, args->words[0], e);
    return rc ? rc : backup_tell(&r, args, e);
}

const struct verb verb_backup = {
    .name = "backup", .summary = N_("write a sealed backup of the whole book"), .usage = "FILE",
    .description = N_("The snapshot is opened and checked before it is sealed to the key keys/backup.pub. Keep "
                      "keys/backup.secret on two sticks away from this machine: without it no backup can be read."),
    .needs = NEEDS_BOOK, .examples = examples, .run = run, .prints_data = true,
};
