/* signin_desk.c - see signin_desk.h. */
#include "desk/signin_desk.h"

#include <string.h>

#include "base/i18n.h"
#include "base/office.h"
#include "book/desk_name.h"
#include "desk/desk.h"
#include "desk/line_ask.h"
#include "desk/session.h"
#include "desk/widget_pick.h"

#define LIST_X 12
#define LIST_Y (ROW_BODY + 3)

static enum rc take(struct screen *s, const char *name, struct err *e)
{
    enum rc rc = session_name_desk(session_of(s->desk), name, e);
    if (!rc)
        desk_say(s->desk, ROLE_OK, N_("This desk is called %s, from the next number and paper on."),
            s->desk->office->desk);
    return rc;
}

static void ask_name(struct screen *s)
{
    enum rc rc = line_ask(s, &(struct line_ask){ .title = _("This desk"),
                                 .label = _("Name"),
                                 .consequence = _("As it stands on the wall, such as quay-2."),
                                 .typed = s->desk->office->desk,
                                 .take = take });
    (void)rc;
}

static void chosen(struct screen *s, void *context, const struct pick_item *item)
{
    (void)context;
    struct err e = { 0 };
    if (!*item->id)
        ask_name(s);
    else if (take(s, item->id, &e))
        desk_say_error(s->desk, &e);
}

void signin_ask_desk(struct screen *s)
{
    const char **names;
    size_t count;
    struct err e = { 0 };
    if (desk_name_list(&names, &count, s->desk->office->db, &s->arena, &e)) {
        desk_say_error(s->desk, &e);
        return;
    }
    struct pick_item *items = arena_array(&s->arena, count + 1, sizeof *items);
    if (!items)
        return;
    for (size_t i = 0; i < count; i++)
        items[i] = (struct pick_item){ .id = names[i],
            .text = names[i],
            .note = strcmp(names[i], s->desk->office->desk) == 0 ? _("in use") : NULL };
    items[count] = (struct pick_item){ .id = "", .text = _("another name") };
    enum rc rc = pick_ask(s, &(struct pick){ .title = _("This desk"),
                                 .items = items,
                                 .count = (int)count + 1,
                                 .x = LIST_X,
                                 .y = LIST_Y,
                                 .chosen = chosen });
    (void)rc;
}
