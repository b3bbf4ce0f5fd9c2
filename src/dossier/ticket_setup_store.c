/* ticket_setup_store.c - the line as this office runs it: its groups, its desks, its limit. See ticket.h. */
#include "base/arena.h"
#include "base/office.h"
#include "book/settings.h"
#include "dossier/ticket_words.h"

void ticket_setup(struct ticket_setup *ret, const struct office *of)
{
    AUTO_ARENA a = { 0 };
    const char *groups = setting_text(of->db, "ticket.groups", &a);
    const char *desks = setting_text(of->db, "ticket.desks", &a);
    int64_t limit = setting_int(of->db, "ticket.priority_run");
    *ret = (struct ticket_setup){ .limit = limit > 0 ? (int)limit : TICKET_PRIORITY_RUN };
    ret->count = ticket_groups_parse(ret->groups, groups ? groups : "");
    if (!ret->count)
        ret->groups[ret->count++] = (struct ticket_group){ .letter = 'A' }; /* one line for everything */
    ret->shared = !desks || !*desks;
    ticket_desk_groups(ret->mine, desks ? desks : "", of->desk);
}
