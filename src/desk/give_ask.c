/* give_ask.c - see give_ask.h. */
#include "desk/give_ask.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/office.h"
#include "desk/desk.h"
#include "desk/widget_pick.h"
#include "dossier/dossier.h"
#include "dossier/handover.h"

enum rc colleagues(struct staff **ret, size_t *count, const struct office *of, struct arena *a, struct err *e)
{
    size_t n = 0;
    enum rc rc = staff_list(ret, count, of->db, a, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < *count; i++) {
        const struct staff *s = &(*ret)[i];
        if (!s->locked && s->id != of->staff_id && permission_has(s->role, ACTION_DOSSIER_WORK))
            (*ret)[n++] = *s;
    }
    *count = n;
    return RC_OK;
}

enum rc give_papers_to(struct desk *d, const char *login, const char *const *codes, size_t count)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct handover h;
    int64_t id = 0;
    enum rc rc = handover_give(&id, d->office, login, codes, count, NULL, &e);
    if (!rc)
        rc = handover_load(&h, d->office, id, &a, &e);
    if (rc)
        desk_say_error(d, &e);
    else
        desk_say(d, ROLE_OK, N_("Papers of %d dossiers are on the way to %.40s, list %d. They are confirmed there."),
            (int)h.lines_count, h.receiver, (int)h.number);
    return rc;
}

/* --- one asker at a time: what is asked lives in her screen's arena --- */

struct asking {
    void (*chosen)(struct screen *asker, const char *login);
    const char **codes;
    size_t count;
};

static void picked(struct screen *asker, void *context, const struct pick_item *item)
{
    const struct asking *asking = context;
    if (asking->chosen)
        asking->chosen(asker, item->id);
    else {
        enum rc rc = give_papers_to(asker->desk, item->id, asking->codes, asking->count);
        (void)rc; /* told on the message line */
    }
}

static enum rc open_list(struct screen *asker, const char *title, const char *hint, struct asking *asking)
{
    struct staff *list;
    size_t count;
    struct err e = { 0 };
    enum rc rc = colleagues(&list, &count, asker->desk->office, &asker->arena, &e);
    size_t n = 0;
    struct pick_item *items = rc ? NULL : arena_array(&asker->arena, count + 2, sizeof *items);
    if (rc || !items || !count) {
        desk_say(asker->desk, ROLE_WARN, N_("There is no colleague here who could take it."));
        desk_refuse(asker->desk);
        return RC_REFUSED;
    }
    if (asking->chosen) /* the other way is always offered first: nobody new */
        items[n++] = (struct pick_item){ "", _("each stays with its holder"), NULL };
    for (size_t i = 0; i < count; i++)
        items[n++] = (struct pick_item){ list[i].login, list[i].name, list[i].title };
    return pick_ask(asker, &(struct pick){ .title = title, .items = items, .count = (int)n, .x = 4,
                               .y = ROW_BODY + 3, .hint = hint, .chosen = picked, .context = asking });
}

enum rc colleague_ask(struct screen *asker, const char *title, const char *hint,
    void (*chosen)(struct screen *asker, const char *login))
{
    struct asking *asking = arena_alloc(&asker->arena, sizeof *asking);
    if (!asking)
        return RC_NO_MEMORY;
    asking->chosen = chosen;
    return open_list(asker, title, hint, asking);
}

enum rc give_ask(struct screen *asker, const char *const *codes, size_t count)
{
    struct asking *asking = arena_alloc(&asker->arena, sizeof *asking);
    const char **kept = arena_array(&asker->arena, count + 1, sizeof *kept);
    if (!asking || !kept)
        return RC_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        kept[i] = arena_strdup(&asker->arena, codes[i]);
    *asking = (struct asking){ .codes = kept, .count = count };
    return open_list(asker, _("Who gets the papers"), _("The papers are on the way until they are confirmed."), asking);
}
