/* backup_words.c - see backup_words.h. */
#include "prog/backup_words.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "book/backup.h"
#include "prog/verb.h"

enum rc backup_tell(const struct backup_report *r, const struct args *args, struct err *e)
{
    char at[ISO_TIME_SIZE];
    iso_time(at, r->newest_at);
    if (!args->json) {
        printf(_("Proved: %lld dossiers, %lld events, %lld scans; newest entry %s\n"), (long long)r->dossiers,
            (long long)r->events, (long long)r->files, at);
        return RC_OK;
    }
    struct js *json = js_object();
    js_put_int(json, "dossiers", r->dossiers);
    js_put_int(json, "events", r->events);
    js_put_int(json, "files", r->files);
    js_put_text(json, "newest_at", at);
    js_put_text(json, "head", r->head);
    js_put_int(json, "schema", r->schema);
    return print_json(json, e);
}
